/** Documents with their codings, lists of documents, and of what was said in them. */
import { isoOf } from '../dates.js';
import { judged } from '../judgements.js';
import type { Document, Event, Forecast, Judgement, Precision, Statement } from '../schema.js';
import type { DocumentCoding, DocumentFilter, DocumentRow, Judged, Page, SaidRow, StatementFilter } from '../store.js';
import type { Codes } from './codes.js';
import { counted } from './counted.js';
import { after, writeCursor } from './cursor.js';
import type { Engine } from './engine.js';
import { judgementsOn, ofDocuments } from './events.js';
import { codingsSince, days, documentsSince, limitOf, within } from './period.js';
import { codedOf, JUDGEMENT_COLUMNS, judgementOf } from './rows.js';
import { holders } from './words.js';
import { idList } from './write.js';

/** A document's language is what its source said, or else what the coder took it for. */
const DOCUMENT_COLUMNS = `doc, replace(document.id::VARCHAR, '-', '') AS id, title, publication, author, url, ${days('day')} AS date, precision,
  coalesce(nullif(document.language, ''), coding.language) AS language, lookup`;

function documentOf(row: Record<string, unknown>): Omit<Document, 'text'> {
  const field = (name: string): string => String(row[name]);
  return {
    id: field('id'), title: field('title'), publication: field('publication'), author: field('author'), url: field('url'),
    date: isoOf(row.date as number | null), datePrecision: row.precision as Precision, language: field('language'), lookup: field('lookup'),
  };
}

/** A coding's sentences, kept as their offsets one after the other. */
function spansOf(row: Record<string, unknown>): { start: number; end: number }[] {
  const offsets = JSON.parse(String(row.sentences)) as number[];
  return Array.from({ length: offsets.length / 2 }, (_, i) => ({ start: offsets[2 * i]!, end: offsets[2 * i + 1]! }));
}

export async function document(engine: Engine, codes: Codes, id: string): Promise<DocumentCoding | null> {
  const [row] = await engine.rows(`SELECT ${DOCUMENT_COLUMNS}, text, coder, sentences FROM document JOIN coding USING (doc) WHERE document.id IN (${idList([id])})`);
  if (!row) return null;
  const doc = Number(row.doc);
  const said = await engine.rows(
    `SELECT replace(judgement.id::VARCHAR, '-', '') AS key, replace(attachment.target::VARCHAR, '-', '') AS current FROM attachment JOIN judgement ON seq = attachment.judgement WHERE attachment.doc = ${doc}`,
  );
  const current = new Map(said.map((entry) => [String(entry.key), entry.current === null ? null : String(entry.current)]));
  const judgements = (await engine.rows(`SELECT ${JUDGEMENT_COLUMNS} FROM judgement JOIN document USING (doc) WHERE doc = ${doc} ORDER BY seq`)).map(judgementOf);
  const codings = async <T extends Event | Statement | Forecast>(table: string): Promise<Judged<T>[]> => {
    const rows = await engine.rows(
      `SELECT replace(id::VARCHAR, '-', '') AS id, $document AS document, $coder AS coder, body FROM ${table} WHERE doc = ${doc} ORDER BY n`,
      { document: id, coder: String(row.coder) },
    );
    return rows.map((entry) => {
      const coded = codedOf<T>(entry);
      return counted(codes, judged(coded, judgements.filter((judgement) => current.get(judgement.id) === coded.id)));
    });
  };
  return {
    document: { ...documentOf(row), text: String(row.text) },
    coderVersion: String(row.coder),
    sentences: spansOf(row),
    events: await codings<Event>('event'),
    statements: await codings<Statement>('statement'),
    forecasts: await codings<Forecast>('forecast'),
    waiting: judgements.filter((judgement) => (current.get(judgement.id) ?? null) === null),
  };
}

const DOCUMENT_ORDERS = {
  newest: { key: days('day'), direction: 'DESC' },
  oldest: { key: days('day'), direction: 'ASC' },
  added: { key: 'doc::DOUBLE', direction: 'DESC' },
} as const;

/** The filter as a condition on rows of `document`. */
export function documentCondition(filter: DocumentFilter): string {
  const words = holders('document', filter.text);
  return [within(filter), documentsSince(filter), ofDocuments(filter), ...(words === null ? [] : [`doc IN (${words})`])].join(' AND ');
}

