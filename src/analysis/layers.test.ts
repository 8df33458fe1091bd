import { expect, it } from 'vitest';
import { apartAt, layersOf } from './layers.js';

const row = (period: string, count: number, sum: number) => ({ period, quads: [count, 0, 0, 0] as [number, number, number, number], count, intensitySum: sum, intensitySumSquares: sum * sum });

it('finds what is known to the day, to the month and to the year', () => {
  const rows = layersOf({
    day: [row('2023-12-05', 1, 2), row('2023-12-20', 1, 3)],
    month: [row('2023-12-01', 3, 9)],
    quarter: [row('2023-10-01', 3, 9)],
    year: [row('2022-01-01', 1, 5), row('2023-01-01', 3, 9)],
  });
  expect(rows.map(({ unit, period, count, intensitySum }) => [unit, period, count, intensitySum])).toEqual([
    ['day', '2023-12-05', 1, 2],
    ['day', '2023-12-20', 1, 3],
    ['month', '2023-12-01', 1, 4],
    ['year', '2022-01-01', 1, 5],
  ]);
  expect(apartAt(rows, '2023-12-10').map(({ period }) => period)).toEqual(['2023-12-05', '2023-12-20', '2022-01-01']);
  expect(apartAt(rows, '2024-01-01')).toHaveLength(4);
});
