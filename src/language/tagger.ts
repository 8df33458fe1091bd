/**
 * Tags a sentence from left to right: first the part of speech, then, knowing the tags on both sides, the
 * morphological features. Both are linear models over hashed features.
 */
import { mix2, mix3, type HashTable } from './hash.js';
import { Arena } from './kernels/memory.js';
import type { Words } from './words.js';

export type Weights = Int8Array | Int16Array | Float32Array;

/** Number of UPOS tags, and so the length of a row of the tag table. */
export const TAGS = 17;
/** The tag before the first word. */
const START = TAGS;
/** Places around the word whose attributes count. */
const OFFSETS = 5;

const MAX_ROWS = 64;
/** Bytes that the sums of one word at one place take: 17 integers of 16 bits, and room. */
const SUMS = 48;
/** Words whose sums lie in one piece. */
const BLOCK = 1024;

/** The table of weights and the sums of words, where the kernels read them. */
class TagScorer {
  readonly arena = new Arena();
  private readonly table: number;
  private readonly list = this.arena.take(MAX_ROWS);
  private readonly best = this.arena.take(SUMS / 4);
  /** Addresses of the words' sums, by blocks of words. */
  private readonly blocks: number[] = [];
  /** The listed rows; anew when memory grows. */
  rows = this.view();

  constructor(weights: Int8Array) {
    this.table = this.arena.take(Math.ceil(weights.length / 4) + 4);
    new Int8Array(this.arena.f32.buffer, this.table, weights.length).set(weights);
    this.rows = this.view();
  }

  private view(): Int32Array {
    return new Int32Array(this.arena.f32.buffer, this.list, MAX_ROWS);
  }

  /** Address of the sums of a word at the first of its places; the others lie behind. */
  sumsOf(word: number): number {
    return (this.blocks[Math.floor(word / BLOCK)] as number) + (word % BLOCK) * OFFSETS * SUMS;
  }

  /** Makes room for words up to `size`. */
  reserve(size: number): void {
    while (this.blocks.length * BLOCK < size) {
      this.blocks.push(this.arena.take((BLOCK * OFFSETS * SUMS) / 4));
      this.rows = this.view();
    }
  }

  /** Keeps the sum of the first `n` listed rows as that of a word at a place. */
  keep(word: number, offset: number, n: number): void {
    this.arena.kernels.tagSums(this.list, n, this.table, this.sumsOf(word) + offset * SUMS);
  }

  /** The best tag of the word at `i`: what the words around it add, and the first `n` listed rows. */
  tag(ids: Int32Array, i: number, n: number): number {
    return this.arena.kernels.tagOf(
      this.list, n, this.table, this.sumsOf(ids[i - 2] as number), this.sumsOf(ids[i - 1] as number) + SUMS, this.sumsOf(ids[i] as number) + 2 * SUMS,
      this.sumsOf(ids[i + 1] as number) + 3 * SUMS, this.sumsOf(ids[i + 2] as number) + 4 * SUMS, this.best);
  }
}

/** What the tag model needs of a sentence: the words' numbers, two boundary words on either side. */
export class TagModel {
  /** Weights of [row][tag]. */
  readonly bits: number;
  /** Made when something is tagged: training asks for the features alone. */
  private scorer: TagScorer | undefined;
  /** Words whose sums are worked out. */
  private summed = 0;

  constructor(readonly weights: Weights, private readonly words: Words) {
    this.bits = Math.log2(weights.length / TAGS);
    if (!Number.isInteger(this.bits)) throw new Error(`tag table: ${weights.length} weights are not ${TAGS} times a power of two`);
  }

  /** Drops the sums: call after the words were cleared. */
  clear(): void {
    this.summed = 0;
  }

