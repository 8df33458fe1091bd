/**
 * How right and how fast the language models are: accuracy on the test sets in ../shared/treebanks (skipped where they
 * are not), speed and memory as medians of five runs, beside other taggers in JavaScript where they are installed.
 */
import { cpus } from 'node:os';
import { existsSync } from 'node:fs';
import { TrainedPipeline, readModelFile } from './language-model.js';
import { median, ownProcess, others, type Speed } from './language-speed.js';
import { TEST_SETS, articles, treebank, treebankFile } from './language-texts.js';
import { scoreDoc, type Scores } from '../src/language/index.js';

const RUNS = 5;
const percent = (x: number): string => (100 * x).toFixed(1).padStart(6);

function accuracyRow(name: string, gold: Scores, raw: Scores): string {
  const f = (score: { f1: number }): string => percent(score.f1);
  return `${name.padEnd(20)}${f(gold.upos)}${f(gold.feats)}${f(gold.lemma)}${f(gold.uas)}${f(gold.las)}${f(gold.lasExact)}  |` +
    `${f(raw.words)}${f(raw.sentences)}${f(raw.upos)}${f(raw.lemma)}${f(raw.uas)}${f(raw.las)}`;
}

/** Prints accuracy, then speed. */
export async function run(): Promise<void> {
  console.log('## Language: accuracy (CoNLL 2018 F1; LAS without subtypes, LAS+ with them)\n');
  console.log(`${''.padEnd(20)}  gold tokens                          |  raw text`);
  console.log(`${'test set'.padEnd(20)}  UPOS FEATS lemma   UAS   LAS  LAS+  | words  sent  UPOS lemma   UAS   LAS`);
  for (const { language, name } of TEST_SETS) {
    if (!existsSync(treebankFile(name))) {
      console.log(`${name.padEnd(20)}  not here: put it at ${treebankFile(name)}`);
      continue;
    }
    const pipeline = new TrainedPipeline(readModelFile(language));
    const doc = treebank(name, language);
    console.log(accuracyRow(name, scoreDoc(doc, pipeline.annotate(doc.text, doc)), scoreDoc(doc, pipeline.parse(doc.text))));
  }

  console.log(`\n## Language: speed, one core (${cpus()[0]?.model.trim() ?? 'unknown processor'}, Node ${process.versions.node}; medians of ${RUNS} runs)\n`);
  console.log(`${''.padEnd(28)}sentences/s  of a busy core    words/s   load ms   resident MB (loaded / after)`);
  const speed = new Map<string, number>();
  for (const language of ['en', 'es'] as const) {
    const results: Speed[] = [];
    for (let i = 0; i < RUNS; i++) results.push(ownProcess(language));
    const of = (key: keyof (typeof results)[number]): number => median(results.map((r) => r[key]));
    speed.set(language, of('words'));
    console.log(
      `demarche ${language}, raw to tree   ${of('sentences').toFixed(0).padStart(9)}${of('busySentences').toFixed(0).padStart(16)}${of('words').toFixed(0).padStart(11)}${of('load').toFixed(0).padStart(10)}` +
        `   ${of('loaded').toFixed(0).padStart(6)} / ${of('after').toFixed(0)}`,
    );
  }
  for (const other of await others(articles('en'), RUNS)) {
    console.log(
      other.words === undefined
        ? `${other.name.padEnd(28)}not installed`
        : `${other.name.padEnd(28)}${''.padStart(10)}${other.words.toFixed(0).padStart(11)}   tags only: this pipeline, with lemmas and trees, does ${((speed.get('en') as number) / other.words).toFixed(2)} times as many words`,
    );
  }
}
