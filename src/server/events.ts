/** Pages of events, narrowed by what the store's own filter does not know of. */
import { nextPeriod } from '../analysis/desk.js';
import { isDeed } from '../record/deeds.js';
import type { EventFilter, EventRow, Page, Store } from '../record/store.js';

/** From fine to coarse. */
export const PRECISIONS = ['day', 'week', 'month', 'quarter', 'year'] as const;

export interface Narrowing {
  /** Only what happened, as the series count it. */
  deeds?: boolean;
  /** Only events dated at least this finely. */
  unit?: (typeof PRECISIONS)[number] | undefined;
  /** Only events that lie in the filter's period wherever in their own month or year they lie. */
  whole?: boolean;
}

type Filter = EventFilter & { limit: number };

function isWanted({ event, judged }: EventRow, { deeds, unit, whole }: Narrowing, to: string | undefined): boolean {
  if (deeds && !isDeed(event, judged)) return false;
  const precision = event.datePrecision === 'unknown' ? Infinity : PRECISIONS.indexOf(event.datePrecision);
  if (unit && precision > PRECISIONS.indexOf(unit)) return false;
  if (!whole) return true;
  return event.datePrecision !== 'unknown' && (!to || nextPeriod(event.date, event.datePrecision) <= to);
}

/** A page of events. The store's pages hold wanted and unwanted alike: goes on until one page of the wanted is full. */
export async function eventPage(store: Store, filter: Filter, narrowing: Narrowing): Promise<Page<EventRow>> {
  const rows: EventRow[] = [];
  let page = await store.events(filter);
  for (;;) {
    rows.push(...page.rows.filter((row) => isWanted(row, narrowing, filter.to)));
    if (rows.length >= filter.limit || page.next === null) return { rows, next: page.next };
    page = await store.events({ ...filter, after: page.next });
  }
}

/** Pages that are looked at for what is wanted: somebody who is in a million events may have done none of them with another. */
const PAGES = 6;

/** The newest events that an actor is in, as many as are wanted of those that a condition lets through. */
export async function newestInvolving(store: Store, code: string, filter: Omit<EventFilter, 'limit'>, wanted: number, isFit: (row: EventRow) => boolean): Promise<EventRow[]> {
  const rows: EventRow[] = [];
  let after: string | null | undefined;
  for (let pages = 0; pages < PAGES && after !== null && rows.length < wanted; pages++) {
    const page = await store.events({ ...filter, involving: code, limit: 2 * wanted, ...(after ? { after } : {}) });
    rows.push(...page.rows.filter(isFit));
    after = page.next;
  }
  // Of one day, in an order that does not depend on the order of coming.
  return rows.sort((a, b) => (a.event.date < b.event.date ? 1 : a.event.date > b.event.date ? -1 : a.event.id < b.event.id ? -1 : 1)).slice(0, wanted);
}
