/** From annotated documents to the bytes of a model. */
import { Doc } from '../doc.js';
import { HashTable } from '../hash.js';
import { readModel, writeModel, type Section } from '../model.js';
import { Words } from '../words.js';
import { learnClusters, type Vectors } from './clusters.js';
import { seeded, shuffled } from './perceptron.js';
import { guideInstances, makeInstances, trainParser } from './parsing.js';
import { trainSegmentation, type Segmentation } from './segmentation.js';
import { learnLemmas } from './tables.js';
import { sentencesOf, tagSentences, trainTagger } from './tagging.js';

export interface TrainOptions {
  language: string;
  version: string;
  seed: number;
  taggerEpochs: number;
  parserEpochs: number;
  /** Times that tagger and parser are trained, in different orders of the data, to be averaged. */
  runs: number;
  /** Parts into which the data is cut so that the parser learns from tags as wrong as those that it will meet. */
  folds: number;
  /** The first parser, which reads from the end, and the parts that its training data is cut into. */
  guideEpochs: number;
  guideFolds: number;
  actionBits: number;
  labelBits: number;
  /** How much a sentence of one treebank teaches the weights of the others, from 0 to 1. */
  sharing: number;
  /** Word vectors to make clusters of. */
  vectors?: Vectors | undefined;
  log: (line: string) => void;
}

/** Gives documents read from several files one table of FEATS strings. */
export function shareFeats(docs: readonly Doc[]): Doc[] {
  const table: string[] = [];
  const numbers = new Map<string, number>();
  const number = (feats: string): number => {
    let n = numbers.get(feats);
    if (n === undefined) {
      n = table.length;
      table.push(feats);
      numbers.set(feats, n);
    }
    return n;
  };
  number('');
  return docs.map((doc) => {
    const map = doc.featsTable.map(number);
    return new Doc(doc.text, doc.language, { ...columns(doc), feats: doc.feats.map((f) => map[f] as number), featsTable: table });
  });
}

function columns(doc: Doc): ConstructorParameters<typeof Doc>[2] {
  const { start, end, form, lemma, upos, feats, featsTable, head, deprel, mwt, sentenceStart } = doc;
  return { start, end, form, lemma, upos, feats, featsTable, head, deprel, mwt, sentenceStart };
}

