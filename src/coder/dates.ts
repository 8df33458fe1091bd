/**
 * Finds what names a time in a text, in one pass, and says which days it stands for: in full ("10 December 2023"), relative
 * to the day of publication ("last Tuesday", "hace dos años"), or open until the clause's tense is known ("on Tuesday").
 */
import { parseIso, periodAround, toIso, type Period } from './calendar.js';
import { between, partOf, type Meaning, type Part, type Tense } from './date-meanings.js';
import { RuleSet, tokenize, type DateLanguage, type DateRelation, type RuleMatch, type Tokens } from './date-rules.js';
import { english } from './dates.en.js';
import { spanish } from './dates.es.js';
import type { Precision, Span } from './types.js';

export type { Tense } from './date-meanings.js';
export type { DateRelation } from './date-rules.js';

/** The day that a text counts from: when it was published; date "" when unknown. */
export interface BaseDate {
  date: string;
  precision: Precision;
}

/** Days as the record writes them. */
export interface DateValue {
  /** ISO date of the first day, "" where it cannot be known. */
  date: string;
  /** Last day, where the words name a stretch other than a whole day, week, month, quarter or year; else null. */
  endDate: string | null;
  precision: Precision;
}

export interface DateMention extends Span, DateValue {
  text: string;
  /** Counted from the day of publication. */
  relative: boolean;
  /** Before or after the day of publication; unknown where it holds that day or the tense must decide. */
  future: 'past' | 'future' | 'unknown';
  /** "by Friday", "since 2019": how it stands to what is dated. */
  relation: DateRelation;
  /** The days that are meant in a clause of that tense; `date` and `precision` are those without one. */
  resolve(tense: Tense): DateValue;
}

const LANGUAGES = new Map([['en', new RuleSet(english)], ['es', new RuleSet(spanish)]]);
const UNKNOWN: DateValue = { date: '', endDate: null, precision: 'unknown' };
const FINENESS: readonly Precision[] = ['day', 'week', 'month', 'quarter', 'year'];

/**
 * Every mention of a time in the text, in its order, none overlapping. A language without rules has none.
 * @param base when the text was published.
 */
export function findDates(text: string, language: string, base: BaseDate): DateMention[] {
  const rules = LANGUAGES.get(language);
  if (!rules) return [];
  const tokens = tokenize(text);
  const matches: RuleMatch[] = [];
  for (let i = 0; i < tokens.lower.length; ) {
    const match = rules.match(tokens, i);
    if (match) matches.push(match);
    i = match ? match.to : i + 1;
  }
  return combine(matches, tokens, rules.language).map((match) => mention(match, tokens, rules.language, base)).filter((m) => m !== null);
}

/** Joins a weekday to its date, a part to its period, and both ends of a range. */
function combine(matches: readonly RuleMatch[], tokens: Tokens, language: DateLanguage): RuleMatch[] {
  const joined: RuleMatch[] = [];
  for (const match of matches) {
    const current = withPart(match, tokens, language);
    const last = joined.at(-1);
    if (last?.meaning.weekday && current.meaning.calendarDay && isLink(tokens, last.to, current.from, language)) {
      joined[joined.length - 1] = { from: last.from, to: current.to, meaning: current.meaning };
      continue;
    }
    if (last && opensRange(tokens, last.from, language) && isRangeLink(tokens, last.to, current.from, language)) {
      joined[joined.length - 1] = { from: last.from, to: current.to, meaning: between(last.meaning, current.meaning) };
      continue;
    }
    joined.push(current);
  }
  return joined;
}

/** Between a weekday and its date there may be a comma and an article. */
function isLink(tokens: Tokens, from: number, to: number, language: DateLanguage): boolean {
  for (let i = from; i < to; i++) if (tokens.lower[i] !== ',' && !language.articles.has(tokens.lower[i] as string)) return false;
  return to - from <= 2;
}

