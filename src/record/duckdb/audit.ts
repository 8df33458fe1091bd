/** The audit log: appended only. Judgements are shown among its entries from where they are kept, not kept twice. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { AuditEntry, AuditFilter, Page } from '../store.js';
import { after, writeCursor } from './cursor.js';
import type { Engine } from './engine.js';
import { instantOf, limitOf } from './period.js';
import { appendTo, nextOf } from './write.js';

/** Appends an entry inside a transaction. */
export async function appendAudit(connection: DuckDBConnection, entry: Omit<AuditEntry, 'id' | 'at' | 'documentId'>): Promise<void> {
  const seq = await nextOf(connection, 'audit', 'seq');
  await appendTo(connection, 'audit', (appender) => {
    appender.appendBigInt(BigInt(seq));
    for (const text of [new Date().toISOString(), entry.person, entry.role, entry.kind, entry.target, entry.detail, entry.address]) appender.appendVarchar(text);
    appender.endRow();
  });
}

/** Milliseconds since 1970 of an ISO instant. */
const INSTANT = `epoch_ms(try_cast(instant AS TIMESTAMP))::DOUBLE`;

/** Numbers are even for entries of the log and odd for judgements, so that both have an order among them. */
const ENTRIES = `(
  SELECT 2 * seq::DOUBLE AS n, 'a' || seq AS id, instant, person, role, kind, target, detail, address, '' AS document FROM audit
  UNION ALL
  SELECT 2 * seq::DOUBLE + 1, 'j' || seq, instant, CASE WHEN judge = '' THEN 'local' ELSE judge END, '', 'judgement', target_kind || ' ' || replace(target::VARCHAR, '-', ''),
    verdict || CASE WHEN note = '' THEN '' ELSE ': ' || note END, '', replace(document.id::VARCHAR, '-', '') FROM judgement JOIN document USING (doc))`;

export async function audit(engine: Engine, filter: AuditFilter): Promise<Page<AuditEntry>> {
  const limit = limitOf(filter.limit, 100);
  const where = [after(filter.after, 'key', 'DESC', 'n')];
  const values: Record<string, string> = {};
  const given = (name: 'person' | 'kind' | 'from' | 'to', condition: string): void => {
    const value = filter[name];
    if (value === undefined || value === '') return;
    where.push(condition);
    values[name] = value;
  };
  given('person', 'person = $person');
  given('kind', 'kind = $kind');
  given('from', 'instant >= $from');
  given('to', 'instant < $to');
  if (filter.since !== undefined) where.push(`key >= ${instantOf(filter.since)}`);
  const rows = await engine.rows(
    `SELECT * FROM (SELECT *, ${INSTANT} AS key FROM ${ENTRIES}) WHERE ${where.join(' AND ')} ORDER BY key DESC NULLS LAST, n LIMIT ${limit + 1}`, values,
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const field = (row: Record<string, unknown>, name: string): string => String(row[name]);
  return {
    rows: shown.map((row) => ({
      id: field(row, 'id'), at: field(row, 'instant'), person: field(row, 'person'), role: field(row, 'role'), kind: field(row, 'kind'), target: field(row, 'target'),
      detail: field(row, 'detail'), address: field(row, 'address'), documentId: field(row, 'document'),
    })),
    next: rows.length > limit && last ? writeCursor([last.key as number | null, Number(last.n)]) : null,
  };
}

/** Everybody who is in the log, by name. */
export async function auditedPeople(engine: Engine): Promise<string[]> {
  const rows = await engine.rows(`SELECT DISTINCT person FROM ${ENTRIES} WHERE person <> '' ORDER BY person`);
  return rows.map((row) => String(row.person));
}
