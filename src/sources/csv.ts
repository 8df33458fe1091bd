/** Tables with named columns, one document a row. */
import type { DocumentInput } from '../record/schema.js';
import { dateOf, languageOf } from './fields.js';
import { readTable } from './table.js';
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

export async function* readCsv(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Reading> {
  let columns: string[] | null = null;
  for await (const { record, line } of readTable(chunks)) {
    if (columns === null) columns = header(record);
    else yield row(columns, record, `line ${line}`);
  }
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
