/**
 * How probable turns are, how many and where, by exact recursions: no sampling, no approximation beyond the model.
 * Reference: P. Fearnhead, "Exact and efficient Bayesian inference for multiple changepoint problems", Statistics and
 * Computing 16, 2006; the model is the product partition model of D. Barry, J. A. Hartigan, "A Bayesian analysis for change
 * point problems", Journal of the American Statistical Association 88(421), 1993.
 */
import type { SegmentEvidence } from './evidence.js';

export interface TurnPosterior {
  /** Probability of 0, 1, 2 … turns. */
  number: number[];
  /** Probability that a new segment begins with observation i. */
  at: Float64Array;
  /** The most probable turns, given the most probable number of them. */
  best: number[];
  /** The most probable turns, given their number. */
  likeliest(number: number): number[];
  /** Probability of at least one turn among observations [from, to). */
  within(from: number, to: number): number;
}

export interface PosteriorOptions {
  /** Most turns considered. */
  most?: number;
  /** Fewest observations in a segment. */
  shortest?: number;
  /** Probability of no turn at all before looking. */
  none?: number;
}

/** So far below the greatest term others change no digit of a sum: e⁻⁴² of it. Most are, and their exponentials are most of the work. */
const NEGLIGIBLE = -42;

/** Log of a sum of exponentials, given its terms' logs. */
function logSum(terms: Float64Array, from: number, to: number): number {
  let most = -Infinity;
  for (let i = from; i < to; i++) if (terms[i]! > most) most = terms[i]!;
  if (most === -Infinity) return -Infinity;
  let sum = 0;
  for (let i = from; i < to; i++) {
    const below = terms[i]! - most;
    if (below > NEGLIGIBLE) sum += Math.exp(below);
  }
  return most + Math.log(sum);
}

/**
 * Before looking, no turn has probability `none` (one half), each further turn is half as probable as the one before, and
 * for a given number all places are equally probable. With M(s, t) the evidence of observations [s, t) as one segment and
 * A_k(t) = Σ_s A_{k−1}(s) M(s, t), B_k(t) = Σ_s M(t, s) B_{k−1}(s), the probability that a segment begins at t is
 * Σ_k P(k) Σ_j A_j(t) B_{k−1−j}(t) / A_k(n). Several evidences are several values of a shared unknown, equally probable
 * before looking, and are averaged over. O(most × n²) each.
 */
export function turnPosterior(evidences: readonly SegmentEvidence[], options: PosteriorOptions = {}): TurnPosterior {
  const n = evidences[0]?.length ?? 0;
  const shortest = Math.max(options.shortest ?? 1, ...evidences.map((evidence) => evidence.shortest));
  const most = Math.max(0, Math.min(options.most ?? 8, Math.floor(n / shortest) - 1));
  if (n === 0 || most === 0) return { number: [1], at: new Float64Array(n), best: [], likeliest: () => [], within: () => 0 };
  const none = options.none ?? 0.5;
  const logPrior = priorOfNumber(most, none).map((p, k) => Math.log(p) - logPlaces(n, k, shortest));

  const grids = evidences.map((evidence) => {
    const marginals = table(evidence, shortest);
    const forward = forwards(marginals, n, most, shortest);
    const perNumber = logPrior.map((p, k) => p + forward[k]![n]!);
    return { marginals, forward, perNumber, total: logSum(Float64Array.from(perNumber), 0, most + 1) };
  });
  const totals = Float64Array.from(grids.map(({ total }) => total));
  const all = logSum(totals, 0, totals.length);
  const number = logPrior.map((_, k) => grids.reduce((sum, { perNumber }) => sum + Math.exp(perNumber[k]! - all), 0));
  const at = new Float64Array(n);
  for (const { marginals, forward, total } of grids) {
    if (total - all < -25) continue;
    const backward = backwards(marginals, n, most, shortest);
    for (let t = shortest; t <= n - shortest; t++) {
      for (let k = 1; k <= most; k++) {
        for (let j = 0; j < k; j++) at[t]! += Math.exp(logPrior[k]! + forward[j]![t]! + backward[k - 1 - j]![t]! - all);
      }
    }
  }

  const likeliest = number.indexOf(Math.max(...number));
  const chief = grids[totals.indexOf(Math.max(...totals))]!;
  return {
    number,
    at,
    best: likeliestTurns(chief.marginals, n, likeliest, shortest),
    likeliest: (k) => likeliestTurns(chief.marginals, n, Math.min(k, most), shortest),
    within(from, to) {
      const without = grids.map(({ marginals, total }) => {
        if (total - all < -25) return 0;
        const forward = forwards(marginals, n, most, shortest, (t) => t < from || t >= to);
        return logPrior.reduce((sum, p, k) => sum + Math.exp(p + forward[k]![n]! - all), 0);
      });
      return Math.min(1, Math.max(0, 1 - without.reduce((a, b) => a + b, 0)));
    },
  };
}

