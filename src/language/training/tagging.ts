/** Trains the models of parts of speech and of features. */
import type { Doc } from '../doc.js';
import type { HashTable } from '../hash.js';
import { FeatsModel, TAGS, TagModel, sentenceKind } from '../tagger.js';
import { Words } from '../words.js';
import { Averaged, seeded, shuffled, thin, toBytes } from './perceptron.js';
import { learnChoices, learnLexicon } from './tables.js';

const TAG_BITS = 18;
/** Share of the features left out at each step of training. */
const DROP = 0.3;
const FEATS_BITS = 20;
/** A word seen less often has no entry in the lexicon: a tagger must learn what an unknown word looks like. */
const LEXICON_FLOOR = 4;

/** Word clusters by syntax and by sense (see clusters.ts). */
export interface Clusters {
  clusters: HashTable;
  topics: HashTable;
}

export interface SentenceRef {
  doc: Doc;
  from: number;
  to: number;
  /** Number of the treebank that it is from; 0 is the target. */
  treebank: number;
}

export function sentencesOf(docs: readonly Doc[]): SentenceRef[] {
  const all: SentenceRef[] = [];
  docs.forEach((doc, treebank) => {
    for (let s = 0; s < doc.sentenceCount; s++) {
      all.push({ doc, from: doc.sentenceStart[s] as number, to: doc.sentenceStart[s + 1] as number, treebank });
    }
  });
  return all;
}

/** Everything that tags a sentence. */
export interface TrainedTagger {
  lexicon: HashTable;
  tags: Int8Array;
  feats: Int8Array;
  /** Possible features: see `FeatsModel`. */
  choices: HashTable;
  lists: number[][];
}

export interface TaggerOptions {
  epochs: number;
  /** Times that it is trained, in different orders of the data. */
  runs: number;
  seed: number;
  clusters: Clusters;
  treebanks: number;
  sharing: number;
}

/** The sentences' documents share one table of FEATS strings. */
export function trainTagger(sentences: readonly SentenceRef[], options: TaggerOptions): TrainedTagger {
  const lexicon = learnLexicon(asDocs(sentences), LEXICON_FLOOR);
  const sum = new Float32Array(TAGS << TAG_BITS);
  for (let run = 0; run < options.runs; run++) {
    // The mean of linear models is a committee of them (see parsing.ts).
    trainTags(sentences, lexicon, { ...options, seed: options.seed + 1000 * run }).forEach((weight, i) => (sum[i]! += weight));
  }
  return { lexicon, tags: toBytes(sum), ...trainFeats(sentences, lexicon, options) };
}

function trainTags(sentences: readonly SentenceRef[], lexicon: HashTable, options: TaggerOptions): Float32Array {
  const words = new Words(lexicon, options.clusters.clusters, options.clusters.topics);
  words.intern('');
  const ids = sentences.map(({ doc, from, to }) => paddedIds(words, doc.form, from, to));
  const random = seeded(options.seed);

  const tagWeights = new Averaged(TAGS << TAG_BITS, options.treebanks, options.sharing);
  const tagger = new TagModel(tagWeights.weights, words);
  const rows = new Int32Array(128);
  const scores = new Float32Array(TAGS);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    for (const s of shuffled(sentences.length, random)) {
      const { doc, from, to, treebank } = sentences[s] as SentenceRef;
      const weights = tagWeights.choose(treebank);
      const sentence = ids[s] as Int32Array;
      const kind = sentenceKind(doc.form, from, to);
      let tag1 = TAGS, tag2 = TAGS;
      for (let i = 2; i < to - from + 2; i++) {
        let n = tagger.contextRows(sentence, i, tag1, tag2, i === 2 ? kind : kind + 8, rows, 0);
        for (let offset = 0; offset < 5; offset++) n = tagger.staticRows(sentence[i - 2 + offset] as number, offset, rows, n);
        n = thin(rows, n, DROP, random);
        scores.fill(0);
        for (let k = 0; k < n; k++) {
          const base = (rows[k] as number) * TAGS;
          for (let t = 0; t < TAGS; t++) scores[t]! += weights[base + t] as number;
        }
        let best = 0;
        for (let t = 1; t < TAGS; t++) if ((scores[t] as number) > (scores[best] as number)) best = t;
        const gold = doc.upos[from + i - 2] as number;
        tagWeights.tick();
        if (best !== gold) {
          for (let k = 0; k < n; k++) {
            const base = (rows[k] as number) * TAGS;
            tagWeights.add(base + gold, 1);
            tagWeights.add(base + best, -1);
          }
        }
        tag2 = tag1;
        tag1 = best;
      }
    }
  }
  return tagWeights.average();
}

