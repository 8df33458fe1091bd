/**
 * Turns: when did a relation change, in which direction, how sure is that, and on how many deeds does it rest?
 *
 * A relation's warmth is the series of its days with deeds, each day one observation (deeds reported of one day mostly come
 * of one occasion); its pace is the series of deeds counted by period, empty periods included. Both are cut into segments of
 * equal level by an exact Bayesian method (`turns/posterior.ts`), which gives each turn a probability and a date interval.
 */
import { meanIntensity, netCooperation, nextPeriod, periodOf, pooledVariance, total, type Counts, type Estimate } from './desk.js';
import type { Unit } from '../record/store.js';
import { normalMeanEvidence, poissonEvidence, type SegmentEvidence } from './turns/evidence.js';
import { turnPosterior, type TurnPosterior } from './turns/posterior.js';

/** Warmth by mean intensity (−10…+10) or net cooperation (−1…+1), or the pace of deeds. */
export type TurnMeasure = 'intensity' | 'net' | 'pace';
export type TurnVerdict = 'warmer' | 'cooler' | 'more deeds' | 'fewer deeds' | 'no evidence of change';

export interface Turn {
  verdict: Exclude<TurnVerdict, 'no evidence of change'>;
  /** First day of the first observation after the turn. */
  date: string;
  /** The turn lies between these days with 95 % probability, given that there is one about here. */
  from: string;
  to: string;
  /** Probability that there is at least one turn about here (nearer to this than to the next one found). */
  probability: number;
  /** Level of the segment before and after, and the deeds that it rests on; of a pace: deeds a period. */
  before: Estimate & { count: number };
  after: Estimate & { count: number };
}

export interface Turns {
  measure: TurnMeasure;
  /** What one observation is: a day with deeds, or the coarser period that days were put together to. */
  unit: Unit;
  /** Deeds, and observations that they make. */
  count: number;
  observations: number;
  first: string;
  last: string;
  /** Probability of at least one turn; null when there are too few observations to ask. */
  probability: number | null;
  /** Probability that a turn falls just before each observation. */
  profile: { period: string; probability: number }[];
  turns: Turn[];
  /** The last turn's direction, or that there is no evidence of one. */
  verdict: TurnVerdict;
}

export interface TurnOptions {
  measure?: TurnMeasure;
  /** For a pace: the unit that deeds are counted by, and the span (both dates inclusive), so that empty periods count. */
  unit?: Unit;
  from?: string;
  to?: string;
  /** Fewest observations in a segment. */
  shortest?: number;
  /** A turn is reported from this probability on. */
  sure?: number;
  /** Most turns looked for. */
  most?: number;
}

/** More observations than this are put together into weeks, months, quarters: the exact method takes time by their square. */
const MOST_OBSERVATIONS = 240;
const COARSER: readonly Unit[] = ['day', 'week', 'month', 'quarter', 'year'];

/** A period of a relation with what the search sees of it. */
interface Observation {
  period: string;
  value: number;
  weight: number;
  counts: Counts;
}

/** Finds the turns of one relation in its rows by day (or by any unit, for what is not known to the day). */
export function findTurns(rows: readonly (Counts & { period: string })[], options: TurnOptions = {}): Turns {
  const { measure = 'intensity', shortest = 3, sure = 0.9, most = 6 } = options;
  const { unit, observed } = measure === 'pace' ? paceOf(rows, options) : warmthOf(rows, measure);
  const deeds = total(observed.map(({ counts }) => counts)).count;
  const empty: Turns = {
    measure, unit, count: deeds, observations: observed.length,
    first: observed[0]?.period ?? '', last: observed.at(-1)?.period ?? '',
    probability: null, profile: [], turns: [], verdict: 'no evidence of change',
  };
  if (observed.length < 2 * shortest || deeds === 0) return empty;

  const posterior = turnPosterior(evidenceOf(observed, measure), { shortest, most });
  const probability = 1 - posterior.number[0]!;
  // Where there is surely a turn but each of several is in doubt, fewer are told of, and surely.
  let turns: Turn[] = [];
  for (let k = posterior.best.length; k > 0 && turns.length === 0 && probability >= sure; k--) {
    turns = tell(k === posterior.best.length ? posterior.best : posterior.likeliest(k), observed, posterior, measure, unit).filter((turn) => turn.probability >= sure);
  }
  return {
    ...empty,
    probability,
    profile: observed.map(({ period }, i) => ({ period, probability: posterior.at[i]! })),
    turns,
    verdict: turns.at(-1)?.verdict ?? 'no evidence of change',
  };
}

/** The turns at these cuts, each with its probability, interval, and levels before and after. */
function tell(best: readonly number[], observed: readonly Observation[], posterior: TurnPosterior, measure: TurnMeasure, unit: Unit): Turn[] {
  const variance = pooledVariance(observed.map(({ counts }) => counts));
  const cuts = [0, ...best, observed.length];
  return best.map((own, i) => {
    const [earlier, later] = [cuts[i]!, cuts[i + 2]!];
    const reach: [number, number] = [i === 0 ? 1 : Math.ceil((earlier + own) / 2), i === best.length - 1 ? observed.length : Math.ceil((own + later) / 2)];
    const [low, high] = quantiles(posterior.at, ...reach);
    const before = levelOf(observed.slice(earlier, own), measure, variance);
    const after = levelOf(observed.slice(own, later), measure, variance);
    const up = after.value > before.value;
    return {
      verdict: measure === 'pace' ? (up ? 'more deeds' : 'fewer deeds') : up ? 'warmer' : 'cooler',
      date: observed[own]!.period,
      from: nextPeriod(observed[low - 1]!.period, unit),
      to: observed[high]!.period,
      probability: posterior.within(...reach), before, after,
    };
  });
}

