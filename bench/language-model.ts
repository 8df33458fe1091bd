/** Opens a shipped model for measuring. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export { TrainedPipeline } from '../src/language/create.js';

export function readModelFile(language: string): Uint8Array {
  return new Uint8Array(readFileSync(fileURLToPath(new URL(`../models/${language}.model`, import.meta.url))));
}
