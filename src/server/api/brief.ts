/** Briefs: what is asked, what an author changed, and the brief with what cannot stand in it. */
import { z } from 'zod';
import { IsoDate, Precision } from '../../record/schema.js';
import { ActorName, EstimateValue, Names } from './schemas.js';

/** As in brief/write.ts. */
export const BriefFormat = z.enum(['md', 'html', 'docx', 'pdf']);

const date = IsoDate.optional().transform((value) => value || undefined);

/** What is left out follows from the record. */
export const BriefQuestion = {
  at: date,
  from: date,
  to: date,
  /** Codes of partners with commas between them. */
  partners: z.string().max(500).regex(/^[^,]*(,[^,]+)*$/, 'expected codes with commas between them').optional(),
  language: z.enum(['en', 'es']).default('en'),
};

const SENTENCE = 2000;
const Sentence = z.union([
  /** A sentence of the record by its key, perhaps in other words. */
  z.strictObject({ key: z.string().max(200), wording: z.string().max(SENTENCE).optional() }),
  /** A sentence of the author's own. */
  z.strictObject({ own: z.string().max(SENTENCE) }),
]);

/** The brief as an author wants it: sections and their sentences in order. Without `sections`, the draft. */
export const EditedBrief = z.strictObject({
  ...BriefQuestion,
  sections: z.array(z.strictObject({ key: z.string().max(100), sentences: z.array(Sentence).max(200) })).max(200).optional(),
});

const Side = EstimateValue.extend({ count: z.number() }).nullable();

export const BriefView = z.object({
  actor: ActorName,
  at: z.string(),
  from: z.string(),
  to: z.string(),
  language: z.enum(['en', 'es']),
  title: z.string(),
  period: z.string(),
  sections: z.array(z.object({
    key: z.string(),
    level: z.number(),
    heading: z.string(),
    sentences: z.array(z.object({
      /** Null for the author's own. */
      key: z.string().nullable(),
      /** As it stands in the brief. */
      text: z.string(),
      /** As the record gives it, where the author put it in other words. */
      record: z.string().nullable(),
      /** Numbers of its sources. */
      sources: z.array(z.number()),
      /** Why it cannot stand so; null where it can. */
      problem: z.string().nullable(),
    })),
  })),
  chart: z.array(z.object({ partner: z.string(), name: z.string(), sides: z.object({ before: Side, after: Side }) })),
  chartTitle: z.string(),
  /** Each partner's mean intensity by quarter, with its turns; `title` says what is drawn and found. */
  series: z.array(z.object({
    partner: z.string(), name: z.string(), title: z.string(),
    points: z.array(z.object({ period: z.string(), mean: z.number(), count: z.number() })),
    turns: z.array(z.object({ verdict: z.string(), date: z.string(), from: z.string(), to: z.string() })),
  })),
  /** Those that the text cites. */
  sources: z.array(z.object({ number: z.number(), lead: z.string(), quote: z.string(), tail: z.string(), documentId: z.string().nullable(), date: z.string(), datePrecision: Precision.nullable() })),
  /** The deeds that the numbers rest on, by their numbers in the list at the end. */
  deeds: z.array(z.object({ number: z.number(), event: z.string(), date: z.string(), type: z.string(), partners: z.array(z.string()), documentId: z.string(), text: z.string() })),
  notes: z.array(z.string()),
  governments: z.array(z.object({ person: z.string(), from: z.string() })),
  names: Names,
});

export type BriefFormat = z.infer<typeof BriefFormat>;
export type EditedBrief = z.input<typeof EditedBrief>;
export type BriefView = z.infer<typeof BriefView>;
