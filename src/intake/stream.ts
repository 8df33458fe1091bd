/** Documents in, codings out, nothing kept: for `demarche code` and for whatever spreads the coder over many machines. */
import { availableParallelism } from 'node:os';
import type { CodingInput, Document } from '../record/index.js';
import { readSource, type Bytes, type Failure, type Kind, type SourceItem } from '../sources/index.js';
import { inThread, OWN_CODER, Workers, type Bench, type Coded, type CoderLike } from './coding.js';
import { coderInput, itemOf, notCoded } from './documents.js';
import { openFetcher, readAddress, type Fetching } from './fetching.js';

export interface CodedDocument {
  /** The source's own id of the document, else the record's. */
  id: string;
  document: Document;
  coding: CodingInput;
}

/** A path or pattern, an address to be fetched, or bytes under a name. */
export type StreamInput = string | { url: string } | { name: string; bytes: Uint8Array } | (Bytes & { kind?: Kind });

export interface StreamOptions {
  inputs: Iterable<StreamInput>;
  /** Fetches addresses; default: one that asks public addresses alone. */
  fetcher?: Fetching;
  coder: CoderLike;
  /** "en", "es" or "auto" (also the default). */
  language?: string;
  /** State that the documents are about or come from. */
  home?: string;
  /** Threads that code; 1: this one. */
  workers?: number;
  coderModule?: string;
}

/** Documents given to each worker before the first answer is awaited. */
const AHEAD = 32;

type Pending = { failure: Failure } | { id: string; document: Document; source: string; place: string; coded: Promise<Coded> };

/** All that an input holds. */
export async function* readInput(input: StreamInput, given?: Fetching): AsyncGenerator<SourceItem> {
  if (typeof input === 'string' || !('url' in input)) {
    yield* readSource(input, typeof input !== 'string' && 'kind' in input && input.kind ? { kind: input.kind } : {});
    return;
  }
  const fetcher = given ?? (await openFetcher());
  try {
    yield* readAddress(input.url, fetcher);
  } finally {
    if (!given) await fetcher.close();
  }
}

/** Codes every document of the inputs, in their order; what cannot be read or coded comes as a failure in its place. */
export async function* codeStream({ inputs, coder, language, home, workers = availableParallelism(), coderModule = OWN_CODER, fetcher }: StreamOptions): AsyncGenerator<CodedDocument | { failure: Failure }> {
  const waiting: Pending[] = [];
  let bench: Bench = inThread(coder);
  let started = 0;
  const take = async (item: Pending): Promise<CodedDocument | { failure: Failure }> => {
    if ('failure' in item) return item;
    const answer = await item.coded;
    if ('coding' in answer) return { id: item.id, document: item.document, coding: answer.coding };
    return { failure: notCoded(item.source, item.place, answer.error) };
  };
  try {
    for (const input of inputs) {
      for await (const item of readInput(input, fetcher)) {
        if ('failure' in item) waiting.push(item);
        else {
          // Workers are worth their start only when there is much to do.
          if (++started === AHEAD && workers > 1) bench = new Workers(workers, coderModule);
          const made = itemOf(item.document, item.source, item.place);
          waiting.push('failure' in made ? made : { ...made, id: item.id ?? made.document.id, coded: bench.code({ ...coderInput(made.document, language), ...(home === undefined ? {} : { home }) }) });
        }
        while (waiting.length > AHEAD * workers) yield take(waiting.shift() as Pending);
      }
    }
    for (let next = waiting.shift(); next; next = waiting.shift()) yield take(next);
  } finally {
    await bench.close();
  }
}
