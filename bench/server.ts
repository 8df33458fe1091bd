/**
 * The server under load: how soon it answers after its start, and what its main pages take over a record of a million
 * imported events. It runs in a process of its own, as built. Answers are kept until the record changes, so these
 * are measured apart:
 *   cold     each address once, one after the other: nothing is kept that could help but what the pages before asked for
 *   rush     fifty users, each asking for the next address as soon as the last has come, every address once
 *   a day    fifty users who go from page to page as analysts do, four seconds at each, while every ten seconds somebody judges
 *            an event, after which the answers that it bears on are made anew; by page, with the share of addresses that
 *            somebody had asked for before
 *   memory   what the server takes after its start, after the day, and after two thousand requests more, and as many again
 *   BENCH_SERVER_EVENTS, BENCH_SERVER_USERS, BENCH_SERVER_SECONDS (of the day) change the size.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { loadActors } from '../src/actors/node.js';
import { loadCodebook } from '../src/codebook/node.js';
import { importFiles } from '../src/intake/imports.js';
import { makeTables, type DatasetActors } from '../src/intake/tables.js';
import { DuckStore } from '../src/record/index.js';
import { builtModule } from './as-built.js';

const EVENTS = Number(process.env.BENCH_SERVER_EVENTS ?? 1_000_000);
const USERS = Number(process.env.BENCH_SERVER_USERS ?? 50);
const SECONDS = Number(process.env.BENCH_SERVER_SECONDS ?? 60);
const STARTS = 5;
/** Requests between two looks at the server's memory. */
const MIXED = 2000;
/** Mean seconds that a user looks at a page, and between two judgements. */
const LOOKING = 4;
const JUDGING = 10;

/** Sixty states, the first in most events: as in the field's data sets. */
const STATES = (
  'USA CHN RUS GBR FRA DEU ISR IRN TUR IND PAK JPN KOR PRK UKR SYR IRQ SAU EGY BRA ARG MEX CAN AUS ITA ESP POL NLD BEL SWE NOR FIN GRC ROU HUN CZE AUT CHE ZAF NGA ETH KEN SDN LBY DZA MAR TUN AFG VNM THA PHL IDN MYS COL VEN PER CHL BOL URY PRY'
).split(' ');
const CODES = ['010', '036', '040', '042', '043', '046', '051', '057', '060', '070', '090', '111', '112', '120', '130', '138', '141', '150', '163', '173', '190'];

