/** A thread with a loop of about a second over a table that fits into the nearest cache: nothing that another thread could be in the way of. */
import { parentPort } from 'node:worker_threads';

const table = Int32Array.from({ length: 4096 }, (_, i) => (i * 7919) % 4096);
parentPort.on('message', () => {
  let sum = 0;
  for (let i = 0, at = 0; i < 5e8; i++) {
    at = table[(at + i) & 4095];
    sum = (sum + at) | 0;
  }
  parentPort.postMessage(sum);
});
