/** demarche train: fits the ranker from labelled sentences, and from a store's judgements. */
import { Option, type Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadResources, MODELS_FOLDER } from '../../coder/node.js';
import { train, type TrainReport, type TrainStep } from '../../coder/training/train.js';
import { judgedPairs } from '../../training/judgements.js';
import { ownFiles, readPairs } from '../../training/pairs.js';
import { inputFile, outputFile, whole } from '../files.js';
import { fromStore } from '../store.js';
import { table } from '../table.js';

function stepInWords(step: TrainStep): string {
  if (step.kind === 'reading') return `reading ${step.sentences} sentences`;
  if (step.kind === 'fold') return `left out: fold ${step.n} of ${step.of}`;
  return step.kind === 'fitting' ? 'fitting on all' : 'calibrating';
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
    .addOption(new Option('-o, --out <file>', 'where the ranker is written').default(join(MODELS_FOLDER, 'ranker.bin'), 'in place of the package’s own'))
    .action(async (given: string[], options: { store?: string; out: string }) => {
      const began = performance.now();
      const files = given.length > 0 ? given.map((file) => inputFile(file, 'labelled sentences as JSONL')) : ownFiles();
      outputFile(options.out);
      const pairs = files.flatMap(readPairs);
      if (options.store) pairs.push(...(await fromStore(options.store, judgedPairs)));
      const resources = loadResources();
      const version = `ranker-${pairs.length}`;
      const { ranker, report } = train(resources, pairs, { version }, (step) => process.stderr.write(`${stepInWords(step)}\n`));
      await whole(options.out, (part) => writeFile(part, ranker.toBytes()));
      const names = files.map((file) => file.split(/[\\/]/).slice(-3).join('/'));
      const text = card(version, names, report, (performance.now() - began) / 1000);
      await whole(options.out.replace(/\.bin$/, '.card.md'), (part) => writeFile(part, text));
      process.stdout.write(`${text}\n`);
      done(0);
    });
}
