/**
 * From a machine's coding and a person's judgements to what counts. Pure: the store keeps both and applies this on reading.
 */
import { RecordError } from './errors.js';
import { Event, Forecast, Statement, type Judgement } from './schema.js';
import type { Judged } from './store.js';

export type Kind = Judgement['targetKind'];
/** Something that can be judged. */
export type Coded = Event | Statement | Forecast;

const SCHEMAS = { event: Event, statement: Statement, forecast: Forecast };
/** A person corrects what the coding says, not which text it was made from or by which coder. */
const FIXED = new Set(['id', 'documentId', 'coderVersion', 'why', 'confidence']);

/** Judgements that still stand, in the order they were made: each 'withdrawn' takes away the same judge's last one before it. */
export function standing(judgements: Judgement[]): Judgement[] {
  const kept: Judgement[] = [];
  for (const judgement of judgements) {
    if (judgement.verdict !== 'withdrawn') {
      kept.push(judgement);
      continue;
    }
    const last = kept.findLastIndex((earlier) => earlier.judge === judgement.judge);
    if (last >= 0) kept.splice(last, 1);
  }
  return kept;
}

/** The machine's coding with every standing correction applied, the later over the earlier. */
export function judged<T extends Coded>(coded: T, judgements: Judgement[]): Judged<T> {
  const kept = standing(judgements);
  const value = kept
    .filter((judgement) => judgement.verdict === 'corrected')
    .reduce((so_far, judgement) => ({ ...so_far, ...judgement.changes }), coded);
  return { value, coded, judgements, rejected: kept.at(-1)?.verdict === 'rejected' };
}

/** The last word that stands on a thing. */
export function lastVerdict(judgements: Judgement[]): 'none' | 'accepted' | 'corrected' | 'rejected' | 'resolved' {
  const last = standing(judgements).at(-1);
  return last === undefined || last.verdict === 'withdrawn' ? 'none' : last.verdict;
}

/** Refuses a correction that would leave something that breaks the schema. */
export function checkChanges(kind: Kind, coded: Coded, changes: Record<string, unknown>): void {
  for (const field of Object.keys(changes)) {
    if (FIXED.has(field) || !(field in SCHEMAS[kind].shape)) {
      const may = Object.keys(SCHEMAS[kind].shape).filter((name) => !FIXED.has(name));
      throw new RecordError('invalid', `Correction of ${kind} ${coded.id}: found field "${field}", expected one of ${may.join(', ')}.`);
    }
  }
  const result = SCHEMAS[kind].safeParse({ ...coded, ...changes });
  if (!result.success) {
    const first = result.error.issues[0]!;
    throw new RecordError('invalid', `Correction of ${kind} ${coded.id}: field "${first.path.join('.')}": ${first.message}.`);
  }
}

/** What a judgement remembers of the coding that it was made on, to find it again in a newer coder's. */
export interface Snapshot {
  type: string;
  spans: { start: number; end: number }[];
  codes: string[];
}

/** What is remembered of a coding when it is judged. */
export function snapshotOf(kind: Kind, coded: Coded): Snapshot {
  const codes = (mentions: { code: string }[]): string[] => mentions.map((mention) => mention.code);
  if (kind === 'event') {
    const event = coded as Event;
    return { type: event.eventType, spans: event.trigger, codes: [...codes(event.actors), ...codes(event.recipients)] };
  }
  if (kind === 'statement') {
    const statement = coded as Statement;
    return { type: statement.kind, spans: [{ start: coded.start, end: coded.end }], codes: codes(statement.about) };
  }
  return { type: '', spans: [{ start: coded.start, end: coded.end }], codes: codes((coded as Forecast).about) };
}

function overlap(left: { start: number; end: number }[], right: { start: number; end: number }[]): number {
  let shared = 0;
  for (const a of left) for (const b of right) shared += Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));
  return shared;
}

/**
 * Which of a newer coder's codings a judgement belongs to: the one with the same id; else, of those with the same type (or
 * the type that the judgement corrected it to) whose words overlap, the one that shares most actors, then most words.
 * Null when the newer coder has nothing there: the judgement stays in the record and waits.
 */
export function matchTarget<T extends Coded>(judgement: Pick<Judgement, 'targetKind' | 'targetId' | 'changes'>, snapshot: Snapshot, candidates: T[]): T | null {
  const same = candidates.find((candidate) => candidate.id === judgement.targetId);
  if (same) return same;
  const types = new Set([snapshot.type, judgement.changes[judgement.targetKind === 'event' ? 'eventType' : 'kind']]);
  let best: T | null = null;
  let bestScore = 0;
  for (const candidate of candidates) {
    const found = snapshotOf(judgement.targetKind, candidate);
    if (!types.has(found.type)) continue;
    const words = overlap(snapshot.spans, found.spans);
    if (words === 0) continue;
    const score = found.codes.filter((code) => snapshot.codes.includes(code)).length * 1e6 + words;
    if (score > bestScore) {
      best = candidate;
      bestScore = score;
    }
  }
  return best;
}