  /** Rows of the features of `word` standing `offset − 2` places from the word to tag. */
  staticRows(word: number, offset: number, rows: Int32Array, n: number): number {
    const w = this.words;
    const shift = 32 - this.bits;
    const s = offset * 32;
    const at = (value: number, template: number): number => mix2(value, s + template) >>> shift;
    rows[n++] = at(w.lower[word] as number, 1);
    rows[n++] = at(w.ambiguity[word] as number, 2);
    rows[n++] = at(w.cluster[word] as number, 3);
    if (offset === 0 || offset === 4) return n;
    rows[n++] = at(w.suffix3[word] as number, 4);
    rows[n++] = at(w.shape[word] as number, 5);
    rows[n++] = at(w.clusterCoarse[word] as number, 6);
    rows[n++] = at(w.topic[word] as number, 16);
    if (offset !== 2) return n;
    rows[n++] = at(w.exact[word] as number, 7);
    rows[n++] = at(w.suffix1[word] as number, 8);
    rows[n++] = at(w.suffix2[word] as number, 9);
    rows[n++] = at(w.suffix4[word] as number, 10);
    rows[n++] = at(w.prefix1[word] as number, 11);
    rows[n++] = at(w.prefix3[word] as number, 12);
    rows[n++] = at(mix2(w.shape[word] as number, w.suffix3[word] as number), 13);
    rows[n++] = at(mix2(w.shape[word] as number, w.ambiguity[word] as number), 14);
    rows[n++] = at(0, 15);
    rows[n++] = at(mix2(w.cluster[word] as number, w.shape[word] as number), 17);
    rows[n++] = at(mix2(w.cluster[word] as number, w.suffix2[word] as number), 18);
    rows[n++] = at(mix2(w.topicCoarse[word] as number, w.shape[word] as number), 19);
    return n;
  }

  /**
   * Rows of the features that join the word with its neighbours and the tags before it.
   * `ids` holds the sentence's words with two boundary words before and after; `i` counts from the first of them.
   */
  contextRows(ids: Int32Array, i: number, tag1: number, tag2: number, kind: number, rows: Int32Array, n: number): number {
    const w = this.words;
    const shift = 32 - this.bits;
    const w0 = ids[i] as number, wp = ids[i - 1] as number, wn = ids[i + 1] as number;
    const lower = w.lower, ambiguity = w.ambiguity, cluster = w.cluster;
    const l0 = lower[w0] as number;
    const a0 = ambiguity[w0] as number, ap = ambiguity[wp] as number, an = ambiguity[wn] as number;
    const tt = tag1 * 32 + tag2;
    rows[n++] = mix2(tag1, 201) >>> shift;
    rows[n++] = mix2(tt, 202) >>> shift;
    rows[n++] = mix3(l0, tag1, 203) >>> shift;
    rows[n++] = mix3(a0, tag1, 204) >>> shift;
    rows[n++] = mix3(a0, tt, 205) >>> shift;
    rows[n++] = mix3(an, tag1, 206) >>> shift;
    rows[n++] = mix3(mix2(a0, an), tag1, 207) >>> shift;
    rows[n++] = mix3(l0, lower[wp] as number, 208) >>> shift;
    rows[n++] = mix3(l0, lower[wn] as number, 209) >>> shift;
    rows[n++] = mix3(a0, ap, 210) >>> shift;
    rows[n++] = mix3(mix2(a0, an), ap, 211) >>> shift;
    rows[n++] = mix3(a0, mix2(an, ambiguity[ids[i + 2] as number] as number), 212) >>> shift;
    rows[n++] = mix3(w.suffix3[w0] as number, tag1, 213) >>> shift;
    rows[n++] = mix3(cluster[w0] as number, cluster[wn] as number, 214) >>> shift;
    rows[n++] = mix3(cluster[wp] as number, cluster[w0] as number, 215) >>> shift;
    rows[n++] = mix3(w.shape[w0] as number, kind, 216) >>> shift;
    rows[n++] = mix3(w.shape[w0] as number, mix2(w.shape[wp] as number, w.shape[wn] as number), 217) >>> shift;
    rows[n++] = mix3(cluster[w0] as number, tag1, 218) >>> shift;
    return n;
  }

  /**
   * Tags the words ids[2 .. 2+length) into `tags`. `kind` says what sort of sentence it is (see `sentenceKind`).
   * The weights are bytes, as models have them.
   */
  tag(ids: Int32Array, length: number, kind: number, tags: Uint8Array): void {
    const scorer = (this.scorer ??= new TagScorer(this.weights as Int8Array));
    this.sumWords(scorer);
    const { rows } = scorer;
    let tag1 = START, tag2 = START;
    for (let i = 2; i < length + 2; i++) {
      const n = this.contextRows(ids, i, tag1, tag2, i === 2 ? kind : kind + 8, rows, 0);
      const best = scorer.tag(ids, i, n);
      tags[i - 2] = best;
      tag2 = tag1;
      tag1 = best;
    }
  }

  /** Sums up what depends on one word and its place alone, for words that are new. */
  private sumWords(scorer: TagScorer): void {
    const { size } = this.words;
    if (this.summed === size) return;
    scorer.reserve(size);
    for (let word = this.summed; word < size; word++) {
      for (let offset = 0; offset < OFFSETS; offset++) scorer.keep(word, offset, this.staticRows(word, offset, scorer.rows, 0));
    }
    this.summed = size;
  }
}

