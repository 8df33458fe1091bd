/** Simulated series with known breaks, for tests: same seed, same series. */

/** Uniform numbers in [0, 1) from a linear congruential generator (Numerical Recipes' constants). */
export function uniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

/** Standard normal numbers by Box and Muller's method. */
export function normal(seed: number): () => number {
  const random = uniform(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Segments of [length, level], one after the other, with noise of standard deviation `sd`. */
export function steps(segments: readonly (readonly [number, number])[], sd: number, seed: number): number[] {
  const noise = normal(seed);
  return segments.flatMap(([length, level]) => Array.from({ length }, () => level + sd * noise()));
}

/** Poisson counts in segments of [length, rate], by Knuth's method. */
export function countSteps(segments: readonly (readonly [number, number])[], seed: number): number[] {
  const random = uniform(seed);
  const draw = (rate: number): number => {
    let count = 0;
    for (let p = random(); p > Math.exp(-rate); p *= random()) count++;
    return count;
  };
  return segments.flatMap(([length, rate]) => Array.from({ length }, () => draw(rate)));
}
