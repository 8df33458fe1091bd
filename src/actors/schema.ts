/** The shape of the files under `data/actors/`; see the README there. */
import { z } from 'zod';

const Names = z.object({ en: z.string(), es: z.string() });
const NameLists = z.object({ en: z.array(z.string()), es: z.array(z.string()) });
const NullableDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/).nullable();
const DatePrecision = z.enum(['day', 'month', 'year']);

export const StateEntry = z.strictObject({
  code: z.string().regex(/^[A-Z]{3}$/),
  kind: z.string(),
  name: Names,
  names: NameLists,
  adjectives: NameLists,
  demonyms: NameLists,
  metonyms: z.array(
    z.strictObject({
      form: NameLists,
      kind: z.string(),
      sector: z.string(),
      ambiguous: z.boolean().optional(),
      prefer: z.string().optional(),
    }),
  ),
  from: NullableDate,
  to: NullableDate,
});

export const OrganisationEntry = z.strictObject({
  code: z.string(),
  kind: z.string(),
  name: Names,
  names: NameLists,
  adjectives: NameLists,
  metonyms: z.array(z.object({ form: NameLists, ambiguous: z.boolean().optional(), prefer: z.string().optional() }).loose()).optional(),
  sector: z.string(),
  state: z.string().nullable(),
  from: NullableDate,
  to: NullableDate,
  ambiguous: z.boolean().optional(),
  prefer: z.string().optional(),
});

export const MembershipEntry = z.strictObject({
  organisation: z.string(),
  state: z.string(),
  role: z.string(),
  from: NullableDate,
  to: NullableDate,
  fromPrecision: DatePrecision.optional(),
  toPrecision: DatePrecision.optional(),
  source: z.string(),
});

export const Office = z.strictObject({
  office: z.string(),
  state: z.string().optional(),
  organisation: z.string().optional(),
  title: Names.optional(),
  from: NullableDate,
  to: NullableDate,
  fromPrecision: DatePrecision.optional(),
  toPrecision: DatePrecision.optional(),
  source: z.string(),
});

export const PersonEntry = z.strictObject({
  id: z.string(),
  name: z.string(),
  names: z.array(z.string()).default([]),
  surname: z.string().optional(),
  surnameAmbiguous: z.boolean().optional(),
  gender: z.enum(['m', 'f']).optional(),
  offices: z.array(Office).min(1),
});

export const AgentEntry = z.strictObject({
  lemma: z.string(),
  forms: z.array(z.string()).optional(),
  sector: z.string(),
  office: z.string().optional(),
  /** Only of these states ("secretary of state": USA, VAT). */
  onlyFor: z.array(z.string()).optional(),
  /** Another office in some states ("canciller" is head of government in Germany). */
  exceptions: z.record(z.string(), z.string()).optional(),
  plural: z.boolean().optional(),
  /** Holds the office that the other party holds: "his Chinese counterpart". */
  peer: z.boolean().optional(),
  /** Stands for a state named before: "the country". */
  denotes: z.literal('state').optional(),
});

export const PlaceEntry = z.strictObject({
  name: Names,
  names: NameLists.optional(),
  state: z.string(),
  kind: z.string(),
  ambiguous: z.boolean().optional(),
});

export type StateEntry = z.infer<typeof StateEntry>;
export type OrganisationEntry = z.infer<typeof OrganisationEntry>;
export type MembershipEntry = z.infer<typeof MembershipEntry>;
export type PersonEntry = z.infer<typeof PersonEntry>;
export type Office = z.infer<typeof Office>;
export type AgentEntry = z.infer<typeof AgentEntry>;
export type PlaceEntry = z.infer<typeof PlaceEntry>;
