/** Decisions about who is who: appended, and the rows of what they concern made anew, as it counts now. */
import { INTEGER, LIST, type DuckDBConnection } from '@duckdb/node-api';
import { actorChangeId, checkDecision, countedAs, overlayOf, type ActorChange, type ActorDecision } from '../actors.js';
import { RecordError } from '../errors.js';
import { judged } from '../judgements.js';
import type { Event, Forecast, Statement } from '../schema.js';
import type { Codes } from './codes.js';
import { mentionsOf } from './counted.js';
import { appendDyads, wordsOf } from './dyads.js';
import type { Engine } from './engine.js';
import { codedOf, JUDGEMENT_COLUMNS, judgementOf } from './rows.js';
import { appendTo, nextOf, touch, uuid } from './write.js';

/** Events made anew at a time. */
const PORTION = 20_000;
const COLUMNS = `replace(id::VARCHAR, '-', '') AS id, decision, note, judge, instant`;

function changeOf(row: Record<string, unknown>): ActorChange {
  return { id: String(row.id), decision: JSON.parse(String(row.decision)) as ActorDecision, note: String(row.note), judge: String(row.judge), at: String(row.instant) };
}

/** Every decision ever made, in the order of making. */
export async function readChanges(engine: Engine): Promise<ActorChange[]> {
  return (await engine.rows(`SELECT ${COLUMNS} FROM actor_change ORDER BY seq`)).map(changeOf);
}

/** Appends a decision inside a transaction. */
export async function appendChange(connection: DuckDBConnection, codes: Codes, input: Omit<ActorChange, 'id'>): Promise<ActorChange> {
  const earlier = (await connection.runAndReadAll(`SELECT ${COLUMNS} FROM actor_change ORDER BY seq`)).getRowObjectsJS().map(changeOf);
  checkDecision(input.decision, earlier);
  const change: ActorChange = { ...input, id: actorChangeId(input) };
  if (earlier.some(({ id }) => id === change.id)) throw new RecordError('invalid', 'The same was decided by the same person at the same instant already.');
  const seq = await nextOf(connection, 'actor_change', 'seq');
  await appendTo(connection, 'actor_change', (appender) => {
    appender.appendBigInt(BigInt(seq));
    appender.appendUUID(uuid(change.id));
    for (const text of [JSON.stringify(change.decision), change.note, change.judge, change.at]) appender.appendVarchar(text);
    appender.endRow();
  });
  const before = overlayOf(earlier).merged;
  const now = overlayOf([...earlier, change]).merged;
  const moved = [...new Set([...before.keys(), ...now.keys()])].filter((code) => countedAs(before, code) !== countedAs(now, code));
  if (moved.length === 0) return change;
  // One decision moves all that count as one actor, or that did before they were merged into it, to one other.
  const [from, to] = [countedAs(before, moved[0]!), countedAs(now, moved[0]!)];
  const old = codes.find(from);
  codes.merge(now);
  await codes.ensure(connection, moved);
  if (old < 0) return change;
  const sides = new Set([from, to]);
  const staying = [...new Set([from, to, ...before.keys(), ...now.keys()])].filter((code) => !moved.includes(code) && (sides.has(countedAs(before, code)) || sides.has(countedAs(now, code))));
  const docs = new Set<number>();
  await moveEvents(connection, moved, staying, old, codes.find(to), docs);
  await countEventsAnew(connection, codes, new Set(moved), old, docs);
  for (const table of ['statement', 'forecast'] as const) await countSaidAnew(connection, codes, table, moved, old, docs);
  await touch(connection, [...docs]);
  return change;
}

/** The condition that a coding's body names one of some codes. */
const names = (codes: Iterable<string>): string => [...codes].map((code) => `contains(body, '${JSON.stringify({ code }).slice(1, -1).replaceAll("'", "''")}')`).join(' OR ');

