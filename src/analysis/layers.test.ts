import { expect, it } from 'vitest';
import { apartAt, type LayerRow } from './layers.js';

const row = (unit: LayerRow['unit'], period: string): LayerRow => ({ unit, period, quads: [1, 0, 0, 0], count: 1, intensitySum: 2, intensitySumSquares: 4 });

it('leaves out what may lie on either side of a date', () => {
  const rows = [row('day', '2023-12-05'), row('day', '2023-12-20'), row('month', '2023-12-01'), row('quarter', '2023-07-01'), row('year', '2022-01-01')];
  expect(apartAt(rows, '2023-12-10').map(({ period }) => period)).toEqual(['2023-12-05', '2023-12-20', '2023-07-01', '2022-01-01']);
  expect(apartAt(rows, '2024-01-01')).toHaveLength(5);
});
