/** JSON: one document a line, or a whole file that is one document or a list of them. */
import type { DocumentInput } from '../record/schema.js';
import { lines, megabytes } from './bytes.js';
import { decodeLine } from './encoding.js';
import { dateOf, languageOf } from './fields.js';
import { Unreadable, type Reading } from './types.js';

/** A document's fields in JSON; those given must be strings, `text` is needed. */
const FIELDS = ['title', 'publication', 'author', 'url', 'lookup'] as const;
const PRECISIONS = ['day', 'week', 'month', 'quarter', 'year', 'unknown'] as const;
const EXPECTED = '{"id"?, "date"?, "title"?, "publication"?, "url"?, "language"?, "text"}';

/** Longer than any line that holds one document that is kept (see the index's limit on text). */
const LONGEST_LINE = 1 << 28;

export async function* readJsonl(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Reading> {
  for await (const { number, bytes, tooLong } of lines(chunks, LONGEST_LINE)) {
    const place = `line ${number}`;
    if (tooLong) {
      yield { failure: { place, found: `a line of more than ${megabytes(LONGEST_LINE)}`, expected: 'one document a line', advice: 'Is it JSONL? A list of documents in one line goes in a .json file.' } };
      continue;
    }
    const line = decodeLine(bytes).replace(/^\uFEFF/, '').trim();
    if (line !== '') yield parsed(line, place);
  }
}

/** A whole JSON file: a document, or a list of documents. */
export function* readJson(text: string): Generator<Reading> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Unreadable({ place: '', found: `JSON that can't be read (${(error as Error).message})`, expected: `a document ${EXPECTED} or a list of them`, advice: 'If it holds one document a line, name it .jsonl.' });
  }
  if (!Array.isArray(value)) yield read(value, '');
  else for (const [i, item] of value.entries()) yield read(item, `item ${i + 1}`);
}

function parsed(line: string, place: string): Reading {
  try {
    return read(JSON.parse(line), place);
  } catch (error) {
    return { failure: { place, found: `JSON that can't be read (${(error as Error).message})`, expected: `one document as ${EXPECTED}`, advice: 'Mend or remove the line; the other lines were read.' } };
  }
}

function read(value: unknown, place: string): Reading {
  const wrong = (field: string, found: string, expected: string): Reading =>
    ({ failure: { place: [place, field && `field ${field}`].filter(Boolean).join(', '), found, expected, advice: 'Mend it; the other documents were read.' } });
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return wrong('', kindOfValue(value), `an object ${EXPECTED}`);
  const fields = value as Record<string, unknown>;
  if (typeof fields.text !== 'string' || fields.text.trim() === '') return wrong('text', fields.text === undefined ? 'nothing' : kindOfValue(fields.text), 'the document\'s text');
  const document: DocumentInput = { text: fields.text };
  for (const field of [...FIELDS, 'date', 'datePrecision', 'language'] as const) {
    const given = fields[field];
    if (given !== undefined && given !== null && typeof given !== 'string') return wrong(field, kindOfValue(given), 'a string');
  }
  for (const field of FIELDS) document[field] = (fields[field] as string | null | undefined) ?? '';
  document.language = languageOf(fields.language as string | null);
  const dated = dateOf((fields.date as string | null | undefined) ?? '');
  if (dated === null) return wrong('date', `"${String(fields.date)}"`, 'a date of the calendar as YYYY-MM-DD, YYYY-MM or YYYY, or ""');
  const precision = fields.datePrecision as DocumentInput['datePrecision'] | null | undefined;
  if (precision && !PRECISIONS.includes(precision)) return wrong('datePrecision', `"${precision}"`, `one of ${PRECISIONS.join(', ')}`);
  Object.assign(document, dated, precision ? { datePrecision: precision } : {});
  const id = typeof fields.id === 'string' || typeof fields.id === 'number' ? String(fields.id) : undefined;
  return { document, place, ...(id === undefined ? {} : { id }) };
}

function kindOfValue(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return value.trim() === '' ? 'an empty string' : `"${value.slice(0, 40)}"`;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : String(value);
}
