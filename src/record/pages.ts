/** Lists are handed out by pages; who needs the whole list turns them one after the other. */
import type { Page } from './store.js';

/** All rows of a list. @param page asks for one page: the first, or what comes after a cursor */
export async function allPages<T>(page: (cursor: { after?: string }) => Promise<Page<T>>): Promise<T[]> {
  const rows: T[] = [];
  for (let cursor: { after?: string } = {}; ; ) {
    const { rows: more, next } = await page(cursor);
    rows.push(...more);
    if (next === null) return rows;
    cursor = { after: next };
  }
}
