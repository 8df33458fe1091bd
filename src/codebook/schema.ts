/**
 * The shape of every file under `data/codebook/`. The files are the codebook; code only reads them.
 * See data/codebook/README.md for what each column means and how an entry is added.
 */
import { z } from 'zod';

const Names = z.object({ en: z.string(), es: z.string() });
/** In words that are the same in every interface: in each language a sentence at least. */
const Definition = z.strictObject({ en: z.string().min(20), es: z.string().min(20) });

export const EventType = z.strictObject({
  code: z.string().regex(/^[A-Z]+$/),
  name: Names,
  quad: z.number().int().min(1).max(4),
  cameo: z.union([z.string(), z.array(z.string())]),
  intensity: z.number().min(-10).max(10),
  reciprocal: z.boolean(),
  definition: Definition,
  direction: z.enum(['cooperation', 'conflict']),
  medium: z.enum(['verbal', 'material']),
  /** The type's name in older data that knew CONCEDE and RETREAT as one. */
  legacy: z.string().optional(),
});

export const Mode = z.strictObject({
  eventType: z.string(),
  mode: z.string(),
  name: Names,
  definition: Definition,
  intensity: z.number().min(-10).max(10),
});

export const Sector = z.strictObject({
  code: z.string(),
  name: Names,
  definition: Definition,
  /** Such an actor belongs to the state where it is met, when no other is named: police, rebels; not civilians. */
  ofState: z.boolean().optional(),
});

/** Which CAMEO root a PLOVER type is called in data of that older form; the last row that fits counts. */
export const CameoRoot = z.strictObject({
  type: z.string(),
  root: z.string().regex(/^\d\d$/),
  actorSectors: z.array(z.string()).optional(),
  notModes: z.array(z.string()).optional(),
  /** Only where a word of the trigger begins with one of these ("01", "02": what CAMEO counts as mere statements and appeals). */
  stems: z.array(z.string()).optional(),
});

export const Context = z.strictObject({
  code: z.string(),
  name: Names,
  definition: Definition,
  triggers: z.object({ en: z.array(z.string()), es: z.array(z.string()) }),
});

export const CameoCode = z.strictObject({ type: z.string(), mode: z.string().nullable(), name: z.string() });

export const NounClass = z.strictObject({ class: z.string(), lemmas: z.array(z.string()).min(1) });

/** A pattern: these words, so built, mean this type of event. */
export const LexiconEntry = z.strictObject({
  lemma: z.string().min(1),
  pos: z.enum(['VERB', 'NOUN', 'ADJ']),
  particle: z.string().optional(),
  reflexive: z.boolean().optional(),
  light: z.boolean().optional(),
  object: z.array(z.string()).optional(),
  notObject: z.array(z.string()).optional(),
  with: z.array(z.string()).optional(),
  complement: z.array(z.string()).optional(),
  subject: z.array(z.string()).optional(),
  actor: z.array(z.string()).optional(),
  recipient: z.array(z.string()).optional(),
  type: z.string(),
  mode: z.string().nullable().optional(),
  contexts: z.array(z.string()).optional(),
  reciprocal: z.boolean().optional(),
  weight: z.number().min(0).max(1).optional(),
  example: z.string().optional(),
});

export const OperatorEffect = z.strictObject({
  type: z.string().optional(),
  mode: z.string().nullable().optional(),
  /** Type by the direction or the type of the event below: {"conflict": "THREATEN"}. */
  typeBy: z.record(z.string(), z.string()).optional(),
  status: z.enum(['done', 'planned', 'denied', 'conditional', 'reported']).optional(),
  absence: z.boolean().optional(),
  speech: z.boolean().optional(),
  kind: z.enum(['position', 'promise', 'claim', 'warning', 'demand']).optional(),
  forecast: z.boolean().optional(),
});

/** A word above a clause that changes what the clause below it means. */
export const Operator = z.strictObject({
  lemma: z.string().min(1),
  pos: z.enum(['VERB', 'NOUN', 'ADJ', 'ADV', 'AUX', 'SCONJ', 'ADP']),
  particle: z.string().optional(),
  reflexive: z.boolean().optional(),
  takes: z.array(z.string()).optional(),
  effect: OperatorEffect,
  recipientFrom: z.enum(['below', 'obj']).optional(),
  example: z.string().optional(),
});

export const LikelihoodScale = z.strictObject({
  scale: z.string(),
  reference: z.string(),
  bands: z.array(
    z.strictObject({
      name: z.string(),
      low: z.number().min(0).max(1),
      point: z.number().min(0).max(1),
      high: z.number().min(0).max(1),
      words: z.object({ en: z.array(z.string()), es: z.array(z.string()) }),
    }),
  ),
});

/** Words that leave the future open without standing for a number. */
export const Hedge = z.strictObject({
  words: z.object({ en: z.array(z.string()), es: z.array(z.string()) }),
  number: z.literal(false),
  strength: z.string(),
});

export type EventType = z.infer<typeof EventType>;
export type Mode = z.infer<typeof Mode>;
export type Sector = z.infer<typeof Sector>;
export type CameoRoot = z.infer<typeof CameoRoot>;
export type Context = z.infer<typeof Context>;
export type CameoCode = z.infer<typeof CameoCode>;
export type NounClass = z.infer<typeof NounClass>;
export type LexiconEntry = z.infer<typeof LexiconEntry>;
export type LikelihoodScale = z.infer<typeof LikelihoodScale>;
export type Hedge = z.infer<typeof Hedge>;
export type OperatorEffect = z.infer<typeof OperatorEffect>;
export type Operator = z.infer<typeof Operator>;
