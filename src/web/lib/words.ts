/** How numbers, dates, names and lists are written, in the language of the interface. */
import type { EventEntry, Names } from '../../server/api/schemas.js';
import { inLanguage, language, type Language } from '../text/index.js';
import { WORDS } from '../text/words.js';

type Precision = EventEntry['event']['datePrecision'];

/** English as it is written outside America: day before month, no comma before "and". */
const LOCALES: Record<Language, string> = { en: 'en-GB', es: 'es' };

/** Formats of one language, made once: making one takes longer than using it a hundred times. */
function formats(locale: string) {
  const date = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  const decimals = new Map<number, Intl.NumberFormat>();
  return {
    day: date({ day: 'numeric', month: 'long', year: 'numeric' }),
    short: date({ day: 'numeric', month: 'short', year: 'numeric' }),
    month: date({ month: 'long', year: 'numeric' }),
    // Instants, unlike dates, are told in the reader's own time.
    minute: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
    second: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }),
    whole: new Intl.NumberFormat(locale),
    list: new Intl.ListFormat(locale, { type: 'conjunction' }),
    decimal(digits: number): Intl.NumberFormat {
      const known = decimals.get(digits) ?? new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
      decimals.set(digits, known);
      return known;
    },
  };
}

const made: Partial<Record<Language, ReturnType<typeof formats>>> = {};
const inUse = () => (made[language()] ??= formats(LOCALES[language()]));

const utc = (date: string) => new Date(`${date}T00:00:00Z`);

export function day(date: string): string {
  return date === '' ? inLanguage(WORDS).noDate : inUse().day.format(utc(date));
}

/** An instant in the reader's own time. */
export function moment(iso: string, to: 'minute' | 'second' = 'minute'): string {
  return inUse()[to].format(new Date(iso));
}

/** A date no finer than it is known. */
export function dated(date: string, precision: Precision = 'day'): string {
  if (date === '' || precision === 'unknown') return day(date);
  if (precision === 'month') return inUse().month.format(utc(date));
  if (precision === 'quarter') return period(date, 'quarter');
  if (precision === 'year') return date.slice(0, 4);
  const short = inUse().short.format(utc(date));
  return precision === 'week' ? inLanguage(WORDS).week(short) : short;
}

/** A text with its ISO dates as the interface writes them, but for those that it quotes. */
export function withDates(text: string): string {
  return text.replace(/(?<![\w"«-])\d{4}-\d\d-\d\d(?![\w-])/g, (date) => dated(date));
}

/** A period by its first day. */
export function period(first: string, unit: 'month' | 'quarter' | 'year'): string {
  if (unit === 'year') return first.slice(0, 4);
  if (unit === 'month') return inUse().month.format(utc(first));
  return inLanguage(WORDS).quarter(Math.floor(utc(first).getUTCMonth() / 3), first.slice(0, 4));
}

/** First day after the period. */
export function periodEnd(first: string, unit: 'month' | 'quarter' | 'year'): string {
  const next = utc(first);
  next.setUTCMonth(next.getUTCMonth() + { month: 1, quarter: 3, year: 12 }[unit]);
  return next.toISOString().slice(0, 10);
}

/** With a true minus sign; with `sign`, a plus sign too. */
export function number(value: number, { digits = 1, sign = false } = {}): string {
  const zero = Number(Math.abs(value).toFixed(digits)) === 0;
  return `${value < 0 && !zero ? '−' : sign && !zero ? '+' : ''}${inUse().decimal(digits).format(Math.abs(value))}`;
}

export function whole(n: number): string {
  return inUse().whole.format(n);
}

/** "1 event", "2,000 events". Words other than English ones need their plural given. */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${whole(n)} ${n === 1 ? one : many}`;
}

export function percent(share: number): string {
  return `${whole(Math.round(100 * share))} %`;
}

/** The name of an actor in the language of the interface; of one that an answer does not name, its code. */
export function nameIn(names: Names, code: string): string {
  return code === '' ? inLanguage(WORDS).unnamed : (names[code]?.name[language()] ?? code);
}

/** "China", "the United States", "el Reino Unido": as it stands inside a sentence. */
export function inSentence(name: string): string {
  return inLanguage(WORDS).inSentence(name);
}

/** English: "China’s", "the United States’". */
export function possessive(name: string): string {
  return name.endsWith('s') ? `${name}’` : `${name}’s`;
}

/** Spanish: "de China", "del Reino Unido". */
export function ofSpanish(name: string): string {
  return `de ${WORDS.es.inSentence(name)}`.replace(/^de el /, 'del ');
}

/** Spanish: "a China", "al Reino Unido". */
export function toSpanish(name: string): string {
  return `a ${WORDS.es.inSentence(name)}`.replace(/^a el /, 'al ');
}

/** "Brazil, China and India", "Brasil, China e India". */
export function list(items: readonly string[]): string {
  return inUse().list.format(items);
}

/** Orders names as the language of the interface does. */
export function byName(a: string, b: string): number {
  return a.localeCompare(b, language());
}

export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "coop" or "conflict": the two colours, never without a word or a place beside them. */
export function toneOf(quad: number): 'coop' | 'conflict' {
  return quad <= 2 ? 'coop' : 'conflict';
}
