/**
 * The measures of a relation: how much there was of it, how warm it was, and how sure one can be of that.
 * All of it is arithmetic over the record's series rows (deeds by quad class, with the sum of their intensities).
 */
import type { SeriesRow, Unit } from '../record/store.js';

/** What a row of any series holds, whoever the actors are. */
export type Counts = Pick<SeriesRow, 'quads' | 'count' | 'intensitySum' | 'intensitySumSquares'>;

export interface Estimate {
  value: number;
  low: number;
  high: number;
}

/** One period of a relation. */
export interface SeriesPoint {
  /** First day of the period. */
  period: string;
  count: number;
  quads: [number, number, number, number];
  /** Mean intensity of the period's deeds; null when there were none. */
  mean: number | null;
  /** Net cooperation of the period's deeds; null when there were none. */
  net: Estimate | null;
  /** The smoothed intensity, known for every period. */
  level: Estimate;
}

const NORMAL_95 = 1.959964;

/** Adds rows up. */
export function total(rows: Iterable<Counts>): Counts {
  const sum: Counts = { quads: [0, 0, 0, 0], count: 0, intensitySum: 0, intensitySumSquares: 0 };
  for (const row of rows) {
    for (let quad = 0; quad < 4; quad++) sum.quads[quad]! += row.quads[quad]!;
    sum.count += row.count;
    sum.intensitySum += row.intensitySum;
    sum.intensitySumSquares += row.intensitySumSquares;
  }
  return sum;
}

/**
 * Net cooperation, (cooperation − conflict) / (cooperation + conflict), from −1 to +1, with its 95 % interval.
 * The interval is Agresti and Coull's for the share of cooperative deeds (two of each kind added), mapped onto −1…+1: it
 * stays wide while deeds are few, where the textbook interval would claim certainty after three deeds of one kind.
 */
export function netCooperation({ quads }: Pick<Counts, 'quads'>): Estimate | null {
  const cooperation = quads[0] + quads[1];
  const all = cooperation + quads[2] + quads[3];
  if (all === 0) return null;
  const z2 = NORMAL_95 ** 2;
  const centre = (cooperation + z2 / 2) / (all + z2);
  const half = NORMAL_95 * Math.sqrt((centre * (1 - centre)) / (all + z2));
  return {
    value: (2 * cooperation) / all - 1,
    low: Math.max(-1, 2 * (centre - half) - 1),
    high: Math.min(1, 2 * (centre + half) - 1),
  };
}

/** Sum of squared distances from the mean. */
export function squaresWithin({ count, intensitySum, intensitySumSquares }: Counts): number {
  return count === 0 ? 0 : Math.max(0, intensitySumSquares - intensitySum ** 2 / count);
}

/** Variance within groups, pooled over them; where no group has two deeds, that of a scale's third. */
export function pooledVariance(groups: readonly Counts[]): number {
  const freedom = groups.reduce((sum, group) => sum + Math.max(0, group.count - 1), 0);
  if (freedom === 0) return (10 / 3) ** 2;
  return groups.reduce((sum, group) => sum + squaresWithin(group), 0) / freedom;
}

/** How many deeds' worth of weight the pooled variance has beside a group's own. */
const VARIANCE_WEIGHT = 4;

/**
 * Mean intensity with its 95 % interval; null when there is no deed.
 * Two or three deeds say little of how much deeds differ, so a group's own variance is drawn towards `pooled`, the variance
 * of all groups together, as if four deeds had that.
 */
export function meanIntensity(counts: Counts, pooled: number): Estimate | null {
  if (counts.count === 0) return null;
  const value = counts.intensitySum / counts.count;
  const variance = (squaresWithin(counts) + VARIANCE_WEIGHT * pooled) / (counts.count - 1 + VARIANCE_WEIGHT);
  const half = NORMAL_95 * Math.sqrt(variance / counts.count);
  return { value, low: Math.max(-10, value - half), high: Math.min(10, value + half) };
}

/** First day of the period that a date lies in. */
export function periodOf(date: string, unit: Unit): string {
  const [year, month] = [date.slice(0, 4), Number(date.slice(5, 7))];
  switch (unit) {
    case 'day':
      return date;
    case 'week': {
      const day = new Date(`${date}T00:00:00Z`);
      day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
      return day.toISOString().slice(0, 10);
    }
    case 'month':
      return `${date.slice(0, 7)}-01`;
    case 'quarter':
      return `${year}-${String(3 * Math.floor((month - 1) / 3) + 1).padStart(2, '0')}-01`;
    case 'year':
      return `${year}-01-01`;
  }
}

