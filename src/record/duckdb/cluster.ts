/**
 * Keeping the `dyad` table in the order that it is asked in. DuckDB keeps the least and greatest value of each column for
 * every 122,880 rows and skips those that a question rules out: sorted by actor and recipient, a dyad of ten million rows
 * is read from a few of them. New rows go to the end; once that unsorted tail has grown to a fifth of the table it is
 * sorted in, so that all the sorting ever done is a few times the size of the table.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Engine } from './engine.js';

const SMALLEST_TAIL = 500_000;
const LARGEST_SHARE = 0.2;

/** Sorts the table when its tail is long enough. Gives whether it did. */
export async function clusterIfNeeded(engine: Engine): Promise<boolean> {
  const [row] = await engine.rows('SELECT (SELECT count(*) FROM dyad)::DOUBLE AS total, (SELECT rows FROM clustered)::DOUBLE AS sorted');
  const total = Number(row!.total);
  const tail = total - Number(row!.sorted);
  if (tail < SMALLEST_TAIL || tail < total * LARGEST_SHARE) return false;
  await cluster(engine);
  return true;
}

/** Sorts the table, in one transaction. */
export async function cluster(engine: Engine): Promise<void> {
  await engine.write(async (connection: DuckDBConnection) => {
    await connection.run('CREATE TABLE sorted_dyad AS SELECT * FROM dyad ORDER BY actor, recipient, day, event');
    await connection.run('DROP TABLE dyad');
    await connection.run('ALTER TABLE sorted_dyad RENAME TO dyad');
    await connection.run('UPDATE clustered SET rows = (SELECT count(*) FROM dyad)');
  });
}
