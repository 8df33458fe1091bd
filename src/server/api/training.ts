/** Training the ranker with the record's judgements, and which ranker is used. */
import { z } from '@hono/zod-openapi';

const Compared = z.object({
  sentences: z.number().int().openapi({ description: 'Sentences that were left out in turn' }),
  before: z.number().int().openapi({ description: 'Of them, labelled rightly by rankers that have learnt what the ranker in use has' }),
  after: z.number().int().openapi({ description: 'Labelled rightly by rankers that have learnt from all judgements too' }),
});

export const TrainingReport = z.object({
  own: Compared,
  judged: Compared,
  known: z.number().int().openapi({ description: 'Of the judged, those that the ranker in use had learnt from' }),
  calibrationError: z.number(),
  seconds: z.number(),
});

export const TrainingStep = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('starting') }),
  z.object({ kind: z.literal('reading'), sentences: z.number().int() }),
  z.object({ kind: z.literal('fold'), n: z.number().int(), of: z.number().int() }),
  z.object({ kind: z.literal('calibrating') }),
  z.object({ kind: z.literal('fitting') }),
]);

export const TrainingView = z.object({
  judged: z.number().int().openapi({ description: 'Judged events that a ranker can learn from' }),
  unlearned: z.number().int().openapi({ description: 'Those that the ranker in use has not learnt from' }),
  running: z.object({ step: TrainingStep, startedAt: z.string(), person: z.string() }).nullable(),
  problem: z.string().openapi({ description: 'Why the last training failed; "" where it did not' }),
  inUse: z.string().openapi({ description: 'Version of the ranker that codes what is added; "" for the package’s own' }),
  coderVersion: z.string(),
  kept: z.array(z.object({ version: z.string(), at: z.string(), person: z.string(), report: TrainingReport })),
  uses: z.array(z.object({ version: z.string(), at: z.string(), person: z.string() })).openapi({ description: 'Who put which ranker to use, oldest first' }),
});

export const RankerChoice = z.strictObject({ version: z.string().max(100) });

export type TrainingView = z.infer<typeof TrainingView>;
export type TrainingStep = z.infer<typeof TrainingStep>;
