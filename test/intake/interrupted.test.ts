import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DuckStore } from '../../src/record/index.js';
import { numbersFrom } from './pages.js';

/** How often each job is killed; more by hand: KILLS=100. */
const KILLS = Number(process.env.KILLS ?? 25);
/** Where the kills fall follows from this; the same again by hand: KILL_SEED=…. */
const SEED = Number(process.env.KILL_SEED ?? Date.now() % 1_000_000);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ITEMS = 100;
const DOCUMENTS = 260;
const ROWS = 1800;

let folder = '';
let server: Server;
let site = '';

/** The child and what a worker of it runs, each as one file: finding and loading hundreds would be most of each run's work. */
async function bundle(): Promise<void> {
  const input = { 'killed-child': 'test/intake/killed-child.ts', 'fake-coder': 'test/intake/fake-coder.ts', worker: 'src/intake/worker.ts' };
  await build({
    root: ROOT, configFile: false, logLevel: 'error',
    ssr: { noExternal: true, external: ['@duckdb/node-api'] },
    build: { ssr: true, outDir: folder, target: 'node20', rollupOptions: { input: Object.fromEntries(Object.entries(input).map(([name, file]) => [name, join(ROOT, file)])), output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' } } },
  });
}

beforeAll(async () => {
  // Within the clone, so that what is bundled finds the packages.
  mkdirSync(join(ROOT, 'build'), { recursive: true });
  folder = mkdtempSync(join(ROOT, 'build', 'interrupted-'));
  await bundle();
  const items = Array.from({ length: ITEMS }, (_, i) => `<item><link>https://example.org/${i}</link><title>Item ${i}</title><pubDate>Sun, 06 Feb 2022 10:00:00 GMT</pubDate><description>ARG met CHN for the ${i}th time. SLOW</description></item>`);
  server = createServer((request, response) => {
    if (request.url === '/robots.txt') response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'application/rss+xml', etag: '"1"' }).end(`<rss version="2.0"><channel><title>Gazette</title>${items.join('')}</channel></rss>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed`;
}, 120_000);
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a job; kills it some milliseconds after its first word, if told to. Gives whether it came to its end, and how long it ran. */
function run(job: string, path: string, from: string, killAfter?: number): Promise<{ ended: boolean; took: number }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(folder, 'killed-child.js'), job, path, from], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    let began = 0;
    child.stdout.on('data', (data: Buffer) => {
      if (said === '') {
        began = performance.now();
        if (killAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfter);
      }
      said += data.toString();
    });
    child.on('error', reject);
    child.on('close', () => resolve({ ended: said.includes('ended'), took: performance.now() - began }));
  });
}

/** All that a record says, in an order of its own. */
async function contentOf(path: string): Promise<{ summary: unknown; rows: string[]; dyads: unknown }> {
  const store = await DuckStore.open(path);
  try {
    const rows: string[] = [];
    for await (const row of store.exportRows({})) rows.push(JSON.stringify(row));
    return { summary: await store.summary(), rows: rows.sort(), dyads: await store.partners({ actor: 'ARG' }) };
  } finally {
    await store.close();
  }
}

/** The record of a job that is killed again and again, and that of one left alone. */
async function both(job: string, from: string) {
  const [whole, broken] = [join(folder, `${job}-whole.duckdb`), join(folder, `${job}-broken.duckdb`)];
  const { ended, took } = await run(job, whole, from);
  expect(ended).toBe(true);
  const next = numbersFrom(SEED);
  let kills = 0;
  for (let round = 0; kills < KILLS; round += 1) {
    expect(round).toBeLessThan(4 * KILLS + 10);
    // Anywhere from the first moment to the last; a run that came to its end all the same is followed by one of a new record.
    if ((await run(job, broken, from, (next(1000) / 1000) * took)).ended) for (const file of [broken, `${broken}.wal`]) rmSync(file, { force: true });
    else kills += 1;
  }
  expect((await run(job, broken, from)).ended).toBe(true);
  return { whole: await contentOf(whole), broken: await contentOf(broken), path: broken };
}

describe(`killed at any moment and started again (${KILLS} times, KILL_SEED=${SEED}), the record is that of one uninterrupted run`, () => {
  it('of documents, coded in two threads', async () => {
    const file = join(folder, 'documents.jsonl');
    writeFileSync(file, Array.from({ length: DOCUMENTS }, (_, i) => JSON.stringify({ date: `2022-01-${String(1 + (i % 28)).padStart(2, '0')}`, text: `ARG met CHN for the ${i}th time. SLOW` })).join('\n'));
    const { whole, broken } = await both('add', file);
    expect(broken).toEqual(whole);
    expect(whole.rows).toHaveLength(DOCUMENTS);
  }, 180_000 + KILLS * 20_000);

  it('of an import', async () => {
    const states = ['ARG', 'BRA', 'CHN', 'USA', 'CHL'];
    const rows = Array.from({ length: ROWS }, (_, i) => {
      const row = Array.from({ length: 61 }, () => '');
      [row[0], row[1], row[5], row[15], row[26], row[60]] = [String(i + 1), `202301${String(1 + (i % 28)).padStart(2, '0')}`, states[i % 5]!, states[(i * 3 + 1) % 5]!, ['040', '112', '173'][i % 3]!, `https://site${i % 7}.example/${i}`];
      return row.join('\t');
    });
    const file = join(folder, 'gdelt.csv');
    writeFileSync(file, rows.join('\n'));
    const { whole, broken } = await both('import', file);
    expect(broken).toEqual(whole);
    expect(whole.rows).toHaveLength(ROWS);
  }, 180_000 + KILLS * 20_000);

  it('of a watched feed, each item taken once', async () => {
    const { whole, broken, path } = await both('watch', site);
    expect(broken).toEqual(whole);
    expect(whole.rows).toHaveLength(ITEMS);
    const store = await DuckStore.open(path);
    const ids = Array.from({ length: ITEMS }, (_, i) => `https://example.org/${i}`);
    expect((await store.takenItems(site, ids)).size).toBe(ITEMS);
    await store.close();
  }, 180_000 + KILLS * 20_000);
});
