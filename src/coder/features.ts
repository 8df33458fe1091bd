/**
 * What the ranker looks at when it weighs which type of event passes between an actor and a recipient: the predicate that
 * joins them in the tree, the words above and below it, what the lexicon says of each, and the words around.
 * A feature is a hashed name with a value; names carry the language where words do, and none where the codebook's own
 * categories do, so that what is learnt of those in one language helps the other.
 */
import { DEPREL, UPOS, type Doc } from '../language/index.js';
import type { Candidate } from './events.js';
import type { Lexemes } from './lexemes.js';
import type { RoleReader } from './roles.js';
import type { StatusReader } from './status.js';
import { childOf, childrenOf, P, preposition, R } from './tree.js';
import type { Span } from './types.js';

/** Hashed features of one pair: parallel lists. `names` is filled only when asked for, to explain. */
export interface Features {
  ids: number[];
  values: number[];
  names?: string[];
}

/** Number of hash buckets: a power of two. */
export const BUCKETS = 1 << 18;

/** FNV-1a, folded to a bucket. */
export function bucketOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 15;
  return (hash >>> 0) & (BUCKETS - 1);
}

export interface FeatureContext {
  doc: Doc;
  lexemes: Lexemes;
  roles: RoleReader;
  status: StatusReader;
}

const CONTENT = new Set([P.NOUN, P.VERB, P.ADJ, P.ADV, P.PROPN]);

/** The word of a stretch of text that the rest of it hangs on: whose head lies outside; −1 when no word is inside. */
export function headOfSpan(doc: Doc, from: number, to: number, span: Span): number {
  let first = -1;
  for (let i = from; i < to; i++) {
    if ((doc.start[i] as number) < span.start || (doc.end[i] as number) > span.end) continue;
    const head = doc.head[i] as number;
    const outside = head < 0 || (doc.start[head] as number) < span.start || (doc.end[head] as number) > span.end;
    if (outside && (doc.upos[i] as number) !== P.PUNCT && (doc.upos[i] as number) !== P.ADP && (doc.upos[i] as number) !== P.DET) {
      if (CONTENT.has(doc.upos[i] as number) || (doc.upos[i] as number) === P.PRON) return i;
      if (first < 0) first = i;
    }
  }
  return first;
}

/** Words from i up to the root. */
function chain(doc: Doc, i: number): number[] {
  const words: number[] = [];
  for (let word = i; word >= 0 && words.length < 40; word = doc.head[word] as number) words.push(word);
  return words;
}

/**
 * Features of the pair (actor word, recipient word) in the sentence [from, to); −1 for a side that is not given.
 * @param candidates the sentence's event candidates by pattern, with which the pair is compared.
 */
