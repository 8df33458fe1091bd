/** Who leads the foreign policy of states. */
import type { ActorDictionary, Holder } from './dictionary.js';

/**
 * States that have both a president and a head of government, and in which it is the president who leads foreign policy
 * by constitution or settled practice. Elsewhere the head of government does, or the president where there is no other.
 */
const PRESIDENT_LEADS: ReadonlySet<string> = new Set(['CHN', 'FRA', 'KOR', 'RUS', 'TUR']);

/** Who led a state's executive between two dates (ISO), in order; [] for what is no state. */
export function executivesOf(dictionary: ActorDictionary, state: string, from: string, to: string): Holder[] {
  const offices = [...dictionary.people.values()].flatMap((person) => person.offices.filter((office) => office.state === state).map((office) => ({ person, office })));
  const leading = (office: string): Holder[] => offices.filter((held) => held.office.office === office);
  const heads = leading('head-of-government');
  const chosen = heads.length === 0 || PRESIDENT_LEADS.has(state) ? leading('president') : heads;
  return chosen
    .filter(({ office }) => (office.from ?? '') <= to && (office.to ?? '9999') > from)
    .sort((a, b) => ((a.office.from ?? '') < (b.office.from ?? '') ? -1 : 1));
}
