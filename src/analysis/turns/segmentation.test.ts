import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalMeanCost, normalMeanVarianceCost, poissonCost } from './costs.js';
import { COAL, NILE } from './published.js';
import { pelt, schwarzPenalty, segmentNeighbourhood } from './segmentation.js';
import { countSteps, steps } from './simulate.js';

/** Every found turn within `off` of a true one, and as many. */
function near(found: readonly number[], expected: readonly number[], off: number): void {
  expect(found.length, `found ${found.join(', ')}`).toBe(expected.length);
  expected.forEach((turn, i) => expect(Math.abs(found[i]! - turn), `${found[i]} for ${turn}`).toBeLessThanOrEqual(off));
}

describe('published series', () => {
  it('agrees with strucchange on the Nile, segment by segment', () => {
    // breakpoints(Nile ~ 1), h = 0.15: residual sums of squares and places for 0 to 5 breaks.
    const published: [number, number[]][] = [
      [2835157, []], [1597457, [28]], [1552924, [28, 83]], [1538097, [28, 68, 83]], [1507888, [28, 45, 68, 83]], [1659994, [15, 30, 45, 68, 83]],
    ];
    const found = segmentNeighbourhood(normalMeanCost(NILE, { variance: 1 }), 5, { shortest: 15 });
    published.forEach(([cost, turns], k) => {
      expect(Math.round(found[k]!.cost)).toBe(cost);
      expect(found[k]!.turns).toEqual(turns);
    });
  });

  it('puts the one break of the Nile after 1898, by mean and by mean and variance', () => {
    expect(pelt(normalMeanCost(NILE)).turns.map((i) => 1871 + i)).toEqual([1899]);
    expect(pelt(normalMeanVarianceCost(NILE), { shortest: 10 }).turns.map((i) => 1871 + i)).toEqual([1899]);
  });

  it('puts the fall of coal-mining disasters at 1891 or 1892', () => {
    expect(1851 + segmentNeighbourhood(poissonCost(COAL), 1)[1]!.turns[0]!).toBe(1892);
  });
});

describe('simulated series', () => {
  it('finds jumps of the mean', () => {
    near(pelt(normalMeanCost(steps([[80, 0], [60, 3], [90, -1], [70, 2]], 1, 7))).turns, [80, 140, 230], 2);
  });

  it('finds a jump of the variance alone', () => {
    const series = [...steps([[100, 0]], 1, 3), ...steps([[100, 0]], 5, 4)];
    near(pelt(normalMeanVarianceCost(series), { shortest: 5 }).turns, [100], 4);
  });

  it('finds jumps of a rate', () => {
    near(pelt(poissonCost(countSteps([[60, 1], [60, 6], [60, 2]], 5))).turns, [60, 120], 3);
  });

  it('leaves noise alone, nine times in ten', () => {
    const alarms = Array.from({ length: 40 }, (_, seed) => pelt(normalMeanCost(steps([[150, 1]], 1, seed + 100))).turns.length).filter((n) => n > 0).length;
    expect(alarms).toBeLessThanOrEqual(8);
  });

  it('takes a hundred thousand observations in a moment', () => {
    const series = steps(Array.from({ length: 500 }, (_, i) => [200, i % 2 === 0 ? 0 : 4] as const), 1, 11);
    const began = performance.now();
    near(pelt(normalMeanCost(series)).turns, Array.from({ length: 499 }, (_, i) => 200 * (i + 1)), 4);
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

describe('exactness', () => {
  const series = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 24 });

  it.each([
    ['mean', (x: number[]) => normalMeanCost(x, { variance: 1 })],
    ['mean and variance', (x: number[]) => normalMeanVarianceCost(x)],
    ['rate', (x: number[]) => poissonCost(x)],
  ] as const)('PELT finds what a search over everything finds: %s', (_, costOf) => {
    fc.assert(
      fc.property(series, fc.integer({ min: 1, max: 4 }), fc.double({ min: 0.1, max: 8, noNaN: true }), (x, shortest, penalty) => {
        const cost = costOf(x);
        const all = segmentNeighbourhood(cost, x.length, { shortest }).map((one) => one.cost + penalty * one.turns.length);
        const found = pelt(cost, { penalty, shortest });
        if (all.length === 0) return found.turns.length === 0;
        return Math.abs(found.cost + penalty * found.turns.length - Math.min(...all)) < 1e-6;
      }),
    );
  });

  it('finds nothing in nothing, in one observation, and where all are equal', () => {
    for (const x of [[], [3], [2, 2, 2, 2, 2, 2]]) expect(pelt(normalMeanCost(x)).turns).toEqual([]);
    expect(schwarzPenalty({ length: 100, parameters: 1 })).toBeCloseTo(9.2103, 4);
  });
});
