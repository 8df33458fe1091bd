/** Pages of a list that was made whole: the cursor is the key of the last row, so that rows before it may come and go. */
import { HttpProblem } from './problem.js';

export interface PageQuery {
  limit: number;
  after?: string | undefined;
}

/** The rows after a cursor, and the cursor of what comes after them; null at the end. @throws HttpProblem on a cursor that is none of the list's. */
export function pageOf<T>(rows: readonly T[], { limit, after }: PageQuery, keyOf: (row: T) => string): { rows: T[]; next: string | null } {
  const place = after === undefined ? -1 : rows.findIndex((row) => keyOf(row) === after);
  if (after !== undefined && place < 0) throw new HttpProblem(400, `after: found "${after.slice(0, 40)}", expected the "next" of an earlier page of the same list.`);
  const shown = rows.slice(place + 1, place + 1 + limit);
  const last = shown.at(-1);
  return { rows: shown, next: last !== undefined && place + 1 + limit < rows.length ? keyOf(last) : null };
}
