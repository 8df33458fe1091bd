/** What the ledger takes and gives. */
import { z } from 'zod';
import { FORECAST_STATUSES, STATEMENT_STATUSES } from '../../record/statuses.js';
import { ActorName, EstimateValue, EventEntry, Names, Said } from './schemas.js';

/** What a person finds that became of something said; "pending" and "not yet rated" are said of what nobody has looked at too. */
export const SaidStatus = z.enum([...STATEMENT_STATUSES, ...FORECAST_STATUSES]);
export const HeldKind = z.enum(['position', 'promise', 'warning', 'demand', 'forecast']);

/** Why a deed is set beside what was said. */
const Reason = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('later'), days: z.number(), partner: z.string() }),
  z.object({ kind: z.literal('announced'), eventType: z.string() }),
  z.object({ kind: z.literal('mode'), eventType: z.string(), mode: z.string() }),
  z.object({ kind: z.literal('material') }),
  z.object({ kind: z.literal('own'), by: z.string() }),
  z.object({ kind: z.literal('context'), contexts: z.array(z.string()) }),
  z.object({ kind: z.literal('words'), words: z.array(z.string()) }),
]);

export const Bearing = z.object({
  deed: EventEntry,
  direction: z.enum(['bears it out', 'goes against it', 'bears on it']),
  score: z.number(),
  reasons: z.array(Reason),
});

export const LedgerRow = z.object({
  said: Said,
  /** Who said it: the person where the text names one, else the actor; of a forecast by the text itself, its publication. */
  who: z.string(),
  /** Who signed the document, else its publication. */
  author: z.string(),
  status: SaidStatus,
  /** What a person found, on what evidence; null while nobody has. */
  resolution: z.object({ status: SaidStatus, evidence: z.array(z.string()), note: z.string(), judge: z.string(), at: z.string() }).nullable(),
  /** Of a forecast: its horizon has passed and nobody has resolved it. */
  due: z.boolean(),
  /** The deeds that a person named as evidence. */
  evidence: z.array(EventEntry),
  /** Later deeds that bear on it, the weightiest first. */
  bearings: z.array(Bearing),
});

const StatementScore = z.object({ who: z.string(), counts: z.record(z.enum(STATEMENT_STATUSES), z.number()), total: z.number(), kept: EstimateValue.nullable() });
const ForecastScore = z.object({
  who: z.string(),
  n: z.number(),
  brier: z.number().nullable(),
  log: z.number().nullable(),
  baseRate: z.number().nullable(),
  baseRateBrier: z.number().nullable(),
  pending: z.number(),
  due: z.number(),
  void: z.number(),
  withoutNumber: z.number(),
});

export const Ledger = z.object({
  actor: ActorName,
  /** The day on which it is read: forecasts are due by it. */
  asOf: z.string(),
  /** Newest first. */
  rows: z.array(LedgerRow),
  next: z.string().nullable(),
  /** How many there are of each kind and of each status, whatever kind, status or speaker was asked for. */
  kinds: z.array(z.object({ kind: HeldKind, count: z.number() })),
  statuses: z.array(z.object({ status: SaidStatus, count: z.number() })),
  /** Claims about what is, which are not held against deeds. */
  claims: z.number(),
  kept: z.object({ speakers: z.array(StatementScore), authors: z.array(StatementScore) }),
  scores: z.object({ all: ForecastScore, speakers: z.array(ForecastScore), authors: z.array(ForecastScore) }),
  calibration: z.array(z.object({ from: z.number(), to: z.number(), n: z.number(), forecast: z.number().nullable(), happened: EstimateValue.nullable() })),
  names: Names,
});

export type SaidStatus = z.infer<typeof SaidStatus>;
export type HeldKind = z.infer<typeof HeldKind>;
export type Reason = z.infer<typeof Reason>;
export type Bearing = z.infer<typeof Bearing>;
export type LedgerRow = z.infer<typeof LedgerRow>;
export type Ledger = z.infer<typeof Ledger>;
export type StatementScore = z.infer<typeof StatementScore>;
export type ForecastScore = z.infer<typeof ForecastScore>;
