/**
 * A small notation for phrases that name a time. A rule is a row of elements:
 *
 *   MONTH DAY YEAR …   a class: a word or number of that kind, whose value the rule's meaning gets
 *   of|in              one of these words
 *   [,]                an element that may be missing
 *   <in|since  <!black a word that must, or must not, stand before the phrase (several count back from it)
 *   >)  >!times        the same after it
 *
 * Rules are unrolled into rows without options and filed under the words that they can begin with, so that a text is read
 * in one pass: no phrase is longer than its rule.
 */
import { fold } from '../codebook/index.js';
import type { Unit } from './calendar.js';
import type { Meaning, Part, Values, Which } from './date-meanings.js';

/** Returns null where the values make no date. */
export type Rule = readonly [pattern: string, meaning: (v: Values) => Meaning | null];

/** How a date stands to what is dated: "by Friday", "since 2019". */
export type DateRelation = 'on' | 'before' | 'after' | 'since' | 'until' | 'by';

/** A language's words for time. All words are lower-case; they are compared folded, so that texts may lack accents. */
export interface DateLanguage {
  months: ReadonlyMap<string, number>;
  /** Short forms that may carry a full stop. */
  abbreviations: ReadonlySet<string>;
  /** Months that stand alone only where nothing else can be meant. */
  doubtfulMonths: ReadonlySet<string>;
  weekdays: ReadonlyMap<string, number>;
  units: ReadonlyMap<string, Unit>;
  plurals: ReadonlySet<string>;
  /** 0 for a count left open. */
  numbers: ReadonlyMap<string, number>;
  /** 0 for the last. */
  ordinals: ReadonlyMap<string, number>;
  which: ReadonlyMap<string, Which>;
  parts: ReadonlyMap<string, Part>;
  /** Names of months and weekdays are written with a capital; without, they are other words. */
  capitals: boolean;
  /** Day and month of 10/12/2023: which comes first, or null where writers differ. */
  numericOrder: 'day' | null;
  relations: ReadonlyMap<string, DateRelation>;
  articles: ReadonlySet<string>;
  /** Words between a part and its period: "end of", "fines de". */
  partLinks: ReadonlySet<string>;
  rangeOpeners: ReadonlySet<string>;
  rangeLinks: ReadonlySet<string>;
  /** Words after a number that make it a count, not a year; plurals in -s are taken for such too. */
  counted: ReadonlySet<string>;
  rules: readonly Rule[];
}

/** The text as words, numbers and marks. */
export interface Tokens {
  text: string;
  lower: string[];
  start: number[];
  end: number[];
}

const TOKEN = /\d{4}-\d{2}-\d{2}(?!\d)|\d{1,2}[/.]\d{1,2}[/.]\d{4}(?!\d)|[qQ][1-4](?!\d)|\d+(?:[.,:/]\d+)*[\p{L}ºª°%]*|\p{L}+|[^\s\p{L}\d]/gu;

const isAsciiLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);

export function tokenize(text: string): Tokens {
  const tokens: Tokens = { text, lower: [], start: [], end: [] };
  for (let i = 0; i < text.length; ) {
    let code = text.charCodeAt(i);
    if (code === 32) {
      i++;
      continue;
    }
    // Plain words are by far the commonest tokens: the expression, which has to make an object of each, reads the others.
    let end = i;
    if (isAsciiLetter(code)) {
      do code = text.charCodeAt(++end); while (isAsciiLetter(code));
      if (code > 127 || (end === i + 1 && code >= 48 && code <= 57)) end = i;
    }
    let start = i;
    if (end === i) {
      TOKEN.lastIndex = i;
      const match = TOKEN.exec(text);
      if (!match) break;
      start = match.index;
      end = start + match[0].length;
    }
    tokens.lower.push(fold(text.slice(start, end)));
    tokens.start.push(start);
    tokens.end.push(end);
    i = end;
  }
  return tokens;
}

/** Reads a class at token i: the number of tokens it takes, 0 where it is not there. */
type Reader = (language: DateLanguage, tokens: Tokens, i: number, values: Partial<Values>) => number;

function isCapital(tokens: Tokens, i: number): boolean {
  const first = tokens.text[tokens.start[i] as number] as string;
  return first !== first.toLowerCase();
}

function charAfter(tokens: Tokens, i: number, offset = 0): string {
  return tokens.text[(tokens.end[i] as number) + offset] ?? '';
}

function joinedToWord(tokens: Tokens, i: number): boolean {
  return charAfter(tokens, i) === '-' && /\p{L}/u.test(charAfter(tokens, i, 1));
}

/** A second value of the same class goes under a name of its own. */
function put(values: Partial<Values>, name: 'month' | 'day' | 'year', value: number): void {
  values[values[name] === undefined ? name : (`${name}2` as const)] = value;
}

