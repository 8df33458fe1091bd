/** The coder with this package's own data and models, from disk. */
import { loadActors } from '../actors/node.js';
import { loadCodebook } from '../codebook/node.js';
import { loadPipeline } from '../language/node.js';
import { createCoder, type Coder } from './coder.js';

const LANGUAGES = ['en', 'es'];

/**
 * Loads data and models (some hundred milliseconds) and makes a coder.
 * @throws DataFileError when a data file is not as its schema expects; Error when a model is missing.
 */
export async function loadCoder(options: { languages?: readonly string[] } = {}): Promise<Coder> {
  const pipelines = new Map((options.languages ?? LANGUAGES).map((language) => [language, loadPipeline(language)]));
  return createCoder({ codebook: loadCodebook(), actors: loadActors(), pipelines });
}
