/**
 * What people decided about who is who: appended, never overwritten, and taken back by a further entry. From the decisions
 * that stand follows an overlay: what actors are called, who counts as whom, and which names the coder is to know besides
 * those of its dictionary. Pure: the store keeps the decisions and applies the overlay.
 */
import { z } from 'zod';
import { RecordError } from './errors.js';
import { fold } from './folded.js';
import { contentHash } from './ids.js';

const Text = z.string().trim().min(1, 'expected some text').max(200);
const Code = z.string().min(1).max(60).regex(/^\S+$/, 'expected a code, without blanks');
const MaybeDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a date as YYYY-MM-DD, or none').nullable();

const Both = z.strictObject({ en: Text, es: Text });
const Known = z.enum(['day', 'month', 'year']).optional();

/** An office with its dates; from inclusive, to exclusive, null where it is not known or still goes on. */
export const AddedOffice = z.strictObject({ office: Text, state: Code, title: Both.optional(), from: MaybeDate, to: MaybeDate, fromPrecision: Known, toPrecision: Known, source: z.string().max(2000).optional() });

/** What a state was to an organisation, as what (`member`, `observer` …), and when. */
export const AddedMembership = z.strictObject({ organisation: Code, state: Code, role: Text, from: MaybeDate, to: MaybeDate, fromPrecision: Known, toPrecision: Known, source: z.string().max(2000) });

const OfOrganisation = { name: Both, type: Text, sector: Text, state: Code.nullable(), from: MaybeDate, to: MaybeDate };

/** What one person decides at a time. */
const DECISIONS = [
  /** Shown by another name; the names that texts use stay. */
  z.strictObject({ kind: z.literal('rename'), code: Code, name: Both }),
  /** What is coded as one actor counts as another. */
  z.strictObject({ kind: z.literal('merge'), code: Code, into: Code }),
  /** In texts coded from now on, a name stands for this actor or person and no other; "" for nobody. */
  z.strictObject({ kind: z.literal('alias'), form: Text, code: z.union([Code, z.literal('')]) }),
  /** Somebody whom the dictionary does not know. */
  z.strictObject({ kind: z.literal('person'), name: Text, names: z.array(Text).max(20).default([]), offices: z.array(AddedOffice).min(1, 'expected at least one office').max(20) }),
  /** An organisation or a group that the dictionary does not know; `type` says what kind of one, such as bloc or armed-group. */
  z.strictObject({ kind: z.literal('organisation'), ...OfOrganisation, names: z.array(Text).max(20).default([]) }),
  /** A name that is no actor's: it no longer waits to be resolved. */
  z.strictObject({ kind: z.literal('dismiss'), form: Text }),
  /** Takes an earlier decision back. */
  z.strictObject({ kind: z.literal('withdrawn'), of: z.string() }),
] as const;

const Names = z.array(Text).max(200);

/** What a file lists, decided all at once and taken back all at once; ids and codes are the list's own. */
const Imported = z.strictObject({
  kind: z.literal('import'),
  file: Text,
  people: z.array(z.strictObject({ id: Code, name: Text, names: Names, surname: Text.optional(), gender: z.enum(['m', 'f']).optional(), offices: z.array(AddedOffice).min(1) })),
  organisations: z.array(z.strictObject({ code: Code, ...OfOrganisation, names: Names })),
  memberships: z.array(AddedMembership),
});

/** What is decided. */
export const ActorDecision = z.discriminatedUnion('kind', [...DECISIONS, Imported]);

/** A decision as lists show it: of what a file lists, how much it is. */
export const DecisionView = z.discriminatedUnion('kind', [
  ...DECISIONS,
  z.object({ kind: z.literal('import'), file: z.string(), people: z.number(), organisations: z.number(), memberships: z.number() }),
]);

/** What can be decided on a page: anything but what takes a file. */
export const OwnDecision = z.discriminatedUnion('kind', [...DECISIONS]);

export type ActorDecision = z.infer<typeof ActorDecision>;
export type ImportDecision = z.infer<typeof Imported>;
export type DecisionView = z.infer<typeof DecisionView>;
export type AddedOffice = z.infer<typeof AddedOffice>;
export type AddedMembership = z.infer<typeof AddedMembership>;

