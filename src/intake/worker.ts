/** A worker thread that reads files and codes documents: one question at a time, one answer to each. */
import { parentPort, workerData } from 'node:worker_threads';
import { codeOne, readAll, tuned, type Answer, type CoderModule, type Question, type Tuning } from './coding.js';

const port = parentPort!;
const { coderModule, tuning } = workerData as { coderModule: string; tuning: Tuning };
const { loadCoder } = (await import(coderModule)) as CoderModule;
const coder = tuned(await loadCoder(), tuning);
const say = (answer: Answer): void => port.postMessage(answer);
port.on('message', (question: Question) => {
  if ('code' in question) say({ coded: codeOne(coder, question.code) });
  else void readAll(question.read).then((items) => say({ items }));
});
say('ready');
