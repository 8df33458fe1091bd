/**
 * What time words mean, apart from the words: each function gives a `Meaning`, which a day of publication and a tense
 * turn into a period. The rules of each language (dates.en.ts, dates.es.ts) say which words have which meaning.
 */
import { addUnits, dayNumber, months, periodAround, weekdayOf, yearAndMonth, type Period, type Unit } from './calendar.js';

/** The tense of the clause that a date stands in: it decides between last Tuesday and the coming one. */
export type Tense = 'past' | 'future' | 'unknown';

export interface Meaning {
  /** Needs the document's date. */
  relative: boolean;
  /** The tense decides which of two periods is meant. */
  ambiguous?: boolean;
  /** A bare weekday, which a date may follow. */
  weekday?: boolean;
  /** A day by its number and month. */
  calendarDay?: boolean;
  at(today: number, tense: Tense): Period | null;
}

export type Which = 'last' | 'this' | 'next';
export type Part = 'early' | 'middle' | 'late';

/** Values that a rule's classes read from the text. A `num` of 0 is a count that the text leaves open ("several"). */
export interface Values {
  month: number;
  month2: number;
  day: number;
  day2: number;
  year: number;
  year2: number;
  weekday: number;
  num: number;
  ord: number;
  unit: Unit;
  which: Which;
  part: Part;
}

const oneDay = (day: number): Period => ({ from: day, to: day, precision: 'day' });

const fixed = (period: Period | null): Meaning => ({ relative: false, calendarDay: period?.precision === 'day', at: () => period });

const relative = (at: (today: number) => Period | null): Meaning => ({ relative: true, at });

/** Of periods in the order of time, the one that the tense asks for; without a tense, the nearest. */
function choose(candidates: readonly Period[], today: number, tense: Tense): Period | null {
  const past = candidates.filter((p) => p.from <= today).at(-1) ?? null;
  const future = candidates.find((p) => p.to >= today) ?? null;
  if (tense === 'past') return past;
  if (tense === 'future') return future;
  if (!past || !future) return past ?? future;
  return today - past.from <= future.from - today ? past : future;
}

export function onDay(year: number, month: number, day: number): Meaning {
  const number = dayNumber(year, month, day);
  return fixed(number === null ? null : oneDay(number));
}

/** From a day to a later day of one year; into the next year where the months run backwards. */
export function dayRange(year: number, month: number, day: number, month2: number, day2: number): Meaning {
  const from = dayNumber(year, month, day);
  const to = dayNumber(month2 < month ? year + 1 : year, month2, day2);
  return fixed(from === null || to === null || to < from ? null : { from, to, precision: 'day' });
}

export const inMonth = (year: number, month: number): Meaning => fixed(months(year, month, 1, 'month'));
export const inYear = (year: number): Meaning => fixed(months(year, 1, 12, 'year'));
/** `ord` from 1; 0 is the last. */
export const inQuarter = (year: number, ord: number): Meaning => fixed(ord > 4 ? null : months(year, 3 * (ord || 4) - 2, 3, 'quarter'));
export const inHalf = (year: number, ord: number): Meaning => fixed(ord > 2 ? null : months(year, 6 * (ord || 2) - 5, 6, 'quarter'));
export const years = (from: number, to: number): Meaning =>
  fixed(to < from ? null : { from: months(from, 1, 12, 'year').from, to: months(to, 1, 12, 'year').to, precision: 'year' });

function eachYear(today: number, make: (year: number) => Period | null): Period[] {
  const [year] = yearAndMonth(today);
  return [year - 1, year, year + 1].map(make).filter((p) => p !== null);
}

/** "March 3": of some year. */
export function onDayOfYear(month: number, day: number, month2 = month, day2 = day): Meaning {
  return {
    relative: true, ambiguous: true, calendarDay: true,
    at: (today, tense) => choose(eachYear(today, (year) => dayRange(year, month, day, month2, day2).at(0, 'unknown')), today, tense),
  };
}

/** "in March": of some year. */
export function inMonthOfYear(month: number): Meaning {
  return { relative: true, ambiguous: true, at: (today, tense) => choose(eachYear(today, (year) => months(year, month, 1, 'month')), today, tense) };
}

export function inQuarterOfYear(ord: number, half = false): Meaning {
  const make = half ? inHalf : inQuarter;
  return { relative: true, ambiguous: true, at: (today, tense) => choose(eachYear(today, (year) => make(year, ord).at(0, 'unknown')), today, tense) };
}

const SHIFT: Readonly<Record<Which, number>> = { last: -1, this: 0, next: 1 };

/** A meaning within last year, this year or next year: "3 May last year". */
export function withinYear(which: Which, make: (year: number) => Meaning): Meaning {
  return relative((today) => make(yearAndMonth(today)[0] + SHIFT[which]).at(today, 'unknown'));
}

/** A day's number in last month, this or next: "el 15 de este mes". */
export function dayWithinMonth(which: Which, day: number): Meaning {
  return relative((today) => {
    const period = periodAround(today, 'month', SHIFT[which]);
    return period.from + day - 1 > period.to ? null : oneDay(period.from + day - 1);
  });
}

/** "el pasado 15": the last, or the coming, such day of a month. */
export function nearestDayOfMonth(which: 'last' | 'next', day: number): Meaning {
  return relative((today) => {
    for (let shift = 0; shift < 3; shift++) {
      const period = periodAround(today, 'month', which === 'last' ? -shift : shift);
      const found = period.from + day - 1;
      if (found <= period.to && (which === 'last' ? found < today : found > today)) return oneDay(found);
    }
    return null;
  });
}

