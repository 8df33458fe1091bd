/** A process that a test may kill.  killed-child.js add STORE FILE | import STORE FILE | watch STORE URL */
import { importFiles } from '../../src/intake/imports.js';
import { intake } from '../../src/intake/index.js';
import { watch } from '../../src/intake/watch.js';
import { DuckStore } from '../../src/record/index.js';
import type { Tables } from '../../src/sources/datasets/batch.js';

/** Enough of the codebook for the rows of the test: the codes are states, all that happens is a meeting or its opposite. */
const TABLES: Tables = {
  cameo: (code) => ({ eventType: code === '040' ? 'CONSULT' : 'ACCUSE', mode: null, quad: code === '040' ? 1 : 3, intensity: code === '040' ? 1 : -2, contexts: [], code: `CAMEO ${code}`, name: code }),
  plover: () => undefined,
  actorCode: (code) => ({ code, sectors: [] }),
  country: (name) => name,
  sector: () => '',
};

const [job, path, from] = process.argv.slice(2) as [string, string, string];
const coderModule = new URL('fake-coder.js', import.meta.url).href;
process.stdout.write('begun\n');
const store = await DuckStore.open(path);
if (job === 'add') {
  const { failed } = await intake({ store, inputs: [from], workers: 2, coderModule });
  if (failed > 0) throw new Error(`${failed} documents failed`);
} else if (job === 'import') {
  await importFiles({ store, kind: 'gdelt', files: [from], tables: TABLES, batchRows: 300 });
} else {
  const { Fetcher } = await import('../../src/sources/fetch.js');
  const fetcher = new Fetcher({ allowLoopback: true });
  await watch({ store, urls: [from], fetcher, every: 3_600_000, once: true, workers: 1, coderModule });
  await fetcher.close();
}
await store.close();
process.stdout.write('ended\n');
