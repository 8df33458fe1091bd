/** Periods of time as conditions. */
import { daysOf } from '../dates.js';
import { RecordError } from '../errors.js';
import type { Period } from '../store.js';

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

/** A date column as days since 1970-01-01. */
export const days = (column: string): string => `(${column} - DATE '1970-01-01')::INTEGER`;

/** A limit, or the default where there is none. */
export function limitOf(limit: number | undefined, otherwise: number): number {
  if (limit === undefined) return otherwise;
  if (!Number.isInteger(limit) || limit < 1) throw new RecordError('invalid', `Field limit: found ${limit}, expected a whole number from 1 up.`);
  return limit;
}
