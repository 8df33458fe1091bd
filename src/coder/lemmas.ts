/** The lemma by which the codebook knows a word. */
import { fold, type LanguageLexicon } from '../codebook/index.js';
import type { Doc } from '../language/index.js';
import { P } from './tree.js';

/** The codebook's parts of speech by the tagger's. */
export const POS_NAME: Readonly<Record<number, string>> = {
  [P.VERB]: 'VERB', [P.AUX]: 'AUX', [P.NOUN]: 'NOUN', [P.PROPN]: 'NOUN', [P.ADJ]: 'ADJ', [P.ADV]: 'ADV', [P.PART]: 'ADV', [P.SCONJ]: 'SCONJ', [P.ADP]: 'ADP',
};

/**
 * Folded lemma of word i: the tagger's, unless the codebook has no such word and knows the form as a regular one of another
 * ("expelled", which a tagger may give the lemma "expell").
 */
export function lemmaOf(doc: Doc, i: number, lexicon: LanguageLexicon): string {
  const lemma = fold(doc.lemma[i] as string);
  const pos = POS_NAME[doc.upos[i] as number];
  if (pos !== 'VERB' && pos !== 'NOUN') return lemma;
  if (lexicon.patterns.has(`${pos}:${lemma}`) || lexicon.operators.has(`${pos}:${lemma}`)) return lemma;
  return lexicon.forms.get(`${pos}:${fold(doc.form[i] as string)}`) ?? lemma;
}
