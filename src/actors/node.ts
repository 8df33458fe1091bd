/** The actor dictionary from disk. */
import { join } from 'node:path';
import { dataFolder, readDataFiles } from '../codebook/node.js';
import { parseActors, type ActorDictionary } from './dictionary.js';

/** @throws DataFileError when a file does not say what its schema expects. */
export function loadActors(folder = join(dataFolder, 'actors')): ActorDictionary {
  return parseActors(readDataFiles(folder));
}
