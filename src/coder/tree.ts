/**
 * Reading a Universal Dependencies tree: relation numbers by name, and the few questions about a word's neighbours that
 * the rest of the coder asks. Words are document indices; −1 stands for "none".
 */
import { fold } from '../codebook/index.js';
import { deprelId, uposId, type Doc } from '../language/index.js';

/** Relation numbers. */
export const R = {
  root: deprelId('root'), nsubj: deprelId('nsubj'), nsubjPass: deprelId('nsubj:pass'), nsubjOuter: deprelId('nsubj:outer'),
  csubj: deprelId('csubj'), csubjPass: deprelId('csubj:pass'), obj: deprelId('obj'), iobj: deprelId('iobj'), obl: deprelId('obl'),
  oblAgent: deprelId('obl:agent'), oblArg: deprelId('obl:arg'), oblTmod: deprelId('obl:tmod'), oblUnmarked: deprelId('obl:unmarked'),
  nmod: deprelId('nmod'), nmodPoss: deprelId('nmod:poss'), nmodUnmarked: deprelId('nmod:unmarked'), nmodDesc: deprelId('nmod:desc'),
  amod: deprelId('amod'), compound: deprelId('compound'), particle: deprelId('compound:prt'), flat: deprelId('flat'),
  flatName: deprelId('flat:name'), flatForeign: deprelId('flat:foreign'), appos: deprelId('appos'), nummod: deprelId('nummod'),
  conj: deprelId('conj'), cc: deprelId('cc'), case: deprelId('case'), mark: deprelId('mark'), aux: deprelId('aux'),
  auxPass: deprelId('aux:pass'), cop: deprelId('cop'), advmod: deprelId('advmod'), acl: deprelId('acl'), relcl: deprelId('acl:relcl'),
  advcl: deprelId('advcl'), advclRelcl: deprelId('advcl:relcl'), xcomp: deprelId('xcomp'), ccomp: deprelId('ccomp'),
  parataxis: deprelId('parataxis'), det: deprelId('det'), fixed: deprelId('fixed'), explPass: deprelId('expl:pass'),
  explPv: deprelId('expl:pv'), explImpers: deprelId('expl:impers'), expl: deprelId('expl'), punct: deprelId('punct'),
  discourse: deprelId('discourse'), list: deprelId('list'), dep: deprelId('dep'),
} as const;

/** Part-of-speech numbers. */
export const P = {
  ADJ: uposId('ADJ'), ADP: uposId('ADP'), ADV: uposId('ADV'), AUX: uposId('AUX'), CCONJ: uposId('CCONJ'), DET: uposId('DET'),
  NOUN: uposId('NOUN'), NUM: uposId('NUM'), PART: uposId('PART'), PRON: uposId('PRON'), PROPN: uposId('PROPN'),
  PUNCT: uposId('PUNCT'), SCONJ: uposId('SCONJ'), SYM: uposId('SYM'), VERB: uposId('VERB'), X: uposId('X'),
} as const;

/** The first child of word i that has one of the relations. */
export function childOf(doc: Doc, i: number, ...relations: number[]): number {
  const { first, next } = doc.children;
  for (let c = first[i] as number; c >= 0; c = next[c] as number) if (relations.includes(doc.deprel[c] as number)) return c;
  return -1;
}

/** All children of word i, in the order of the text; with `relations`, only those. */
export function childrenOf(doc: Doc, i: number, ...relations: number[]): number[] {
  const { first, next } = doc.children;
  const found: number[] = [];
  for (let c = first[i] as number; c >= 0; c = next[c] as number) {
    if (relations.length === 0 || relations.includes(doc.deprel[c] as number)) found.push(c);
  }
  return found;
}

/** The word and everything coordinated with it ("China and Russia" → both), in the order of the text. */
export function conjuncts(doc: Doc, i: number): number[] {
  const { first, next } = doc.children;
  const found = [i];
  for (let c = first[i] as number; c >= 0; c = next[c] as number) {
    if ((doc.deprel[c] as number) === R.conj && isNominal(doc, c)) found.push(...conjuncts(doc, c));
  }
  return found;
}

