/** Trains what cuts a text: where tokens end, where they come apart into words, where sentences end. */
import type { Doc } from '../doc.js';
import { isSpace } from '../characters.js';
import { Run } from '../cuts.js';
import type { HashTable } from '../hash.js';
import { openKey, splitFeatures } from '../mwt.js';
import { SentenceContext, type Segments } from '../segmenter.js';
import { normalise } from '../words.js';
import { BY_APOSTROPHE, CONTRACTIONS } from './contractions.js';
import { Averaged, seeded, shuffled, thin, toShorts } from './perceptron.js';
import { learnSplits, tokenOf } from './tables.js';

/** How a linear model is trained. */
interface Plan {
  /** Size of its table of weights, as a power of two. */
  bits: number;
  epochs: number;
  /** Share of features left out at random. */
  leftOut: number;
  /** How far a right score must be from nought, for and against a cut, to teach nothing. */
  yes: number;
  no: number;
}

const CUTS: Plan = { bits: 18, epochs: 12, leftOut: 0.3, yes: 5, no: 5 };
/** A word that is left whole does less harm than one that comes apart wrongly. */
const PARTS: Plan = { bits: 14, epochs: 10, leftOut: 0.3, yes: 2, no: 12 };
const ENDS: Plan = { bits: 18, epochs: 10, leftOut: 0.1, yes: 10, no: 10 };

/** The most features that a decision has. */
const MAX_FEATURES = 64;

/** What of a model cuts texts. */
export interface Segmentation {
  cuts: Int16Array;
  ends: Int16Array;
  parts: Int16Array;
  splits: { scripts: string[]; table: HashTable };
}

export interface SegmentationOptions {
  language: string;
  seed: number;
  /** How much a sentence of one treebank teaches the weights of the others, from 0 to 1. */
  sharing: number;
  /** Tag classes of frequent words, and clusters of words that the treebanks need not have. */
  lexicon: HashTable;
  clusters: HashTable;
}

/** Learns to cut texts as the first of the documents is cut. */
export function trainSegmentation(docs: readonly Doc[], options: SegmentationOptions): Segmentation {
  const splits = learnSplits(docs, CONTRACTIONS[options.language] ?? [], BY_APOSTROPHE.has(options.language));
  const learnt = (decisions: Decisions, plan: Plan): Int16Array => train(decisions, plan, docs.length, options);
  return {
    cuts: learnt(cutDecisions(docs, options.clusters), CUTS),
    ends: learnt(endDecisions(docs), ENDS),
    parts: learnt(partDecisions(docs, splits.table, options), PARTS),
    splits,
  };
}

/** Token offsets (a multiword token once) and sentence starts of a document. */
function goldSegments(doc: Doc): Segments {
  const start: number[] = [], end: number[] = [], begins: number[] = [];
  const sentence = new Set(doc.sentenceStart);
  for (let i = 0; i < doc.length; i++) {
    if ((doc.mwt[i] as number) > 1) continue;
    start.push(doc.start[i] as number);
    end.push(doc.end[i] as number);
    begins.push(sentence.has(i) ? 1 : 0);
  }
  return { count: start.length, start: Int32Array.from(start), end: Int32Array.from(end), begins: Uint8Array.from(begins) };
}

/** Tokens as `tokenOf` has them, and which of them come apart. */
function writtenSegments(doc: Doc): { segments: Segments; parted: boolean[] } {
  const start: number[] = [], end: number[] = [], begins: number[] = [], parted: boolean[] = [];
  const sentence = new Set(doc.sentenceStart);
  for (let i = 0; i < doc.length;) {
    const { last, glued } = tokenOf(doc, i);
    start.push(doc.start[i] as number);
    end.push(doc.end[last] as number);
    begins.push(sentence.has(i) ? 1 : 0);
    parted.push(doc.mwt[i] !== 0 || glued);
    i = last + 1;
  }
  const segments = { count: start.length, start: Int32Array.from(start), end: Int32Array.from(end), begins: Uint8Array.from(begins) };
  return { segments, parted };
}

