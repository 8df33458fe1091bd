/** The folded texts that a search reads, and what it asks of them. */
import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import { fold, needleOf, termsOf } from '../folded.js';
import type { Event } from '../schema.js';
import { appendTo } from './write.js';

export const WORD_TABLES = ['document_words', 'coded_event_words', 'statement_words', 'forecast_words', 'event_place'] as const;

/** What is folded of a document. */
export const documentWords = (document: { title: string; text: string }): string => fold(`${document.title}\n${document.text}`);

export function appendEventWords(appender: DuckDBAppender, n: number, doc: number, folded: string): void {
  appender.appendBigInt(BigInt(n));
  appender.appendInteger(doc);
  appender.appendVarchar(folded);
  appender.endRow();
}

export function appendSaidWords(appender: DuckDBAppender, n: number, doc: number, said: { confidence: number; words: string }): void {
  appender.appendBigInt(BigInt(n));
  appender.appendInteger(doc);
  appender.appendFloat(said.confidence);
  appender.appendVarchar(fold(said.words));
  appender.endRow();
}

export function appendPlace(appender: DuckDBAppender, n: number, doc: number, { place }: Pick<Event, 'place'>): void {
  if (place === null) return;
  appender.appendBigInt(BigInt(n));
  appender.appendInteger(doc);
  for (const text of [place.state, place.text, fold(place.text)]) appender.appendVarchar(text);
  appender.endRow();
}

/** A value in a query's text. */
export const literal = (text: string): string => `'${text.replaceAll('\0', '').replaceAll("'", "''")}'`;

/** The condition that a column of folded text holds all that a query asks for; null when it asks for nothing. */
export function holds(query: string | undefined, column = 'words'): string | null {
  const terms = termsOf(query ?? '');
  return terms.length === 0 ? null : terms.map((term) => `contains(${column}, ${literal(needleOf(term))})`).join(' AND ');
}

/** Which events, by number, or documents hold all that a query asks for, as a query of its own; null when it asks for nothing. */
export function holders(table: 'event' | 'document', query: string | undefined): string | null {
  const words = holds(query);
  return words && `SELECT ${table === 'event' ? 'n' : 'doc'} FROM ${table}_words WHERE ${words}`;
}

const PORTION = 20_000;
const FEW_DOCUMENTS = 200;

/** Folds what an older store holds. */
export async function fillWords(connection: DuckDBConnection): Promise<void> {
  await portions(connection, 'document', 'doc', 'doc, title, text', FEW_DOCUMENTS, 'document_words', (appender, row) => {
    appender.appendInteger(Number(row.doc));
    appender.appendVarchar(documentWords({ title: String(row.title), text: String(row.text) }));
    appender.endRow();
  });
  await portions(connection, 'event', 'n', 'n::DOUBLE AS n, doc, sentence_text', PORTION, 'event_words', (appender, row) =>
    appendEventWords(appender, Number(row.n), Number(row.doc), fold(String(row.sentence_text))));
  // Most events have none: only bodies that hold one are read.
  await portions(connection, `event WHERE contains(body, '"place":{')`, 'n', 'n::DOUBLE AS n, doc, body', PORTION, 'event_place', (appender, row) =>
    appendPlace(appender, Number(row.n), Number(row.doc), JSON.parse(String(row.body)) as Event));
  for (const table of ['statement', 'forecast']) {
    await portions(connection, table, 'n', 'n::DOUBLE AS n, doc, body', PORTION, `${table}_words`, (appender, row) =>
      appendSaidWords(appender, Number(row.n), Number(row.doc), JSON.parse(String(row.body)) as { confidence: number; words: string }));
  }
}

/** Goes through a table by its numbers, a portion at a time, and appends to another. */
async function portions(connection: DuckDBConnection, source: string, key: string, columns: string, size: number, target: string, append: (appender: DuckDBAppender, row: Record<string, unknown>) => void): Promise<void> {
  for (let last = -1; ; ) {
    const rows = (await connection.runAndReadAll(`SELECT ${key}::DOUBLE AS place, ${columns} FROM (SELECT * FROM ${source}) WHERE ${key} > ${last} ORDER BY ${key} LIMIT ${size}`)).getRowObjectsJS();
    if (rows.length === 0) return;
    await appendTo(connection, target, (appender) => rows.forEach((row) => append(appender, row)));
    last = Number(rows.at(-1)!.place);
  }
}
