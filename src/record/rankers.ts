/** Rankers that were trained with a record's judgements, and which of them codes what is added to it. */

/** A ranker that was trained and kept; it codes nothing until a person says so. */
export interface KeptRanker {
  version: string;
  /** ISO instant. */
  at: string;
  /** Who had it trained. */
  person: string;
  /** What was measured of it, as JSON; what it holds is the trainer's affair. */
  report: string;
}

/** Somebody's word on which ranker is to be used; appended, never overwritten. */
export interface RankerUse {
  /** Version of a kept ranker; "" for the package's own. */
  version: string;
  at: string;
  person: string;
}

export interface Rankers {
  /** Newest first. */
  kept: KeptRanker[];
  /** Oldest first; the last one counts. None: the package's own is used. */
  uses: RankerUse[];
}