/** First day of the period after the one that begins on `period`. */
export function nextPeriod(period: string, unit: Unit): string {
  const next = new Date(`${period}T00:00:00Z`);
  if (unit === 'day' || unit === 'week') next.setUTCDate(next.getUTCDate() + (unit === 'day' ? 1 : 7));
  else next.setUTCMonth(next.getUTCMonth() + { month: 1, quarter: 3, year: 12 }[unit]);
  return next.toISOString().slice(0, 10);
}

/** Rows added up by a coarser unit, in the order of their periods. */
export function coarser(rows: readonly (Counts & { period: string })[], unit: Unit): (Counts & { period: string })[] {
  const sums = new Map<string, Counts & { period: string }>();
  for (const row of rows) {
    // A month lies in one quarter, one year: what is looked up by it need not be worked out for every day.
    const key = unit === 'day' || unit === 'week' ? row.period : row.period.slice(0, 7);
    const sum = sums.get(key);
    if (!sum) {
      sums.set(key, { ...row, quads: [...row.quads], period: periodOf(row.period, unit) });
      continue;
    }
    for (let quad = 0; quad < 4; quad++) sum.quads[quad]! += row.quads[quad]!;
    sum.count += row.count;
    sum.intensitySum += row.intensitySum;
    sum.intensitySumSquares += row.intensitySumSquares;
  }
  const groups = new Map<string, Counts[]>();
  for (const sum of sums.values()) groups.set(sum.period, [...(groups.get(sum.period) ?? []), sum]);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([period, list]) => ({ period, ...total(list) }));
}

export interface SeriesOptions {
  unit: Unit;
  /** ISO dates, both inclusive: the periods that hold them are the first and the last. */
  from: string;
  to: string;
  /** Standard deviation of the smoothing kernel, in periods. */
  bandwidth?: number;
  /** How many deeds' worth of weight the relation's own long-run mean has in every period. */
  priorWeight?: number;
}

/**
 * A relation, period by period, from rows of that unit or a finer one. Periods without deeds are there, empty.
 *
 * `level` is the smoothed intensity: the mean of the deeds around a period (Gaussian weights by distance in time), drawn
 * towards the relation's mean over the whole span as if `priorWeight` further deeds had been just average. So three deeds
 * cannot make a movement, nor can a gap: where there is no deed the line goes back to the mean and its band widens. The
 * price is that a true turn is shown smaller and softer than it was; `compareAt` is the test of a turn, not this line.
 */
export function relationSeries(rows: readonly (Counts & { period: string })[], options: SeriesOptions): SeriesPoint[] {
  const { unit, bandwidth = 1.5, priorWeight = 4 } = options;
  const byPeriod = new Map<string, (Counts & { period: string })[]>();
  const last = periodOf(options.to, unit);
  for (let period = periodOf(options.from, unit); period <= last; period = nextPeriod(period, unit)) byPeriod.set(period, []);
  for (const row of rows) byPeriod.get(periodOf(row.period, unit))?.push(row);

  const periods = [...byPeriod].map(([period, list]) => ({ period, ...total(list) }));
  const overall = total(periods);
  const centre = overall.count === 0 ? 0 : overall.intensitySum / overall.count;
  const spread = Math.sqrt((squaresWithin(overall) + VARIANCE_WEIGHT * (10 / 3) ** 2) / (Math.max(0, overall.count - 1) + VARIANCE_WEIGHT));
  const reach = Math.ceil(3 * bandwidth);

  return periods.map((own, i) => {
    let weight = priorWeight;
    let sum = priorWeight * centre;
    for (let j = Math.max(0, i - reach); j <= Math.min(periods.length - 1, i + reach); j++) {
      const near = Math.exp(-0.5 * ((i - j) / bandwidth) ** 2);
      weight += near * periods[j]!.count;
      sum += near * periods[j]!.intensitySum;
    }
    const value = sum / weight;
    const half = (NORMAL_95 * spread) / Math.sqrt(weight);
    return {
      period: own.period,
      count: own.count,
      quads: own.quads,
      mean: own.count === 0 ? null : own.intensitySum / own.count,
      net: netCooperation(own),
      level: { value, low: Math.max(-10, value - half), high: Math.min(10, value + half) },
    };
  });
}
