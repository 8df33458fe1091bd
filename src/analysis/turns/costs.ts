/**
 * What it costs to call a stretch of a series one segment: minus twice the log-likelihood of the stretch under its best
 * parameters, but for what every segmentation shares. Each is O(1) a stretch, from cumulative sums.
 * Reference: R. Killick, I. A. Eckley, "changepoint: An R package for changepoint analysis", Journal of Statistical Software 58(3), 2014.
 */

/** A series as the search for turns sees it. */
export interface SegmentCost {
  /** Number of observations. */
  readonly length: number;
  /** Parameters of one segment: what a penalty counts. */
  readonly parameters: number;
  /** Fewest observations in a segment for which the cost means anything. */
  readonly shortest: number;
  /** Cost of observations [from, to). */
  cost(from: number, to: number): number;
}

/** What an observation weighs; 1 each where nothing is given. */
export type Weights = readonly number[] | undefined;

/** Sums of [0, i) for i = 0 … n. */
export function cumulative(values: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) sums[i + 1] = sums[i]! + values[i]!;
  return sums;
}

/** Weighted mean. */
export function meanOf(values: readonly number[], weights?: Weights): number {
  let [sum, weight] = [0, 0];
  values.forEach((x, i) => {
    const w = weights?.[i] ?? 1;
    sum += w * x;
    weight += w;
  });
  return weight === 0 ? 0 : sum / weight;
}

/** Cumulative weights, weighted sums and weighted squares, about the mean so that large levels cost no digits. */
export function momentSums(values: readonly number[], weights?: Weights): { centre: number; w: Float64Array; wx: Float64Array; wxx: Float64Array } {
  const centre = meanOf(values, weights);
  const weight = (i: number): number => weights?.[i] ?? 1;
  return {
    centre,
    w: cumulative(values.map((_, i) => weight(i))),
    wx: cumulative(values.map((x, i) => weight(i) * (x - centre))),
    wxx: cumulative(values.map((x, i) => weight(i) * (x - centre) ** 2)),
  };
}

/**
 * The noise of a series that may jump: half the mean squared step between neighbours, Σ(x_{i+1} − x_i)² / 2(n−1), which a few
 * jumps hardly change (von Neumann and others 1941). With weights, for observations of variance σ²/w.
 */
export function stepVariance(values: readonly number[], weights?: Weights): number {
  if (values.length < 2) return 0;
  let sum = 0;
  for (let i = 1; i < values.length; i++) {
    sum += (values[i]! - values[i - 1]!) ** 2 / (1 / (weights?.[i] ?? 1) + 1 / (weights?.[i - 1] ?? 1));
  }
  return sum / (values.length - 1);
}

/** A normal mean that jumps, the variance known and the same throughout: Σ w (x − x̄)² / σ². */
export function normalMeanCost(values: readonly number[], options: { variance?: number; weights?: Weights } = {}): SegmentCost {
  const { w, wx, wxx } = momentSums(values, options.weights);
  const variance = Math.max(options.variance ?? stepVariance(values, options.weights), Number.MIN_VALUE);
  return {
    length: values.length,
    parameters: 1,
    shortest: 1,
    cost: (from, to) => Math.max(0, wxx[to]! - wxx[from]! - (wx[to]! - wx[from]!) ** 2 / (w[to]! - w[from]!)) / variance,
  };
}

/** A normal mean and variance that jump together: m (log 2π + log σ̂² + 1) for m observations. */
export function normalMeanVarianceCost(values: readonly number[]): SegmentCost {
  const { wx, wxx } = momentSums(values);
  // Equal neighbours would have variance zero and a likelihood without bound.
  const floor = Math.max(1e-6 * (wxx[values.length]! / Math.max(1, values.length)), Number.MIN_VALUE);
  return {
    length: values.length,
    parameters: 2,
    shortest: 2,
    cost(from, to) {
      const m = to - from;
      const own = Math.max(0, (wxx[to]! - wxx[from]! - (wx[to]! - wx[from]!) ** 2 / m) / m);
      const variance = Math.max(floor, own);
      return m * (Math.log(2 * Math.PI * variance) + own / variance);
    },
  };
}

/** A Poisson rate that jumps: 2 (S − S log(S/m)) for S counted in m periods (log x! is the same for every segmentation). */
export function poissonCost(counts: readonly number[]): SegmentCost {
  const sums = cumulative(counts);
  return {
    length: counts.length,
    parameters: 1,
    shortest: 1,
    cost(from, to) {
      const sum = sums[to]! - sums[from]!;
      return sum === 0 ? 0 : 2 * (sum - sum * Math.log(sum / (to - from)));
    },
  };
}
