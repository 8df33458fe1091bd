import { describe, expect, it } from 'vitest';
import { alignmentByBloc, alignmentByRegime, profileSimilarity, shareOf, type Membership, type PartnerDeeds } from './alignment.js';
import { regimeCounts, regimesOf, RegimeTable } from './regimes.js';

const deeds = (partner: string, period: string, cooperation: number, conflict = 0): PartnerDeeds => ({
  partner, period, quads: [cooperation, 0, conflict, 0], count: cooperation + conflict, intensitySum: 0, intensitySumSquares: 0,
});
const member = (organisation: string, state: string, from: string | null, to: string | null = null, role = 'member'): Membership => ({ organisation, state, role, from, to });

const regimes = new RegimeTable(regimesOf([
  { state: 'CHN', year: '2022', regime: '0', source: 's' },
  { state: 'USA', year: '2022', regime: '3', source: 's' },
  { state: 'USA', year: '2023', regime: '3', source: 's' },
  { state: 'BRA', year: '2022', regime: '2', source: 's' },
], 'regimes.csv'));

describe('regimes', () => {
  it('stand for their year, and a little longer where nothing later is known', () => {
    expect(regimes.on('CHN', '2022-06-01')).toEqual({ regime: 'closed autocracy', year: 2022 });
    expect(regimes.on('CHN', '2025-12-31')).toEqual({ regime: 'closed autocracy', year: 2022 });
    expect(regimes.on('CHN', '2026-01-01')).toBeNull();
    expect(regimes.on('CHN', '2021-12-31')).toBeNull();
    expect(regimes.on('ARG', '2022-06-01')).toBeNull();
  });

  it('are counted, the unknown too', () => {
    expect(regimeCounts(['CHN', 'USA', 'BRA', 'ARG'], '2024-01-01', regimes)).toEqual([
      { regime: 'liberal democracy', count: 1, years: [2023, 2023] },
      { regime: 'electoral democracy', count: 1, years: [2022, 2022] },
      { regime: 'electoral autocracy', count: 0, years: null },
      { regime: 'closed autocracy', count: 1, years: [2022, 2022] },
      { regime: null, count: 1, years: null },
    ]);
  });

  it('are refused with the place when they are none', () => {
    expect(() => regimesOf([{ state: 'CHN', year: '2022', regime: '7', source: '' }], 'r.csv')).toThrow('r.csv, row 2, column regime: found "7"');
    expect(() => regimesOf([{ state: 'China', year: '2022', regime: '0', source: '' }], 'r.csv')).toThrow('column state: found "China"');
  });
});

describe('alignment', () => {
  const rows = [deeds('BRA', '2022-03-01', 6, 1), deeds('CHN', '2022-03-01', 2), deeds('CHN', '2024-03-01', 1), deeds('USA', '2023-05-05', 10, 2), deeds('BRICS', '2023-08-24', 1)];
  const memberships = [member('BRICS', 'BRA', '2009-06-16'), member('BRICS', 'CHN', '2009-06-16', '2024-01-01'), member('MERCOSUR', 'BRA', '1991-03-26'), member('G7', 'USA', null), member('G20', 'ARG', null), member('OAS', 'USA', '1948-04-30', null, 'observer')];

  it('goes by bloc on the day, a bloc itself counting with its members', () => {
    const found = alignmentByBloc(rows, memberships, 'ARG');
    expect(found.map(({ group, cooperation, conflict, partners }) => [group, cooperation, conflict, partners])).toEqual([['G7', 10, 2, 1], ['BRICS', 9, 1, 3], ['MERCOSUR', 6, 1, 1]]);
    expect(found[0]!.share!.value).toBe(0.5);
    expect(alignmentByBloc(rows, memberships, 'ARG', ['BRICS']).map(({ group }) => group)).toEqual(['BRICS']);
  });

  it('goes by regime type on the day, and says what is not known', () => {
    const found = alignmentByRegime(rows, regimes);
    expect(found.map(({ group, cooperation }) => [group, cooperation])).toEqual([['liberal democracy', 10], ['electoral democracy', 6], ['electoral autocracy', 0], ['closed autocracy', 3], [null, 1]]);
    expect(found.reduce((sum, { share }) => sum + share!.value, 0)).toBeCloseTo(1, 12);
  });

  it('has an interval that knows how few deeds there are', () => {
    expect(shareOf(0, 0)).toBeNull();
    expect(shareOf(3, 3)!.low).toBeLessThan(0.5);
    expect(shareOf(300, 300)!.low).toBeGreaterThan(0.98);
  });
});

describe('similarity of profiles', () => {
  it('is one for the same division, none where nothing is shared, whatever the amounts', () => {
    const one = [deeds('BRA', '2022-01-01', 2), deeds('CHN', '2022-02-01', 4)];
    const twice = [deeds('BRA', '2022-01-01', 4), deeds('CHN', '2022-02-01', 8)];
    const same = profileSimilarity(one, twice, ['ARG', 'URY']);
    expect(same.cosine).toBeCloseTo(1, 12);
    expect(same.brayCurtis).toBeCloseTo(1, 12);
    expect(profileSimilarity(one, [deeds('USA', '2022-01-01', 3)], ['ARG', 'URY'])).toMatchObject({ cosine: 0, brayCurtis: 0, partners: 3 });
    expect(profileSimilarity(one, [deeds('BRA', '2022-01-01', 1)], ['ARG', 'BRA'])).toMatchObject({ cosine: null, counts: [4, 0] });
  });
});
