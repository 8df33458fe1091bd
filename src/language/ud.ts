/**
 * The closed sets of Universal Dependencies that a parse is written in, as numbered lists, so that a
 * document's columns can be small integers. The order is part of the model files' format: append only.
 * See https://universaldependencies.org/u/pos/ and https://universaldependencies.org/u/dep/
 */

/** Universal part-of-speech tags. A tag's number is its place in this list. */
export const UPOS = [
  'ADJ', 'ADP', 'ADV', 'AUX', 'CCONJ', 'DET', 'INTJ', 'NOUN', 'NUM', 'PART', 'PRON', 'PROPN', 'PUNCT', 'SCONJ', 'SYM',
  'VERB', 'X',
] as const;
export type Upos = (typeof UPOS)[number];

/** Dependency relations, with the subtypes that the English and Spanish treebanks use. */
export const DEPREL = [
  'root', 'nsubj', 'obj', 'iobj', 'csubj', 'ccomp', 'xcomp', 'obl', 'vocative', 'expl', 'dislocated', 'advcl', 'advmod',
  'discourse', 'aux', 'cop', 'mark', 'nmod', 'appos', 'nummod', 'acl', 'amod', 'det', 'clf', 'case', 'conj', 'cc',
  'fixed', 'flat', 'compound', 'list', 'parataxis', 'orphan', 'goeswith', 'reparandum', 'punct', 'dep',
  'nsubj:pass', 'nsubj:outer', 'csubj:pass', 'csubj:outer', 'aux:pass', 'obl:agent', 'obl:arg', 'obl:tmod', 'obl:npmod',
  'obl:unmarked', 'nmod:poss', 'nmod:tmod', 'nmod:npmod', 'nmod:unmarked', 'nmod:desc', 'acl:relcl', 'advcl:relcl',
  'compound:prt', 'det:predet', 'cc:preconj', 'flat:name', 'flat:foreign', 'expl:pass', 'expl:impers', 'expl:pv',
] as const;
export type Deprel = (typeof DEPREL)[number];

const uposNumber = new Map<string, number>(UPOS.map((name, i) => [name, i]));
const deprelNumber = new Map<string, number>(DEPREL.map((name, i) => [name, i]));

/** The number of a tag; an unknown tag is `X`. */
export function uposId(tag: string): number {
  return uposNumber.get(tag) ?? (uposNumber.get('X') as number);
}

/** The number of a relation; an unknown subtype falls back to its universal relation, an unknown relation to `dep`. */
export function deprelId(relation: string): number {
  return deprelNumber.get(relation) ?? deprelNumber.get(relation.split(':', 1)[0] as string) ?? (deprelNumber.get('dep') as number);
}
