/** Columns by name, however a file writes the names. */
import { Unreadable } from '../types.js';
import type { Rows } from './rows.js';

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '');

/** The place of each column that is asked for, under any of its names; null where an optional one is missing. */
export function columnsOf<Name extends string>(rows: Rows, wanted: Record<Name, { names: string[]; optional?: boolean }>): Record<Name, number | null> {
  const header = Array.from({ length: rows.columns }, (_, i) => plain(rows.field(i).replace(/^\uFEFF/, '')));
  const places = {} as Record<Name, number | null>;
  for (const [name, { names, optional }] of Object.entries(wanted) as [Name, { names: string[]; optional?: boolean }][]) {
    const place = names.map((each) => header.indexOf(plain(each))).find((found) => found >= 0) ?? null;
    if (place === null && !optional) {
      throw new Unreadable({ place: 'line 1', found: `no column "${names[0]}"`, expected: `one of that name (or ${names.slice(1).map((each) => `"${each}"`).join(', ') || 'no other'})`, advice: 'Name the columns in the first line, apart by tabs.' });
    }
    places[name] = place;
  }
  return places;
}
