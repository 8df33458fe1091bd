/** Memberships of other people's tables into a record, as one decision that is taken back as one. */
import { basename } from 'node:path';
import { withoutReplaced, type AddedMembership } from '../record/actors.js';
import type { ActorChange, Store } from '../record/index.js';
import { fileBytes } from '../sources/bytes.js';
import { readMemberships, type MembershipWords } from '../sources/memberships.js';
import type { Failure } from '../sources/types.js';
import { failuresOf } from './unread.js';

export interface MembershipImport extends MembershipWords {
  store: Store;
  files: string[];
  /** Those that count already. */
  known: readonly AddedMembership[];
  onFailure?: (failure: Failure) => void;
}

export interface MembershipResult {
  added: number;
  /** Those that were there at that time with other dates or another source: now as given last. */
  replaced: number;
  alreadyThere: number;
  failed: number;
  /** The decision that they are; null where there was nothing new. */
  change: ActorChange | null;
}

/** Names of files for a decision made of them. */
export const filesLabel = (files: readonly string[]): string => files.map((file) => basename(file)).join(', ').slice(0, 200);

/** Imports files, all rows that are sound at once. */
export async function importMemberships({ store, files, known, onFailure, ...words }: MembershipImport): Promise<MembershipResult> {
  const rows: AddedMembership[] = [];
  let failed = 0;
  for (const path of files) {
    for await (const item of failuresOf(path, readMemberships(fileBytes(path), words))) {
      if ('failure' in item) {
        failed += 1;
        onFailure?.(item.failure);
      } else rows.push(item.membership);
    }
  }
  const { memberships, ...counts } = newAmong(rows, known);
  const change = memberships.length === 0 ? null : await store.changeActor({ decision: { kind: 'import', file: filesLabel(files), people: [], organisations: [], memberships }, judge: '' });
  return { ...counts, failed, change };
}

/** Memberships that say something that those known do not. */
export function newAmong(memberships: readonly AddedMembership[], known: readonly AddedMembership[]): { memberships: AddedMembership[]; added: number; replaced: number; alreadyThere: number } {
  const said = ({ organisation, state, role, from, to, fromPrecision, toPrecision, source }: AddedMembership): string => JSON.stringify([organisation, state, role, from, from && (fromPrecision ?? 'day'), to, to && (toPrecision ?? 'day'), source]);
  const held = new Set(known.map(said));
  const fresh = memberships.filter((membership) => !held.has(said(membership)));
  const added = withoutReplaced(fresh, known).length;
  return { memberships: fresh, added, replaced: fresh.length - added, alreadyThere: memberships.length - fresh.length };
}
