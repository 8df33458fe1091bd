/** The coder with this package's own data and models, from disk. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadActors } from '../actors/node.js';
import { loadCodebook } from '../codebook/node.js';
import { lazyPipeline } from '../language/node.js';
import { createCoder, type Coder } from './coder.js';
import type { CoderResources } from './context.js';
import { Ranker } from './ranker.js';

/** Languages that the package has a model of; the first is what a text falls back to that shows none. */
export const LANGUAGES: readonly string[] = ['en', 'es'];

/** `models/` of this package, whether run from `src/` or from `dist/`. */
export const MODELS_FOLDER = fileURLToPath(new URL('../../models/', import.meta.url));

/**
 * Codebook, dictionary and parsers (some hundred milliseconds; a parser's model is read with the first text in its language).
 * @throws DataFileError when a data file is not as its schema expects; Error when a model is missing.
 */
export function loadResources(options: { languages?: readonly string[] } = {}): CoderResources {
  const pipelines = new Map((options.languages ?? LANGUAGES).map((language) => [language, lazyPipeline(language)]));
  return { codebook: loadCodebook(), actors: loadActors(), pipelines };
}

/** The shipped ranker's bytes, or those of a file; null where none was trained yet. */
export function rankerBytes(file = join(MODELS_FOLDER, 'ranker.bin')): Uint8Array | null {
  return existsSync(file) ? new Uint8Array(readFileSync(file)) : null;
}

/** The shipped ranker, or the one of a file; undefined where none was trained yet. */
export function loadRanker(file?: string): Ranker | undefined {
  const bytes = rankerBytes(file);
  return bytes ? Ranker.fromBytes(bytes) : undefined;
}

/** Loads everything and makes a coder. */
export async function loadCoder(options: { languages?: readonly string[] } = {}): Promise<Coder> {
  return createCoder(loadResources(options), loadRanker());
}
