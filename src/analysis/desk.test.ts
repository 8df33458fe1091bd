import { describe, expect, it } from 'vitest';
import { coarser, meanIntensity, netCooperation, nextPeriod, periodOf, relationSeries, total, type Counts } from './desk.js';

const row = (period: string, ...intensities: number[]): Counts & { period: string } => ({
  period,
  quads: [intensities.filter((x) => x >= 0).length, 0, 0, intensities.filter((x) => x < 0).length],
  count: intensities.length,
  intensitySum: intensities.reduce((a, b) => a + b, 0),
  intensitySumSquares: intensities.reduce((a, b) => a + b * b, 0),
});

describe('net cooperation', () => {
  it('is a share between −1 and +1, with an interval that holds it', () => {
    expect(netCooperation({ quads: [3, 0, 1, 0] })).toMatchObject({ value: 0.5 });
    expect(netCooperation({ quads: [0, 0, 0, 0] })).toBeNull();
    const three = netCooperation({ quads: [3, 0, 0, 0] })!;
    expect(three.value).toBe(1);
    expect(three.low).toBeLessThan(0);
    const many = netCooperation({ quads: [300, 0, 0, 0] })!;
    expect(many.low).toBeGreaterThan(0.95);
  });
});

describe('mean intensity', () => {
  it('has an interval even for one deed, narrower with more', () => {
    const one = meanIntensity(row('', 4), 9)!;
    const nine = meanIntensity(row('', 4, 4, 4, 4, 4, 4, 4, 4, 4), 9)!;
    expect(one).toMatchObject({ value: 4 });
    expect(one.high - one.low).toBeGreaterThan(3 * (nine.high - nine.low));
    expect(meanIntensity(row(''), 9)).toBeNull();
  });
});

describe('coarser rows', () => {
  it('are the sums of finer ones, in order', () => {
    const days = [row('2024-01-05', 2), row('2023-12-31', -4), row('2024-03-31', 1, 3), row('2024-04-01', 9)];
    expect(coarser(days, 'quarter')).toEqual([row('2023-10-01', -4), row('2024-01-01', 2, 1, 3), row('2024-04-01', 9)]);
    expect(coarser(days, 'week').map(({ period, count }) => [period, count])).toEqual([['2023-12-25', 1], ['2024-01-01', 1], ['2024-03-25', 2], ['2024-04-01', 1]]);
    expect(days[0]).toEqual(row('2024-01-05', 2));
  });
});

describe('periods', () => {
  it.each([
    ['day', '2024-05-16', '2024-05-17'],
    ['week', '2024-05-13', '2024-05-20'],
    ['month', '2024-05-01', '2024-06-01'],
    ['quarter', '2024-04-01', '2024-07-01'],
    ['year', '2024-01-01', '2025-01-01'],
  ] as const)('%s', (unit, first, next) => {
    expect(periodOf('2024-05-16', unit)).toBe(first);
    expect(nextPeriod(first, unit)).toBe(next);
  });
});

describe('relation series', () => {
  const options = { unit: 'quarter', from: '2020-02-01', to: '2022-11-30' } as const;

  it('has every period, empty ones too, and loses no deed', () => {
    const series = relationSeries([row('2020-02-03', 2), row('2021-07-09', -4, 3), row('2022-11-30', 1)], options);
    expect(series).toHaveLength(12);
    expect(total(series.map((point) => ({ ...point, intensitySum: 0, intensitySumSquares: 0 }))).count).toBe(4);
    expect(series[0]).toMatchObject({ period: '2020-01-01', mean: 2, count: 1 });
    expect(series[1]).toMatchObject({ mean: null, net: null, count: 0 });
  });

  it('moves little for three deeds and much for thirty', () => {
    const calm = Array.from({ length: 12 }, (_, i) => row(`20${20 + Math.floor(i / 4)}-${String(3 * (i % 4) + 1).padStart(2, '0')}-01`, 2, 2));
    const swing = (cold: number) => {
      const series = relationSeries([...calm, row('2022-10-02', ...new Array<number>(cold).fill(-8))], options);
      return series[0]!.level.value - series.at(-1)!.level.value;
    };
    expect(swing(3)).toBeLessThan(4.5);
    expect(swing(30)).toBeGreaterThan(swing(3) * 1.2);
  });

  it('goes back to the mean where there is no deed, and says that it knows less', () => {
    const series = relationSeries([row('2020-01-01', 5, 5, 5, 5, 5, 5), row('2020-04-01', -5)], options);
    const mean = 25 / 7;
    expect(series.at(-1)!.level.value).toBeCloseTo(mean, 5);
    const width = (point: (typeof series)[number]) => point.level.high - point.level.low;
    expect(width(series.at(-1)!)).toBeGreaterThan(width(series[0]!));
  });
});
