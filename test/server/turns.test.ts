/** Turns that are kept by what a series holds. */
import { expect, it, vi } from 'vitest';
import type { SeriesRow } from '../../src/record/index.js';
import { KeptTurns } from '../../src/server/turns.js';

const found = vi.hoisted(() => ({ times: 0 }));
vi.mock('../../src/analysis/turns.js', () => ({ findTurns: (rows: SeriesRow[]) => ({ count: rows.length, probability: (found.times += 1), turns: [], profile: [] }) }));

const row = (period: string, intensitySum: number): SeriesRow => ({ period, actor: 'ARG', recipient: 'CHN', quads: [1, 0, 0, 0], count: 1, intensitySum, intensitySumSquares: intensitySum ** 2 });

it('finds the turns of a series once, and anew when a deed of it counts otherwise', () => {
  const turns = new KeptTurns();
  const days = [row('2024-01-01', 2), row('2024-01-05', 3)];
  expect(turns.of(days)).toEqual({ count: 2, probability: 1, turns: [] });
  expect(turns.of([row('2024-01-01', 2), row('2024-01-05', 3)])).toEqual({ count: 2, probability: 1, turns: [] });
  expect(turns.of([row('2024-01-01', 2), row('2024-01-05', -3)]).probability).toBe(2);
  expect(turns.of(days).probability).toBe(1);
  for (let i = 0; i < 2000; i++) turns.of([row('2024-01-01', i + 10)]);
  expect(turns.of(days).probability).toBeGreaterThan(2);
});
