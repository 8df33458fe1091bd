/** From what was asked for to a whole question: what was left out follows from the record. */
import { spanOf } from '../analysis/changes.js';
import type { Store } from '../record/store.js';
import type { Question } from './model.js';

/** Raised for a question that the record cannot be asked. */
export class QuestionError extends Error {}

/**
 * Fills in the period (what the record of the actor is about) and the date that divides it (the last of `changes` in it: the
 * days on which governments began). @throws QuestionError saying what to name instead
 */
export async function questionOf(
  store: Store,
  asked: Pick<Question, 'actor' | 'language'> & Partial<Question>,
  changes: (from: string, to: string) => readonly (string | null)[],
): Promise<Question> {
  if ((await store.partners({ actor: asked.actor, limit: 1 })).length === 0) throw new QuestionError(`The record ${store.path} holds no deed of ${asked.actor} with another; add documents with "demarche add", or name another record.`);
  const { from, to } = await spanOf(store, asked.actor, asked);
  const at = asked.at ?? changes(from, to).findLast((date) => date !== null && date > from && date < to);
  if (!at) throw new QuestionError(`No change of government of ${asked.actor} is known between ${from} and ${to}: name the date that divides before from after (at, YYYY-MM-DD).`);
  if (at <= from || at >= to) throw new QuestionError(`Found ${at} as the date that divides before from after, expected one between ${from} and ${to}.`);
  return { ...asked, from, to, at };
}
