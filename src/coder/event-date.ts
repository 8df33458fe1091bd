/**
 * Which of a text's dates belongs to an event: one that hangs on its verb, else on the verb above it ("said on Tuesday that
 * …"), else the only one of its sentence, else the day of the document. A date inside another noun ("the 2015 deal",
 * "Tuesday's attack") dates that noun.
 */
import type { Doc } from '../language/index.js';
import type { BaseDate, DateMention, DateValue } from './dates.js';
import { childOf, P, preposition, R, sentenceBounds } from './tree.js';
import type { Precision, Status, Why } from './types.js';

export interface DatedText {
  doc: Doc;
  dates: readonly DateMention[];
  base: BaseDate;
}

export interface EventDate {
  date: string;
  precision: Precision;
  /** null where the document's own date was taken. */
  mention: DateMention | null;
  why: Why;
}

/** Prepositions by which a date qualifies the noun before it. */
const OF = new Set(['of', 'de', 'from', 'for']);
const CLAUSE_ABOVE = new Set<number>([R.ccomp, R.xcomp, R.parataxis, R.csubj, R.csubjPass]);
const INNER_CLAUSE = new Set<number>([R.relcl, R.acl, R.advcl, R.advclRelcl]);
const MAX_CLIMB = 20;

/** The mentions of a time that begin in [start, end). */
export function datesIn(dates: readonly DateMention[], start: number, end: number): DateMention[] {
  let low = 0;
  let high = dates.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((dates[middle] as DateMention).start < start) low = middle + 1;
    else high = middle;
  }
  const found: DateMention[] = [];
  for (let i = low; i < dates.length && (dates[i] as DateMention).start < end; i++) found.push(dates[i] as DateMention);
  return found;
}

/** The word of a date that the rest of it hangs on. */
function headWord(doc: Doc, mention: DateMention, from: number, to: number): number {
  let first = -1;
  for (let i = from; i < to; i++) {
    if ((doc.end[i] as number) <= mention.start) continue;
    if ((doc.start[i] as number) >= mention.end) break;
    if (first < 0) first = i;
    const head = doc.head[i] as number;
    if (head < 0 || (doc.start[head] as number) < mention.start || (doc.end[head] as number) > mention.end) {
      if ((doc.upos[i] as number) !== P.PUNCT && (doc.upos[i] as number) !== P.ADP) return i;
    }
  }
  return first;
}

function isPredicate(doc: Doc, i: number): boolean {
  return (doc.upos[i] as number) === P.VERB || (doc.head[i] as number) < 0 || childOf(doc, i, R.cop, R.nsubj, R.nsubjPass) >= 0;
}

/** The verb that word i hangs on, or −1 where it only qualifies a noun other than `trigger`. */
function verbOf(doc: Doc, i: number, trigger: ReadonlySet<number>): number {
  let word = i;
  for (let step = 0; step < MAX_CLIMB; step++) {
    if (word !== i && (trigger.has(word) || isPredicate(doc, word))) return word;
    const head = doc.head[word] as number;
    if (head < 0) return word;
    const relation = doc.deprel[word] as number;
    const nominal = (doc.upos[head] as number) === P.NOUN || (doc.upos[head] as number) === P.PROPN;
    if (nominal && !trigger.has(head) && !isPredicate(doc, head)) {
      if (word < head && relation !== R.conj) return -1;
      if (relation === R.nmod && OF.has(preposition(doc, word))) return -1;
    }
    word = head;
  }
  return -1;
}

/** Does the date only qualify a noun ("the 2015 deal", "Tuesday's attack") other than the word given? */
export function datesNoun(doc: Doc, mention: DateMention, word: number): boolean {
  const [from, to] = sentenceBounds(doc, word);
  return verbOf(doc, headWord(doc, mention, from, to), new Set([word])) < 0;
}

/** How far apart a date's verb and the event's are: 0 the same, 1 one act with it, 2 what is above it, 3 elsewhere. */
function distance(doc: Doc, dateVerb: number, eventVerb: number): number {
  if (dateVerb === eventVerb) return 0;
  let far = 1;
  for (let word = eventVerb, step = 0; step < MAX_CLIMB; step++) {
    const relation = doc.deprel[word] as number;
    const head = doc.head[word] as number;
    if (head < 0 || INNER_CLAUSE.has(relation)) break;
    if (CLAUSE_ABOVE.has(relation) && relation !== R.xcomp) far = 2;
    word = head;
    if (word === dateVerb) return far;
  }
  // "agreed to lift the embargo on Monday": the date hangs on what was agreed.
  for (let word = dateVerb, step = 0; step < MAX_CLIMB; step++) {
    const relation = doc.deprel[word] as number;
    if (relation !== R.xcomp && relation !== R.conj) break;
    word = doc.head[word] as number;
    if (word === eventVerb) return 1;
    if (word < 0) break;
  }
  return 3;
}

/**
 * The date of an event.
 * @param words the event's trigger words, the highest first.
 * @param reach how far from the trigger a date may stand: with its own verb, or anywhere in its sentence.
 */
export function eventDate({ doc, dates, base }: DatedText, words: readonly number[], status: Status, reach: 'verb' | 'sentence' = 'sentence'): EventDate {
  const top = words[0] as number;
  const [from, to] = sentenceBounds(doc, top);
  const mentions = datesIn(dates, doc.start[from] as number, doc.end[to - 1] as number);
  const ahead = status === 'planned' || status === 'conditional';
  const trigger = new Set(words);
  const eventVerb = isPredicate(doc, top) ? top : verbOf(doc, top, new Set());
  let best: { rank: number; gap: number; mention: DateMention; value: DateValue } | null = null;
  for (const mention of mentions) {
    const verb = verbOf(doc, headWord(doc, mention, from, to), trigger);
    if (verb < 0) continue;
    const rank = trigger.has(verb) && verb !== top && eventVerb !== verb ? 1 : verb === top ? 0 : distance(doc, verb, eventVerb);
    if ((rank === 3 && mentions.length > 1) || (reach === 'verb' && rank > 0)) continue;
    const tense = ahead && rank < 2 ? 'future' : 'past';
    if (tense === 'future' ? mention.future === 'past' : mention.future === 'future') continue;
    if (mention.relation === 'after' || (tense === 'past' && (mention.relation === 'before' || mention.relation === 'by' || mention.relation === 'until'))) continue;
    const value = mention.resolve(tense);
    if (value.date === '' || (tense === 'past' && base.date !== '' && value.date > base.date)) continue;
    const gap = Math.abs(mention.start - (doc.start[top] as number)) + (mention.relation === 'since' ? 1000 : 0);
    if (!best || rank < best.rank || (rank === best.rank && gap < best.gap)) best = { rank, gap, mention, value };
  }
  if (!best) {
    const text = base.date === '' ? 'no date in the sentence, and the document has none' : `no date of its own: the document's, ${base.date}`;
    return { date: base.date, precision: base.date === '' ? 'unknown' : base.precision, mention: null, why: { kind: 'date', text, ref: 'document' } };
  }
  const { mention, value, rank } = best;
  const how = ['with the verb', 'with the same act', 'with the verb above', 'only date of the sentence'][rank] as string;
  return {
    date: value.date, precision: value.precision, mention,
    why: { kind: 'date', text: `"${mention.text}" is ${value.date} (${value.precision}), ${how}`, ref: how, start: mention.start, end: mention.end },
  };
}
