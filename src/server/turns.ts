/**
 * Turns of relations, kept by what their series hold. Finding them is most of the work of a relation's page, and the same
 * series has the same turns: a change elsewhere in the record does not have them found again.
 */
import { createHash } from 'node:crypto';
import { findTurns } from '../analysis/turns.js';
import type { SeriesRow } from '../record/store.js';

type Found = Pick<ReturnType<typeof findTurns>, 'count' | 'probability' | 'turns'>;

/** Series whose turns are kept. */
const MOST = 2000;

export class KeptTurns {
  /** The one that was asked for last at the end. */
  private readonly kept = new Map<string, Found>();

  /** The turns of a relation from its days. */
  of(days: readonly SeriesRow[]): Found {
    const key = createHash('sha256').update(JSON.stringify(days)).digest('base64');
    const known = this.kept.get(key);
    if (known) this.kept.delete(key);
    const { count, probability, turns } = known ?? findTurns(days);
    const found = { count, probability, turns };
    this.kept.set(key, found);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= MOST) break;
      this.kept.delete(oldest);
    }
    return found;
  }
}
