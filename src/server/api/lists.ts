/** What every list takes. */
import { z } from 'zod';

/** ISO 8601 with a zone, as answers' own instants have it. */
export const Instant = z.iso.datetime({ offset: true, error: 'expected an instant such as 2024-05-01T12:00:00Z' });

/** `limit` has a default, and each list its own most. */
export const listQuery = (otherwise: number, most: number) => ({
  limit: z.coerce.number().int().min(1).max(most).default(otherwise),
  /** The `next` of the page before. */
  after: z.string().max(500).optional(),
  /** Only what was added, coded anew or judged at this instant or after: the `Date` of an earlier answer. */
  updated_since: Instant.optional(),
});
