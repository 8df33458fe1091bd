/**
 * What an author may write into a brief. A sentence of the record may be put in other words, as long as its numbers are the
 * record's and in its order, its verdict is the record's, and what is quoted is quoted as it stands. An author's own sentence
 * is marked as such, and holds no number that no sentence with a source gives.
 */
import type { Brief, Fact } from './model.js';
import { numbersIn, strayIn } from './numbers.js';
import type { Words } from './words.js';

/** The sentence as the brief shows it. */
export const shown = ({ text, wording }: Fact): string => wording ?? text;

/** Who a sentence is by, in words, where it is not the record's as it stands; "" where it is. */
export function markOf({ claim, wording }: Fact, words: Words): string {
  return claim.of === 'own' ? words.templates.marks.own : wording !== undefined ? words.templates.marks.wording : '';
}

export interface Refusal {
  /** The sentence's section and place in it. */
  section: number;
  fact: number;
  detail: string;
}

/** What in an author's words the record does not bear out; [] when all may stand. */
export function refusals(brief: Brief, words: Words): Refusal[] {
  const given = [brief.title, brief.period, ...brief.sections.flatMap(({ facts }) => facts.filter(({ claim }) => claim.of !== 'own').map(shown))]
    .flatMap((text) => numbersIn(text, words.templates));
  const values = new Set(given.map(({ value }) => value));
  return brief.sections.flatMap(({ facts }, section) =>
    facts.flatMap((item, fact) => {
      const detail = item.claim.of === 'own' ? ownRefusal(item, values, words) : item.wording === undefined ? null : wordingRefusal(item, item.wording, words);
      return detail === null ? [] : [{ section, fact, detail }];
    }));
}

function ownRefusal({ text }: Fact, given: ReadonlySet<string>, words: Words): string | null {
  const { refusals: say } = words.templates;
  if (text.trim() === '') return say['empty']!;
  const stray = numbersIn(text, words.templates).find(({ value }) => !given.has(value));
  return stray ? words.fill(say['own']!, { found: stray.text }) : null;
}

function wordingRefusal({ claim, text, values }: Fact, wording: string, words: Words): string | null {
  const { refusals: say, verdicts } = words.templates;
  if (wording.trim() === '') return say['empty']!;
  const record = numbersIn(text, words.templates);
  const stray = strayIn(numbersIn(wording, words.templates), record);
  if (stray) {
    const expected = record.map((number) => number.text).join(', ');
    return words.fill(say[expected === '' ? 'numberNone' : stray.known ? 'order' : 'number']!, { found: stray.stray.text, expected });
  }
  if (claim.of === 'change') {
    const own = String(values['verdict']);
    const other = Object.values(verdicts).find((verdict) => verdict !== own && wording.toLowerCase().includes(verdict) && !own.includes(verdict));
    if (other) return words.fill(say['verdict']!, { found: other, expected: own });
  }
  const flat = (part: string) => part.replace(/\s+/g, ' ').trim();
  const quote = [...wording.matchAll(/[“«"]([^”»"]*)[”»"]/g)].map((match) => flat(match[1]!)).find((quoted) => !flat(text).includes(quoted));
  return quote === undefined ? null : words.fill(say['quote']!, { found: quote });
}
