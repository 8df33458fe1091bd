/**
 * Bringing documents in: read by `sources`, coded by `coder`, kept by `record`. The command line and the server both come
 * through here. What is read, coded and added goes in batches, in the order of the inputs, each batch all or none: killed
 * and started again it skips what is there and goes on, and the record is that of one uninterrupted run.
 */
import { availableParallelism } from 'node:os';
import type { AddSummary, DocumentInput, Store } from '../record/index.js';
import { filesOf, isStreamed, readSource, type Failure, type Kind, type SourceItem } from '../sources/index.js';
import { inThread, OWN_CODER, tuned, tuningOf, Workers, type Bench, type Coded, type CoderLike, type CoderModule } from './coding.js';
import { coderInput, itemOf, notCoded, type Item } from './documents.js';
import { signatureOf } from './duplicates.js';
import { openFetcher, readAddress, type Fetching } from './fetching.js';

export { describeFailure, type Failure } from '../sources/index.js';
export type { CoderLike } from './coding.js';

/** A path, an address to be fetched, bytes under a name (with their kind, where the name does not say it), or documents that are there already. */
export type IntakeInput =
  | string
  | { url: string }
  | { name: string; bytes: Uint8Array; kind?: Kind }
  | { name: string; chunks: AsyncIterable<Uint8Array>; kind?: Kind }
  | { name: string; documents: Iterable<DocumentInput> | AsyncIterable<DocumentInput> };

export interface IntakeProgress {
  /** Documents and failures so far. */
  read: number;
  added: number;
  recoded: number;
  alreadyThere: number;
  failed: number;
  events: number;
  bytesRead: number;
  /** null when the size of an input is not known. */
  bytesTotal: number | null;
}

export interface IntakeResult extends AddSummary {
  read: number;
  /** Documents in languages that the coder has no model of: kept, with nothing coded in them. How many of each language. */
  otherLanguages: Record<string, number>;
  /** How many things could not be read or coded, and the first thousand of them. */
  failed: number;
  failures: Failure[];
  /** Ids of the documents that came in, in their order (those that were there already too), up to a thousand. */
  documentIds: string[];
  /** True when it was stopped by its signal; what had been added stays. */
  stopped: boolean;
  seconds: number;
}

export interface IntakeOptions {
  store: Store;
  inputs: Iterable<IntakeInput>;
  /** "en", "es", or "auto" (also the default): what the source says, else what the text looks like. */
  language?: string;
  /** Threads that code; default: one for each core. Few documents are coded in this one whatever is said here. */
  workers?: number;
  onProgress?: (progress: IntakeProgress) => void;
  onFailure?: (failure: Failure) => void;
  signal?: AbortSignal;
  /** Fetches addresses; default: one that asks public addresses alone. */
  fetcher?: Fetching;
  /** URL of the module that makes coders, in this thread and in workers; default: this package's own. */
  coderModule?: string;
  /** One that this module made and that is loaded already: spares loading it again for documents coded in this thread. */
  coder?: CoderLike;
}

/** Fewer documents than this are not worth starting workers for. */
const FEW = 64;
/** A batch: this many documents or this many characters, whichever is reached first. */
const BATCH_DOCUMENTS = 128;
const BATCH_CHARACTERS = 2_000_000;
/** Batches being coded while one is being added. */
const AHEAD = 3;
const KEPT = 1000;
/** Files being read while another's documents are taken, and the largest that is read so: its documents wait in memory. */
const FILES_AHEAD = 16;
const LARGEST_AHEAD = 8 << 20;

