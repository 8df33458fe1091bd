/** What the record holds on a brief's question: read from the store anew for every brief and for every check of one. */
import { partnersAsked } from '../analysis/changes.js';
import { compareAt, type Comparison } from '../analysis/compare.js';
import { nextPeriod, periodOf } from '../analysis/desk.js';
import { apartAt, LAYERS, type Layer, type LayerRow } from '../analysis/layers.js';
import { isDeed } from '../record/deeds.js';
import { allPages } from '../record/pages.js';
import type { Document, Event, Forecast, Statement } from '../record/schema.js';
import type { EventRow, Judged, SaidRow, SeriesRow, Store } from '../record/store.js';
import type { Question, Side } from './model.js';

/** Deeds that each side must have for a change to be asked of; `compareAt` has no other. */
export const MINIMUM = 3;
const PAGE = 500;

export interface Deed {
  row: EventRow;
  layer: Layer;
  /** First day of the period of that layer. */
  period: string;
  partners: string[];
}

interface Text {
  document: Document;
  sentences: string[];
}

export interface Evidence {
  question: Question;
  deeds: Map<string, Deed>;
  planned: Map<string, EventRow>;
  statements: Map<string, Statement>;
  forecasts: Map<string, Forecast>;
  /** Of the partners that are asked about together, and of those that the question names. */
  comparisons: Map<string, Comparison>;
  /** By partner: ids of its deeds on either side, and of those that a rough date leaves on neither. */
  sides: Map<string, Record<Side | 'neither', string[]>>;
  /** The documents that all this comes from, each with its sentences. */
  texts: ReadonlyMap<string, Text>;
  /** What the store's own series count for each partner, to hold the deeds against. */
  counted: Map<string, number>;
}

/** Reads all that a brief on this question may rest on; documents that are known already are not read again. */
export async function gather(store: Store, question: Question, known: Evidence['texts'] = new Map()): Promise<Evidence> {
  const { actor, at, from, to } = question;
  const rows = new Map<string, EventRow>();
  for (const filter of [{ actor }, { recipient: actor }]) for (const row of await allPages((after) => store.events({ ...filter, from, to, order: 'oldest', limit: PAGE, ...after }))) rows.set(row.event.id, row);

  const deeds = new Map<string, Deed>();
  const planned = new Map<string, EventRow>();
  for (const row of [...rows.values()].sort((a, b) => order(a.event, b.event))) {
    const partners = partnersOf(row.event, actor);
    if (partners.length === 0 || row.event.date === '') continue;
    const layer = layerOf(row.event);
    if (isDeed(row.event, row.judged) && layer) deeds.set(row.event.id, { row, layer, period: periodOf(row.event.date, layer), partners });
    else if (row.event.status === 'planned' && !row.event.absence && row.judged !== 'rejected') planned.set(row.event.id, row);
  }

  const layers = new Map<string, (LayerRow & { event: string })[]>();
  for (const [event, { row, layer, period, partners }] of deeds) {
    const { intensity, quad } = row.event;
    const quads = [1, 2, 3, 4].map((n) => Number(n === quad)) as SeriesRow['quads'];
    for (const partner of partners) put(layers, partner, { event, period, unit: layer, quads, count: 1, intensitySum: intensity, intensitySumSquares: intensity ** 2 });
  }
  const sides = new Map<string, Record<Side | 'neither', string[]>>();
  const apart = new Map([...layers].map(([partner, list]) => [partner, apartAt(list, at)]));
  for (const [partner, list] of layers) {
    const kept = new Set(apart.get(partner));
    sides.set(partner, {
      before: list.filter((row) => kept.has(row) && row.period < at).map(({ event }) => event),
      after: list.filter((row) => kept.has(row) && row.period >= at).map(({ event }) => event),
      neither: list.filter((row) => !kept.has(row)).map(({ event }) => event),
    });
  }
  const asked = new Set([...(await partnersAsked(store, { actor, from, to })), ...(question.partners ?? [])]);
  const counted = new Map<string, number>();
  for (const row of await store.partnerSeries({ actor, unit: LAYERS.at(-1)!, from, to })) counted.set(row.partner, (counted.get(row.partner) ?? 0) + row.count);

  const [statements, forecasts] = await Promise.all([said((filter) => store.statements(filter), question), said((filter) => store.forecasts(filter), question)]);
  const wanted = [...[...deeds.values()].map(({ row }) => row.event), ...[...planned.values()].map(({ event }) => event), ...statements.values(), ...forecasts.values()];
  const missing = [...new Set(wanted.map((item) => item.documentId))].filter((id) => !known.has(id));
  const texts = new Map([...known, ...(await store.texts(missing))]);
  return {
    question, deeds, planned, statements, forecasts, sides, texts, counted,
    comparisons: new Map(compareAt(new Map([...apart].filter(([partner]) => asked.has(partner))), at, { minimum: MINIMUM }).map((row) => [row.partner, row])),
  };
}

/** Deeds that a rough date leaves on neither side, each once. */
export function straddling(evidence: Evidence): string[] {
  const { at } = evidence.question;
  return [...evidence.deeds].filter(([, { period, layer }]) => period < at && nextPeriod(period, layer) > at).map(([id]) => id);
}

type SaidQuery = { speaker?: string; about?: string; from: string; to: string; limit: number; after?: string };

async function said<T extends Statement | Forecast>(list: (filter: SaidQuery) => Promise<{ rows: SaidRow<T>[]; next: string | null }>, { actor, from, to }: Question): Promise<Map<string, T>> {
  const found = new Map<string, Judged<T>>();
  for (const who of [{ speaker: actor }, { about: actor }]) for (const row of await allPages((after) => list({ ...who, from, to, limit: PAGE, ...after }))) found.set(row.said.coded.id, row.said);
  return new Map([...found].filter(([, item]) => !item.rejected && item.value.date !== '').map(([id, item]) => [id, item.value] as const).sort(([, a], [, b]) => order(a, b)));
}

/** Who else takes part on the other side, each once. */
function partnersOf({ actors, recipients }: Event, actor: string): string[] {
  const codes = (mentions: Event['actors']) => mentions.map(({ code }) => code);
  const across = [...(codes(actors).includes(actor) ? codes(recipients) : []), ...(codes(recipients).includes(actor) ? codes(actors) : [])];
  return [...new Set(across)].filter((code) => code !== '' && code !== actor);
}

/** The finest layer that a date's precision reaches: a week may lie in two months, but its first day is in one. */
function layerOf({ datePrecision }: Event): Layer | null {
  if (datePrecision === 'unknown') return null;
  return datePrecision === 'week' ? 'month' : datePrecision;
}

const order = (a: { date: string; id: string }, b: { date: string; id: string }) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.id < b.id ? -1 : 1);

function put<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
