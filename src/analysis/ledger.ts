/**
 * Said and done: what was stated held against the later deeds of the same pair, with what a person made of it. Deeds are ranked by
 * how they bear on a statement, with reasons; they decide nothing: the status of a statement is a person's.
 */
import { isDeed } from '../record/deeds.js';
import { standing } from '../record/judgements.js';
import type { Judgement, Statement } from '../record/schema.js';
import type { EventRow, SaidRow } from '../record/store.js';
import { shareOf } from './alignment.js';
import type { Estimate } from './desk.js';

export const STATEMENT_STATUSES = ['not yet rated', 'in the works', 'stalled', 'compromise', 'kept', 'broken'] as const;
export const FORECAST_STATUSES = ['pending', 'happened', 'did not happen', 'ambiguous', 'annulled'] as const;
/** The web page's three words for an outcome, as each kind of saying has them. */
const OTHER_WORDS: Readonly<Record<string, readonly string[]>> = { 'borne out': ['kept', 'happened'], 'gone against': ['broken', 'did not happen'], void: ['annulled'] };
export type StatementStatus = (typeof STATEMENT_STATUSES)[number];
export type ForecastStatus = (typeof FORECAST_STATUSES)[number];

/** What a person resolved, on what evidence. */
export interface Resolution<S extends string> {
  status: S;
  /** Ids of the events that it rests on. */
  evidence: string[];
  note: string;
  judge: string;
  at: string;
}

/**
 * The last resolution that stands among judgements: `changes.status` is the status, `changes.evidence` the ids of events. Null when
 * nobody has resolved it, or it was withdrawn. Scores are made from this each time, so resolving again makes them anew.
 */
export function resolutionOf<S extends string>(judgements: readonly Judgement[], statuses: readonly S[]): Resolution<S> | null {
  const statusIn = ({ verdict, changes }: Judgement): S | undefined => {
    if (verdict !== 'resolved') return undefined;
    const said = String(changes['status'] ?? '');
    return statuses.find((status) => status === said || OTHER_WORDS[said]?.includes(status));
  };
  const last = standing([...judgements]).findLast((judgement) => statusIn(judgement) !== undefined);
  if (!last) return null;
  const evidence = Array.isArray(last.changes['evidence']) ? last.changes['evidence'].filter((id): id is string => typeof id === 'string') : [];
  return { status: statusIn(last)!, evidence, note: last.note, judge: last.judge, at: last.at };
}

export type Direction = 'bears it out' | 'goes against it' | 'bears on it';

/** A later deed, and how it bears on a statement. */
export interface Bearing {
  deed: EventRow;
  direction: Direction;
  score: number;
  /** Why it is here and why so high, in words. */
  reasons: string[];
}

/** What each reason adds. */
const WEIGHTS = { announced: 3, sameMode: 1, material: 1, own: 1, context: 1, words: 2 };
/** After this many days a deed weighs half as much. */
const HALF_LIFE_DAYS = 365;
/** Words this short say little. */
const SHORT_WORD = 5;
const DAY = 86_400_000;

/** What a statement leads one to expect of whom. */
interface Expectation {
  /** +1: cooperation, −1: conflict; null: the statement does not say. */
  direction: 1 | -1 | null;
  /** Whose deed it would be. */
  by: string;
  /** The acts announced in its words, as coded. */
  announced: EventRow[];
}

/**
 * The deeds of the same two after a statement, those that bear most on it first.
 *
 * What was announced is read from the events coded in the statement's own words: cooperation or conflict, the other way about where
 * they were denied or their absence was stated. A demand expects the other side to give way. A deed of the announced kind bears the
 * statement out, one of the other kind goes against it; where nothing was announced deeds are listed, and no more.
 *
 *   score = (1 + 3 [same type as announced] + 1 [same mode too] + 1 [material] + 1 [by the one expected to act]
 *            + 1 per shared context + 2 · shared words / words of the shorter) · 2^(−days / 365)
 */
export function bearings(statement: Statement, events: readonly EventRow[], limit = 5): Bearing[] {
  const speaker = statement.speaker?.code;
  if (speaker === undefined || statement.date === '') return [];
  const partners = [...new Set(statement.about.map(({ code }) => code))].filter((code) => code !== speaker);
  const inItsWords = events.filter(({ event }) => event.documentId === statement.documentId && event.start < statement.end && statement.start < event.end);
  const words = wordsOf(statement.words);
  const contexts = new Set(inItsWords.flatMap(({ event }) => event.contexts));
  return partners
    .flatMap((partner) => {
      const expected = expectation(statement, speaker, partner, inItsWords);
      return events
        .filter((row) => isDeedAfter(row, statement) && between(row, speaker, partner))
        .map((row) => bearing(row, statement, expected, partner, words, contexts));
    })
    .sort((a, b) => b.score - a.score || a.deed.event.date.localeCompare(b.deed.event.date) || a.deed.event.id.localeCompare(b.deed.event.id))
    .filter(({ deed }, i, all) => all.findIndex((other) => other.deed.event.id === deed.event.id) === i)
    .slice(0, limit);
}

function expectation(statement: Statement, speaker: string, partner: string, inItsWords: readonly EventRow[]): Expectation {
  const announced = inItsWords.filter((row) => between(row, speaker, partner) && row.judged !== 'rejected');
  if (statement.kind === 'demand') return { direction: 1, by: partner, announced: [] };
  const sum = announced.reduce((total, row) => total + signOf(row), 0);
  return { direction: sum > 0 ? 1 : sum < 0 ? -1 : null, by: speaker, announced };
}

