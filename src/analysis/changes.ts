/**
 * The one question that the desk, `demarche shift` and a brief ask of a record: has an actor's relation with each of its
 * partners changed at a date? The span, the partners that are asked about together (and so the correction for asking so many
 * questions) and what a roughly dated deed counts for are decided here, so that the same question has the same answer everywhere.
 */
import type { Period, SeriesRow, Store } from '../record/store.js';
import { compareAt, type Comparison, type Measure } from './compare.js';
import { apartAt, LAYERS, layersOf, type Layer } from './layers.js';
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
export async function spanOf(store: Pick<Store, 'summary' | 'partnerSeries'>, actor: string, asked: { from?: string | undefined; to?: string | undefined }): Promise<Span> {
  const summary = await store.summary();
  const main = asked.from && asked.to ? null : mainSpan(await store.partnerSeries({ actor, unit: 'month' }));
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
  /** Their deeds by every unit of time. */
  rows: Record<Layer, Map<string, SeriesRow[]>>;
  comparisons: Comparison[];
}

type Asked = Pick<Store, 'partners' | 'partnerSeries' | 'series'>;

/** Codes of the partners that are asked about together, busiest first. */
export async function partnersAsked(store: Pick<Store, 'partners'>, { actor, from, to, partners = BUSIEST }: Omit<ChangeQuestion, 'at'>): Promise<string[]> {
  return (await store.partners({ actor, from, to, limit: partners })).map(({ partner }) => partner);
}

/** Each partner before and after the date; partners without a deed on a known side of it are left out. */
export async function changesOf(store: Asked, question: ChangeQuestion): Promise<Changes> {
  const { actor, at, from, to, direction = 'both', measure = 'intensity' } = question;
  const partners = await partnersAsked(store, question);
  const byPartner = async (unit: Layer): Promise<Map<string, SeriesRow[]>> => {
    const period: Period & { unit: Layer } = { from, to, unit };
    if (direction === 'both') return grouped(await store.partnerSeries({ actor, partners, ...period }));
    return new Map(await Promise.all(partners.map(async (recipient) => [recipient, await store.series({ actor, recipient, direction, ...period })] as const)));
  };
  const rows = Object.fromEntries(await Promise.all(LAYERS.map(async (unit) => [unit, await byPartner(unit)] as const))) as Changes['rows'];
  const layers = partners.map((partner) => {
    const series = Object.fromEntries(LAYERS.map((unit) => [unit, rows[unit].get(partner) ?? []])) as Record<Layer, SeriesRow[]>;
    return [partner, apartAt(layersOf(series), at)] as const;
  });
  const comparisons = compareAt(new Map(layers), at, { measure }).filter(({ before, after }) => before.count + after.count > 0);
  return { partners, rows, comparisons };
}

function grouped(rows: readonly (SeriesRow & { partner: string })[]): Map<string, SeriesRow[]> {
  const groups = new Map<string, SeriesRow[]>();
  for (const row of rows) {
    const group = groups.get(row.partner);
    if (group) group.push(row);
    else groups.set(row.partner, [row]);
  }
  return groups;
}

const DAY = 86_400_000;
const later = (a: string, b: string): string => (a > b ? a : b);
const dayAfter = (date: string): string => new Date(Date.parse(date) + DAY).toISOString().slice(0, 10);
const dayBefore = (date: string): string => new Date(Date.parse(date) - DAY).toISOString().slice(0, 10);
