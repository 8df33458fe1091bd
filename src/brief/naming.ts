/** A brief's words and dates as a record has them: for every face that writes one. */
import type { ActorNames } from '../record/names.js';
import type { Language } from './model.js';
import { loadTemplates, Words } from './words.js';

/** Of a codebook, what a brief calls its sectors. */
interface Sectors {
  sectors: ReadonlyMap<string, { name: Readonly<Record<Language, string>> }>;
}

/** The words of a brief in a language, with actors called as the record calls them. */
export function briefWords(names: ActorNames, { sectors }: Sectors, language: Language): Words {
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
