/** United Nations votes into the record, with the places of states that follow from all of them. */
import type { ActorDictionary } from '../actors/index.js';
import type { IdealPointRow, RollCall, Store, Vote, VoteSummary } from '../record/index.js';
import { fileBytes } from '../sources/bytes.js';
import { readIssues, readRollCalls, readVotes } from '../sources/votes.js';
import { describeFailure, Unreadable, type Failure } from '../sources/types.js';
import { failuresOf } from './unread.js';

/** States by the dictionary's codes; those that it does not know keep their name. */
export function stateCodes(actors: ActorDictionary): (name: string) => string {
  const codes = new Map<string, string>();
  for (const { code, name, names } of actors.states.values()) for (const called of [...names.en, name.en, code]) codes.set(called.toLowerCase(), code);
  return (name) => codes.get(name.toLowerCase()) ?? name;
}

export interface VoteFiles {
  votes: string;
  rollCalls: string;
  issues?: string | undefined;
}

/** Votes and roll calls of files alone, without a record. @throws Error at the first row that is wrong. */
export async function votesOf(files: VoteFiles, stateOf: (name: string) => string): Promise<{ rollCalls: Map<string, RollCall>; votes: Vote[] }> {
  const rollCalls = new Map<string, RollCall>();
  const votes: Vote[] = [];
  const whole = async function* <T extends object>(path: string, items: AsyncIterable<T | { failure: Failure }>): AsyncGenerator<T> {
    for await (const item of failuresOf(path, items)) {
      if ('failure' in item) throw new Error(describeFailure(item.failure as Failure));
      yield item;
    }
  };
  const issues = await issuesOf(files.issues);
  for await (const { rollCall } of whole(files.rollCalls, readRollCalls(fileBytes(files.rollCalls), issues))) rollCalls.set(rollCall.id, rollCall);
  for await (const { vote } of whole(files.votes, readVotes(fileBytes(files.votes), stateOf))) votes.push(vote);
  return { rollCalls, votes };
}

async function issuesOf(file: string | undefined): Promise<Map<string, string[]>> {
  if (file === undefined) return new Map();
  try {
    return await readIssues(fileBytes(file));
  } catch (error) {
    if (error instanceof Unreadable) throw new Error(describeFailure({ source: file, ...error.failure }), { cause: error });
    throw error;
  }
}

export interface VoteImport extends VoteFiles {
  store: Store;
  stateOf: (name: string) => string;
  onFailure?: (failure: Failure) => void;
  /** Where states stood, from all votes of the record: asked when these have changed, and kept. */
  estimate(votes: readonly Vote[], rollCalls: ReadonlyMap<string, RollCall>): IdealPointRow[];
  signal?: AbortSignal;
}

export interface VoteResult {
  rollCalls: VoteSummary;
  votes: VoteSummary;
  failed: number;
  stopped: boolean;
  seconds: number;
}

/** Rows written at a time: all or none of them. */
const BATCH = 50_000;

/** Imports files. Rejects only when the store can't be written: what was written before stays, and is not written again. */
export async function importVotes({ store, votes, rollCalls, issues, stateOf, onFailure, estimate, signal }: VoteImport): Promise<VoteResult> {
  const started = performance.now();
  const none = (): VoteSummary => ({ added: 0, replaced: 0, alreadyThere: 0, unplaced: 0 });
  const result: VoteResult = { rollCalls: none(), votes: none(), failed: 0, stopped: false, seconds: 0 };
  const all = async <T>(path: string, items: AsyncIterable<T | { failure: Failure }>, into: VoteSummary, write: (batch: T[]) => Promise<VoteSummary>): Promise<void> => {
    let batch: T[] = [];
    const flush = async (): Promise<void> => {
      if (batch.length === 0) return;
      const summary = await write(batch);
      batch = [];
      for (const field of ['added', 'replaced', 'alreadyThere', 'unplaced'] as const) into[field] += summary[field];
    };
    for await (const item of failuresOf(path, items)) {
      if (signal?.aborted) break;
      if (typeof item === 'object' && item !== null && 'failure' in item) {
        result.failed += 1;
        onFailure?.((item as { failure: Failure }).failure);
        continue;
      }
      batch.push(item as T);
      if (batch.length >= BATCH) await flush();
    }
    await flush();
  };
  const issueTable = await issuesOf(issues);
  await all(rollCalls, readRollCalls(fileBytes(rollCalls), issueTable), result.rollCalls, (batch) => store.addRollCalls(batch.map(({ rollCall }) => rollCall)));
  await all(votes, readVotes(fileBytes(votes), stateOf), result.votes, (batch) => store.addVotes(batch.map(({ vote }) => vote)));
  result.stopped = signal?.aborted ?? false;
  if (!result.stopped) await keepPoints(store, estimate);
  result.seconds = (performance.now() - started) / 1000;
  return result;
}

/** The places of states are kept until votes change. */
async function keepPoints(store: Store, estimate: VoteImport['estimate']): Promise<void> {
  if ((await store.idealPoints({})).length > 0) return;
  const votes = await store.votes({});
  if (votes.length === 0) return;
  await store.keepIdealPoints(estimate(votes, new Map((await store.rollCalls()).map((rollCall) => [rollCall.id, rollCall]))));
}
