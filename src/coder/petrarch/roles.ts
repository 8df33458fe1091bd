/**
 * Who does it and to whom, where a pattern does not say: the source from the tree (the subject, through control,
 * coordination, relative clauses and pronouns), the target the first actor after the verb within what belongs to it.
 */
import type { Doc } from '../../language/index.js';
import { childOf, childrenOf, P, R } from '../tree.js';
import { headOf, isAttribute, type Chunk, type Group, type Phrased } from './phrases.js';
import type { Unit } from './units.js';

const SUBJECTS = [R.nsubj, R.nsubjPass, R.csubj, R.csubjPass, R.nsubjOuter];

/** Words that open an adverbial clause, whose actors are not those of the verb above it. */
const CONJUNCTIONS = ['WHEN', 'WHILE', 'BECAUSE', 'ALTHOUGH', 'THOUGH', 'UNLESS', 'WHEREAS', 'WHERE'];
const ALSO_PREPOSITIONS = ['AFTER', 'BEFORE', 'SINCE', 'UNTIL', 'AS', 'ONCE'];
const SUBORDINATORS = new Set([...CONJUNCTIONS, ...ALSO_PREPOSITIONS]);

const SPEECH = new Set(['say', 'report', 'tell', 'announce', 'add', 'state', 'note', 'quote', 'explain', 'claim', 'confirm', 'declare', 'write']);

const verbal = (doc: Doc, word: number): boolean => doc.upos[word] === P.VERB || doc.upos[word] === P.AUX;


/** The first verb right of a word that the word is below, or that verb's subject where that comes first; −1 for none. */
function clauseAbove(doc: Doc, verb: number): number {
  let found = -1;
  for (let node = doc.head[verb] as number; node >= 0; node = doc.head[node] as number) {
    if (node < verb || !verbal(doc, node)) continue;
    const subject = childOf(doc, node, ...SUBJECTS);
    const begin = subject > verb ? subject : node;
    if (found < 0 || begin < found) found = begin;
  }
  return found;
}

/**
 * The first unit after a verb's words (units up to `at`) that no longer belongs to it: the clause that it is part of, a
 * coordinated verb, an adverbial clause with its own subject, ", officials said", a semicolon, the end of the sentence.
 */
export function scopeEnd(phrased: Phrased, verb: number, at: number): number {
  const { doc, units, chunks, chunkOf } = phrased;
  const above = clauseAbove(doc, verb);
  for (let i = at; i < units.length; i++) {
    const { text, word } = units[i] as Unit;
    if (word === above) return i;
    if (text === ';') return i;
    if (i > at && CONJUNCTIONS.includes(text)) return i;
    if (SUBORDINATORS.has(text) && clauseFollows(phrased, i + 1)) return i;
    if (doc.upos[word] === P.CCONJ && i > at && coordinatesVerb(phrased, i)) return i;
    if (text === ',') {
      const chunk = chunks[chunkOf[i + 1] as number] as Chunk | undefined;
      let verb = units[chunk ? chunk.to : i + 1]?.word;
      if (chunk && verb !== undefined && doc.upos[verb] === P.AUX) verb = units[chunk.to + 1]?.word;
      if (verb !== undefined && verbal(doc, verb) && SPEECH.has(doc.lemma[verb] as string)) return i;
    }
  }
  return units.length;
}

/** A noun phrase (with what is "of" it) and then a verb. */
function clauseFollows(phrased: Phrased, at: number): boolean {
  const { doc, units, chunks, chunkOf } = phrased;
  let i = at;
  for (let steps = 0; steps < 3; steps++) {
    const word = units[i]?.word;
    if (word === undefined) return false;
    const chunk = chunks[chunkOf[i] as number] as Chunk | undefined;
    if (!chunk && doc.upos[word] !== P.PRON) return false;
    i = chunk ? chunk.to : i + 1;
    while (units[i] && doc.upos[(units[i] as Unit).word] === P.ADV) i++;
    const next = units[i];
    if (!next) return false;
    if (verbal(doc, next.word)) return !isAttribute(doc, next.word);
    if (next.text !== 'OF' && next.text !== 'IN' && next.text !== 'FROM') return false;
    i++;
  }
  return false;
}

