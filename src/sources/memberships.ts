/** Tables of memberships: in each row what an actor was to a body, from when and until when, with where it can be looked up. */
import type { AddedMembership } from '../record/actors.js';
import { dateOf } from './fields.js';
import { readNamed, shown } from './table.js';
import type { Bytes, Failure } from './types.js';

const COLUMNS = ['actor', 'body', 'from', 'to', 'status', 'source'] as const;

export type MembershipItem = { membership: AddedMembership } | { failure: Failure };

/** What a table may say. */
export interface MembershipWords {
  /** The codes for what it calls its actors and bodies; undefined where nobody is called so. */
  stateOf(name: string): string | undefined;
  bodyOf(name: string): string | undefined;
  /** What an actor can be to a body: `member`, `observer` … */
  statuses: readonly string[];
}

/**
 * Memberships of a file (also packed with gzip). Dates may be as coarse as a year; `from` is empty where it is not known, `to` where
 * it goes on, and names the day from which it no longer counts. No status is "member". Bad rows are named; the rest is read.
 * @throws Unreadable where the table can't be read on.
 */
export async function* readMemberships(file: Bytes, { stateOf, bodyOf, statuses }: MembershipWords): AsyncGenerator<MembershipItem> {
  for await (const { field, failure, record, width } of readNamed(file, COLUMNS)) {
    const [state, organisation] = [stateOf(field('actor')), bodyOf(field('body'))];
    const [from, to] = [dateOf(field('from')), dateOf(field('to'))];
    const role = field('status').toLowerCase() || 'member';
    if (record.length !== width) yield failure('', `${record.length} columns`, `${width}, as in the first line`);
    else if (state === undefined) yield failure('actor', shown(field('actor')), 'the code or name of a state, such as ARG');
    else if (organisation === undefined) yield failure('body', shown(field('body')), 'the code or name of an organisation, such as MERCOSUR');
    else if (from === null || to === null) yield failure(from === null ? 'from' : 'to', shown(field(from === null ? 'from' : 'to')), 'a date of the calendar as YYYY-MM-DD, YYYY-MM or YYYY, or nothing');
    else if (from.date !== '' && to.date !== '' && to.date <= from.date) yield failure('to', shown(field('to')), 'a date after from');
    else if (!statuses.includes(role)) yield failure('status', shown(field('status')), `one of ${statuses.join(', ')}`);
    else if (field('source') === '') yield failure('source', 'nothing', 'where it can be looked up');
    else {
      yield {
        membership: {
          organisation, state, role, from: from.date || null, to: to.date || null,
          ...(coarse(from.datePrecision) && { fromPrecision: coarse(from.datePrecision) }), ...(coarse(to.datePrecision) && { toPrecision: coarse(to.datePrecision) }), source: field('source'),
        },
      };
    }
  }
}

/** A precision that is worth saying: a date is of a day unless said otherwise. */
const coarse = (precision: string): 'month' | 'year' | undefined => (precision === 'month' || precision === 'year' ? precision : undefined);
