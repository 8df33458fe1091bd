/** From a search's fields to what it finds, for lists, kept searches and feeds alike. */
import type { z } from 'zod';
import { fold, marksOf, needleOf, termsOf } from '../record/folded.js';
import type { ActorNames } from '../record/names.js';
import type { DocumentFilter, DocumentRow, EventFilter, EventRow, SaidFilter, Store } from '../record/store.js';
import type { Names } from './api/schemas.js';
import { SEARCHES, type DocumentHit, type EventHit, type SearchList, type StatementHit } from './api/search.js';
import { HttpProblem, validationDetail } from './problem.js';
import { saidOf } from './said.js';

interface Paging {
  limit?: number;
  after?: string | undefined;
  updatedSince?: string | undefined;
}

/** Values that are there and not empty: an empty field of a form asks for nothing. */
function given<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')) as T;
}

export const FILTERS = {
  events: ({ type, judged, ...rest }: z.infer<(typeof SEARCHES)['events']>): EventFilter => given({ ...rest, eventType: type, judged: judged === undefined ? undefined : judged === '1' }) as EventFilter,
  statements: (fields: z.infer<(typeof SEARCHES)['statements']>): SaidFilter => given(fields) as SaidFilter,
  documents: (fields: z.infer<(typeof SEARCHES)['documents']>): DocumentFilter => given(fields) as DocumentFilter,
};

/** A search's query as its filter and in the one form that is kept: known fields alone, in order. @throws HttpProblem naming a field that is wrong */
export function readQuery<L extends SearchList>(list: L, query: string): { filter: ReturnType<(typeof FILTERS)[L]>; query: string } {
  const schema = SEARCHES[list];
  const asked = Object.fromEntries([...new URLSearchParams(query)].filter(([name, value]) => name in schema.shape && value !== ''));
  const read = schema.safeParse(asked);
  if (!read.success) throw new HttpProblem(400, `query: ${validationDetail(read.error)}`);
  const kept = Object.keys(schema.shape).filter((name) => asked[name] !== undefined && asked[name] !== '');
  return { filter: FILTERS[list](read.data as never) as ReturnType<(typeof FILTERS)[L]>, query: new URLSearchParams(kept.map((name) => [name, asked[name]!])).toString() };
}

export interface Found<T> {
  rows: T[];
  next: string | null;
  names: Names;
}

/** Rows of events with the words looked for marked in their sentences. */
export function withMarks(rows: readonly EventRow[], text: string | undefined): EventHit[] {
  const terms = termsOf(text ?? '');
  return rows.map((row) => ({ ...row, marks: marksOf(row.sentenceText, terms) }));
}

export async function findEvents(store: Store, names: ActorNames, filter: EventFilter, paging: Paging): Promise<Found<EventHit>> {
  const { rows, next } = await store.events(given({ ...filter, ...paging }) as EventFilter);
  return { rows: withMarks(rows, filter.text), next, names: names.ofEvents(rows) };
}

export async function findStatements(store: Store, names: ActorNames, filter: SaidFilter, paging: Paging): Promise<Found<StatementHit>> {
  const terms = termsOf(filter.text ?? '');
  const page = await store.said(given({ ...filter, ...paging }) as SaidFilter);
  const rows = page.rows.map(saidOf).map((said) => ({ ...said, marks: marksOf(said.words, terms) }));
  return { rows, next: page.next, names: names.ofAll(rows.flatMap(({ speaker, about }) => [speaker, ...about])) };
}

export async function findDocuments(store: Store, filter: DocumentFilter, paging: Paging): Promise<Found<DocumentHit>> {
  const { rows, next } = await store.documents(given({ ...filter, ...paging }) as DocumentFilter);
  return { rows: await withPassages(store, rows, filter.text), next, names: {} };
}

/** More than this of one sentence is no passage. */
const LONG = 600;

async function withPassages(store: Store, rows: DocumentRow[], text: string | undefined): Promise<DocumentHit[]> {
  const terms = termsOf(text ?? '');
  if (terms.length === 0) return rows;
  const texts = await store.texts(rows.map(({ id }) => id));
  return rows.map((row) => {
    let [best, most] = ['', 0];
    for (const sentence of texts.get(row.id)?.sentences ?? []) {
      const folded = fold(sentence);
      const held = terms.filter((term) => folded.includes(needleOf(term))).length;
      if (held > most) [best, most] = [sentence, held];
    }
    if (most === 0) return row;
    const shown = best.length > LONG ? `${best.slice(0, LONG)}…` : best;
    return { ...row, passage: { text: shown, marks: marksOf(shown, terms) } };
  });
}

/** What a search of any list finds. */
export function find(store: Store, names: ActorNames, list: SearchList, query: string, paging: Paging): Promise<Found<EventHit | StatementHit | DocumentHit>> {
  if (list === 'events') return findEvents(store, names, readQuery(list, query).filter, paging);
  if (list === 'statements') return findStatements(store, names, readQuery(list, query).filter, paging);
  return findDocuments(store, readQuery(list, query).filter, paging);
}
