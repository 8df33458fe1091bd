/**
 * How fast web pages go from the disk into the record: 1,000 made pages, by the command line, each run a process and a record of its own.
 *
 * What was gained, in milliseconds of one core a page of 46 KB and 410 words, on a machine of two cores that others used too:
 *   - reading 5.3 → 1.5: our own tree under Readability (src/sources/tree.ts) instead of linkedom's, whose nodes each carry
 *     listeners, a style and proxies, 3.6; what is left out (scripts, menus, footers) is left out as the tree is built, in one pass;
 *   - of it the file and its encoding 0.3: read at one go in workers, encodings told by Node's own functions;
 *   - starting: what tells languages apart, 0.3 s in each of three threads, is loaded when a page does not say its language: 0.9;
 *   - storing 2.4: a sentence of several events is folded for search once, 0.05.
 * Looked at and left: answers of workers as JSON instead of clones (the same 0.7), hashes by node:crypto (0.3, but the page
 * that codes in the browser shares that file).
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makePages } from '../test/intake/pages.js';
import { built } from './as-built.js';
import type * as Resources from '../src/coder/node.js';
import type * as Coding from '../src/intake/coding.js';
import type * as Documents from '../src/intake/documents.js';
import type * as Duplicates from '../src/intake/duplicates.js';
import type * as Record from '../src/record/index.js';
import type * as Bytes from '../src/sources/bytes.js';

const PAGES = Number(process.env.BENCH_PAGES ?? 1000);
const RUNS = Number(process.env.BENCH_PAGES_RUNS ?? 3);
const WORKERS = Number(process.env.BENCH_PAGES_WORKERS ?? 2);
const COMMAND = fileURLToPath(new URL('../bin/demarche.js', import.meta.url));
/** Written by the process that is timed, as it ends. */
const SAY_USE = `data:text/javascript,${encodeURIComponent('process.on("exit",()=>{const u=process.cpuUsage();process.stdout.write("\\n"+JSON.stringify({cpu:(u.user+u.system)/1e3,rss:process.resourceUsage().maxRSS})+"\\n")})')}`;

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Milliseconds that the processor spent on a job, and what came of it. */
async function used<T>(job: () => Promise<T> | T): Promise<{ value: T; cpu: number }> {
  const before = process.cpuUsage();
  const value = await job();
  const { user, system } = process.cpuUsage(before);
  return { value, cpu: (user + system) / 1000 };
}

/** Prints medians of several runs with the machine named. */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-bench-'));
  const input = join(folder, 'pages');
  mkdirSync(input);
  try {
    let words = 0;
    let bytes = 0;
    for (const page of makePages(PAGES)) {
      writeFileSync(join(input, page.name), page.html);
      words += page.words;
      bytes += page.html.length;
    }
    console.log(`pages: ${PAGES.toLocaleString('en')} articles of ${Math.round(words / PAGES)} words (350 to 500) in pages of ${Math.round(bytes / PAGES / 1024)} KB; ${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, ${WORKERS} workers, Node ${process.version}`);
    const [rates, inside, costs, memory]: number[][] = [[], [], [], []];
    for (let round = 0; round < RUNS; round += 1) {
      const store = join(folder, `record-${round}.duckdb`);
      const began = performance.now();
      const ended = spawnSync(process.execPath, ['--import', SAY_USE, COMMAND, 'add', input, '-s', store, '--workers', String(WORKERS)], { encoding: 'utf8' });
      const seconds = (performance.now() - began) / 1000;
      const summary = ended.stderr.trim().split('\n').at(-1)!;
      const { cpu, rss } = JSON.parse(ended.stdout.trim().split('\n').at(-1)!) as { cpu: number; rss: number };
      rates!.push(PAGES / seconds);
      inside!.push(PAGES / Number(/ in ([\d.]+) s/.exec(summary)![1]));
      costs!.push(cpu / PAGES);
      memory!.push(rss / 1024);
      if (round === 0) console.log(`  ${summary}`);
      rmSync(store, { force: true });
    }
    console.log(`${'from disk to coded store (asked for: ≥ 150 documents/s)'.padEnd(58)} median ${median(inside!).toFixed(0)} documents/s; with the start and end of the process ${median(rates!).toFixed(0)}`);
    console.log(`${'processor time, all threads, with the start'.padEnd(58)} median ${median(costs!).toFixed(2)} ms a document: ${(WORKERS * 1000 / median(costs!)).toFixed(0)} documents/s on ${WORKERS} cores that do nothing else`);
    console.log(`${'peak memory'.padEnd(58)} median ${median(memory!).toFixed(0)} MB`);
    await parts(input, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What each part of the work costs by itself, in one thread that is warm. */
async function parts(input: string, folder: string): Promise<void> {
  const { codeOne, readAll } = await built<typeof Coding>('intake/coding.js');
  const { fileAtOnce } = await built<typeof Bytes>('sources/bytes.js');
  const { coderInput, itemOf } = await built<typeof Documents>('intake/documents.js');
  const { signatureOf } = await built<typeof Duplicates>('intake/duplicates.js');
  const { DuckStore } = await built<typeof Record>('record/index.js');
  const { loadCoder } = await built<typeof Resources>('coder/node.js');
  const coder = await loadCoder();
  const costs: Record<'reading' | 'coding' | 'signatures' | 'storing', number[]> = { reading: [], coding: [], signatures: [], storing: [] };
  // The first round warms the compiler.
  for (let round = 0; round <= RUNS; round += 1) {
    const read = await used(async () => {
      const items: Awaited<ReturnType<typeof readAll>> = [];
      for (const name of readdirSync(input).sort()) items.push(...(await readAll(fileAtOnce(join(input, name)))));
      return items;
    });
    const documents = read.value.flatMap((item) => {
      const made = 'document' in item ? itemOf(item.document, item.source, item.place) : item;
      return 'document' in made ? [made.document] : [];
    });
    const coded = await used(async () => {
      const answers: Coding.Coded[] = [];
      for (const document of documents) answers.push(await codeOne(coder, coderInput(document, undefined)));
      return answers;
    });
    const signed = await used(() => documents.map((document) => signatureOf(document.text)));
    const batch = documents.flatMap((document, i) => {
      const answer = coded.value[i]!;
      return 'coding' in answer ? [{ document, coding: answer.coding, signature: signed.value[i]! }] : [];
    });
    const path = join(folder, 'parts.duckdb');
    const stored = await used(async () => {
      const store = await DuckStore.open(path);
      for (let at = 0; at < batch.length; at += 128) await store.add(batch.slice(at, at + 128));
      await store.close();
    });
    rmSync(path, { force: true });
    if (round === 0) continue;
    for (const [part, { cpu }] of [['reading', read], ['coding', coded], ['signatures', signed], ['storing', stored]] as const) costs[part].push(cpu / documents.length);
  }
  for (const [part, list] of Object.entries(costs)) console.log(`${`  of it ${part}, warm, in one thread`.padEnd(58)} median ${median(list).toFixed(2)} ms a document`);
}
