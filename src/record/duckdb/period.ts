/** Periods of time as conditions. */
import { daysOf } from '../dates.js';
import { RecordError } from '../errors.js';
import type { Period, Since } from '../store.js';

/** The condition that a date column lies in a period; a row with no date lies in none. */
export function within(period: Period, column = 'day'): string {
  const parts: string[] = [];
  for (const [field, sign] of [['from', '>='], ['to', '<']] as const) {
    const date = period[field];
    if (date === undefined || date === '') continue;
    if (daysOf(date) === null) throw new RecordError('invalid', `Field ${field}: found "${date}", expected a date as YYYY-MM-DD.`);
    parts.push(`${column} ${sign} DATE '${date}'`);
  }
  return parts.length > 0 ? parts.join(' AND ') : 'true';
}

/** An ISO instant as milliseconds since 1970. */
export function instantOf(text: string): number {
  const instant = Date.parse(text);
  if (Number.isNaN(instant)) throw new RecordError('invalid', `Field updated_since: found "${text.slice(0, 40)}", expected an instant such as 2024-05-01T12:00:00Z.`);
  return instant;
}

const JUDGED_AT = `epoch_ms(try_cast(judgement.instant AS TIMESTAMP))`;

/** The condition that a document was added, coded anew, or something in it judged, at an instant or after. */
export function documentsSince({ updatedSince }: Since, doc = 'doc'): string {
  if (updatedSince === undefined) return 'true';
  const instant = instantOf(updatedSince);
  return `(${doc} IN (SELECT touched.doc FROM touched WHERE touched.instant >= ${instant}) OR ${doc} IN (SELECT judgement.doc FROM judgement WHERE ${JUDGED_AT} >= ${instant}))`;
}

/** The same of an event, statement or forecast: its document was added or coded anew, or it was judged itself. */
export function codingsSince({ updatedSince }: Since, table: 'event' | 'statement' | 'forecast', n: string, doc = 'doc'): string {
  if (updatedSince === undefined) return 'true';
  const instant = instantOf(updatedSince);
  return `(${doc} IN (SELECT touched.doc FROM touched WHERE touched.instant >= ${instant})
    OR ${n} IN (SELECT judged.n FROM ${table} AS judged JOIN attachment ON attachment.target = judged.id JOIN judgement ON judgement.seq = attachment.judgement WHERE ${JUDGED_AT} >= ${instant}))`;
}

/** A date column as days since 1970-01-01. */
export const days = (column: string): string => `(${column} - DATE '1970-01-01')::INTEGER`;

/** A limit, or the default where there is none. */
export function limitOf(limit: number | undefined, otherwise: number): number {
  if (limit === undefined) return otherwise;
  if (!Number.isInteger(limit) || limit < 1) throw new RecordError('invalid', `Field limit: found ${limit}, expected a whole number from 1 up.`);
  return limit;
}
