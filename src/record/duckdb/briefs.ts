/** Briefs that people keep: each saving, deletion and taking back is a row, and the last one of an id counts. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { briefId } from '../ids.js';
import type { SavedBrief } from '../store.js';
import type { Engine } from './engine.js';
import { appendTo, idList, nextOf, uuid } from './write.js';

const COLUMNS = `replace(id::VARCHAR, '-', '') AS id, name, actor, body, person, instant`;

function briefOf(row: Record<string, unknown>): SavedBrief {
  const field = (name: string): string => String(row[name]);
  return { id: field('id'), name: field('name'), actor: field('actor'), body: field('body'), person: field('person'), at: field('instant') };
}

/** The last row of a brief, and whether it was deleted by it. */
async function last(connection: DuckDBConnection, id: string): Promise<{ brief: SavedBrief; deleted: boolean } | null> {
  const rows = await connection.runAndReadAll(`SELECT ${COLUMNS}, deleted FROM saved_brief WHERE id IN (${idList([id])}) ORDER BY seq DESC LIMIT 1`);
  const [row] = rows.getRowObjectsJS();
  return row ? { brief: briefOf(row), deleted: row.deleted === true } : null;
}

async function append(connection: DuckDBConnection, { id, name, actor, body, person, at }: SavedBrief, deleted: boolean): Promise<void> {
  const seq = await nextOf(connection, 'saved_brief', 'seq');
  await appendTo(connection, 'saved_brief', (appender) => {
    appender.appendBigInt(BigInt(seq));
    appender.appendUUID(uuid(id));
    appender.appendBoolean(deleted);
    for (const text of [name, actor, body, person, at]) appender.appendVarchar(text);
    appender.endRow();
  });
}

/** Keeps a brief inside a transaction. */
export async function saveBrief(connection: DuckDBConnection, brief: Omit<SavedBrief, 'id' | 'at'>): Promise<SavedBrief> {
  const id = briefId(brief);
  const there = await last(connection, id);
  if (there && !there.deleted) return there.brief;
  const saved = { ...brief, id, at: new Date().toISOString() };
  await append(connection, saved, false);
  return saved;
}

/** Takes a brief from the list, or puts one back that was taken from it. */
export async function setBriefDeleted(connection: DuckDBConnection, id: string, deleted: boolean, person: string): Promise<boolean> {
  const there = await last(connection, id);
  if (!there || there.deleted === deleted) return false;
  // Put back, it is again whose it was.
  const [first] = (await connection.runAndReadAll(`SELECT ${COLUMNS} FROM saved_brief WHERE id IN (${idList([id])}) AND NOT deleted ORDER BY seq LIMIT 1`)).getRowObjectsJS();
  await append(connection, deleted ? { ...there.brief, person, at: new Date().toISOString() } : briefOf(first!), deleted);
  return true;
}

export async function savedBriefs(engine: Engine): Promise<SavedBrief[]> {
  const rows = await engine.rows(`SELECT ${COLUMNS} FROM saved_brief QUALIFY row_number() OVER (PARTITION BY id ORDER BY seq DESC) = 1 AND NOT deleted ORDER BY instant DESC, seq DESC`);
  return rows.map(briefOf);
}
