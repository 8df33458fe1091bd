/**
 * The noun phrases of a sentence, and the actors in them: which name a phrase holds, what the agents in it add to the
 * name's code, and which phrases stand for several actors together ("the ambassadors of A, B and C").
 */
import type { Doc } from '../../language/index.js';
import { childOf, P, R } from '../tree.js';
import { codesOn, type ActorEntry } from './actors.js';
import type { Agent } from './agents.js';
import type { PhraseIndex } from './phrase-index.js';
import type { Unit } from './units.js';

/** A noun phrase: units [from, to). */
export interface Chunk {
  from: number;
  to: number;
  /** Codes of the name in it; several where one name stands for several actors. */
  actors: string[];
  agents: Agent[];
  /** The actors that it, or what it is joined to, stands for; null where it is not coded. */
  group: Group | null;
}

/** Phrases that act together. */
export interface Group {
  /** Units [from, to). */
  from: number;
  to: number;
  codes: string[];
  /** At least one of them is named, not only described. */
  named: boolean;
}

/** A sentence as units, with its phrases. */
export interface Phrased {
  doc: Doc;
  units: Unit[];
  chunks: Chunk[];
  /** For each unit its chunk's index, −1 outside of all. */
  chunkOf: Int32Array;
  /** Groups in the order of the text. */
  groups: Group[];
  /** Units that are part of a name. */
  inName: boolean[];
}

const NO_ACTOR = '---';
/** Whoever was something before is of the elite, whatever the agent's own code: "former officials". */
const FORMER = new Set(['FORMER', 'EX']);
const ELITE = 'ELI';

const OPEN_TAGS = new Set<number>([P.NOUN, P.PROPN, P.ADJ, P.NUM, P.X, P.SYM]);
const CLOSED_TAGS = new Set<number>([P.PRON, P.ADP, P.AUX, P.DET, P.CCONJ, P.SCONJ, P.PART]);

