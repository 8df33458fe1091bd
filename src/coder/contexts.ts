/** What an event was about: PLOVER's contexts, by the trigger lemmas that the codebook lists for each. */
import type { Lexemes } from './lexemes.js';

/** Context codes of the words [from, to), in the order of their first trigger. */
export function readContexts(lexemes: Lexemes, from: number, to: number): string[] {
  const { contexts } = lexemes.lexicon;
  const found: string[] = [];
  const add = (codes: readonly string[] | undefined): void => {
    for (const code of codes ?? []) if (!found.includes(code)) found.push(code);
  };
  for (let i = from; i < to; i++) {
    const lemma = lexemes.taggedLemma(i);
    add(contexts.get(lemma));
    // Triggers of two words ("human rights", "derechos humanos") are written as such.
    if (i + 1 < to) {
      add(contexts.get(`${lexemes.form(i)} ${lexemes.form(i + 1)}`));
      add(contexts.get(`${lemma} ${lexemes.taggedLemma(i + 1)}`));
    }
  }
  return found;
}
