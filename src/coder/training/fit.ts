/**
 * Fits the ranker: multinomial logistic regression by AdaGrad (Duchi, Hazan and Singer 2011) with decoupled weight decay,
 * in a seeded order. Deterministic: same examples, same seed, same weights.
 */
import { BUCKETS, type Features } from '../features.js';
import { Ranker, softmax } from '../ranker.js';

export interface Example {
  features: Features;
  /** Number of the right label. */
  label: number;
  /** How much it counts; 1 by default. */
  weight?: number;
}

export interface FitOptions {
  epochs?: number;
  rate?: number;
  /** L2 penalty per example. */
  decay?: number;
  seed?: number;
  /** Share of each example's features left out at random while learning, so that no single word decides. */
  dropout?: number;
  version?: string;
}

/** A small seeded generator (mulberry32): numbers in [0, 1). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Fits weights to the examples; seconds for some thousand of them. */
export function fit(examples: readonly Example[], labels: readonly string[], options: FitOptions = {}): Ranker {
  const { epochs = 30, rate = 0.1, decay = 1e-4, seed = 7, dropout = 0.6, version = 'unversioned' } = options;
  const n = labels.length;
  const weights = new Float32Array(BUCKETS * n);
  const squares = new Float32Array(BUCKETS * n);
  const next = random(seed);
  const order = examples.map((_, i) => i);
  const scores = new Float64Array(n);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(next() * (i + 1));
      [order[i], order[j]] = [order[j] as number, order[i] as number];
    }
    for (const at of order) {
      const { features, label, weight = 1 } = examples[at] as Example;
      const kept: number[] = [];
      for (let k = 0; k < features.ids.length; k++) if (next() >= dropout) kept.push(k);
      scores.fill(0);
      for (const k of kept) {
        const row = (features.ids[k] as number) * n;
        const value = features.values[k] as number;
        for (let c = 0; c < n; c++) scores[c] = (scores[c] as number) + value * (weights[row + c] as number);
      }
      const { probabilities } = softmax(scores);
      for (let c = 0; c < n; c++) {
        const error = weight * ((probabilities[c] as number) - (c === label ? 1 : 0));
        if (Math.abs(error) < 1e-4) continue;
        for (const k of kept) {
          const at2 = (features.ids[k] as number) * n + c;
          const gradient = error * (features.values[k] as number) + decay * (weights[at2] as number);
          const square = (squares[at2] as number) + gradient * gradient;
          squares[at2] = square;
          weights[at2] = (weights[at2] as number) - (rate * gradient) / (Math.sqrt(square) + 1e-6);
        }
      }
    }
  }
  // With dropout a weight was learnt for a part of the features: with all of them it counts for less.
  let largest = 0;
  for (const weight of weights) largest = Math.max(largest, Math.abs(weight * (1 - dropout)));
  const scale = largest / 127 || 1;
  const small = new Int8Array(weights.length);
  for (let i = 0; i < weights.length; i++) small[i] = Math.round(((weights[i] as number) * (1 - dropout)) / scale);
  return new Ranker(version, labels, small, scale);
}
