/**
 * How likely a stretch of a series is as one segment, whatever the segment's parameters: the likelihood averaged over a
 * conjugate prior. Each is O(1) a stretch. Priors are weak and come from the series as a whole: a segment's level is, before
 * looking, as uncertain as the series is spread.
 * Reference: A. Gelman and others, *Bayesian Data Analysis*, 3rd edition, 2013, chapters 2 and 3.
 */
import { cumulative, momentSums, stepVariance, type Weights } from './costs.js';

export interface SegmentEvidence {
  readonly length: number;
  readonly shortest: number;
  /** Log marginal likelihood of observations [from, to). */
  logMarginal(from: number, to: number): number;
}

const LANCZOS = [0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7];

/** Log of the gamma function for x > 0 (Lanczos, g = 7). */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  let sum = LANCZOS[0]!;
  for (let i = 1; i < LANCZOS.length; i++) sum += LANCZOS[i]! / (x - 1 + i);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

/**
 * A normal mean that jumps while the noise stays the same: x ~ N(μ, σ²/w), μ ~ N(x̄, s²), with x̄ and s² of the whole series.
 * σ² is not known: one evidence each for nine values, evenly apart in logarithm from a quarter of the noise that neighbours
 * show to the variance of the whole, to be given to `turnPosterior` together, which averages over them.
 */
export function normalMeanEvidence(values: readonly number[], weights?: Weights): SegmentEvidence[] {
  const n = values.length;
  const { w, wx, wxx } = momentSums(values, weights);
  const whole = Math.max(wxx[n]! / Math.max(1, n), 1e-12);
  const spread = Math.max(wxx[n]! / Math.max(w[n]!, Number.MIN_VALUE), 1e-12);
  const least = Math.max(Math.min(stepVariance(values, weights), whole) / 4, whole * 1e-3);
  const logWeights = cumulative(values.map((_, i) => Math.log(weights?.[i] ?? 1)));
  const steps = 9;
  return Array.from({ length: steps }, (_, step) => {
    const variance = least * ((1.2 * whole) / least) ** (step / (steps - 1));
    return {
      length: n,
      shortest: 1,
      logMarginal(from: number, to: number): number {
        const m = to - from;
        const weight = w[to]! - w[from]!;
        const sum = wx[to]! - wx[from]!;
        const squares = wxx[to]! - wxx[from]!;
        const shrink = variance + spread * weight;
        return -0.5 * (m * Math.log(2 * Math.PI * variance) - (logWeights[to]! - logWeights[from]!) + Math.log(shrink / variance) + (squares - (spread * sum * sum) / shrink) / variance);
      },
    };
  });
}

/** A normal mean and variance that jump together: normal-inverse-gamma prior worth one observation of the whole series. */
export function normalMeanVarianceEvidence(values: readonly number[]): SegmentEvidence[] {
  const n = values.length;
  const { wx, wxx } = momentSums(values);
  const [kappa, alpha] = [0.5, 1];
  const beta = Math.max(stepVariance(values), (wxx[n]! / Math.max(1, n)) * 1e-3, 1e-12);
  return [
    {
      length: n,
      shortest: 2,
      logMarginal(from, to) {
        const m = to - from;
        const mean = (wx[to]! - wx[from]!) / m;
        const within = Math.max(0, wxx[to]! - wxx[from]! - m * mean * mean);
        const alphaAfter = alpha + m / 2;
        const betaAfter = beta + within / 2 + (kappa * m * mean * mean) / (2 * (kappa + m));
        return logGamma(alphaAfter) - logGamma(alpha) + alpha * Math.log(beta) - alphaAfter * Math.log(betaAfter) + 0.5 * Math.log(kappa / (kappa + m)) - (m / 2) * Math.log(2 * Math.PI);
      },
    },
  ];
}

/** A Poisson rate that jumps: gamma prior worth one period at the series' mean rate. log x! is left out, being the same for every cut. */
export function poissonEvidence(counts: readonly number[]): SegmentEvidence[] {
  const sums = cumulative(counts);
  const n = counts.length;
  const shape = 1;
  const rate = shape / Math.max(sums[n]! / Math.max(1, n), 1e-9);
  return [
    {
      length: n,
      shortest: 1,
      logMarginal(from, to) {
        const sum = sums[to]! - sums[from]!;
        return shape * Math.log(rate) - logGamma(shape) + logGamma(shape + sum) - (shape + sum) * Math.log(rate + to - from);
      },
    },
  ];
}
