/** What a person adds to the dictionary: people with dated offices, organisations, and names that stand for other actors than they did. */
import { units, versionOf } from '../codebook/index.js';
import { packActors, unpackActors } from './compiled.js';
import { casingOf, type ActorDictionary, type Meaning } from './dictionary.js';
import type { Office, OrganisationEntry, PersonEntry } from './schema.js';

/** An office with the state or organisation that it is of. */
type AddedOffice = Omit<Office, 'state' | 'organisation' | 'source'> & { state: string; source?: string | undefined };

export interface ActorAdditions {
  people: readonly { id: string; name: string; names: readonly string[]; surname?: string | undefined; gender?: 'm' | 'f' | undefined; offices: readonly AddedOffice[] }[];
  organisations: readonly { code: string; name: { en: string; es: string }; names: readonly string[]; type: string; sector: string; state: string | null; from: string | null; to: string | null }[];
  /** Each name with the one actor or person that it stands for; "" for nobody. */
  aliases: readonly { form: string; code: string }[];
}

/** Where an added office can be looked up: nowhere but in the record of who added it. */
const SOURCE = 'added by hand';

const keyOf = (form: string): string => units(form).join(' ');

/** A dictionary with additions, of a version of its own; the one given stays as it is. */
export function withAdditions(dictionary: ActorDictionary, additions: ActorAdditions | null): ActorDictionary {
  if (additions === null || additions.people.length + additions.organisations.length + additions.aliases.length === 0) return dictionary;
  const packed = packActors(dictionary);
  const people = new Map(packed.people.map((person) => [person.id, person]));
  const byName = new Map(packed.people.map((person) => [keyOf(person.name), person.id]));
  const fresh: PersonEntry[] = [];
  const organisations = new Map(additions.organisations.map(({ type, names, ...entry }): [string, OrganisationEntry] => [entry.code, { ...entry, kind: type, names: { en: [...names], es: [...names] }, adjectives: { en: [], es: [] } }]));
  for (const { id, name, names, surname, gender, offices } of additions.people) {
    const held = offices.map(({ state, source = SOURCE, ...office }): Office => ({ ...office, ...(dictionary.organisations.has(state) || organisations.has(state) ? { organisation: state } : { state }), source }));
    const known = people.get(byName.get(keyOf(name)) ?? '');
    // Somebody whom the dictionary has: in further offices.
    if (known) people.set(known.id, { ...known, offices: [...known.offices, ...held] });
    // Of a list of many, a surname alone says too little.
    else fresh.push({ id, name, names: [...names], offices: held, ...(surname === undefined ? {} : { surname, surnameAmbiguous: true }), ...(gender === undefined ? {} : { gender }) });
  }
  const extended = unpackActors({ ...packed, people: [...people.values()], version: `${packed.version}.${versionOf(new Map([['additions', JSON.stringify(additions)]]))}` });
  for (const { name, names, ...entry } of organisations.values()) {
    extended.organisations.set(entry.code, { name, names, ...entry });
    for (const form of new Set([name.en, name.es, ...names.en])) standFor(extended, form, entry.code);
  }
  for (const person of fresh) extended.addPerson(person);
  for (const { id, name, names } of additions.people) {
    const known = byName.get(keyOf(name));
    if (known !== undefined) for (const form of names) extended.addName(form, 'capital', { kind: 'person', id: known, by: 'name', ambiguous: false });
    else byName.set(keyOf(name), id);
  }
  for (const { form, code } of additions.aliases) standFor(extended, form, code);
  return extended;
}

/** From now on a name stands for this actor or person and no other. */
function standFor(dictionary: ActorDictionary, form: string, code: string): void {
  dictionary.forgetName(form);
  const meaning = meaningOf(dictionary, code);
  if (meaning) dictionary.addName(form, casingOf(form, false), meaning);
}

/** What a name of this actor or person stands for; undefined where the dictionary has none. */
function meaningOf(dictionary: ActorDictionary, code: string): Meaning | undefined {
  if (dictionary.states.has(code)) return { kind: 'state', code, by: 'name', sector: null, ambiguous: false };
  const organisation = dictionary.organisations.get(code);
  if (organisation) return { kind: 'organisation', code, by: 'name', sector: organisation.sector, state: organisation.state, ambiguous: false };
  return dictionary.people.has(code) ? { kind: 'person', id: code, by: 'name', ambiguous: false } : undefined;
}

/** Every name by which texts call each state, organisation and person, by its code. */
export function formsByCode(dictionary: ActorDictionary): Map<string, string[]> {
  const forms = new Map<string, string[]>([...dictionary.states.keys(), ...dictionary.organisations.keys(), ...dictionary.people.keys()].map((code) => [code, []]));
  const walk = (node: ActorDictionary['tree']): void => {
    for (const { form, meaning } of node.names ?? []) {
      const code = meaning.kind === 'person' ? meaning.id : meaning.kind === 'state' || meaning.kind === 'organisation' ? meaning.code : null;
      const list = code === null ? undefined : forms.get(code);
      if (list && !list.includes(form)) list.push(form);
    }
    for (const [, child] of node.next ?? []) walk(child);
  };
  walk(dictionary.tree);
  return forms;
}
