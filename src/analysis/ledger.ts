/**
 * Said and done: what was stated held against the later deeds of the same pair, with what a person made of it. Deeds are ranked by
 * how they bear on a statement, with reasons; they decide nothing: the status of a statement is a person's.
 */
import { isDeed } from '../record/deeds.js';
import { standing } from '../record/judgements.js';
import type { Event, Judgement, Statement } from '../record/schema.js';
import { STATEMENT_STATUSES, type StatementStatus } from '../record/statuses.js';
import type { EventRow, SaidRow } from '../record/store.js';
import { shareOf } from './alignment.js';
import type { Estimate } from './desk.js';

export { FORECAST_STATUSES, STATEMENT_STATUSES, type ForecastStatus, type StatementStatus } from '../record/statuses.js';

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
  const statusIn = ({ verdict, changes }: Judgement): S | undefined => (verdict === 'resolved' ? statuses.find((status) => status === changes['status']) : undefined);
  const last = standing([...judgements]).findLast((judgement) => statusIn(judgement) !== undefined);
  if (!last) return null;
  const evidence = Array.isArray(last.changes['evidence']) ? last.changes['evidence'].filter((id): id is string => typeof id === 'string') : [];
  return { status: statusIn(last)!, evidence, note: last.note, judge: last.judge, at: last.at };
}

export type Direction = 'bears it out' | 'goes against it' | 'bears on it';

/** Why a deed is set beside what was said, and why so high. */
export type Reason =
  | { kind: 'later'; days: number; partner: string }
  | { kind: 'announced'; eventType: string }
  | { kind: 'mode'; eventType: string; mode: string }
  | { kind: 'material' }
  | { kind: 'own'; by: string }
  | { kind: 'context'; contexts: string[] }
  | { kind: 'words'; words: string[] };

/** A later deed, and how it bears on what was said. */
export interface Bearing {
  deed: EventRow;
  direction: Direction;
  score: number;
  reasons: Reason[];
}

/** What each reason adds. */
const WEIGHTS = { announced: 3, sameMode: 1, material: 1, own: 1, context: 1, words: 2 };
/** After this many days a deed weighs half as much. */
const HALF_LIFE_DAYS = 365;
/** Words this short say little. */
const SHORT_WORD = 5;
const DAY = 86_400_000;

/** Two actors that something was said of, and what it leads one to expect between them. */
export interface Expected {
  pair: readonly [string, string];
  /** Whose deed it would be; null where it may be either's. */
  by: string | null;
  /** +1: cooperation, −1: conflict; null: the words do not say. */
  direction: 1 | -1 | null;
  /** The acts announced in its words, as coded. */
  announced: readonly EventRow[];
}

/** What was said, as far as deeds are held against it. */
export interface Held extends Pick<Statement, 'documentId' | 'start' | 'end' | 'date' | 'words'> {
  /** First day on which a deed comes too late to bear on it. */
  until?: string;
}

/**
 * The deeds of the same two after something was said, those that bear most on it first.
 *
 * A deed of the kind that its words lead one to expect bears it out, one of the other kind goes against it; where the words lead
 * to expect neither, deeds are listed, and no more.
 *
 *   score = (1 + 3 [same type as announced] + 1 [same mode too] + 1 [material] + 1 [by the one expected to act]
 *            + 1 per shared context + 2 · shared words / words of the shorter) · 2^(−days / 365)
 */
export function bearingsOf(held: Held, expectations: readonly Expected[], events: readonly EventRow[], limit = 5): Bearing[] {
  const words = wordsOf(held.words);
  const contexts = new Set(inWordsOf(held, events).flatMap(({ event }) => event.contexts));
  return expectations
    .flatMap((expected) => events.filter((row) => isDeedAfter(row, held) && between(row, expected.pair)).map((row) => bearing(row, held, expected, words, contexts)))
    .sort((a, b) => b.score - a.score || a.deed.event.date.localeCompare(b.deed.event.date) || a.deed.event.id.localeCompare(b.deed.event.id))
    .filter(({ deed }, i, all) => all.findIndex((other) => isSameReport(other.deed, deed)) === i)
    .slice(0, limit);
}

/**
 * The deeds that bear on a statement (see bearingsOf). What was announced is read from the events coded in its own words:
 * cooperation or conflict, the other way about where they were denied or their absence was stated. A demand expects the other side to give way.
 */
export function bearings(statement: Statement, events: readonly EventRow[], limit?: number): Bearing[] {
  const speaker = statement.speaker?.code;
  if (speaker === undefined || statement.date === '') return [];
  const expectations = pairsOf(statement).map((pair): Expected => {
    if (statement.kind === 'demand') return { pair, by: pair[1], direction: 1, announced: [] };
    const announced = announcedIn(statement, pair, events);
    return { pair, by: speaker, direction: directionOf(announced), announced };
  });
  return bearingsOf(statement, expectations, events, limit);
}