/** A result in a sentence, with the number of deeds that it rests on. */
export function turnsInWords({ turns, count, probability, first, last, unit }: Turns): string {
  const deeds = (n: number): string => `${n} deed${n === 1 ? '' : 's'}`;
  if (probability === null) return `no evidence of change: ${deeds(count)}, too few to ask`;
  if (turns.length === 0) return `no evidence of change: ${deeds(count)} from ${first} to ${last}, probability of a turn ${probability.toFixed(2)}`;
  return turns
    .map(({ verdict, date, from, to, probability: p, before, after }) => {
      const when = from === to || unit === 'year' ? date : `${date} (95 %: ${from} to ${to})`;
      return `${verdict} from ${when}, probability ${p.toFixed(2)}: ${before.value.toFixed(1)} on ${deeds(before.count)}, then ${after.value.toFixed(1)} on ${deeds(after.count)}`;
    })
    .join('; ');
}

/** Days with deeds, each day's mean deed one observation; more than can be looked through, and days are put together. */
function warmthOf(rows: readonly (Counts & { period: string })[], measure: TurnMeasure): { unit: Unit; observed: Observation[] } {
  const days = grouped(rows, 'day');
  for (const unit of COARSER) {
    const periods = new Map<string, Observation>();
    for (const [day, counts] of days) {
      const period = periodOf(day, unit);
      const value = measure === 'net' ? (counts.quads[0] + counts.quads[1] - counts.quads[2] - counts.quads[3]) / counts.count : counts.intensitySum / counts.count;
      const held = periods.get(period);
      if (!held) periods.set(period, { period, value, weight: 1, counts });
      else {
        held.value = (held.value * held.weight + value) / (held.weight + 1);
        held.weight += 1;
        held.counts = total([held.counts, counts]);
      }
    }
    if (periods.size <= MOST_OBSERVATIONS || unit === 'year') return { unit, observed: [...periods.values()] };
  }
  return { unit: 'day', observed: [] };
}

/** Deeds counted by period, empty periods included. */
function paceOf(rows: readonly (Counts & { period: string })[], options: TurnOptions): { unit: Unit; observed: Observation[] } {
  const from = options.from ?? rows.reduce((least, { period }) => (least === '' || period < least ? period : least), '');
  const to = options.to ?? rows.reduce((most, { period }) => (period > most ? period : most), '');
  if (from === '') return { unit: options.unit ?? 'month', observed: [] };
  for (const unit of COARSER.slice(COARSER.indexOf(options.unit ?? 'month'))) {
    const counts = grouped(rows, unit);
    const observed: Observation[] = [];
    for (let period = periodOf(from, unit); period <= to; period = nextPeriod(period, unit)) {
      const own = counts.get(period) ?? total([]);
      observed.push({ period, value: own.count, weight: 1, counts: own });
    }
    if (observed.length <= MOST_OBSERVATIONS || unit === 'year') return { unit, observed };
  }
  return { unit: 'year', observed: [] };
}

function grouped(rows: readonly (Counts & { period: string })[], unit: Unit): Map<string, Counts> {
  const lists = new Map<string, Counts[]>();
  for (const row of rows) {
    if (row.count === 0) continue;
    const period = periodOf(row.period, unit);
    const list = lists.get(period);
    if (list) list.push(row);
    else lists.set(period, [row]);
  }
  return new Map([...lists].sort(([a], [b]) => (a < b ? -1 : 1)).map(([period, list]) => [period, total(list)]));
}

function evidenceOf(observed: readonly Observation[], measure: TurnMeasure): SegmentEvidence[] {
  const values = observed.map(({ value }) => value);
  return measure === 'pace' ? poissonEvidence(values) : normalMeanEvidence(values, observed.map(({ weight }) => weight));
}

/** The observations between which the middle 95 % of the probability of turns in [from, to) lies. */
function quantiles(at: Float64Array, from: number, to: number): [number, number] {
  let all = 0;
  for (let i = from; i < to; i++) all += at[i]!;
  let [low, high, sum] = [from, to - 1, 0];
  for (let i = from; i < to; i++) {
    if (sum <= 0.025 * all) low = i;
    sum += at[i]!;
    if (sum >= 0.975 * all) {
      high = i;
      break;
    }
  }
  return [low, high];
}

function levelOf(observed: readonly Observation[], measure: TurnMeasure, variance: number): Estimate & { count: number } {
  const counts = total(observed.map((one) => one.counts));
  if (measure !== 'pace') return { ...(measure === 'net' ? netCooperation(counts) : meanIntensity(counts, variance))!, count: counts.count };
  const rate = counts.count / observed.length;
  // Square roots of counts have variance 1/4, whatever the rate (Anscombe 1948).
  const root = Math.sqrt(counts.count + 3 / 8);
  const bound = (z: number): number => Math.max(0, Math.max(0, root + z / 2) ** 2 - 3 / 8) / observed.length;
  return { value: rate, low: bound(-1.959964), high: bound(1.959964), count: counts.count };
}
