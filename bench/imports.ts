/** How fast rows of data sets come in, and in how much memory: a synthetic GDELT file of made-up rows, or of a sample's rows repeated with other ids. */
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { built } from './as-built.js';
import type * as Actors from '../src/actors/node.js';
import type * as Books from '../src/codebook/node.js';
import type * as Imports from '../src/intake/imports.js';
import type * as Kinds from '../src/intake/tables.js';
import type * as Record from '../src/record/index.js';

const ROWS = Number(process.env.BENCH_IMPORT_ROWS ?? 1_000_000);
const RUNS = Number(process.env.BENCH_IMPORT_RUNS ?? 3);
/** GDELT's rows to repeat: beside the clone where it was laid, or else made up. */
const SAMPLE = process.env.BENCH_GDELT ?? '../shared/samples/gdelt2.export.CSV';

/** Rows of 61 columns between states, for a machine without a sample. */
function madeUp(): string[] {
  const states = ['ARG', 'BRA', 'CHN', 'USA', 'CHL', 'URY', 'FRA', 'DEU'];
  const codes = ['040', '042', '043', '051', '057', '112', '120', '173', '190', '036'];
  return Array.from({ length: 2000 }, (_, i) => {
    const row = Array.from({ length: 61 }, () => '0');
    const [actor, recipient] = [states[i % 8]!, states[(i * 3 + 1) % 8]!];
    [row[1], row[5], row[6], row[15], row[16], row[26], row[60]] = [`202301${String(1 + (i % 28)).padStart(2, '0')}`, `${actor}GOV`, actor, recipient, recipient, codes[i % 10], `https://www.site${i % 300}.example/news/${i}-of-some-length`];
    return row.join('\t');
  });
}

/** Runs the benchmark and prints its figures. */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-bench-'));
  const file = join(folder, 'gdelt.csv');
  const { loadActors } = await built<typeof Actors>('actors/node.js');
  const { loadCodebook } = await built<typeof Books>('codebook/node.js');
  const { importFiles } = await built<typeof Imports>('intake/imports.js');
  const { makeTables } = await built<typeof Kinds>('intake/tables.js');
  const { DuckStore } = await built<typeof Record>('record/index.js');
  const dataset = JSON.parse(readFileSync(new URL('../data/codebook/dataset-actors.json', import.meta.url), 'utf8')) as Kinds.DatasetActors;
  const tables = makeTables(loadCodebook(), loadActors(), dataset);
  const sampled = existsSync(SAMPLE);
  const templates = (sampled ? readFileSync(SAMPLE, 'utf8').trimEnd().split('\n') : madeUp()).map((row) => row.slice(row.indexOf('\t')));
  try {
    const out = createWriteStream(file);
    for (let row = 0; row < ROWS; ) {
      let block = '';
      for (let i = 0; i < 10_000 && row < ROWS; i += 1, row += 1) block += `${1_000_000_000 + row}${templates[row % templates.length]!}\n`;
      if (!out.write(block)) await once(out, 'drain');
    }
    out.end();
    await once(out, 'finish');
    console.log(`imports: ${ROWS.toLocaleString('en')} GDELT rows (${sampled ? 'a sample\'s, repeated' : 'made up'}), ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}`);
    const rates: number[] = [];
    const perSecondOfCore: number[] = [];
    let top = 0;
    for (let round = 0; round < RUNS; round += 1) {
      const path = join(folder, `record-${round}.duckdb`);
      const store = await DuckStore.open(path);
      const watch = setInterval(() => { top = Math.max(top, process.memoryUsage().rss); }, 50);
      const used = process.cpuUsage();
      const result = await importFiles({ store, kind: 'gdelt', files: [file], tables });
      clearInterval(watch);
      const { user, system } = process.cpuUsage(used);
      rates.push(ROWS / result.seconds);
      perSecondOfCore.push(ROWS / ((user + system) / 1e6));
      if (round === RUNS - 1) {
        const again = await importFiles({ store, kind: 'gdelt', files: [file], tables });
        console.log(`${'the same file again (nothing to add)'.padEnd(58)} ${Math.round(ROWS / again.seconds).toLocaleString('en')} rows/s`);
      }
      await store.close();
      rmSync(path, { force: true });
    }
    for (const list of [rates, perSecondOfCore]) list.sort((left, right) => left - right);
    console.log(`${'GDELT rows imported (asked for: ≥ 150,000/s)'.padEnd(58)} median ${Math.round(rates[rates.length >> 1]!).toLocaleString('en')} rows/s`);
    // On a machine that others use too, this says more.
    console.log(`${'the same by the second of one core'.padEnd(58)} median ${Math.round(perSecondOfCore[perSecondOfCore.length >> 1]!).toLocaleString('en')} rows`);
    console.log(`${'peak memory of the process (asked for: ≤ 1 GB)'.padEnd(58)} ${Math.round(top / (1 << 20)).toLocaleString('en')} MB`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
