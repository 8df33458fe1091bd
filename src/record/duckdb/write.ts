/** Adding documents, and coding them again. */
import { DuckDBDateValue, DuckDBUUIDValue, INTEGER, LIST, type DuckDBAppender, type DuckDBConnection } from '@duckdb/node-api';
import { daysOf } from '../dates.js';
import { RecordError } from '../errors.js';
import { fold } from '../folded.js';
import { documentId, eventId, forecastId, statementId } from '../ids.js';
import { judged, matchTarget, type Coded, type Snapshot } from '../judgements.js';
import type { CodingInput, Document, Event, Forecast, Judgement, Statement } from '../schema.js';
import type { AddSummary } from '../store.js';
import { NONE, type Codes } from './codes.js';
import { appendDyads, wordsOf } from './dyads.js';
import { JUDGEMENT_COLUMNS, judgementOf } from './rows.js';
import { linkSightings } from './sightings.js';
import { appendUnresolved } from './unresolved.js';
import { appendEventWords, appendPlace, appendSaidWords, documentWords, WORD_TABLES } from './words.js';

export type Batch = { document: Document; coding: CodingInput; signature?: Int32Array | null }[];

/** One document of a batch under its ids. */
interface Entry {
  doc: number;
  document: Document;
  coding: CodingInput;
  events: Event[];
  statements: Statement[];
  forecasts: Forecast[];
  signature: Int32Array | null;
}

/** Events have numbers of one kind, whether they were coded here or imported. */
export const EVENT_NUMBERS = '(SELECT n FROM coded_event UNION ALL SELECT n FROM imported)';

export const uuid = (id: string): DuckDBUUIDValue => DuckDBUUIDValue.fromUint128(BigInt(`0x${id}`));

/** Ids as a list for `IN (…)`. They are hex: checked here, since they go into the query's text. */
export function idList(ids: string[]): string {
  return ids.filter((id) => /^[0-9a-f]{32}$/.test(id)).map((id) => `'${id}'`).join(',') || 'NULL';
}

/** Adds a batch inside a transaction. */
export async function addBatch(connection: DuckDBConnection, codes: Codes, batch: Batch): Promise<AddSummary> {
  const summary: AddSummary = { added: 0, recoded: 0, alreadyThere: 0, events: 0, statements: 0, forecasts: 0 };
  const there = new Map<string, { doc: number; coder: string }>();
  const found = await connection.runAndReadAll(
    `SELECT replace(id::VARCHAR, '-', '') AS id, doc, coder FROM document JOIN coding USING (doc) WHERE id IN (${idList(batch.map((item) => item.document.id))})`,
  );
  for (const row of found.getRowObjectsJS()) there.set(String(row.id), { doc: Number(row.doc), coder: String(row.coder) });

  let next = await nextOf(connection, 'document', 'doc');
  const entries: Entry[] = [];
  const fresh: Entry[] = [];
  const again: Entry[] = [];
  for (const { document, coding, signature } of batch) {
    const earlier = there.get(document.id);
    if (earlier?.coder === coding.coderVersion) {
      summary.alreadyThere += 1;
      continue;
    }
    check(document, coding);
    const entry = withIds(earlier?.doc ?? next, document, coding, signature ?? null);
    if (earlier) again.push(entry);
    else {
      fresh.push(entry);
      next += 1;
    }
    entries.push(entry);
    there.set(document.id, { doc: entry.doc, coder: coding.coderVersion });
  }
  if (entries.length === 0) return summary;
  summary.added = fresh.length;
  summary.recoded = again.length;

  await codes.ensure(connection, entries.flatMap((entry) => [
    ...entry.events.flatMap(wordsOf),
    ...entry.statements.flatMap((statement) => [statement.speaker?.code ?? '', ...statement.about.map((mention) => mention.code)]),
    ...entry.forecasts.flatMap((forecast) => [forecast.forecaster?.code ?? '', ...forecast.about.map((mention) => mention.code)]),
  ]));
  const kept = again.length > 0 ? await forget(connection, again) : new Map<string, Judgement[]>();
  if (fresh.length > 0) await appendTo(connection, 'document', (appender) => fresh.forEach((entry) => appendDocument(appender, entry)));
  await appendTo(connection, 'document_words', (appender) => {
    for (const { doc, document } of entries) {
      appender.appendInteger(doc);
      appender.appendVarchar(documentWords(document));
      appender.endRow();
    }
  });
  await linkSightings(connection, fresh.flatMap(({ doc, signature }) => (signature ? [{ doc, signature }] : [])));
  await touch(connection, entries.map((entry) => entry.doc));
  await appendUnresolved(connection, entries);
  await appendTo(connection, 'coding', (appender) => entries.forEach((entry) => appendCoding(appender, entry)));

  let n = await nextOf(connection, EVENT_NUMBERS, 'n');
  const numbered = entries.flatMap((entry) => entry.events.map((event) => ({ n: n++, entry, event })));
  await appendTo(connection, 'coded_event', (appender) => {
    for (const { n, entry, event } of numbered) {
      appendCommon(appender, n, entry.doc, event.id);
      appender.appendVarchar(entry.document.text.slice(event.start, event.end));
      appender.appendVarchar(bodyOf(event));
      appender.endRow();
    }
  });
  await appendTo(connection, 'coded_event_words', (appender) => {
    // Events stand in the order of the text, several to a sentence.
    let sentence = '';
    let folded = '';
    for (const { n, entry, event } of numbered) {
      const own = entry.document.text.slice(event.start, event.end);
      if (own !== sentence) [sentence, folded] = [own, fold(own)];
      appendEventWords(appender, n, entry.doc, folded);
    }
  });
  const counted = numbered.map(({ n, entry, event }) => ({ n, doc: entry.doc, event: judged(event, kept.get(event.id) ?? []) }));
  await appendTo(connection, 'event_place', (appender) => {
    for (const { n, doc, event } of counted) appendPlace(appender, n, doc, event.value);
  });
  await appendTo(connection, 'dyad', (appender) => {
    for (const { n, doc, event } of counted) appendDyads(appender, n, doc, event, codes);
  });
  await appendSaid(connection, 'statement', entries, codes);
  await appendSaid(connection, 'forecast', entries, codes);
  for (const entry of entries) {
    summary.events += entry.events.length;
    summary.statements += entry.statements.length;
    summary.forecasts += entry.forecasts.length;
  }
  return summary;
}

