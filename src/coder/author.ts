/**
 * Who says "I" and "we" in a text outside its quotations: the author, where the dictionary knows who that is or for what state
 * or organisation they speak ("Ministry of Foreign Affairs, Brazil"); else an institution that publishes the text itself.
 */
import type { ActorDictionary } from '../actors/index.js';
import type { Codebook } from '../codebook/index.js';
import type { Pipeline } from '../language/index.js';
import { MentionReader } from './mentions.js';
import type { ActorMention, CoderInput } from './types.js';

/** Reporters and their papers tell of others: their "we" is nobody's act. */
const TELLS = 'media';

interface Resources {
  actors: ActorDictionary;
  codebook: Codebook;
  pipeline: Pipeline;
}

/** The author as an actor; null where neither author nor publication names one. */
export function readAuthor({ author, publication, date, home }: CoderInput, resources: Resources): ActorMention | null {
  for (const [role, name] of [['author', author], ['publication', publication]] as const) {
    const found = name ? actorNamed(name, date ?? '', home, resources) : null;
    if (found) return { ...found, text: name as string, by: `${role} "${name}", ${found.by}` };
  }
  return null;
}

function actorNamed(name: string, date: string, home: string | undefined, { actors, codebook, pipeline }: Resources): ActorMention | null {
  const doc = pipeline.parse(name);
  const mentions = new MentionReader(doc, actors, date, codebook, home);
  let found: ActorMention | null = null;
  for (let i = 0; i < doc.length; i++) {
    const reading = mentions.read(i);
    if (!reading?.isActor || reading.mention.code === '' || reading.mention.sectors.length === 0) continue;
    if (actors.organisations.get(reading.mention.code)?.kind === TELLS) return null;
    // A person or an office says more than the state that is named with it.
    if (!found || (found.person === undefined && reading.mention.person !== undefined)) found = reading.mention;
  }
  return found;
}
