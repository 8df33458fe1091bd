/** What is remembered of the feeds that are watched. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { contentHash } from '../ids.js';
import type { FeedOutcome, FeedRow, FeedState } from '../store.js';
import type { Engine } from './engine.js';
import { appendTo, idList, uuid } from './write.js';

const itemId = (feed: string, item: string): string => contentHash('item', [feed, item]);

export async function feedState(engine: Engine, url: string): Promise<FeedState | null> {
  const [row] = await engine.rows('SELECT * FROM feed WHERE url = $url', { url });
  return row ? { url, etag: String(row.etag), lastModified: String(row.last_modified), nextAt: Number(row.next_at), failures: Number(row.failures) } : null;
}

/** Writes down how a feed stands, with the items that were taken, inside a transaction. */
export async function keepFeed(connection: DuckDBConnection, state: FeedState, items: string[], outcome: FeedOutcome): Promise<void> {
  const [earlier] = (await connection.runAndReadAll('SELECT items, followed FROM feed WHERE url = $url', { url: state.url })).getRowObjectsJS();
  const taken = Number(earlier?.items ?? 0) + items.length;
  await connection.run('DELETE FROM feed WHERE url = $url', { url: state.url });
  await appendTo(connection, 'feed', (appender) => {
    for (const text of [state.url, state.etag, state.lastModified]) appender.appendVarchar(text);
    appender.appendDouble(state.nextAt);
    appender.appendInteger(state.failures);
    appender.appendDouble(Date.now());
    appender.appendInteger(taken);
    appender.appendBoolean(earlier?.followed !== false);
    appender.appendVarchar(JSON.stringify(outcome));
    appender.endRow();
  });
  await appendTo(connection, 'feed_item', (appender) => {
    for (const item of items) {
      appender.appendUUID(uuid(itemId(state.url, item)));
      appender.endRow();
    }
  });
}

/** Begins or ends following a feed, inside a transaction; false where it is not there. */
export async function followFeed(connection: DuckDBConnection, url: string, followed: boolean): Promise<boolean> {
  return (await connection.runAndReadAll(`UPDATE feed SET followed = ${followed} WHERE url = $url RETURNING url`, { url })).currentRowCount > 0;
}

/** Every feed that was ever asked, by its address. */
export async function feeds(engine: Engine): Promise<FeedRow[]> {
  const rows = await engine.rows('SELECT * FROM feed ORDER BY url');
  const instant = (value: unknown): string | null => (value === null || value === undefined || Number(value) <= 0 ? null : new Date(Number(value)).toISOString());
  return rows.map((row) => ({
    url: String(row.url), items: Number(row.items), failures: Number(row.failures), polledAt: instant(row.polled_at), nextAt: instant(row.next_at), followed: row.followed !== false,
    last: row.outcome ? (JSON.parse(String(row.outcome)) as FeedOutcome) : null,
  }));
}

/** Which of a feed's items were taken before. */
export async function takenItems(engine: Engine, feed: string, items: string[]): Promise<Set<string>> {
  const byId = new Map(items.map((item) => [itemId(feed, item), item]));
  const rows = await engine.rows(`SELECT replace(id::VARCHAR, '-', '') AS id FROM feed_item WHERE id IN (${idList([...byId.keys()])})`);
  return new Set(rows.map((row) => byId.get(String(row.id))!));
}
