/** What the charts of a brief show, from the evidence. */
import { periodOf, total, type Counts } from '../analysis/desk.js';
import { findTurns } from '../analysis/turns.js';
import type { Evidence } from './evidence.js';
import type { ChartRow, SeriesChart } from './model.js';
import type { Words } from './words.js';

/** Fewer periods than this make no series. */
const FEWEST = 2;

/** The rows of the chart of all partners, sorted by change; partners that have one side only come last. */
export function chartOf({ comparisons }: Evidence, partners: readonly string[], words: Words): ChartRow[] {
  const side = ({ estimate, count }: { estimate: { value: number; low: number; high: number } | null; count: number }) => (estimate ? { ...estimate, count } : null);
  return partners
    .map((partner) => comparisons.get(partner)!)
    .sort((a, b) => (b.difference ?? -Infinity) - (a.difference ?? -Infinity) || (a.partner < b.partner ? -1 : 1))
    .map((row) => ({ partner: row.partner, name: words.name(row.partner), sides: { before: side(row.before), after: side(row.after) } }));
}

/** Each partner's mean intensity by quarter, with the turns that are found in its days; of those that have quarters enough. Deeds dated to the year lie in no quarter. */
export function seriesOf({ deeds }: Evidence, partners: readonly string[], words: Words): SeriesChart[] {
  return partners.flatMap((partner) => {
    const own = [...deeds.values()].filter(({ layer, partners: with_ }) => layer !== 'year' && with_.includes(partner));
    const by = (unit: 'day' | 'quarter', of: typeof own) => {
      const rows = new Map<string, Counts[]>();
      for (const { row: { event } } of of) {
        const period = unit === 'day' ? event.date : periodOf(event.date, unit);
        rows.set(period, [...(rows.get(period) ?? []), { count: 1, intensitySum: event.intensity, intensitySumSquares: event.intensity ** 2, quads: [1, 2, 3, 4].map((n) => Number(n === event.quad)) as Counts['quads'] }]);
      }
      return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([period, counts]) => ({ period, ...total(counts) }));
    };
    const points = by('quarter', own).map(({ period, count, intensitySum }) => ({ period, count, mean: intensitySum / count }));
    if (points.length < FEWEST) return [];
    const { turns } = findTurns(by('day', own.filter(({ layer }) => layer === 'day')));
    return [{ partner, name: words.name(partner), points, turns: turns.map(({ verdict, date, from, to }) => ({ verdict, date, from, to })) }];
  });
}
