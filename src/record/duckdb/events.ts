/** Lists of events, and one by its id. */
import { RecordError } from '../errors.js';
import { fold } from '../folded.js';
import { judged, lastVerdict } from '../judgements.js';
import type { Event, Judgement } from '../schema.js';
import type { EventFilter, EventRow, Page, Sought } from '../store.js';
import type { Codes } from './codes.js';
import { counted } from './counted.js';
import { after, writeCursor } from './cursor.js';
import { STATUSES, VERDICTS } from './dyads.js';
import type { Engine } from './engine.js';
import { codingsSince, days, limitOf, within } from './period.js';
import { codedOf, JUDGEMENT_COLUMNS, judgementOf } from './rows.js';
import { holders, literal } from './words.js';
import { idList } from './write.js';

/** Orders of lists of codings: by what, and which way. */
export const ORDERS = {
  newest: { key: days('day'), direction: 'DESC' },
  oldest: { key: days('day'), direction: 'ASC' },
  doubtful: { key: 'confidence::DOUBLE', direction: 'ASC' },
  // Documents have their numbers in the order in which they came.
  added: { key: 'doc::DOUBLE', direction: 'DESC' },
} as const;

/** Columns from which an EventRow is made, of `event` joined with `document` and `coding`. */
const EVENT_COLUMNS = `event.n::DOUBLE AS n, replace(event.id::VARCHAR, '-', '') AS id, replace(document.id::VARCHAR, '-', '') AS document, coder, body, title, publication, document.language AS language, sentence_text`;

export async function events(engine: Engine, codes: Codes, filter: EventFilter): Promise<Page<EventRow>> {
  const limit = limitOf(filter.limit, 50);
  const order = ORDERS[filter.order ?? 'newest'];
  const where = await condition(engine, codes, filter);
  const found = await engine.rows(
    `SELECT event::DOUBLE AS n, doc, ${order.key} AS key FROM ${sidesOf(codes, filter)}
     WHERE ${where} AND ${after(filter.after, order.key, order.direction, 'event')}
     ORDER BY key ${order.direction} NULLS LAST, event LIMIT ${limit + 1}`,
  );
  const shown = found.slice(0, limit);
  const byNumber = new Map((await rowsOf(engine, codes, shown)).map((row) => [row.n, row.row]));
  const last = shown.at(-1);
  return {
    rows: shown.map((row) => byNumber.get(Number(row.n))!),
    next: found.length > limit && last ? writeCursor([last.key as number | null, Number(last.n)]) : null,
  };
}

/** The rows that somebody is in as two ranges, one of them of the table's order: a condition of the form "either side" reads all rows. */
function sidesOf(codes: Codes, { involving, between }: EventFilter): string {
  if (involving === undefined || between !== undefined) return 'dyad';
  const actor = codes.actor(involving);
  return `(SELECT * FROM dyad WHERE actor = ${actor} UNION ALL SELECT * FROM dyad WHERE recipient = ${actor} AND actor <> ${actor}) AS dyad`;
}

export async function event(engine: Engine, codes: Codes, id: string): Promise<EventRow | null> {
  const [found] = await engine.rows(`SELECT n::DOUBLE AS n, doc FROM event WHERE id IN (${idList([id])})`);
  if (!found) return null;
  const [row] = await rowsOf(engine, codes, [found]);
  return row?.row ?? null;
}

/** All events that a filter lets through, by date, document and place in it: the same order whatever way they came in. */
export async function* exportRows(engine: Engine, codes: Codes, filter: EventFilter): AsyncGenerator<EventRow> {
  const where = await condition(engine, codes, filter);
  const all = await engine.rows(
    `SELECT ${JUDGEMENT_COLUMNS}, replace(attachment.target::VARCHAR, '-', '') AS current
     FROM attachment JOIN judgement ON seq = attachment.judgement JOIN document ON document.doc = judgement.doc WHERE attachment.target IS NOT NULL ORDER BY seq`,
  );
  const judgements = grouped(all);
  const portions = engine.stream(
    `SELECT ${EVENT_COLUMNS} FROM (SELECT event, day FROM dyad WHERE ${where}) AS chosen
     JOIN event ON event.n = chosen.event JOIN document ON document.doc = event.doc JOIN coding ON coding.doc = event.doc
     ORDER BY chosen.day NULLS LAST, document.id, event.n`,
  );
  for await (const portion of portions) for (const row of portion) yield eventRow(codes, row, judgements);
}

/** What a publication and a language ask of the document of a row. */
export function ofDocuments({ publication, language }: Sought, doc = 'doc'): string {
  if (publication === undefined && language === undefined) return 'true';
  const parts = [
    ...(publication === undefined ? [] : [`publication = ${literal(publication)}`]),
    ...(language === undefined ? [] : [`coalesce(nullif(document.language, ''), coding.language) = ${literal(language)}`]),
  ];
  return `${doc} IN (SELECT document.doc FROM document JOIN coding USING (doc) WHERE ${parts.join(' AND ')})`;
}

/** Which of an event's rows stands for it, or for each of its actors or recipients, where a search names neither side, one or both. */
function standing(each: 'event' | 'actor' | 'recipient', actor: boolean, recipient: boolean): string {
  if (each === 'actor') return recipient ? 'true' : 'first_a';
  if (each === 'recipient') return actor ? 'true' : 'first_r';
  if (actor && recipient) return 'true';
  return actor ? 'first_a' : recipient ? 'first_r' : 'lead';
}

