/** Checks of what a user types. */
import type { ActorNames } from '../record/names.js';
import { UsageError } from './errors.js';

/** A calendar date as YYYY-MM-DD. @throws UsageError */
export function isoDate(text: string): string {
  const date = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text) {
    throw new UsageError(`"${text}" is no date; write one as YYYY-MM-DD, for example 2023-12-10.`);
  }
  return text;
}

/** The code of the actor that a user types, by its code or any name that the record has for it. @throws UsageError with the nearest codes. */
export function actorCode(text: string, names: ActorNames): string {
  const exact = names.codeOf(text);
  if (exact !== undefined) return exact;
  const wanted = text.toLowerCase();
  const near = names.all().filter(({ code, name }) => name.en.toLowerCase().includes(wanted) || code.startsWith(text.toUpperCase())).slice(0, 5);
  throw new UsageError(`"${text}" is no actor of the dictionary; write a code such as ARG or MERCOSUR${near.length > 0 ? ` (perhaps ${near.map(({ code, name }) => `${code}, ${name.en}`).join('; ')})` : ''}.`);
}

/** One of the allowed words. @throws UsageError */
export function oneOf<T extends string>(name: string, text: string, allowed: readonly T[]): T {
  if (!(allowed as readonly string[]).includes(text)) throw new UsageError(`--${name} ${text}: expected one of ${allowed.join(', ')}.`);
  return text as T;
}

/** A whole number of at least `least`. @throws UsageError */
export function wholeNumber(name: string, text: string, least: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < least) throw new UsageError(`--${name} ${text}: expected a whole number of at least ${least}.`);
  return number;
}
