/** PETRARCH dictionaries from a folder, and a coder made of them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPipeline } from '../../language/node.js';
import { codePetrarch, type PetrarchEvent } from './code.js';
import { parsePetrarchDictionaries, type PetrarchDictionaries, type PetrarchFiles } from './dictionaries.js';
import { PetrarchDictionaryError, type DictionaryFile, type DictionaryProblem } from './lines.js';

type Kind = keyof PetrarchFiles;

/** Files are known by their names ("Phoenix.agents.txt"); a verb dictionary also by its blocks. */
const NAMES: readonly [kind: Kind, name: RegExp][] = [
  ['actors', /actors?\b/i], ['agents', /agents?\b/i], ['verbs', /verb/i], ['discards', /discards?\b/i],
];
const VERB_BLOCK = /^--- .*\[[^\]]*\].*---\s*$/m;

function kindOf({ name, text }: DictionaryFile): Kind | null {
  const named = NAMES.find(([, pattern]) => pattern.test(name))?.[0];
  return named ?? (VERB_BLOCK.test(text) ? 'verbs' : null);
}

/**
 * Reads the dictionaries of a folder; files of other kinds (issues, notes) are passed over.
 * @throws PetrarchDictionaryError when actors or verbs are missing or can't be read.
 */
export function loadPetrarchDictionaries(dir: string): PetrarchDictionaries {
  const files: Record<Kind, DictionaryFile[]> = { actors: [], agents: [], verbs: [], discards: [] };
  for (const entry of readdirSync(dir, { withFileTypes: true }).filter((e) => e.isFile()).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = { name: join(dir, entry.name), text: readFileSync(join(dir, entry.name), 'utf8') };
    const kind = kindOf(file);
    if (kind) files[kind].push(file);
  }
  for (const kind of ['actors', 'verbs'] as const) {
    if (files[kind].length === 0) throw new PetrarchDictionaryError(dir, 0, `no dictionary of ${kind} here; expected a file with "${kind}" in its name`);
  }
  return parsePetrarchDictionaries(files);
}

export interface PetrarchCoder {
  /** Lines of the dictionaries that could not be read and were left out. */
  readonly problems: readonly DictionaryProblem[];
  code(input: { text: string; date?: string }): PetrarchEvent[];
}

/** A coder of English text by the dictionaries of a folder, and nothing else. */
export function petrarchCoder(dir: string): PetrarchCoder {
  const dictionaries = loadPetrarchDictionaries(dir);
  const pipeline = loadPipeline('en');
  return { problems: dictionaries.problems, code: ({ text, date }) => codePetrarch(pipeline.parse(text), dictionaries, date ?? '') };
}