/** What a list of possible features hangs on: the whole form, or its last three or two letters. */
export const BY_FORM = 1, BY_SUFFIX3 = 2, BY_SUFFIX2 = 3;

/** The key of a form or an ending under a tag in the table of possible features. */
export function choiceKey(hash: number, tag: number, by: number): number {
  return mix3(hash, tag + 1, by);
}

/** Of what `FeatsModel.extract` gives, the features that depend on the word and its tag alone, and the others. */
const OWN_FEATURES = [0, 1, 2, 3, 4, 5, 19, 21, 23];
const CONTEXT_FEATURES = [6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 20, 22];

/** What is known of a word under a tag wherever it stands. */
export interface Analysis {
  /** Numbers of the FEATS strings that it may have. */
  readonly candidates: readonly number[];
  /** What its own features add up to for each of them; empty where there is no choice. */
  readonly sums: Int32Array;
  /** Its lemma under each, once it has been asked for. */
  readonly lemmas: (string | undefined)[];
}

const NO_SUMS = new Int32Array(0);
/** A word with itself on both sides. */
const LONE = new Int32Array(5), LONE_TAGS = new Uint8Array(5);

/**
 * Chooses the morphological features of tagged words from those that the word, its ending or its tag has been seen with.
 * Where there are several they are scored.
 */
export class FeatsModel {
  readonly bits: number;
  readonly features = new Int32Array(MAX_ROWS);
  /** Analyses met, and the place of each among them by word and tag; the first place stands for none. */
  private analyses: Analysis[] = [];
  private places = new Int32Array(0);

  constructor(
    /** Weight of (feature, feats) pairs. */
    readonly weights: Weights,
    /** For each tag, the numbers of the FEATS strings that it occurs with; then the lists that `choices` points to. */
    readonly lists: readonly (readonly number[])[],
    /** Number of the list of a form or an ending (see `choiceKey`). */
    readonly choices: HashTable,
    private readonly words: Words,
  ) {
    this.bits = Math.log2(weights.length);
  }

  /** The features that a word may have under a tag. */
  candidates(word: number, tag: number): readonly number[] {
    const { words, choices } = this;
    let list = choices.get(choiceKey(words.lower[word] as number, tag, BY_FORM));
    if (list < 0) list = choices.get(choiceKey(words.suffix3[word] as number, tag, BY_SUFFIX3));
    if (list < 0) list = choices.get(choiceKey(words.suffix2[word] as number, tag, BY_SUFFIX2));
    return this.lists[list < 0 ? tag : list] as readonly number[];
  }

  /** Feature hashes of word i (ids and tags have two boundary places on either side). */
  extract(ids: Int32Array, tags: Uint8Array, i: number, previousFeats: number, out: Int32Array): number {
    const w = this.words;
    const w0 = ids[i] as number, wp = ids[i - 1] as number, wn = ids[i + 1] as number;
    const t0 = tags[i] as number;
    const tp = tags[i - 1] as number, tn = tags[i + 1] as number, tpp = tags[i - 2] as number;
    const lower = w.lower;
    const l0 = lower[w0] as number, lp = lower[wp] as number, ln = lower[wn] as number;
    let n = 0;
    out[n++] = mix3(l0, t0, 1);
    out[n++] = mix3(w.suffix2[w0] as number, t0, 2);
    out[n++] = mix3(w.suffix3[w0] as number, t0, 3);
    out[n++] = mix3(w.suffix4[w0] as number, t0, 4);
    out[n++] = mix3(w.suffix1[w0] as number, t0, 5);
    out[n++] = mix3(w.shape[w0] as number, t0, 6);
    out[n++] = mix3(mix2(tp, tpp), t0, 7);
    out[n++] = mix3(mix2(tp, tn), t0, 8);
    out[n++] = mix3(mix2(l0, lp), t0, 9);
    out[n++] = mix3(mix2(l0, ln), t0, 10);
    out[n++] = mix3(lp, t0, 11);
    out[n++] = mix3(ln, t0, 12);
    out[n++] = mix3(lower[ids[i - 2] as number] as number, t0, 13);
    out[n++] = mix3(mix2(previousFeats, tp), t0, 14);
    out[n++] = mix3(mix2(previousFeats, l0), t0, 15);
    out[n++] = mix3(mix2(w.suffix2[wp] as number, w.suffix2[w0] as number), t0, 16);
    out[n++] = mix3(mix2(w.suffix2[wn] as number, w.suffix2[w0] as number), t0, 17);
    out[n++] = mix3(w.suffix3[wp] as number, t0, 18);
    out[n++] = mix3(w.suffix2[wn] as number, t0, 19);
    out[n++] = mix3(w.ambiguity[w0] as number, t0, 20);
    out[n++] = mix3(mix2(lower[ids[i - 2] as number] as number, lp), t0, 21);
    out[n++] = mix3(w.cluster[w0] as number, t0, 22);
    out[n++] = mix3(mix2(w.suffix2[w0] as number, tp), mix2(t0, tn), 23);
    out[n++] = mix3(0, t0, 24);
    return n;
  }