/** Everything that makes a coding untraceable is refused before anything is written. */
function check(document: Document, coding: CodingInput): void {
  const name = document.title || document.url || document.id;
  const expectedId = documentId(document);
  if (document.id !== expectedId) {
    throw new RecordError('invalid', `Document "${name}", field id: found ${document.id}, expected ${expectedId}. Make documents with makeDocument().`);
  }
  if (document.date !== '' && daysOf(document.date) === null) {
    throw new RecordError('invalid', `Document "${name}", field date: found ${document.date}, expected a date of the calendar as YYYY-MM-DD, or nothing.`);
  }
  for (const [kind, list] of [['event', coding.events], ['statement', coding.statements], ['forecast', coding.forecasts]] as const) {
    for (const item of list) {
      if (item.start < 0 || item.end > document.text.length || item.start > item.end) {
        throw new RecordError('invalid', `Document "${name}": found ${kind} at ${item.start}–${item.end}, expected offsets within its text of ${document.text.length} characters.`);
      }
      if (item.sentence < 0 || item.sentence >= coding.sentences.length) {
        throw new RecordError('invalid', `Document "${name}": found ${kind} in sentence ${item.sentence}, expected one of its ${coding.sentences.length} sentences.`);
      }
      if (item.date !== '' && daysOf(item.date) === null) {
        throw new RecordError('invalid', `Document "${name}": found ${kind} dated ${item.date}, expected a date of the calendar as YYYY-MM-DD, or nothing.`);
      }
    }
  }
}

/** A coding under its ids; a thing said twice over the same words is kept once. */
function withIds(doc: number, document: Document, coding: CodingInput, signature: Int32Array | null): Entry {
  const once = <D, C extends Coded>(drafts: D[], idOf: (document: string, draft: D) => string): C[] => {
    const byId = new Map<string, C>();
    for (const draft of drafts) {
      const id = idOf(document.id, draft);
      if (!byId.has(id)) byId.set(id, { id, documentId: document.id, coderVersion: coding.coderVersion, ...draft } as unknown as C);
    }
    return [...byId.values()];
  };
  return {
    doc, document, coding, signature,
    events: once(coding.events, eventId),
    statements: once(coding.statements, statementId),
    forecasts: once(coding.forecasts, forecastId),
  };
}

