/**
 * Who does it and to whom, where a pattern does not say: the source from the tree (the subject, through control,
 * coordination, relative clauses and pronouns), the target the first actor after the verb within what belongs to it.
 */
import type { Doc } from '../../language/index.js';
import { childOf, P, R } from '../tree.js';
import { afterHave, headOf, type Chunk, type Group, type Phrased } from './phrases.js';

const SUBJECTS = [R.nsubj, R.nsubjPass, R.csubj, R.csubjPass, R.nsubjOuter];

/** Words that open an adverbial clause, whose actors are not those of the verb above it. */
const SUBORDINATORS = new Set([
  'AFTER', 'BEFORE', 'WHEN', 'WHILE', 'BECAUSE', 'SINCE', 'ALTHOUGH', 'THOUGH', 'UNTIL', 'UNLESS', 'WHEREAS', 'WHERE', 'AS', 'ONCE',
]);

const SPEECH = new Set(['say', 'report', 'tell', 'announce', 'add', 'state', 'note', 'quote', 'explain', 'claim', 'confirm', 'declare', 'write']);

const verbal = (doc: Doc, word: number): boolean => doc.upos[word] === P.VERB || doc.upos[word] === P.AUX;

/** Is the word a participle or the like before a noun, and no verb of a clause? */
export function isAttribute(doc: Doc, word: number): boolean {
  const relation = doc.deprel[word] as number;
  return (relation === R.amod || relation === R.compound) && !afterHave(doc, word);
}

/**
 * The first unit after a verb (unit `at`) that no longer belongs to it: a coordinated verb, an adverbial clause with its
 * own subject, ", officials said", a semicolon, the end of the sentence.
 */
export function scopeEnd(phrased: Phrased, at: number): number {
  const { doc, units, chunks, chunkOf } = phrased;
  for (let i = at; i < units.length; i++) {
    const { text, word } = units[i] as { text: string; word: number };
    if (text === ';') return i;
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
    while (units[i] && doc.upos[(units[i] as { word: number }).word] === P.ADV) i++;
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
  const conjunct = doc.head[(units[at] as { word: number }).word] as number;
  if (conjunct < 0 || !verbal(doc, conjunct) || conjunct < (units[at] as { word: number }).word) return false;
  let i = at + 1;
  const chunk = chunks[chunkOf[i] as number] as Chunk | undefined;
  if (chunk) i = chunk.to;
  while (units[i] && (doc.upos[(units[i] as { word: number }).word] === P.ADV || doc.upos[(units[i] as { word: number }).word] === P.AUX)) i++;
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
    const word = (phrased.units[group.to - 1] as { word: number }).word;
    const begin = (phrased.units[group.from] as { word: number }).word;
    return word >= first && begin <= last && !refuse.has(group);
  });
  return inside.find((group) => group.named) ?? inside[0] ?? null;
}

export interface Bounds {
  from: number;
  to: number;
}

/** The group of a verb's own subject: null for a subject that is not coded, undefined where it has none to name. */
function ownSubject(phrased: Phrased, verb: number, limit: number, bounds: Bounds, refuse: ReadonlySet<Group>): Group | null | undefined {
  const { doc } = phrased;
  const subject = childOf(doc, verb, ...SUBJECTS);
  if (subject < 0) return undefined;
  if (doc.upos[subject] === P.PRON) return undefined;
  const [first, last] = subtree(doc, subject, bounds.from, bounds.to);
  // What follows the verb is no part of its subject, whatever the parse says.
  return groupIn(phrased, first, subject < limit ? Math.min(last, limit - 1) : last, refuse);
}

