/**
 * Codes a parsed text by PETRARCH dictionaries. Names, agents and verbs are found as the dictionaries write them, over
 * the words of the sentence; the tree says which words are verbs, who is the subject, and what belongs to what.
 */
import type { Doc } from '../../language/index.js';
import { P } from '../tree.js';
import type { PetrarchDictionaries } from './dictionaries.js';
import { discardOf } from './discards.js';
import { matchPassive, matchPattern, type Filled } from './match.js';
import type { EventCode, Pattern } from './patterns.js';
import { isAttribute, readPhrases, type Chunk, type Group, type Phrased } from './phrases.js';
import { byAgent, isInfinitive, isMarkedGerund, isMistagged, isNounInfinitive, isPassive, isStative, scopeEnd, sourceOf, subjectUnits, targetIn, type Bounds } from './roles.js';
import { bind, type Transformation } from './transformations.js';
import { unitsOf, type Unit } from './units.js';
import type { VerbForm } from './verbs.js';

/** An event in the dictionaries' own codes. */
export interface PetrarchEvent {
  source: string;
  target: string;
  code: string;
  /** Index of the sentence. */
  sentence: number;
  /** The verb's offsets in the text. */
  start: number;
  end: number;
  /** Which entry of the dictionaries made it: "ABANDON: * EFFORT (verbs.txt:123)". */
  why: string;
}

/** A verb of the dictionary with its words: units [from, to). */
interface Reading {
  from: number;
  to: number;
  form: VerbForm;
}

/** A word that is a verb of the dictionary, in each of the ways that the dictionary has for it. */
interface FoundVerb {
  word: number;
  readings: Reading[];
  /** An auxiliary, a modal, what a noun is about: it counts only with a pattern. */
  patternOnly: boolean;
}

interface VerbEvents {
  verb: FoundVerb;
  events: PetrarchEvent[];
}

/** Codes a document. `date`: ISO date by which actors' codes are chosen; "" when unknown. */
export function codePetrarch(doc: Doc, dictionaries: PetrarchDictionaries, date: string): PetrarchEvent[] {
  const day = date.slice(0, 10).replaceAll('-', '');
  const events: PetrarchEvent[] = [];
  for (let sentence = 0; sentence < doc.sentenceCount; sentence++) {
    const bounds = { from: doc.sentenceStart[sentence] as number, to: doc.sentenceStart[sentence + 1] as number };
    const units = unitsOf(doc, bounds.from, bounds.to);
    const discard = discardOf(dictionaries.discards, units);
    if (discard === 'story') return [];
    if (discard === 'none') events.push(...codeSentence(doc, units, sentence, bounds, dictionaries, day));
  }
  return events;
}