/** The speaker with each of those spoken of. */
export function pairsOf({ speaker, about }: Pick<Statement, 'speaker' | 'about'>): [string, string][] {
  if (speaker === null) return [];
  return [...new Set(about.map(({ code }) => code))].filter((code) => code !== '' && code !== speaker.code).map((code) => [speaker.code, code]);
}

/** Events coded in the very words of what was said. */
function inWordsOf({ documentId, start, end }: Held, events: readonly EventRow[]): EventRow[] {
  return events.filter(({ event }) => event.documentId === documentId && event.start < end && start < event.end);
}

/** Those of them that are between two actors and that nobody rejected. */
export function announcedIn(held: Held, pair: readonly [string, string], events: readonly EventRow[]): EventRow[] {
  return inWordsOf(held, events).filter((row) => between(row, pair) && row.judged !== 'rejected');
}

/** Whether acts are cooperation or conflict on the whole; null where they are neither. */
export function directionOf(announced: readonly EventRow[]): 1 | -1 | null {
  const sum = announced.reduce((total, row) => total + signOf(row), 0);
  return sum > 0 ? 1 : sum < 0 ? -1 : null;
}

function bearing(row: EventRow, held: Held, { pair, by, direction, announced }: Expected, words: ReadonlySet<string>, contexts: ReadonlySet<string>): Bearing {
  const { event } = row;
  const days = Math.round((Date.parse(event.date) - Date.parse(held.date)) / DAY);
  const reasons: Reason[] = [{ kind: 'later', days, partner: pair[1] }];
  let score = 1;
  const same = announced.filter((one) => one.event.eventType === event.eventType && signOf(one) === signOf(row));
  if (same.length > 0) {
    score += WEIGHTS.announced;
    reasons.push({ kind: 'announced', eventType: event.eventType });
    if (event.mode !== null && same.some((one) => one.event.mode === event.mode)) {
      score += WEIGHTS.sameMode;
      reasons.push({ kind: 'mode', eventType: event.eventType, mode: event.mode });
    }
  }
  if (event.quad % 2 === 0) {
    score += WEIGHTS.material;
    reasons.push({ kind: 'material' });
  }
  if (by !== null && (hasCode(event.actors, by) || event.reciprocal)) {
    score += WEIGHTS.own;
    reasons.push({ kind: 'own', by });
  }
  const sharedContexts = event.contexts.filter((context) => contexts.has(context));
  if (sharedContexts.length > 0) {
    score += WEIGHTS.context * sharedContexts.length;
    reasons.push({ kind: 'context', contexts: sharedContexts });
  }
  const own = wordsOf(row.sentenceText);
  const sharedWords = [...words].filter((word) => own.has(word));
  if (sharedWords.length > 0) {
    score += (WEIGHTS.words * sharedWords.length) / Math.min(words.size, own.size);
    reasons.push({ kind: 'words', words: sharedWords.slice(0, 5) });
  }
  const verdict: Direction = direction === null ? 'bears on it' : signOf(row) === direction ? 'bears it out' : 'goes against it';
  return { deed: row, direction: verdict, score: score * 2 ** (-days / HALF_LIFE_DAYS), reasons };
}

/** +1 for cooperation, −1 for conflict; the other way about for what was denied, or did not happen. */
function signOf({ event }: EventRow): 1 | -1 {
  const cooperative = event.quad <= 2;
  return cooperative !== (event.absence || event.status === 'denied') ? 1 : -1;
}

function isDeedAfter({ event, judged }: EventRow, { date, documentId, until }: Held): boolean {
  return isDeed(event, judged) && event.date > date && event.documentId !== documentId && (until === undefined || event.date < until);
}

/** The same deed, or one of the same type that was coded from the same sentence of the same day: of these the weightiest will do. */
function isSameReport(one: EventRow, other: EventRow): boolean {
  const [a, b] = [one.event, other.event];
  return a.id === b.id || (one.sentenceText !== '' && one.sentenceText === other.sentenceText && a.eventType === b.eventType && a.date === b.date);
}

function hasCode(side: readonly { code: string }[], code: string): boolean {
  return side.some((mention) => mention.code === code);
}

function between({ event: { actors, recipients } }: { event: Pick<Event, 'actors' | 'recipients'> }, [one, other]: readonly [string, string]): boolean {
  return (hasCode(actors, one) && hasCode(recipients, other)) || (hasCode(actors, other) && hasCode(recipients, one));
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

/** Whoever signed the document in which something was said, else what published it. */
export function authorOf({ said }: { said: Pick<SaidRow<unknown>, 'author' | 'publication'> }): string {
  return said.author || said.publication;
}
