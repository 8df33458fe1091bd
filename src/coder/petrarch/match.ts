/** Finds a verb's pattern in a sentence. */
import type { Element, Pattern } from './patterns.js';
import type { Chunk, Group, Phrased } from './phrases.js';
import { P } from '../tree.js';
import type { Unit } from './units.js';

/** Who fills a pattern's places. */
export interface Filled {
  source: Group | null;
  target: Group | null;
  compound: Group | null;
  /** The compound stands before the verb. */
  compoundBefore: boolean;
}

/** The span that an element takes, if it fits at a place; the group, where the element is a place for actors. */
interface Fit {
  from: number;
  to: number;
  group: Group | null;
}

/** Fits of an element whose first unit is `at`. */
function fitsFrom(phrased: Phrased, element: Element, at: number): Fit | null {
  const { units } = phrased;
  if (element.place === null) {
    for (const words of element.options) {
      if (words.every((word, k) => units[at + k]?.text === word)) return { from: at, to: at + words.length, group: null };
    }
    return null;
  }
  const chunk = phrased.chunks[phrased.chunkOf[at] as number] as Chunk | undefined;
  if (!chunk || !opens(phrased, chunk, at)) return null;
  const fit = fitsChunk(chunk, element);
  return fit && { ...fit, from: at };
}

/** Fits of an element whose last unit is `at`. */
function fitsTo(phrased: Phrased, element: Element, at: number): Fit | null {
  const { units } = phrased;
  if (element.place === null) {
    for (const words of element.options) {
      const from = at - words.length + 1;
      if (from >= 0 && words.every((word, k) => units[from + k]?.text === word)) return { from, to: at + 1, group: null };
    }
    return null;
  }
  const chunk = phrased.chunks[phrased.chunkOf[at] as number] as Chunk | undefined;
  if (!chunk || chunk.to - 1 !== at) return null;
  return fitsChunk(chunk, element);
}

/** A phrase begins at its first word, and also after the "the" or "their" that a pattern's own word may have taken. */
function opens({ doc, units }: Phrased, chunk: Chunk, at: number): boolean {
  for (let i = chunk.from; i < at; i++) {
    const tag = doc.upos[(units[i] as Unit).word];
    if (tag !== P.DET && tag !== P.PRON) return false;
  }
  return true;
}

function fitsChunk(chunk: Chunk, element: Element): Fit | null {
  const { group } = chunk;
  if (element.place === '^') return { from: chunk.from, to: chunk.to, group: null };
  if (!group) return null;
  // A phrase that is only the first part of a longer one ("parliament" of "A") is not an actor yet.
  const coded = chunk.actors.length > 0 || chunk.agents.length > 0;
  if (element.place === '%') return group.codes.length > 1 ? { from: group.from, to: group.to, group } : null;
  return coded ? { from: chunk.from, to: chunk.to, group } : null;
}

function place(filled: Filled, element: Element, group: Group | null, before: boolean): boolean {
  if (group === null) return true;
  if (element.place === '$') filled.source = group;
  else if (element.place === '+') filled.target = group;
  else if (element.place === '%') {
    filled.compound = group;
    filled.compoundBefore = before;
  }
  return filled.source === null || filled.source !== filled.target;
}

/** After the verb: each element at the first place that lets the rest fit too. */
function matchAfter(phrased: Phrased, elements: readonly Element[], k: number, at: number, end: number, filled: Filled): boolean {
  const element = elements[k];
  if (!element) return true;
  const last = element.adjacent ? at : end - 1;
  for (let i = at; i <= last && i < end; i++) {
    const fit = fitsFrom(phrased, element, i);
    if (!fit || fit.to > end || fit.from < at) continue;
    const saved = { ...filled };
    if (place(filled, element, fit.group, false) && matchAfter(phrased, elements, k + 1, fit.to, end, filled)) return true;
    Object.assign(filled, saved);
  }
  return false;
}

/** Before the verb: from it backwards, the nearest first. */
function matchBefore(phrased: Phrased, elements: readonly Element[], k: number, at: number, start: number, filled: Filled): boolean {
  const element = elements[k];
  if (!element) return true;
  const last = element.adjacent ? at : start;
  for (let i = at; i >= last && i >= start; i--) {
    const fit = fitsTo(phrased, element, i);
    if (!fit || fit.from < start || fit.to > at + 1) continue;
    const saved = { ...filled };
    if (place(filled, element, fit.group, true) && matchBefore(phrased, elements, k + 1, fit.from - 1, start, filled)) return true;
    Object.assign(filled, saved);
  }
  return false;
}

/**
 * Does the pattern fit a verb of units [from, to)? It may look back to unit `start` and ahead to unit `end`.
 * @returns who fills its places, or null.
 */
export function matchPattern(phrased: Phrased, pattern: Pattern, from: number, to: number, start: number, end: number): Filled | null {
  const filled: Filled = { source: null, target: null, compound: null, compoundBefore: false };
  if (!matchBefore(phrased, pattern.before, 0, from - 1, start, filled)) return null;
  if (!matchAfter(phrased, pattern.after, 0, to, end, filled)) return null;
  return filled;
}

/** The units of a passive verb's agent ("by protesters") and of its subject. */
export interface Voices {
  agent: readonly [from: number, to: number];
  subject: readonly [from: number, to: number];
}

/**
 * A pattern of an active verb on a passive one: what stands before the verb is looked for in the agent, what stands after
 * it in the subject or after the verb.
 */
export function matchPassive(phrased: Phrased, pattern: Pattern, to: number, end: number, { agent, subject }: Voices): Filled | null {
  if (pattern.before[0]?.adjacent || pattern.after[0]?.adjacent) return null;
  const filled: Filled = { source: null, target: null, compound: null, compoundBefore: false };
  if (!matchBefore(phrased, pattern.before, 0, agent[1] - 1, agent[0], filled)) return null;
  const saved = { ...filled };
  if (matchAfter(phrased, pattern.after, 0, subject[0], subject[1], filled)) return filled;
  Object.assign(filled, saved);
  return matchAfter(phrased, pattern.after, 0, to, end, filled) ? filled : null;
}
