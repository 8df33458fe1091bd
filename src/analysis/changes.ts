/**
 * The one question that the desk, `demarche shift` and a brief ask of a record: has an actor's relation with each of its
 * partners changed at a date? The span, the partners that are asked about together (and so the correction for asking so many
 * questions) and what a roughly dated deed counts for are decided here, so that the same question has the same answer everywhere.
 */
import type { Store } from '../record/store.js';
import { compareAt, type Comparison, type Measure } from './compare.js';
import { apartAt, type LayerRow } from './layers.js';
import { mainSpan } from './span.js';

/** Partners that are asked about together unless more are wanted: the busiest. */
export const BUSIEST = 16;

export interface Span {
  /** First day. */
  from: string;
  /** Day after the last. */
  to: string;
  last: string;
}

/** The span asked for; what was left open is what the record of the actor is about (see `mainSpan`). */
export async function spanOf(store: Pick<Store, 'summary' | 'activity'>, actor: string, asked: { from?: string | undefined; to?: string | undefined }): Promise<Span> {
  const summary = await store.summary();
  const main = asked.from && asked.to ? null : mainSpan(await store.activity({ actor }));
  const from = asked.from || (main && later(main.first, summary.first)) || summary.first || '2000-01-01';
  const last = asked.to ? dayBefore(asked.to) : summary.last || from;
  return { from, to: asked.to || dayAfter(last), last };
}

export interface ChangeQuestion {
  actor: string;
  /** The date that divides before from after. */
  at: string;
  from: string;
  /** Day after the last. */
  to: string;
  /** Deeds by the actor, towards it, or both (the default). */
  direction?: 'both' | 'out' | 'in';
  measure?: Measure;
  /** How many of the busiest partners are asked about. */
  partners?: number;
}

export interface Changes {
  /** Codes of the partners asked about, busiest first. */
  partners: string[];
  /** Deeds with each of them, as finely dated as they are. */
  layers: Map<string, LayerRow[]>;
  comparisons: Comparison[];
}

type Asked = Pick<Store, 'partners' | 'partnerLayers'>;

/** Codes of the partners that are asked about together, busiest first. */
export async function partnersAsked(store: Pick<Store, 'partners'>, { actor, from, to, partners = BUSIEST }: Omit<ChangeQuestion, 'at'>): Promise<string[]> {
  return (await store.partners({ actor, from, to, limit: partners })).map(({ partner }) => partner);
}

/** Each partner before and after the date; partners without a deed on a known side of it are left out. */
export async function changesOf(store: Asked, question: ChangeQuestion): Promise<Changes> {
  const { actor, at, from, to, direction = 'both', measure = 'intensity' } = question;
  const partners = await partnersAsked(store, question);
  const layers = new Map<string, LayerRow[]>(partners.map((partner) => [partner, []]));
  for (const row of await store.partnerLayers({ actor, direction, partners, from, to })) layers.get(row.partner)!.push(row);
  const apart = new Map([...layers].map(([partner, rows]) => [partner, apartAt(rows, at)]));
  const comparisons = compareAt(apart, at, { measure }).filter(({ before, after }) => before.count + after.count > 0);
  return { partners, layers, comparisons };
}

const DAY = 86_400_000;
const later = (a: string, b: string): string => (a > b ? a : b);
const dayAfter = (date: string): string => new Date(Date.parse(date) + DAY).toISOString().slice(0, 10);
const dayBefore = (date: string): string => new Date(Date.parse(date) - DAY).toISOString().slice(0, 10);
