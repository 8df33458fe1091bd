/** Writing down what a person decided. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Change } from '../changes.js';
import { RecordError } from '../errors.js';
import { judgementId } from '../ids.js';
import { checkChanges, judged, snapshotOf, type Coded } from '../judgements.js';
import { Judgement, type Event } from '../schema.js';
import type { Judged } from '../store.js';
import type { Codes } from './codes.js';
import { mentionsOf } from './counted.js';
import { appendDyads, wordsOf } from './dyads.js';
import { codedOf, JUDGEMENT_COLUMNS, judgementOf } from './rows.js';
import { appendPlace } from './words.js';
import { appendTo, idList, nextOf, uuid } from './write.js';

/** Appends a judgement inside a transaction; the event's rows are made anew, as it counts now. Gives it with what it changes. */
export async function appendJudgement(connection: DuckDBConnection, codes: Codes, input: Omit<Judgement, 'id' | 'at'> & { at?: string }): Promise<{ judgement: Judgement; change: Change }> {
  const parsed = Judgement.omit({ id: true }).safeParse({ ...input, at: input.at ?? new Date().toISOString() });
  if (!parsed.success) {
    const first = parsed.error.issues[0]!;
    throw new RecordError('invalid', `Judgement, field "${first.path.join('.')}": ${first.message}.`);
  }
  const judgement: Judgement = { ...parsed.data, id: judgementId(parsed.data) };
  const kind = judgement.targetKind;
  const found = await connection.runAndReadAll(
    `SELECT t.n::DOUBLE AS n, doc, replace(t.id::VARCHAR, '-', '') AS id, replace(document.id::VARCHAR, '-', '') AS document, coder, body
     FROM ${kind} AS t JOIN document USING (doc) JOIN coding USING (doc) WHERE t.id IN (${idList([judgement.targetId])}) AND document.id IN (${idList([judgement.documentId])})`,
  );
  const [row] = found.getRowObjectsJS();
  if (!row) {
    throw new RecordError('not-found', `Judgement: found no ${kind} ${judgement.targetId} in document ${judgement.documentId}. It may have been coded again since the page was opened: open the document anew.`);
  }
  const coded = codedOf<Coded>(row);
  const doc = Number(row.doc);
  const earlier = (await connection.runAndReadAll(
    `SELECT ${JUDGEMENT_COLUMNS} FROM attachment JOIN judgement ON seq = attachment.judgement JOIN document ON document.doc = judgement.doc
     WHERE attachment.doc = ${doc} AND attachment.target IN (${idList([coded.id])}) ORDER BY seq`,
  )).getRowObjectsJS().map(judgementOf);
  const before = judged(coded, earlier).value;
  const change = (now: Coded): Change => ({
    of: 'judgement', kind, id: coded.id, documentId: judgement.documentId,
    actors: [...new Set([coded, before, now].flatMap((value) => mentionsOf(value).map(({ code }) => codes.countedAs(code))))],
    dates: before.date === now.date ? [] : [before.date, now.date],
  });
  if (earlier.some((one) => one.id === judgement.id)) return { judgement, change: change(before) };
  if (judgement.verdict === 'corrected') checkChanges(kind, before, judgement.changes);
  const now = judged(coded, [...earlier, judgement]);

  const seq = await nextOf(connection, 'judgement', 'seq');
  await appendTo(connection, 'judgement', (appender) => {
    appender.appendBigInt(BigInt(seq));
    appender.appendUUID(uuid(judgement.id));
    appender.appendVarchar(kind);
    appender.appendUUID(uuid(judgement.targetId));
    appender.appendInteger(doc);
    for (const text of [judgement.verdict, JSON.stringify(judgement.changes), judgement.note, judgement.judge, judgement.at, JSON.stringify(snapshotOf(kind, coded))]) appender.appendVarchar(text);
    appender.endRow();
  });
  await appendTo(connection, 'attachment', (appender) => {
    appender.appendBigInt(BigInt(seq));
    appender.appendInteger(doc);
    appender.appendUUID(uuid(coded.id));
    appender.endRow();
  });
  if (kind === 'event') {
    const event = now as Judged<Event>;
    await codes.ensure(connection, wordsOf(event.value));
    await connection.run(`DELETE FROM event_place WHERE n = ${Number(row.n)} AND doc = ${doc}`);
    await appendTo(connection, 'event_place', (appender) => appendPlace(appender, Number(row.n), doc, event.value));
    await connection.run(`DELETE FROM dyad WHERE event = ${Number(row.n)} AND doc = ${doc}`);
    await appendTo(connection, 'dyad', (appender) => appendDyads(appender, Number(row.n), doc, event, codes));
  }
  return { judgement, change: change(now.value) };
}