  /** The place of a (feature, feats) pair in the table. */
  place(feature: number, feats: number): number {
    return (Math.imul(feature + Math.imul(feats + 1, 0x9e3779b1), 0x85ebca6b) >>> (32 - this.bits));
  }

  /** The best FEATS number of the word described by the first n `features`. */
  best(candidates: readonly number[], features: Int32Array, n: number): number {
    let best = candidates[0] ?? 0;
    let bestScore = -Infinity;
    for (let c = 0; c < candidates.length; c++) {
      const feats = candidates[c] as number;
      let score = 0;
      for (let k = 0; k < n; k++) score += this.weights[this.place(features[k] as number, feats)] as number;
      if (score > bestScore) {
        bestScore = score;
        best = feats;
      }
    }
    return best;
  }

  /** Drops the analyses: call after the words were cleared. */
  clear(): void {
    this.analyses = [];
    this.places.fill(0);
  }

  /** What is known of a word under a tag. The weights are bytes, as models have them. */
  analysis(word: number, tag: number): Analysis {
    const key = word * TAGS + tag;
    const place = key < this.places.length ? (this.places[key] as number) : 0;
    return place > 0 ? (this.analyses[place - 1] as Analysis) : this.analyse(word, tag, key);
  }

  private analyse(word: number, tag: number, key: number): Analysis {
    const candidates = this.candidates(word, tag);
    let sums = NO_SUMS;
    if (candidates.length > 1) {
      // What depends on the neighbours is worked out as well, and not read.
      LONE.fill(word);
      LONE_TAGS.fill(tag);
      this.extract(LONE, LONE_TAGS, 2, 0, this.features);
      sums = Int32Array.from(candidates, (feats) => OWN_FEATURES.reduce((sum, k) => sum + (this.weights[this.place(this.features[k] as number, feats)] as number), 0));
    }
    if (key >= this.places.length) {
      const wider = new Int32Array(Math.max(1024 * TAGS, key + 1, this.places.length * 2));
      wider.set(this.places);
      this.places = wider;
    }
    const analysis = { candidates, sums, lemmas: [] };
    this.places[key] = this.analyses.push(analysis);
    return analysis;
  }

  /** The best FEATS number by the sums of the word's own features and those of its neighbours in `features`. */
  private bestOf({ candidates, sums }: Analysis): number {
    const { weights, features } = this;
    let best = candidates[0] as number;
    let bestScore = -Infinity;
    for (let c = 0; c < candidates.length; c++) {
      const feats = candidates[c] as number;
      let score = sums[c] as number;
      for (let k = 0; k < CONTEXT_FEATURES.length; k++) score += weights[this.place(features[CONTEXT_FEATURES[k] as number] as number, feats)] as number;
      if (score > bestScore) {
        bestScore = score;
        best = feats;
      }
    }
    return best;
  }

  /** Fills `feats` for the words ids[2 .. 2+length) with tags at the same places. */
  fill(ids: Int32Array, tags: Uint8Array, length: number, feats: Uint16Array): void {
    let previous = 0;
    for (let i = 2; i < length + 2; i++) {
      const analysis = this.analysis(ids[i] as number, tags[i] as number);
      let best = analysis.candidates[0] ?? 0;
      if (analysis.candidates.length > 1) {
        this.extract(ids, tags, i, previous, this.features);
        best = this.bestOf(analysis);
      }
      feats[i - 2] = best;
      previous = best;
    }
  }
}

/** What sort of sentence it is: 0 mixed case, 1 all capitals, 2 no capital, 3 most words capitalised. */
export function sentenceKind(forms: readonly string[], from: number, to: number): number {
  let upper = 0, title = 0, lower = 0;
  for (let i = from; i < to; i++) {
    const form = forms[i] as string;
    const first = form.charCodeAt(0);
    if (first >= 97 && first <= 122) lower++;
    else if (first >= 65 && first <= 90) {
      const second = form.charCodeAt(1);
      if (second >= 65 && second <= 90) upper++;
      else title++;
    }
  }
  if (upper > 1 && lower === 0 && upper >= title) return 1;
  if (upper + title === 0) return 2;
  return title > 2 && title > 2 * lower ? 3 : 0;
}
