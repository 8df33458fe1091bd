/** Gives a trained model a neural parser in the place of its linear ones. */
import { HashTable } from '../hash.js';
import { readModel, writeModel, type Section } from '../model.js';
import { networkSections } from '../neural/sections.js';
import type { Doc } from '../doc.js';
import type { Vectors } from './clusters.js';
import { trainNetwork } from './neural.js';
import { neuralInstances, wordTable } from './neural-words.js';
import { seeded, shuffled } from './perceptron.js';
import { sentencesOf, tagSentences, trainTagger } from './tagging.js';
import { shareFeats } from './train.js';

export interface NeuralModelOptions {
  version: string;
  seed: number;
  taggerEpochs: number;
  /** Parts into which the data is cut so that the parser learns from tags as wrong as those that it will meet. */
  folds: number;
  sharing: number;
  epochs: number;
  layers: number;
  cells: number;
  vectors?: Vectors | undefined;
  log: (line: string) => void;
}

/** Sections that only the linear parsers need. */
const LINEAR = ['actions', 'labels', 'guideActions', 'guideLabels'];

/**
 * `training` are the documents that the model was trained on, in the same order. `also` are treebanks of a close language:
 * their sentences, under their own tags, teach how trees are built, and none of their words.
 */
export function trainNeuralParser(bytes: Uint8Array, training: readonly Doc[], also: readonly Doc[], options: NeuralModelOptions): Uint8Array {
  const { log, seed, sharing, vectors } = options;
  const { header, sections } = readModel(bytes);
  const all = shareFeats([...training, ...also]);
  const docs = all.slice(0, training.length);
  const table = (all[0] as Doc).featsTable;
  // Features that only the close language has stand behind the model's own.
  if (header.feats.some((feats, i) => feats !== table[i]) || (also.length === 0 && table.length !== header.feats.length)) {
    throw new Error(`neural parser: the features of the training files are not those of model ${header.version}; name the files that it was trained on, in the same order`);
  }
  const sentences = sentencesOf(docs);
  const kin = sentencesOf(all).slice(sentences.length);
  const saved = (name: string): HashTable => new HashTable(sections[`${name}.keys`] as Int32Array, sections[`${name}.values`] as Uint16Array);
  const clusters = { clusters: saved('clusters'), topics: saved('topics') };

  const fold = new Int32Array(sentences.length);
  shuffled(sentences.length, seeded(seed + 1)).forEach((s, i) => (fold[s] = i % options.folds));
  const tagged: { upos: Uint8Array; feats: Uint16Array }[] = new Array(sentences.length);
  const alike = sharing === 1;
  const forTagger = alike ? sentences.map((sentence) => ({ ...sentence, treebank: 0 })) : sentences;
  const taggerOptions = {
    epochs: Math.max(3, options.taggerEpochs >> 1), runs: 1, seed, clusters, treebanks: alike ? 1 : docs.length, sharing,
  };
  for (let f = 0; f < options.folds; f++) {
    const tagger = trainTagger(forTagger.filter((_, i) => fold[i] !== f), taggerOptions);
    const held = sentences.map((_, i) => i).filter((i) => fold[i] === f);
    tagSentences(tagger, clusters, held.map((i) => sentences[i]!)).forEach((columns, k) => (tagged[held[k] as number] = columns));
    log(`tags for the neural parser, part ${f + 1} of ${options.folds}`);
  }

  const words = wordTable(sentences, vectors);
  const given = vectors?.dimensions ?? 0;
  const kinTagged = kin.map(({ doc, from, to }) => ({ upos: doc.upos.slice(from, to), feats: doc.feats.slice(from, to) }));
  const network = trainNetwork(neuralInstances(sentences, tagged, words.rows), neuralInstances(kin, kinTagged, words.rows), words.table, {
    // Where no vectors are given, words have longer ones of their own.
    sizes: { given, own: given ? 64 : 100, suffix: 32, tag: 44, layers: options.layers, cells: options.cells, hidden: 128 },
    epochs: options.epochs, batch: 160, rate: 0.002, seed, treebanks: all.length, featsRows: table.length, dropout: 0.3, log,
  });
  const neural = networkSections(network.sizes, network.weights, words.rows, words.table.given);
  const kept: Record<string, Section> = Object.fromEntries(Object.entries(sections).filter(([name]) => !LINEAR.includes(name)));
  return writeModel({
    header: { ...header, version: options.version, network: neural.header },
    sections: { ...kept, ...neural.sections },
  });
}
