/**
 * Trains a language:
 *   npm run train:language -- --lang en --train FILE… --dev FILE… --test FILE… --out models/
 * Files are CoNLL-U, plain or gzipped.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readConllu } from '../conllu.js';
import { TrainedPipeline } from '../create.js';
import type { Doc } from '../doc.js';
import { scoreDoc, type Scores } from '../scorer.js';
import { trainModel } from './train.js';

function readTreebank(file: string, language: string): Doc {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  try {
    return readConllu(text, language);
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`);
  }
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

const percent = (x: number): string => (100 * x).toFixed(2);

function line(name: string, gold: Scores, raw: Scores): string {
  return `${name}: gold tokens UPOS ${percent(gold.upos.f1)} FEATS ${percent(gold.feats.f1)} lemma ${percent(gold.lemma.f1)} UAS ${percent(gold.uas.f1)} LAS ${percent(gold.las.f1)} (exact ${percent(gold.lasExact.f1)})` +
    ` | raw words ${percent(raw.words.f1)} sentences ${percent(raw.sentences.f1)} UPOS ${percent(raw.upos.f1)} lemma ${percent(raw.lemma.f1)} UAS ${percent(raw.uas.f1)} LAS ${percent(raw.las.f1)}`;
}

function main(): void {
  const given = options(process.argv.slice(2));
  const one = (name: string, otherwise: string): string => given.get(name)?.[0] ?? otherwise;
  const language = one('lang', 'en');
  const out = one('out', 'models');
  const docs = (name: string): { name: string; doc: Doc }[] =>
    (given.get(name) ?? []).map((file) => ({ name: basename(file).replace(/\.conllu(\.gz)?$/, ''), doc: readTreebank(file, language) }));
  const training = docs('train');
  if (training.length === 0) throw new Error('name at least one CoNLL-U file after --train');
  const bytes = trainModel(training.map(({ doc }) => doc), {
    language,
    version: one('version', `${language}-0.1.0`),
    seed: Number(one('seed', '7')),
    taggerEpochs: Number(one('tagger-epochs', '8')),
    parserEpochs: Number(one('parser-epochs', '8')),
    folds: Number(one('folds', '5')),
    actionBits: Number(one('action-bits', '21')),
    labelBits: Number(one('label-bits', '17')),
    sharing: Number(one('sharing', '0.5')),
    log: (text) => console.error(text),
  });
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, `${language}.model`), bytes);
  console.error(`${(bytes.length / 1e6).toFixed(1)} MB`);
  const pipeline = new TrainedPipeline(bytes);
  for (const { name, doc } of [...docs('dev'), ...docs('test')]) {
    console.error(line(name, scoreDoc(doc, pipeline.annotate(doc.text, doc)), scoreDoc(doc, pipeline.parse(doc.text))));
  }
}

main();
