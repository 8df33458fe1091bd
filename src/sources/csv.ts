/** Tables with named columns, one document a row. */
import { parse, type Info, type Parser } from 'csv-parse';
import type { DocumentInput } from '../record/schema.js';
import { peek } from './bytes.js';
import { decodeStream, encodingOf } from './encoding.js';
import { dateOf, languageOf } from './fields.js';
import { Unreadable, type Reading } from './types.js';

/** What columns may be called, in lower case. */
const COLUMNS: Record<keyof DocumentInput | 'id', string[]> = {
  id: ['id'],
  text: ['text', 'body', 'content', 'texto'],
  title: ['title', 'headline', 'titulo', 'título'],
  publication: ['publication', 'source', 'outlet', 'fuente'],
  author: ['author', 'byline', 'autor'],
  url: ['url', 'link'],
  date: ['date', 'published', 'pubdate', 'fecha'],
  datePrecision: ['dateprecision'],
  language: ['language', 'lang', 'idioma'],
  lookup: ['lookup'],
};

const LONGEST_RECORD = 1 << 26;

export async function* readCsv(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Reading> {
  const start = await peek(chunks, 65_536);
  const head = new TextDecoder(encodingOf(start.head)).decode(start.head);
  const firstLine = head.slice(0, Math.max(0, head.indexOf('\n')) || undefined);
  const delimiter = ['\t', ';', ','].map((sign) => ({ sign, n: firstLine.split(sign).length })).sort((a, b) => b.n - a.n)[0]!.sign;
  const parser = parse({ delimiter, bom: true, relax_column_count: true, info: true, skip_empty_lines: true, max_record_size: LONGEST_RECORD });
  let columns: string[] | null = null;
  let line = 1;
  try {
    for await (const { record, info } of rowsOf(parser, decodeStream(start.head, start.chunks, LONGEST_RECORD))) {
      if (columns === null) columns = header(record);
      else yield row(columns, record, `line ${line}`);
      line = info.lines + 1;
    }
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable({ place: `from line ${line}`, found: `a table that can't be read (${(error as Error).message})`, expected: 'columns apart by comma, semicolon or tab, quoted with "', advice: 'Look for a quotation mark that is not closed; the rows above were read.' });
  }
}

/** Rows as text comes, each taken out before more text goes in: an error further down does not lose those that were read. */
async function* rowsOf(parser: Parser, text: AsyncIterable<string>): AsyncGenerator<{ record: string[]; info: Info }> {
  const taken = function* (): Generator<{ record: string[]; info: Info }> {
    for (let row: unknown = parser.read(); row !== null; row = parser.read()) yield row as { record: string[]; info: Info };
  };
  const failed = new Promise<never>((_resolve, reject) => parser.once('error', reject));
  failed.catch(() => undefined);
  for await (const chunk of text) {
    await Promise.race([failed, new Promise<void>((resolve) => parser.write(chunk, () => resolve()))]);
    yield* taken();
  }
  await Promise.race([failed, new Promise<void>((resolve) => parser.end(() => resolve()))]);
  yield* taken();
}

function header(record: string[]): string[] {
  const columns = record.map((name) => {
    const wanted = name.trim().toLowerCase();
    return Object.entries(COLUMNS).find(([, names]) => names.includes(wanted))?.[0] ?? '';
  });
  if (!columns.includes('text')) {
    throw new Unreadable({ place: 'line 1', found: `columns ${record.slice(0, 8).map((name) => `"${name.slice(0, 20)}"`).join(', ')}`, expected: 'a column "text" (and date, title, publication, author, url, language)', advice: 'Name the columns in the first line.' });
  }
  return columns;
}

function row(columns: string[], record: string[], place: string): Reading {
  if (record.length !== columns.length) {
    return { failure: { place, found: `${record.length} columns`, expected: `${columns.length}, as in the first line`, advice: 'Mend the row; the other rows were read.' } };
  }
  const field = (name: string): string => record[columns.indexOf(name)]?.trim() ?? '';
  const dated = dateOf(field('date'));
  if (dated === null) {
    return { failure: { place: `${place}, field date`, found: `"${field('date')}"`, expected: 'a date of the calendar as YYYY-MM-DD, YYYY-MM or YYYY', advice: 'Mend it, or leave it empty; the other rows were read.' } };
  }
  if (field('text') === '') return { failure: { place: `${place}, field text`, found: 'nothing', expected: 'the document\'s text', advice: 'The other rows were read.' } };
  const document: DocumentInput = { ...dated, language: languageOf(field('language')), text: field('text') };
  for (const name of ['title', 'publication', 'author', 'url', 'lookup'] as const) document[name] = field(name);
  return { document, place, ...(field('id') ? { id: field('id') } : {}) };
}
