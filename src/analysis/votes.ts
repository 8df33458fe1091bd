/**
 * Agreement of two states in votes, over the roll calls in which both said yes, no or abstain; absences count for neither.
 *
 * References: J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20(1), 1960 (κ);
 * W. A. Scott, "Reliability of content analysis", Public Opinion Quarterly 19(3), 1955 (π); C. S. Signorino, J. M. Ritter, "Tau-b
 * or Not Tau-b", International Studies Quarterly 43(1), 1999 (S); F. M. Häge, "Choice or Circumstance? Adjusting Measures of Foreign
 * Policy Similarity for Chance Agreement", Political Analysis 19(3), 2011 (why chance matters here, and the squared weights).
 */
import { CHOICES, type Choice, type RollCall, type Vote } from '../record/votes.js';
import type { Ballots } from './ideal-points.js';

export type { RollCall, Vote } from '../record/votes.js';

/** How far apart two choices are: all differences alike, by steps (no, abstain, yes), or by steps squared. */
export type Distance = 'nominal' | 'linear' | 'squared';

export interface Agreement {
  /** Roll calls in which both voted. */
  count: number;
  /** Share of them with the same choice; the four are null where they are not defined. */
  simple: number | null;
  kappa: number | null;
  pi: number | null;
  /** Signorino and Ritter's S: 1 − 2 Σ|a − b| / (n · greatest difference), from −1 (opposed throughout) to +1. */
  s: number | null;
}

/**
 * Agreement over pairs of choices.
 *
 *   simple = share of equal pairs;  S = 1 − 2 Σ|a − b| / 2n with no, abstain, yes as 0, 1, 2
 *   κ, π   = 1 − Σ d(a, b) / Σ d expected by chance: the first state's habits against the second's (κ), or both against the
 *            habits of the two together (π)
 *
 * κ and π are null where chance alone would leave no difference: both states always made the same one choice.
 */
export function agreementOf(pairs: readonly (readonly [Choice, Choice])[], distance: Distance = 'nominal'): Agreement {
  const n = pairs.length;
  if (n === 0) return { count: 0, simple: null, kappa: null, pi: null, s: null };
  const d = (a: number, b: number): number => (distance === 'nominal' ? Number(a !== b) : distance === 'linear' ? Math.abs(a - b) : (a - b) ** 2);
  const [first, second] = [[0, 0, 0], [0, 0, 0]];
  let [equal, steps, seen] = [0, 0, 0];
  for (const [a, b] of pairs) {
    const [i, j] = [CHOICES.indexOf(a), CHOICES.indexOf(b)];
    first[i]!++;
    second[j]!++;
    equal += Number(i === j);
    steps += Math.abs(i - j);
    seen += d(i, j);
  }
  let [byKappa, byPi] = [0, 0];
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      byKappa += (first[i]! * second[j]! * d(i, j)) / n;
      byPi += ((first[i]! + second[i]!) * (first[j]! + second[j]!) * d(i, j)) / (4 * n);
    }
  }
  const beyond = (expected: number): number | null => (expected < 1e-12 ? null : 1 - seen / expected);
  return { count: n, simple: equal / n, kappa: beyond(byKappa), pi: beyond(byPi), s: 1 - steps / n };
}

export type Grouping = 'year' | 'session' | 'issue' | 'year and issue' | 'all';

export interface AgreementRow extends Agreement {
  year: number | null;
  session: number | null;
  issue: string | null;
}

/** Issue of a roll call that has none. */
export const NO_ISSUE = 'other';

/** Agreement of two states by year, session or issue. A roll call on several issues counts under each of them. */
export function agreementBy(votes: Iterable<Vote>, rollCalls: ReadonlyMap<string, RollCall>, pair: readonly [string, string], grouping: Grouping, distance?: Distance): AgreementRow[] {
  const choices: [Map<string, Choice>, Map<string, Choice>] = [new Map(), new Map()];
  for (const { rollCall, state, choice } of votes) {
    if (state === pair[0]) choices[0].set(rollCall, choice);
    if (state === pair[1]) choices[1].set(rollCall, choice);
  }
  const groups = new Map<string, { key: Pick<AgreementRow, 'year' | 'session' | 'issue'>; pairs: [Choice, Choice][] }>();
  for (const [id, first] of choices[0]) {
    const second = choices[1].get(id);
    const rollCall = rollCalls.get(id);
    if (second === undefined || rollCall === undefined) continue;
    for (const key of keysOf(rollCall, grouping)) {
      const name = JSON.stringify(key);
      const group = groups.get(name) ?? { key, pairs: [] };
      groups.set(name, group);
      group.pairs.push([first, second]);
    }
  }
  return [...groups.values()]
    .map(({ key, pairs }) => ({ ...key, ...agreementOf(pairs, distance) }))
    .sort((a, b) => (a.session ?? 0) - (b.session ?? 0) || (a.year ?? 0) - (b.year ?? 0) || (a.issue ?? '').localeCompare(b.issue ?? ''));
}

function keysOf(rollCall: RollCall, grouping: Grouping): Pick<AgreementRow, 'year' | 'session' | 'issue'>[] {
  const year = rollCall.date === '' ? null : Number(rollCall.date.slice(0, 4));
  const issues = rollCall.issues.length > 0 ? rollCall.issues : [NO_ISSUE];
  switch (grouping) {
    case 'all':
      return [{ year: null, session: null, issue: null }];
    case 'year':
      return [{ year, session: null, issue: null }];
    case 'session':
      return [{ year: null, session: rollCall.session, issue: null }];
    case 'issue':
      return issues.map((issue) => ({ year: null, session: null, issue }));
    case 'year and issue':
      return issues.map((issue) => ({ year, session: null, issue }));
  }
}

/** The state whose end of the line is called positive, as in the published estimates. */
export const POSITIVE = 'USA';

/** From this day on Bailey, Strezhnev and Voeten leave out votes on paragraphs and amendments. */
const WHOLE_ONLY_FROM = '1990-01-01';

/**
 * Votes as the estimation of ideal points takes them, by the rule of the published estimates: from 1990 on only votes on whole
 * resolutions, because the many votes on single paragraphs would count one quarrel many times.
 */
export function ballotsOf(votes: Iterable<Vote>, rollCalls: ReadonlyMap<string, RollCall>): Ballots {
  const states = new Map<string, number>();
  const calls = new Map<string, number>();
  const session: number[] = [];
  const columns = { state: [] as number[], rollCall: [] as number[], choice: [] as number[] };
  for (const vote of votes) {
    const rollCall = rollCalls.get(vote.rollCall);
    if (rollCall === undefined || (rollCall.partial && rollCall.date >= WHOLE_ONLY_FROM)) continue;
    let call = calls.get(vote.rollCall);
    if (call === undefined) {
      calls.set(vote.rollCall, (call = calls.size));
      session.push(rollCall.session);
    }
    let state = states.get(vote.state);
    if (state === undefined) states.set(vote.state, (state = states.size));
    columns.state.push(state);
    columns.rollCall.push(call);
    columns.choice.push(CHOICES.indexOf(vote.choice));
  }
  return { states: [...states.keys()], session, ...columns };
}
