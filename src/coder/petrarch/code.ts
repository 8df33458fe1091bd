/**
 * Codes a parsed text by PETRARCH dictionaries. Names, agents and verbs are found as the dictionaries write them, over
 * the words of the sentence; the tree says which words are verbs, who is the subject, and what belongs to what.
 */
import type { Doc } from '../../language/index.js';
import { P } from '../tree.js';
import type { PetrarchDictionaries } from './dictionaries.js';
import { discardOf } from './discards.js';
import { matchPattern, type Filled } from './match.js';
import type { EventCode, Pattern } from './patterns.js';
import { readPhrases, type Group, type Phrased } from './phrases.js';
import { byAgent, isAttribute, isInfinitive, isPassive, scopeEnd, sourceOf, targetIn, type Bounds } from './roles.js';
import { bind, type Transformation } from './transformations.js';
import { unitsOf } from './units.js';
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

/** A verb of the dictionary found in a sentence: units [from, to), `word` the document's word. */
interface FoundVerb {
  from: number;
  to: number;
  word: number;
  form: VerbForm;
  /** An auxiliary or modal: it counts only with a pattern. */
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
    const discard = discardOf(dictionaries.discards, unitsOf(doc, bounds.from, bounds.to));
    if (discard === 'story') return [];
    if (discard === 'none') events.push(...codeSentence(doc, sentence, bounds, dictionaries, day));
  }
  return events;
}

function codeSentence(doc: Doc, sentence: number, bounds: Bounds, dictionaries: PetrarchDictionaries, day: string): PetrarchEvent[] {
  const phrased = readPhrases(doc, bounds.from, bounds.to, dictionaries.actors, dictionaries.agents, day);
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

/** The dictionary's verbs in the order of the text, each at its longest form. */
function findVerbs({ doc, units, inName }: Phrased, { verbs }: PetrarchDictionaries): FoundVerb[] {
  const found: FoundVerb[] = [];
  for (const [i, { text, word }] of units.entries()) {
    const forms = verbs.forms.get(text);
    if (!forms || inName[i] || units[i - 1]?.word === word) continue;
    const tag = doc.upos[word];
    if ((tag !== P.VERB && tag !== P.AUX) || isAttribute(doc, word)) continue;
    for (const form of forms) {
      const from = i - form.before.length;
      const to = i + 1 + form.after.length;
      if (!form.before.every((w, k) => units[from + k]?.text === w) || !form.after.every((w, k) => units[i + 1 + k]?.text === w)) continue;
      found.push({ from, to, word, form, patternOnly: tag === P.AUX });
      break;
    }
  }
  return found;
}

/** Is the verb an infinitive below `above`, through other infinitives? */
function isInfinitiveUnder(doc: Doc, verb: number, above: number): boolean {
  for (let node = verb; node >= 0; node = doc.head[node] as number) {
    if (node === above) return node !== verb;
    if (node === verb && !isInfinitive(doc, node)) return false;
    if (node !== verb && (doc.upos[node] === P.VERB || doc.upos[node] === P.AUX) && !isInfinitive(doc, node)) return false;
  }
  return false;
}

function codeVerb(phrased: Phrased, verb: FoundVerb, bounds: Bounds, sentence: number): PetrarchEvent[] {
  const { doc } = phrased;
  const end = scopeEnd(phrased, verb.to);
  const none: Filled = { source: null, target: null, compound: null, compoundBefore: false };
  let [pattern, filled]: [Pattern | null, Filled] = [null, none];
  for (const candidate of verb.form.block.patterns) {
    const match = matchPattern(phrased, candidate, verb.from, verb.to, 0, end);
    if (!match) continue;
    [pattern, filled] = [candidate, match];
    break;
  }
  if (!pattern && verb.patternOnly) return [];
  const code = pattern?.code ?? verb.form.code;
  if (code.forth === null) return [];

  let { source, target } = filled;
  const { compound } = filled;
  const passive = source === null && target === null && compound === null && isPassive(doc, verb.word);
  const agent = passive ? byAgent(phrased, verb.to, end) : null;
  if (agent) {
    source = agent;
    target = sourceOf(phrased, verb.word, bounds, new Set([agent]));
  }
  const used = new Set([source, target, compound].filter((group) => group !== null));
  if (compound && source === null && target === null) {
    const other = filled.compoundBefore ? null : sourceOf(phrased, verb.word, bounds, used);
    [source, target] = [other ?? compound, compound];
  }
  if (source === null) source = compound ?? sourceOf(phrased, verb.word, bounds, used);
  if (source) used.add(source);
  if (target === null) target = targetIn(phrased, verb.to, end, used);
  if (!source || !target) return [];
  return pairs(source, target).flatMap(([from, to]) => eventsOf(phrased, verb, pattern, code, from, to, sentence));
}

/** Every source with every target, none with itself. */
function pairs(source: Group, target: Group): [string, string][] {
  return source.codes.flatMap((from) => target.codes.filter((to) => to !== from).map((to): [string, string] => [from, to]));
}

function eventsOf({ doc }: Phrased, verb: FoundVerb, pattern: Pattern | null, code: EventCode, source: string, target: string, sentence: number): PetrarchEvent[] {
  const [start, end] = doc.wordSpan(verb.word);
  const why = pattern ? `${verb.form.verb}: ${pattern.text} (${pattern.at})` : `${verb.form.verb} (${verb.form.at})`;
  const events: PetrarchEvent[] = [];
  if (code.forth !== null) events.push({ source, target, code: code.forth, sentence, start, end, why });
  if (code.back !== null) events.push({ source: target, target: source, code: code.back, sentence, start, end, why });
  return events;
}

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
        const results = (source?.codes ?? [null]).flatMap((code) => below.events.map((event) => apply(rule, code, event)));
        if (results.length === 0 || results.some((result) => result === null)) continue;
        below.events = results as PetrarchEvent[];
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
function isVerb(words: readonly string[], { from, form }: FoundVerb, units: Phrased['units']): boolean {
  const name = words.at(-1) as string;
  if (name === 'Q') return true;
  if (form.verb !== name && !form.block.names.has(name)) return false;
  const before = units.slice(Math.max(0, from - 4), from).map(({ text }) => text);
  return words.slice(0, -1).every((word) => before.includes(word));
}

function apply(rule: Transformation, above: string | null, event: PetrarchEvent): PetrarchEvent | null {
  const bound = bind([[rule.source, above], [rule.lower.source, event.source], [rule.lower.target, event.target]]);
  const source = bound?.get(rule.result.source);
  const target = bound?.get(rule.result.target);
  if (source === undefined || target === undefined) return null;
  return { ...event, source, target, code: rule.result.code, why: `${event.why}; ${rule.verb.join(' ')} above it (${rule.at})` };
}
