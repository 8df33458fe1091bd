/**
 * What the API takes and gives. These schemas validate what comes in, describe the API (OpenAPI) and type the web app.
 * Free of Node, so that the web app may import their types.
 */
import { z } from 'zod';
import { Document, Event, Forecast, IsoDate, Judgement, Precision, Span, Statement, StatementKind, Status } from '../../record/schema.js';
import { FORECAST_STATUSES, STATEMENT_STATUSES } from '../../record/statuses.js';

const LocalName = z.object({ en: z.string(), es: z.string() });

export const ActorName = z.object({ code: z.string(), kind: z.string(), name: LocalName });
/** Names of every actor code that an answer mentions. */
export const Names = z.record(z.string(), ActorName);

export const Direction = z.enum(['out', 'in', 'both']);
export const SeriesUnit = z.enum(['month', 'quarter', 'year']);
export const MeasureName = z.enum(['intensity', 'net']);

export const Quads = z.tuple([z.number(), z.number(), z.number(), z.number()]);
export const EstimateValue = z.object({ value: z.number(), low: z.number(), high: z.number() });

export const Point = z.object({
  period: z.string(),
  count: z.number(),
  quads: Quads,
  mean: z.number().nullable(),
  net: EstimateValue.nullable(),
  level: EstimateValue,
});

/** Somebody's time at the head of a state's executive. */
export const Government = z.object({
  state: z.string(),
  person: z.string(),
  title: LocalName,
  from: z.string().nullable(),
  to: z.string().nullable(),
});

/** A level on one side of a turn, with the deeds that it rests on. */
const Level = EstimateValue.extend({ count: z.number() });

export const Turn = z.object({
  verdict: z.enum(['warmer', 'cooler', 'more deeds', 'fewer deeds']),
  date: z.string(),
  /** The turn lies between these days with 95 % probability. */
  from: z.string(),
  to: z.string(),
  probability: z.number(),
  before: Level,
  after: Level,
});

export const Turns = z.object({
  count: z.number(),
  /** Probability of at least one turn; null when there are too few deeds to ask. */
  probability: z.number().nullable(),
  turns: z.array(Turn),
});

export const SaidKind = z.enum([...StatementKind.options, 'forecast']);

/** A statement or a forecast as lists and charts show it. */
export const Said = z.object({
  id: z.string(),
  documentId: z.string(),
  kind: SaidKind,
  speaker: z.string(),
  about: z.array(z.string()),
  words: z.string(),
  date: z.string(),
  datePrecision: Precision,
  /** Of a forecast: the words of likelihood and the band that they stand for. */
  likelihood: z.object({ words: z.string(), low: z.number().nullable(), high: z.number().nullable() }).nullable(),
  /** Of a forecast: by when. */
  horizon: z.object({ text: z.string(), date: z.string(), precision: Precision }).nullable(),
  confidence: z.number(),
  documentTitle: z.string(),
  publication: z.string(),
  /** That the document is written in, as a code; "" where it is not known. */
  language: z.string().optional(),
  judged: z.enum(['none', 'accepted', 'corrected', 'rejected', 'resolved']),
  /** What a person resolved it to; "" when nobody has. */
  outcome: z.string(),
});

const SideOfDate = z.object({ count: z.number(), quads: Quads, estimate: EstimateValue.nullable() });

export const PartnerComparison = z.object({
  partner: z.string(),
  before: SideOfDate,
  after: SideOfDate,
  difference: z.number().nullable(),
  p: z.number().nullable(),
  q: z.number().nullable(),
  verdict: z.enum(['warmer', 'cooler', 'no evidence of change']),
});

export const JudgedState = z.enum(['none', 'accepted', 'corrected', 'rejected', 'resolved']);

export const EventEntry = z.object({
  event: Event,
  documentTitle: z.string(),
  publication: z.string(),
  sentenceText: z.string(),
  /** That the document is written in, as a code; "" where it is not known. */
  language: z.string().optional(),
  judged: JudgedState,
  /** In the sentence, the words that were looked for. */
  marks: z.array(Span).optional(),
});

export const Summary = z.object({
  documents: z.number(),
  events: z.number(),
  statements: z.number(),
  forecasts: z.number(),
  judgements: z.number(),
  /** Dates of the earliest and the latest deed. */
  first: z.string(),
  last: z.string(),
  /** Where the record begins but for a few deeds of long ago. */
  from: z.string(),
  coderVersion: z.string(),
  actors: z.array(ActorName.extend({ count: z.number(), first: z.string(), last: z.string() })),
});

export const Network = z.object({
  from: z.string(),
  to: z.string(),
  /** Fewest deeds of a pair that is shown. */
  least: z.number(),
  /** Those with a pair, busiest first. */
  actors: z.array(z.string()),
  pairs: z.array(z.object({ a: z.string(), b: z.string(), count: z.number(), cooperation: z.number(), conflict: z.number(), mean: z.number() })),
  names: Names,
});

export const Desk = z.object({
  actor: ActorName,
  at: z.string(),
  from: z.string(),
  to: z.string(),
  measure: MeasureName,
  direction: Direction,
  governments: z.array(Government),
  /** All partners together, by quarter: the ground on which the date is chosen. */
  timeline: z.array(Point),
  /** Main partners, warmest change first. */
  partners: z.array(PartnerComparison),
  /** Quarterly series of the main partners, busiest first. */
  series: z.array(z.object({ partner: z.string(), points: z.array(Point) })),
  recent: z.array(EventEntry),
  /** What the country said last, newest first. */
  said: z.array(Said),
  names: Names,
});

