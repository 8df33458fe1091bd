/** PETRARCH's unit-test sentences, coded by their own dictionaries and nothing else: F1 of roots, dyads and triples. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { petrarchCoder } from '../../src/coder/petrarch/node.js';
import { type Triple } from '../../src/coder/scoring/triples.js';
import { readGold } from './gold.js';
import { setF1, type Prf } from '../../src/coder/scoring/metrics.js';

const FOLDER = fileURLToPath(new URL('../../../shared/eval/', import.meta.url));

const country = (code: string): string => code.slice(0, 3);
const KEYS: Record<string, (t: Triple) => string> = {
  root: (t) => t.root,
  dyad: (t) => `${country(t.source)} ${country(t.target)}`,
  triple: (t) => `${t.root} ${country(t.source)} ${country(t.target)}`,
  'triple, whole actors': (t) => `${t.root} ${t.source} ${t.target}`,
};

/** Scores as score.py --all does: sets of keys a sentence, actors by their first three letters. */
export function scorePetrarch(folder = FOLDER): { scores: Record<string, Prf>; sentences: number; wrong: { id: string; text: string; gold: string[]; predicted: string[] }[] } {
  const coder = petrarchCoder(`${folder}petrarch-dictionaries`);
  const rows = readGold(`${folder}petrarch-unit-dev.jsonl`).map((row) => ({
    ...row,
    predicted: coder.code(row).map((event) => ({ source: event.source, target: event.target, root: event.code.slice(0, 2) })),
  }));
  const keys = (triples: readonly Triple[], key: (t: Triple) => string): Set<string> => new Set(triples.map(key));
  const scores = Object.fromEntries(Object.entries(KEYS).map(([name, key]) => [name, setF1(rows.map((row) => ({ gold: keys(row.gold, key), predicted: keys(row.predicted, key) })))]));
  const triple = KEYS['triple'] as (t: Triple) => string;
  const wrong = rows
    .map((row) => ({ id: row.id, text: row.text, gold: [...keys(row.gold, triple)].sort(), predicted: [...keys(row.predicted, triple)].sort() }))
    .filter((row) => row.gold.join() !== row.predicted.join());
  return { scores, sentences: rows.length, wrong };
}

/** Prints the scores, or that the data is not here. */
export async function run(): Promise<void> {
  if (!existsSync(`${FOLDER}petrarch-unit-dev.jsonl`)) {
    console.log('petrarch-unit-dev: not here, left out');
    return;
  }
  const { scores, sentences, wrong } = scorePetrarch();
  console.log(`petrarch-unit-dev, its own dictionaries only: ${sentences} sentences, ${sentences - wrong.length} coded exactly`);
  for (const [name, { precision, recall, f1 }] of Object.entries(scores)) {
    console.log(`  ${name.padEnd(22)} P ${precision.toFixed(3)}  R ${recall.toFixed(3)}  F1 ${f1.toFixed(3)}`);
  }
}