/** The source of a verb (a document's word) by the tree. `refuse`: groups that a pattern has given another part. */
export function sourceOf(phrased: Phrased, verb: number, bounds: Bounds, refuse: ReadonlySet<Group>): Group | null {
  const { doc } = phrased;
  let sawSubject = false;
  for (let node = verb, steps = 0; node >= 0 && steps < 12; steps++) {
    const own = ownSubject(phrased, node, node === verb ? verb : Math.max(node, verb), bounds, refuse);
    if (own) return own;
    const hasOwn = own === null;
    sawSubject ||= hasOwn;
    // A subject that a pattern has used, or one that is not coded: only the latter ends the search.
    if (hasOwn && refuse.size === 0) return null;
    const head = doc.head[node] as number;
    if (head < 0) break;
    const relation = doc.deprel[node] as number;
    if (relation === R.relcl || (relation === R.acl && childOf(doc, node, R.mark) < 0)) {
      const antecedent = antecedentOf(phrased, head, node, refuse);
      if (antecedent) return antecedent;
      if (relation === R.acl && !verbal(doc, head)) return null;
    }
    // "urged Gondor to leave": who is urged is who leaves.
    if (relation === R.xcomp || (relation === R.advcl && isInfinitive(doc, node))) {
      const object = childOf(doc, head, R.obj, R.iobj);
      if (object >= 0 && object < node) {
        const group = objectGroup(phrased, object, refuse);
        if (group) return group;
      }
    }
    node = head;
  }
  return sawSubject ? null : firstBefore(phrased, verb, refuse);
}

export function isInfinitive(doc: Doc, verb: number): boolean {
  const mark = childOf(doc, verb, R.mark);
  return mark >= 0 && (doc.form[mark] as string).toLowerCase() === 'to';
}

function objectGroup(phrased: Phrased, object: number, refuse: ReadonlySet<Group>): Group | null {
  const chunk = phrased.chunks.find((c) => headOf(phrased, c) === object);
  return chunk?.group && !refuse.has(chunk.group) ? chunk.group : null;
}

/** The actor in the noun that a clause describes, before the clause. */
function antecedentOf(phrased: Phrased, noun: number, clause: number, refuse: ReadonlySet<Group>): Group | null {
  const { units } = phrased;
  const chunk = phrased.chunks.find((c) => (units[c.from] as { word: number }).word <= noun && (units[c.to - 1] as { word: number }).word >= noun);
  if (!chunk?.group || refuse.has(chunk.group)) return null;
  return (units[chunk.from] as { word: number }).word < clause ? chunk.group : null;
}

/** Where the tree knows of no subject: the sentence's first actor before the verb. */
function firstBefore(phrased: Phrased, verb: number, refuse: ReadonlySet<Group>): Group | null {
  const before = phrased.groups.filter((group) => (phrased.units[group.to - 1] as { word: number }).word < verb && !refuse.has(group));
  return before.find((group) => group.named) ?? before[0] ?? null;
}

/** The first actor in units [from, to); a named one before one that is only described. */
export function targetIn(phrased: Phrased, from: number, to: number, refuse: ReadonlySet<Group>): Group | null {
  const after = phrased.groups.filter((group) => group.from >= from && group.from < to && !refuse.has(group));
  return after.find((group) => group.named) ?? after[0] ?? null;
}

/** A passive verb's agent: the actor right after the first "by". */
export function byAgent(phrased: Phrased, from: number, to: number): Group | null {
  const { units, chunks, chunkOf } = phrased;
  for (let i = from; i < to - 1; i++) {
    if ((units[i] as { text: string }).text !== 'BY') continue;
    const chunk = chunks[chunkOf[i + 1] as number] as Chunk | undefined;
    return chunk?.group ?? null;
  }
  return null;
}

/** Is the verb passive: "was …", "been …", or a participle that stands alone after its noun? */
export function isPassive(doc: Doc, verb: number): boolean {
  if (childOf(doc, verb, R.auxPass, R.nsubjPass) >= 0) return true;
  const relation = doc.deprel[verb] as number;
  return (relation === R.acl || relation === R.advcl) && doc.feat(verb, 'VerbForm') === 'Part' && doc.feat(verb, 'Tense') === 'Past' && childOf(doc, verb, R.aux, R.nsubj) < 0;
}
