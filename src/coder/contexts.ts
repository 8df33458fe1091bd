/** What an event was about: PLOVER's contexts, by the trigger lemmas that the codebook lists for each. */
import type { Lexemes } from './lexemes.js';

/** By a lexicon's triggers, the first words of those of two. */
const firstWords = new WeakMap<object, ReadonlySet<string>>();

function firstsOf(contexts: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  let firsts = firstWords.get(contexts);
  if (!firsts) firstWords.set(contexts, (firsts = new Set([...contexts.keys()].filter((words) => words.includes(' ')).map((words) => words.slice(0, words.indexOf(' '))))));
  return firsts;
}

/** Context codes of the words [from, to), in the order of their first trigger. */
export function readContexts(lexemes: Lexemes, from: number, to: number): string[] {
  const { contexts } = lexemes.lexicon;
  const firsts = firstsOf(contexts);
  const found: string[] = [];
  const add = (codes: readonly string[] | undefined): void => {
    for (const code of codes ?? []) if (!found.includes(code)) found.push(code);
  };
  for (let i = from; i < to; i++) {
    const lemma = lexemes.taggedLemma(i);
    add(contexts.get(lemma));
    // Triggers of two words ("human rights", "derechos humanos") are written as such.
    if (i + 1 < to) {
      const form = lexemes.form(i);
      if (firsts.has(form)) add(contexts.get(`${form} ${lexemes.form(i + 1)}`));
      if (firsts.has(lemma)) add(contexts.get(`${lemma} ${lexemes.taggedLemma(i + 1)}`));
    }
  }
  return found;
}