function month(language: DateLanguage, tokens: Tokens, i: number, values: Partial<Values>): number {
  const word = tokens.lower[i] as string;
  const value = language.months.get(word);
  if (value === undefined || (language.capitals && !isCapital(tokens, i))) return 0;
  put(values, 'month', value);
  return language.abbreviations.has(word) && tokens.lower[i + 1] === '.' && tokens.start[i + 1] === tokens.end[i] ? 2 : 1;
}

function year(language: DateLanguage, tokens: Tokens, i: number, values: Partial<Values>): number {
  const word = tokens.lower[i] as string;
  if (!/^(?:1[89]|20)\d\d$/.test(word) || joinedToWord(tokens, i)) return 0;
  if ('$€£#'.includes(tokens.text[(tokens.start[i] as number) - 1] ?? ' ')) return 0;
  const next = tokens.lower[i + 1] ?? '';
  if (language.counted.has(next)) return 0;
  if (next.length > 4 && next.endsWith('s') && !isCapital(tokens, i + 1) && charAfter(tokens, i) === ' ') return 0;
  put(values, 'year', Number(word));
  return 1;
}

function lookUp<K extends 'weekday' | 'num' | 'ord' | 'unit' | 'which' | 'part'>(name: K, map: (language: DateLanguage) => ReadonlyMap<string, Values[K]>): Reader {
  return (language, tokens, i, values) => {
    const value = map(language).get(tokens.lower[i] as string);
    if (value === undefined) return 0;
    values[name] = value;
    return 1;
  };
}

const unit = lookUp('unit', (l) => l.units);

const CLASSES: Readonly<Record<string, Reader>> = {
  MONTH: month,
  /** A month's name that is no other word, written as a month is. */
  SUREMONTH: (language, tokens, i, values) =>
    language.doubtfulMonths.has(tokens.lower[i] as string) || (!language.capitals && isCapital(tokens, i)) ? 0 : month(language, tokens, i, values),
  DAY: (_, tokens, i, values) => {
    const match = /^(\d{1,2})(?:st|nd|rd|th|º|°|ª|ro|er)?$/.exec(tokens.lower[i] as string);
    const day = match ? Number(match[1]) : tokens.lower[i] === 'primero' ? 1 : 0;
    if (day < 1 || day > 31 || joinedToWord(tokens, i)) return 0;
    put(values, 'day', day);
    return 1;
  },
  YEAR: year,
  /** Second half of "2008-09". */
  YY: (_, tokens, i, values) => {
    if (!/^\d\d$/.test(tokens.lower[i] as string) || tokens.end[i - 1] !== tokens.start[i] || values.year === undefined) return 0;
    values.year2 = values.year - (values.year % 100) + Number(tokens.lower[i]);
    return 1;
  },
  DECADE: (_, tokens, i, values) => {
    const match = /^((?:1[89]|20)\d0)s$/.exec(tokens.lower[i] as string);
    if (!match) return 0;
    values.year = Number(match[1]);
    return 1;
  },
  ISO: (_, tokens, i, values) => {
    const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(tokens.lower[i] as string);
    if (!match) return 0;
    Object.assign(values, { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) });
    return 1;
  },
  NUMERIC: (language, tokens, i, values) => {
    const match = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(tokens.lower[i] as string);
    if (!match) return 0;
    const [first, second] = [Number(match[1]), Number(match[2])];
    const dayFirst = language.numericOrder === 'day' || first > 12 || first === second;
    if (!dayFirst && second <= 12) return 0;
    Object.assign(values, { year: Number(match[3]), month: dayFirst ? second : first, day: dayFirst ? first : second });
    return 1;
  },
  WEEKDAY: (language, tokens, i, values) => {
    const word = tokens.lower[i] as string;
    const value = language.weekdays.get(word);
    if (value === undefined || (language.capitals && !isCapital(tokens, i))) return 0;
    const short = language.abbreviations.has(word);
    if (short && tokens.lower[i + 1] !== '.') return 0;
    values.weekday = value;
    return short ? 2 : 1;
  },
  NUM: (language, tokens, i, values) => {
    const word = tokens.lower[i] as string;
    const value = /^\d{1,3}$/.test(word) ? Number(word) : language.numbers.get(word);
    if (value === undefined || joinedToWord(tokens, i)) return 0;
    values.num = value;
    return 1;
  },
  ORD: lookUp('ord', (l) => l.ordinals),
  UNIT: unit,
  /** One unit longer than a day: "the next day" counts from the story's time, not from the text's. */
  LONGUNIT: (language, tokens, i, values) => {
    const word = tokens.lower[i] as string;
    return language.units.get(word) === 'day' || language.plurals.has(word) ? 0 : unit(language, tokens, i, values);
  },
  UNITS: (language, tokens, i, values) => (language.plurals.has(tokens.lower[i] as string) ? unit(language, tokens, i, values) : 0),
  WHICH: lookUp('which', (l) => l.which),
  PART: lookUp('part', (l) => l.parts),
};

interface Element {
  reader?: Reader;
  words?: ReadonlySet<string>;
  not?: boolean;
}

interface Row {
  before: Element[];
  core: Element[];
  after: Element[];
  meaning: Rule[1];
}

