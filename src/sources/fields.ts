/** Fields as sources write them, in the record's form. */
import type { DocumentInput } from '../record/schema.js';

type Dated = Pick<Required<DocumentInput>, 'date' | 'datePrecision'>;

export const NO_DATE: Dated = { date: '', datePrecision: 'unknown' };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * A date as published: "2022-02-06", an instant "2022-02-06T23:30:00-03:00" (the day as written there, not the day it was in
 * London), "2022-02" and "2022" with their precision, "Sun, 06 Feb 2022 23:30:00 -0300", "6 February 2022", "20220206".
 * Null when it is none of these or no day of the calendar.
 */
export function dateOf(value: string): Dated | null {
  const text = value.trim();
  if (text === '') return NO_DATE;
  const iso = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ].*)?)?)?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})(?:\d{6})?$/.exec(text);
  if (iso) return dated(Number(iso[1]), iso[2] ? Number(iso[2]) : null, iso[3] ? Number(iso[3]) : null);
  const named = /^(?:[A-Za-z]{3,9},? )?(\d{1,2})[ -]([A-Za-z]{3})[a-z]*\.?,?[ -](\d{4})\b/.exec(text);
  if (named) return dated(Number(named[3]), MONTHS.indexOf(named[2]!.toLowerCase()) + 1, Number(named[1]));
  const american = /^(?:[A-Za-z]{3,9},? )?([A-Za-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b/.exec(text);
  if (american) return dated(Number(american[3]), MONTHS.indexOf(american[1]!.toLowerCase()) + 1, Number(american[2]));
  return null;
}

function dated(year: number, month: number | null, day: number | null): Dated | null {
  if (year < 1000 || year > 2199) return null;
  const time = new Date(Date.UTC(year, (month ?? 1) - 1, day ?? 1));
  if (month === 0 || time.getUTCMonth() !== (month ?? 1) - 1 || time.getUTCDate() !== (day ?? 1)) return null;
  return { date: time.toISOString().slice(0, 10), datePrecision: day !== null ? 'day' : month !== null ? 'month' : 'year' };
}

/** The first of several dates that is one; no date when none is. */
export function firstDate(values: (string | null | undefined)[]): Dated {
  for (const value of values) {
    const found = value ? dateOf(value) : null;
    if (found && found.date !== '') return found;
  }
  return NO_DATE;
}

/** A date in a file's name: "2022-02-06-swap.txt", "note_20220206.pdf". */
export function dateInName(name: string): Dated {
  const base = name.split(/[\\/]/).at(-1)!;
  const found = /(?<!\d)(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)/.exec(base);
  return found ? (dateOf(`${found[1]}-${found[2]}-${found[3]}`) ?? NO_DATE) : NO_DATE;
}

/** "en-GB", "es_AR" → "en", "es". */
export function languageOf(value: string | null | undefined): string {
  return /^([a-z]{2,3})(?:[-_]|$)/i.exec(value?.trim() ?? '')?.[1]?.toLowerCase() ?? '';
}

/** What errors call bytes that came through a pipe: no name of a document. */
export const STANDARD_INPUT = 'standard input';

/** A file's name without folder and ending, as a title of last resort. */
export function titleFromName(name: string): string {
  if (name === STANDARD_INPUT) return '';
  return name.split(/[\\/]/).at(-1)!.replace(/\.gz$/i, '').replace(/\.[a-z0-9]{1,6}$/i, '').replace(/[_-]+/g, ' ').trim();
}

/** Whether what a user gives is an address rather than a path. */
export const isUrl = (text: string): boolean => /^https?:\/\//i.test(text);
