/**
 * Deeds whose dates are known to the day, the month, the quarter or the year, each in a layer of its own, so that a
 * comparison at a date can take in a deed of "2022" and leave out one of "December 2023".
 */
import type { Layer } from '../record/store.js';
import { nextPeriod, type Counts } from './desk.js';

export type { Layer };
export const LAYERS = ['day', 'month', 'quarter', 'year'] as const satisfies readonly Layer[];

export interface LayerRow extends Counts {
  /** First day of the period in which the deeds lie, the period being of this unit. */
  period: string;
  unit: Layer;
}

/** Those that lie wholly before a date or wholly from it on. */
export function apartAt<R extends Pick<LayerRow, 'period' | 'unit'>>(rows: readonly R[], at: string): R[] {
  // A day is on one side or the other: of the finest layer, which has most rows, nothing falls out.
  return rows.filter(({ period, unit }) => unit === 'day' || period >= at || nextPeriod(period, unit) <= at);
}
