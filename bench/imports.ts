/** How fast rows of data sets come in, and in how much memory: a synthetic GDELT file of made-up rows, or of a sample's rows repeated with other ids. */
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadActors } from '../src/actors/node.js';
import { loadCodebook } from '../src/codebook/node.js';
import { importFiles } from '../src/intake/imports.js';
import { makeTables, type DatasetActors } from '../src/intake/tables.js';
import { DuckStore } from '../src/record/index.js';

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
  const dataset = JSON.parse(readFileSync(new URL('../data/codebook/dataset-actors.json', import.meta.url), 'utf8')) as DatasetActors;
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
    let top = 0;
    for (let round = 0; round < RUNS; round += 1) {
      const path = join(folder, `record-${round}.duckdb`);
      const store = await DuckStore.open(path);
      const watch = setInterval(() => { top = Math.max(top, process.memoryUsage().rss); }, 50);
      const result = await importFiles({ store, kind: 'gdelt', files: [file], tables });
      clearInterval(watch);
      rates.push(ROWS / result.seconds);
      if (round === RUNS - 1) {
        const again = await importFiles({ store, kind: 'gdelt', files: [file], tables });
        console.log(`${'the same file again (nothing to add)'.padEnd(58)} ${Math.round(ROWS / again.seconds).toLocaleString('en')} rows/s`);
      }
      await store.close();
      rmSync(path, { force: true });
    }
    rates.sort((left, right) => left - right);
    console.log(`${'GDELT rows imported (asked for: ≥ 150,000/s)'.padEnd(58)} median ${Math.round(rates[rates.length >> 1]!).toLocaleString('en')} rows/s`);
    console.log(`${'peak memory of the process (asked for: ≤ 1 GB)'.padEnd(58)} ${Math.round(top / (1 << 20)).toLocaleString('en')} MB`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
