/**
 * Rows of the field's data sets on their way into the record: by columns, with what comes again and again (actors, codes,
 * publications) named once in each batch, so that millions of rows pass in constant memory.
 *
 * A row becomes an event of a document that stands for what one publication had of one day in that data set: documents
 * follow from content alone, not from how the files happen to be cut. An event's id is made from the data set, the row's
 * own id and its date, so that a row which comes again, in this file or another, is the same event.
 */
import { makeDocument, contentHash } from './ids.js';
import type { ActorMention, Document, Event } from './schema.js';

/** What a code of the data set means in ours. */
export interface ImportKind {
  eventType: string;
  mode: string | null;
  quad: number;
  intensity: number;
  contexts: string[];
  /** The code as the data set has it, with the name of its scheme: "CAMEO 043". */
  code: string;
  /** What it says, in words. */
  name: string;
}

/** One side of an event: its actors, and how the data set writes it. */
export interface ImportSide {
  mentions: ActorMention[];
  /** The side in words. */
  text: string;
  /** The data set's own code for it. */
  code: string;
}

export interface ImportBatch {
  /** Short name: gdelt, icews, polecat. */
  dataset: string;
  /** Name of the file, without its folder. */
  file: string;
  rows: number;
  /** Of each row: its line in the file, its own id, its day since 1970-01-01, and numbers into the lists below. */
  line: Int32Array;
  key: string[];
  day: Int32Array;
  kind: Int32Array;
  actors: Int32Array;
  recipients: Int32Array;
  publication: Int32Array;
  reference: Int32Array;
  /** Where a row can be looked up: an address, a story's number; "" for nowhere. */
  references: string[];
  kinds: ImportKind[];
  sides: ImportSide[];
  publications: string[];
}

export interface ImportSummary {
  added: number;
  alreadyThere: number;
  /** Documents that had not been there. */
  documents: number;
}

/** A data set says nothing of how sure it is of a row: between what is doubtful and what a person has confirmed. */
export const IMPORT_CONFIDENCE = 0.5;

/** The fields that are the same in every imported event. */
export const IMPORTED: Pick<Event, 'start' | 'sentence' | 'confidence' | 'reciprocal' | 'status' | 'absence' | 'attributedTo' | 'datePrecision' | 'place' | 'trigger'> = {
  start: 0, sentence: 0, confidence: IMPORT_CONFIDENCE, reciprocal: false, status: 'done', absence: false, attributedTo: null, datePrecision: 'day', place: null, trigger: [],
};

/** The version under which imported codings stand. */
export const importVersion = (dataset: string): string => `import:${dataset}`;

/** The document that stands for what one publication had of one day. */
export function importDocument(dataset: string, publication: string, date: string): Document {
  const title = `${dataset.toUpperCase()} ${date}${publication && ` ${publication}`}`;
  return makeDocument({ title, publication, date, language: 'en', text: `Events of ${date} as the data set ${dataset.toUpperCase()} has them${publication && ` from ${publication}`}.` });
}

/** An imported event's id. The store makes the same in bulk. */
export function importedEventId(dataset: string, key: string, date: string): string {
  return contentHash('import', [dataset, key, date]);
}
