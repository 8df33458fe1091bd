/** Actors of other people's lists into files of the dictionary's form. */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ActorDictionary } from '../actors/index.js';
import { fileBytes } from '../sources/bytes.js';
import { readEntities, type Entity } from '../sources/followthemoney.js';
import type { Failure } from '../sources/types.js';
import { entriesOf, type ActorEntries, type FtmTable } from './followthemoney.js';
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

/** Writes entries as `people.jsonl`, `organisations.jsonl` and `memberships.jsonl` into a folder, each file whole or not at all. */
export async function writeActors(folder: string, { people, organisations, memberships }: ActorEntries): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, entries] of Object.entries({ people, organisations, memberships })) {
    const path = join(folder, `${name}.jsonl`);
    await writeFile(`${path}.new`, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    await rename(`${path}.new`, path);
  }
}
