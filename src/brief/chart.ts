/** The before-and-after chart: its rows from the record, and its geometry, which HTML and PDF draw alike. */
import type { Evidence } from './evidence.js';
import type { ChartRow, Side } from './model.js';
import type { Words } from './words.js';

/** The rows of the chart, sorted by change; partners that have one side only come last. */
export function chartOf({ comparisons }: Evidence, partners: readonly string[], words: Words): ChartRow[] {
  const side = ({ estimate, count }: { estimate: { value: number; low: number; high: number } | null; count: number }) => (estimate ? { ...estimate, count } : null);
  return partners
    .map((partner) => comparisons.get(partner)!)
    .sort((a, b) => (b.difference ?? -Infinity) - (a.difference ?? -Infinity) || (a.partner < b.partner ? -1 : 1))
    .map((row) => ({ partner: row.partner, name: words.name(row.partner), sides: { before: side(row.before), after: side(row.after) } }));
}

/** The section behind which the chart stands. */
export const CHART_AFTER = 'course';

/** The chart as a table, for forms that have no drawing: each partner's value, interval and number of deeds on either side. */
export function chartTable(rows: readonly ChartRow[], words: Words): string[][] {
  const side = (of: ChartRow['sides'][Side]) => (of ? `${words.number(of.value, 1)} (${words.number(of.low, 1)} … ${words.number(of.high, 1)}; n = ${of.count})` : '–');
  return [[words.heading('chartPartner'), words.heading('chartBefore'), words.heading('chartAfter')], ...rows.map(({ name, sides }) => [name, side(sides.before), side(sides.after)])];
}

/** A side's dot with its interval, and the line between the dots, in points of a drawing of the given width. */
export interface ChartGeometry {
  width: number;
  height: number;
  ticks: { x: number; value: number }[];
  top: number;
  bottom: number;
  rows: { y: number; name: string; link: [number, number] | null; dots: { side: Side; x: number; low: number; high: number; y: number }[] }[];
}

const ROW = 22;
const LABELS = 170;
const MARGIN = 12;
const AXIS = 22;
const TICKS = [-10, -5, 0, 5, 10];

/** Lays out the chart on the codebook's whole scale, so that charts of two countries can be laid side by side. */
export function geometry(rows: readonly ChartRow[], width: number): ChartGeometry {
  const x = (value: number) => LABELS + ((value + 10) / 20) * (width - LABELS - MARGIN);
  return {
    width,
    height: rows.length * ROW + AXIS + MARGIN,
    top: MARGIN,
    bottom: MARGIN + rows.length * ROW,
    ticks: TICKS.map((value) => ({ x: x(value), value })),
    rows: rows.map((row, i) => {
      const y = MARGIN + (i + 0.5) * ROW;
      const { before, after } = row.sides;
      // The two intervals lie apart by some points, or one would cover the other.
      const dots = ([['before', before, -4], ['after', after, 4]] as const).flatMap(([side, own, shift]) => (own ? [{ side, x: x(own.value), low: x(own.low), high: x(own.high), y: y + shift }] : []));
      return { y, name: row.name, link: before && after ? [x(before.value), x(after.value)] as [number, number] : null, dots };
    }),
  };
}
