/** Actors of other people's lists: into a record, as one decision that is taken back as one, or into files of the dictionary's form. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ActorDictionary } from '../actors/index.js';
import type { AddedMembership, ImportDecision } from '../record/index.js';
import { fileBytes } from '../sources/bytes.js';
import { readEntities, type Entity } from '../sources/followthemoney.js';
import type { Failure } from '../sources/types.js';
import { entriesOf, type ActorEntries, type FtmTable } from './followthemoney.js';
import { filesLabel, newAmong } from './memberships.js';
import { failuresOf } from './unread.js';

export interface ActorImport {
  files: string[];
  dictionary: ActorDictionary;
  table: FtmTable;
  onFailure?: (failure: Failure) => void;
}

/** Reads all files, since an entity may name one of another file, and makes entries of them. */
export async function importActors({ files, dictionary, table, onFailure }: ActorImport): Promise<ActorEntries & { failed: number }> {
  const entities = new Map<string, Entity>();
  let failed = 0;
  for (const path of files) {
    for await (const item of failuresOf(path, readEntities(fileBytes(path)))) {
      if ('failure' in item) {
        failed += 1;
        onFailure?.(item.failure);
      } else entities.set(item.entity.id, item.entity);
    }
  }
  return { ...entriesOf([...entities.values()], dictionary, table), failed };
}

/** Names and titles that are longer are none. */
const LONGEST = 200;
const LONGEST_SOURCE = 2000;

/**
 * Entries as a decision of a record, under ids and codes that no dictionary gives; what is known of memberships already is left
 * out. null where nothing is new.
 */
export function importDecision(entries: ActorEntries, files: readonly string[], known: readonly AddedMembership[]): ImportDecision | null {
  const fresh = new Set(entries.organisations.map(({ code }) => code));
  const codeOf = (code: string): string => (fresh.has(code) ? `ADDED-${code}` : code);
  const short = (names: readonly string[]): string[] => [...new Set(names.map((name) => name.trim()))].filter((name) => name !== '' && name.length <= LONGEST).slice(0, LONGEST);
  const sourced = <T extends { source: string }>(entry: T): T => ({ ...entry, source: entry.source.slice(0, LONGEST_SOURCE) });
  const decision: ImportDecision = {
    kind: 'import',
    file: filesLabel(files),
    people: entries.people.filter(({ name }) => name.length <= LONGEST).map(({ id, name, names, surname = name.split(' ').at(-1)!, gender, offices }) => ({
      id: `added-${id}`, name, names: short(names), surname, ...(gender ? { gender } : {}),
      offices: offices.map(({ office, state, organisation, title, ...dated }) => sourced({ office: office.slice(0, LONGEST), state: codeOf(state ?? organisation ?? ''), ...(title && { title: { en: title.en.slice(0, LONGEST), es: title.es.slice(0, LONGEST) } }), ...dated })),
    })),
    organisations: entries.organisations.filter(({ name }) => name.en.length <= LONGEST).map(({ code, kind, name, names, sector, state, from, to }) => ({ code: codeOf(code), type: kind, name, names: short(names.en), sector, state, from, to })),
    memberships: newAmong(entries.memberships.map((membership) => sourced({ ...membership, organisation: codeOf(membership.organisation) })), known).memberships,
  };
  return decision.people.length + decision.organisations.length + decision.memberships.length === 0 ? null : decision;
}

/** Writes entries as `people.jsonl`, `organisations.jsonl` and `memberships.jsonl` into a folder, each file whole or not at all. */
export async function writeActors(folder: string, { people, organisations, memberships }: ActorEntries): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, entries] of Object.entries({ people, organisations, memberships })) {
    const path = join(folder, `${name}.jsonl`);
    await writeFile(`${path}.new`, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    await rename(`${path}.new`, path);
  }
}
