/** A process that a test may kill.  interrupted-child.ts import STORE FILE | watch STORE URL */
import { readFileSync } from 'node:fs';
import { loadActors } from '../../src/actors/node.js';
import { loadCodebook } from '../../src/codebook/node.js';
import { importFiles } from '../../src/intake/imports.js';
import { makeTables, type DatasetActors } from '../../src/intake/tables.js';
import { watch } from '../../src/intake/watch.js';
import { DuckStore } from '../../src/record/index.js';
import { Fetcher } from '../../src/sources/fetch.js';

const [job, path, from] = [process.argv[2]!, process.argv[3]!, process.argv[4]!];
process.stdout.write('begun\n');
const store = await DuckStore.open(path);
if (job === 'import') {
  const dataset = JSON.parse(readFileSync(new URL('../../data/codebook/dataset-actors.json', import.meta.url), 'utf8')) as DatasetActors;
  await importFiles({ store, kind: 'gdelt', files: [from], tables: makeTables(loadCodebook(), loadActors(), dataset), batchRows: 300 });
} else {
  const fetcher = new Fetcher({ allowLoopback: true });
  await watch({ store, urls: [from], fetcher, every: 3_600_000, once: true, workers: 2, coderModule: new URL('fake-coder.ts', import.meta.url).href });
  await fetcher.close();
}
await store.close();
process.stdout.write('ended\n');
