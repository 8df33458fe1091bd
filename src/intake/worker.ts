/** A worker thread that reads files and codes documents: one question after another, one answer to each. */
import { parentPort, workerData } from 'node:worker_threads';
import { fileAtOnce } from '../sources/bytes.js';
import { codeOne, readAll, tuned, type Answer, type CoderModule, type Question, type Tuning } from './coding.js';

const port = parentPort!;
const { coderModule, tuning } = workerData as { coderModule: string; tuning: Tuning };
const { loadCoder } = (await import(coderModule)) as CoderModule;
const coder = tuned(await loadCoder(), tuning);
const answer = async (question: Question): Promise<Answer> =>
  'code' in question ? { coded: await codeOne(coder, question.code) } : { items: await readAll(fileAtOnce(question.read)) };
// In the order in which they were put: a file takes its time, and what is asked after it waits.
let last = Promise.resolve();
port.on('message', (question: Question) => {
  last = last.then(async () => port.postMessage(await answer(question)));
});
port.postMessage('ready' satisfies Answer);