/** True for a word that can stand in a noun phrase. */
function isNominal(doc: Doc, word: number): boolean {
  const tag = doc.upos[word] as number;
  const relation = doc.deprel[word] as number;
  if (OPEN_TAGS.has(tag) || tag === P.DET) return true;
  const form = doc.form[word] as string;
  if (form.endsWith('-') && form.length > 1) return true;
  if (tag === P.PRON) return relation === R.nmodPoss || relation === R.det;
  if (tag === P.PART) return /^['’]s?$/i.test(form);
  if (tag === P.VERB) return isAttribute(doc, word) && (doc.head[word] as number) > word;
  if (tag === P.ADV) return (doc.head[word] as number) > word && (doc.upos[doc.head[word] as number] === P.ADJ || doc.upos[doc.head[word] as number] === P.NUM) && relation === R.advmod && doc.deprel[doc.head[word] as number] === R.amod;
  return false;
}

/**
 * Is the word a participle or the like before a noun, and no verb of a clause? Not with a subject ("police arrested
 * students"), nor after "has" ("has broken relations"), nor where the noun has a subject before it, whatever the parse
 * takes it for.
 */
export function isAttribute(doc: Doc, word: number): boolean {
  const relation = doc.deprel[word] as number;
  if (relation !== R.amod && relation !== R.compound) return false;
  if (childOf(doc, word, R.nsubj) >= 0) return false;
  if (word > 0 && /^(has|have|had|having)$/i.test(doc.form[word - 1] as string)) return false;
  const subject = childOf(doc, doc.head[word] as number, R.nsubj);
  return subject < 0 || subject > word || doc.deprel[doc.head[word] as number] !== R.root || childOf(doc, doc.head[word] as number, R.cop) >= 0;
}

/** The actor code with the agents' codes around it; what is in it already is not added again. */
export function compose(actor: string | null, agents: readonly Agent[]): string {
  const parts: string[] = actor === null ? [] : [actor];
  const holds = (code: string): boolean => parts.some((part) => {
    for (let i = 0; i + code.length <= part.length; i += 3) if (part.startsWith(code, i)) return true;
    return false;
  });
  for (const { code, before } of agents) {
    if (holds(code)) continue;
    if (before) parts.unshift(code);
    else parts.push(code);
  }
  return actor === null && !agents.some((agent) => agent.before) ? NO_ACTOR + parts.join('') : parts.join('');
}

/** Marks names, agents and noun phrases in a sentence's units. `date`: YYYYMMDD, or "". */
export function readPhrases(doc: Doc, units: Unit[], actors: PhraseIndex<ActorEntry>, agents: PhraseIndex<Agent>, date: string): Phrased {
  const nominal = units.map(({ word }) => isNominal(doc, word));
  const mayPass = (i: number): boolean => nominal[i] as boolean;

  const inName = new Array<boolean>(units.length).fill(false);
  const names: { from: number; to: number; codes: string[] }[] = [];
  for (let i = 0; i < units.length; i++) {
    const found = actors.at(units, i, mayPass);
    if (!found) continue;
    const { word } = units[i] as Unit;
    // "us", "who" and the like are names only where they are written as such.
    if (found.matched.length === 1 && CLOSED_TAGS.has(doc.upos[word] as number) && !/\p{Lu}/u.test(doc.form[word] as string)) continue;
    names.push({ from: found.from, to: found.to, codes: codesOn(found.value, date) });
    for (const k of found.matched) inName[k] = true;
    for (let k = found.from; k < found.to; k++) nominal[k] = true;
    // A name with gaps may have other names within ("A state television"): they are part of it.
    i = found.to - 1;
  }

  const titles: { from: number; to: number; agent: Agent }[] = [];
  for (let i = 0; i < units.length; i++) {
    if (inName[i]) continue;
    const found = agents.at(units, i, (k) => mayPass(k) && !inName[k]);
    if (!found || found.matched.some((k) => inName[k])) continue;
    const tag = doc.upos[(units[found.to - 1] as Unit).word] as number;
    if (tag === P.VERB || tag === P.AUX) continue;
    titles.push({ from: found.from, to: found.to, agent: found.value });
    for (let k = found.from; k < found.to; k++) nominal[k] = true;
    i = found.to - 1;
  }

  const covered = new Set<number>();
  for (const span of [...names, ...titles]) for (let k = span.from + 1; k < span.to; k++) covered.add(k);
  joinAdjectives(doc, units, nominal, new Set(names.map((name) => name.from)));

  const chunks: Chunk[] = [];
  const chunkOf = new Int32Array(units.length).fill(-1);
  for (let i = 0; i < units.length; i++) {
    if (!nominal[i]) continue;
    const last = chunks.at(-1);
    const continues = last !== undefined && last.to === i && (covered.has(i) || !beginsPhrase(doc, units, i));
    if (continues) last.to = i + 1;
    else chunks.push({ from: i, to: i + 1, actors: [], agents: [], group: null });
    chunkOf[i] = chunks.length - 1;
  }

  for (const name of names) {
    const chunk = chunks[chunkOf[name.from] as number] as Chunk;
    if (chunk.actors.length === 0) chunk.actors = name.codes;
  }
  for (const title of titles) {
    const chunk = chunks[chunkOf[title.from] as number] as Chunk;
    const former = units.slice(chunk.from, title.from).some(({ text }) => FORMER.has(text));
    chunk.agents.push(former ? { ...title.agent, code: ELITE, before: false } : title.agent);
  }

  const phrased: Phrased = { doc, units, chunks, chunkOf, groups: [], inName };
  for (let i = 0; i < chunks.length; ) i = readGroup(phrased, i).next;
  return phrased;
}

/** "awful and evil minister" is one phrase; "Danish and Russian ministers" are two. */
function joinAdjectives(doc: Doc, units: readonly Unit[], nominal: boolean[], nameStarts: ReadonlySet<number>): void {
  for (let i = 1; i + 1 < units.length; i++) {
    const [before, at, after] = [units[i - 1] as Unit, units[i] as Unit, units[i + 1] as Unit];
    if (doc.upos[at.word] !== P.CCONJ || nameStarts.has(i + 1) || nameStarts.has(i - 1)) continue;
    if (doc.upos[before.word] !== P.ADJ || doc.upos[after.word] !== P.ADJ) continue;
    if (doc.deprel[before.word] === R.amod && doc.head[after.word] === before.word) nominal[i] = true;
  }
}

/** A determiner or possessive pronoun after a noun begins a new phrase. */
function beginsPhrase(doc: Doc, units: readonly Unit[], i: number): boolean {
  const tag = doc.upos[(units[i] as Unit).word] as number;
  if (tag !== P.DET && tag !== P.PRON) return false;
  const before = doc.upos[(units[i - 1] as Unit).word] as number;
  return before === P.NOUN || before === P.PROPN || before === P.PART;
}

/** The word of a chunk that the rest of the sentence sees. */
export function headOf({ doc, units }: Phrased, chunk: Chunk): number {
  const first = (units[chunk.from] as Unit).word;
  const last = (units[chunk.to - 1] as Unit).word;
  for (let word = last; word >= first; word--) {
    const head = doc.head[word] as number;
    if ((head < first || head > last) && doc.deprel[word] !== R.punct && doc.deprel[word] !== R.case) return word;
  }
  return last;
}

const AND = new Set(['AND', 'OR', 'NOR', '&']);
/** Prepositions that lead from what somebody is to whose they are: "soldiers from A", "activists in B". */
const WHOSE = new Set(['OF', 'IN', 'FROM', 'AT', 'FOR']);

/** The units between chunk i and the next one. */
function between({ units, chunks }: Phrased, i: number): string {
  const next = chunks[i + 1];
  if (!next) return '.';
  return units.slice((chunks[i] as Chunk).to, next.from).map(({ text }) => text).join(' ');
}

const isAnd = (words: string): boolean => AND.has(words.replace(/^, /, '')) || words === 'AS WELL AS';

/** Is the comma after chunk i one of a list that ends in "and"? */
function listGoesOn(phrased: Phrased, i: number): boolean {
  for (let k = i + 1; k < phrased.chunks.length - 1; k++) {
    const words = between(phrased, k);
    if (isAnd(words)) return true;
    if (words !== ',' && words !== 'OF') return false;
  }
  return false;
}

/** Coordinated phrases, not a subject that happens to follow: "… against A and B said …". */
function canJoin(phrased: Phrased, i: number): boolean {
  const { doc, chunks } = phrased;
  const relation = doc.deprel[headOf(phrased, chunks[i + 1] as Chunk)] as number;
  if (relation !== R.nsubj && relation !== R.nsubjPass) return true;
  const before = doc.deprel[headOf(phrased, chunks[i] as Chunk)] as number;
  return before !== R.obj && before !== R.obl && before !== R.nmod && before !== R.iobj;
}

interface Member {
  chunk: Chunk;
  codes: string[];
}

/** Reads the group that begins at chunk i, and gives the index of the first chunk after it. */
function readGroup(phrased: Phrased, i: number): { members: Member[]; next: number; actors: string[] } {
  const { chunks, units } = phrased;
  const members: Member[] = [];
  let at = i;
  let borrowed: string[] = [];
  for (;;) {
    const chunk = chunks[at] as Chunk;
    const words = between(phrased, at);
    members.push({ chunk, codes: [] });
    if (chunk.actors.length === 0 && chunk.to > chunk.from && (chunk.agents.length > 0 ? WHOSE.has(words) : words === 'OF')) {
      const below = readGroup(phrased, at + 1);
      if (below.actors.length > 0) {
        borrowed = below.actors;
        at = below.next;
        if (chunk.agents.length === 0) (members.at(-1) as Member).codes = below.members.flatMap((member) => member.codes);
      } else {
        at++;
      }
      break;
    }
    const joins = (isAnd(words) || (words === ',' && listGoesOn(phrased, at))) && canJoin(phrased, at);
    at++;
    if (!joins) break;
  }

  let shared: { actors: string[]; agents: Agent[] } | null = null;
  for (const [k, member] of members.entries()) {
    const { chunk } = member;
    if (chunk.actors.length > 0) {
      const next = members[k + 1]?.chunk;
      const lends = next !== undefined && chunk.agents.length === 0 && leansOn(phrased, chunk, next);
      const agents = lends ? next.agents : chunk.agents;
      member.codes = chunk.actors.map((actor) => compose(actor, agents));
      shared = { actors: chunk.actors, agents: chunk.agents.slice(0, -1) };
    } else if (chunk.agents.length > 0) {
      // "the Danish media and government": a bare agent after a named one belongs to the same.
      const bare = phrased.doc.upos[(units[chunk.from] as Unit).word] !== P.DET;
      if (borrowed.length > 0) member.codes = borrowed.map((actor) => compose(actor, chunk.agents));
      else if (shared && bare && k > 0) member.codes = shared.actors.map((actor) => compose(actor, [...(shared as { agents: Agent[] }).agents, ...chunk.agents]));
      else member.codes = [compose(null, chunk.agents)];
    }
  }

  const codes = [...new Set(members.flatMap((member) => member.codes))];
  const actors = [...new Set(members.flatMap((member) => (member.chunk.actors.length > 0 ? member.chunk.actors : [])).concat(borrowed))];
  if (codes.length > 0) {
    const last = chunks[at - 1] as Chunk;
    const group: Group = { from: (members[0] as Member).chunk.from, to: last.to, codes, named: codes.some((code) => !code.startsWith(NO_ACTOR)) };
    for (let k = i; k < at; k++) {
      const chunk = chunks[k] as Chunk;
      const old = phrased.groups.indexOf(chunk.group as Group);
      if (old >= 0) phrased.groups.splice(old, 1);
      chunk.group = group;
    }
    phrased.groups.push(group);
  }
  return { members, next: at, actors };
}

/** Does a chunk depend on a word of the next ("Danish and Russian ministers")? */
function leansOn(phrased: Phrased, chunk: Chunk, next: Chunk): boolean {
  const { doc, units } = phrased;
  const head = doc.head[headOf(phrased, chunk)] as number;
  return head >= (units[next.from] as Unit).word && head <= (units[next.to - 1] as Unit).word;
}
