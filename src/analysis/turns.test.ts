import { describe, expect, it } from 'vitest';
import type { Counts } from './desk.js';
import { findTurns, turnsInWords } from './turns.js';

type Row = Counts & { period: string };

const DAY = 86_400_000;

/** Deeds of these intensities, one a row, every `step` days from a day on. */
function deeds(from: string, step: number, intensities: readonly number[]): Row[] {
  return intensities.map((x, i) => ({
    period: new Date(Date.parse(from) + i * step * DAY).toISOString().slice(0, 10),
    quads: x >= 0 ? [1, 0, 0, 0] : [0, 0, 1, 0], count: 1, intensitySum: x, intensitySumSquares: x * x,
  }));
}

const WARM = [4, 2, 4, 5, 2, 4, 3, 4, 2, 6, 4, 2, 5, 4, 2];
const COLD = [-2, -4, -3, -2, -5, -2, 1, -4, -2, -3, -5, -2, -4, -3, -2];

describe('turns of a relation', () => {
  const relation = [...deeds('2022-01-01', 40, WARM), ...deeds('2023-12-12', 15, COLD)];

  it('dates a turn, says which way, how sure, and on how many deeds', () => {
    const found = findTurns(relation);
    expect(found).toMatchObject({ verdict: 'cooler', count: 30, observations: 30, unit: 'day' });
    expect(found.turns).toHaveLength(1);
    const [turn] = found.turns;
    expect(turn).toMatchObject({ date: '2023-12-12', before: { count: 15 }, after: { count: 15 } });
    expect(turn!.probability).toBeGreaterThan(0.99);
    expect(turn!.from <= '2023-12-12' && turn!.to >= '2023-12-12').toBe(true);
    expect(found.profile).toHaveLength(30);
    expect(turnsInWords(found)).toMatch(/^cooler from 2023-12-12.*probability 1\.00: 3\.5 on 15 deeds, then -2\.8 on 15 deeds$/);
    expect(findTurns(relation, { measure: 'net' }).verdict).toBe('cooler');
  });

  it('finds two', () => {
    const found = findTurns([...relation, ...deeds('2024-08-01', 10, [5, 6, 4, 7, 5, 6, 5, 4, 6, 5])]);
    expect(found.turns.map(({ verdict }) => verdict)).toEqual(['cooler', 'warmer']);
    expect(found.verdict).toBe('warmer');
  });

  it('says that there is no evidence where there is none, and with how many deeds', () => {
    expect(turnsInWords(findTurns(deeds('2022-01-01', 40, [...WARM, ...WARM])))).toMatch(/^no evidence of change: 30 deeds from 2022-01-01/);
    expect(findTurns(deeds('2022-01-01', 400, [4, 4, -9]))).toMatchObject({ probability: null, verdict: 'no evidence of change' });
    expect(turnsInWords(findTurns([]))).toBe('no evidence of change: 0 deeds, too few to ask');
  });

  it('takes the deeds of one day as one piece of evidence', () => {
    const burst = deeds('2024-01-01', 0, new Array<number>(40).fill(-6));
    expect(findTurns([...deeds('2023-01-01', 30, [3, 2, 4, 3, 3]), ...burst]).turns).toEqual([]);
  });

  it('puts days together where there are many, and still finds the turn', () => {
    const many = [...deeds('2019-01-01', 1, Array.from({ length: 1000 }, (_, i) => WARM[i % 15]!)), ...deeds('2021-09-27', 1, Array.from({ length: 800 }, (_, i) => COLD[i % 15]!))];
    const found = findTurns(many);
    expect(found.unit).toBe('month');
    expect(found.count).toBe(1800);
    expect(found.turns.map(({ date }) => date)).toEqual(['2021-10-01']);
  });

  it('finds a change of pace, empty months included', () => {
    const found = findTurns([...deeds('2022-01-15', 90, [2, 2, 2, 2, 2]), ...deeds('2023-06-02', 6, new Array<number>(60).fill(2))], { measure: 'pace' });
    expect(found).toMatchObject({ unit: 'month', verdict: 'more deeds' });
    expect(found.turns[0]).toMatchObject({ date: '2023-06-01' });
  });
});