export const Dyad = z.object({
  actor: ActorName,
  partner: ActorName,
  unit: SeriesUnit,
  from: z.string(),
  to: z.string(),
  direction: Direction,
  governments: z.array(Government),
  points: z.array(Point),
  total: z.number(),
  /** Where the warmth of the relation turned. */
  turns: Turns,
  /** Statements and forecasts of the one about the other, oldest first. */
  said: z.array(Said),
  /** Another relation beside this one, in the same periods. */
  other: z.object({ actor: ActorName, partner: ActorName, points: z.array(Point), total: z.number(), turns: Turns }).nullable(),
  names: Names,
});

export const EventPage = z.object({ rows: z.array(EventEntry), next: z.string().nullable(), names: Names });

const judged = <S extends z.ZodType>(value: S) =>
  z.object({ value, coded: value, judgements: z.array(Judgement), rejected: z.boolean() });

/** A document with its coding; for text that is only looked at, under ids of the moment and without judgements. */
export const CodedDocument = z.object({
  document: Document,
  sentences: z.array(Span),
  events: z.array(judged(Event)),
  statements: z.array(judged(Statement)),
  forecasts: z.array(judged(Forecast)),
  names: Names,
});

export const DocumentPage = z.object({
  rows: z.array(Document.omit({ text: true }).extend({
    events: z.number(),
    /** Of a search by words: the sentence that has most of them. */
    passage: z.object({ text: z.string(), marks: z.array(Span) }).optional(),
  })),
  next: z.string().nullable(),
});

const MAX_PASTED = 200_000;

export const Pasted = z.strictObject({
  text: z.string().min(1, 'expected some text').max(MAX_PASTED, `expected at most ${MAX_PASTED} characters; add longer texts with "demarche add FILE"`),
  title: z.string().max(500).default(''),
  date: IsoDate.default(''),
  publication: z.string().max(200).default(''),
  url: z.string().max(2000).default(''),
  language: z.enum(['auto', 'en', 'es']).default('auto'),
});

export const Added = z.object({ id: z.string(), added: z.number(), recoded: z.number(), alreadyThere: z.number(), events: z.number(), statements: z.number(), forecasts: z.number() });

/** What a person decided. Of an event, a correction may name the actor and the recipient by code alone. */
export const Decision = z.strictObject({
  targetKind: z.enum(['event', 'statement', 'forecast']),
  targetId: z.string().min(1),
  documentId: z.string().min(1),
  verdict: z.enum(['accepted', 'corrected', 'rejected', 'resolved', 'withdrawn']),
  /** Id of the last judgement that the person saw on it, "" for none: a verdict on what another has changed since is refused. */
  seen: z.string().optional(),
  /** Of a statement or forecast that is resolved: what became of it, and the events (by id) that say so. */
  status: z.enum([...STATEMENT_STATUSES, ...FORECAST_STATUSES]).optional(),
  evidence: z.array(z.string().min(1)).max(20, 'expected at most 20 events').optional(),
  changes: z
    .strictObject({
      eventType: z.string(),
      mode: z.string().nullable(),
      actor: z.string(),
      recipient: z.string(),
      status: Status,
      date: IsoDate,
      kind: z.string(),
    })
    .partial()
    .default({}),
  note: z.string().max(2000).default(''),
});

const Defined = z.object({ code: z.string(), name: LocalName, definition: LocalName });

export const CodebookView = z.object({
  types: z.array(Defined.extend({ quad: z.number(), intensity: z.number(), direction: z.string(), medium: z.string() })),
  modes: z.array(z.object({ eventType: z.string(), mode: z.string(), name: LocalName, definition: LocalName, intensity: z.number() })),
  contexts: z.array(Defined),
  /** What an actor is: government, military, company … */
  sectors: z.array(Defined),
  statuses: z.array(z.string()),
});

/** An error as RFC 9457 has it. */
export const Problem = z.object({ type: z.string(), title: z.string(), status: z.number(), detail: z.string(), instance: z.string().optional() });

export type ActorName = z.infer<typeof ActorName>;
export type Names = z.infer<typeof Names>;
export type Direction = z.infer<typeof Direction>;
export type SeriesUnit = z.infer<typeof SeriesUnit>;
export type MeasureName = z.infer<typeof MeasureName>;
export type Point = z.infer<typeof Point>;
export type Estimate = z.infer<typeof EstimateValue>;
export type Government = z.infer<typeof Government>;
export type PartnerComparison = z.infer<typeof PartnerComparison>;
export type EventEntry = z.infer<typeof EventEntry>;
export type Network = z.infer<typeof Network>;
export type Said = z.infer<typeof Said>;
export type Turns = z.infer<typeof Turns>;
export type Summary = z.infer<typeof Summary>;
export type Desk = z.infer<typeof Desk>;
export type Dyad = z.infer<typeof Dyad>;
export type EventPage = z.infer<typeof EventPage>;
export type CodedDocument = z.infer<typeof CodedDocument>;
export type DocumentPage = z.infer<typeof DocumentPage>;
export type Pasted = z.infer<typeof Pasted>;
export type Added = z.infer<typeof Added>;
export type Decision = z.infer<typeof Decision>;
export type CodebookView = z.infer<typeof CodebookView>;
export type Problem = z.infer<typeof Problem>;
