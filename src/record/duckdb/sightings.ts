/**
 * Copies of one report in several publications. Signatures (see `intake/duplicates.ts`) are cut into bands; texts that
 * have a band in common are compared, and the later is linked to the first that came with it as a sighting of the same report.
 * Nothing is left out of the record: what counts once is a matter of the question.
 */
import { INTEGER, LIST, type DuckDBConnection } from '@duckdb/node-api';
import { isoOf } from '../dates.js';
import type { CountRow, Period, Sighting, Unit } from '../store.js';
import type { Codes } from './codes.js';
import { coarsest } from './dyads.js';
import type { Engine } from './engine.js';
import { days, within } from './period.js';
import { appendTo, idList } from './write.js';

/** Sixteen bands of four: two texts that share four fifths of their runs meet in one with a probability above 0.999. */
const BAND = 4;
/** Share of hash functions that must agree. */
const ALIKE = 0.7;

export interface Signed {
  doc: number;
  signature: Int32Array;
}

interface Known {
  doc: number;
  original: number;
  signature: ArrayLike<number>;
}

/** Links fresh documents to what they are copies of, and keeps their signatures, inside a transaction. */
export async function linkSightings(connection: DuckDBConnection, fresh: Signed[]): Promise<void> {
  if (fresh.length === 0) return;
  const bands = new Map(fresh.map((one) => [one.doc, bandsOf(one.signature)]));
  const wanted = [...new Set([...bands.values()].flat())];
  const found = await connection.runAndReadAll(
    `SELECT doc, coalesce(original, doc) AS original, hashes FROM signature LEFT JOIN sighting USING (doc)
     WHERE doc IN (SELECT doc FROM band WHERE hash IN (${wanted.join(',')}))`,
  );
  const byBand = new Map<bigint, Known[]>();
  const learn = (known: Known): void => {
    for (const band of bandsOf(known.signature)) byBand.set(band, [...(byBand.get(band) ?? []), known]);
  };
  for (const row of found.getRowObjectsJS()) learn({ doc: Number(row.doc), original: Number(row.original), signature: row.hashes as number[] });
  const links: { doc: number; original: number; similarity: number }[] = [];
  for (const { doc, signature } of fresh) {
    let best: { known: Known; similarity: number } | null = null;
    for (const known of new Set(bands.get(doc)!.flatMap((band) => byBand.get(band) ?? []))) {
      const similarity = agreement(signature, known.signature);
      if (similarity >= ALIKE && (best === null || similarity > best.similarity)) best = { known, similarity };
    }
    if (best) links.push({ doc, original: best.known.original, similarity: best.similarity });
    learn({ doc, original: best?.known.original ?? doc, signature });
  }
  await appendTo(connection, 'signature', (appender) => {
    for (const { doc, signature } of fresh) {
      appender.appendInteger(doc);
      appender.appendList([...signature], LIST(INTEGER));
      appender.endRow();
    }
  });
  await appendTo(connection, 'band', (appender) => {
    for (const [doc, hashes] of bands) {
      for (const hash of hashes) {
        appender.appendBigInt(hash);
        appender.appendInteger(doc);
        appender.endRow();
      }
    }
  });
  await appendTo(connection, 'sighting', (appender) => {
    for (const { doc, original, similarity } of links) {
      appender.appendInteger(doc);
      appender.appendInteger(original);
      appender.appendDouble(similarity);
      appender.endRow();
    }
  });
}

/** Each band as one number, with its place in it. */
function bandsOf(signature: ArrayLike<number>): bigint[] {
  const bands: bigint[] = [];
  for (let start = 0; start < signature.length; start += BAND) {
    let hash = BigInt(start);
    for (let i = start; i < start + BAND; i += 1) hash = BigInt.asIntN(64, hash * 0x100000001b3n + BigInt(signature[i]! >>> 0));
    bands.push(hash);
  }
  return bands;
}

function agreement(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let same = 0;
  for (let i = 0; i < one.length; i += 1) if (one[i] === other[i]) same += 1;
  return same / one.length;
}

/** All sightings of the report that a document is one of, the first that came first. */
export async function sightings(engine: Engine, documentId: string): Promise<Sighting[]> {
  const rows = await engine.rows(
    `WITH asked AS (SELECT coalesce(original, doc) AS root FROM document LEFT JOIN sighting USING (doc) WHERE id IN (${idList([documentId])}))
     SELECT replace(id::VARCHAR, '-', '') AS id, title, publication, url, ${days('day')} AS date, coalesce(similarity, 1) AS similarity
     FROM document LEFT JOIN sighting USING (doc) WHERE coalesce(original, doc) IN (SELECT root FROM asked) ORDER BY doc`,
  );
  return rows.map((row) => ({
    documentId: String(row.id), title: String(row.title), publication: String(row.publication), url: String(row.url), date: isoOf(row.date as number | null), similarity: Number(row.similarity),
  }));
}

/** Deeds of a dyad by year, month or day, counted in each of the three ways. */
export async function counts(engine: Engine, codes: Codes, query: Period & { actor: string; recipient: string; unit: Unit }): Promise<CountRow[]> {
  const rows = await engine.rows(
    `SELECT ${days(`date_trunc('${query.unit}', day)::DATE`)} AS period, count(*)::INTEGER AS coded, count_if(NOT copy)::INTEGER AS reports, count(DISTINCT (day, type))::INTEGER AS events,
       count(DISTINCT doc)::INTEGER AS documents
     FROM (SELECT dyad.doc, day, type, sighting.doc IS NOT NULL AS copy FROM dyad LEFT JOIN sighting ON sighting.doc = dyad.doc
       WHERE actor = ${codes.actor(query.actor)} AND recipient = ${codes.actor(query.recipient)} AND deed AND day IS NOT NULL AND precision <= ${coarsest(query.unit)} AND ${within(query)})
     GROUP BY period ORDER BY period`,
  );
  return rows.map((row) => ({ period: isoOf(Number(row.period)), coded: Number(row.coded), reports: Number(row.reports), events: Number(row.events), documents: Number(row.documents) }));
}
