/**
 * Work that outlives the request that asked for it: bringing documents in. Jobs run one after another, each is told of while
 * it waits and runs and for a while after, whoever asks; stopping the server stops the one that runs at its next batch.
 */
import { randomUUID } from 'node:crypto';
import type { Failure, IntakeProgress, IntakeResult } from '../intake/index.js';
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
  /** Who asked for it. */
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
}

/** Jobs told of after they ended, jobs that may wait, and bytes that those may keep in memory. */
const KEPT = 100;
const WAITING = 50;
const WAITING_BYTES = 256 << 20;
const FAILURES_KEPT = 1000;

export class Jobs {
  private readonly entries: Entry[] = [];
  private running: Promise<void> | null = null;
  private closed = false;

  /** Newest first. */
  list(): Job[] {
    return this.entries.map(({ job }) => job).reverse();
  }

  get(id: string): Job | undefined {
    return this.entries.find(({ job }) => job.id === id)?.job;
  }

  /** Puts a job at the end of the row. @throws HttpProblem where too much waits already. */
  add(what: Pick<Job, 'kind' | 'label' | 'inputs' | 'person'>, work: Work, bytes = 0): Job {
    const waiting = this.entries.filter(({ job }) => job.state === 'waiting' || job.state === 'running');
    if (this.closed || waiting.length >= WAITING || waiting.reduce((sum, entry) => sum + entry.bytes, bytes) > WAITING_BYTES) {
      throw new HttpProblem(503, `${waiting.length} jobs wait already: try again when some of them are done, or stop one.`);
    }
    const job: Job = {
      id: randomUUID(), ...what, state: 'waiting', askedAt: new Date().toISOString(), startedAt: null, endedAt: null,
      progress: { read: 0, added: 0, recoded: 0, alreadyThere: 0, failed: 0, events: 0, bytesRead: 0, bytesTotal: null }, failures: [], problem: '',
    };
    this.entries.push({ job, work, stop: new AbortController(), bytes });
    this.running ??= this.run().finally(() => (this.running = null));
    return job;
  }

  /** Stops a job that waits or runs; what it added stays. */
  stop(id: string): Job | undefined {
    const entry = this.entries.find(({ job }) => job.id === id);
    if (!entry) return undefined;
    entry.stop.abort();
    if (entry.job.state === 'waiting') end(entry, 'stopped');
    return entry.job;
  }

  /** Stops all of them, and waits until none touches the record any more. */
  async close(): Promise<void> {
    this.closed = true;
    for (const { job } of this.entries) this.stop(job.id);
    await this.running;
  }

  private async run(): Promise<void> {
    // Not within the request that asks: its answer must not wait for the first portion of work.
    await new Promise((resolve) => setImmediate(resolve));
    for (let next = this.next(); next; next = this.next()) {
      await work(next);
      const ended = this.entries.filter(({ job }) => job.endedAt !== null);
      for (const entry of ended.slice(0, Math.max(0, ended.length - KEPT))) this.entries.splice(this.entries.indexOf(entry), 1);
    }
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
  entry.work = () => Promise.reject(new Error('The job has ended.'));
}
