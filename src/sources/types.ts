/** What a reader gives for each thing that it finds in a source. */
import type { DocumentInput } from '../record/schema.js';

/** Why something could not be read, in the five parts that a person needs. */
export interface Failure {
  /** The file, or what stands for it. */
  source: string;
  /** Where in it: a line, page, item or field; "" for all of it. */
  place: string;
  found: string;
  expected: string;
  advice: string;
}

/** One document, or one thing that was none. `id` is the source's own name for it, where it has one. */
export type SourceItem =
  | { document: DocumentInput; id?: string; source: string; place: string }
  | { failure: Failure };

/** What a reader of one format gives: the index adds the source. */
export type Reading =
  | { document: DocumentInput; id?: string; place: string }
  | { failure: Omit<Failure, 'source'> };

/** Bytes to be read, by the name that errors call them. */
export interface Bytes {
  name: string;
  chunks: AsyncIterable<Uint8Array>;
}

/** Thrown by readers when the rest of a source can't be read. */
export class Unreadable extends Error {
  readonly failure: Omit<Failure, 'source'>;

  constructor(failure: Omit<Failure, 'source'>) {
    super(`${failure.place}${failure.place && ': '}found ${failure.found}, expected ${failure.expected}. ${failure.advice}`);
    this.name = 'Unreadable';
    this.failure = failure;
  }
}

/** Thrown where a packed file breaks off or is damaged. */
export class BrokenOff extends Unreadable {
  constructor(found: string, place = '') {
    super({ place, found, expected: 'a whole one', advice: place === '' ? 'Fetch it again.' : 'Fetch it again; what came before the break was read.' });
  }

  /** The same, for a reader that gave what came before a place. */
  at(place: string): BrokenOff {
    return new BrokenOff(this.failure.found, place);
  }
}

/** An error of reading with the place where it happened, where it is one of a packed file that knows none. */
export function placed(error: unknown, place: string): unknown {
  return error instanceof BrokenOff && error.failure.place === '' ? error.at(place) : error;
}

/** A failure as one line for a log or a terminal. */
export function describeFailure({ source, place, found, expected, advice }: Failure): string {
  return `${source}${place && `, ${place}`}: found ${found}, expected ${expected}. ${advice}`;
}