/** A file of made-up GDELT rows, evenly over twelve years, always the same. */
async function writeRows(file: string): Promise<void> {
  const out = createWriteStream(file);
  let state = 12345;
  const next = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const pick = (): string => STATES[Math.floor(STATES.length * next() ** 2)]!;
  const start = Date.UTC(2012, 0, 1);
  const columns = Array.from({ length: 61 }, () => '0');
  for (let row = 0; row < EVENTS; ) {
    let block = '';
    for (let i = 0; i < 10_000 && row < EVENTS; i += 1, row += 1) {
      const [actor, recipient] = [pick(), pick()];
      const day = new Date(start + Math.floor((row / EVENTS) * 4383) * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
      [columns[0], columns[1], columns[5], columns[6], columns[15], columns[16], columns[26], columns[60]] = [
        String(1_000_000_000 + row), day, `${actor}GOV`, actor, recipient, recipient, CODES[Math.floor(next() * CODES.length)]!, `https://www.site${row % 300}.example/news/${row}`,
      ];
      block += `${columns.join('\t')}\n`;
    }
    if (!out.write(block)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

/** A busy server, and where it answers. */
interface Running {
  process: ChildProcess;
  address: string;
  /** Milliseconds from starting the command to its address, and to its first answer. */
  listening: number;
  answering: number;
}

async function startServer(store: string): Promise<Running> {
  const began = performance.now();
  const command = fileURLToPath(new URL('../bin/demarche.js', import.meta.url));
  const child = spawn(process.execPath, [command, 'serve', '-s', store, '-p', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await new Promise<string>((done, fail) => {
    child.stdout!.on('data', (said: Buffer) => done(said.toString().trim()));
    child.once('exit', (status) => fail(new Error(`demarche serve ended with ${status}`)));
  });
  const listening = performance.now() - began;
  await (await fetch(`${address}/api/summary`)).arrayBuffer();
  return { process: child, address, listening, answering: performance.now() - began };
}

async function stopServer({ process: child }: Running): Promise<void> {
  child.removeAllListeners('exit');
  child.kill('SIGTERM');
  await once(child, 'exit');
}

const rank = (values: readonly number[], share: number): number => values[Math.min(values.length - 1, Math.max(0, Math.ceil(values.length * share) - 1))]!;

/** Megabytes that a process takes, where the system tells. */
function memoryOf(process: ChildProcess): string {
  try {
    return (Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${process.pid}/status`, 'utf8'))![1]) / 1024).toFixed(0);
  } catch {
    return '–';
  }
}

/** Kilobytes of compressed script that the first page loads: what its HTML names, and what that cannot start without. */
function bundleSize(): string {
  const folder = fileURLToPath(new URL('../dist/web/', import.meta.url));
  const names = new Set([...readFileSync(join(folder, 'index.html'), 'utf8').matchAll(/src="\/([^"]+\.js)"/g)].map(([, name]) => name!));
  let bytes = 0;
  for (const name of names) {
    const script = readFileSync(join(folder, name));
    bytes += gzipSync(script).length;
    for (const [, other] of script.toString().matchAll(/(?:^|[;\s}])(?:import|export)[^'"()]*from?\s*["']\.\/([^"']+\.js)["']/g)) names.add(`assets/${other}`);
  }
  return (bytes / 1024).toFixed(0);
}

/** The same numbers in [0, 1) at every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

interface BenchPage {
  name: string;
  /** How often analysts open it, among all. */
  weight: number;
  /** What it asks of the API, the most wanted first. */
  paths: string[];
}

/** What each of the main pages asks of the API, of many countries and dates. */
async function pagesOf(address: string): Promise<BenchPage[]> {
  const { rows } = (await (await fetch(`${address}/api/events?limit=200`)).json()) as { rows: { event: { documentId: string } }[] };
  const years = Array.from({ length: 12 }, (_, i) => 2012 + i);
  const pairs = [1, 3, 7, 13, 29].flatMap((step) => STATES.map((state, i) => [state, STATES[(i + step) % STATES.length]!] as const));
  return [
    { name: 'home', weight: 5, paths: ['/api/summary', '/api/documents?limit=20'] },
    { name: 'desk of a country', weight: 15, paths: ['', '?at=2019-12-10', '?at=2016-01-20&measure=net'].flatMap((query) => STATES.map((state) => `/api/desk/${state}${query}`)) },
    { name: 'relation of two', weight: 20, paths: pairs.map(([one, other]) => `/api/dyad/${one}/${other}`) },
    { name: 'events, newest', weight: 15, paths: STATES.flatMap((state) => ['', '&type=CONSULT', '&from=2020-01-01&to=2021-01-01'].map((more) => `/api/events?actor=${state}${more}&limit=50`)) },
    { name: 'search by field', weight: 15, paths: STATES.flatMap((state) => [1, 2, 3, 4].map((quad) => `/api/events?involving=${state}&quad=${quad}&from=2015-01-01&to=2019-01-01&limit=50`)) },
    { name: 'network of a year', weight: 5, paths: years.flatMap((year) => [2, 10].map((least) => `/api/network?from=${year}-01-01&to=${year + 1}-01-01&least=${least}`)) },
    { name: 'review queue', weight: 10, paths: STATES.map((state) => `/api/events?judged=0&order=doubtful&limit=1&actor=${state}`) },
    { name: 'document', weight: 15, paths: rows.map(({ event }) => `/api/document/${event.documentId}`) },
  ];
}

async function ask(url: string): Promise<number> {
  const asked = performance.now();
  const response = await fetch(url);
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}, expected 200`);
  return performance.now() - asked;
}

/** Milliseconds of processor time that a process has used, where the system tells. */
function processorTime(process: ChildProcess): number {
  try {
    const fields = readFileSync(`/proc/${process.pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
    return 10 * (Number(fields[11]) + Number(fields[12]));
  } catch {
    return NaN;
  }
}

let renamings = 0;

/** Has everything made anew, as a decision about an actor does. */
async function forgetAll(address: string): Promise<void> {
  const decision = { kind: 'rename', code: STATES.at(-1)!, name: { en: `Name ${++renamings}`, es: `Nombre ${renamings}` } };
  const response = await fetch(`${address}/api/actors/changes`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ decision }) });
  if (response.status !== 201) throw new Error(`A decision was answered with ${response.status}, expected 201: ${await response.text()}`);
}

/** Judges the newest event of one state or another. */
async function judgeOne(address: string, turn: number): Promise<void> {
  const verdict = turn % 2 === 0 ? 'accepted' : 'rejected';
  const { rows } = (await (await fetch(`${address}/api/events?limit=1&actor=${STATES[(7 * turn) % STATES.length]}`)).json()) as { rows: { event: { id: string; documentId: string } }[] };
  const { id, documentId } = rows[0]!.event;
  const response = await fetch(`${address}/api/judgements`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ targetKind: 'event', targetId: id, documentId, verdict }),
  });
  if (response.status !== 201) throw new Error(`A judgement was answered with ${response.status}, expected 201: ${await response.text()}`);
}

/** So many users, each asking for the next address as soon as the last has come, every address once. */
async function rush(address: string, paths: readonly string[]): Promise<{ seconds: number; took: number[] }> {
  const took: number[] = [];
  let turn = 0;
  const began = performance.now();
  const user = async (): Promise<void> => {
    while (turn < paths.length) took.push(await ask(address + paths[turn++]!));
  };
  await Promise.all(Array.from({ length: USERS }, user));
  return { seconds: (performance.now() - began) / 1000, took };
}

/** So many requests for pages of every kind, by four users, each some addresses again and again and others once. */
async function mixed(address: string, pages: readonly BenchPage[], requests: number, seed: number): Promise<void> {
  const random = seeded(seed);
  random();
  const paths = Array.from({ length: requests }, () => {
    const page = pages[Math.floor(random() * pages.length)]!;
    return page.paths[Math.floor(page.paths.length * random() ** 2)]!;
  });
  let turn = 0;
  const user = async (): Promise<void> => {
    while (turn < paths.length) await ask(address + paths[turn++]!);
  };
  await Promise.all(Array.from({ length: 4 }, user));
}

/** Users who open pages by their weights, and of each page the first addresses more often than the last. */
async function day(address: string, pages: readonly BenchPage[]): Promise<Map<string, { took: number[]; repeated: number }>> {
  const found = new Map(pages.map(({ name }) => [name, { took: [] as number[], repeated: 0 }]));
  const until = performance.now() + SECONDS * 1000;
  const all = pages.reduce((sum, { weight }) => sum + weight, 0);
  const before = new Set<string>();
  const user = async (_: unknown, n: number): Promise<void> => {
    const random = seeded(n + 1);
    random();
    await sleep(LOOKING * 1000 * random());
    while (performance.now() < until) {
      let left = random() * all;
      const page = pages.find(({ weight }) => (left -= weight) < 0)!;
      const path = page.paths[Math.floor(page.paths.length * random() ** 3)]!;
      const entry = found.get(page.name)!;
      if (before.has(path)) entry.repeated += 1;
      before.add(path);
      entry.took.push(await ask(address + path));
      await sleep(2 * LOOKING * 1000 * random());
    }
  };
  const judge = async (): Promise<void> => {
    for (let turn = 0; performance.now() < until; turn++) {
      await sleep(JUDGING * 1000);
      await judgeOne(address, turn);
    }
  };
  await Promise.all([...Array.from({ length: USERS }, user), judge()]);
  return found;
}

const sorted = (values: number[]): number[] => values.sort((a, b) => a - b);
const cells = (first: string, ...rest: (number | string)[]): string => first.padEnd(20) + rest.map((value) => (typeof value === 'number' ? (Number.isNaN(value) ? '–' : value.toFixed(0)) : value).padStart(11)).join('');

/** Runs the benchmark and prints its figures. */
export async function run(): Promise<void> {
  builtModule('cli/main.js');
  const folder = mkdtempSync(join(tmpdir(), 'demarche-bench-'));
  const path = join(folder, 'record.duckdb');
  try {
    const file = join(folder, 'gdelt.csv');
    await writeRows(file);
    const dataset = JSON.parse(readFileSync(new URL('../data/codebook/dataset-actors.json', import.meta.url), 'utf8')) as DatasetActors;
    const store = await DuckStore.open(path);
    await importFiles({ store, kind: 'gdelt', files: [file], tables: makeTables(loadCodebook(), loadActors(), dataset) });
    await store.optimize();
    const { events } = await store.summary();
    await store.close();
    rmSync(file);
    console.log(`server: ${events.toLocaleString('en')} imported events, ${USERS} users; ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'} for server and users, Node ${process.version}`);

    const starts: Running[] = [];
    for (let i = 0; i < STARTS; i++) {
      const running = await startServer(path);
      await stopServer(running);
      starts.push(running);
    }
    const median = (of: (one: Running) => number): string => rank(starts.map(of).sort((a, b) => a - b), 0.5).toFixed(0);
    console.log(`start-up (median of ${STARTS}): ${median(({ listening }) => listening)} ms to its address, ${median(({ answering }) => answering)} ms to its first answer; script of the first page: ${bundleSize()} KB compressed\n`);

    const running = await startServer(path);
    const memory = [memoryOf(running.process)];
    try {
      const pages = await pagesOf(running.address);
      console.log(cells('each address once', 'addresses', 'cold: med', 'p95 ms', 'CPU ms', 'rush: per s', 'med ms', 'p95 ms'));
      for (const { name, paths } of pages) {
        await forgetAll(running.address);
        const before = processorTime(running.process);
        const cold: number[] = [];
        for (const path of paths) cold.push(await ask(running.address + path));
        const each = (processorTime(running.process) - before) / paths.length;
        await forgetAll(running.address);
        const { seconds, took } = await rush(running.address, paths);
        sorted(cold);
        sorted(took);
        console.log(cells(name, paths.length, rank(cold, 0.5), rank(cold, 0.95), each, took.length / seconds, rank(took, 0.5), rank(took, 0.95)));
      }
      console.log(`\n${cells(`a day of ${SECONDS} s`, 'requests', 'repeated', 'med ms', 'p95 ms', 'p99 ms')}`);
      const before = processorTime(running.process);
      const found = await day(running.address, pages);
      for (const [name, { took, repeated }] of found) console.log(cells(name, took.length, `${((100 * repeated) / took.length).toFixed(0)} %`, rank(sorted(took), 0.5), rank(took, 0.95), rank(took, 0.99)));
      const every = sorted([...found.values()].flatMap(({ took }) => took));
      console.log(cells('all', every.length, '', rank(every, 0.5), rank(every, 0.95), rank(every, 0.99)));
      console.log(`processor time of the server: ${((processorTime(running.process) - before) / every.length).toFixed(0)} ms a request; a judgement every ${JUDGING} s`);
      memory.push(memoryOf(running.process));
      for (const seed of [1, 2]) {
        await mixed(running.address, pages, MIXED, seed);
        memory.push(memoryOf(running.process));
      }
      console.log(`memory of the server: ${memory[0]} MB after its start, ${memory[1]} after the day, ${memory[2]} after ${MIXED} requests more, ${memory[3]} after as many again`);
    } finally {
      await stopServer(running);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