function bearing(row: EventRow, statement: Statement, { direction, by, announced }: Expectation, partner: string, words: ReadonlySet<string>, contexts: ReadonlySet<string>): Bearing {
  const { event } = row;
  const days = Math.round((Date.parse(event.date) - Date.parse(statement.date)) / DAY);
  const reasons = [`${days} day${days === 1 ? '' : 's'} later, with ${partner}`];
  let score = 1;
  const same = announced.filter((one) => one.event.eventType === event.eventType && signOf(one) === signOf(row));
  if (same.length > 0) {
    score += WEIGHTS.announced;
    reasons.push(`the kind of act announced (${event.eventType})`);
    if (event.mode !== null && same.some((one) => one.event.mode === event.mode)) {
      score += WEIGHTS.sameMode;
      reasons.push(`in the same mode (${event.mode})`);
    }
  }
  if (event.quad % 2 === 0) {
    score += WEIGHTS.material;
    reasons.push('a material deed, not words');
  }
  if (event.actors.some(({ code }) => code === by) || event.reciprocal) {
    score += WEIGHTS.own;
    reasons.push(`by ${by}`);
  }
  const sharedContexts = event.contexts.filter((context) => contexts.has(context));
  if (sharedContexts.length > 0) {
    score += WEIGHTS.context * sharedContexts.length;
    reasons.push(`on the same matter (${sharedContexts.join(', ')})`);
  }
  const own = wordsOf(row.sentenceText);
  const sharedWords = [...words].filter((word) => own.has(word));
  if (sharedWords.length > 0) {
    score += (WEIGHTS.words * sharedWords.length) / Math.min(words.size, own.size);
    reasons.push(`in words shared with it: ${sharedWords.slice(0, 5).join(', ')}`);
  }
  const verdict: Direction = direction === null ? 'bears on it' : signOf(row) === direction ? 'bears it out' : 'goes against it';
  return { deed: row, direction: verdict, score: score * 2 ** (-days / HALF_LIFE_DAYS), reasons };
}

/** +1 for cooperation, −1 for conflict; the other way about for what was denied, or did not happen. */
function signOf({ event }: EventRow): 1 | -1 {
  const cooperative = event.quad <= 2;
  return cooperative !== (event.absence || event.status === 'denied') ? 1 : -1;
}

function isDeedAfter({ event, judged }: EventRow, statement: Statement): boolean {
  return isDeed(event, judged) && event.date > statement.date && event.documentId !== statement.documentId;
}

function between({ event }: EventRow, one: string, other: string): boolean {
  const has = (side: readonly { code: string }[], code: string): boolean => side.some((mention) => mention.code === code);
  return (has(event.actors, one) && has(event.recipients, other)) || (has(event.actors, other) && has(event.recipients, one));
}

function wordsOf(text: string): Set<string> {
  return new Set((text.toLowerCase().match(/\p{L}+/gu) ?? []).filter((word) => word.length >= SHORT_WORD));
}

/** A statement on the ledger. */
export interface LedgerEntry {
  said: SaidRow<Statement>;
  status: StatementStatus;
  resolution: Resolution<StatementStatus> | null;
  bearings: Bearing[];
}

/** Kinds of statement that can be held against deeds: a claim about what is cannot be kept. */
const HELD: ReadonlySet<Statement['kind']> = new Set(['position', 'promise', 'warning', 'demand']);

/** The ledger of statements, in the order given; what a person rejected is left out. */
export function ledgerOf(statements: readonly SaidRow<Statement>[], events: readonly EventRow[], limit?: number): LedgerEntry[] {
  return statements
    .filter(({ said }) => !said.rejected && HELD.has(said.value.kind))
    .map((row) => {
      const resolution = resolutionOf(row.said.judgements, STATEMENT_STATUSES);
      return { said: row, status: resolution?.status ?? 'not yet rated', resolution, bearings: bearings(row.said.value, events, limit) };
    });
}

/** How often somebody kept what was said. */
export interface KeptScore {
  who: string;
  /** Statements by status; every status is there. */
  counts: Record<StatementStatus, number>;
  total: number;
  /** Kept among those settled (kept, compromise, broken), with its 95 % interval; null while none is settled. */
  kept: Estimate | null;
}

/** Scores by speaker (or by whatever `whoOf` names), most settled first. */
export function keptScores(entries: readonly LedgerEntry[], whoOf: (entry: LedgerEntry) => string = speakerOf): KeptScore[] {
  const scores = new Map<string, KeptScore>();
  for (const entry of entries) {
    const who = whoOf(entry);
    const score = scores.get(who) ?? { who, counts: Object.fromEntries(STATEMENT_STATUSES.map((status) => [status, 0])) as KeptScore['counts'], total: 0, kept: null };
    scores.set(who, score);
    score.counts[entry.status]++;
    score.total++;
  }
  const settled = ({ counts }: KeptScore): number => counts.kept + counts.compromise + counts.broken;
  for (const score of scores.values()) score.kept = shareOf(score.counts.kept, settled(score));
  return [...scores.values()].sort((a, b) => settled(b) - settled(a) || b.total - a.total || a.who.localeCompare(b.who));
}

/** The person who spoke, else the actor spoken for; "" when it is not known. */
export function speakerOf({ said }: LedgerEntry): string {
  const { speaker } = said.said.value;
  return speaker?.person ?? speaker?.code ?? '';
}
