/** The codebook from disk. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseCodebook, type Codebook } from './codebook.js';

/** `data/` of this package, whether run from `src/` or from `dist/`. */
export const dataFolder = fileURLToPath(new URL('../../data/', import.meta.url));

/** All data files of a folder: name → text. */
export function readDataFiles(folder: string): Map<string, string> {
  return new Map(
    readdirSync(folder)
      .filter((name) => /\.jsonl?$/.test(name))
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
}

/** @throws DataFileError when a file does not say what its schema expects. */
export function loadCodebook(folder = join(dataFolder, 'codebook')): Codebook {
  return parseCodebook(readDataFiles(folder));
}
