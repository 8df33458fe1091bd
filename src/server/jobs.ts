/**
 * Work that outlives the request that asked for it: bringing documents in. Jobs run one after another, each is told of while
 * it waits and runs and for a while after, whoever asks; stopping the server stops the one that runs at its next batch. How
 * each began and ended is kept in the record, so that another start knows of it.
 */
import { randomUUID } from 'node:crypto';
import type { Failure, IntakeProgress, IntakeResult } from '../intake/index.js';
import type { Store } from '../record/store.js';
import { HttpProblem } from './problem.js';

export type JobKind = 'files' | 'addresses' | 'feeds' | 'again';
export type JobState = 'waiting' | 'running' | 'done' | 'stopped' | 'failed';

/** How far a job is. */
export interface Job {
  id: string;
  kind: JobKind;
  /** What it works on, in a few words of whoever asked for it. */
  label: string;
  /** Files, addresses or documents given. */
  inputs: number;
  /** Who asked for it; "" where a schedule did. */
  person: string;
  state: JobState;
  /** ISO instants; null where it has not come to that. */
  askedAt: string;
  startedAt: string | null;
  endedAt: string | null;
  progress: IntakeProgress;
  /** The first that failed. */
  failures: Failure[];
  /** Why the whole job failed; "" where it did not. */
  problem: string;
}

/** What a job's work is told, and tells. */
export interface Reporting {
  signal: AbortSignal;
  onProgress(progress: IntakeProgress): void;
  onFailure(failure: Failure): void;
}
export type Work = (reporting: Reporting) => Promise<Pick<IntakeResult, 'stopped'>>;

interface Entry {
  job: Job;
  work: Work;
  stop: AbortController;
  /** Bytes that it keeps in memory until it is done. */
  bytes: number;
  /** Told of after its end only where it brought something or something failed. */
  quiet: boolean;
}

/** How a job is kept and told of. */
export type Keeping = Partial<Pick<Entry, 'bytes' | 'quiet'>>;

/** Jobs told of after they ended, jobs that may wait, and bytes that those may keep in memory. */
const KEPT = 100;
const WAITING = 50;
const WAITING_BYTES = 256 << 20;
const FAILURES_KEPT = 1000;
/** Of an ended job, in the record. */
const FAILURES_RECORDED = 200;

export class Jobs {
  private readonly entries: Entry[] = [];
  private running: Promise<void> | null = null;
  private closed = false;
  private keeping: Promise<void> = Promise.resolve();

  private constructor(private readonly store: Pick<Store, 'keepJob'>) {}

  /** Jobs over a record, with what is kept of earlier ones. */
  static async of(store: Pick<Store, 'keepJob' | 'jobs'>): Promise<Jobs> {
    const jobs = new Jobs(store);
    for (const { body } of await store.jobs()) {
      const entry = { job: JSON.parse(body) as Job, work: hasEnded, stop: new AbortController(), bytes: 0, quiet: false };
      if (entry.job.endedAt === null) {
        entry.job.problem = 'The server ended while it ran. What it had added by then is in the record; ask for it again to have the rest.';
        end(entry, 'failed');
        jobs.keep(entry);
      }
      jobs.entries.push(entry);
    }
    jobs.entries.sort((a, b) => (a.job.askedAt < b.job.askedAt ? -1 : 1));
    return jobs;
  }

  /** Newest first. */
  list(): Job[] {
    return this.entries.map(({ job }) => job).reverse();
  }

  get(id: string): Job | undefined {
    return this.entries.find(({ job }) => job.id === id)?.job;
  }

  /** Puts a job at the end of the row. @throws HttpProblem where too much waits already. */
  add(what: Pick<Job, 'kind' | 'label' | 'inputs' | 'person'>, work: Work, { bytes = 0, quiet = false }: Keeping = {}): Job {
    const waiting = this.entries.filter(({ job }) => job.state === 'waiting' || job.state === 'running');
    if (this.closed || waiting.length >= WAITING || waiting.reduce((sum, entry) => sum + entry.bytes, bytes) > WAITING_BYTES) {
      throw new HttpProblem(503, `${waiting.length} jobs wait already: try again when some of them are done, or stop one.`);
    }
    const job: Job = {
      id: randomUUID(), ...what, state: 'waiting', askedAt: new Date().toISOString(), startedAt: null, endedAt: null,
      progress: { read: 0, added: 0, recoded: 0, alreadyThere: 0, failed: 0, events: 0, bytesRead: 0, bytesTotal: null }, failures: [], problem: '',
    };
    this.entries.push({ job, work, stop: new AbortController(), bytes, quiet });
    this.running ??= this.run().finally(() => (this.running = null));
    return job;
  }

  /** Stops a job that waits or runs; what it added stays. */
  stop(id: string): Job | undefined {
    const entry = this.entries.find(({ job }) => job.id === id);
    if (!entry) return undefined;
    entry.stop.abort();
    if (entry.job.state === 'waiting') {
      end(entry, 'stopped');
      this.keep(entry);
    }
    return entry.job;
  }

  /** Stops all of them, and waits until none touches the record any more. */
  async close(): Promise<void> {
    this.closed = true;
    for (const { job } of this.entries) this.stop(job.id);
    await this.running;
    await this.keeping;
  }

  private async run(): Promise<void> {
    // Not within the request that asks: its answer must not wait for the first portion of work.
    await new Promise((resolve) => setImmediate(resolve));
    for (let next = this.next(); next; next = this.next()) {
      const underway = work(next);
      if (!next.quiet) this.keep(next);
      await underway;
      if (next.quiet && next.job.state !== 'failed' && next.job.progress.added === 0 && next.job.progress.failed === 0) this.entries.splice(this.entries.indexOf(next), 1);
      else this.keep(next);
      const ended = this.entries.filter(({ job }) => job.endedAt !== null);
      for (const entry of ended.slice(0, Math.max(0, ended.length - KEPT))) this.entries.splice(this.entries.indexOf(entry), 1);
    }
  }

  /** Writes down how a job stands. What it did stands even where that could not be written: the terminal then says so. */
  private keep({ job }: Entry): void {
    const body = JSON.stringify({ ...job, failures: job.failures.slice(0, FAILURES_RECORDED) });
    this.keeping = this.keeping
      .then(() => this.store.keepJob({ id: job.id, body }))
      .catch((error: Error) => console.error(`The record could not keep how the job "${job.label}" went: ${error.message}`));
  }

  private next(): Entry | undefined {
    return this.entries.find(({ job }) => job.state === 'waiting');
  }
}

async function work(entry: Entry): Promise<void> {
  const { job, stop } = entry;
  job.state = 'running';
  job.startedAt = new Date().toISOString();
  try {
    const { stopped } = await entry.work({
      signal: stop.signal,
      onProgress: (progress) => void (job.progress = { ...progress, failed: Math.max(progress.failed, job.progress.failed) }),
      onFailure: (failure) => {
        job.progress = { ...job.progress, failed: job.progress.failed + 1 };
        if (job.failures.length < FAILURES_KEPT) job.failures.push(failure);
      },
    });
    end(entry, stopped ? 'stopped' : 'done');
  } catch (error) {
    job.problem = (error as Error).message;
    end(entry, 'failed');
  }
}

/** What it held in memory goes with its work. */
function end(entry: Entry, state: JobState): void {
  entry.job.state = state;
  entry.job.endedAt = new Date().toISOString();
  entry.bytes = 0;
  entry.work = hasEnded;
}

const hasEnded: Work = () => Promise.reject(new Error('The job has ended.'));
