/** Documents in, codings out, nothing kept: for `demarche code` and for whatever spreads the coder over many machines. */
import { availableParallelism } from 'node:os';
import { makeDocument, type CodingInput, type Document } from '../record/index.js';
import { readSource, type Bytes, type Failure, type Kind } from '../sources/index.js';
import { inThread, Workers, type Bench, type Coded, type CoderLike } from './coding.js';

export interface CodedDocument {
  /** The source's own id of the document, else the record's. */
  id: string;
  document: Document;
  coding: CodingInput;
}

export interface StreamOptions {
  inputs: Iterable<string | { name: string; bytes: Uint8Array } | (Bytes & { kind?: Kind })>;
  coder: CoderLike;
  /** "en", "es" or "auto" (also the default). */
  language?: string;
  /** Threads that code; 1: this one. */
  workers?: number;
  coderModule?: string;
}

/** Documents given to each worker before the first answer is awaited. */
const AHEAD = 32;

type Pending = { failure: Failure } | { id: string; document: Document; source: string; place: string; coded: Promise<Coded> };

/** Codes every document of the inputs, in their order; what cannot be read or coded comes as a failure in its place. */
export async function* codeStream({ inputs, coder, language, workers = availableParallelism(), coderModule }: StreamOptions): AsyncGenerator<CodedDocument | { failure: Failure }> {
  const module = coderModule ?? new URL(import.meta.url.endsWith('.ts') ? '../coder/node.ts' : '../coder/node.js', import.meta.url).href;
  const waiting: Pending[] = [];
  let bench: Bench = inThread(coder);
  let started = 0;
  const take = async (item: Pending): Promise<CodedDocument | { failure: Failure }> => {
    if ('failure' in item) return item;
    const answer = await item.coded;
    if ('coding' in answer) return { id: item.id, document: item.document, coding: answer.coding };
    return {
      failure: {
        source: item.source, place: item.place, found: `a document that cannot be coded (${answer.error})`,
        expected: 'one in a language that the coder has a model of', advice: 'Name its language with --lang if it was taken for another.',
      },
    };
  };
  try {
    for (const input of inputs) {
      const kind = typeof input === 'string' || !('kind' in input) ? undefined : input.kind;
      for await (const item of readSource(input, kind ? { kind } : {})) {
        if ('failure' in item) waiting.push(item);
        else {
          // Workers are worth their start only when there is much to do.
          if (++started === AHEAD && workers > 1) bench = new Workers(workers, module);
          try {
            const document = makeDocument(item.document);
            const { text, title, date, datePrecision } = document;
            const asked = language !== undefined && language !== 'auto' ? language : document.language || 'auto';
            waiting.push({ id: item.id ?? document.id, document, source: item.source, place: item.place, coded: bench.code({ text, title, date, datePrecision, language: asked }) });
          } catch (error) {
            waiting.push({ failure: { source: item.source, place: item.place, found: (error as Error).message, expected: 'a document as the record keeps it', advice: 'Mend it; the others are coded.' } });
          }
        }
        while (waiting.length > AHEAD * workers) yield take(waiting.shift() as Pending);
      }
    }
    for (let next = waiting.shift(); next; next = waiting.shift()) yield take(next);
  } finally {
    await bench.close();
  }
}
