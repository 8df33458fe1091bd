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
