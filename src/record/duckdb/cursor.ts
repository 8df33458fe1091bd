/** Cursors of pages: where the last page ended, opaque to the caller. */
import { RecordError } from '../errors.js';

/** The sort key of the last row (null: it had none) and its number. */
export type Place = [number | null, number];

export function writeCursor(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

export function readCursor(cursor: string): Place {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(value) && value.length === 2 && (value[0] === null || typeof value[0] === 'number') && typeof value[1] === 'number') return value as Place;
  } catch {
    // Said below: whatever it was, it is no cursor of ours.
  }
  throw new RecordError('invalid', `Field after: found "${cursor.slice(0, 40)}", expected the "next" of an earlier page.`);
}

/** The condition that a row comes after a place, for rows sorted by a key (rows without one last) and then by number. */
export function after(cursor: string | undefined, key: string, order: 'ASC' | 'DESC', number: string): string {
  if (cursor === undefined) return 'true';
  const [value, n] = readCursor(cursor);
  if (value === null) return `(${key} IS NULL AND ${number} > ${n})`;
  return `(${key} ${order === 'ASC' ? '>' : '<'} ${value} OR (${key} = ${value} AND ${number} > ${n}) OR ${key} IS NULL)`;
}
