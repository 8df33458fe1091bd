/** Work that was asked for, as it ended: a bounded list. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { KeptJob } from '../store.js';
import type { Engine } from './engine.js';
import { appendTo, nextOf } from './write.js';

/** Jobs that are kept; of older ones the audit log still says who asked for what. */
const KEPT = 100;

/** Writes a job down, in the place of what was written of it before, inside a transaction. */
export async function keepJob(connection: DuckDBConnection, { id, body }: KeptJob): Promise<void> {
  const seq = await nextOf(connection, 'job', 'seq');
  await connection.run(`DELETE FROM job WHERE id = $id OR seq <= ${seq - KEPT}`, { id });
  await appendTo(connection, 'job', (appender) => {
    appender.appendBigInt(BigInt(seq));
    appender.appendVarchar(id);
    appender.appendVarchar(body);
    appender.endRow();
  });
}

/** Jobs that are kept, in the order of their last change. */
export async function jobs(engine: Engine): Promise<KeptJob[]> {
  return (await engine.rows(`SELECT id, body FROM job ORDER BY seq DESC LIMIT ${KEPT}`)).reverse().map((row) => ({ id: String(row.id), body: String(row.body) }));
}
