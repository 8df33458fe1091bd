import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { benjaminiHochberg, compareAt, type DayRow } from './compare.js';

/** One deed a day from a day on, of these intensities. */
function days(from: string, intensities: number[]): DayRow[] {
  const start = Date.parse(from);
  return intensities.map((x, i) => ({
    period: new Date(start + i * 86_400_000).toISOString().slice(0, 10),
    quads: x >= 0 ? [1, 0, 0, 0] : [0, 0, 1, 0],
    count: 1,
    intensitySum: x,
    intensitySumSquares: x * x,
  }));
}

const AT = '2023-12-10';

describe('before and after', () => {
  it('finds what cooled and what warmed, and leaves alone what did neither', () => {
    const rows = new Map([
      ['AAA', [...days('2023-01-01', [4, 3, 4, 5, 4, 3, 4, 4]), ...days('2024-01-01', [-3, -4, -2, -3, -4, -3, -5, -3])]],
      ['BBB', [...days('2023-01-01', [1, 0, 1, 2, 1, 0, 1, 1]), ...days('2024-01-01', [6, 5, 7, 6, 5, 6, 7, 6])]],
      ['CCC', [...days('2023-01-01', [2, 3, 2, 1, 2]), ...days('2024-01-01', [2, 1, 3, 2, 2])]],
      ['DDD', [...days('2023-01-01', [9, 9]), ...days('2024-01-01', [-9, -9])]],
    ]);
    const [a, b, c, d] = compareAt(rows, AT);
    expect(a).toMatchObject({ verdict: 'cooler', before: { count: 8 }, after: { count: 8 } });
    expect(b).toMatchObject({ verdict: 'warmer' });
    expect(c).toMatchObject({ verdict: 'no evidence of change' });
    expect(d).toMatchObject({ verdict: 'no evidence of change', p: null, q: null, difference: -18 });
    expect(compareAt(rows, AT)).toEqual([a, b, c, d]);
    expect(compareAt(rows, AT, { measure: 'net' })[0]).toMatchObject({ verdict: 'cooler', difference: -2 });
  });

  it('takes the deeds of one day as one piece of evidence', () => {
    const together = [...days('2023-01-01', [2, 2, 2]), ...days('2024-01-01', [-5]).map((day) => ({ ...day, count: 20, quads: [0, 0, 20, 0] as DayRow['quads'], intensitySum: -100, intensitySumSquares: 500 }))];
    expect(compareAt(new Map([['AAA', together]]), AT)[0]!.verdict).toBe('no evidence of change');
  });

  it('says nothing of a partner with deeds on one side only', () => {
    expect(compareAt(new Map([['AAA', days('2024-01-01', [1, 2, 3])]]), AT)[0]).toMatchObject({ difference: null, before: { estimate: null, count: 0 } });
  });
});

describe('many days', () => {
  /** Days of one to four deeds whose intensities have a long tail, the later ones cooler by so much. */
  function bursts(before: number, after: number, shift: number, seed: number): DayRow[] {
    let state = seed;
    const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
    return Array.from({ length: before + after }, (_, i) => {
      const count = 1 + Math.floor(4 * random());
      const own = Math.max(-10, Math.min(10, 2 - (i < before ? 0 : shift) + 3 * Math.log(random() + 1e-6) + 3));
      return { period: new Date(Date.UTC(2000, 0, 1 + i)).toISOString().slice(0, 10), quads: own >= 0 ? [count, 0, 0, 0] : [0, 0, count, 0], count, intensitySum: own * count, intensitySumSquares: own * own * count };
    });
  }

  it('are reckoned as shuffling them would have it', () => {
    for (const measure of ['intensity', 'net'] as const) {
      for (const [seed, shift] of [[1, 0], [2, 0.1], [3, 0.2], [4, 0.3], [5, 0.6]] as const) {
        // One day less on the smaller side, and they are shuffled.
        const [many, few] = [500, 499].map((after) => {
          const rows = bursts(900, after, shift, seed);
          return compareAt(new Map([['AAA', rows]]), rows[900]!.period, { measure, permutations: 4999 })[0]!.p!;
        });
        // Of two standard errors of a share by shuffling that ends at a hundred.
        expect(Math.abs(many! - few!), `${measure} ${shift}: ${many} and ${few}`).toBeLessThan(0.004 + 0.22 * few!);
      }
    }
  });

  it('never say more than shuffling could', () => {
    const rows = bursts(900, 600, 6, 1);
    expect(compareAt(new Map([['AAA', rows]]), rows[900]!.period)[0]).toMatchObject({ p: 1 / 2000, verdict: 'cooler' });
    const same = rows.map((row) => ({ ...row, intensitySum: row.count, intensitySumSquares: row.count }));
    expect(compareAt(new Map([['AAA', same]]), rows[900]!.period)[0]!.p).toBe(1);
  });
});

describe('correction for many questions', () => {
  it('gives what Benjamini and Hochberg give', () => {
    const adjusted = benjaminiHochberg([0.01, 0.04, 0.03, 0.005]);
    [0.02, 0.04, 0.04, 0.02].forEach((expected, i) => expect(adjusted[i]).toBeCloseTo(expected, 10));
  });

  it('never makes p smaller, and keeps the order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (p) => {
        const q = benjaminiHochberg(p);
        return p.every((own, i) => q[i]! >= own - 1e-12 && q[i]! <= 1 && p.every((other, j) => other < own || q[j]! >= q[i]! - 1e-12));
      }),
    );
  });
});
