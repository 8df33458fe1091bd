/** PETRARCH dictionaries, read: actors, agents, verbs and discards. */
import { parseActorFiles, type ActorEntry } from './actors.js';
import { parseAgentFiles, type Agent } from './agents.js';
import { parseDiscardFiles, type Discard } from './discards.js';
import { PetrarchDictionaryError, Problems, type DictionaryFile, type DictionaryProblem } from './lines.js';
import type { PhraseIndex } from './phrase-index.js';
import { parseVerbFiles, type VerbDictionary } from './verbs.js';

/** The texts of a set of dictionaries; each kind may be spread over several files. */
export interface PetrarchFiles {
  actors: readonly DictionaryFile[];
  agents: readonly DictionaryFile[];
  verbs: readonly DictionaryFile[];
  discards: readonly DictionaryFile[];
}

export interface PetrarchDictionaries {
  actors: PhraseIndex<ActorEntry>;
  agents: PhraseIndex<Agent>;
  verbs: VerbDictionary;
  discards: ReadonlyMap<string, readonly Discard[]>;
  /** Lines that were left out because they could not be read. */
  problems: readonly DictionaryProblem[];
}

/**
 * Reads dictionaries. A line that can't be read is left out and listed in `problems` with its file and number: the
 * dictionaries in use all have some.
 * @throws PetrarchDictionaryError when there are no names of actors, or no verbs, at all.
 */
export function parsePetrarchDictionaries(files: PetrarchFiles): PetrarchDictionaries {
  const problems = new Problems();
  const actors = parseActorFiles(files.actors, problems);
  if (actors.size === 0) throw new PetrarchDictionaryError(files.actors[0]?.name ?? 'actors', 1, 'no names of actors found; expected lines such as "FRANCE [FRA]"');
  const agents = parseAgentFiles(files.agents, problems);
  const verbs = parseVerbFiles(files.verbs, problems);
  if (verbs.forms.size === 0) throw new PetrarchDictionaryError('verbs', 1, 'no verb dictionary given');
  return { actors, agents, verbs, discards: parseDiscardFiles(files.discards), problems: problems.list };
}