/** "last March 3", "el próximo 3 de mayo". */
export function nearestDayOfYear(which: 'last' | 'next', month: number, day: number): Meaning {
  return relative((today) => onDayOfYear(month, day).at(which === 'last' ? today - 1 : today + 1, which === 'last' ? 'past' : 'future'));
}

/** "last March": before this month; "this March": this year's. */
export function nearestMonth(which: Which, month: number): Meaning {
  return relative((today) => {
    const here = periodAround(today, 'month');
    if (which === 'this') return months(yearAndMonth(today)[0], month, 1, 'month');
    return inMonthOfYear(month).at(which === 'last' ? here.from - 1 : here.to + 1, which === 'last' ? 'past' : 'future');
  });
}

/** "on Tuesday": the last one, today included, unless the clause is about the future. */
export function onWeekday(weekday: number): Meaning {
  return {
    relative: true, ambiguous: true, weekday: true,
    at: (today, tense) => {
      const back = (weekdayOf(today) - weekday + 7) % 7;
      return oneDay(tense === 'future' ? today + ((7 - back) % 7) : today - back);
    },
  };
}

/** "last Tuesday", "next Tuesday": never today. */
export function nearestWeekday(which: 'last' | 'next', weekday: number): Meaning {
  return relative((today) => {
    const back = (weekdayOf(today) - weekday + 7) % 7;
    return oneDay(which === 'last' ? today - (back || 7) : today + (7 - back));
  });
}

/** "Tuesday next week", "el martes de la semana pasada". */
export function weekdayOfWeek(which: Which, weekday: number): Meaning {
  return relative((today) => oneDay(periodAround(today, 'week', SHIFT[which]).from + ((weekday + 6) % 7)));
}

/** Today and the days around it. */
export const daysAway = (count: number): Meaning => relative((today) => oneDay(today + count));

/** "last week", "this month", "next year". */
export const wholeUnit = (which: Which, unit: Unit): Meaning => relative((today) => periodAround(today, unit, SHIFT[which]));

/** "two years ago" (negative) and "in two weeks": no more exact than its unit; an open count is less exact still. */
export function unitsAway(count: number, unit: Unit, direction: 1 | -1): Meaning {
  return relative((today) => {
    if (count > 0) return periodAround(addUnits(today, unit, direction * count), unit === 'weekend' ? 'week' : unit);
    const near = periodAround(addUnits(today, unit, direction * 2), unit);
    const far = periodAround(addUnits(today, unit, direction * 5), unit);
    return { from: Math.min(near.from, far.from), to: Math.max(near.to, far.to), precision: COARSER[near.precision] ?? 'year' };
  });
}

const COARSER: Readonly<Record<string, Period['precision']>> = { day: 'week', week: 'month', month: 'quarter', quarter: 'year', year: 'year' };
/** How far an open "coming days", "coming weeks" … reaches, in its unit. */
const REACH: Readonly<Record<Unit, number>> = { day: 7, week: 6, weekend: 4, month: 6, quarter: 4, half: 2, year: 5, decade: 2 };

/** "in the coming weeks", "over the past two years": from or until now. */
export function stretch(count: number, unit: Unit, direction: 1 | -1): Meaning {
  return relative((today) => {
    const other = addUnits(today, unit, direction * (count || REACH[unit]));
    const { precision } = periodAround(today, unit);
    return direction > 0 ? { from: today, to: other, precision } : { from: other, to: today, precision };
  });
}

/** "earlier this month" (until today), "later this year" (from today). */
export function restOf(unit: Unit, later: boolean): Meaning {
  return relative((today) => {
    const whole = periodAround(today, unit);
    return later ? { ...whole, from: today } : { ...whole, to: today };
  });
}

/** A third of a month, the first or last quarter of a year, the two in its middle. */
export function narrow(period: Period, part: Part): Period {
  const length = period.to - period.from + 1;
  const [year, month] = yearAndMonth(period.from);
  if (length > 300) {
    if (length > 400) return { ...period, precision: 'year' };
    if (part === 'middle') return months(year, 4, 6, 'quarter');
    return months(year, part === 'early' ? 1 : 10, 3, 'quarter');
  }
  if (length > 85) return months(year, part === 'early' ? month : part === 'middle' ? month + 1 : month + 2, 1, 'month');
  if (length > 27) {
    const from = period.from + (part === 'early' ? 0 : part === 'middle' ? 10 : 20);
    return { from, to: part === 'late' ? period.to : from + 9, precision: 'month' };
  }
  return period;
}

export function partOf(meaning: Meaning, part: Part): Meaning {
  return {
    ...meaning,
    at: (today, tense) => {
      const period = meaning.at(today, tense);
      return period && narrow(period, part);
    },
  };
}

/** From one to another: "from March 3 to April 5, 2022": the first takes its year from the second. */
export function between(first: Meaning, second: Meaning): Meaning {
  return {
    relative: first.relative || second.relative,
    ...(second.ambiguous ? { ambiguous: true } : {}),
    at: (today, tense) => {
      const last = second.at(today, tense);
      if (!last) return null;
      const from = first.ambiguous ? first.at(last.from, 'past') : first.at(today, tense);
      return from && from.from <= last.to ? { from: from.from, to: last.to, precision: last.precision } : null;
    },
  };
}
