/** What is found beside what other software finds in the same series (turns.json, made by turns.R). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { normalMeanCost, normalMeanVarianceCost, type SegmentCost } from '../../src/analysis/turns/costs.js';
import { poissonEvidence } from '../../src/analysis/turns/evidence.js';
import { turnPosterior } from '../../src/analysis/turns/posterior.js';
import { pelt, segmentNeighbourhood, type Segmentation } from '../../src/analysis/turns/segmentation.js';

interface Reference {
  /** Which versions made it. */
  made: string;
  segmented: { name: string; shortest: number; values: number[]; best: Segmentation[] }[];
  sampled: { counts: number[]; begun: number[] };
  changepoint: { mean: number[]; meanVariance: number[] };
}
const reference = JSON.parse(readFileSync(new URL('turns.json', import.meta.url), 'utf8')) as Reference;

describe.each(reference.segmented)('strucchange: $name', ({ values, shortest, best }) => {
  const cost = normalMeanCost(values, { variance: 1 });

  it('has the same best segmentation for each number of turns, to the last digits of its sum of squares', () => {
    const found = segmentNeighbourhood(cost, best.length - 1, { shortest });
    expect(found.map(({ turns }) => turns)).toEqual(best.map(({ turns }) => turns));
    found.forEach(({ cost: sum }, k) => expect(sum).toBeCloseTo(best[k]!.cost, 7));
  });

  it('has the same least sum of squares with a penalty for each turn, found by PELT', () => {
    for (const penalty of [8, 12, 20, 40, 80]) {
      const penalised = best.map((one) => one.cost + penalty * one.turns.length);
      const least = penalised.indexOf(Math.min(...penalised));
      const found = pelt(cost, { penalty, shortest });
      // More turns than were asked of strucchange may be better still.
      if (found.turns.length < best.length) expect(found.turns).toEqual(best[least]!.turns);
      else expect(found.cost + penalty * found.turns.length).toBeLessThan(penalised[least]!);
    }
  });
});

/** Numbers of turns that are best for some penalty between two. */
function numbersBetween(series: SegmentCost, low: number, high: number): number[] {
  const found = new Set<number>();
  for (let penalty = low; penalty <= high; penalty *= 1.004) found.add(pelt(series, { penalty }).turns.length);
  return [...found];
}

describe('changepoint: the examples of its manual (2.2.4), series by set.seed(1)', () => {
  const { mean, meanVariance } = reference.changepoint;

  it('cpt.mean: three turns, after 50, 100 and 150', () => {
    expect(segmentNeighbourhood(normalMeanCost(mean), 3)[3]!.turns).toEqual([50, 100, 150]);
    expect(pelt(normalMeanCost(mean)).turns).toEqual([50, 100, 150]);
  });

  it('cpt.mean, penalties from 4 to 1500: 7, 5, 4, 3, 2, 1 and no turns', () => {
    expect(numbersBetween(normalMeanCost(mean, { variance: 1 }), 4, 1500)).toEqual([7, 5, 4, 3, 2, 1, 0]);
  });

  it('cpt.meanvar, penalties from 2 log n to 100 log n: 9, 7, 4, 3, 1 and no turns', () => {
    const log = Math.log(meanVariance.length);
    expect(numbersBetween(normalMeanVarianceCost(meanVariance), 2 * log, 100 * log)).toEqual([9, 7, 4, 3, 1, 0]);
    expect(segmentNeighbourhood(normalMeanVarianceCost(meanVariance), 3)[3]!.turns).toEqual([50, 100, 150]);
  });
});

it('MCMCpack: where one rate gives way to another, as its sampler of 20,000 draws has it', () => {
  const { counts, begun } = reference.sampled;
  const { at } = turnPosterior(poissonEvidence(counts), { most: 1 });
  // Places are all alike to us before looking; to the sampler they are as 1 / (t (t + 1)).
  const weights = Array.from(at, (probability, t) => (t === 0 ? 0 : probability / (t * (t + 1))));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  weights.forEach((weight, t) => {
    sum += weight / total;
    expect(Math.abs(sum - begun[t]!), `observation ${t}`).toBeLessThan(0.02);
  });
});
