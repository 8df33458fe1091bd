/** The review queue: what nobody has judged, most doubtful first. Its place is a cursor, which the address carries. */
import type { EventPage } from '../../server/api/schemas.js';
import { ask, queryOf } from './api.js';

/** Said in the address when nothing comes after. */
const END = 'end';

/** The address of the next event to review after a cursor ("" for the first), or null when there is none. */
export async function nextInQueue(after: string): Promise<string | null> {
  if (after === END) return null;
  const { rows, next } = await ask<EventPage>(`/events${queryOf({ judged: '0', order: 'doubtful', limit: 1, after })}`);
  const [row] = rows;
  return row ? `/document/${row.event.documentId}${queryOf({ item: row.event.id, queue: next ?? END })}` : null;
}
