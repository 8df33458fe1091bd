/** How what a search finds is spread over the values of each field. */
import type { DocumentFilter, EventFilter, Facet, FacetFilters, Facets, SaidFilter } from '../store.js';
import type { Codes } from './codes.js';
import { documentCondition } from './documents.js';
import { STATUSES, VERDICTS } from './dyads.js';
import type { Engine } from './engine.js';
import { condition } from './events.js';
import { saidRows } from './said.js';
import { holders } from './words.js';

/** Values of one field that are counted: the most frequent, since the rest are found by typing. */
const MOST = 40;

/** A field of a list: by which parts of the filter it is narrowed, and how its values follow from the rows found. */
interface Field<F> {
  field: string;
  filters: (keyof F)[];
  /** The rows found with that filter, as a query with columns `value` and `n`. */
  counts(filter: F): Promise<string> | string;
  /** The value as it is asked for, from what the query gave. */
  named?(value: string): string;
  /** Years stand in their order, not by frequency. */
  ordered?: boolean;
}

export async function facets<L extends keyof FacetFilters>(engine: Engine, codes: Codes, list: L, filter: FacetFilters[L]): Promise<Facets> {
  const { total, fields } = FIELDS[list](engine, codes) as unknown as { total(filter: FacetFilters[L]): Promise<string>; fields: Field<FacetFilters[L]>[] };
  const parts = fields.map(async ({ field, filters, counts, ordered }) => {
    // With its own value the field would have that value alone: it is left out, so that others can be chosen instead.
    const others = Object.fromEntries(Object.entries(filter).filter(([name]) => !filters.includes(name as keyof FacetFilters[L]))) as FacetFilters[L];
    return `(SELECT '${field}' AS field, value::VARCHAR AS value, n::DOUBLE AS n FROM (${await counts(others)}) WHERE value IS NOT NULL AND value::VARCHAR <> '' ORDER BY ${ordered ? 'value DESC' : 'n DESC, value'} LIMIT ${MOST})`;
  });
  const all = `(SELECT '' AS field, '' AS value, (${await total(filter)})::DOUBLE AS n) UNION ALL ${(await Promise.all(parts)).join(' UNION ALL ')}`;
  // Every part asks which texts hold the words: they are read through once.
  const found = list === 'statements' ? null : holders(list === 'events' ? 'event' : 'document', filter.text);
  const rows = await engine.rows(found === null ? all : `WITH found AS MATERIALIZED (${found}) ${all.replaceAll(found, 'SELECT * FROM found')}`);
  return {
    total: Number(rows.find(({ field }) => field === '')!.n),
    facets: fields.map(({ field, named = (value) => value }): Facet => ({ field, values: rows.filter((row) => row.field === field).map((row) => ({ value: named(String(row.value)), count: Number(row.n) })) })),
  };
}

const LANGUAGE = `coalesce(nullif(document.language, ''), coding.language)`;
const WITH_DOCUMENT = 'JOIN document USING (doc) JOIN coding USING (doc)';

const FIELDS = {
  events: (engine: Engine, codes: Codes) => {
    const rows = (filter: EventFilter, each?: 'actor' | 'recipient') => condition(engine, codes, filter, each);
    const of = (value: string) => async (filter: EventFilter) => `SELECT ${value} AS value, count(*) AS n FROM dyad WHERE ${await rows(filter)} GROUP BY value`;
    const side = (name: 'actor' | 'recipient') => async (filter: EventFilter) => `SELECT ${name} AS value, count(*) AS n FROM dyad WHERE ${await rows(filter, name)} AND ${name} <> 0 GROUP BY value`;
    // Counted by document first: there are far fewer of them.
    const ofDocument = (value: string) => async (filter: EventFilter) =>
      `SELECT ${value} AS value, sum(found.n) AS n FROM (SELECT doc, count(*) AS n FROM dyad WHERE ${await rows(filter)} GROUP BY doc) AS found ${WITH_DOCUMENT} GROUP BY value`;
    const fields: Field<EventFilter>[] = [
      { field: 'actor', filters: ['actor'], counts: side('actor'), named: (n) => codes.word(Number(n)) },
      { field: 'recipient', filters: ['recipient'], counts: side('recipient'), named: (n) => codes.word(Number(n)) },
      { field: 'type', filters: ['eventType'], counts: of('type'), named: (n) => codes.word(Number(n)) },
      { field: 'quad', filters: ['quad'], counts: of('quad') },
      { field: 'status', filters: ['status'], counts: of('status'), named: (n) => STATUSES[Number(n)]! },
      { field: 'judged', filters: ['judged'], counts: of(`(judged <> ${VERDICTS.indexOf('none')})::INTEGER`) },
      { field: 'year', filters: ['from', 'to'], counts: of('year(day)'), ordered: true },
      { field: 'publication', filters: ['publication'], counts: ofDocument('publication') },
      { field: 'language', filters: ['language'], counts: ofDocument(LANGUAGE) },
      {
        field: 'place', filters: ['place'],
        counts: async (filter) => `SELECT any_value(name) AS value, count(*) AS n FROM event_place JOIN (SELECT event FROM dyad WHERE ${await rows(filter)}) AS found ON found.event = event_place.n GROUP BY words`,
      },
    ];
    return { total: async (filter: EventFilter) => `SELECT count(*) FROM dyad WHERE ${await rows(filter)}`, fields };
  },
  statements: (_engine: Engine, codes: Codes) => {
    const of = (value: string) => (filter: SaidFilter) => `SELECT ${value} AS value, count(*) AS n FROM (${saidRows(codes, filter)}) GROUP BY value`;
    const ofDocument = (value: string) => (filter: SaidFilter) => `SELECT ${value} AS value, count(*) AS n FROM (SELECT doc FROM (${saidRows(codes, filter)})) AS found ${WITH_DOCUMENT} GROUP BY value`;
    const fields: Field<SaidFilter>[] = [
      { field: 'speaker', filters: ['speaker'], counts: of('nullif(speaker, 0)'), named: (n) => codes.word(Number(n)) },
      { field: 'about', filters: ['about'], counts: (filter) => `SELECT value, count(*) AS n FROM (SELECT unnest(about) AS value FROM (${saidRows(codes, filter)})) GROUP BY value`, named: (n) => codes.word(Number(n)) },
      { field: 'kind', filters: ['kind'], counts: of('kind') },
      { field: 'year', filters: ['from', 'to'], counts: of('year(day)'), ordered: true },
      { field: 'publication', filters: ['publication'], counts: ofDocument('publication') },
      { field: 'language', filters: ['language'], counts: ofDocument(LANGUAGE) },
    ];
    return { total: async (filter: SaidFilter) => `SELECT count(*) FROM (${saidRows(codes, filter)})`, fields };
  },
  documents: () => {
    const of = (value: string) => (filter: DocumentFilter) => `SELECT ${value} AS value, count(*) AS n FROM document JOIN coding USING (doc) WHERE ${documentCondition(filter)} GROUP BY value`;
    const fields: Field<DocumentFilter>[] = [
      { field: 'year', filters: ['from', 'to'], counts: of('year(day)'), ordered: true },
      { field: 'publication', filters: ['publication'], counts: of('publication') },
      { field: 'language', filters: ['language'], counts: of(LANGUAGE) },
    ];
    return { total: async (filter: DocumentFilter) => `SELECT count(*) FROM document JOIN coding USING (doc) WHERE ${documentCondition(filter)}`, fields };
  },
};
