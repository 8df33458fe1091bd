/** Searching events, statements and documents; facets; searches that are kept under a name. */
import { z } from 'zod';
import { Document, IsoDate, Span, Status, StatementKind } from '../../record/schema.js';
import { listQuery } from './lists.js';
import { EventEntry, Names, Said } from './schemas.js';

export const SearchList = z.enum(['events', 'statements', 'documents']);

const words = z.string().max(200).optional();
const field = z.string().max(300).optional();

const Sought = {
  /** Words that must all be there, and "words in a row"; accents and capitals do not matter. */
  text: words,
  publication: field,
  /** Of the document, as a code: es. */
  language: z.string().max(20).optional(),
  from: IsoDate.optional(),
  to: IsoDate.optional(),
};

/** By which fields events can be searched. */
export const EventFields = {
  ...Sought,
  actor: field,
  recipient: field,
  type: field,
  quad: z.coerce.number().int().min(1).max(4).optional(),
  status: Status.optional(),
  /** Where it took place, by name. */
  place: field,
  /** 1: only what a person has judged; 0: only what nobody has. */
  judged: z.enum(['0', '1']).optional(),
  order: z.enum(['newest', 'oldest', 'doubtful', 'added']).default('newest'),
};

export const StatementFields = {
  ...Sought,
  speaker: field,
  /** An actor that is spoken of. */
  about: field,
  kind: z.enum([...StatementKind.options, 'forecast']).optional(),
  order: z.enum(['newest', 'oldest', 'doubtful', 'added']).default('newest'),
};

export const DocumentFields = { ...Sought, order: z.enum(['newest', 'oldest', 'added']).default('newest') };

export const SEARCHES = { events: z.object(EventFields), statements: z.object(StatementFields), documents: z.object(DocumentFields) };

/** Where the words that were looked for stand in a text. */
export const Marks = z.array(Span);

export const EventHit = EventEntry.extend({ marks: Marks });

export const StatementHit = Said.extend({ marks: Marks });
export const StatementPage = z.object({ rows: z.array(StatementHit), next: z.string().nullable(), names: Names });

/** The sentence of a document that has most of the words looked for. */
export const Passage = z.object({ text: z.string(), marks: Marks });
export const DocumentHit = Document.omit({ text: true }).extend({ events: z.number(), passage: Passage.optional() });

export const Facets = z.object({
  total: z.number(),
  /** Of a field that the search names: what there would be with other values of it. */
  facets: z.array(z.object({ field: z.string(), values: z.array(z.object({ value: z.string(), count: z.number() })) })),
  names: Names,
});

export const SavedSearch = z.object({
  id: z.string(),
  name: z.string(),
  list: SearchList,
  /** As the address of its page has it. */
  query: z.string(),
  person: z.string(),
  at: z.string(),
});

export const SearchPage = z.object({ rows: z.array(SavedSearch), next: z.string().nullable() });

export const NewSearch = z.strictObject({
  name: z.string().trim().min(1, 'expected a name').max(120),
  list: SearchList,
  query: z.string().max(2000),
});

/** What a kept search finds now. */
export const SearchHits = z.object({
  search: SavedSearch,
  rows: z.array(z.union([EventHit, StatementHit, DocumentHit])),
  next: z.string().nullable(),
  names: Names,
});

export const HitsQuery = z.object(listQuery(50, 1000));

export type SearchList = z.infer<typeof SearchList>;
export type EventHit = z.infer<typeof EventHit>;
export type StatementHit = z.infer<typeof StatementHit>;
export type StatementPage = z.infer<typeof StatementPage>;
export type DocumentHit = z.infer<typeof DocumentHit>;
export type Facets = z.infer<typeof Facets>;
export type SavedSearch = z.infer<typeof SavedSearch>;
export type SearchPage = z.infer<typeof SearchPage>;
export type SearchHits = z.infer<typeof SearchHits>;
