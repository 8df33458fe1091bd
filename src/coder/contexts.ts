/** What an event was about: PLOVER's contexts, by the trigger lemmas that the codebook lists for each. */
import { fold, type LanguageLexicon } from '../codebook/index.js';
import type { Doc } from '../language/index.js';

/** Context codes of the words [from, to), in the order of their first trigger. */
export function readContexts(doc: Doc, from: number, to: number, lexicon: LanguageLexicon): string[] {
  const found: string[] = [];
  const add = (codes: readonly string[] | undefined): void => {
    for (const code of codes ?? []) if (!found.includes(code)) found.push(code);
  };
  for (let i = from; i < to; i++) {
    const lemma = fold(doc.lemma[i] as string);
    add(lexicon.contexts.get(lemma));
    // Triggers of two words ("human rights", "derechos humanos") are written as such.
    if (i + 1 < to) {
      const next = doc.form[i + 1] as string;
      add(lexicon.contexts.get(`${fold(doc.form[i] as string)} ${fold(next)}`));
      add(lexicon.contexts.get(`${lemma} ${fold(doc.lemma[i + 1] as string)}`));
    }
  }
  return found;
}
