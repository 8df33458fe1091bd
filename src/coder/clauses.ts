/** Clauses as statements and forecasts need them: their extent in the text, their tense, who speaks in them. */
import type { Doc } from '../language/index.js';
import type { RoleReader } from './roles.js';
import { childOf, childrenOf, P, R } from './tree.js';
import type { Span } from './types.js';

/** First word and word after the last of what hangs on i, leaving out the branches headed by `without`. */
export function extent(doc: Doc, i: number, without: ReadonlySet<number>): [from: number, to: number] {
  let from = i;
  let to = i + 1;
  const { first, next } = doc.children;
  const visit = (word: number): void => {
    if (word < from) from = word;
    if (word + 1 > to) to = word + 1;
    for (let c = first[word] as number; c >= 0; c = next[c] as number) if (!without.has(c)) visit(c);
  };
  visit(i);
  return [from, to];
}

const EDGE = /^[\s"“”«»‘’'„,;:.—–\-()[\]…]$/;

/** Offsets of the words [from, to), without punctuation at the edges and without the word that introduces a clause. */
export function trimmed(doc: Doc, from: number, to: number): Span | null {
  const mark = (i: number): boolean => /^(that|que|de|of)$/i.test(doc.form[i] as string);
  while (from < to && ((doc.upos[from] as number) === P.PUNCT || (doc.upos[from] as number) === P.CCONJ || mark(from))) from++;
  while (from < to && (doc.upos[to - 1] as number) === P.PUNCT) to--;
  if (from >= to) return null;
  let start = doc.start[from] as number;
  let end = doc.end[to - 1] as number;
  while (start < end && EDGE.test(doc.text[start] as string)) start++;
  while (end > start && EDGE.test(doc.text[end - 1] as string)) end--;
  return start < end ? { start, end } : null;
}

/** Auxiliaries of a clause: its own, and those of the infinitive that its main verb governs. */
export function auxiliaries(doc: Doc, i: number): number[] {
  return childrenOf(doc, i, R.aux, R.auxPass, R.cop);
}

const lemma = (doc: Doc, i: number): string => (doc.lemma[i] as string).toLowerCase();

export type ClauseTime = 'perfect' | 'past' | 'present' | 'future';

/**
 * The time of the clause whose predicate is word i. Under a past verb of saying a past may stand for a present ("said it
 * was ready"): a copula and the Spanish imperfect are taken so.
 * @param reported the clause stands under a past verb of saying: "said it would".
 */
export function clauseTime(doc: Doc, i: number, reported: boolean): ClauseTime {
  let past = false;
  let perfect = false;
  for (const a of auxiliaries(doc, i)) {
    const word = lemma(doc, a);
    if (word === 'will' || word === 'shall' || word === "'ll" || doc.feat(a, 'Tense') === 'Fut') return 'future';
    if (word === 'would' && reported) return 'future';
    if (doc.language === 'es' && word === 'ir') return 'future';
    if (doc.feat(a, 'Mood') === 'Cnd' && reported && word !== 'poder' && word !== 'deber') return 'future';
    if (word === 'have' || word === 'haber') perfect = true;
    const tense = doc.feat(a, 'Tense');
    if ((tense === 'Past' || tense === 'Imp') && !(reported && (tense === 'Imp' || (doc.deprel[a] as number) === R.cop))) past = true;
  }
  if (doc.feat(i, 'Tense') === 'Fut') return 'future';
  if (doc.feat(i, 'Mood') === 'Cnd' && reported && doc.language === 'es') return 'future';
  // "is going to sign"
  if (lemma(doc, i) === 'go' && doc.feat(i, 'VerbForm') === 'Part' && childOf(doc, i, R.xcomp) >= 0 && auxiliaries(doc, i).length > 0) return 'future';
  if (doc.language === 'es' && lemma(doc, i) === 'ir' && childOf(doc, i, R.xcomp, R.advcl) >= 0) return 'future';
  const tense = doc.feat(i, 'Tense');
  if (doc.feat(i, 'VerbForm') === 'Fin' && (tense === 'Past' || (tense === 'Imp' && !reported)) && auxiliaries(doc, i).length === 0) past = true;
  return perfect ? 'perfect' : past ? 'past' : 'present';
}

export function isNegated(doc: Doc, i: number): boolean {
  return childrenOf(doc, i, R.advmod, R.det).some((c) => doc.feat(c, 'Polarity') === 'Neg' || /^(not|n't|never|no|nunca|jamás)$/i.test(doc.form[c] as string));
}

const MODALS: ReadonlySet<string> = new Set(['will', 'would', 'may', 'might', 'could', 'can']);

/** Is the clause told as a fact, not wished for? An English verb shows it by its ending or its auxiliary alone. */
export function isIndicative(doc: Doc, i: number): boolean {
  const verbs = [i, ...auxiliaries(doc, i)];
  if (doc.language === 'es') return verbs.some((v) => doc.feat(v, 'Mood') === 'Ind') && !verbs.some((v) => doc.feat(v, 'Mood') === 'Sub');
  if (verbs.some((v) => lemma(doc, v) === 'should')) return false;
  return verbs.some((v) => {
    const form = (doc.form[v] as string).toLowerCase();
    if (MODALS.has(lemma(doc, v)) && v !== i) return true;
    if (doc.feat(v, 'VerbForm') !== 'Fin') return false;
    return (doc.feat(v, 'Tense') === 'Past' && form !== lemma(doc, v)) || form.endsWith('s') || form === 'are';
  });
}

/** Must, should, has to, an imperative: what somebody is to do. */
export function isObligation(doc: Doc, i: number): boolean {
  if (doc.feat(i, 'Mood') === 'Imp') return true;
  if (auxiliaries(doc, i).some((a) => ['must', 'should', 'ought', 'deber'].includes(lemma(doc, a)))) return true;
  const word = lemma(doc, i);
  return (word === 'have' || word === 'need' || word === 'ought' || word === 'tener' || word === 'deber') && childOf(doc, i, R.xcomp) >= 0;
}

/** Is the subject of the clause whoever speaks: "I", "we", a Spanish verb in the first person? */
export function isOwnAct(doc: Doc, roles: RoleReader, i: number): boolean {
  const subject = childOf(doc, i, R.nsubj, R.nsubjPass);
  if (subject >= 0) return doc.feat(subject, 'Person') === '1' && (doc.upos[subject] as number) === P.PRON;
  if (doc.language !== 'es') return roles.of(i).subject >= 0 && doc.feat(roles.of(i).subject, 'Person') === '1';
  return [i, ...auxiliaries(doc, i)].some((w) => doc.feat(w, 'Person') === '1');
}

/** The main predicate among the words [from, to): the one that hangs on a word outside. */
export function predicateIn(doc: Doc, from: number, to: number): number {
  let first = -1;
  for (let i = from; i < to; i++) {
    const head = doc.head[i] as number;
    if (head >= from && head < to) continue;
    const tag = doc.upos[i] as number;
    if (tag === P.VERB || childOf(doc, i, R.cop, R.nsubj, R.nsubjPass, R.aux) >= 0) return i;
    if (first < 0 && tag !== P.PUNCT) first = i;
  }
  return first;
}
