/** demarche train: fits the ranker from labelled sentences, and from a store's judgements. */
import type { Command } from 'commander';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadResources, MODELS_FOLDER } from '../../coder/node.js';
import { train, type TrainReport } from '../../coder/training/train.js';
import type { LabelledPair } from '../../coder/training/examples.js';
import { dataFolder } from '../../codebook/node.js';
import { readdirSync } from 'node:fs';
import { UsageError } from '../errors.js';
import { judgedPairs } from '../judgements.js';
import { inStore } from '../store.js';
import { table } from '../table.js';

/** Labelled pairs of a JSONL file. @throws UsageError naming the line. */
export function readPairs(file: string): LabelledPair[] {
  return readFileSync(file, 'utf8').split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    try {
      const pair = JSON.parse(line) as LabelledPair;
      if (typeof pair.text !== 'string' || !Array.isArray(pair.actor) || !Array.isArray(pair.recipient) || typeof pair.eventType !== 'string') {
        throw new Error('expected {id, text, actor: [[start, end]], recipient: [[start, end]], eventType}');
      }
      return [{ ...pair, id: pair.id ?? `${file}:${i + 1}` }];
    } catch (error) {
      throw new UsageError(`${file}, line ${i + 1}: ${(error as Error).message}. Correct the line.`);
    }
  });
}

function card(version: string, files: readonly string[], report: TrainReport, seconds: number): string {
  const bins = report.reliability.filter((bin) => bin.events > 0).map((bin) => [`${bin.from.toFixed(1)}–${(bin.from + 0.1).toFixed(1)}`, String(bin.events), bin.stated.toFixed(2), bin.right.toFixed(2)]);
  return [
    `# ${version}`, '',
    'Linear ranker of event types and calibration of confidence, for the coder. Made by `demarche train`.', '',
    `- Data: ${files.join(', ')} (${report.sentences} sentences written for this project; its licence).`,
    `- Type of the marked pair, on left-out sentences (five folds): accuracy ${report.accuracy.toFixed(3)}.`,
    `- Expected calibration error of events: ${report.calibrationError.toFixed(3)}.`,
    `- Fitted in ${seconds.toFixed(0)} s; seed 7; deterministic.`, '',
    '```', table(['confidence', 'events', 'stated', 'right'], bins, ['left', 'right', 'right', 'right']), '```', '',
  ].join('\n');
}

export function trainCommand(program: Command, done: (status: number) => void): void {
  program
    .command('train [files...]')
    .description('fits the ranker from labelled JSONL (by default the project’s own) and a store’s judgements')
    .option('-s, --store <file>', 'learn from the judgements of this record too')
    .option('-o, --out <file>', 'where the ranker is written', join(MODELS_FOLDER, 'ranker.bin'))
    .action(async (given: string[], options: { store?: string; out: string }) => {
      const began = performance.now();
      const folder = join(dataFolder, 'training');
      const files = given.length > 0 ? given : readdirSync(folder).filter((name) => name.endsWith('.jsonl')).sort().map((name) => join(folder, name));
      const pairs = files.flatMap(readPairs);
      if (options.store) pairs.push(...(await inStore(options.store, judgedPairs)));
      const resources = loadResources();
      const version = `ranker-${pairs.length}`;
      const { ranker, report } = train(resources, pairs, { version }, (step) => process.stderr.write(`${step}\n`));
      writeFileSync(options.out, ranker.toBytes());
      const names = files.map((file) => file.split(/[\\/]/).slice(-3).join('/'));
      const text = card(version, names, report, (performance.now() - began) / 1000);
      writeFileSync(options.out.replace(/\.bin$/, '.card.md'), text);
      process.stdout.write(`${text}\n`);
      done(0);
    });
}