/** Trains everything that a pipeline of one language needs. `also` are treebanks of a close language. */
export function trainModel(training: readonly Doc[], also: readonly Doc[], options: TrainOptions): Uint8Array {
  const { log, seed, sharing } = options;
  const started = Date.now();
  const step = (name: string): void => log(`${((Date.now() - started) / 1000).toFixed(0)} s: ${name}`);
  const all = shareFeats([...training, ...also]);
  const docs = all.slice(0, training.length), kin = all.slice(training.length);
  const featsTable = (docs[0] as Doc).featsTable;
  // Where all teach all alike there is one set of weights.
  const treebanks = sharing === 1 ? 1 : all.length;
  const sentences = sentencesOf(docs).map((sentence) => (sharing === 1 ? { ...sentence, treebank: 0 } : sentence));
  step('word clusters');
  const clusters = options.vectors
    ? learnClusters(docs, options.vectors, seed)
    : { clusters: HashTable.from(new Map()), topics: HashTable.from(new Map()) };

  step(`${sentences.length} sentences; tagger`);
  const lemmas = learnLemmas(docs, sharing < 1 ? 6 : 1);
  const taggerOptions = { epochs: options.taggerEpochs, runs: options.runs, seed, clusters, treebanks, sharing };
  const tagger = trainTagger(sentences, taggerOptions);

  step('tokens and sentence ends');
  const segmentation = trainSegmentation(docs, { language: options.language, seed, sharing, lexicon: tagger.lexicon, clusters: clusters.clusters });

  step(`tags for the parser, ${options.folds} folds`);
  const fold = new Int32Array(sentences.length);
  shuffled(sentences.length, seeded(seed + 1)).forEach((s, i) => (fold[s] = i % options.folds));
  const tagged: { upos: Uint8Array; feats: Uint16Array }[] = new Array(sentences.length);
  for (let f = 0; f < options.folds; f++) {
    const rest = sentences.filter((_, i) => fold[i] !== f);
    const held = sentences.map((_, i) => i).filter((i) => fold[i] === f);
    const partial = trainTagger(rest, { ...taggerOptions, runs: 1, epochs: Math.max(3, options.taggerEpochs >> 1) });
    tagSentences(partial, clusters, held.map((i) => sentences[i]!)).forEach((columns, k) => (tagged[held[k] as number] = columns));
  }

  step('parser');
  const words = new Words(tagger.lexicon, clusters.clusters, clusters.topics);
  words.intern('');
  const parserOptions = {
    epochs: options.parserEpochs, runs: options.runs, seed, actionBits: options.actionBits, labelBits: options.labelBits,
    treebanks, sharing, log: step,
  };
  // Treebanks of a close language teach the parser alone, under the tags that they have.
  const kinSentences = sentencesOf(kin).map((s) => ({ ...s, treebank: sharing === 1 ? 0 : docs.length + s.treebank }));
  const kinTags = kinSentences.map(({ doc, from, to }) => ({ upos: doc.upos.slice(from, to), feats: doc.feats.slice(from, to) }));
  const instances = [
    ...makeInstances(sentences, tagged, words, featsTable),
    ...makeInstances(kinSentences, kinTags, words, featsTable),
  ];
  const guideFold = new Int32Array(instances.length);
  shuffled(instances.length, seeded(seed + 2)).forEach((s, i) => (guideFold[s] = i % options.guideFolds));
  const { guided, guide } = guideInstances(instances, guideFold, options.guideFolds, {
    ...parserOptions, epochs: options.guideEpochs, labelBits: options.labelBits - 1,
  });
  step('guided parser');
  const parser = trainParser(guided, parserOptions);

  const sections: Record<string, Section> = {
    ...segmentationSections(segmentation), tags: tagger.tags, feats: tagger.feats, actions: parser.actions, labels: parser.labels,
    guideActions: guide.actions, guideLabels: guide.labels,
  };
  for (const [name, table] of Object.entries({ lexicon: tagger.lexicon, choices: tagger.choices, ...clusters, lemmas: lemmas.table, lemmasKnown: lemmas.known })) {
    sections[`${name}.keys`] = table.keys;
    sections[`${name}.values`] = table.values;
  }
  step('done');
  return writeModel({
    header: {
      language: options.language,
      version: options.version,
      feats: [...featsTable],
      featsLists: tagger.lists,
      lemmaScripts: lemmas.scripts,
      splitScripts: segmentation.splits.scripts,
      arcs: parser.arcs,
      anyArc: parser.anyArc,
    },
    sections,
  });
}

function segmentationSections({ cuts, ends, parts, splits }: Segmentation): Record<string, Section> {
  return { cuts, ends, parts, 'splits.keys': splits.table.keys, 'splits.values': splits.table.values };
}

/** Gives a trained model new cuts, learnt from the documents that it was trained on; all else stays as it is, byte for byte. */
export function retrainSegmentation(bytes: Uint8Array, docs: readonly Doc[], options: Pick<TrainOptions, 'version' | 'seed' | 'sharing'>): Uint8Array {
  const { header, sections } = readModel(bytes);
  const saved = (name: string): HashTable => new HashTable(sections[`${name}.keys`] as Int32Array, sections[`${name}.values`] as Uint16Array);
  const segmentation = trainSegmentation(docs, { ...options, language: header.language, lexicon: saved('lexicon'), clusters: saved('clusters') });
  return writeModel({
    header: { ...header, version: options.version, splitScripts: segmentation.splits.scripts },
    sections: { ...sections, ...segmentationSections(segmentation) },
  });
}
