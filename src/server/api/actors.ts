/** Actors: finding one, deciding who is who, names that wait for a decision. */
import { z } from 'zod';
import { DecisionView, OwnDecision } from '../../record/actors.js';
import { listQuery } from './lists.js';
import { ActorName, Names } from './schemas.js';
import { JobView } from './sources.js';

const OfficeView = z.object({ office: z.string(), state: z.string(), title: z.object({ en: z.string(), es: z.string() }).nullable(), from: z.string().nullable(), to: z.string().nullable() });

export const FindQuery = z.object({ q: z.string().max(200).default(''), limit: z.coerce.number().int().min(1).max(200).default(30) });

/** Busiest first. */
export const FoundActors = z.object({
  found: z.array(
    ActorName.extend({
      /** Deeds in the record. */
      count: z.number(),
      /** The names that were looked for, as texts write them. */
      forms: z.array(z.string()),
      /** Whom it counts as, where it was merged. */
      into: z.string().nullable(),
    }),
  ),
  names: Names,
});

/** What was decided, by whom and when. */
export const ChangeView = z.object({
  id: z.string(),
  decision: DecisionView,
  note: z.string(),
  judge: z.string(),
  at: z.string(),
  /** False: taken back since. */
  standing: z.boolean(),
});

export const ActorProfile = z.object({
  actor: ActorName,
  /** By the dictionary, whatever it was renamed to. */
  given: z.object({ en: z.string(), es: z.string() }),
  /** Of an organisation: its sector, the state that it is of, since when and until when it is there. */
  organisation: z.object({ sector: z.string(), state: z.string().nullable(), from: z.string().nullable(), to: z.string().nullable() }).nullable(),
  into: z.string().nullable(),
  merged: z.array(z.string()),
  count: z.number(),
  first: z.string(),
  last: z.string(),
  /** All names by which texts call it. */
  forms: z.array(z.string()),
  offices: z.array(OfficeView),
  changes: z.array(ChangeView),
  names: Names,
});

export const ChangesQuery = z.object(listQuery(50, 500));
export const ChangesPage = z.object({ rows: z.array(ChangeView), next: z.string().nullable(), names: Names });

export const UnresolvedQuery = z.object({ text: z.string().max(200).optional(), ...listQuery(30, 500) });
export const UnresolvedPage = z.object({
  rows: z.array(
    z.object({
      name: z.string(),
      forms: z.array(z.string()),
      documents: z.number(),
      mentions: z.number(),
      documentId: z.string(),
      publication: z.string(),
      date: z.string(),
      excerpt: z.string(),
      marks: z.array(z.object({ start: z.number(), end: z.number() })),
    }),
  ),
  next: z.string().nullable(),
});

export const Deciding = z.strictObject({ decision: OwnDecision, note: z.string().max(2000).default('') });
/** The decision as kept; and the job that codes the documents anew that it concerns, if there are any. */
export const Decided = z.object({ change: ChangeView, job: JobView.nullable() });

export const Offices = z.object({ offices: z.array(z.string()) });

export type FoundActors = z.infer<typeof FoundActors>;
export type ActorProfile = z.infer<typeof ActorProfile>;
export type ChangeView = z.infer<typeof ChangeView>;
export type ChangesPage = z.infer<typeof ChangesPage>;
export type UnresolvedPage = z.infer<typeof UnresolvedPage>;
export type Decided = z.infer<typeof Decided>;
export type Offices = z.infer<typeof Offices>;
/** What can be decided here. */
export type ActorDecision = z.infer<typeof OwnDecision>;