export function isNominal(doc: Doc, i: number): boolean {
  const tag = doc.upos[i] as number;
  return tag === P.NOUN || tag === P.PROPN || tag === P.PRON || tag === P.NUM || tag === P.X || tag === P.ADJ || tag === P.DET || tag === P.SYM;
}

/** What goes before an "of" as one preposition with it. */
const PAIRED = new Set(['out', 'ahead', 'because', 'instead', 'inside', 'outside', 'off']);

/** Folded preposition of a nominal, with the words fixed to it ("because of", "a favor de"); "" when it has none. */
export function preposition(doc: Doc, i: number): string {
  const { first, next } = doc.children;
  for (let c = first[i] as number; c >= 0; c = next[c] as number) {
    if ((doc.deprel[c] as number) !== R.case) continue;
    let words = fold(doc.form[c] as string);
    if (words === "'s" || words === '’s') continue;
    for (const part of childrenOf(doc, c, R.fixed)) words += ` ${fold(doc.form[part] as string)}`;
    // "Out of" is one preposition, also where a parse leaves it two.
    const after = next[c] as number;
    if (after === c + 1 && (doc.deprel[after] as number) === R.case && PAIRED.has(words) && fold(doc.form[after] as string) === 'of') words += ' of';
    return words;
  }
  return '';
}

/** True where a preposition is the wanted one; a pattern's "against" also fits the last word of "as against". */
export function isPreposition(found: string, wanted: string): boolean {
  return found === wanted || (found !== '' && wanted !== '' && (found.startsWith(`${wanted} `) || found.endsWith(` ${wanted}`)));
}

/** First word of the sentence that word i is in, and the word after its last. */
export function sentenceBounds(doc: Doc, i: number): [from: number, to: number] {
  let low = 0;
  let high = doc.sentenceCount - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((doc.sentenceStart[middle] as number) <= i) low = middle;
    else high = middle - 1;
  }
  return [doc.sentenceStart[low] as number, doc.sentenceStart[low + 1] as number];
}

/** Is word `i` below word `ancestor` (or the same)? */
export function isUnder(doc: Doc, i: number, ancestor: number): boolean {
  for (let j = i; j >= 0; j = doc.head[j] as number) if (j === ancestor) return true;
  return false;
}

const PHRASE_BREAKERS = new Set([
  R.relcl, R.acl, R.advcl, R.advclRelcl, R.parataxis, R.punct, R.conj, R.cc, R.cop, R.nsubj, R.ccomp, R.discourse, R.aux,
  R.mark, R.advmod, R.list, R.dep, R.obl, R.xcomp,
]);

const CIRCUMSTANCE = new Set(['in', 'on', 'at', 'during', 'after', 'before', 'since', 'over', 'by', 'en', 'durante', 'tras', 'desde', 'por', 'para', 'for']);

/**
 * Words of the nominal phrase headed by i, without clauses, coordination and the phrase's own preposition:
 * [first, last]. With `names` only, the phrase ends at the name proper.
 */
export function phrase(doc: Doc, i: number): [from: number, to: number] {
  let from = i;
  let to = i;
  const visit = (word: number, top: boolean): void => {
    if (word < from) from = word;
    if (word > to) to = word;
    const { first, next } = doc.children;
    for (let c = first[word] as number; c >= 0; c = next[c] as number) {
      const relation = doc.deprel[c] as number;
      if (top && relation === R.case && (doc.form[c] as string) !== "'s" && (doc.form[c] as string) !== '’s') continue;
      if (PHRASE_BREAKERS.has(relation)) continue;
      // Where and when a named one was seen is no part of the name: "Milei in Rome on Monday".
      if (relation === R.nmod && (doc.upos[word] as number) === P.PROPN && CIRCUMSTANCE.has(preposition(doc, c))) continue;
      if (relation === R.nmodUnmarked) continue;
      visit(c, false);
    }
  };
  visit(i, true);
  return [from, to];
}
