/** Weights learnt online and averaged over all steps (Collins 2002), and what goes with them. */

/**
 * Treebanks of one language differ in what they annotate how. Each has weights of its own that learn fully from its own
 * sentences and in part from the others' (after Daumé 2007); those of the first, the target, are averaged and shipped.
 */
export class Averaged {
  /** Weights of the treebank chosen last. */
  weights: Float32Array;
  private readonly all: Float32Array[];
  /** Sum of step × change, so that the average is had without touching all weights at each step. */
  private readonly stamped: Float64Array;
  private step = 1;
  private chosen = 0;

  constructor(size: number, treebanks: number, private readonly sharing: number) {
    this.all = Array.from({ length: treebanks }, () => new Float32Array(size));
    this.weights = this.all[0] as Float32Array;
    this.stamped = new Float64Array(size);
  }

  /** The treebank that the next sentence is from. */
  choose(treebank: number): Float32Array {
    this.chosen = treebank;
    return (this.weights = this.all[treebank] as Float32Array);
  }

  /** One decision was made, right or wrong. */
  tick(): void {
    this.step++;
  }

  add(index: number, change: number): void {
    for (let t = 0; t < this.all.length; t++) {
      (this.all[t] as Float32Array)[index]! += t === this.chosen ? change : change * this.sharing;
    }
    this.stamped[index]! += (this.chosen === 0 ? change : change * this.sharing) * this.step;
  }

  /** The mean of the target's weights over all steps so far. */
  average(): Float32Array {
    const target = this.all[0] as Float32Array;
    const mean = new Float32Array(target.length);
    for (let i = 0; i < mean.length; i++) mean[i] = (target[i] as number) - (this.stamped[i] as number) / this.step;
    return mean;
  }
}

/** A seeded generator of numbers in [0, 1) (mulberry32): the same seed trains the same model. */
export function seeded(seed: number): () => number {
  let a = seed | 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Leaves out a share of the features at random, so that no feature learns to lean on another. */
export function thin(features: Int32Array, n: number, share: number, random: () => number): number {
  if (share === 0) return n;
  let kept = 0;
  for (let k = 0; k < n; k++) if (random() >= share) features[kept++] = features[k] as number;
  return kept;
}


/** The numbers below `length` in a random order. */
export function shuffled(length: number, random: () => number): Int32Array {
  const order = Int32Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const t = order[i] as number;
    order[i] = order[j] as number;
    order[j] = t;
  }
  return order;
}

/**
 * The factor that brings weights into integers up to `limit`: all but the largest two in a hundred thousand fit,
 * those are cut to the limit.
 */
export function scaleFor(weights: Float32Array, limit: number): number {
  const sizes: number[] = [];
  for (const w of weights) if (w !== 0) sizes.push(Math.abs(w));
  if (sizes.length === 0) return 1;
  const sorted = Float32Array.from(sizes).sort();
  const cut = sorted[Math.max(0, Math.ceil(sorted.length * 0.9999) - 1)] as number;
  return limit / cut;
}

export function clamp(value: number, limit: number): number {
  const rounded = Math.round(value);
  return rounded > limit ? limit : rounded < -limit ? -limit : rounded;
}

/** Weights as bytes. */
export function toBytes(weights: Float32Array): Int8Array {
  const scale = scaleFor(weights, 127);
  return Int8Array.from(weights, (w) => clamp(w * scale, 127));
}

/** Weights as 16-bit integers. */
export function toShorts(weights: Float32Array): Int16Array {
  const scale = scaleFor(weights, 8000);
  return Int16Array.from(weights, (w) => clamp(w * scale, 32000));
}
