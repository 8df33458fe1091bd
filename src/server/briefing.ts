/** What a brief needs of the names and the codebook, for every face that writes one. */
import { loadTemplates, Words, type Language } from '../brief/index.js';
import type { Codebook } from '../codebook/index.js';
import type { ActorNames } from '../record/names.js';

/** The words of a brief in a language, with actors called as the record calls them. */
export function briefWords(names: ActorNames, { sectors }: Pick<Codebook, 'sectors'>, language: Language): Words {
  return new Words(loadTemplates(language), {
    nameOf: (code) => names.nameOf(code, language),
    isState: (code) => names.of(code).kind === 'state',
    isRenamed: (code) => names.isRenamed(code),
    sectorOf: (sector) => sectors.get(sector)?.name[language] ?? sector,
  });
}

/** The days on which an actor's governments began. */
export function governmentChanges(names: ActorNames, actor: string): (from: string, to: string) => (string | null)[] {
  return (from, to) => names.governments(actor, from, to).map((government) => government.from);
}
