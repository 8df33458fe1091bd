/**
 * What each change of a record was about, so that who keeps answers need forget only those that it can have made others.
 * What a change does not name is as it was.
 */
import type { CodingInput, Document, Judgement } from './schema.js';

export type Change =
  /** Something was judged: `actors` are those whom it names as they count, `dates` those that it had and has, where they differ. */
  | { of: 'judgement'; kind: Judgement['targetKind']; id: string; documentId: string; actors: string[]; dates: string[] }
  /** New documents: the actors of their events, those who speak in them or are spoken of, and the days of their events. */
  | { of: 'documents'; ids: string[]; actors: string[]; said: string[]; dates: string[] }
  | { of: 'figures'; actors: string[] }
  | { of: 'votes' | 'searches' | 'briefs' | 'rankers' }
  /** Whatever there is. */
  | { of: 'anything' };

/** Changes that are remembered; who asks for what came before them learns that it may have been anything. */
const REMEMBERED = 1000;

export class ChangeLog {
  private count = 0;
  private readonly last: Change[] = [];

  /** Another number after every change. */
  get edition(): number {
    return this.count;
  }

  add(change: Change): void {
    this.count += 1;
    this.last.push(change);
    if (this.last.length > REMEMBERED) this.last.shift();
  }

  /** The changes since an edition, in their order; null where they are not all remembered. */
  since(edition: number): readonly Change[] | null {
    const some = this.count - edition;
    return some < 0 || some > this.last.length ? null : this.last.slice(this.last.length - some);
  }
}

/** The change that new documents with their codings are. */
export function ofNew(batch: readonly { document: Document; coding: CodingInput }[], countedAs: (code: string) => string): Change {
  const codes = (mentions: readonly ({ code: string } | null)[]): string[] => [...new Set(mentions.flatMap((mention) => (mention === null ? [] : [countedAs(mention.code)])))];
  const events = batch.flatMap(({ coding }) => coding.events);
  const said = batch.flatMap(({ coding }) => [...coding.statements.flatMap(({ speaker, about }) => [speaker, ...about]), ...coding.forecasts.flatMap(({ forecaster, about }) => [forecaster, ...about])]);
  return {
    of: 'documents', ids: batch.map(({ document }) => document.id), actors: codes(events.flatMap(({ actors, recipients }) => [...actors, ...recipients])), said: codes(said),
    dates: [...new Set(events.map(({ date }) => date).filter((date) => date !== ''))],
  };
}
