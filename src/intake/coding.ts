/** Where files are read and documents coded: in this thread when they are few, else on all cores. */
import type { Worker } from 'node:worker_threads';
import type { ActorAdditions } from '../actors/index.js';
import type { CoderInput, Coding } from '../coder/types.js';
// Not from record's index: coding without a store need not load the database.
import { additionsIn, overlayOf } from '../record/actors.js';
import type { CodingInput, Store } from '../record/index.js';
import { fileBytes } from '../sources/bytes.js';
import { readSource, type Bytes, type SourceItem } from '../sources/index.js';
import { startThread } from './thread.js';

/** As much of a coder as is used here. */
export interface CoderLike {
  readonly version: string;
  /** Languages that it has models of; without them it is handed every document. */
  readonly languages?: readonly string[];
  code(input: CoderInput): Coding;
  /** The same with what people added to its dictionary. */
  withActors?(additions: ActorAdditions): CoderLike;
  /** The same with a ranker trained with a record's judgements. */
  withRanker?(bytes: Uint8Array): CoderLike;
}

/** How the coder of a record differs from the package's own; null where it does not. */
export interface Tuning {
  additions: ActorAdditions | null;
  ranker: Uint8Array | null;
}

/** What people added to the dictionary, as the record has it; null where nobody did. */
export async function additionsOf(store: Pick<Store, 'actorChanges'>): Promise<ActorAdditions | null> {
  return additionsIn(overlayOf(await store.actorChanges()));
}

/** How a record has its texts coded: with what people added to the dictionary, and the ranker that they put to use. */
export async function tuningOf(store: Pick<Store, 'actorChanges' | 'rankerInUse'>): Promise<Tuning> {
  const [additions, ranker] = await Promise.all([additionsOf(store), store.rankerInUse()]);
  return { additions, ranker };
}

/** A coder so tuned, where it can be. */
export function tuned(coder: CoderLike, { additions, ranker }: Tuning): CoderLike {
  const ranked = ranker === null ? coder : (coder.withRanker?.(ranker) ?? coder);
  return additions === null ? ranked : (ranked.withActors?.(additions) ?? ranked);
}

/** This package's own coder, compiled or not. */
export const OWN_CODER = new URL(import.meta.url.endsWith('.ts') ? '../coder/node.ts' : '../coder/node.js', import.meta.url).href;

/** A module that makes coders, as `coder/node.ts` does. */
export interface CoderModule {
  loadCoder(): Promise<CoderLike>;
}

/** What became of one document: its coding, or why there is none. */
export type Coded = { coding: CodingInput } | { error: string };

export interface Bench {
  code(input: CoderInput): Promise<Coded>;
  /** All that a file holds. */
  read(path: string): Promise<SourceItem[]>;
  close(): Promise<void>;
}

/**
 * Codes one document; a document that a coder can't code is no reason to stop. One in a language that the coder has no
 * model of holds nothing for it: its coding says the language and is empty.
 */
