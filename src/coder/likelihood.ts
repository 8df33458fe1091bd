/**
 * Words of likelihood and what they stand for: the codebook's published scales, in the order in which it holds them, and
 * its hedges, which stand for no number. The longest phrase wins; of one phrase the first scale that has it.
 */
import { fold, type Codebook } from '../codebook/index.js';
import type { Lexemes } from './lexemes.js';

export interface Band {
  scale: string | null;
  name: string;
  low: number | null;
  point: number | null;
  high: number | null;
}

export interface LikelihoodMatch {
  /** Words of the phrase: [from, to). */
  from: number;
  to: number;
  band: Band;
  /** The phrase itself holds a negation ("not likely", "no se espera"). */
  negative: boolean;
}

interface Phrase {
  words: readonly string[];
  band: Band;
}

const NEGATION = /^(not|never|no|jamas|nunca)$/;

/** By codebook and language: made once. */
const made = new WeakMap<Codebook, Map<string, LikelihoodWords>>();

/** A codebook's words of likelihood in a language. */
export function likelihoodWords(codebook: Codebook, language: string): LikelihoodWords {
  let ofBook = made.get(codebook);
  if (!ofBook) made.set(codebook, (ofBook = new Map()));
  let words = ofBook.get(language);
  if (!words) ofBook.set(language, (words = new LikelihoodWords(codebook, language)));
  return words;
}

export class LikelihoodWords {
  private readonly byFirst = new Map<string, Phrase[]>();

  constructor(codebook: Codebook, language: string) {
    const known = new Set<string>();
    const add = (phrase: string, band: Band): void => {
      if (known.has(phrase)) return;
      known.add(phrase);
      const words = fold(phrase).split(' ');
      const list = this.byFirst.get(words[0] as string) ?? [];
      if (list.length === 0) this.byFirst.set(words[0] as string, list);
      list.push({ words, band });
    };
    const side = language as 'en' | 'es';
    for (const { scale, bands } of codebook.likelihood) {
      for (const { name, low, point, high, words } of bands) for (const phrase of words[side] ?? []) add(phrase, { scale, name, low, point, high });
    }
    for (const hedge of codebook.hedges) for (const phrase of hedge.words[side] ?? []) add(phrase, { scale: null, name: hedge.strength, low: null, point: null, high: null });
    for (const list of this.byFirst.values()) list.sort((a, b) => b.words.length - a.words.length);
  }

  /** The phrases among the words [from, to), in order, none overlapping. */
  find(lexemes: Lexemes, from: number, to: number): LikelihoodMatch[] {
    const found: LikelihoodMatch[] = [];
    for (let i = from; i < to; i++) {
      const phrase = this.at(lexemes, i, to);
      if (!phrase) continue;
      const end = i + phrase.words.length;
      found.push({ from: i, to: end, band: phrase.band, negative: phrase.words.some((w) => NEGATION.test(w)) });
      i = end - 1;
    }
    return found;
  }

  private at(lexemes: Lexemes, i: number, to: number): Phrase | undefined {
    const form = lexemes.form(i);
    const lemma = lexemes.taggedLemma(i);
    const own = this.byFirst.get(form);
    const other = lemma === form ? undefined : this.byFirst.get(lemma);
    if (!own && !other) return undefined;
    const fits = ({ words }: Phrase): boolean =>
      i + words.length <= to && words.every((word, k) => lexemes.form(i + k) === word || lexemes.taggedLemma(i + k) === word);
    const a = own?.find(fits);
    const b = other?.find(fits);
    return !a || (b && b.words.length > a.words.length) ? b : a;
  }
}

/** The band of "not likely" from that of "likely": what is left of certainty. */
export function complement(band: Band): Band {
  if (band.low === null || band.point === null || band.high === null) return band;
  const rest = (value: number): number => Math.round((1 - value) * 1000) / 1000;
  return { scale: band.scale, name: `not ${band.name}`, low: rest(band.high), point: rest(band.point), high: rest(band.low) };
}