/** Where an event names nobody else who counts as the one or the other, and was not judged, its rows are the same under another number. */
async function moveEvents(connection: DuckDBConnection, moved: readonly string[], staying: readonly string[], old: number, fresh: number, docs: Set<number>): Promise<void> {
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE moving AS SELECT n, doc FROM event WHERE n IN (SELECT event FROM dyad WHERE actor = ${old} OR recipient = ${old})
       AND (${names(moved)}) AND NOT (${staying.length === 0 ? 'false' : names(staying)}) AND id NOT IN (SELECT target FROM attachment WHERE target IS NOT NULL)`,
  );
  await connection.run(
    `UPDATE dyad SET actor = CASE WHEN actor = ${old} THEN ${fresh} ELSE actor END, recipient = CASE WHEN recipient = ${old} THEN ${fresh} ELSE recipient END
     WHERE event IN (SELECT n FROM temp.moving) AND (actor = ${old} OR recipient = ${old})`,
  );
  for (const row of (await connection.runAndReadAll('SELECT DISTINCT doc FROM temp.moving')).getRowObjectsJS()) docs.add(Number(row.doc));
  await connection.run('DROP TABLE temp.moving');
}

async function countEventsAnew(connection: DuckDBConnection, codes: Codes, moved: ReadonlySet<string>, old: number, docs: Set<number>): Promise<void> {
  // A correction may name a code that the coding itself does not: what was judged is looked at whatever its body says.
  const found = await connection.runAndReadAll(
    `SELECT n::DOUBLE AS n, doc FROM event WHERE n IN (SELECT event FROM dyad WHERE actor = ${old} OR recipient = ${old})
       AND (${names(moved)} OR id IN (SELECT target FROM attachment WHERE target IS NOT NULL)) ORDER BY n`,
  );
  const all = found.getRowObjectsJS().map((row) => Number(row.n));
  for (let start = 0; start < all.length; start += PORTION) {
    const list = all.slice(start, start + PORTION).join(',');
    const judgements = (await connection.runAndReadAll(
      `SELECT ${JUDGEMENT_COLUMNS}, replace(attachment.target::VARCHAR, '-', '') AS current FROM attachment JOIN judgement ON seq = attachment.judgement JOIN document ON document.doc = judgement.doc
       WHERE attachment.target IN (SELECT id FROM event WHERE n IN (${list})) ORDER BY seq`,
    )).getRowObjectsJS().map((row) => ({ current: String(row.current), judgement: judgementOf(row) }));
    const rows = (await connection.runAndReadAll(
      `SELECT n::DOUBLE AS n, doc, replace(event.id::VARCHAR, '-', '') AS id, replace(document.id::VARCHAR, '-', '') AS document, coder, body
       FROM event JOIN document USING (doc) JOIN coding USING (doc) WHERE n IN (${list}) ORDER BY n`,
    )).getRowObjectsJS();
    const anew = rows.flatMap((row) => {
      const coded = codedOf<Event>(row);
      const now = judged(coded, judgements.filter(({ current }) => current === coded.id).map(({ judgement }) => judgement));
      return mentionsOf(now.value).some(({ code }) => moved.has(code)) ? [{ n: Number(row.n), doc: Number(row.doc), now }] : [];
    });
    if (anew.length === 0) continue;
    await codes.ensure(connection, anew.flatMap(({ now }) => wordsOf(now.value)));
    await connection.run(`DELETE FROM dyad WHERE event IN (${anew.map(({ n }) => n).join(',')})`);
    await appendTo(connection, 'dyad', (appender) => {
      for (const { n, doc, now } of anew) appendDyads(appender, n, doc, now, codes);
    });
    for (const { doc } of anew) docs.add(doc);
  }
}

async function countSaidAnew(connection: DuckDBConnection, codes: Codes, table: 'statement' | 'forecast', moved: readonly string[], old: number, docs: Set<number>): Promise<void> {
  const speaker = table === 'statement' ? 'speaker' : 'forecaster';
  const rows = (await connection.runAndReadAll(
    `SELECT n::DOUBLE AS n, doc, replace(id::VARCHAR, '-', '') AS id, '' AS document, '' AS coder, body FROM ${table}
     WHERE (${speaker} = ${old} OR list_contains(about, ${old})) AND (${names(moved)})`,
  )).getRowObjectsJS();
  if (rows.length === 0) return;
  await connection.run('CREATE OR REPLACE TEMP TABLE said_anew (n BIGINT, speaker INTEGER, about INTEGER[])');
  const appender = await connection.createAppender('said_anew', 'main', 'temp');
  for (const row of rows) {
    const said = codedOf<Statement | Forecast>(row);
    const who = 'speaker' in said ? said.speaker : said.forecaster;
    appender.appendBigInt(BigInt(Number(row.n)));
    appender.appendInteger(codes.actor(who?.code ?? ''));
    appender.appendList([...new Set(said.about.map((mention) => codes.actor(mention.code)))].filter((n) => n > 0), LIST(INTEGER));
    appender.endRow();
    docs.add(Number(row.doc));
  }
  appender.closeSync();
  await connection.run(`UPDATE ${table} SET ${speaker} = anew.speaker, about = anew.about FROM temp.said_anew AS anew WHERE anew.n = ${table}.n`);
  await connection.run('DROP TABLE temp.said_anew');
}