/** Brings documents in. Rejects only when the store can't be written (RecordError): what was added before stays. */
export async function intake(options: IntakeOptions): Promise<IntakeResult> {
  const started = performance.now();
  const { store, signal } = options;
  const sources = await sourcesOf(options.inputs);
  const workers = options.workers ?? availableParallelism();
  const { coderModule = OWN_CODER } = options;
  const tuning = await tuningOf(store);
  const coder = tuned(options.coder ?? (await ((await import(coderModule)) as CoderModule).loadCoder()), tuning);
  const result: IntakeResult = { read: 0, added: 0, recoded: 0, alreadyThere: 0, events: 0, statements: 0, forecasts: 0, otherLanguages: {}, failed: 0, failures: [], documentIds: [], stopped: false, seconds: 0 };
  const bytes = { read: 0, total: sources.every((source) => source.size !== null) ? sources.reduce((sum, source) => sum + source.size!, 0) : null };
  /** Documents on their way into the store: a copy further on needs no coding. */
  const underway = new Set<string>();
  /** Documents that the coder refused, and why: their copies are refused too. */
  const refused = new Map<string, string>();
  // Many files are read by workers too; else the first batch says whether there are many documents.
  let bench: Bench | null = workers > 1 && sources.length >= FEW ? new Workers(workers, coderModule, tuning) : null;

  const addresses = sources.some((source) => 'url' in source.input);
  const fetcher = addresses ? (options.fetcher ?? (await openFetcher())) : null;

  const fail = (failure: Failure): void => {
    result.failed += 1;
    if (result.failures.length < KEPT) result.failures.push(failure);
    options.onFailure?.(failure);
  };
  /** Codes what of a batch is not there yet; coding begins at once, the answers come in the batch's order. */
  const start = async (batch: Item[], codeHere: Bench): Promise<{ item: Item; coded: Promise<Coded> | null }[]> => {
    const first = batch.map((item) => 'document' in item && !underway.has(item.document.id) && Boolean(underway.add(item.document.id)));
    const there = await store.has(batch.flatMap((item, i) => (first[i] && 'document' in item ? [item.document.id] : [])), coder.version);
    return batch.map((item, i) => {
      if ('failure' in item || !first[i] || there.has(item.document.id)) return { item, coded: null };
      return { item, coded: codeHere.code(coderInput(item.document, options.language)) };
    });
  };
  const finish = async (batch: { item: Item; coded: Promise<Coded> | null }[]): Promise<void> => {
    const ready: Parameters<Store['add']>[0] = [];
    for (const { item, coded } of batch) {
      result.read += 1;
      if ('failure' in item) {
        fail(item.failure);
        continue;
      }
      const answer = coded === null ? null : await coded;
      if (answer && 'error' in answer) refused.set(item.document.id, answer.error);
      const error = refused.get(item.document.id);
      if (error !== undefined) {
        fail(notCoded(item.source, item.place, error));
        continue;
      }
      if (result.documentIds.length < KEPT) result.documentIds.push(item.document.id);
      if (answer === null) result.alreadyThere += 1;
      else if ('coding' in answer) {
        const { language } = answer.coding;
        if (coder.languages?.includes(language) === false) result.otherLanguages[language] = (result.otherLanguages[language] ?? 0) + 1;
        ready.push({ document: item.document, coding: answer.coding, signature: signatureOf(item.document.text) });
      }
    }
    if (ready.length > 0) {
      const summary = await store.add(ready);
      for (const field of ['added', 'recoded', 'alreadyThere', 'events', 'statements', 'forecasts'] as const) result[field] += summary[field];
    }
    for (const { item } of batch) if ('document' in item) underway.delete(item.document.id);
    const { read, added, recoded, alreadyThere, failed, events } = result;
    options.onProgress?.({ read, added, recoded, alreadyThere, failed, events, bytesRead: bytes.read, bytesTotal: bytes.total });
  };

  const pending: Promise<{ item: Item; coded: Promise<Coded> | null }[]>[] = [];
  try {
    for await (const { items, last } of batchesOf(itemsOf(sources, bench, fetcher, (count) => { bytes.read += count; }))) {
      if (signal?.aborted) break;
      bench ??= (last && items.length < FEW) || workers <= 1 ? inThread(coder) : new Workers(workers, coderModule, tuning);
      const begun = start(items, bench);
      begun.catch(() => undefined); // Its turn to be awaited, and to fail, comes later.
      pending.push(begun);
      while (pending.length > AHEAD) await finish(await pending.shift()!);
    }
    for (let next = pending.shift(); next && !signal?.aborted; next = pending.shift()) await finish(await next);
    result.stopped = signal?.aborted ?? false;
  } finally {
    await Promise.allSettled(pending);
    await bench?.close();
    if (!options.fetcher) await fetcher?.close();
  }
  result.seconds = (performance.now() - started) / 1000;
  return result;
}

/** One input, or one file of an input that is a folder. */
type Source = { input: Exclude<IntakeInput, string> | { path: string } | { failure: Failure }; size: number | null };

async function sourcesOf(inputs: Iterable<IntakeInput>): Promise<Source[]> {
  const sources: Source[] = [];
  for (const input of inputs) {
    if (typeof input === 'string') {
      const found = await filesOf(input);
      if ('failure' in found) sources.push({ input: found, size: 0 });
      else for (const { path, size } of found.files) sources.push({ input: { path }, size });
    } else if ('documents' in input) sources.push({ input, size: 0 });
    else if ('url' in input) sources.push({ input, size: null });
    else sources.push({ input, size: 'bytes' in input ? input.bytes.length : null });
  }
  return sources;
}

/** All documents and failures of all sources, in order. With a bench, small files are read there, some ahead. */
async function* itemsOf(sources: Source[], bench: Bench | null, fetcher: Fetching | null, onBytes: (count: number) => void): AsyncGenerator<Item> {
  const ahead: { items: Promise<SourceItem[]>; size: number }[] = [];
  const next = async function* (down: number): AsyncGenerator<Item> {
    while (ahead.length > down) {
      const { items, size } = ahead.shift()!;
      yield* (await items).map(fromSource);
      onBytes(size);
    }
  };
  for (const { input, size } of sources) {
    if (bench && 'path' in input && !isStreamed(input.path) && size! <= LARGEST_AHEAD) {
      ahead.push({ items: bench.read(input.path), size: size! });
      yield* next(FILES_AHEAD);
      continue;
    }
    yield* next(0);
    if ('failure' in input) yield input;
    else if ('url' in input) for await (const item of readAddress(input.url, fetcher!, onBytes)) yield fromSource(item);
    else if ('documents' in input) {
      let n = 0;
      for await (const document of input.documents) yield itemOf(document, input.name, `item ${(n += 1)}`);
    } else {
      const options = 'kind' in input && input.kind ? { onBytes, kind: input.kind } : { onBytes };
      for await (const item of readSource('path' in input ? input.path : input, options)) yield fromSource(item);
    }
  }
  yield* next(0);
}

function fromSource(item: SourceItem): Item {
  return 'failure' in item ? item : itemOf(item.document, item.source, item.place);
}

async function* batchesOf(items: AsyncIterable<Item>): AsyncGenerator<{ items: Item[]; last: boolean }> {
  let batch: Item[] = [];
  let characters = 0;
  for await (const item of items) {
    // Given out only when another item comes, so that the last batch is known for the last.
    if (batch.length >= BATCH_DOCUMENTS || characters >= BATCH_CHARACTERS) {
      yield { items: batch, last: false };
      batch = [];
      characters = 0;
    }
    batch.push(item);
    characters += 'document' in item ? item.document.text.length : 0;
  }
  if (batch.length > 0) yield { items: batch, last: true };
}
