import { describe, expect, it } from 'vitest';
import { logGamma, normalMeanEvidence, normalMeanVarianceEvidence, poissonEvidence, type SegmentEvidence } from './evidence.js';
import { turnPosterior } from './posterior.js';
import { COAL, NILE } from './published.js';
import { steps } from './simulate.js';

describe('evidence', () => {
  it('has the gamma function right', () => {
    [[1, 0], [5, Math.log(24)], [0.5, Math.log(Math.sqrt(Math.PI))], [100, 359.1342053695754]].forEach(([x, log]) => expect(logGamma(x!)).toBeCloseTo(log!, 9));
  });

  it('multiplies: of two parts with one level, the second foretold by the first', () => {
    // p(x₁, x₂) for one normal mean, by hand: a bivariate normal with covariance s² and variances s² + σ².
    const x = [1, 3];
    const s2 = 1;
    for (const { logMarginal } of normalMeanEvidence(x)) {
      // Recover σ² from the evidence of one observation, then foretell that of both.
      const one = (v: number): number => -0.5 * (Math.log(2 * Math.PI * (s2 + v)) + 1 / (s2 + v));
      let [low, high] = [0, 50];
      for (let i = 0; i < 200; i++) {
        const mid = (low + high) / 2;
        if (one(mid) > logMarginal(0, 1)) low = mid;
        else high = mid;
      }
      const v = low;
      const det = (s2 + v) ** 2 - s2 ** 2;
      const quad = ((s2 + v) * 2 + 2 * s2) / det;
      expect(logMarginal(0, 2)).toBeCloseTo(-0.5 * (2 * Math.log(2 * Math.PI) + Math.log(det) + quad), 6);
    }
  });
});

describe('posterior of turns', () => {
  it('agrees with adding up every segmentation by hand', () => {
    const [evidence] = poissonEvidence([0, 1, 0, 4, 6, 5, 1]) as [SegmentEvidence];
    const n = evidence.length;
    const most = 3;
    const prior = [0.5, 0.5 * (4 / 7), 0.5 * (2 / 7), 0.5 * (1 / 7)];
    const ways = [1, 6, 15, 20];
    const number = [0, 0, 0, 0];
    const at = new Array<number>(n).fill(0);
    for (let mask = 0; mask < 1 << (n - 1); mask++) {
      const turns = Array.from({ length: n - 1 }, (_, i) => i + 1).filter((i) => mask & (1 << (i - 1)));
      if (turns.length > most) continue;
      const cuts = [0, ...turns, n];
      const weight = (prior[turns.length]! / ways[turns.length]!) * Math.exp(cuts.slice(1).reduce((sum, to, i) => sum + evidence.logMarginal(cuts[i]!, to), 0));
      number[turns.length]! += weight;
      for (const turn of turns) at[turn]! += weight;
    }
    const all = number.reduce((a, b) => a + b, 0);
    const found = turnPosterior([evidence], { most });
    number.forEach((weight, k) => expect(found.number[k]).toBeCloseTo(weight / all, 10));
    at.forEach((weight, i) => expect(found.at[i]).toBeCloseTo(weight / all, 10));
    expect(found.within(0, n)).toBeCloseTo(1 - found.number[0]!, 10);
  });

  it('is sure of the Nile after 1898, within three years', () => {
    for (const evidence of [normalMeanEvidence(NILE), normalMeanVarianceEvidence(NILE)]) {
      const found = turnPosterior(evidence);
      expect(found.best.map((i) => 1871 + i)).toEqual([1899]);
      expect(found.number[0]).toBeLessThan(0.001);
      expect(found.number.indexOf(Math.max(...found.number))).toBe(1);
      expect(found.at[28]).toBeGreaterThan(0.7);
      expect(found.within(26, 31)).toBeGreaterThan(0.99);
    }
  });

  it('puts the fall of coal-mining disasters about 1891', () => {
    const found = turnPosterior(poissonEvidence(COAL), { most: 1 });
    expect(found.best.map((i) => 1851 + i)).toEqual([1892]);
    expect(found.within(1886 - 1851, 1898 - 1851)).toBeGreaterThan(0.95);
  });

  it('finds several turns at once', () => {
    const found = turnPosterior(normalMeanEvidence(steps([[40, 0], [30, 2.5], [50, 0.5]], 1, 21)));
    expect(found.best).toHaveLength(2);
    expect(found.best[0]! - 40).toBeLessThan(3);
    expect(found.best[1]! - 70).toBeLessThan(3);
    expect(found.within(35, 45)).toBeGreaterThan(0.95);
    expect(found.within(45, 62)).toBeLessThan(0.3);
  });

  it('sees a turn in one series of noise in twenty at most', () => {
    const alarms = Array.from({ length: 40 }, (_, seed) => turnPosterior(normalMeanEvidence(steps([[60, 1]], 1, seed + 500))).number[0]!).filter((none) => none < 0.1).length;
    expect(alarms).toBeLessThanOrEqual(2);
  });

  it('has nothing to say of two observations', () => {
    expect(turnPosterior(normalMeanEvidence([1, 2]), { shortest: 3 })).toMatchObject({ number: [1], best: [] });
  });
});
