/**
 * A process that a test may kill: adds batches to a store, saying on standard output which it has been told are kept.
 *   child.ts PATH FIRST COUNT     "ack N" for each batch; "refused CODE message" when one fails
 */
import { DuckStore } from '../../src/record/index.js';
import { batchOf } from './make.js';

const [path, first, count] = [process.argv[2]!, Number(process.argv[3]), Number(process.argv[4])];
let store = await DuckStore.open(path);
for (let n = first; n < first + count; n += 1) {
  try {
    await store.add(batchOf(n));
    process.stdout.write(`ack ${n}\n`);
    // Every few batches the file itself is written too, so that a kill may fall there.
    if (n % 5 === 4) await store.optimize();
    if (n % 7 === 6) {
      await store.close();
      store = await DuckStore.open(path);
    }
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    process.stdout.write(`refused ${code} ${message}\n`);
    process.stdout.write(`reads ${(await store.summary()).documents}\n`);
    break;
  }
}
await store.close();
