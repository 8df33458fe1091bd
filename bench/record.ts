/** How fast the record answers, over ten million stored events; and how fast it takes documents in. */
import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { changesOf, partnersAsked, spanOf } from '../src/analysis/changes.js';
import { coarser, relationSeries } from '../src/analysis/desk.js';
import { DuckStore } from '../src/record/index.js';
import { fillSynthetic } from '../src/record/duckdb/synthetic.js';
import { meeting } from '../test/record/make.js';
import { plainSqlite } from './record-sqlite.js';

const EVENTS = Number(process.env.BENCH_EVENTS ?? 10_000_000);

interface Timing {
  median: number;
  p95: number;
  /** Processor time of one answer, all threads together. */
  cpu: number;
}

/** Asks each question in turn, twice round, and gives the median and 95th percentile of one answer in milliseconds. */
async function time(questions: (() => Promise<unknown>)[]): Promise<Timing> {
  const took: number[] = [];
  const before = process.cpuUsage();
  for (let round = 0; round < 2; round += 1) {
    for (const ask of questions) {
      const start = performance.now();
      await ask();
      took.push(performance.now() - start);
    }
  }
  const { user, system } = process.cpuUsage(before);
  took.sort((left, right) => left - right);
  return { median: took[Math.floor(took.length / 2)]!, p95: took[Math.min(took.length - 1, Math.ceil(took.length * 0.95) - 1)]!, cpu: (user + system) / 1000 / took.length };
}

function say(name: string, { median, p95, cpu }: Timing, more = ''): void {
  console.log(`${name.padEnd(58)} median ${median.toFixed(1).padStart(7)} ms   p95 ${p95.toFixed(1).padStart(7)} ms   CPU ${cpu.toFixed(1).padStart(7)} ms${more}`);
}

/** The monthly series of a dyad, as a script over a CSV file would count it. */
async function seriesFromCsv(file: string, one: string, other: string): Promise<number> {
  const months = new Map<string, { quads: number[]; sum: number }>();
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const [actor, recipient, day, quad, intensity] = line.split(',');
    if (!((actor === one && recipient === other) || (actor === other && recipient === one))) continue;
    const key = `${actor} ${day!.slice(0, 7)}`;
    const month = months.get(key) ?? { quads: [0, 0, 0, 0], sum: 0 };
    month.quads[Number(quad) - 1]! += 1;
    month.sum += Number(intensity);
    months.set(key, month);
  }
  return months.size;
}

/** Runs the benchmark and prints its figures. */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-bench-'));
  const path = join(folder, 'record.duckdb');
  const csv = join(folder, 'events.csv');
  try {
    console.log(`record: ${EVENTS.toLocaleString('en')} events, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}`);
    await fillSynthetic(path, EVENTS, csv);
    const store = await DuckStore.open(path);
    // A few busy dyads, many quiet ones: as pages are opened.
    const pairs = Array.from({ length: 40 }, (_, i) => [`A${1 + (i * i) % 60}`, `A${2 + (i * 7) % 120}`] as const);
    const dyads = pairs.map(([actor, recipient]) => () => store.series({ actor, recipient, direction: 'both', unit: 'month' }));
    // What the desk of a country reads: its span, its partners, the deeds with the busiest of them by layer, its newest events.
    const desk = (actor: string) => async () => {
      const { from, to } = await spanOf(store, actor, {});
      const partners = await partnersAsked(store, { actor, from, to });
      await Promise.all([store.partnerLayers({ actor, direction: 'both', partners, from, to }), store.events({ involving: actor, from, to, limit: 24 })]);
    };
    const busy = ['A1', 'A2', 'A3', 'A5', 'A8', 'A13', 'A21', 'A34', 'A55', 'A89', 'A144', 'A233'];
    const desks = busy.map(desk);
    // With what it works out of them: the comparison at a date, and the quarters that are drawn.
    const worked = (actor: string) => async () => {
      const { from, to, last } = await spanOf(store, actor, {});
      const { layers } = await changesOf(store, { actor, at: '2019-12-10', from, to });
      const quarters = [...layers.values()].map((rows) => coarser(rows, 'quarter'));
      for (const rows of [quarters.flat(), ...quarters.slice(0, 12)]) relationSeries(rows, { unit: 'quarter', from, to: last });
      await store.events({ involving: actor, from, to, limit: 24 });
    };

    say('a dyad\'s monthly series, as imported (unsorted)', await time(dyads.slice(0, 20)));
    const sorting = performance.now();
    await store.optimize();
    console.log(`${'putting the table in order'.padEnd(58)} ${((performance.now() - sorting) / 1000).toFixed(1)} s, once`);
    const dyad = await time(dyads);
    say('a dyad\'s monthly series (asked for: p95 ≤ 50 ms)', dyad);
    const ofDesk = await time(desks);
    say('the desk of a country (asked for: p95 ≤ 300 ms)', ofDesk);
    say('the desk of the busiest country alone', await time([desk('A1'), desk('A1'), desk('A1')]));
    say('the desk of a country with its comparison worked out', await time(busy.map(worked)));
    say('all monthly series of a country, 33 years', await time(['A1', 'A3', 'A20', 'A100'].map((actor) => () => store.partnerSeries({ actor, unit: 'month' }))));
    say('a page of a dyad\'s events', await time(pairs.slice(0, 10).map(([actor, recipient]) => () => store.events({ between: [actor, recipient], limit: 50 }))));
    const { event } = (await store.events({ limit: 1 })).rows[0]!;
    say('one event by its id', await time(Array.from({ length: 5 }, () => () => store.event(event.id))));

    const batches = Array.from({ length: 20 }, (_, batch) => Array.from({ length: 250 }, (_, i) => meeting(`A${1 + i}`, `A${2 + batch}`, '2024-01-01')));
    const adding = performance.now();
    for (const batch of batches) await store.add(batch);
    const rate = (20 * 250) / ((performance.now() - adding) / 1000);
    console.log(`${'adding coded documents, batches of 250'.padEnd(58)} ${Math.round(rate).toLocaleString('en')} documents/s, each batch on the disk`);
    await store.close();
    console.log(`${'size of the file'.padEnd(58)} ${(statSync(path).size / EVENTS).toFixed(0)} bytes an event`);

    const plain = await plainSqlite(join(folder, 'plain.sqlite'), csv);
    console.log(`${'a plain SQLite table with two indexes, filled in'.padEnd(58)} ${plain.seconds.toFixed(0)} s`);
    const plainDyad = await time(pairs.map(([actor, recipient]) => async () => plain.series(actor, recipient)));
    say('  the same series from it', plainDyad, `: ${(plainDyad.median / dyad.median).toFixed(1)} times the store's median`);
    const plainDesk = await time(['A1', 'A3', 'A8', 'A21', 'A55', 'A144'].map((actor) => async () => plain.desk(actor)));
    say('  the same desks from it', plainDesk, `: ${(plainDesk.median / ofDesk.median).toFixed(1)} times the store's median`);
    plain.close();

    const scanning = performance.now();
    const [one, other] = pairs[1]!;
    await seriesFromCsv(csv, one, other);
    const scan = performance.now() - scanning;
    console.log(`${'  the same series by a script over CSV'.padEnd(58)} ${(scan / 1000).toFixed(1)} s: ${Math.round(scan / dyad.median)} times the store's median`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