/** Takes the earlier codings of documents away, and hands their judgements on to the new ones. Gives each coding's judgements by its id. */
async function forget(connection: DuckDBConnection, again: Entry[]): Promise<Map<string, Judgement[]>> {
  const docs = again.map((entry) => entry.doc).join(',');
  for (const table of ['coding', 'coded_event', 'dyad', 'statement', 'forecast', 'attachment', 'unresolved', ...WORD_TABLES]) await connection.run(`DELETE FROM ${table} WHERE doc IN (${docs})`);
  const kept = new Map<string, Judgement[]>();
  const rows = await connection.runAndReadAll(
    `SELECT seq::INTEGER AS seq, doc, ${JUDGEMENT_COLUMNS}, snapshot
     FROM judgement JOIN document USING (doc) WHERE doc IN (${docs}) ORDER BY seq`,
  );
  if (rows.currentRowCount === 0) return kept;
  await appendTo(connection, 'attachment', (appender) => {
    for (const row of rows.getRowObjectsJS()) {
      const entry = again.find((candidate) => candidate.doc === row.doc)!;
      const judgement = judgementOf(row);
      const candidates: Coded[] = { event: entry.events, statement: entry.statements, forecast: entry.forecasts }[judgement.targetKind];
      const target = matchTarget(judgement, JSON.parse(String(row.snapshot)) as Snapshot, candidates);
      appender.appendBigInt(BigInt(Number(row.seq)));
      appender.appendInteger(entry.doc);
      if (target === null) appender.appendNull();
      else appender.appendUUID(uuid(target.id));
      appender.endRow();
      if (target !== null) kept.set(target.id, [...(kept.get(target.id) ?? []), judgement]);
    }
  });
  return kept;
}

/** The number after the highest in use. */
export async function nextOf(connection: DuckDBConnection, table: string, column: string): Promise<number> {
  const result = await connection.runAndReadAll(`SELECT coalesce(max(${column}), 0)::DOUBLE AS top FROM ${table}`);
  return Number(result.getRowObjectsJS()[0]!.top) + 1;
}

/** Writes down that documents changed just now. */
export async function touch(connection: DuckDBConnection, docs: readonly number[]): Promise<void> {
  const now = Date.now();
  await appendTo(connection, 'touched', (appender) => {
    for (const doc of docs) {
      appender.appendInteger(doc);
      appender.appendDouble(now);
      appender.endRow();
    }
  });
}

export async function appendTo(connection: DuckDBConnection, table: string, job: (appender: DuckDBAppender) => void): Promise<void> {
  const appender = await connection.createAppender(table);
  try {
    job(appender);
    appender.flushSync();
  } finally {
    appender.closeSync();
  }
}

/** What is kept of a coding as JSON: all but what the row says already. */
function bodyOf(coded: Coded): string {
  const { id: _id, documentId: _document, coderVersion: _coder, ...body } = coded;
  return JSON.stringify(body);
}

function appendCommon(appender: DuckDBAppender, n: number, doc: number, id: string): void {
  appender.appendBigInt(BigInt(n));
  appender.appendInteger(doc);
  appender.appendUUID(uuid(id));
}

function appendDay(appender: DuckDBAppender, date: string): void {
  const days = daysOf(date);
  if (days === null) appender.appendNull();
  else appender.appendDate(new DuckDBDateValue(days));
}

function appendDocument(appender: DuckDBAppender, { doc, document }: Entry): void {
  appender.appendInteger(doc);
  appender.appendUUID(uuid(document.id));
  for (const field of ['title', 'publication', 'author', 'url'] as const) appender.appendVarchar(document[field]);
  appendDay(appender, document.date);
  for (const field of ['datePrecision', 'language', 'text', 'lookup'] as const) appender.appendVarchar(document[field]);
  appender.endRow();
}

function appendCoding(appender: DuckDBAppender, { doc, coding, events, statements, forecasts }: Entry): void {
  appender.appendInteger(doc);
  appender.appendVarchar(coding.coderVersion);
  appender.appendVarchar(coding.language);
  appender.appendVarchar(JSON.stringify(coding.sentences.flatMap((sentence) => [sentence.start, sentence.end])));
  for (const list of [events, statements, forecasts]) appender.appendInteger(list.length);
  appender.endRow();
}

async function appendSaid(connection: DuckDBConnection, table: 'statement' | 'forecast', entries: Entry[], codes: Codes): Promise<void> {
  if (entries.every((entry) => entry[`${table}s`].length === 0)) return;
  const first = await nextOf(connection, table, 'n');
  let n = first;
  await appendTo(connection, table, (appender) => {
    for (const entry of entries) {
      for (const said of entry[`${table}s`]) {
        const speaker = 'speaker' in said ? said.speaker : said.forecaster;
        appendCommon(appender, n++, entry.doc, said.id);
        if ('speaker' in said) appender.appendVarchar(said.kind);
        appender.appendInteger(codes.actor(speaker?.code ?? ''));
        const about = [...new Set(said.about.map((mention) => codes.actor(mention.code)))].filter((code) => code !== NONE);
        appender.appendList(about, LIST(INTEGER));
        appendDay(appender, said.date);
        appender.appendVarchar(bodyOf(said));
        appender.endRow();
      }
    }
  });
  n = first;
  await appendTo(connection, `${table}_words`, (appender) => {
    for (const entry of entries) for (const said of entry[`${table}s`]) appendSaidWords(appender, n++, entry.doc, said);
  });
}