/** "… and promised", "… but Gondor refused": a conjunction before a clause's verb, perhaps after its subject. */
function coordinatesVerb(phrased: Phrased, at: number): boolean {
  const { doc, units, chunks, chunkOf } = phrased;
  const conjunct = doc.head[(units[at] as Unit).word] as number;
  if (conjunct < 0 || !verbal(doc, conjunct) || conjunct < (units[at] as Unit).word) return false;
  let i = at + 1;
  const chunk = chunks[chunkOf[i] as number] as Chunk | undefined;
  if (chunk) i = chunk.to;
  while (units[i] && (doc.upos[(units[i] as Unit).word] === P.ADV || doc.upos[(units[i] as Unit).word] === P.AUX)) i++;
  return units[i]?.word === conjunct;
}

/** First and last word below a word, itself included. */
function subtree(doc: Doc, word: number, from: number, to: number): [first: number, last: number] {
  let [first, last] = [word, word];
  for (let i = from; i < to; i++) {
    for (let up = i; up >= 0; up = doc.head[up] as number) {
      if (up === word) {
        first = Math.min(first, i);
        last = Math.max(last, i);
        break;
      }
    }
  }
  return [first, last];
}

/** The first group in words [first, last], a named one before one that is only described. */
function groupIn(phrased: Phrased, first: number, last: number, refuse: ReadonlySet<Group>): Group | null {
  const inside = phrased.groups.filter((group) => {
    const word = (phrased.units[group.to - 1] as Unit).word;
    const begin = (phrased.units[group.from] as Unit).word;
    return word >= first && begin <= last && !refuse.has(group);
  });
  return inside.find((group) => group.named) ?? inside[0] ?? null;
}

/** "was opposed": a participle that the parse takes for an adjective with its copula. */
export function isStative(doc: Doc, word: number): boolean {
  return doc.upos[word] === P.ADJ && /ed$/i.test(doc.form[word] as string) && childOf(doc, word, R.cop) >= 0;
}

/**
 * A verb with two subjects is a sign that the parse is broken: the first, if it ends a phrase that begins with a name, is
 * a verb that the tagger took for a noun ("Gondor departs from …").
 */
export function isMistagged(phrased: Phrased, word: number): boolean {
  const { doc, units, chunks, chunkOf, inName } = phrased;
  if (doc.upos[word] !== P.NOUN || doc.deprel[word] !== R.nsubj) return false;
  if (childrenOf(doc, doc.head[word] as number, R.nsubj).length < 2) return false;
  const at = units.findIndex((unit) => unit.word === word);
  const chunk = chunks[chunkOf[at] as number] as Chunk | undefined;
  return chunk !== undefined && chunk.to === at + 1 && at > chunk.from && (inName[at - 1] as boolean);
}

export interface Bounds {
  from: number;
  to: number;
}

/** What a verb's own subject is: a group of actors; something that is not coded; a pronoun; or it has none. */
type Subject = Group | 'uncoded' | 'pronoun' | 'none';

function ownSubject(phrased: Phrased, verb: number, limit: number, bounds: Bounds, refuse: ReadonlySet<Group>): Subject {
  const { doc } = phrased;
  const subject = childOf(doc, verb, ...SUBJECTS);
  if (subject < 0) return subjectInPlace(phrased, verb, refuse);
  if (doc.upos[subject] === P.PRON) return 'pronoun';
  const [first, last] = subtree(doc, subject, bounds.from, bounds.to);
  // What follows the verb is no part of its subject, whatever the parse says.
  return groupIn(phrased, first, subject < limit ? Math.min(last, limit - 1) : last, refuse) ?? 'uncoded';
}

