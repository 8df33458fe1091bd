/** Where the record comes from: publications, stories with their copies, and how the ways of counting compare. */
import { isoOf } from '../dates.js';
import type { OriginCounts, Page, PublicationRow, Sighting, Since, Story } from '../store.js';
import { readCursor, writeCursor } from './cursor.js';
import type { Engine } from './engine.js';
import { days, documentsSince, limitOf } from './period.js';

/** Copies of a story that a list shows; the rest are a matter of `sightings`. */
const COPIES_SHOWN = 50;

/** One row for each deed, with what it is counted by. Deeds of one document on one day of one type and pair are told apart by their number alone. */
const DEEDS = `SELECT dyad.doc, coalesce(sighting.original, dyad.doc) AS root, sighting.doc IS NULL AS report, (actor, recipient, type, coalesce(day, DATE '0001-01-01')) AS same
  FROM dyad LEFT JOIN sighting ON sighting.doc = dyad.doc WHERE deed AND lead`;

/** Documents and deeds of the record, as they came, without copies, and one of a kind a day. */
export async function originCounts(engine: Engine): Promise<OriginCounts> {
  const [row] = await engine.rows(
    `SELECT (SELECT count(*) FROM document)::DOUBLE AS documents, (SELECT count(*) FROM sighting)::DOUBLE AS copies, coded, reports, events
     FROM (SELECT count(*)::DOUBLE AS coded, count_if(report)::DOUBLE AS reports, count(DISTINCT same)::DOUBLE AS events FROM (${DEEDS}))`,
  );
  const number = (name: string): number => Number(row![name]);
  return { documents: number('documents'), copies: number('copies'), coded: number('coded'), reports: number('reports'), events: number('events') };
}

/** Every publication that documents come from, the one with most of them first. */
export async function publications(engine: Engine): Promise<PublicationRow[]> {
  const rows = await engine.rows(
    `SELECT publication, count(*)::DOUBLE AS documents, count(sighting.doc)::DOUBLE AS copies, coalesce(sum(events), 0)::DOUBLE AS events, ${days('min(day)')} AS first, ${days('max(day)')} AS last
     FROM document JOIN coding USING (doc) LEFT JOIN sighting USING (doc) GROUP BY publication ORDER BY documents DESC, publication`,
  );
  return rows.map((row) => ({
    publication: String(row.publication), documents: Number(row.documents), copies: Number(row.copies), events: Number(row.events),
    first: isoOf(row.first as number | null), last: isoOf(row.last as number | null),
  }));
}

/** Reports that more than one document has, the one with most copies first. */
export async function stories(engine: Engine, query: Since & { limit?: number; after?: string }): Promise<Page<Story>> {
  const limit = limitOf(query.limit, 30);
  const place = query.after === undefined ? null : readCursor(query.after);
  const after = place === null ? 'true' : `(copies < ${Number(place[0])} OR (copies = ${Number(place[0])} AND root > ${place[1]}))`;
  const changed = query.updatedSince === undefined ? 'true' : `root IN (SELECT coalesce(original, doc) FROM document LEFT JOIN sighting USING (doc) WHERE ${documentsSince(query)})`;
  const found = await engine.rows(
    `SELECT root, copies::DOUBLE AS copies FROM (SELECT original AS root, count(*) AS copies FROM sighting GROUP BY original) WHERE ${after} AND ${changed} ORDER BY copies DESC, root LIMIT ${limit + 1}`,
  );
  const shown = found.slice(0, limit);
  if (shown.length === 0) return { rows: [], next: null };
  const roots = shown.map((row) => Number(row.root)).join(',');
  const sightings = await engine.rows(
    `SELECT coalesce(original, doc) AS root, replace(id::VARCHAR, '-', '') AS id, title, publication, url, ${days('day')} AS date, coalesce(similarity, 1) AS similarity
     FROM document LEFT JOIN sighting USING (doc) WHERE doc IN (${roots}) OR original IN (${roots})
     QUALIFY row_number() OVER (PARTITION BY root ORDER BY doc) <= ${COPIES_SHOWN} ORDER BY root, doc`,
  );
  const counts = await engine.rows(`SELECT root, count(*)::DOUBLE AS coded, count_if(report)::DOUBLE AS reports, count(DISTINCT same)::DOUBLE AS events FROM (${DEEDS}) WHERE root IN (${roots}) GROUP BY root`);
  const counted = new Map(counts.map((row) => [Number(row.root), row]));
  const copiesOf = new Map<number, Sighting[]>();
  for (const row of sightings) {
    const list = copiesOf.get(Number(row.root)) ?? [];
    copiesOf.set(Number(row.root), list);
    list.push({ documentId: String(row.id), title: String(row.title), publication: String(row.publication), url: String(row.url), date: isoOf(row.date as number | null), similarity: Number(row.similarity) });
  }
  const last = shown.at(-1)!;
  return {
    rows: shown.map((row) => {
      const deeds = counted.get(Number(row.root));
      return {
        sightings: copiesOf.get(Number(row.root)) ?? [], documents: Number(row.copies) + 1,
        coded: Number(deeds?.coded ?? 0), reports: Number(deeds?.reports ?? 0), events: Number(deeds?.events ?? 0),
      };
    }),
    next: found.length > limit ? writeCursor([Number(last.copies), Number(last.root)]) : null,
  };
}
