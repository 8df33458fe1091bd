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

/** An office with its dates; from inclusive, to exclusive, null where it is not known or still goes on. */
export const AddedOffice = z.strictObject({ office: Text, state: Code, from: MaybeDate, to: MaybeDate });

/** What is decided. */
export const ActorDecision = z.discriminatedUnion('kind', [
  /** Shown by another name; the names that texts use stay. */
  z.strictObject({ kind: z.literal('rename'), code: Code, name: z.strictObject({ en: Text, es: Text }) }),
  /** What is coded as one actor counts as another. */
  z.strictObject({ kind: z.literal('merge'), code: Code, into: Code }),
  /** In texts coded from now on, a name stands for this actor or person and no other; "" for nobody. */
  z.strictObject({ kind: z.literal('alias'), form: Text, code: z.union([Code, z.literal('')]) }),
  /** Somebody whom the dictionary does not know. */
  z.strictObject({ kind: z.literal('person'), name: Text, names: z.array(Text).max(20).default([]), offices: z.array(AddedOffice).min(1, 'expected at least one office').max(20) }),
  /** An organisation or a group that the dictionary does not know; `type` says what kind of one, such as bloc or armed-group. */
  z.strictObject({ kind: z.literal('organisation'), name: z.strictObject({ en: Text, es: Text }), names: z.array(Text).max(20).default([]), type: Text, sector: Text, state: Code.nullable(), from: MaybeDate, to: MaybeDate }),
  /** A name that is no actor's: it no longer waits to be resolved. */
  z.strictObject({ kind: z.literal('dismiss'), form: Text }),
  /** Takes an earlier decision back. */
  z.strictObject({ kind: z.literal('withdrawn'), of: z.string() }),
]);

export type ActorDecision = z.infer<typeof ActorDecision>;
export type AddedOffice = z.infer<typeof AddedOffice>;

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
  /** Names as they are written, each with whom it stands for. */
  aliases: readonly { form: string; code: string }[];
  /** Folded names that are decided upon and wait no longer. */
  decided: ReadonlySet<string>;
}

export const NO_OVERLAY: ActorOverlay = { names: new Map(), merged: new Map(), people: [], organisations: [], aliases: [], decided: new Set() };

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

/** Names by which a decision has texts read otherwise. */
export function formsDecided(decision: ActorDecision): string[] {
  switch (decision.kind) {
    case 'alias': return [decision.form];
    case 'person': return [decision.name, ...decision.names];
    case 'organisation': return [...new Set([decision.name.en, decision.name.es, ...decision.names])];
    default: return [];
  }
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
    } else if (decision.kind === 'dismiss') decided.add(key(decision.form));
    for (const form of formsDecided(decision)) decided.add(key(form));
  }
  return { names, merged, people: [...people.values()], organisations: [...organisations.values()], aliases: [...aliases.values()], decided };
}

/** Whom a code counts as: the end of its merges. */
export function countedAs(merged: ReadonlyMap<string, string>, code: string): string {
  let at = code;
  for (let next = merged.get(at); next !== undefined; next = merged.get(at)) at = next;
  return at;
}

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
}