/** "after a man was seen": the phrase between a subordinator and a finite verb is its subject, where the parse missed it. */
function subjectInPlace(phrased: Phrased, verb: number, refuse: ReadonlySet<Group>): Subject {
  const { doc, units, chunks, chunkOf } = phrased;
  let i = units.findIndex((unit) => unit.word === verb) - 1;
  const isAux = (at: number): boolean => at >= 0 && doc.upos[(units[at] as Unit).word] === P.AUX;
  const isAdverb = (at: number): boolean => at >= 0 && doc.upos[(units[at] as Unit).word] === P.ADV;
  if (!isAux(i) && doc.feat(verb, 'VerbForm') !== 'Fin') return 'none';
  while (isAux(i) || isAdverb(i)) i--;
  const chunk = chunks[chunkOf[i] as number] as Chunk | undefined;
  if (!chunk || !SUBORDINATORS.has(units[chunk.from - 1]?.text ?? '')) return 'none';
  return chunk.group && !refuse.has(chunk.group) ? chunk.group : 'uncoded';
}

/** The source of a verb (a document's word) by the tree. `refuse`: groups that a pattern has given another part. */
export function sourceOf(phrased: Phrased, verb: number, bounds: Bounds, refuse: ReadonlySet<Group>): Group | null {
  const { doc } = phrased;
  let known = false;
  for (let node = verb, steps = 0; node >= 0 && steps < 12; steps++) {
    const own = ownSubject(phrased, node, node === verb ? verb : Math.max(node, verb), bounds, refuse);
    if (typeof own === 'object') return own;
    // Somebody else does it, who is no actor; unless it is only that a pattern has given the subject another part.
    if (own === 'uncoded' && refuse.size === 0) return null;
    if (own !== 'none') known = true;
    const before = own === 'pronoun' ? beforeRelative(phrased, childOf(doc, node, ...SUBJECTS), refuse) : null;
    if (before) return before;
    const head = doc.head[node] as number;
    if (head < 0) {
      // A "sentence" without a verb at its root is one that the parser did not understand.
      if (!verbal(doc, node) && childOf(doc, node, R.cop) < 0) known = false;
      break;
    }
    const relation = doc.deprel[node] as number;
    if (relation === R.relcl || (relation === R.acl && !isInfinitive(doc, node))) {
      const antecedent = antecedentOf(phrased, head, node, refuse);
      if (antecedent) return antecedent;
      if (relation === R.acl && !verbal(doc, head)) known = true;
    }
    // "urged Gondor to leave": who is urged is who leaves.
    if (relation === R.xcomp || (relation === R.advcl && isInfinitive(doc, node))) {
      const object = childOf(doc, head, R.obj, R.iobj);
      if (object >= 0 && object < node) {
        const group = objectGroup(phrased, object, refuse);
        if (group) return group;
      }
    }
    // A noun's description does not do what the noun's verb says.
    if (known && own === 'none' && relation === R.acl && !isInfinitive(doc, node) && hasVerbAbove(doc, node)) return null;
    node = head;
  }
  return known ? null : firstBefore(phrased, verb, refuse);
}

/** "Gondor, which condemned …": the actor right before a relative pronoun. */
function beforeRelative({ doc, units, chunks, chunkOf }: Phrased, pronoun: number, refuse: ReadonlySet<Group>): Group | null {
  if (!/^(who|which)$/i.test(doc.form[pronoun] as string)) return null;
  let i = units.findIndex(({ word }) => word === pronoun) - 1;
  if (units[i]?.text === ',') i--;
  const group = (chunks[chunkOf[i] as number] as Chunk | undefined)?.group;
  return group && !refuse.has(group) ? group : null;
}

function hasVerbAbove(doc: Doc, word: number): boolean {
  for (let node = doc.head[word] as number; node >= 0; node = doc.head[node] as number) {
    if (verbal(doc, node) || childOf(doc, node, R.cop) >= 0) return true;
  }
  return false;
}

export function isInfinitive(doc: Doc, verb: number): boolean {
  const mark = childOf(doc, verb, R.mark);
  return mark >= 0 && (doc.form[mark] as string).toLowerCase() === 'to';
}