/** Decisions with their features, one after the other. */
class Decisions {
  features = new Int32Array(1 << 20);
  readonly from: number[] = [0];
  readonly yes: boolean[] = [];
  readonly treebank: number[] = [];

  add(features: Int32Array, n: number, yes: boolean, treebank: number): void {
    const at = this.from[this.yes.length] as number;
    if (at + n > this.features.length) {
      const wide = new Int32Array(this.features.length * 2);
      wide.set(this.features);
      this.features = wide;
    }
    this.features.set(features.subarray(0, n), at);
    this.from.push(at + n);
    this.yes.push(yes);
    this.treebank.push(treebank);
  }
}

function cutDecisions(docs: readonly Doc[], known: HashTable): Decisions {
  const decisions = new Decisions();
  const features = new Int32Array(MAX_FEATURES);
  docs.forEach((doc, treebank) => {
    const { text } = doc;
    const run = new Run(text, known);
    const ends = new Uint8Array(text.length + 1);
    for (let i = 0; i < doc.length; i++) ends[doc.end[i] as number] = 1;
    for (let i = 0; i < text.length;) {
      if (isSpace(text.charCodeAt(i))) {
        i++;
        continue;
      }
      let to = i;
      while (to < text.length && !isSpace(text.charCodeAt(to))) to++;
      run.read(i, to);
      let token = i;
      for (let at = i + 1; at < to; at++) {
        if (run.mayCut(at)) decisions.add(features, run.features(token, at, features), ends[at] === 1, treebank);
        if (ends[at]) token = at;
      }
      i = to;
    }
  });
  return decisions;
}

function endDecisions(docs: readonly Doc[]): Decisions {
  const decisions = new Decisions();
  const features = new Int32Array(MAX_FEATURES);
  docs.forEach((doc, treebank) => {
    const segments = goldSegments(doc);
    const context = new SentenceContext(doc.text, segments);
    for (let i = 0; i + 1 < segments.count; i++) {
      context.advance(i);
      const ends = segments.begins[i + 1] === 1;
      if (!context.mustEnd && !context.mayNotEnd) decisions.add(features, context.features(features), ends, treebank);
      if (ends) context.restart();
    }
  });
  return decisions;
}

/** Decisions on tokens that come apart in some places only. */
function partDecisions(docs: readonly Doc[], table: HashTable, { lexicon, clusters }: SegmentationOptions): Decisions {
  const decisions = new Decisions();
  const features = new Int32Array(MAX_FEATURES);
  docs.forEach((doc, treebank) => {
    const { segments, parted } = writtenSegments(doc);
    for (let i = 0; i < segments.count; i++) {
      if (table.get(openKey(normalise(doc.text.slice(segments.start[i], segments.end[i])))) < 0) continue;
      decisions.add(features, splitFeatures(doc.text, segments, i, lexicon, clusters, features), parted[i] as boolean, treebank);
    }
  });
  return decisions;
}

function train(decisions: Decisions, plan: Plan, treebanks: number, { seed, sharing }: SegmentationOptions): Int16Array {
  const alike = sharing === 1;
  const model = new Averaged(1 << plan.bits, alike ? 1 : treebanks, sharing);
  const random = seeded(seed);
  const row = new Int32Array(MAX_FEATURES);
  const shift = 32 - plan.bits;
  for (let epoch = 0; epoch < plan.epochs; epoch++) {
    for (const d of shuffled(decisions.yes.length, random)) {
      const weights = model.choose(alike ? 0 : (decisions.treebank[d] as number));
      const from = decisions.from[d] as number, to = decisions.from[d + 1] as number;
      row.set(decisions.features.subarray(from, to));
      const n = thin(row, to - from, plan.leftOut, random);
      let score = 0;
      for (let k = 0; k < n; k++) score += weights[(row[k] as number) >>> shift] as number;
      model.tick();
      const yes = decisions.yes[d] as boolean, side = yes ? 1 : -1;
      if (score * side > (yes ? plan.yes : plan.no)) continue;
      for (let k = 0; k < n; k++) model.add((row[k] as number) >>> shift, side);
    }
  }
  return toShorts(model.average());
}
