/**
 * The schema of all that is kept. Zod is the one source: types, validation and the API's documentation follow from it.
 * Ids are content hashes (`ids.ts`), offsets are UTF-16 offsets into the document's canonical text, [start, end).
 */
import { z } from 'zod';

/** A calendar date, "" when it is not known. */
export const IsoDate = z.string().regex(/^(\d{4}-\d{2}-\d{2})?$/, 'expected a date as YYYY-MM-DD, or nothing');
export const Precision = z.enum(['day', 'week', 'month', 'quarter', 'year', 'unknown']);
export const Status = z.enum(['done', 'planned', 'denied', 'conditional', 'reported']);
export const StatementKind = z.enum(['position', 'promise', 'claim', 'warning', 'demand']);

export const Span = z.object({ start: z.number().int().nonnegative(), end: z.number().int().nonnegative() });

export const Why = z.object({
  kind: z.enum(['lexicon', 'operator', 'relation', 'actor', 'date', 'place', 'rule', 'ranker', 'import']),
  text: z.string(),
  ref: z.string().optional(),
  start: z.number().int().optional(),
  end: z.number().int().optional(),
});

export const ActorMention = Span.extend({
  text: z.string(),
  code: z.string(),
  sectors: z.array(z.string()),
  person: z.string().optional(),
  /** For an organisation, company or armed group: the state that it belongs to, if one. */
  state: z.string().optional(),
  by: z.string(),
});

/** One article, release, cable, post. */
export const Document = z.object({
  id: z.string(),
  title: z.string().default(''),
  publication: z.string().default(''),
  author: z.string().default(''),
  url: z.string().default(''),
  date: IsoDate.default(''),
  datePrecision: Precision.default('day'),
  language: z.string().default(''),
  /** Canonical text: line ends as \n, Unicode NFC, no byte-order mark; what every offset refers to. */
  text: z.string(),
  /** Where the facts can be looked up, for a document that was written from them. */
  lookup: z.string().default(''),
});

const coded = { id: z.string(), documentId: z.string(), coderVersion: z.string(), sentence: z.number().int(), confidence: z.number().min(0).max(1), why: z.array(Why) };

export const Event = Span.extend({
  ...coded,
  eventType: z.string(),
  mode: z.string().nullable(),
  quad: z.number().int().min(1).max(4),
  intensity: z.number().min(-10).max(10),
  actors: z.array(ActorMention),
  recipients: z.array(ActorMention),
  /** Both sides do it: a meeting, a signature. */
  reciprocal: z.boolean().default(false),
  status: Status,
  absence: z.boolean(),
  attributedTo: ActorMention.nullable(),
  date: IsoDate,
  datePrecision: Precision,
  contexts: z.array(z.string()),
  place: Span.extend({ text: z.string(), state: z.string() }).nullable(),
  trigger: z.array(Span),
});

export const Statement = Span.extend({
  ...coded,
  speaker: ActorMention.nullable(),
  about: z.array(ActorMention),
  kind: StatementKind,
  direct: z.boolean(),
  words: z.string(),
  date: IsoDate,
  datePrecision: Precision,
});

export const Forecast = Span.extend({
  ...coded,
  forecaster: ActorMention.nullable(),
  about: z.array(ActorMention),
  words: z.string(),
  likelihood: Span.extend({
    words: z.string(),
    scale: z.string().nullable(),
    low: z.number().nullable(),
    point: z.number().nullable(),
    high: z.number().nullable(),
  }),
  horizon: Span.extend({ text: z.string(), date: IsoDate, precision: Precision }).nullable(),
  date: IsoDate,
  datePrecision: Precision,
});

/** An actor as a page names it. */
export const Actor = z.object({ code: z.string(), kind: z.string(), name: z.record(z.string(), z.string()) });

/** What a person decided about an event, statement or forecast: appended, never overwritten. */
export const Judgement = z.object({
  id: z.string(),
  /** What is judged: by what it is in the text, so that a newer coder's coding of the same words keeps it. */
  targetKind: z.enum(['event', 'statement', 'forecast']),
  targetId: z.string(),
  documentId: z.string(),
  verdict: z.enum(['accepted', 'corrected', 'rejected', 'resolved', 'withdrawn']),
  /** Corrected fields and their values; the status of a forecast or promise when resolved. */
  changes: z.record(z.string(), z.unknown()).default({}),
  note: z.string().default(''),
  judge: z.string().default(''),
  /** ISO instant. */
  at: z.string(),
});

export type ActorMention = z.infer<typeof ActorMention>;
export type Document = z.infer<typeof Document>;
export type Event = z.infer<typeof Event>;
export type Statement = z.infer<typeof Statement>;
export type Forecast = z.infer<typeof Forecast>;
export type Actor = z.infer<typeof Actor>;
export type Judgement = z.infer<typeof Judgement>;
export type Precision = z.infer<typeof Precision>;
export type Status = z.infer<typeof Status>;

/** A document as a source gives it: the id follows from what it holds (`ids.ts`). */
export type DocumentInput = Omit<z.input<typeof Document>, 'id'>;

/** What a coder hands over for one document (its own types are structurally these): no ids yet. */
export interface CodingInput {
  coderVersion: string;
  language: string;
  sentences: { start: number; end: number }[];
  events: Omit<Event, 'id' | 'documentId' | 'coderVersion'>[];
  statements: Omit<Statement, 'id' | 'documentId' | 'coderVersion'>[];
  forecasts: Omit<Forecast, 'id' | 'documentId' | 'coderVersion'>[];
  /** Names of somebody or some body that the coder's dictionary does not know. */
  unresolved?: { text: string; start: number; end: number }[];
}
