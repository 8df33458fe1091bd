/**
 * Calendar arithmetic on whole days since 1970-01-01, and the periods that words for time stand for. No clock, no time
 * zone: a text's "today" is the day it was published.
 */
import type { Precision } from './types.js';

const DAY = 86_400_000;

/** From the first to the last day of something that time words name, both included. */
export interface Period {
  from: number;
  to: number;
  precision: Precision;
}

export type Unit = 'day' | 'week' | 'weekend' | 'month' | 'quarter' | 'half' | 'year' | 'decade';

/** Days since 1970-01-01; null for a date that no calendar has (30 February). */
export function dayNumber(year: number, month: number, day: number): number | null {
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? time / DAY : null;
}

/** Days since 1970-01-01 of an ISO date; null where it is none. */
export function parseIso(iso: string): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  return parts ? dayNumber(Number(parts[1]), Number(parts[2]), Number(parts[3])) : null;
}

export function toIso(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** 0 Sunday … 6 Saturday: 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

export function yearAndMonth(day: number): [year: number, month: number] {
  const date = new Date(day * DAY);
  return [date.getUTCFullYear(), date.getUTCMonth() + 1];
}

function firstOfMonth(year: number, month: number): number {
  return Date.UTC(year, month - 1, 1) / DAY;
}

/** `count` months from the given one: months out of 1…12 roll over. */
export function months(year: number, month: number, count: number, precision: Precision): Period {
  return { from: firstOfMonth(year, month), to: firstOfMonth(year, month + count) - 1, precision };
}

/** The period of a kind that holds the day, moved by `shift` such periods. Weeks begin on Monday. */
export function periodAround(day: number, unit: Unit, shift = 0): Period {
  const [year, month] = yearAndMonth(day);
  switch (unit) {
    case 'day': return { from: day + shift, to: day + shift, precision: 'day' };
    case 'week':
    case 'weekend': {
      const monday = day - ((weekdayOf(day) + 6) % 7) + 7 * shift;
      return { from: unit === 'week' ? monday : monday + 5, to: monday + 6, precision: unit === 'week' ? 'week' : 'day' };
    }
    case 'month': return months(year, month + shift, 1, 'month');
    case 'quarter': return months(year, month - ((month - 1) % 3) + 3 * shift, 3, 'quarter');
    case 'half': return months(year, month - ((month - 1) % 6) + 6 * shift, 6, 'quarter');
    case 'year': return months(year + shift, 1, 12, 'year');
    case 'decade': return months(year - (year % 10) + 10 * shift, 1, 120, 'year');
  }
}

/** The day `count` units later (earlier where negative); 31 January and a month is the last of February. */
export function addUnits(day: number, unit: Unit, count: number): number {
  switch (unit) {
    case 'day': return day + count;
    case 'week':
    case 'weekend': return day + 7 * count;
    case 'quarter': return addUnits(day, 'month', 3 * count);
    case 'half': return addUnits(day, 'month', 6 * count);
    case 'year': return addUnits(day, 'month', 12 * count);
    case 'decade': return addUnits(day, 'month', 120 * count);
    case 'month': {
      const date = new Date(day * DAY);
      const { from, to } = months(date.getUTCFullYear(), date.getUTCMonth() + 1 + count, 1, 'month');
      return Math.min(from + date.getUTCDate() - 1, to);
    }
  }
}
