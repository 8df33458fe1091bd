/** Where the record comes from: what is brought in, and how it went. */
import { z } from 'zod';
import { MAX_ADDRESSES } from './limits.js';
import { listQuery } from './lists.js';

export const FailureView = z.object({ source: z.string(), place: z.string(), found: z.string(), expected: z.string(), advice: z.string() });

export const JobView = z.object({
  id: z.string(),
  /** `again`: documents that were there, coded anew. */
  kind: z.enum(['files', 'addresses', 'feeds', 'again']),
  label: z.string(),
  inputs: z.number(),
  /** "" where a schedule asked for it. */
  person: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'stopped', 'failed']),
  askedAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  progress: z.object({
    read: z.number(), added: z.number(), recoded: z.number(), alreadyThere: z.number(), failed: z.number(), events: z.number(),
    bytesRead: z.number(), bytesTotal: z.number().nullable(),
  }),
  /** The first thousand. */
  failures: z.array(FailureView),
  problem: z.string(),
});

export const JobsView = z.object({ jobs: z.array(JobView) });

export const SourcesView = z.object({
  /** Deeds as coded, of reports that are no copies, and one of a kind a day. */
  counts: z.object({ documents: z.number(), copies: z.number(), coded: z.number(), reports: z.number(), events: z.number() }),
  publications: z.array(z.object({ publication: z.string(), documents: z.number(), copies: z.number(), events: z.number(), first: z.string(), last: z.string() })),
  feeds: z.array(z.object({
    url: z.string(), items: z.number(), failures: z.number(), polledAt: z.string().nullable(), nextAt: z.string().nullable(),
    /** Asked on a schedule. */
    followed: z.boolean(),
    last: z.object({ items: z.number(), added: z.number(), problem: z.string() }).nullable(),
  })),
  /** How often a followed feed is asked; null where the server asks none by itself. */
  schedule: z.object({ everyMinutes: z.number().nullable() }),
  jobs: z.array(JobView),
});

export const StoriesQuery = z.object(listQuery(20, 200));

export const StoriesPage = z.object({
  stories: z.array(
    z.object({
      sightings: z.array(z.object({ documentId: z.string(), title: z.string(), publication: z.string(), url: z.string(), date: z.string(), similarity: z.number() })),
      documents: z.number(), coded: z.number(), reports: z.number(), events: z.number(),
    }),
  ),
  next: z.string().nullable(),
});

/** Pages to be read once, or feeds to be followed. */
export const Addresses = z.strictObject({
  addresses: z.array(z.string().min(1).max(2000)).min(1, 'expected at least one address').max(MAX_ADDRESSES, `expected at most ${MAX_ADDRESSES} addresses at once`),
  as: z.enum(['pages', 'feeds']).default('pages'),
});

export const FeedFollowing = z.strictObject({ url: z.string().min(1).max(2000), followed: z.boolean() });

export type JobView = z.infer<typeof JobView>;
export type JobsView = z.infer<typeof JobsView>;
export type SourcesView = z.infer<typeof SourcesView>;
export type StoriesPage = z.infer<typeof StoriesPage>;
export type FailureView = z.infer<typeof FailureView>;
