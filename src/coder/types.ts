/**
 * What the coder says of a document. `record` keeps these things under ids of its own; here they are plain values.
 * All offsets are UTF-16 offsets into the document's text, [start, end).
 */

/** done: it happened; reported: it happened on somebody's word; the others are no deeds. */
export type Status = 'done' | 'planned' | 'denied' | 'conditional' | 'reported';
export type Precision = 'day' | 'week' | 'month' | 'quarter' | 'year' | 'unknown';

export interface Span {
  start: number;
  end: number;
}

/** One reason for a coding, in words that a person can check against the sentence. */
export interface Why {
  /** lexicon, operator: a codebook entry; relation: a path in the parse; actor, date, place: what a mention was resolved by; rule; ranker: weights. */
  kind: 'lexicon' | 'operator' | 'relation' | 'actor' | 'date' | 'place' | 'rule' | 'ranker';
  text: string;
  /** The codebook entry, rule or feature by its own name, where there is one. */
  ref?: string;
  start?: number;
  end?: number;
}

/** A stretch of text that names an actor, and who that is. */
export interface ActorMention extends Span {
  text: string;
  /** ISO 3166-1 alpha-3 for a state, the dictionary's code for an organisation, "" where no dictionary knows it. */
  code: string;
  /** PLOVER sector codes, most specific first ("GOV", "MIL" …); [] when unknown. */
  sectors: string[];
  /** Dictionary id of a person, where it is one. */
  person?: string;
  /** For an organisation, company or armed group: the state that it belongs to, if one. */
  state?: string;
  /** What the mention was resolved by ("name", "demonym", "metonym", "office on 2022-02-06", "acronym", "description", "pronoun"). */
  by: string;
}

export interface EventDraft extends Span {
  /** Index of the sentence in the document. `start`, `end` are that sentence's. */
  sentence: number;
  eventType: string;
  mode: string | null;
  quad: number;
  intensity: number;
  actors: ActorMention[];
  recipients: ActorMention[];
  /** Both sides do it: a meeting, a signature. */
  reciprocal: boolean;
  status: Status;
  /** True for "did not attend": what was expected and did not happen. */
  absence: boolean;
  /** On whose word, where the sentence says so. */
  attributedTo: ActorMention | null;
  /** ISO date (first day of the period), by the text if it says so, else the document's; "" when neither is known. */
  date: string;
  datePrecision: Precision;
  contexts: string[];
  place: (Span & { text: string; state: string }) | null;
  /** The words that made it this event. */
  trigger: Span[];
  /** Calibrated probability that the type and the sides that are named are right. */
  confidence: number;
  why: Why[];
}

export type StatementKind = 'position' | 'promise' | 'claim' | 'warning' | 'demand';

export interface StatementDraft extends Span {
  /** `start`, `end`: the words themselves. */
  sentence: number;
  speaker: ActorMention | null;
  about: ActorMention[];
  kind: StatementKind;
  /** Verbatim in quotation marks, or indirect speech. */
  direct: boolean;
  words: string;
  date: string;
  datePrecision: Precision;
  confidence: number;
  why: Why[];
}

export interface ForecastDraft extends Span {
  /** `start`, `end`: the clause that is forecast. */
  sentence: number;
  /** null: the author of the document. */
  forecaster: ActorMention | null;
  about: ActorMention[];
  words: string;
  likelihood: Span & {
    words: string;
    /** Name of the published scale, null for a hedge that stands for no number. */
    scale: string | null;
    low: number | null;
    point: number | null;
    high: number | null;
  };
  horizon: (Span & { text: string; date: string; precision: Precision }) | null;
  date: string;
  datePrecision: Precision;
  confidence: number;
  why: Why[];
}

export interface Coding {
  coderVersion: string;
  language: string;
  /** Offsets of every sentence. */
  sentences: Span[];
  /** Every actor mention found, whether or not in an event. */
  mentions: ActorMention[];
  events: EventDraft[];
  statements: StatementDraft[];
  forecasts: ForecastDraft[];
  /** Names of somebody or some body that no dictionary knows. */
  unresolved?: (Span & { text: string })[];
}

/** What the coder needs to know of a document. */
export interface CoderInput {
  text: string;
  title?: string;
  /** ISO date on which it was published; "" when unknown. */
  date?: string;
  datePrecision?: Precision;
  /** "en", "es" or "auto". */
  language?: string;
  /** Who wrote the text, as its source has it: whoever says "I" and "we" in it, where the dictionary knows them. */
  author?: string;
  /** Where it was published: a ministry or an organisation that speaks for itself is its author where none is named. */
  publication?: string;
  /** State that the text is about or comes from: its authorities and armed groups are meant where no other state is named. */
  home?: string;
}
