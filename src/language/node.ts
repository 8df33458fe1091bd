/** The one door of this room to the file system: loads a model by its language. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createPipeline } from './create.js';
import type { Pipeline } from './pipeline.js';

/** The package's own models: beside the nearest package.json above this file. */
function packagedModels(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const up = dirname(folder);
    if (up === folder) throw new Error('models: no package.json above this file; name the folder of the models');
    folder = up;
  }
  return join(folder, 'models');
}

/** Loads the pipeline of a language ("en", "es") from `modelsDir`, by default the models that come with the package. */
export function loadPipeline(language: string, modelsDir: string = packagedModels()): Pipeline {
  const file = join(modelsDir, `${language}.model`);
  if (!existsSync(file)) {
    throw new Error(`no language model for ${JSON.stringify(language)}: ${file} does not exist; train one with "npm run train:language"`);
  }
  const bytes = readFileSync(file);
  return createPipeline(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}