/** A decision as it is kept. */
export interface ActorChange {
  id: string;
  decision: ActorDecision;
  note: string;
  /** Who decided; "" for the local user. */
  judge: string;
  /** ISO instant. */
  at: string;
}

/** A person that was added, under an id of its own. */
export interface AddedPerson {
  id: string;
  name: string;
  names: string[];
  surname?: string | undefined;
  gender?: 'm' | 'f' | undefined;
  offices: AddedOffice[];
}

/** An organisation that was added, under a code of its own. */
export interface AddedOrganisation {
  code: string;
  name: { en: string; es: string };
  names: string[];
  type: string;
  sector: string;
  /** The state that it is of, where it is of one. */
  state: string | null;
  from: string | null;
  to: string | null;
}

export interface ActorOverlay {
  names: ReadonlyMap<string, { en: string; es: string }>;
  /** Code → the code that it was merged into. */
  merged: ReadonlyMap<string, string>;
  people: readonly AddedPerson[];
  organisations: readonly AddedOrganisation[];
  /** Beside those of the dictionary, or instead of them. */
  memberships: readonly AddedMembership[];
  /** Names as they are written, each with whom it stands for. */
  aliases: readonly { form: string; code: string }[];
  /** Folded names that are decided upon and wait no longer. */
  decided: ReadonlySet<string>;
}

export const NO_OVERLAY: ActorOverlay = { names: new Map(), merged: new Map(), people: [], organisations: [], memberships: [], aliases: [], decided: new Set() };

export function actorChangeId(change: Omit<ActorChange, 'id'>): string {
  return contentHash('actor', [change.decision, change.note, change.judge, change.at]);
}

/** The id of an added person: of the name, so that it says in a coding who is meant. */
export function addedPersonId(name: string): string {
  return `added-${fold(name).trim().replace(/[^\p{L}\p{N}]+/gu, '-')}`;
}

/** The code of an added organisation: in capitals, as codes of organisations are. */
export function addedOrganisationCode(name: string): string {
  return addedPersonId(name).toUpperCase();
}

const formsOf = ({ name, names }: { name: string | { en: string; es: string }; names: readonly string[] }): string[] =>
  [...new Set([...(typeof name === 'string' ? [name] : [name.en, name.es]), ...names])];

/** Names by which a decision has texts read otherwise. */
export function formsDecided(decision: ActorDecision): string[] {
  switch (decision.kind) {
    case 'alias': return [decision.form];
    case 'person':
    case 'organisation': return formsOf(decision);
    case 'import': return [...new Set([...decision.people, ...decision.organisations].flatMap(formsOf))];
    default: return [];
  }
}

/** A decision as lists show it. */
export function viewOf(decision: ActorDecision): DecisionView {
  if (decision.kind !== 'import') return decision;
  const { kind, file, people, organisations, memberships } = decision;
  return { kind, file, people: people.length, organisations: organisations.length, memberships: memberships.length };
}

/** What the coder's dictionary is to have besides its own; null where nobody added anything. */
export function additionsIn({ people, organisations, aliases }: ActorOverlay): Pick<ActorOverlay, 'people' | 'organisations' | 'aliases'> | null {
  return people.length + organisations.length + aliases.length === 0 ? null : { people, organisations, aliases };
}

/** Decisions that no later one takes back, in the order they were made. */
export function standingChanges(changes: readonly ActorChange[]): ActorChange[] {
  const withdrawn = new Set(changes.flatMap(({ decision }) => (decision.kind === 'withdrawn' ? [decision.of] : [])));
  return changes.filter(({ id, decision }) => decision.kind !== 'withdrawn' && !withdrawn.has(id));
}

