/** What the parts of a desk that come after its first look take and give. */
import { z } from 'zod';
import { Precision } from '../../record/schema.js';
import { ActorName, Names } from './schemas.js';

const MembershipDate = z.enum(['day', 'month', 'year']);

export const DeskFacts = z.object({
  actor: ActorName,
  /** By organisation, the earliest first; a state may have had several roles in one, one after the other. */
  memberships: z.array(z.object({
    organisation: z.string(),
    role: z.string(),
    from: z.string().nullable(),
    /** The day from which it was no more; null while it lasts. */
    to: z.string().nullable(),
    fromPrecision: MembershipDate.nullable(),
    toPrecision: MembershipDate.nullable(),
    source: z.string(),
  })),
  /** Figures of the record, by series and partner, in the order of their dates. */
  series: z.array(z.object({
    series: z.string(),
    partner: z.string().nullable(),
    values: z.array(z.object({ date: z.string(), precision: Precision, value: z.number(), unit: z.string(), source: z.string() })),
  })),
  names: Names,
});

export const DeskAgenda = z.object({
  actor: ActorName,
  /** The day on which it is read: that of the newest document unless another was asked for. */
  asOf: z.string(),
  /** Soonest first. */
  items: z.array(z.object({
    date: z.string(),
    precision: Precision,
    kind: z.enum(['planned', 'conditional', 'forecast']),
    actors: z.array(z.string()),
    recipients: z.array(z.string()),
    eventType: z.string(),
    words: z.string(),
    probability: z.number().nullable(),
    sources: z.array(z.object({ documentId: z.string(), documentTitle: z.string(), publication: z.string(), id: z.string() })),
  })),
  names: Names,
});

export const DeskVotes = z.object({
  actor: ActorName,
  /** Whether the record holds any votes. */
  held: z.boolean(),
  /** Whom the actor is held against. */
  others: z.array(z.string()),
  /** Of the actor and the others, session by session; the United States are positive. */
  points: z.array(z.object({ state: z.string(), session: z.number(), year: z.number(), value: z.number(), low: z.number(), high: z.number(), votes: z.number() })),
  /** Of each other with the actor, year by year. */
  agreement: z.array(z.object({
    state: z.string(),
    years: z.array(z.object({ year: z.number(), count: z.number(), simple: z.number().nullable(), kappa: z.number().nullable(), pi: z.number().nullable(), s: z.number().nullable() })),
  })),
  names: Names,
});

export type DeskFacts = z.infer<typeof DeskFacts>;
export type DeskAgenda = z.infer<typeof DeskAgenda>;
export type DeskVotes = z.infer<typeof DeskVotes>;
