/** Trained rankers and who put which of them to use. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { RecordError } from '../errors.js';
import type { KeptRanker, RankerUse, Rankers } from '../rankers.js';
import type { Engine } from './engine.js';
import { appendTo, nextOf } from './write.js';

/** Keeps a ranker inside a transaction; one of the same version is the same ranker, and stays. */
export async function keepRanker(connection: DuckDBConnection, { version, person, report, bytes }: Omit<KeptRanker, 'at'> & { bytes: Uint8Array }): Promise<void> {
  const found = await connection.runAndReadAll('SELECT 1 FROM ranker WHERE version = $version', { version });
  if (found.currentRowCount > 0) return;
  const seq = await nextOf(connection, 'ranker', 'seq');
  await appendTo(connection, 'ranker', (appender) => {
    appender.appendBigInt(BigInt(seq));
    for (const text of [version, new Date().toISOString(), person, report]) appender.appendVarchar(text);
    appender.appendBlob(bytes);
    appender.endRow();
  });
}

/** Appends who wants which ranker used, inside a transaction; "" is the package's own. */
export async function useRanker(connection: DuckDBConnection, { version, person }: Omit<RankerUse, 'at'>): Promise<void> {
  if (version !== '') {
    const found = await connection.runAndReadAll('SELECT 1 FROM ranker WHERE version = $version', { version });
    if (found.currentRowCount === 0) throw new RecordError('not-found', `No ranker of version "${version}" was kept in this record; train one first.`);
  }
  const seq = await nextOf(connection, 'ranker_use', 'seq');
  await appendTo(connection, 'ranker_use', (appender) => {
    appender.appendBigInt(BigInt(seq));
    for (const text of [version, new Date().toISOString(), person]) appender.appendVarchar(text);
    appender.endRow();
  });
}

export async function rankers(engine: Engine): Promise<Rankers> {
  const [kept, uses] = await Promise.all([
    engine.rows('SELECT version, instant, person, report FROM ranker ORDER BY seq DESC'),
    engine.rows('SELECT version, instant, person FROM ranker_use ORDER BY seq'),
  ]);
  return {
    kept: kept.map((row) => ({ version: String(row.version), at: String(row.instant), person: String(row.person), report: String(row.report) })),
    uses: uses.map((row) => ({ version: String(row.version), at: String(row.instant), person: String(row.person) })),
  };
}

/** The bytes of the ranker that is in use; null where that is the package's own. */
export async function rankerInUse(engine: Engine): Promise<Uint8Array | null> {
  const [row] = await engine.rows(
    `SELECT bytes FROM ranker JOIN (SELECT version FROM ranker_use ORDER BY seq DESC LIMIT 1) AS last USING (version)`,
  );
  return row ? bytesOf(row.bytes) : null;
}

function bytesOf(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return new Uint8Array(value);
  return new Uint8Array((value as { bytes: Uint8Array }).bytes);
}
