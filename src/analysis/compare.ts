/**
 * Before and after: has a country's relation with each partner changed at a date, by how much, and could it be chance?
 */
import { meanIntensity, netCooperation, pooledVariance, total, type Counts, type Estimate } from './desk.js';
import { distribution } from './normal.js';

/** What is compared: mean intensity (−10…+10) or net cooperation (−1…+1). */
export type Measure = 'intensity' | 'net';
export type Verdict = 'warmer' | 'cooler' | 'no evidence of change';

/** Deeds with one partner on one day. */
export type DayRow = Counts & { period: string };

export interface Side extends Pick<Counts, 'count' | 'quads'> {
  /** null when there was no deed. */
  estimate: Estimate | null;
}

export interface Comparison {
  partner: string;
  before: Side;
  after: Side;
  /** After less before; null when a side has no deed. */
  difference: number | null;
  /** Chance of so large a difference if the date meant nothing; null when a side has too few deeds to ask. */
  p: number | null;
  /** p after Benjamini and Hochberg's correction for asking of so many partners at once. */
  q: number | null;
  verdict: Verdict;
}

export interface CompareOptions {
  measure?: Measure;
  permutations?: number;
  /** Same seed, same answer. */
  seed?: number;
  /** Deeds that each side must have for the question to be asked. */
  minimum?: number;
  /** Share of false alarms allowed among the changes that are reported. */
  falseDiscovery?: number;
}

/**
 * Compares each partner's deeds before a date with those on and after it.
 *
 * The test shuffles days between the two sides and asks how often chance alone makes a difference as large (two-sided). Whole
 * days are shuffled, not deeds, because deeds reported of one day mostly come of one occasion and would count as independent
 * evidence when they are not. What lasts longer than a day (a dispute of some weeks) is still treated as independent, so p is
 * somewhat too small for relations that come in bursts.
 */
export function compareAt(partners: ReadonlyMap<string, readonly DayRow[]>, at: string, options: CompareOptions = {}): Comparison[] {
  const { measure = 'intensity', permutations = 1999, seed = 1, minimum = 3, falseDiscovery = 0.1 } = options;
  const split = [...partners].map(([partner, rows]) => ({
    partner,
    rows: mergeDays(rows),
    before: total(rows.filter((row) => row.period < at)),
    after: total(rows.filter((row) => row.period >= at)),
  }));
  const pooled = pooledVariance(split.flatMap(({ before, after }) => [before, after]));
  const side = (counts: Counts): Side => ({
    count: counts.count,
    quads: counts.quads,
    estimate: measure === 'net' ? netCooperation(counts) : meanIntensity(counts, pooled),
  });

  const compared = split.map(({ partner, rows, before, after }) => {
    const enough = before.count >= minimum && after.count >= minimum;
    const [b, a] = [side(before), side(after)];
    return {
      partner,
      before: b,
      after: a,
      difference: a.estimate && b.estimate ? a.estimate.value - b.estimate.value : null,
      p: enough ? permutationP(rows, at, measure, permutations, seed ^ hash(partner)) : null,
    };
  });

  const asked = compared.filter((row) => row.p !== null);
  const adjusted = benjaminiHochberg(asked.map((row) => row.p!));
  const q = new Map(asked.map((row, i) => [row.partner, adjusted[i]!]));
  return compared.map((row) => {
    const own = q.get(row.partner) ?? null;
    const changed = own !== null && own <= falseDiscovery && row.difference !== 0;
    return { ...row, q: own, verdict: !changed ? 'no evidence of change' : row.difference! > 0 ? 'warmer' : 'cooler' };
  });
}

/** Adjusted p values, in the order given: each the smallest share of false alarms at which it would be reported. */
export function benjaminiHochberg(p: readonly number[]): number[] {
  const order = p.map((_, i) => i).sort((a, b) => p[b]! - p[a]!);
  const adjusted = new Array<number>(p.length);
  let least = 1;
  order.forEach((index, i) => {
    least = Math.min(least, (p[index]! * p.length) / (p.length - i));
    adjusted[index] = least;
  });
  return adjusted;
}

