import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHOICES, type Choice } from '../record/votes.js';
import { agreementBy, agreementOf, ballotsOf, type RollCall, type Vote } from './votes.js';

/** A table of counts as pairs. */
const pairsOf = (table: readonly (readonly [Choice, Choice, number])[]): [Choice, Choice][] => table.flatMap(([a, b, n]) => Array.from({ length: n }, (): [Choice, Choice] => [a, b]));

describe('agreement', () => {
  it('is what the textbook says', () => {
    // Two yes-or-no raters, 20 and 15 agreeing, 5 and 10 not: p_o = 0.7, p_e = 0.5, so κ = 0.4.
    const found = agreementOf(pairsOf([['yes', 'yes', 20], ['yes', 'no', 5], ['no', 'yes', 10], ['no', 'no', 15]]));
    expect(found).toMatchObject({ count: 50, simple: 0.7 });
    expect(found.kappa).toBeCloseTo(0.4, 12);
    // Scott: pooled shares 0.55 and 0.45, p_e = 0.505.
    expect(found.pi).toBeCloseTo((0.7 - 0.505) / (1 - 0.505), 12);
    expect(found.s).toBeCloseTo(1 - (2 * 15) / 50, 12);
  });

  it('takes an abstention as half a difference where steps count', () => {
    const pairs = pairsOf([['yes', 'abstain', 2], ['yes', 'no', 1], ['no', 'no', 1]]);
    expect(agreementOf(pairs).s).toBe(1 - (2 + 2) / 4);
    // Linear: seen (2·1 + 2)/4 = 1; expected from shares (3/4 yes, 1/4 no) and (1/2 abstain, 1/2 no) = 3/4·(1/2 + 1) + 1/4·1/2 = 1.25.
    expect(agreementOf(pairs, 'linear').kappa).toBeCloseTo(1 - 1 / 1.25, 12);
    expect(agreementOf(pairs, 'squared').kappa).toBeCloseTo(1 - ((2 + 4) / 4) / (0.75 * (0.5 + 2) + 0.25 * 0.5), 12);
  });

  it('is not defined on nothing, nor beyond chance where there is no choice', () => {
    expect(agreementOf([])).toEqual({ count: 0, simple: null, kappa: null, pi: null, s: null });
    expect(agreementOf([['yes', 'yes'], ['yes', 'yes']])).toEqual({ count: 2, simple: 1, kappa: null, pi: null, s: 1 });
  });

  it('stays within its bounds and is the same both ways', () => {
    const choice = fc.constantFrom(...CHOICES);
    fc.assert(
      fc.property(fc.array(fc.tuple(choice, choice), { minLength: 1 }), fc.constantFrom('nominal' as const, 'linear' as const, 'squared' as const), (pairs, distance) => {
        const one = agreementOf(pairs, distance);
        const other = agreementOf(pairs.map(([a, b]) => [b, a] as const), distance);
        expect(one.s).toBeCloseTo(other.s!, 10);
        if (one.kappa !== null) expect(one.kappa).toBeCloseTo(other.kappa!, 10);
        if (one.pi !== null && one.kappa !== null) expect(one.pi).toBeLessThanOrEqual(one.kappa + 1e-9);
        return one.simple! >= 0 && one.simple! <= 1 && one.s! >= -1 && one.s! <= 1 && (one.kappa ?? 0) <= 1 + 1e-9;
      }),
    );
  });
});

const rollCalls = new Map<string, RollCall>([
  ['1', { id: '1', session: 77, date: '2022-11-07', issues: ['Human rights', 'Colonialism'], partial: false }],
  ['2', { id: '2', session: 77, date: '2022-12-07', issues: [], partial: false }],
  ['3', { id: '3', session: 77, date: '2023-02-23', issues: ['Human rights'], partial: false }],
  ['4', { id: '4', session: 78, date: '2023-10-27', issues: ['Palestinian conflict'], partial: true }],
]);
const votes: Vote[] = [
  ...(['yes', 'yes', 'no', 'abstain'] as const).map((choice, i) => ({ rollCall: String(i + 1), state: 'ARG', choice })),
  ...(['yes', 'no', 'no'] as const).map((choice, i) => ({ rollCall: String(i + 1), state: 'USA', choice })),
  { rollCall: '9', state: 'ARG', choice: 'yes' },
];

describe('agreement by year and issue', () => {
  it('counts a roll call under its year, and under each of its issues', () => {
    expect(agreementBy(votes, rollCalls, ['ARG', 'USA'], 'year').map(({ year, count, simple }) => [year, count, simple])).toEqual([[2022, 2, 0.5], [2023, 1, 1]]);
    expect(agreementBy(votes, rollCalls, ['ARG', 'USA'], 'issue').map(({ issue, count, simple }) => [issue, count, simple])).toEqual([['Colonialism', 1, 1], ['Human rights', 2, 1], ['other', 1, 0]]);
    expect(agreementBy(votes, rollCalls, ['ARG', 'USA'], 'session')).toMatchObject([{ session: 77, count: 3 }]);
    expect(agreementBy(votes, rollCalls, ['ARG', 'USA'], 'year and issue')).toHaveLength(4);
    expect(agreementBy(votes, rollCalls, ['ARG', 'BRA'], 'all')).toEqual([]);
  });

  it('gives the estimation of ideal points whole resolutions, and only roll calls that are known', () => {
    const ballots = ballotsOf(votes, rollCalls);
    expect(ballots).toMatchObject({ states: ['ARG', 'USA'], session: [77, 77, 77] });
    expect(ballots.choice).toEqual([2, 2, 0, 2, 0, 0]);
  });
});
