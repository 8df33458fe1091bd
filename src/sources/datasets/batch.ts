/** Batches of rows being filled: what comes again is looked up, not made again. */
import type { ImportBatch, ImportKind, ImportSide } from '../../record/imports.js';
import { dateOf } from '../fields.js';
import type { Failure } from '../types.js';

/** What a reader of a data set gives: rows by the batch, what was wrong, and how many rows our codebook has no type for. */
export type DatasetItem = { batch: ImportBatch } | { failure: Failure } | { leftOut: number };

/** What the codebook and the dictionary of actors say of a data set's codes; handed in by whoever has them loaded. */
export interface Tables {
  /** The type of a CAMEO code; null: PLOVER counts it as no event. undefined: no such code. */
  cameo(code: string): ImportKind | null | undefined;
  /** A PLOVER type and mode, with what the codebook says of them. */
  plover(eventType: string, mode: string, contexts: string[]): ImportKind | undefined;
  /** A CAMEO actor code such as ARGGOV or IGOEUREEC. */
  actorCode(code: string): { code: string; sectors: string[] };
  /** The code of a state by its name or its code; "" when it is none. */
  country(name: string): string;
  /** A data set's word for a sector; "" when ours has none. */
  sector(word: string): string;
}

/** As many rows as DuckDB keeps together. */
const BATCH_ROWS = 122_880;
/** Rows' own ids: they go into hashes as they stand. */
const KEY = /^[\w.:-]{1,64}$/;

export class Batch {
  readonly dataset: string;
  readonly file: string;
  private readonly size: number;
  private current: ImportBatch;
  private readonly kindNumbers = new Map<string, number>();
  private readonly sideNumbers = new Map<string, number>();
  private readonly publicationNumbers = new Map<string, number>();
  private readonly referenceNumbers = new Map<string, number>();
  private readonly publicationOfReference: number[] = [];
  private readonly days = new Map<string, number>();

  constructor(dataset: string, file: string, size = BATCH_ROWS) {
    this.dataset = dataset;
    this.file = file;
    this.size = size;
    this.current = this.empty();
  }

  get full(): boolean {
    return this.current.rows >= this.size;
  }

  /** The rows so far; a new batch begins. */
  take(): ImportBatch {
    const taken = this.current;
    for (const numbers of [this.kindNumbers, this.sideNumbers, this.publicationNumbers, this.referenceNumbers, this.days]) numbers.clear();
    this.current = this.empty();
    return taken;
  }

  get rows(): number {
    return this.current.rows;
  }

  /** The number of a code, made when it is met first; NaN: our codebook has no type for it, -1: there is no such code. */
  kind(code: string, make: () => ImportKind | null | undefined): number {
    return numberOf(this.kindNumbers, code, () => {
      const made = make();
      return made ? this.current.kinds.push(made) - 1 : made === null ? NaN : -1;
    });
  }

  side(written: string, make: () => ImportSide): number {
    return numberOf(this.sideNumbers, written, () => this.current.sides.push(make()) - 1);
  }

  publication(name: string): number {
    return numberOf(this.publicationNumbers, name, () => this.current.publications.push(name) - 1);
  }

  /** The number of where a row can be looked up; who published it is looked for when it is met first. */
  reference(written: string, publication: () => string): number {
    return numberOf(this.referenceNumbers, written, () => {
      const number = this.current.references.push(written) - 1;
      this.publicationOfReference[number] = this.publication(publication());
      return number;
    });
  }

  publicationOf(reference: number): number {
    return this.publicationOfReference[reference]!;
  }

  /** Days since 1970-01-01; NaN when it is no day of the calendar in our time. */
  day(written: string): number {
    return numberOf(this.days, written, () => {
      const dated = dateOf(written);
      return dated?.datePrecision === 'day' ? Date.parse(`${dated.date}T00:00:00Z`) / 86_400_000 : NaN;
    });
  }

  add(line: number, key: string, day: number, kind: number, actors: number, recipients: number, publication: number, reference: number): void {
    const { current } = this;
    const row = current.rows;
    current.line[row] = line;
    current.key.push(key);
    current.day[row] = day;
    current.kind[row] = kind;
    current.actors[row] = actors;
    current.recipients[row] = recipients;
    current.publication[row] = publication;
    current.reference[row] = reference;
    current.rows += 1;
  }

  /** What is wrong with a row, at its place. */
  failure(line: number, field: string, found: string, expected: string): { failure: Failure } {
    return { failure: { source: this.file, place: `line ${line}${field && `, field ${field}`}`, found, expected, advice: 'Mend or remove the row; the other rows were read.' } };
  }

  private empty(): ImportBatch {
    const column = (): Int32Array => new Int32Array(this.size);
    return {
      dataset: this.dataset, file: this.file, rows: 0, line: column(), key: [], day: column(), kind: column(), actors: column(), recipients: column(), publication: column(),
      reference: column(), references: [], kinds: [], sides: [], publications: [],
    };
  }
}

export const isKey = (text: string): boolean => KEY.test(text);

/** A value as an error shows it. */
export const shown = (text: string): string => (text === '' ? 'nothing' : `"${text.slice(0, 40)}"`);

function numberOf(numbers: Map<string, number>, written: string, make: () => number): number {
  let number = numbers.get(written);
  if (number === undefined) {
    number = make();
    numbers.set(written, number);
  }
  return number;
}

/** A side of one actor or of none. */
export function sideOf(text: string, written: string, actor: { code: string; sectors: string[]; state?: string }): ImportSide {
  const named = text || written;
  const mentions = named === '' ? [] : [{ start: 0, end: 0, text: named, code: actor.code, sectors: actor.sectors, ...(actor.state ? { state: actor.state } : {}), by: 'import' }];
  return { mentions, text: named, code: written };
}