/** Probability of 0 … most turns before looking: `none`, and what is left halving with every turn. */
function priorOfNumber(most: number, none: number): number[] {
  const halves = Array.from({ length: most }, (_, i) => 0.5 ** (i + 1));
  const all = halves.reduce((a, b) => a + b, 0);
  return [none, ...halves.map((half) => ((1 - none) * half) / all)];
}

/** Log of the number of ways to place k turns in n observations, every segment of the shortest length or longer. */
function logPlaces(n: number, k: number, shortest: number): number {
  const free = n - (k + 1) * (shortest - 1) - 1;
  let log = 0;
  for (let i = 0; i < k; i++) log += Math.log((free - i) / (i + 1));
  return log;
}

/** Log evidence of [s, t) at s × (n + 1) + t; −∞ where the stretch is too short. */
function table(evidence: SegmentEvidence, shortest: number): Float64Array {
  const n = evidence.length;
  const marginals = new Float64Array((n + 1) * (n + 1)).fill(-Infinity);
  for (let s = 0; s < n; s++) for (let t = s + shortest; t <= n; t++) marginals[s * (n + 1) + t] = evidence.logMarginal(s, t);
  return marginals;
}

/** A_k(t): log evidence of [0, t) cut by k turns, summed over their places, all of them allowed. */
function forwards(marginals: Float64Array, n: number, most: number, shortest: number, allowed?: (turn: number) => boolean): Float64Array[] {
  const rows = [Float64Array.from({ length: n + 1 }, (_, t) => marginals[t]!)];
  const terms = new Float64Array(n + 1);
  for (let k = 1; k <= most; k++) {
    const row = new Float64Array(n + 1).fill(-Infinity);
    const before = rows[k - 1]!;
    for (let t = (k + 1) * shortest; t <= n; t++) {
      const [from, to] = [k * shortest, t - shortest + 1];
      for (let s = from; s < to; s++) terms[s] = allowed && !allowed(s) ? -Infinity : before[s]! + marginals[s * (n + 1) + t]!;
      row[t] = logSum(terms, from, to);
    }
    rows.push(row);
  }
  return rows;
}

/** B_k(t): log evidence of [t, n) cut by k turns, summed over their places. */
function backwards(marginals: Float64Array, n: number, most: number, shortest: number): Float64Array[] {
  const rows = [Float64Array.from({ length: n + 1 }, (_, t) => marginals[t * (n + 1) + n]!)];
  const terms = new Float64Array(n + 1);
  for (let k = 1; k <= most; k++) {
    const row = new Float64Array(n + 1).fill(-Infinity);
    const after = rows[k - 1]!;
    for (let t = 0; t <= n - (k + 1) * shortest; t++) {
      const [from, to] = [t + shortest, n - k * shortest + 1];
      for (let s = from; s < to; s++) terms[s] = marginals[t * (n + 1) + s]! + after[s]!;
      row[t] = logSum(terms, from, to);
    }
    rows.push(row);
  }
  return rows;
}

/** The k turns that together are most probable. */
function likeliestTurns(marginals: Float64Array, n: number, k: number, shortest: number): number[] {
  let row = Float64Array.from({ length: n + 1 }, (_, t) => marginals[t]!);
  const lasts: Int32Array[] = [];
  for (let j = 1; j <= k; j++) {
    const next = new Float64Array(n + 1).fill(-Infinity);
    const last = new Int32Array(n + 1);
    for (let t = (j + 1) * shortest; t <= n; t++) {
      for (let s = j * shortest; s <= t - shortest; s++) {
        const total = row[s]! + marginals[s * (n + 1) + t]!;
        if (total > next[t]!) {
          next[t] = total;
          last[t] = s;
        }
      }
    }
    row = next;
    lasts.push(last);
  }
  const turns: number[] = [];
  for (let j = k, t = n; j > 0; j--) turns.unshift((t = lasts[j - 1]![t]!));
  return turns;
}
