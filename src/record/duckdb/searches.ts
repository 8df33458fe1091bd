/** Searches that people gave names to: each saving and each deletion is a row, and the last one of an id counts. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { searchId } from '../ids.js';
import type { SavedSearch } from '../store.js';
import type { Engine } from './engine.js';
import { appendTo, idList, nextOf, uuid } from './write.js';

const COLUMNS = `replace(id::VARCHAR, '-', '') AS id, name, list, query, person, instant`;

function searchOf(row: Record<string, unknown>): SavedSearch {
  const field = (name: string): string => String(row[name]);
  return { id: field('id'), name: field('name'), list: field('list') as SavedSearch['list'], query: field('query'), person: field('person'), at: field('instant') };
}

async function standing(connection: DuckDBConnection, id: string): Promise<SavedSearch | null> {
  const rows = await connection.runAndReadAll(`SELECT ${COLUMNS}, deleted FROM saved_search WHERE id IN (${idList([id])}) ORDER BY seq DESC LIMIT 1`);
  const [row] = rows.getRowObjectsJS();
  return row && row.deleted !== true ? searchOf(row) : null;
}

async function append(connection: DuckDBConnection, { id, name, list, query, person, at }: SavedSearch, deleted: boolean): Promise<void> {
  const seq = await nextOf(connection, 'saved_search', 'seq');
  await appendTo(connection, 'saved_search', (appender) => {
    appender.appendBigInt(BigInt(seq));
    appender.appendUUID(uuid(id));
    appender.appendBoolean(deleted);
    for (const text of [name, list, query, person, at]) appender.appendVarchar(text);
    appender.endRow();
  });
}

/** Keeps a search inside a transaction. */
export async function saveSearch(connection: DuckDBConnection, search: Omit<SavedSearch, 'id' | 'at'>): Promise<SavedSearch> {
  const id = searchId(search);
  const there = await standing(connection, id);
  if (there) return there;
  const saved = { ...search, id, at: new Date().toISOString() };
  await append(connection, saved, false);
  return saved;
}

export async function deleteSearch(connection: DuckDBConnection, id: string, person: string): Promise<boolean> {
  const there = await standing(connection, id);
  if (!there) return false;
  await append(connection, { ...there, person, at: new Date().toISOString() }, true);
  return true;
}

export async function savedSearches(engine: Engine): Promise<SavedSearch[]> {
  const rows = await engine.rows(`SELECT ${COLUMNS} FROM saved_search QUALIFY row_number() OVER (PARTITION BY id ORDER BY seq DESC) = 1 AND NOT deleted ORDER BY seq DESC`);
  return rows.map(searchOf);
}
