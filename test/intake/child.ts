/** A process that a test may kill: brings a file into a store.  child.ts STORE FILE */
import { DuckStore } from '../../src/record/index.js';
import { intake } from '../../src/intake/index.js';

const store = await DuckStore.open(process.argv[2]!);
const result = await intake({ store, inputs: [process.argv[3]!], workers: 2, coderModule: new URL('fake-coder.ts', import.meta.url).href, onProgress: ({ added }) => process.stdout.write(`added ${added}\n`) });
process.stdout.write(`${JSON.stringify({ ...result, documentIds: [] })}\n`);
await store.close();
