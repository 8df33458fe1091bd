/** The codebook from disk; and where the rooms that live by data files find these, as people edit them or compiled. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseCodebook, type Codebook } from './codebook.js';
import { unpackCodebook, type PackedCodebook, type PackedLexicon } from './compiled.js';

/** `data/` of this package, whether run from `src/` or from `dist/`. */
export const dataFolder = fileURLToPath(new URL('../../data/', import.meta.url));

/** What scripts/compile.js makes of the data files: it lies in dist/ alone, so that what runs from src/ never meets a stale one. */
export const compiledFile = fileURLToPath(new URL('../data.jsonl', import.meta.url));

/** Names of the data files of a folder. */
const namesOf = (folder: string): string[] => readdirSync(folder).filter((name) => /\.jsonl?$/.test(name)).sort();

/** All data files of a folder: name → text. */
export function readDataFiles(folder: string): Map<string, string> {
  return new Map(namesOf(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** A folder's data files as one hash. Of their bytes: to read them as text would cost as much again. */
export function hashOfDataFiles(folder: string): string {
  const hash = createHash('sha1');
  for (const name of namesOf(folder)) hash.update(`${name}\0`).update(readFileSync(join(folder, name))).update('\0');
  return hash.digest('hex');
}

/** First line of the compiled file: what each of the lines after it is, and the hash of the data files that it was made from. */
export interface CompiledHeader {
  format: number;
  sections: { name: string; sources: string }[];
}
export const COMPILED_FORMAT = 1;

/**
 * What was compiled of a folder of data files: each section's JSON by its name, made into text when asked for. Null where
 * nothing is compiled, or a data file has changed since: then the files themselves count.
 */
export function compiledFrom(folder: 'codebook' | 'actors'): ReadonlyMap<string, () => string> | null {
  if (!existsSync(compiledFile)) return null;
  const bytes = readFileSync(compiledFile);
  let end = bytes.indexOf(10);
  const { format, sections } = JSON.parse(bytes.toString('utf8', 0, end)) as CompiledHeader;
  if (format !== COMPILED_FORMAT) return null;
  const sources = hashOfDataFiles(join(dataFolder, folder));
  const found = new Map<string, () => string>();
  for (const section of sections) {
    const start = end + 1;
    const stop = (end = bytes.indexOf(10, start));
    if (section.sources === sources) found.set(section.name, () => bytes.toString('utf8', start, stop));
  }
  return found.size > 0 ? found : null;
}

/**
 * The package's codebook, or that of another folder.
 * @throws DataFileError when a file does not say what its schema expects.
 */
export function loadCodebook(folder?: string): Codebook {
  const compiled = folder === undefined ? compiledFrom('codebook') : null;
  if (!compiled) return parseCodebook(readDataFiles(folder ?? join(dataFolder, 'codebook')));
  const section = <T>(name: string): T => JSON.parse(compiled.get(name)!()) as T;
  return unpackCodebook(section<PackedCodebook>('codebook'), (language) => section<PackedLexicon>(`lexicon.${language}`));
}