/** One row a day, so that both directions of a relation on one day are shuffled together. */
function mergeDays(rows: readonly DayRow[]): DayRow[] {
  const ordered = rows.every((row, i) => i === 0 || rows[i - 1]!.period <= row.period) ? rows : [...rows].sort((a, b) => (a.period < b.period ? -1 : a.period > b.period ? 1 : 0));
  const days: DayRow[] = [];
  for (let i = 0; i < ordered.length; ) {
    const { period } = ordered[i]!;
    const first = i;
    while (i < ordered.length && ordered[i]!.period === period) i++;
    // Mostly it is one: the record adds the directions up by itself.
    days.push(i === first + 1 ? ordered[first]! : { period, ...total(ordered.slice(first, i)) });
  }
  return days;
}

/** Shuffles with so large a difference after which it is known well enough that chance makes one: more would only tell 0.31 from 0.33. */
const ENOUGH = 100;

/** Days on the smaller side from which on the shuffles are not made but reckoned. */
const MANY_DAYS = 500;

/**
 * Share of shuffles with a difference at least as large as the one seen, counting the one seen among them. Ends as soon as
 * `ENOUGH` of them have one (Besag and Clifford 1991, Sequential Monte Carlo p-values, Biometrika 78), so that the full number
 * is spent on what chance makes seldom. Only the side with fewer days is drawn: the other is what is left. Of many days the
 * share is that of a normal distribution with the shuffles' own variance, from which a thousand shuffles could not be told.
 */
function permutationP(days: readonly DayRow[], at: string, measure: Measure, permutations: number, seed: number): number {
  const before = days.filter((day) => day.period < at).length;
  const drawn = Math.min(before, days.length - before);
  const ordered = drawn === before ? days : [...days].reverse();
  const counts = Float64Array.from(ordered, (day) => day.count);
  const sums = Float64Array.from(ordered, (day) => (measure === 'net' ? day.quads[0] + day.quads[1] - day.quads[2] - day.quads[3] : day.intensitySum));
  const [allCount, allSum] = [counts.reduce((a, b) => a + b, 0), sums.reduce((a, b) => a + b, 0)];
  const difference = (count: number, sum: number): number => Math.abs((allSum - sum) / (allCount - count) - sum / count);
  const seen = difference(counts.subarray(0, drawn).reduce((a, b) => a + b, 0), sums.subarray(0, drawn).reduce((a, b) => a + b, 0));
  if (drawn >= MANY_DAYS) {
    // By how much a day has more than its share of deeds would give it; a drawn sum of those is how far the two sides drift apart.
    const spread = counts.reduce((sum, count, i) => sum + (sums[i]! - (allSum / allCount) * count) ** 2, 0) / (counts.length - 1);
    const share = drawn / counts.length;
    const deviation = (Math.sqrt(spread * drawn * (1 - share)) / allCount) * (1 / share + 1 / (1 - share));
    return Math.max(1 / (permutations + 1), seen < 1e-9 ? 1 : 2 * distribution(-seen / deviation));
  }
  // Most of the work of a desk: no closure and no pair is made in here. The draws are mulberry32's, a small generator that begins with the seed.
  const all = counts.length;
  let asLarge = 1;
  let rounds = 0;
  let state = seed;
  while (rounds < permutations && asLarge < ENOUGH) {
    rounds++;
    let count = 0;
    let sum = 0;
    for (let i = 0; i < drawn; i++) {
      state = (state + 0x6d2b79f5) | 0;
      let t = Math.imul(state ^ (state >>> 15), state | 1);
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
      const j = i + Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * (all - i));
      const countThere = counts[j]!;
      const sumThere = sums[j]!;
      counts[j] = counts[i]!;
      sums[j] = sums[i]!;
      counts[i] = countThere;
      sums[i] = sumThere;
      count += countThere;
      sum += sumThere;
    }
    if (difference(count, sum) >= seen - 1e-9) asLarge++;
  }
  return asLarge / (rounds + 1);
}

/** So that each partner has shuffles of its own, whatever the others are. */
function hash(text: string): number {
  let value = 2166136261;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 16777619);
  return value >>> 0;
}