function codeSentence(doc: Doc, units: Unit[], sentence: number, bounds: Bounds, dictionaries: PetrarchDictionaries, day: string): PetrarchEvent[] {
  const phrased = readPhrases(doc, units, dictionaries.actors, dictionaries.agents, day);
  if (phrased.groups.length === 0) return [];
  const coded: VerbEvents[] = [];
  for (const verb of findVerbs(phrased, dictionaries)) {
    // What somebody agreed, asked or threatened to do is told by the verb above.
    if (coded.some((above) => above.events.length > 0 && isInfinitiveUnder(doc, verb.word, above.verb.word))) continue;
    const events = codeVerb(phrased, verb, bounds, sentence);
    if (events.length > 0) coded.push({ verb, events });
  }
  transform(phrased, coded, dictionaries, bounds);
  const seen = new Set<string>();
  return coded.flatMap(({ events }) => events).filter(({ source, target, code }) => {
    const key = `${source} ${target} ${code}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** The dictionary's verbs in the order of the text. */
function findVerbs(phrased: Phrased, { verbs }: PetrarchDictionaries): FoundVerb[] {
  const { doc, units, inName } = phrased;
  const found: FoundVerb[] = [];
  for (const [i, { text, word }] of units.entries()) {
    const forms = verbs.forms.get(text);
    if (!forms || inName[i] || units[i - 1]?.word === word) continue;
    const tag = doc.upos[word];
    const isVerb = (tag === P.VERB && !isAttribute(doc, word) && !isNounInfinitive(doc, word)) || isStative(doc, word) || isMistagged(phrased, word);
    // Nouns after "to" may be infinitives: "close to accord".
    const patternOnly = tag === P.AUX || (tag === P.VERB && isNounInfinitive(doc, word)) || (tag === P.NOUN && units[i - 1]?.text === 'TO');
    if (!isVerb && !patternOnly) continue;
    const readings = forms
      .map((form) => ({ form, from: i - form.before.length, to: i + 1 + form.after.length }))
      .filter(({ form, from }) => form.before.every((w, k) => units[from + k]?.text === w) && form.after.every((w, k) => units[i + 1 + k]?.text === w));
    if (readings.length > 0) found.push({ word, readings, patternOnly: !isVerb });
  }
  return found;
}

/** Is the verb an infinitive or a gerund with a preposition ("of attacking") below `above`, through others of the kind? */
function isInfinitiveUnder(doc: Doc, verb: number, above: number): boolean {
  for (let node = verb; node >= 0; node = doc.head[node] as number) {
    if (node === above) return node !== verb;
    if ((node === verb || doc.upos[node] === P.VERB || doc.upos[node] === P.AUX) && !isInfinitive(doc, node) && !isMarkedGerund(doc, node)) return false;
  }
  return false;
}

interface Choice {
  reading: Reading;
  /** The first unit that no longer belongs to the verb. */
  end: number;
  /** Who a passive verb is done "by". */
  agent: Chunk | null;
  pattern: Pattern | null;
  filled: Filled;
  code: EventCode;
}

const codesEvent = (code: EventCode): boolean => code.forth !== null || code.back !== null;

const NOBODY: Filled = { source: null, target: null, compound: null, compoundBefore: false };

/** The most precise pattern that fits, of the longest form of the verb; else the first form with a code of its own. */
function chooseReading(phrased: Phrased, verb: FoundVerb, bounds: Bounds): Choice | null {
  const scopes = verb.readings.map((reading) => {
    const end = scopeEnd(phrased, verb.word, reading.to);
    const agent = isPassive(phrased, verb.word, reading.to) ? byAgent(phrased, reading.to, end) : null;
    return { reading, end, agent };
  });
  const subject = subjectUnits(phrased, verb.word, bounds);
  for (const inOrder of [true, false]) {
    for (const { reading, end, agent } of scopes) {
      if (!inOrder && (!agent || !subject)) continue;
      for (const pattern of reading.form.block.patterns) {
        const filled = inOrder
          ? matchPattern(phrased, pattern, reading.from, reading.to, 0, end)
          : matchPassive(phrased, pattern, reading.to, end, { agent: [(agent as Chunk).from, (agent as Chunk).to], subject: subject as [number, number] });
        if (filled) return codesEvent(pattern.code) ? { reading, end, agent, pattern, filled, code: pattern.code } : null;
      }
    }
  }
  if (verb.patternOnly) return null;
  const coded = scopes.find(({ reading }) => codesEvent(reading.form.code));
  return coded ? { ...coded, pattern: null, filled: NOBODY, code: coded.reading.form.code } : null;
}

function codeVerb(phrased: Phrased, verb: FoundVerb, bounds: Bounds, sentence: number): PetrarchEvent[] {
  const choice = chooseReading(phrased, verb, bounds);
  if (!choice) return [];
  const { reading, end, pattern, filled, code } = choice;

  let { source, target } = filled;
  const { compound } = filled;
  const agent = source === null && target === null && compound === null ? choice.agent?.group : null;
  if (agent) {
    source = agent;
    target = sourceOf(phrased, verb.word, bounds, new Set([agent]));
  }
  const used = new Set([source, target, compound].filter((group) => group !== null));
  if (compound && source === null && target === null) {
    // "talks between A and B" concern each other; "agreed with A and B" has a subject besides.
    const other = filled.compoundBefore ? null : sourceOf(phrased, verb.word, bounds, used);
    [source, target] = [other ?? compound, compound];
  }
  source ??= compound ?? sourceOf(phrased, verb.word, bounds, used);
  if (source) used.add(source);
  target ??= targetIn(phrased, reading.to, end, used);
  if (!source || !target) return [];
  return pairs(source, target).flatMap(([from, to]) => eventsOf(phrased, verb.word, reading.form, pattern, code, from, to, sentence));
}

/** Every source with every target, none with itself. */
function pairs(source: Group, target: Group): [string, string][] {
  return source.codes.flatMap((from) => target.codes.filter((to) => to !== from).map((to): [string, string] => [from, to]));
}

function eventsOf({ doc }: Phrased, word: number, form: VerbForm, pattern: Pattern | null, code: EventCode, source: string, target: string, sentence: number): PetrarchEvent[] {
  const [start, end] = doc.wordSpan(word);
  const why = pattern ? `${form.verb}: ${pattern.text} (${pattern.at})` : `${form.verb} (${form.at})`;
  const events: PetrarchEvent[] = [];
  if (code.forth !== null) events.push({ source, target, code: code.forth, sentence, start, end, why });
  if (code.back !== null) events.push({ source: target, target: source, code: code.back, sentence, start, end, why });
  return events;
}

/** So many units before a verb are looked at for its auxiliaries. */
const AUXILIARIES = 4;

/** Applies the dictionaries' transformations: a verb above takes the event of the verb below it into its own. */
function transform(phrased: Phrased, coded: VerbEvents[], { verbs }: PetrarchDictionaries, bounds: Bounds): void {
  if (verbs.transformations.length === 0) return;
  const { doc, units } = phrased;
  for (const above of findVerbs(phrased, { verbs } as PetrarchDictionaries)) {
    for (const below of coded) {
      if (above.word === below.verb.word || !isClauseBelow(doc, below.verb.word, above.word)) continue;
      const source = sourceOf(phrased, above.word, bounds, new Set());
      for (const rule of verbs.transformations) {
        if (!isVerb(rule.verb, above, units) || !isVerb(rule.lower.verb, below.verb, units)) continue;
        const results = (source?.codes ?? [null]).flatMap((code) => below.events.map((event) => apply(rule, code, event))).filter((event) => event !== null);
        if (results.length === 0) continue;
        below.events = results;
        const own = coded.find(({ verb }) => verb.word === above.word);
        if (own) own.events = [];
        break;
      }
    }
  }
}

/** Is `verb` in the complement of `above`, with no other verb between? */
function isClauseBelow(doc: Doc, verb: number, above: number): boolean {
  for (let node = doc.head[verb] as number; node >= 0; node = doc.head[node] as number) {
    if (node === above) return true;
    if (doc.upos[node] === P.VERB) return false;
  }
  return false;
}

/** Does a rule's verb ("WILL_ATTACK", "Q") name the found one? Synonyms of one block with one code count as the same. */
function isVerb(words: readonly string[], { readings }: FoundVerb, units: Phrased['units']): boolean {
  const name = words.at(-1) as string;
  if (name === 'Q') return true;
  return readings.some(({ from, form }) => {
    const before = units.slice(Math.max(0, from - AUXILIARIES), from).map(({ text }) => text);
    return form.block.names.has(name) && words.slice(0, -1).every((word) => before.includes(word));
  });
}

function apply(rule: Transformation, above: string | null, event: PetrarchEvent): PetrarchEvent | null {
  const bound = bind([[rule.source, above], [rule.lower.source, event.source], [rule.lower.target, event.target]]);
  const source = bound?.get(rule.result.source);
  const target = bound?.get(rule.result.target);
  if (source === undefined || target === undefined) return null;
  return { ...event, source, target, code: rule.result.code, why: `${event.why}; ${rule.verb.join(' ')} above it (${rule.at})` };
}
