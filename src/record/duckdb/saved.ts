/** What people keep under names: each saving, deletion and putting back is a row, and the last one of an id counts. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { briefId, searchId } from '../ids.js';
import type { SavedBrief, SavedSearch } from '../store.js';
import type { Engine } from './engine.js';
import { appendTo, idList, nextOf, uuid } from './write.js';

type Kept = SavedSearch | SavedBrief;

/** A kind of what is kept: its table, and the columns that only it has (between the name and the person). */
interface Kind<T extends Kept> {
  table: string;
  own: readonly Exclude<keyof T, 'id' | 'name' | 'person' | 'at'>[];
  idOf(thing: Omit<T, 'id' | 'at'>): string;
}

export const SEARCHES: Kind<SavedSearch> = { table: 'saved_search', own: ['list', 'query'], idOf: searchId };
export const BRIEFS: Kind<SavedBrief> = { table: 'saved_brief', own: ['actor', 'body'], idOf: briefId };

const columns = <T extends Kept>({ own }: Kind<T>): string => `replace(id::VARCHAR, '-', '') AS id, name, ${own.join(', ')}, person, instant AS at`;

function thingOf<T extends Kept>({ own }: Kind<T>, row: Record<string, unknown>): T {
  return Object.fromEntries(['id', 'name', ...own, 'person', 'at'].map((field) => [field, String(row[field as string])])) as unknown as T;
}

/** The last row of an id, and whether it was deleted by it. */
async function last<T extends Kept>(connection: DuckDBConnection, kind: Kind<T>, id: string): Promise<{ thing: T; deleted: boolean } | null> {
  const rows = await connection.runAndReadAll(`SELECT ${columns(kind)}, deleted FROM ${kind.table} WHERE id IN (${idList([id])}) ORDER BY seq DESC LIMIT 1`);
  const [row] = rows.getRowObjectsJS();
  return row ? { thing: thingOf(kind, row), deleted: row.deleted === true } : null;
}

async function append<T extends Kept>(connection: DuckDBConnection, { table, own }: Kind<T>, thing: T, deleted: boolean): Promise<void> {
  const seq = await nextOf(connection, table, 'seq');
  await appendTo(connection, table, (appender) => {
    appender.appendBigInt(BigInt(seq));
    appender.appendUUID(uuid(thing.id));
    appender.appendBoolean(deleted);
    for (const text of [thing.name, ...own.map((field) => String(thing[field])), thing.person, thing.at]) appender.appendVarchar(text);
    appender.endRow();
  });
}

/** Keeps a thing inside a transaction; one that is kept already stays as it is. */
export async function save<T extends Kept>(connection: DuckDBConnection, kind: Kind<T>, thing: Omit<T, 'id' | 'at'>): Promise<T> {
  const id = kind.idOf(thing);
  const there = await last(connection, kind, id);
  if (there && !there.deleted) return there.thing;
  const saved = { ...thing, id, at: new Date().toISOString() } as unknown as T;
  await append(connection, kind, saved, false);
  return saved;
}

/** Takes a thing from the list, or puts one back that was taken from it; false where that is so already. */
export async function setDeleted<T extends Kept>(connection: DuckDBConnection, kind: Kind<T>, id: string, deleted: boolean, person: string): Promise<boolean> {
  const there = await last(connection, kind, id);
  if (!there || there.deleted === deleted) return false;
  // Put back, it is again whose it was.
  const [first] = (await connection.runAndReadAll(`SELECT ${columns(kind)} FROM ${kind.table} WHERE id IN (${idList([id])}) AND NOT deleted ORDER BY seq LIMIT 1`)).getRowObjectsJS();
  await append(connection, kind, deleted ? { ...there.thing, person, at: new Date().toISOString() } : thingOf(kind, first!), deleted);
  return true;
}

/** What is kept, the newest first. */
export async function saved<T extends Kept>(engine: Engine, kind: Kind<T>): Promise<T[]> {
  const rows = await engine.rows(`SELECT ${columns(kind)} FROM ${kind.table} QUALIFY row_number() OVER (PARTITION BY id ORDER BY seq DESC) = 1 AND NOT deleted ORDER BY instant DESC, seq DESC`);
  return rows.map((row) => thingOf(kind, row));
}
