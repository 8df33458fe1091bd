import { expect, it } from 'vitest';
import { mainSpan } from './span.js';

const months = (from: number, to: number) => Array.from({ length: 12 * (to - from) }, (_, i) => ({ period: `${from + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}-01`, count: 2 }));

it('leaves out a few deeds of long ago, and nothing else', () => {
  expect(mainSpan([])).toBeNull();
  expect(mainSpan([{ period: '1982-04-01', count: 1 }, { period: '1994-07-01', count: 1 }, ...months(2020, 2025)])).toEqual({ first: '2020-01-01', last: '2024-12-01' });
  expect(mainSpan([{ period: '1982-04-01', count: 9 }, ...months(2020, 2025)])).toMatchObject({ first: '1982-04-01' });
  expect(mainSpan(months(2020, 2022))).toEqual({ first: '2020-01-01', last: '2021-12-01' });
  expect(mainSpan([{ period: '1982-04-01', count: 1 }, { period: '1983-01-01', count: 1 }])).toMatchObject({ first: '1982-04-01' });
});
