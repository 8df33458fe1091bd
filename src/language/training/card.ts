/** The card of a model: what it was made from, how right it is, how to make it again. */
import type { Scores } from '../scorer.js';
import { sourceOf } from './sources.js';

export interface Measured {
  name: string;
  role: 'dev' | 'test';
  sentences: number;
  gold: Scores;
  raw: Scores;
}

export interface CardFacts {
  language: string;
  version: string;
  bytes: number;
  seed: number;
  minutes: number;
  machine: string;
  command: string;
  /** Names and numbers of sentences of the training files; the target treebank first. */
  training: { name: string; sentences: number }[];
  vectors?: string | undefined;
  measured: Measured[];
  /** Whether the trees come from the neural parser. */
  network: boolean;
}

const percent = (score: { f1: number }): string => (100 * score.f1).toFixed(2);

export function writeCard(facts: CardFacts): string {
  const used = [...facts.training.map(({ name, sentences }) => ({ name, what: `${sentences} sentences` })), ...(facts.vectors ? [{ name: facts.vectors, what: '' }] : [])];
  const rows = used.map(({ name, what }) => {
    const source = sourceOf(name);
    return `| \`${name}\` ${what} | ${source ? `[${source.title}](${source.url})` : 'not recorded'} | ${source?.licence ?? 'not recorded'} |`;
  });
  const figures = facts.measured.flatMap(({ name, role, sentences, gold, raw }) => [
    `| ${name} (${role}, ${sentences}) | gold tokens | – | – | ${percent(gold.upos)} | ${percent(gold.feats)} | ${percent(gold.lemma)} | ${percent(gold.uas)} | ${percent(gold.las)} | ${percent(gold.lasExact)} |`,
    `| | raw text | ${percent(raw.words)} | ${percent(raw.sentences)} | ${percent(raw.upos)} | ${percent(raw.feats)} | ${percent(raw.lemma)} | ${percent(raw.uas)} | ${percent(raw.las)} | ${percent(raw.lasExact)} |`,
  ]);
  return [
    `# ${facts.version}`,
    '',
    `The language model \`${facts.language}.model\` (${(facts.bytes / 1e6).toFixed(1)} MB): sentences, words, parts of speech, features, lemmas and dependency trees`,
    `by Universal Dependencies. ${facts.network ? 'Trees by a neural network; all else by linear' : 'Linear'} models over hashed features, weights of one byte; see [docs/language.md](../docs/language.md).`,
    '',
    '## Made from',
    '',
    '| data | what it is | licence |',
    '|---|---|---|',
    ...rows,
    '',
    'The weights derive from these texts; whoever passes them on names the treebanks as their licences ask.',
    '',
    '## Figures',
    '',
    'F1 by the definitions of the CoNLL 2018 shared task, in per cent. LAS counts universal relations, LAS+ those with their subtypes.',
    'No sentence of a test set was trained on.',
    '',
    '| set (sentences) | from | words | sentences | UPOS | FEATS | lemma | UAS | LAS | LAS+ |',
    '|---|---|---|---|---|---|---|---|---|---|',
    ...figures,
    '',
    '## Made by',
    '',
    `Seed ${facts.seed}; ${facts.minutes.toFixed(0)} minutes on ${facts.machine}. The same command on the same files gives the same bytes:`,
    '',
    '```',
    facts.command,
    '```',
    '',
  ].join('\n');
}