/** "a decision to attack": an infinitive that says what a noun is about, and not that it is done. */
export function isNounInfinitive(doc: Doc, verb: number): boolean {
  const head = doc.head[verb] as number;
  return head >= 0 && isInfinitive(doc, verb) && (doc.upos[head] === P.NOUN || doc.upos[head] === P.PROPN) && childOf(doc, head, R.cop) < 0;
}

/** "of attacking", "without saying". */
export function isMarkedGerund(doc: Doc, verb: number): boolean {
  return /ing$/i.test(doc.form[verb] as string) && childOf(doc, verb, R.mark, R.case) >= 0 && childOf(doc, verb, R.aux) < 0;
}

function objectGroup(phrased: Phrased, object: number, refuse: ReadonlySet<Group>): Group | null {
  const chunk = phrased.chunks.find((c) => headOf(phrased, c) === object);
  return chunk?.group && !refuse.has(chunk.group) ? chunk.group : null;
}

/** The actor in the noun that a clause describes, before the clause. */
function antecedentOf(phrased: Phrased, noun: number, clause: number, refuse: ReadonlySet<Group>): Group | null {
  const { units } = phrased;
  const chunk = phrased.chunks.find((c) => (units[c.from] as Unit).word <= noun && (units[c.to - 1] as Unit).word >= noun);
  if (!chunk?.group || refuse.has(chunk.group)) return null;
  return (units[chunk.from] as Unit).word < clause ? chunk.group : null;
}

/** Where the tree knows of no subject: the sentence's first actor before the verb. */
function firstBefore(phrased: Phrased, verb: number, refuse: ReadonlySet<Group>): Group | null {
  const before = phrased.groups.filter((group) => (phrased.units[group.from] as Unit).word < verb && !refuse.has(group));
  return before.find((group) => group.named) ?? before[0] ?? null;
}

/** The first actor in units [from, to); a named one before one that is only described. */
export function targetIn(phrased: Phrased, from: number, to: number, refuse: ReadonlySet<Group>): Group | null {
  const after = phrased.groups.filter((group) => group.from >= from && group.from < to && !refuse.has(group));
  return after.find((group) => group.named) ?? after[0] ?? null;
}

/** A passive verb's agent: the phrase right after the first "by" in units [from, to). */
export function byAgent({ units, chunks, chunkOf }: Phrased, from: number, to: number): Chunk | null {
  for (let i = from; i < to - 1; i++) {
    if ((units[i] as Unit).text === 'BY') return chunks[chunkOf[i + 1] as number] ?? null;
  }
  return null;
}

/** The units of a verb's subject before it; null where the tree has none. */
export function subjectUnits({ doc, units }: Phrased, verb: number, bounds: Bounds): [from: number, to: number] | null {
  const subject = childOf(doc, verb, ...SUBJECTS);
  if (subject < 0 || subject > verb) return null;
  const [first, last] = subtree(doc, subject, bounds.from, bounds.to);
  const from = units.findIndex(({ word }) => word >= first);
  let to = from;
  while (to < units.length && (units[to] as Unit).word <= Math.min(last, verb - 1)) to++;
  return [from, to];
}

/** Is the verb passive: "was …", "been …", a participle that stands alone after its noun, or one with "by" right after it? */
export function isPassive({ doc, units }: Phrased, verb: number, to: number): boolean {
  if (units[to]?.text === 'BY' && /(ed|en|wn|ght|nt|ld)$/i.test(doc.form[verb] as string)) return true;
  if (childOf(doc, verb, R.auxPass, R.nsubjPass) >= 0 || isStative(doc, verb)) return true;
  const relation = doc.deprel[verb] as number;
  return (relation === R.acl || relation === R.advcl) && doc.feat(verb, 'VerbForm') === 'Part' && doc.feat(verb, 'Tense') === 'Past' && childOf(doc, verb, R.aux, R.nsubj) < 0;
}
