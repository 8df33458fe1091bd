/** demarche eval FILE: any gold JSONL against the coder: by type, actor, recipient and whole triple, with the costliest errors. */
import type { Command } from 'commander';
import { readFileSync } from 'node:fs';
import type { Codebook } from '../../codebook/index.js';
import { loadRanker, loadResources } from '../../coder/node.js';
import { createCoder, SHOWN, type Coder, type EventDraft } from '../../coder/index.js';
import { confusions, macroF1, prf, type Prf } from '../../coder/scoring/metrics.js';
import { cameoRoot, scoreTriples, triples, type GoldSentence, type Triple } from '../../coder/scoring/triples.js';
import type { LabelledPair } from '../../coder/training/examples.js';
import { UsageError } from '../errors.js';
import { inputFile } from '../files.js';
import { table } from '../table.js';

type Row = Partial<GoldSentence> & Partial<LabelledPair> & { text: string };

function readRows(file: string): Row[] {
  return readFileSync(inputFile(file, 'gold sentences as JSONL'), 'utf8').split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    let row: Row;
    try {
      row = JSON.parse(line) as Row;
    } catch (error) {
      throw new UsageError(`${file}, line ${i + 1}: ${(error as Error).message}; expected one JSON object on the line.`);
    }
    if (typeof row.text !== 'string' || !(Array.isArray(row.gold) || typeof row.eventType === 'string')) {
      throw new UsageError(`${file}, line ${i + 1}: expected {text, gold: [{source, target, root}]} or {text, actor, recipient, eventType}.`);
    }
    return [row];
  });
}

const shown = (name: string, { precision, recall, f1, gold }: Prf): string[] => [name, precision.toFixed(3), recall.toFixed(3), f1.toFixed(3), String(gold)];
const HEADER = ['', 'precision', 'recall', 'F1', 'gold'];
const ALIGN = ['left', 'right', 'right', 'right', 'right'] as const;

/** Marked pairs: which type. */
function evalPairs(rows: readonly Row[], coder: Coder, errors: number): string {
  const spans = (list: readonly (readonly [number, number])[] = []) => list.map(([start, end]) => ({ start, end }));
  const answers = rows.map((row) => {
    const { eventType, scores } = coder.classify({ text: row.text, language: row.language ?? 'auto', date: row.date ?? '' }, spans(row.actor), spans(row.recipient));
    return { gold: row.eventType as string, predicted: eventType, text: row.text, share: scores[eventType] ?? 0 };
  });
  const { macro, accuracy, labels } = macroF1(answers);
  const wrong = answers.filter((a) => a.gold !== a.predicted).sort((a, b) => b.share - a.share).slice(0, errors);
  return [
    `${rows.length} pairs: macro-F1 ${macro.toFixed(3)}, accuracy ${accuracy.toFixed(3)}`, '',
    table(HEADER, [...labels].map(([label, score]) => shown(label, score)), ALIGN), '',
    'Commonest confusions:', ...confusions(answers, 12).map(([pair, n]) => `  ${n}  ${pair}`), '',
    'Costliest errors (wrong and sure):', ...wrong.map((a) => `  ${a.gold} taken for ${a.predicted} (${a.share.toFixed(2)}): ${a.text}`), '',
  ].join('\n');
}

/** Whole events. */
function evalEvents(rows: readonly Row[], coder: Coder, codebook: Codebook, minimum: number, errors: number, home: string | undefined): string {
  const coded = rows.map((row) => coder.code({ text: row.text, language: row.language ?? 'auto', date: row.date ?? '', ...(home ? { home } : {}) }).events.filter((e) => e.confidence >= minimum));
  const gold = rows.map((row) => ({ id: '', date: '', language: '', text: row.text, gold: row.gold as Triple[] }));
  const predicted = coded.map((events, i) => triples(events, (rows[i] as Row).text, codebook, minimum));
  const score = scoreTriples(gold, predicted);
  const side = (pick: (t: Triple) => string): Prf => {
    let right = 0;
    let found = 0;
    let wanted = 0;
    gold.forEach((g, i) => {
      const have = new Set(g.gold.map(pick).map((code) => code.slice(0, 3)));
      const got = new Set((predicted[i] ?? []).map(pick).map((code) => code.slice(0, 3)));
      for (const code of got) if (have.has(code)) right++;
      found += got.size;
      wanted += have.size;
    });
    return prf(right, found, wanted);
  };
  const roots = [...new Set(gold.flatMap((g) => g.gold.map((t) => t.root)))].sort();
  const byRoot = roots.map((root) => shown(root, prf(
    gold.filter((g, i) => g.gold.some((t) => t.root === root) && (predicted[i] ?? []).some((t) => t.root === root)).length,
    predicted.filter((list) => list.some((t) => t.root === root)).length,
    gold.filter((g) => g.gold.some((t) => t.root === root)).length,
  )));
  const wrong: { event: EventDraft; row: Row }[] = coded.flatMap((events, i) => {
    const row = rows[i] as Row;
    return events.filter((event) => !(row.gold as Triple[]).some((t) => t.root === cameoRoot(event, row.text, codebook))).map((event) => ({ event, row }));
  });
  wrong.sort((a, b) => b.event.confidence - a.event.confidence);
  return [
    `${rows.length} sentences`, '',
    table(HEADER, [shown('type', score.root), shown('actor', side((t) => t.source)), shown('recipient', side((t) => t.target)), shown('dyad', score.dyad), shown('whole triple', score.triple)], ALIGN), '',
    'By root:', table(HEADER, byRoot, ALIGN), '',
    'Costliest errors (wrong and sure):',
    ...wrong.slice(0, errors).map(({ event, row }) => `  ${event.eventType} (${event.confidence.toFixed(2)}), gold ${(row.gold as Triple[]).map((t) => `${t.root} ${t.source}>${t.target}`).join(', ') || 'none'}: ${row.text}`), '',
  ].join('\n');
}

export function evalCommand(program: Command, done: (status: number) => void): void {
  program
    .command('eval <file>')
    .description('the coder against gold JSONL: {text, gold: [{source, target, root}]} or {text, actor, recipient, eventType} a line')
    .option('--min-confidence <number>', 'only events at least this sure', String(SHOWN))
    .option('--home <state>', 'state that the texts are about')
    .option('--errors <number>', 'how many of the costliest errors to show', '10')
    .action((file: string, options: { minConfidence: string; home?: string; errors: string }) => {
      const rows = readRows(file);
      const resources = loadResources();
      const coder = createCoder(resources, loadRanker());
      const pairs = rows.filter((row) => !Array.isArray(row.gold));
      const events = rows.filter((row) => Array.isArray(row.gold));
      if (pairs.length > 0) process.stdout.write(evalPairs(pairs, coder, Number(options.errors)));
      if (events.length > 0) process.stdout.write(evalEvents(events, coder, resources.codebook, Number(options.minConfidence), Number(options.errors), options.home?.toUpperCase()));
      done(0);
    });
}