/** The filter as a condition on rows of `dyad`, which is true of one row at most of an event; or, for counting actors, of one
 *  for each of its actors (recipients). */
export async function condition(engine: Engine, codes: Codes, filter: EventFilter, each: 'event' | 'actor' | 'recipient' = 'event'): Promise<string> {
  const parts = [within(filter), codingsSince(filter, 'event', 'event'), ofDocuments(filter)];
  const words = holders('event', filter.text);
  if (words !== null) parts.push(`event IN (${words})`);
  if (filter.place !== undefined) parts.push(`event IN (SELECT n FROM event_place WHERE words = ${literal(fold(filter.place))})`);
  const [actor, recipient] = [filter.actor !== undefined, filter.recipient !== undefined];
  // Of an event that somebody is in and nothing else is asked of its sides, the row is that where they act first, or else are acted on first: found in one pass.
  const alone = filter.involving !== undefined && filter.between === undefined && !actor && !recipient && each === 'event';
  if (alone) parts.push(`((actor = ${codes.actor(filter.involving!)} AND first_a) OR (recipient = ${codes.actor(filter.involving!)} AND first_r AND NOT acts))`);
  else if (filter.between === undefined) parts.push(standing(each, actor, recipient));
  else if (!actor && !recipient) parts.push('NOT mirror');
  if (filter.involving !== undefined && !alone) parts.push(`event IN (SELECT side.event FROM dyad AS side WHERE side.actor = ${codes.actor(filter.involving)} OR side.recipient = ${codes.actor(filter.involving)})`);
  if (filter.actor !== undefined) parts.push(`actor = ${codes.actor(filter.actor)}`);
  if (filter.recipient !== undefined) parts.push(`recipient = ${codes.actor(filter.recipient)}`);
  if (filter.between) {
    const [one, other] = filter.between.map((code) => codes.actor(code)) as [number, number];
    parts.push(`((actor = ${one} AND recipient = ${other}) OR (actor = ${other} AND recipient = ${one}))`);
  }
  if (filter.eventType !== undefined) parts.push(`type = ${codes.find(filter.eventType)}`);
  if (filter.quad !== undefined) {
    if (![1, 2, 3, 4].includes(filter.quad)) throw new RecordError('invalid', `Field quad: found ${filter.quad}, expected 1, 2, 3 or 4.`);
    parts.push(`quad = ${filter.quad}`);
  }
  if (filter.status !== undefined) {
    const status = (STATUSES as readonly string[]).indexOf(filter.status);
    if (status < 0) throw new RecordError('invalid', `Field status: found "${filter.status}", expected one of ${STATUSES.join(', ')}.`);
    parts.push(`status = ${status}`);
  }
  if (filter.minConfidence !== undefined) parts.push(`confidence >= ${Number(filter.minConfidence)}::FLOAT`);
  if (filter.judged !== undefined) parts.push(`judged ${filter.judged ? '<>' : '='} ${VERDICTS.indexOf('none')}`);
  if (filter.documentId !== undefined) {
    const [document] = await engine.rows(`SELECT doc FROM document WHERE id IN (${idList([filter.documentId])})`);
    parts.push(`doc = ${document ? Number(document.doc) : -1}`);
  }
  return parts.join(' AND ');
}

async function rowsOf(engine: Engine, codes: Codes, found: Record<string, unknown>[]): Promise<{ n: number; row: EventRow }[]> {
  if (found.length === 0) return [];
  const docs = [...new Set(found.map((row) => Number(row.doc)))].join(',');
  const rows = await engine.rows(
    `SELECT ${EVENT_COLUMNS} FROM event JOIN document USING (doc) JOIN coding USING (doc)
     WHERE event.n IN (${found.map((row) => Number(row.n)).join(',')}) AND event.doc IN (${docs})`,
  );
  const judgements = await judgementsOn(engine, rows.map((row) => String(row.id)));
  return rows.map((row) => ({ n: Number(row.n), row: eventRow(codes, row, judgements) }));
}

function eventRow(codes: Codes, row: Record<string, unknown>, judgements: Map<string, Judgement[]>): EventRow {
  const coded = codedOf<Event>(row);
  const made = judgements.get(coded.id) ?? [];
  return {
    event: counted(codes, judged(coded, made)).value,
    documentTitle: String(row.title),
    publication: String(row.publication),
    sentenceText: String(row.sentence_text),
    language: String(row.language),
    judged: lastVerdict(made),
  };
}

/** The judgements that belong to codings now, by the coding's id. */
export async function judgementsOn(engine: Engine, ids: string[]): Promise<Map<string, Judgement[]>> {
  if (ids.length === 0) return new Map();
  return grouped(await engine.rows(
    `SELECT ${JUDGEMENT_COLUMNS}, replace(attachment.target::VARCHAR, '-', '') AS current
     FROM attachment JOIN judgement ON seq = attachment.judgement JOIN document ON document.doc = judgement.doc
     WHERE attachment.target IN (${idList(ids)}) ORDER BY seq`,
  ));
}

function grouped(rows: Record<string, unknown>[]): Map<string, Judgement[]> {
  const byTarget = new Map<string, Judgement[]>();
  for (const row of rows) {
    const list = byTarget.get(String(row.current)) ?? [];
    list.push(judgementOf(row));
    byTarget.set(String(row.current), list);
  }
  return byTarget;
}
