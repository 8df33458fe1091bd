/**
 * Watching feeds: asked on a schedule, less and less often while they fail, never before they want to be. How each stands is
 * kept in the record, so that a run goes on where the last one ended; an item is taken once, whatever becomes of its text.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { DocumentInput, FeedOutcome, FeedState, Store } from '../record/index.js';
import type { FetchFailure } from '../sources/fetch.js';
import type { Failure } from '../sources/index.js';
import { failureOf, readFetched, type Fetching } from './fetching.js';
import { intake, type IntakeOptions, type IntakeResult } from './index.js';

/** Longest time between two attempts at a feed that fails. */
const LONGEST_WAIT = 24 * 3600 * 1000;

export interface WatchOptions extends Pick<IntakeOptions, 'language' | 'workers' | 'coderModule' | 'coder' | 'signal'> {
  store: Store;
  urls: string[];
  fetcher: Fetching;
  /** Milliseconds between two polls of a feed. */
  every: number;
  /** Each feed that is due is polled once, and that is all. */
  once?: boolean;
  onPoll?: (poll: Poll) => void;
  /** The present instant in milliseconds; for tests. */
  now?: () => number;
}

/** What came of asking one feed. */
export interface Poll {
  url: string;
  /** null: nothing has changed, or it could not be read. */
  result: IntakeResult | null;
  /** Items that were not there at earlier polls. */
  items: number;
  failures: Failure[];
  /** When it is asked next. */
  nextAt: number;
}

/** Polls feeds until the signal comes. */
export async function watch(options: WatchOptions): Promise<void> {
  const { store, urls, signal, now = Date.now } = options;
  while (!signal?.aborted) {
    let next = Infinity;
    for (const url of urls) {
      if (signal?.aborted) return;
      const state = await store.feed(url);
      if (state && state.nextAt > now()) next = Math.min(next, state.nextAt);
      else {
        const poll = await pollFeed(options, url, state ?? { url, etag: '', lastModified: '', nextAt: 0, failures: 0 });
        next = Math.min(next, poll.nextAt);
        options.onPoll?.(poll);
      }
    }
    if (options.once) return;
    // Never longer than an hour at once: a laptop that slept wakes to a clock that went on.
    await sleep(Math.min(Math.max(0, next - now()), 3_600_000), undefined, signal ? { signal } : {}).catch(() => undefined);
  }
}

async function pollFeed(options: WatchOptions, url: string, state: FeedState): Promise<Poll> {
  const { store, fetcher, every, now = Date.now } = options;
  const later = (failures: number, retryAt = 0): number => Math.max(retryAt, now() + Math.min(LONGEST_WAIT, every * 2 ** Math.min(failures, 20)));
  try {
    const fetched = await fetcher.fetch(url, { etag: state.etag, lastModified: state.lastModified });
    if (!fetched.changed) {
      const kept = { ...state, nextAt: later(0), failures: 0 };
      await store.keepFeed(kept, [], outcomeOf(0, 0, []));
      return { url, result: null, items: 0, failures: [], nextAt: kept.nextAt };
    }
    const failures: Failure[] = [];
    const documents = new Map<string, DocumentInput>();
    for await (const item of readFetched(url, fetched)) {
      if ('failure' in item) failures.push(item.failure);
      else documents.set(item.id ?? `${item.document.date}\n${item.document.title}\n${item.document.text}`, item.document);
    }
    const taken = await store.takenItems(url, [...documents.keys()]);
    const fresh = [...documents].filter(([id]) => !taken.has(id));
    const { language, workers, coderModule, coder, signal } = options;
    const given = Object.fromEntries(Object.entries({ language, workers, coderModule, coder, signal }).filter(([, value]) => value !== undefined));
    const result = await intake({ store, inputs: [{ name: url, documents: fresh.map(([, document]) => document) }], onFailure: (failure) => failures.push(failure), ...given });
    // Stopped in the midst: the feed is read again, and what was added is there already.
    if (result.stopped) return { url, result, items: fresh.length, failures, nextAt: now() };
    const kept = { url, etag: fetched.etag ?? '', lastModified: fetched.lastModified ?? '', nextAt: later(0), failures: 0 };
    await store.keepFeed(kept, fresh.map(([id]) => id), outcomeOf(fresh.length, result.added, failures));
    return { url, result, items: fresh.length, failures, nextAt: kept.nextAt };
  } catch (error) {
    const failure = failureOf(url, error);
    const kept = { ...state, nextAt: later(state.failures + 1, (error as FetchFailure).retryAt ?? 0), failures: state.failures + 1 };
    await store.keepFeed(kept, [], outcomeOf(0, 0, [failure]));
    return { url, result: null, items: 0, failures: [failure], nextAt: kept.nextAt };
  }
}

function outcomeOf(items: number, added: number, [failure]: Failure[]): FeedOutcome {
  return { items, added, problem: failure?.found ?? '' };
}
