/** A worker thread that reads files and codes documents: one question at a time, one answer to each. */
import { parentPort, workerData } from 'node:worker_threads';
import type { ActorAdditions } from '../actors/index.js';
import { codeOne, extended, readAll, type Answer, type CoderModule, type Question } from './coding.js';

const port = parentPort!;
const { coderModule, additions } = workerData as { coderModule: string; additions: ActorAdditions | null };
const { loadCoder } = (await import(coderModule)) as CoderModule;
const coder = extended(await loadCoder(), additions);
const say = (answer: Answer): void => port.postMessage(answer);
port.on('message', (question: Question) => {
  if ('code' in question) say({ coded: codeOne(coder, question.code) });
  else void readAll(question.read).then((items) => say({ items }));
});
say('ready');
