/**
 * A brief as an author left it: which sentences stand where, in which words. An edit names sentences by what they claim, never
 * by what they say, so that every text and number in the edited brief is made from the record again.
 */
import type { Evidence } from './evidence.js';
import { build, planOf, type PlannedSection } from './compose.js';
import type { Brief, Claim } from './model.js';
import type { Words } from './words.js';

/** A sentence of the record by its key, perhaps in the author's wording; or one of the author's own. */
export type EditedSentence = { key: string; wording?: string | undefined } | { own: string };

export interface EditedSection {
  key: string;
  sentences: EditedSentence[];
}

/** What a sentence is called in an edit: the same for the same claim whenever the brief is made. */
export function keyOf(claim: Claim): string {
  switch (claim.of) {
    case 'change':
      return `change ${claim.partner}`;
    case 'deed': case 'planned':
      return `${claim.of} ${claim.event}`;
    case 'said':
      return `said ${claim.statement}`;
    case 'forecast':
      return `forecast ${claim.forecast}`;
    default:
      return claim.of;
  }
}

/** Raised for an edit that names what the brief of this question does not have. */
export class EditError extends Error {}

/** The brief on the evidence's question as an author wants it; not yet checked. @throws EditError naming what is not there */
export function edited(evidence: Evidence, words: Words, sections: readonly EditedSection[]): Brief {
  const plan = planOf(evidence, words);
  const known = new Map(plan.flatMap(({ items }) => items.map(({ claim }) => [keyOf(claim), claim] as const)));
  const wanted = sections.map(({ key, sentences }): PlannedSection => {
    const section = plan.find((one) => one.key === key);
    if (!section) throw new EditError(words.fill(words.templates.refusals['section']!, { found: key }));
    return {
      ...section,
      items: sentences.map((sentence) => {
        if ('own' in sentence) return { claim: { of: 'own', words: sentence.own.replace(/\s+/g, ' ').trim() } };
        const claim = known.get(sentence.key);
        if (!claim) throw new EditError(words.fill(words.templates.refusals['sentence']!, { found: sentence.wording ?? sentence.key }));
        return sentence.wording === undefined ? { claim } : { claim, wording: sentence.wording.replace(/\s+/g, ' ').trim() };
      }),
    };
  });
  return build(evidence, words, wanted);
}