function opensRange(tokens: Tokens, i: number, language: DateLanguage): boolean {
  const before = tokens.lower[i - 1] ?? '';
  return language.rangeOpeners.has(before) || (language.articles.has(before) && language.rangeOpeners.has(tokens.lower[i - 2] ?? ''));
}

function isRangeLink(tokens: Tokens, from: number, to: number, language: DateLanguage): boolean {
  const gap = to - from;
  if (gap < 1 || gap > 2 || !language.rangeLinks.has(tokens.lower[from] as string)) return false;
  return gap === 1 || language.articles.has(tokens.lower[from + 1] as string);
}

/** "early March", "the end of 2024", "a mediados de mayo". */
function withPart(match: RuleMatch, tokens: Tokens, language: DateLanguage): RuleMatch {
  if (match.meaning.calendarDay || match.meaning.weekday) return match;
  let i = match.from - 1;
  if (language.articles.has(tokens.lower[i] ?? '') && !language.partLinks.has(tokens.lower[i] ?? '')) i--;
  let part: Part | undefined = language.parts.get(tokens.lower[i] ?? '');
  if (part === undefined && language.partLinks.has(tokens.lower[i] ?? '')) part = language.parts.get(tokens.lower[--i] ?? '');
  return part === undefined ? match : { from: i, to: match.to, meaning: partOf(match.meaning, part) };
}

function relationOf(tokens: Tokens, from: number, language: DateLanguage): DateRelation {
  for (let i = from - 1; i >= 0 && i >= from - 4; i--) {
    const word = tokens.lower[i] as string;
    const relation = language.relations.get(word);
    if (relation) return relation;
    if (!language.articles.has(word)) break;
  }
  return 'on';
}

function mention(match: RuleMatch, tokens: Tokens, language: DateLanguage, base: BaseDate): DateMention | null {
  const start = tokens.start[match.from] as number;
  const end = tokens.end[match.to - 1] as number;
  const { meaning } = match;
  const today = parseIso(base.date);
  const resolve = (tense: Tense): DateValue => valueOf(meaning, today, base, tense);
  let relation = relationOf(tokens, match.from, language);
  // "by Friday", "until March" look ahead unless the clause is known to be past.
  const value = resolve(relation === 'by' || relation === 'until' ? 'future' : 'unknown');
  // The "from" of a range belongs to the range.
  if (relation === 'since' && value.endDate !== null) relation = 'on';
  if (value.date === '' && (!meaning.relative || today !== null)) return null;
  return {
    start, end, text: tokens.text.slice(start, end), ...value, relative: meaning.relative, relation, resolve,
    future: meaning.ambiguous || today === null || value.date === '' ? 'unknown' : side(meaning, today),
  };
}

function side(meaning: Meaning, today: number): DateMention['future'] {
  const period = meaning.at(today, 'unknown');
  if (!period) return 'unknown';
  if (period.to < today || (period.to === today && period.from < today)) return 'past';
  return period.from > today || (period.from === today && period.to > today) ? 'future' : 'unknown';
}

function valueOf(meaning: Meaning, today: number | null, base: BaseDate, tense: Tense): DateValue {
  if (today === null && meaning.relative) return UNKNOWN;
  const period = meaning.at(today ?? 0, tense);
  if (!period) return UNKNOWN;
  // Nothing counted from a day known to the month is known more exactly than that.
  if (meaning.relative && FINENESS.indexOf(base.precision) > FINENESS.indexOf(period.precision)) {
    const coarse = periodAround(period.precision === 'day' || period.precision === 'week' ? (today as number) : period.from, base.precision as 'month');
    return { date: toIso(coarse.from), endDate: null, precision: base.precision };
  }
  return { date: toIso(period.from), endDate: isWhole(period) ? null : toIso(period.to), precision: period.precision };
}

function isWhole(period: Period): boolean {
  const whole = periodAround(period.from, period.precision as 'day');
  return whole.from === period.from && whole.to === period.to;
}