export async function documents(engine: Engine, filter: DocumentFilter): Promise<Page<DocumentRow>> {
  const limit = limitOf(filter.limit, 50);
  const { key, direction } = DOCUMENT_ORDERS[filter.order ?? 'newest'];
  const found = await engine.rows(
    `SELECT doc, ${key} AS key FROM document WHERE ${documentCondition(filter)} AND ${after(filter.after, key, direction, 'doc')}
     ORDER BY key ${direction} NULLS LAST, doc LIMIT ${limit + 1}`,
  );
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  // Only of those shown is the rest read.
  const rows = shown.length === 0 ? [] : await engine.rows(`SELECT ${DOCUMENT_COLUMNS}, events FROM document JOIN coding USING (doc) WHERE doc IN (${shown.map((row) => Number(row.doc)).join(',')})`);
  const byNumber = new Map(rows.map((row) => [Number(row.doc), { ...documentOf(row), events: Number(row.events) }]));
  return {
    rows: shown.map((row) => byNumber.get(Number(row.doc))!),
    next: found.length > limit && last ? writeCursor([last.key as number | null, Number(last.doc)]) : null,
  };
}

/** Statements or forecasts by who said them and whom they are about, newest first. */
export async function said<T extends Statement | Forecast>(engine: Engine, codes: Codes, table: 'statement' | 'forecast', filter: StatementFilter): Promise<Page<SaidRow<T>>> {
  const limit = limitOf(filter.limit, 50);
  const speaker = table === 'statement' ? 'speaker' : 'forecaster';
  const where = [within(filter, 'said.day'), codingsSince(filter, table, 'said.n', 'said.doc'), after(filter.after, days('said.day'), 'DESC', 'n')];
  if (filter.speaker !== undefined) where.push(`${speaker} = ${codes.actor(filter.speaker)}`);
  if (filter.about !== undefined) where.push(`list_contains(about, ${codes.actor(filter.about)})`);
  const rows = await engine.rows(
    `SELECT n::DOUBLE AS n, ${days('said.day')} AS key, replace(said.id::VARCHAR, '-', '') AS id, replace(document.id::VARCHAR, '-', '') AS document, coder, body, title, author, publication, document.language AS language
     FROM ${table} AS said JOIN document USING (doc) JOIN coding USING (doc) WHERE ${where.join(' AND ')}
     ORDER BY said.day DESC NULLS LAST, n LIMIT ${limit + 1}`,
  );
  const shown = rows.slice(0, limit);
  const judgements: Map<string, Judgement[]> = await judgementsOn(engine, shown.map((row) => String(row.id)));
  const last = shown.at(-1);
  return {
    rows: shown.map((row) => ({ said: counted(codes, judged(codedOf<T>(row), judgements.get(String(row.id)) ?? [])), documentTitle: String(row.title), author: String(row.author), publication: String(row.publication), language: String(row.language) })),
    next: rows.length > limit && last ? writeCursor([last.key as number | null, Number(last.n)]) : null,
  };
}

export async function texts(engine: Engine, ids: string[]): Promise<Map<string, { document: Document; sentences: string[] }>> {
  if (ids.length === 0) return new Map();
  const rows = await engine.rows(`SELECT ${DOCUMENT_COLUMNS}, text, sentences FROM document JOIN coding USING (doc) WHERE document.id IN (${idList(ids)})`);
  return new Map(rows.map((row) => {
    const found = { ...documentOf(row), text: String(row.text) };
    return [found.id, { document: found, sentences: spansOf(row).map(({ start, end }) => found.text.slice(start, end)) }];
  }));
}

/** When documents were last added to, coded anew or judged in. */
export async function changed(engine: Engine, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await engine.rows(
    `SELECT replace(id::VARCHAR, '-', '') AS id, max(moment) AS moment FROM (
       SELECT document.id, touched.instant AS moment FROM document JOIN touched USING (doc) WHERE document.id IN (${idList(ids)})
       UNION ALL
       SELECT document.id, epoch_ms(try_cast(judgement.instant AS TIMESTAMP))::DOUBLE FROM document JOIN judgement USING (doc) WHERE document.id IN (${idList(ids)}))
     WHERE moment IS NOT NULL GROUP BY ALL`,
  );
  return new Map(rows.map((row) => [String(row.id), new Date(Number(row.moment)).toISOString()]));
}
