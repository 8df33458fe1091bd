/** Briefs that are kept: under a name, as their authors left them. */
import { z } from 'zod';
import { EditedBrief } from './brief.js';
import { listQuery } from './lists.js';
import { Names } from './schemas.js';

export const SavedBrief = z.object({
  id: z.string(),
  name: z.string(),
  actor: z.string(),
  /** Who saved it, and when (ISO instant). */
  person: z.string(),
  at: z.string(),
});

export const BriefsQuery = z.object(listQuery(100, 1000));
export const BriefsPage = z.object({ rows: z.array(SavedBrief), next: z.string().nullable(), names: Names });

/** A brief with its question, and what its author made of the draft; without `sections`, the draft as the record gives it. */
export const KeptBrief = z.object({ brief: SavedBrief, edited: EditedBrief });

export const NewBrief = z.strictObject({ name: z.string().trim().min(1, 'expected a name').max(120), actor: z.string().min(1).max(60), edited: EditedBrief });

export type SavedBrief = z.infer<typeof SavedBrief>;
export type BriefsPage = z.infer<typeof BriefsPage>;
export type KeptBrief = z.infer<typeof KeptBrief>;