export function pairFeatures(
  { doc, lexemes, roles, status }: FeatureContext, from: number, to: number, actor: number, recipient: number,
  candidates: readonly Candidate[], actorSpan: Span | undefined, recipientSpan: Span | undefined, explain = false,
): Features {
  const features: Features = { ids: [], values: [] };
  if (explain) features.names = [];
  const add = (name: string, value = 1): void => {
    features.ids.push(bucketOf(name));
    features.values.push(value);
    features.names?.push(name);
  };
  const language = doc.language;
  const lemma = (i: number): string => lexemes.taggedLemma(i);
  const priors = (i: number, group: string, scale: number): void => {
    const tag = UPOS[doc.upos[i] as number] as string;
    const patterns = lexemes.lexicon.patterns.get(`${tag === 'PROPN' ? 'NOUN' : tag === 'AUX' ? 'VERB' : tag}:${lemma(i)}`);
    if (!patterns) return;
    const sums = new Map<string, number>();
    let all = 0;
    for (const pattern of patterns) {
      const weight = (pattern.weight ?? 0.7) / (1 + pattern.specificity);
      sums.set(pattern.type, (sums.get(pattern.type) ?? 0) + weight);
      all += weight;
    }
    for (const [type, sum] of sums) add(`${group}T=${type}`, (scale * sum) / all);
  };
  const operatorTypes = (i: number, group: string): void => {
    for (const operator of status.operators(i)) {
      const { effect } = operator;
      if (effect.type) add(`${group}O=${effect.type}`);
      if (effect.status) add(`${group}S=${effect.status}`);
      if (effect.speech) add(`${group}S=speech/${effect.kind ?? ''}`);
      if (effect.typeBy) for (const [below, type] of Object.entries(effect.typeBy)) add(`${group}B=${below}/${type}`);
      break;
    }
  };

  add('bias');
  // Where actor and recipient meet in the tree.
  const up = actor >= 0 ? chain(doc, actor) : [];
  const upRecipient = recipient >= 0 ? chain(doc, recipient) : [];
  const above = new Set(up);
  let meeting = upRecipient.find((word) => above.has(word)) ?? -1;
  if (meeting < 0) meeting = (actor >= 0 ? doc.head[actor] : recipient >= 0 ? doc.head[recipient] : -1) as number;
  if (meeting < 0) meeting = actor >= 0 ? actor : recipient;
  // Both may hang on a noun or on each other: the predicate is the next verb or governing word above.
  let predicate = meeting;
  while (predicate >= 0 && (predicate === actor || predicate === recipient) && (doc.head[predicate] as number) >= 0) predicate = doc.head[predicate] as number;

  const word = (i: number, group: string): void => {
    add(`${group}=${language}/${lemma(i)}`);
    add(`${group}P=${UPOS[doc.upos[i] as number]}`);
    priors(i, group, 1);
    operatorTypes(i, group);
    const particle = childOf(doc, i, R.particle);
    if (particle >= 0) add(`${group}Prt=${language}/${lemma(i)} ${lemma(particle)}`);
    const { object } = roles.of(i);
    if (object >= 0 && object !== actor && object !== recipient) {
      add(`${group}Obj=${language}/${lemma(object)}`);
      add(`${group}VO=${language}/${lemma(i)} ${lemma(object)}`);
      priors(object, `${group}Obj`, 1);
    }
  };
  if (predicate >= 0) {
    word(predicate, 'pred');
    const standing = status.read(predicate, 'CONSULT');
    add(`status=${standing.status}`);
    if (standing.retyped) add(`retyped=${standing.retyped.type}`);
    for (const lift of standing.lifts) {
      add(`lift=${language}/${lemma(lift.word)}`);
      operatorTypes(lift.word, 'lift');
    }
    for (const sign of standing.signs) add(`sign=${sign.text}`);
    for (const c of childrenOf(doc, predicate, R.xcomp, R.ccomp, R.advcl, R.acl)) {
      const relation = DEPREL[doc.deprel[c] as number] as string;
      add(`below:${relation}=${language}/${lemma(c)}`);
      priors(c, `below:${relation}`, 1);
      operatorTypes(c, `below:${relation}`);
    }
    let head = doc.head[predicate] as number;
    for (let step = 0; step < 3 && head >= 0; step++) {
      add(`up${step}=${language}/${lemma(head)}`);
      priors(head, `up${step}`, 1);
      operatorTypes(head, `up${step}`);
      head = doc.head[head] as number;
    }
    if (roles.of(predicate).passive) add('passive');
  }
  // The paths from each side to the meeting point.
  const path = (words: number[], group: string): void => {
    let relations = '';
    for (const step of words) {
      if (step === meeting) break;
      relations += `/${DEPREL[doc.deprel[step] as number]}`;
      if (step !== actor && step !== recipient) word(step, group);
    }
    add(`${group}Path=${relations}`);
  };
  if (actor >= 0) {
    path(up, 'a');
    const head = doc.head[actor] as number;
    if (head >= 0) add(`aGov=${language}/${lemma(head)}/${DEPREL[doc.deprel[actor] as number]}`);
  }
  if (recipient >= 0) {
    path(upRecipient, 'r');
    const head = doc.head[recipient] as number;
    const by = preposition(doc, recipient);
    if (head >= 0) {
      add(`rGov=${language}/${lemma(head)}/${DEPREL[doc.deprel[recipient] as number]}/${by}`);
      priors(head, 'rGov', 1);
    }
    add(`rPrep=${language}/${by}`);
    // Things of the recipient's may carry the meaning: "rejected Iran's offer".
    add(`rHead=${language}/${lemma(recipient)}`);
    priors(recipient, 'rHead', 1);
  }
  if (actor >= 0 && recipient >= 0) add(actor < recipient ? 'order=ar' : 'order=ra');

  // What the patterns made of it.
  const overlaps = (mentions: readonly Span[], span: Span | undefined): boolean => span !== undefined && mentions.some((m) => m.start < span.end && span.start < m.end);
  candidates.forEach((candidate, index) => {
    const a = overlaps(candidate.actors, actorSpan);
    const r = overlaps(candidate.recipients, recipientSpan);
    const swapped = overlaps(candidate.actors, recipientSpan) && overlaps(candidate.recipients, actorSpan);
    const fit = a && r ? 'both' : swapped ? 'swapped' : a ? 'actor' : r ? 'recipient' : 'none';
    add(`cand:${fit}=${candidate.type}`, candidate.certainty.words);
    add(`cand:${fit}=${candidate.type}/${candidate.standing.status}`);
    if (index === 0) add(`first=${candidate.type}`);
  });

  // Words between the two, and in the sentence.
  const low = Math.min(actor < 0 ? recipient : actor, recipient < 0 ? actor : recipient);
  const high = Math.max(actor, recipient);
  let before = '';
  for (let i = from; i < to; i++) {
    if (!CONTENT.has(doc.upos[i] as number)) continue;
    if (actorSpan && (doc.start[i] as number) >= actorSpan.start && (doc.end[i] as number) <= actorSpan.end) continue;
    const name = lemma(i);
    if ((doc.upos[i] as number) !== P.PROPN) {
      add(`w=${language}/${name}`, 0.5);
      priors(i, 'w', 0.3);
      operatorTypes(i, 'w');
    }
    if (i > low && i < high) {
      add(`b=${language}/${name}`);
      priors(i, 'b', 0.5);
      add(`bb=${language}/${before} ${name}`);
      before = name;
    }
  }
  return features;
}
