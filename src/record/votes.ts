/** United Nations roll calls, the votes in them, and the places of states that were estimated from all of them. */
export const CHOICES = ['no', 'abstain', 'yes'] as const;
export type Choice = (typeof CHOICES)[number];

export interface RollCall {
  /** The data set's own number of it. */
  id: string;
  session: number;
  /** Day of the vote; "" when it is not known. */
  date: string;
  issues: string[];
  /** A vote on one paragraph, or on an amendment, not on a whole resolution. */
  partial: boolean;
}

export interface Vote {
  /** Id of the roll call. */
  rollCall: string;
  state: string;
  choice: Choice;
}

/** Where a state stood in a session, estimated from all states' votes, with its 95 % interval. */
export interface IdealPointRow {
  state: string;
  session: number;
  value: number;
  low: number;
  high: number;
  /** Votes that it rests on. */
  votes: number;
}

export interface VoteSummary {
  added: number;
  /** Those that were there otherwise: now as given last. */
  replaced: number;
  alreadyThere: number;
  /** Votes in roll calls that the record does not have: left out. */
  unplaced: number;
}
