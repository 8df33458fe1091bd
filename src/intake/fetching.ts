/** Addresses as sources: fetched, and read as what the server says they are. */
import { readSource, type Kind, type SourceItem } from '../sources/index.js';
import type { Fetched, Fetcher, FetchFailure } from '../sources/fetch.js';

/** As much of a fetcher as is used here. */
export type Fetching = Pick<Fetcher, 'fetch' | 'close'>;

const KINDS: Record<string, Kind> = {
  'text/html': 'html', 'application/xhtml+xml': 'html', 'application/pdf': 'pdf', 'application/rss+xml': 'feed', 'application/atom+xml': 'feed', 'application/rdf+xml': 'feed', 'application/feed+json': 'feed',
  'text/plain': 'text', 'text/markdown': 'text', 'application/x-ndjson': 'jsonl', 'application/jsonl': 'jsonl', 'message/rfc822': 'eml', 'text/csv': 'csv',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
};

/** A fetcher for public addresses; its library is loaded only now. */
export async function openFetcher(): Promise<Fetching> {
  return new (await import('../sources/fetch.js')).Fetcher();
}

/** What an address holds; a failure is named by it. */
export async function* readAddress(url: string, fetcher: Fetching, onBytes?: (count: number) => void): AsyncGenerator<SourceItem> {
  try {
    const fetched = await fetcher.fetch(url);
    if (fetched.changed) yield* readFetched(url, fetched, onBytes);
  } catch (error) {
    yield { failure: failureOf(url, error) };
  }
}

/** What was fetched, as documents that know where they come from. */
export async function* readFetched(name: string, fetched: Extract<Fetched, { changed: true }>, onBytes?: (count: number) => void): AsyncGenerator<SourceItem> {
  const kind = KINDS[fetched.contentType.split(';')[0]!.trim().toLowerCase()];
  for await (const item of readSource({ name, bytes: fetched.bytes }, { ...(kind ? { kind } : {}), ...(onBytes ? { onBytes } : {}) })) {
    yield 'document' in item && !item.document.url ? { ...item, document: { ...item.document, url: fetched.url } } : item;
  }
}

/** An error of fetching as a failure of its address; other errors go on. */
export function failureOf(url: string, error: unknown): Extract<SourceItem, { failure: unknown }>['failure'] {
  if (error instanceof Error && error.name === 'FetchFailure') return { source: url, ...(error as FetchFailure).failure };
  throw error;
}