export interface RuleMatch {
  from: number;
  to: number;
  meaning: Meaning;
}

function element(text: string): Element {
  const reader = CLASSES[text];
  return reader === undefined ? { words: new Set(text.split('|').map(fold)) } : { reader };
}

function unroll([pattern, meaning]: Rule): { row: Row; first: string }[] {
  let rows: string[][] = [[]];
  for (const part of pattern.split(' ')) {
    const optional = part.startsWith('[');
    const inner = optional ? part.slice(1, -1) : part;
    rows = rows.flatMap((row) => (optional ? [row, [...row, inner]] : [[...row, inner]]));
  }
  return rows.map((parts) => {
    const row: Row = { before: [], core: [], after: [], meaning };
    let first = '';
    for (const part of parts) {
      const context = part[0] === '<' || part[0] === '>' ? part[0] : '';
      if (context === '' || part.length === 1) {
        if (row.core.length === 0) first = part;
        row.core.push(element(part));
        continue;
      }
      const not = part[1] === '!';
      const item = { ...element(part.slice(not ? 2 : 1)), not };
      if (context === '<') row.before.unshift(item);
      else row.after.push(item);
    }
    return { row, first };
  });
}

function folded(language: DateLanguage): DateLanguage {
  const keys = <V>(map: ReadonlyMap<string, V>): Map<string, V> => new Map([...map].map(([word, value]) => [fold(word), value]));
  const words = (set: ReadonlySet<string>): Set<string> => new Set([...set].map(fold));
  return {
    ...language,
    months: keys(language.months), abbreviations: words(language.abbreviations), doubtfulMonths: words(language.doubtfulMonths),
    weekdays: keys(language.weekdays), units: keys(language.units), plurals: words(language.plurals), numbers: keys(language.numbers),
    ordinals: keys(language.ordinals), which: keys(language.which), parts: keys(language.parts), relations: keys(language.relations),
    articles: words(language.articles), partLinks: words(language.partLinks), rangeOpeners: words(language.rangeOpeners),
    rangeLinks: words(language.rangeLinks), counted: words(language.counted),
  };
}

/** A language's rules, ready to be tried at any word. */
export class RuleSet {
  private readonly byWord = new Map<string, Row[]>();
  /** Rows that begin with a number. */
  private readonly byDigit: Row[] = [];

  readonly language: DateLanguage;

  constructor(spelled: DateLanguage) {
    const language = folded(spelled);
    this.language = language;
    const vocabulary: Readonly<Record<string, Iterable<string>>> = {
      MONTH: language.months.keys(), SUREMONTH: language.months.keys(), WEEKDAY: language.weekdays.keys(), NUM: language.numbers.keys(),
      ORD: language.ordinals.keys(), UNIT: language.units.keys(), LONGUNIT: language.units.keys(), UNITS: language.plurals,
      WHICH: language.which.keys(), PART: language.parts.keys(), DAY: ['primero'],
    };
    const words = new Map(Object.entries(vocabulary).map(([name, keys]) => [name, [...keys]]));
    for (const rule of language.rules) {
      for (const { row, first } of unroll(rule)) {
        if (['DAY', 'YEAR', 'NUM', 'ISO', 'NUMERIC', 'DECADE'].includes(first)) this.byDigit.push(row);
        for (const word of words.get(first) ?? (Object.hasOwn(CLASSES, first) ? [] : first.split('|').map(fold))) {
          const list = this.byWord.get(word) ?? [];
          if (list.length === 0) this.byWord.set(word, list);
          list.push(row);
        }
      }
    }
  }

  /** The longest phrase that begins at token i. */
  match(tokens: Tokens, i: number): RuleMatch | null {
    const word = tokens.lower[i] as string;
    const first = word.charCodeAt(0);
    const rows = first >= 48 && first <= 57 ? this.byDigit : this.byWord.get(word);
    if (!rows) return null;
    let best: RuleMatch | null = null;
    for (const row of rows) {
      const values: Partial<Values> = {};
      const to = this.reach(row, tokens, i, values);
      if (to < 0 || (best && to <= best.to)) continue;
      const meaning = row.meaning(values as Values);
      if (meaning) best = { from: i, to, meaning };
    }
    return best;
  }

  private reach(row: Row, tokens: Tokens, i: number, values: Partial<Values>): number {
    let at = i;
    for (const item of row.core) {
      if (at >= tokens.lower.length) return -1;
      const taken = item.reader ? item.reader(this.language, tokens, at, values) : item.words?.has(tokens.lower[at] as string) ? 1 : 0;
      if (taken === 0) return -1;
      at += taken;
    }
    const fits = (item: Element, word: string | undefined): boolean => (word !== undefined && item.words?.has(word) === true) !== (item.not === true);
    for (let b = 0; b < row.before.length; b++) if (!fits(row.before[b] as Element, tokens.lower[i - 1 - b])) return -1;
    for (let a = 0; a < row.after.length; a++) if (!fits(row.after[a] as Element, tokens.lower[at + a])) return -1;
    return at;
  }
}
