/** How numbers, dates and names are written. */
import type { EventEntry, Names } from '../../server/api/schemas.js';

type Precision = EventEntry['event']['datePrecision'];

const FORMATS = {
  day: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
  short: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }),
  month: new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }),
};

const utc = (date: string) => new Date(`${date}T00:00:00Z`);

export function day(date: string): string {
  return date === '' ? 'no date' : FORMATS.day.format(utc(date));
}

/** A date no finer than it is known. */
export function dated(date: string, precision: Precision = 'day'): string {
  if (date === '' || precision === 'unknown') return date === '' ? 'no date' : day(date);
  if (precision === 'month') return FORMATS.month.format(utc(date));
  if (precision === 'quarter') return period(date, 'quarter');
  if (precision === 'year') return date.slice(0, 4);
  return precision === 'week' ? `week of ${FORMATS.short.format(utc(date))}` : FORMATS.short.format(utc(date));
}

/** A period by its first day. */
export function period(first: string, unit: 'month' | 'quarter' | 'year'): string {
  if (unit === 'year') return first.slice(0, 4);
  if (unit === 'month') return FORMATS.month.format(utc(first));
  return `${['first', 'second', 'third', 'fourth'][Math.floor(utc(first).getUTCMonth() / 3)]} quarter of ${first.slice(0, 4)}`;
}

/** First day after the period. */
export function periodEnd(first: string, unit: 'month' | 'quarter' | 'year'): string {
  const next = utc(first);
  next.setUTCMonth(next.getUTCMonth() + { month: 1, quarter: 3, year: 12 }[unit]);
  return next.toISOString().slice(0, 10);
}

/** With a true minus sign; with `sign`, a plus sign too. */
export function number(value: number, { digits = 1, sign = false } = {}): string {
  const text = Math.abs(value).toFixed(digits);
  const zero = Number(text) === 0;
  return `${value < 0 && !zero ? '−' : sign && !zero ? '+' : ''}${text}`;
}

export const whole = new Intl.NumberFormat('en-GB').format;

export function plural(n: number, one: string, many = `${one}s`): string {
  return `${whole(n)} ${n === 1 ? one : many}`;
}

export function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

export function nameIn(names: Names, code: string): string {
  return code === '' ? 'unnamed' : (names[code]?.name.en ?? code);
}

/** "China", "the United States": as it stands inside a sentence. */
export function inSentence(name: string): string {
  return /^(United|Netherlands|Philippines|Bahamas|Maldives|Gambia|European Union|International|Organi[sz]ation|World|Group of|Falkland)/.test(name) ? `the ${name}` : name;
}

/** "China’s", "the United States’". */
export function possessive(name: string): string {
  return name.endsWith('s') ? `${name}’` : `${name}’s`;
}

export function list(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export const STATUS_WORDS: Record<string, string> = {
  done: 'done',
  reported: 'reported',
  planned: 'planned',
  conditional: 'conditional',
  denied: 'denied',
};

export const QUADS = ['verbal cooperation', 'material cooperation', 'verbal conflict', 'material conflict'] as const;

/** "coop" or "conflict": the two colours, never without a word or a place beside them. */
export function toneOf(quad: number): 'coop' | 'conflict' {
  return quad <= 2 ? 'coop' : 'conflict';
}