/** What the standing decisions come to; of two about the same, the later counts. */
export function overlayOf(changes: readonly ActorChange[]): ActorOverlay {
  const names = new Map<string, { en: string; es: string }>();
  const merged = new Map<string, string>();
  const people = new Map<string, AddedPerson>();
  const organisations = new Map<string, AddedOrganisation>();
  let memberships: AddedMembership[] = [];
  const aliases = new Map<string, { form: string; code: string }>();
  const decided = new Set<string>();
  const key = (form: string): string => fold(form);
  for (const { decision } of standingChanges(changes)) {
    if (decision.kind === 'rename') names.set(decision.code, decision.name);
    else if (decision.kind === 'merge') merged.set(decision.code, decision.into);
    else if (decision.kind === 'alias') {
      aliases.set(key(decision.form), { form: decision.form, code: decision.code });
    } else if (decision.kind === 'person') {
      const id = addedPersonId(decision.name);
      people.set(id, { id, name: decision.name, names: decision.names, offices: decision.offices });
    } else if (decision.kind === 'organisation') {
      const { kind: _, ...organisation } = decision;
      const code = addedOrganisationCode(decision.name.en);
      organisations.set(code, { code, ...organisation });
    } else if (decision.kind === 'import') {
      for (const person of decision.people) people.set(person.id, person);
      for (const organisation of decision.organisations) organisations.set(organisation.code, organisation);
      memberships = [...withoutReplaced(memberships, decision.memberships), ...decision.memberships];
    } else if (decision.kind === 'dismiss') decided.add(key(decision.form));
    for (const form of formsDecided(decision)) decided.add(key(form));
  }
  return { names, merged, people: [...people.values()], organisations: [...organisations.values()], memberships, aliases: [...aliases.values()], decided };
}

type Membership = Pick<AddedMembership, 'organisation' | 'state' | 'role' | 'from' | 'to'>;

/** Memberships, but for those that others stand in the place of: the same state in the same organisation, as the same and at the same time. */
export function withoutReplaced<T extends Membership>(memberships: readonly T[], others: readonly Membership[]): T[] {
  const keyOf = ({ organisation, state, role }: Membership): string => [organisation, state, role].join('/');
  const byKey = new Map<string, Membership[]>();
  for (const other of others) byKey.set(keyOf(other), [...(byKey.get(keyOf(other)) ?? []), other]);
  const before = (to: string | null, from: string | null): boolean => to !== null && from !== null && to <= from;
  return memberships.filter((one) => !byKey.get(keyOf(one))?.some((other) => !before(one.to, other.from) && !before(other.to, one.from)));
}

/** Whom a code counts as: the end of its merges. */
export function countedAs(merged: ReadonlyMap<string, string>, code: string): string {
  let at = code;
  for (let next = merged.get(at); next !== undefined; next = merged.get(at)) at = next;
  return at;
}

/** More of a file than this belongs into files of the dictionary: decisions are read anew whenever one is made. */
const MOST_LISTED = 50_000;

/** Refuses a decision that makes no sense after the earlier ones. */
export function checkDecision(decision: ActorDecision, earlier: readonly ActorChange[]): void {
  const refuse = (words: string): never => {
    throw new RecordError('invalid', words);
  };
  const { merged } = overlayOf(earlier);
  if (decision.kind === 'merge') {
    const { code, into } = decision;
    if (merged.has(code)) refuse(`Field code: found ${code}, which is merged into ${countedAs(merged, code)} already. Take that back first.`);
    if (countedAs(merged, into) === code) refuse(`Field into: found ${into}, which is ${into === code ? 'the same actor' : `merged into ${code} itself`}; expected another actor.`);
  }
  if (decision.kind === 'withdrawn') {
    const change = earlier.find(({ id }) => id === decision.of);
    if (!change || change.decision.kind === 'withdrawn') refuse(`Field of: found ${decision.of.slice(0, 40)}, expected the id of an earlier decision.`);
    if (!standingChanges(earlier).some(({ id }) => id === decision.of)) refuse('That decision was taken back before.');
  }
  const inOrder = (field: string, what: string, { from, to }: { from: string | null; to: string | null }): void => {
    if (from !== null && to !== null && to <= from) refuse(`Field ${field}: found ${what} from ${from} to ${to}, expected an end after its beginning.`);
  };
  if (decision.kind === 'person') for (const office of decision.offices) inOrder('offices', 'an office', office);
  if (decision.kind === 'organisation') inOrder('to', 'an organisation', decision);
  if (decision.kind === 'import') {
    const { people, organisations, memberships } = decision;
    const listed = people.length + organisations.length + memberships.length;
    if (listed === 0 || listed > MOST_LISTED) refuse(`Found ${listed} people, organisations and memberships, expected 1 to ${MOST_LISTED}.`);
    for (const { name, offices } of people) for (const office of offices) inOrder('people', `an office of ${name}`, office);
    for (const organisation of organisations) inOrder('organisations', organisation.name.en, organisation);
    for (const membership of memberships) inOrder('memberships', `${membership.state} in ${membership.organisation}`, membership);
  }
}
