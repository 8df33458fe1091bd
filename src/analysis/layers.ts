/**
 * Deeds whose dates are known to the day, the month, the quarter or the year, each in a layer of its own. The record's
 * series by a unit hold every deed dated at least that finely, so what a coarser series has more than the finer one is what
 * is known no better than that. A comparison at a date can then take in a deed of "2022" and leave out one of "December 2023".
 */
import { nextPeriod, periodOf, total, type Counts } from './desk.js';

export const LAYERS = ['day', 'month', 'quarter', 'year'] as const;
export type Layer = (typeof LAYERS)[number];

export interface LayerRow extends Counts {
  /** First day of the period in which the deeds lie, the period being of this unit. */
  period: string;
  unit: Layer;
}

/** Splits the series of one relation, asked for by each unit, into layers. */
export function layersOf(series: Readonly<Record<Layer, readonly (Counts & { period: string })[]>>): LayerRow[] {
  return LAYERS.flatMap((unit, i) => {
    const finer = i === 0 ? new Map<string, Counts>() : byPeriod(series[LAYERS[i - 1]!], unit);
    return [...byPeriod(series[unit], unit)]
      .map(([period, counts]) => ({ period, unit, ...less(counts, finer.get(period)) }))
      .filter(({ count }) => count > 0);
  });
}

/** Those that lie wholly before a date or wholly from it on. */
export function apartAt<R extends Pick<LayerRow, 'period' | 'unit'>>(rows: readonly R[], at: string): R[] {
  // A day is on one side or the other: of the finest layer, which has most rows, nothing falls out.
  return rows.filter(({ period, unit }) => unit === 'day' || period >= at || nextPeriod(period, unit) <= at);
}

function byPeriod(rows: readonly (Counts & { period: string })[], unit: Layer): Map<string, Counts> {
  const periods = new Map<string, Counts[]>();
  for (const row of rows) {
    const period = periodOf(row.period, unit);
    const list = periods.get(period);
    if (list) list.push(row);
    else periods.set(period, [row]);
  }
  return new Map([...periods].sort(([a], [b]) => (a < b ? -1 : 1)).map(([period, list]) => [period, total(list)]));
}

function less(all: Counts, part: Counts | undefined): Counts {
  if (!part) return all;
  return {
    quads: all.quads.map((n, i) => n - part.quads[i]!) as Counts['quads'],
    count: all.count - part.count,
    intensitySum: all.intensitySum - part.intensitySum,
    intensitySumSquares: Math.max(0, all.intensitySumSquares - part.intensitySumSquares),
  };
}
