/**
 * The server under load: how soon it answers after its start, and how many requests a second it answers to fifty users at
 * once, page by page, over a record of a million imported events. It runs in a process of its own, as built.
 *   BENCH_SERVER_EVENTS, BENCH_SERVER_USERS, BENCH_SERVER_SECONDS change the size.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadActors } from '../src/actors/node.js';
import { loadCodebook } from '../src/codebook/node.js';
import { importFiles } from '../src/intake/imports.js';
import { makeTables, type DatasetActors } from '../src/intake/tables.js';
import { DuckStore } from '../src/record/index.js';
import { builtModule } from './built.js';

const EVENTS = Number(process.env.BENCH_SERVER_EVENTS ?? 1_000_000);
const USERS = Number(process.env.BENCH_SERVER_USERS ?? 50);
const SECONDS = Number(process.env.BENCH_SERVER_SECONDS ?? 8);
const STARTS = 5;

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

interface Load {
  requests: number;
  seconds: number;
  /** Milliseconds, sorted. */
  took: number[];
}

/** So many users, each asking for the next of a page's addresses as soon as the last has come. */
async function load(address: string, paths: readonly string[]): Promise<Load> {
  const took: number[] = [];
  let turn = 0;
  const began = performance.now();
  const until = began + SECONDS * 1000;
  const user = async (): Promise<void> => {
    while (performance.now() < until) {
      const path = paths[turn++ % paths.length]!;
      const asked = performance.now();
      const response = await fetch(address + path);
      await response.arrayBuffer();
      if (response.status !== 200) throw new Error(`${path} answered ${response.status}, expected 200`);
      took.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: USERS }, user));
  return { requests: took.length, seconds: (performance.now() - began) / 1000, took: took.sort((a, b) => a - b) };
}

/** What each of the main pages asks of the API: of several countries, as several people would. */
async function pagesOf(address: string): Promise<[page: string, paths: string[]][]> {
  const countries = STATES.filter((_, i) => i % 5 === 0);
  const pairs = countries.map((state, i) => [state, STATES[(i * 7 + 3) % STATES.length]!] as const).filter(([a, b]) => a !== b);
  const { rows } = (await (await fetch(`${address}/api/events?limit=40`)).json()) as { rows: { event: { documentId: string } }[] };
  return [
    ['home', ['/api/summary', '/api/documents?limit=20']],
    ['desk of a country', countries.map((state) => `/api/desk/${state}`)],
    ['relation of two', pairs.map(([a, b]) => `/api/dyad/${a}/${b}`)],
    ['events, newest', countries.map((state) => `/api/events?actor=${state}&limit=50`)],
    ['search by field', countries.map((state, i) => `/api/events?involving=${state}&quad=${1 + (i % 4)}&from=2015-01-01&to=2019-01-01&limit=50`)],
    ['network of a year', ['/api/network?from=2020-01-01&to=2021-01-01', '/api/network?from=2018-01-01&to=2019-01-01']],
    ['review queue', ['/api/events?judged=0&order=doubtful&limit=1']],
    ['document', rows.map(({ event }) => `/api/document/${event.documentId}`)],
  ];
}

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
    console.log(`server: ${events.toLocaleString('en')} imported events, ${USERS} users at once, ${SECONDS} s a page; ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'} for server and users, Node ${process.version}`);

    const starts: Running[] = [];
    for (let i = 0; i < STARTS; i++) {
      const running = await startServer(path);
      await stopServer(running);
      starts.push(running);
    }
    const median = (of: (one: Running) => number): string => rank(starts.map(of).sort((a, b) => a - b), 0.5).toFixed(0);
    console.log(`start-up (median of ${STARTS}): ${median(({ listening }) => listening)} ms to its address, ${median(({ answering }) => answering)} ms to its first answer\n`);

    const running = await startServer(path);
    try {
      console.log(`${'page'.padEnd(20)}${'requests/s'.padStart(12)}${'median ms'.padStart(12)}${'p95 ms'.padStart(10)}${'p99 ms'.padStart(10)}${'one alone ms'.padStart(14)}`);
      for (const [page, paths] of await pagesOf(running.address)) {
        const alone: number[] = [];
        for (const address of paths.slice(0, 12)) {
          const asked = performance.now();
          await (await fetch(running.address + address)).arrayBuffer();
          alone.push(performance.now() - asked);
        }
        const { requests, seconds, took } = await load(running.address, paths);
        const cells = [(requests / seconds).toFixed(0), rank(took, 0.5).toFixed(0), rank(took, 0.95).toFixed(0), rank(took, 0.99).toFixed(0)];
        console.log(`${page.padEnd(20)}${cells[0]!.padStart(12)}${cells[1]!.padStart(12)}${cells[2]!.padStart(10)}${cells[3]!.padStart(10)}${rank(alone.sort((a, b) => a - b), 0.5).toFixed(0).padStart(14)}`);
      }
    } finally {
      await stopServer(running);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
