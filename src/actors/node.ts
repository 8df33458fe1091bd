/** The actor dictionary from disk. */
import { join } from 'node:path';
import { compiledFrom, dataFolder, readDataFiles } from '../codebook/node.js';
import { unpackActors, type PackedActors } from './compiled.js';
import { parseActors, type ActorDictionary } from './dictionary.js';

/**
 * The package's dictionary, or that of another folder.
 * @throws DataFileError when a file does not say what its schema expects.
 */
export function loadActors(folder?: string): ActorDictionary {
  const compiled = folder === undefined ? compiledFrom('actors')?.get('actors') : undefined;
  if (compiled) return unpackActors(JSON.parse(compiled()) as PackedActors);
  return parseActors(readDataFiles(folder ?? join(dataFolder, 'actors')));
}