function trainFeats(sentences: readonly SentenceRef[], lexicon: HashTable, options: TaggerOptions): Pick<TrainedTagger, 'feats' | 'choices' | 'lists'> {
  const docs = asDocs(sentences);
  const words = new Words(lexicon, options.clusters.clusters, options.clusters.topics);
  words.intern('');
  const ids = sentences.map(({ doc, from, to }) => paddedIds(words, doc.form, from, to));
  const random = seeded(options.seed);
  const { lists, choices } = learnChoices(docs, TAGS);
  const featsWeights = new Averaged(1 << FEATS_BITS, options.treebanks, options.sharing);
  const models = Array.from({ length: options.treebanks }, (_, t) => new FeatsModel(featsWeights.choose(t), lists, choices, words));
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    for (const s of shuffled(sentences.length, random)) {
      const { doc, from, to, treebank } = sentences[s] as SentenceRef;
      const model = models[treebank] as FeatsModel;
      featsWeights.choose(treebank);
      const sentence = ids[s] as Int32Array;
      const tags = paddedTags(doc.upos, from, to);
      let previous = 0;
      for (let i = 2; i < to - from + 2; i++) {
        const tag = tags[i] as number;
        const gold = doc.feats[from + i - 2] as number;
        const candidates = model.candidates(sentence[i] as number, tag);
        if (candidates.length > 1) {
          const n = thin(model.features, model.extract(sentence, tags, i, previous, model.features), DROP, random);
          const best = model.best(candidates, model.features, n);
          featsWeights.tick();
          if (best !== gold) {
            for (let k = 0; k < n; k++) {
              featsWeights.add(model.place(model.features[k] as number, gold), 1);
              featsWeights.add(model.place(model.features[k] as number, best), -1);
            }
          }
          previous = best;
        } else previous = gold;
      }
    }
  }
  return { feats: toBytes(featsWeights.average()), choices, lists };
}

/** Tags sentences with a trained tagger: columns of tags and features in the order of the sentences' words. */
export function tagSentences(tagger: TrainedTagger, clusters: Clusters, sentences: readonly SentenceRef[]): { upos: Uint8Array; feats: Uint16Array }[] {
  const words = new Words(tagger.lexicon, clusters.clusters, clusters.topics);
  words.intern('');
  const ids = sentences.map(({ doc, from, to }) => paddedIds(words, doc.form, from, to));
  const tagModel = new TagModel(tagger.tags, words);
  const featsModel = new FeatsModel(tagger.feats, tagger.lists, tagger.choices, words);
  return sentences.map(({ doc, from, to }, s) => {
    const upos = new Uint8Array(to - from), feats = new Uint16Array(to - from);
    tagModel.tag(ids[s] as Int32Array, to - from, sentenceKind(doc.form, from, to), upos);
    featsModel.fill(ids[s] as Int32Array, paddedTags(upos, 0, to - from), to - from, feats);
    return { upos, feats };
  });
}

function paddedIds(words: Words, forms: readonly string[], from: number, to: number): Int32Array {
  const ids = new Int32Array(to - from + 4);
  for (let i = from; i < to; i++) ids[i - from + 2] = words.intern(forms[i] as string);
  return ids;
}

function paddedTags(upos: Uint8Array, from: number, to: number): Uint8Array {
  const tags = new Uint8Array(to - from + 4).fill(TAGS);
  tags.set(upos.subarray(from, to), 2);
  return tags;
}

/** The sentences as documents of their own, for what learns from whole documents. */
function asDocs(sentences: readonly SentenceRef[]): Doc[] {
  const whole = new Map<Doc, number>();
  for (const { doc } of sentences) whole.set(doc, (whole.get(doc) ?? 0) + 1);
  if ([...whole].every(([doc, n]) => n === doc.sentenceCount)) return [...whole.keys()];
  return sentences.map(({ doc, from, to }) => ({
    length: to - from,
    form: doc.form.slice(from, to),
    upos: doc.upos.subarray(from, to),
    feats: doc.feats.subarray(from, to),
  }) as unknown as Doc);
}