export async function codeOne(coder: CoderLike, asked: CoderInput): Promise<Coded> {
  try {
    const { languages } = coder;
    const input = languages && (asked.language ?? 'auto') === 'auto' ? { ...asked, language: await recognised(asked.text, languages) } : asked;
    if (languages && !languages.includes(input.language!)) {
      return { coding: { coderVersion: coder.version, language: input.language!, sentences: [], events: [], statements: [], forecasts: [] } };
    }
    const { mentions: _mentions, ...coding } = coder.code(input);
    return { coding };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

/** What tells languages apart takes a third of a second to load in each thread: not until a text does not say its own. */
async function recognised(text: string, own: readonly string[]): Promise<string> {
  return (await import('./languages.js')).recogniseLanguage(text, own);
}

/** Coding in this thread: no workers to start. One document at a time; between two of them others get their turn. */
export function inThread(coder: CoderLike): Bench {
  let last: Promise<unknown> = Promise.resolve();
  return {
    code: (input) => {
      const coded = last.then(() => new Promise((resolve) => setImmediate(resolve))).then(() => codeOne(coder, input));
      last = coded;
      return coded;
    },
    read: (path) => readAll(fileBytes(path)),
    close: async () => undefined,
  };
}

/** All that a file holds. */
export async function readAll(file: Bytes): Promise<SourceItem[]> {
  const items: SourceItem[] = [];
  for await (const item of readSource(file)) items.push(item);
  return items;
}

/** What a worker is asked, and what it answers. */
export type Question = { code: CoderInput } | { read: string };
export type Answer = 'ready' | { coded: Coded } | { items: SourceItem[] };

interface Job {
  question: Question;
  done: (answer: Answer) => void;
  fail: (error: Error) => void;
  /** What the answer is when the worker dies of it. */
  died: (why: string) => Answer;
}

interface Seat {
  worker: Worker;
  /** What it was handed and has not answered yet, in the order in which it will: it is at the first of them. */
  jobs: Job[];
  ready: boolean;
}

/**
 * How many questions lie before a worker. With one it would sleep until this thread has taken the answer and put the next
 * question; with two there is always one to go on with.
 */
const AT_HAND = 2;

/** Worker threads, each with a coder of its own. One that dies takes only the document that it was at with it. */
export class Workers implements Bench {
  private readonly count: number;
  private readonly module: string;
  private readonly tuning: Tuning;
  private readonly seats: Seat[] = [];
  private readonly queue: Job[] = [];
  private closing = false;
  private broken: Error | null = null;

  constructor(count: number, module: string, tuning: Tuning = { additions: null, ranker: null }) {
    this.count = count;
    this.module = module;
    this.tuning = tuning;
  }

  code(input: CoderInput): Promise<Coded> {
    const died = (why: string): Answer => ({ coded: { error: `the coder stopped at it${why}` } });
    return this.ask({ code: input }, died, (answer) => (answer as { coded: Coded }).coded);
  }

  read(path: string): Promise<SourceItem[]> {
    const died = (why: string): Answer => ({
      items: [{ failure: { source: path, place: '', found: `a file that the reader stopped at${why}`, expected: 'a document', advice: 'Save its text as a text file, or leave it out.' } }],
    });
    return this.ask({ read: path }, died, (answer) => (answer as { items: SourceItem[] }).items);
  }

  private ask<T>(question: Question, died: Job['died'], of: (answer: Answer) => T): Promise<T> {
    const asked = new Promise<T>((done, fail) => {
      this.queue.push({ question, done: (answer) => done(of(answer)), fail, died });
      // Hired when there is work: a run in which all is there already starts none.
      if (this.seats.length < this.count && !this.broken) this.seats.push(this.hire());
      this.dispatch();
    });
    // Answers are awaited in their turn, which may come after one has failed.
    asked.catch(() => undefined);
    return asked;
  }

  async close(): Promise<void> {
    this.closing = true;
    await Promise.all(this.seats.map((seat) => seat.worker.terminate()));
  }

  private dispatch(): void {
    // Nobody is left to do what waits.
    if (this.seats.length === 0 && this.broken) for (const job of this.queue.splice(0)) job.fail(this.broken);
    // One each, then the second: the last few questions are shared among all.
    for (let deep = 0; deep < AT_HAND; deep += 1) {
      for (const seat of this.seats) {
        if (!seat.ready || seat.jobs.length > deep || this.queue.length === 0) continue;
        const job = this.queue.shift()!;
        seat.jobs.push(job);
        seat.worker.postMessage(job.question);
      }
    }
  }

  private hire(): Seat {
    const seat: Seat = { worker: startThread(import.meta.url, 'worker', { coderModule: this.module, tuning: this.tuning }), jobs: [], ready: false };
    seat.worker.on('message', (message: Answer) => {
      if (message === 'ready') seat.ready = true;
      else this.finish(seat, message);
      this.dispatch();
    });
    let why = '';
    seat.worker.on('error', (error) => {
      why = error.message;
    });
    seat.worker.on('exit', () => {
      if (this.closing) return;
      if (seat.jobs.length > 0) this.finish(seat, seat.jobs[0]!.died(why && ` (${why})`));
      // It had not begun the others.
      this.queue.unshift(...seat.jobs.splice(0));
      this.seats.splice(this.seats.indexOf(seat), 1);
      if (!seat.ready) this.broken ??= new Error(`The coder could not start in a worker thread${why && `: ${why}`}.`);
      else if (this.queue.length > 0) this.seats.push(this.hire());
      this.dispatch();
    });
    return seat;
  }

  private finish(seat: Seat, answer: Answer): void {
    seat.jobs.shift()?.done(answer);
  }
}
