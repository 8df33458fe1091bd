/** The one door of this room to the file system: loads a model by its language. */
import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
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

/** A language's model file. @throws Error where there is none. */
export function modelFile(language: string, modelsDir: string = packagedModels()): string {
  const file = join(modelsDir, `${language}.model`);
  if (!existsSync(file)) {
    throw new Error(`no language model for ${JSON.stringify(language)}: ${file} does not exist; train one with "npm run train:language"`);
  }
  return file;
}

/** Loads the pipeline of a language ("en", "es") from `modelsDir`, by default the models that come with the package. */
export function loadPipeline(language: string, modelsDir?: string): Pipeline {
  const bytes = readFileSync(modelFile(language, modelsDir));
  return createPipeline(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

/** The version of a language's model, from the head of its file. */
export function modelVersion(language: string, modelsDir?: string): string {
  const open = openSync(modelFile(language, modelsDir), 'r');
  try {
    const start = Buffer.alloc(12);
    readSync(open, start, 0, 12, 0);
    const header = Buffer.alloc(start.readUInt32LE(8));
    readSync(open, header, 0, header.length, 12);
    return (JSON.parse(header.toString('utf8')) as { version: string }).version;
  } finally {
    closeSync(open);
  }
}

/** As `loadPipeline`, but the model is read when the first text is: a run in one language does not wait for the other's. */
export function lazyPipeline(language: string, modelsDir?: string): Pipeline {
  let loaded: Pipeline | undefined;
  return {
    language,
    version: modelVersion(language, modelsDir),
    parse: (text) => (loaded ??= loadPipeline(language, modelsDir)).parse(text),
  };
}
