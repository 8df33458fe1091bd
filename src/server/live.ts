/** The coder and the names of actors as people's decisions make them: known anew after each decision. */
import { withAdditions, type ActorDictionary } from '../actors/index.js';
import type { Coding, CoderInput } from '../coder/types.js';
import { tuned, type CoderLike, type Tuning } from '../intake/coding.js';
import { additionsIn, overlayOf } from '../record/actors.js';
import type { ActorNames } from '../record/names.js';
import type { Store } from '../record/store.js';
import type { ServerContext } from './context.js';

/** A coder that may become another: whoever holds it codes by what is known now. */
export class LiveCoder {
  private now: CoderLike;
  private tuning: Tuning = { additions: null, ranker: null };

  constructor(private readonly base: ServerContext['coder'] & CoderLike) {
    this.now = base;
  }

  get version(): string {
    return this.now.version;
  }

  get ranker(): Uint8Array | null | undefined {
    return this.tuning.ranker ?? this.base.ranker;
  }

  get languages(): readonly string[] | undefined {
    return this.now.languages;
  }

  code(input: CoderInput): Coding {
    return this.now.code(input);
  }

  know(additions: Tuning['additions']): void {
    this.become({ ...this.tuning, additions });
  }

  /** Codes by this ranker from now on; null: by the one that it came with. @throws when the bytes are no ranker of this version. */
  rankBy(ranker: Tuning['ranker']): void {
    this.become({ ...this.tuning, ranker });
  }

  private become(tuning: Tuning): void {
    this.now = tuned(this.base, tuning);
    this.tuning = tuning;
  }
}

/** Reads the decisions, and has coder and names know them. */
export async function knowDecisions(store: Store, coder: LiveCoder, names: ActorNames, dictionary: ActorDictionary): Promise<void> {
  const overlay = overlayOf(await store.actorChanges());
  const additions = additionsIn(overlay);
  names.know(withAdditions(dictionary, additions), overlay);
  coder.know(additions);
}
