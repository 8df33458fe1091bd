/**
 * A brief as data: sections of sentences, each of which says what it claims, which numbers it holds, which events they
 * rest on and which sources it cites. The text follows from the claim and the record alone (`state.ts`), so that it can
 * be made again and compared (`check.ts`).
 */
import type { Precision } from '../record/schema.js';

export type Language = 'en' | 'es';
export type Side = 'before' | 'after';

/** What is asked for. */
export interface Question {
  actor: string;
  /** The date that divides before from after. */
  at: string;
  /** First day, and the day after the last. */
  from: string;
  to: string;
  /** Partners to write about; the main ones, and those whose relation changed, when left out. */
  partners?: string[];
  language: Language;
}

/** What a sentence asserts of the record. */
export type Claim =
  | { of: 'holdings' | 'said-holdings' | 'verdicts' | 'thin' | 'straddling' | 'coder' | 'judged' }
  | { of: 'change'; partner: string }
  | { of: 'deed' | 'planned'; event: string }
  | { of: 'said'; statement: string }
  | { of: 'forecast'; forecast: string }
  /** An author's own sentence: it asserts nothing of the record, and is marked as the author's. */
  | { of: 'own'; words: string };

/** Numbers and words by the names that they have in the sentence's template. */
export type Values = Record<string, number | string | null>;

/** What follows from a claim: one sentence. */
export interface Stated {
  text: string;
  values: Values;
  /** Ids of the events that the sentence rests on. */
  events: string[];
}

export interface Fact extends Stated {
  claim: Claim;
  /** Numbers of the sources cited. */
  sources: number[];
  /** The same in an author's words (see wording.ts). */
  wording?: string;
}

export type Source =
  | { number: number; kind: 'sentence'; documentId: string; title: string; publication: string; date: string; datePrecision: Precision; url: string; lookup: string; sentence: string }
  /** Deeds of the numbered list at the end. */
  | { number: number; kind: 'deeds'; deeds: number[] }
  /** The record as a whole: what it does not hold, or holds no list of here. */
  | { number: number; kind: 'record'; text: 'none' | 'record' };

/** A deed that a number rests on, in the list at the end. */
export interface NumberedDeed {
  number: number;
  event: string;
  date: string;
  datePrecision: Precision;
  type: string;
  partners: string[];
  source: number;
}

export interface Section {
  /** What it is called, whatever its heading: "course", "before CHN". */
  key: string;
  heading: string;
  level: 2 | 3 | 4;
  facts: Fact[];
}

/** One line of the dumbbell chart. */
export interface ChartRow {
  partner: string;
  name: string;
  sides: Record<Side, { value: number; low: number; high: number; count: number } | null>;
}

/** One partner's series, with its turns. */
export interface SeriesChart {
  partner: string;
  name: string;
  /** Quarters with deeds, by their first days. */
  points: { period: string; mean: number; count: number }[];
  /** Each with the days between which it lies with 95 % probability. */
  turns: { verdict: string; date: string; from: string; to: string }[];
}

export interface Brief {
  question: Question;
  title: string;
  period: string;
  sections: Section[];
  chart: ChartRow[];
  series: SeriesChart[];
  sources: Source[];
  deeds: NumberedDeed[];
  /** Definitions of the measures: no facts. */
  notes: string[];
}
