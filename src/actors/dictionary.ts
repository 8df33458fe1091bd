/**
 * The actor dictionary: every name by which a text may call an actor, in one tree of folded units, and what is known
 * of each actor. Built from data files; holds no state of its own afterwards.
 */
import { readJsonl, units, versionOf } from '../codebook/index.js';
import {
  AgentEntry, MembershipEntry, OrganisationEntry, PersonEntry, PlaceEntry, StateEntry, type Office,
} from './schema.js';

/** What a name stands for. */
export type Meaning =
  | { kind: 'state'; code: string; by: 'name' | 'adjective' | 'demonym' | 'metonym'; sector: string | null; ambiguous: boolean; prefer?: string }
  | { kind: 'organisation'; code: string; by: 'name' | 'adjective' | 'metonym'; sector: string; state: string | null; ambiguous: boolean }
  | { kind: 'person'; id: string; by: 'name' | 'surname'; ambiguous: boolean }
  | { kind: 'agent'; agent: AgentEntry }
  | { kind: 'place'; state: string; ambiguous: boolean };

/** How a name must be written to count: acronyms in capitals, names with a capital, common nouns and Spanish adjectives as they come. */
export type Casing = 'exact' | 'capital' | 'any';

export interface Name {
  form: string;
  casing: Casing;
  /** Language of texts in which it counts; undefined: in any. */
  language: string | undefined;
  meaning: Meaning;
}

/** A place in the tree of names: what may come next, and the names that end here. */
export interface NameNode {
  next: Map<string, NameNode> | undefined;
  names: Name[] | undefined;
}

/** A person in an office on some date. */
export interface Holder {
  person: PersonEntry;
  office: Office;
}

const UNIT_CACHE_LIMIT = 200_000;

function sameMeaning(a: Meaning, b: Meaning): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function holds(office: Office, date: string): boolean {
  return (office.from === null || office.from <= date) && (office.to === null || date < office.to);
}

export class ActorDictionary {
  constructor(
    /** Digits that stand for the state of the files: another dictionary, another version. */
    readonly version: string = 'empty',
  ) {}

  readonly states = new Map<string, StateEntry>();
  readonly organisations = new Map<string, OrganisationEntry>();
  readonly people = new Map<string, PersonEntry>();
  readonly memberships: MembershipEntry[] = [];
  private readonly root: NameNode = { next: undefined, names: undefined };
  private readonly byOffice = new Map<string, Holder[]>();
  private readonly unitCache = new Map<string, readonly string[]>();

  /** Adds one name; names that fold to nothing are left out. */
  addName(form: string, casing: Casing, meaning: Meaning, language?: string): void {
    const path = units(form);
    if (path.length === 0) return;
    const names = this.namesAt(path);
    // The same name in a second language: it counts in any.
    const twin = names.find((name) => name.casing === casing && sameMeaning(name.meaning, meaning));
    if (!twin) names.push({ form, casing, language, meaning });
    else if (twin.language !== language) twin.language = undefined;
  }

  /** Adds a name whose units are known and which no other of the same meaning is like. */
  keepName(path: readonly string[], name: Name): void {
    this.namesAt(path).push(name);
  }

  /** Takes away all that a name stands for. */
  forgetName(form: string): void {
    const path = units(form);
    if (path.length > 0) this.namesAt(path).length = 0;
  }

  private namesAt(path: readonly string[]): Name[] {
    let node = this.root;
    for (const unit of path) {
      node.next ??= new Map();
      let child = node.next.get(unit);
      if (!child) node.next.set(unit, (child = { next: undefined, names: undefined }));
      node = child;
    }
    return (node.names ??= []);
  }

  /** Units of one token. Token texts recur endlessly, so they are kept; the cache is emptied when it outgrows any vocabulary. */
  unitsOf(token: string): readonly string[] {
    let known = this.unitCache.get(token);
    if (!known) {
      if (this.unitCache.size > UNIT_CACHE_LIMIT) this.unitCache.clear();
      this.unitCache.set(token, (known = units(token)));
    }
    return known;
  }

  get tree(): NameNode {
    return this.root;
  }

  addPerson(person: PersonEntry): void {
    this.keepPerson(person);
    for (const form of [person.name, ...person.names]) this.addName(form, 'capital', { kind: 'person', id: person.id, by: 'name', ambiguous: false });
    const surname = person.surname ?? (person.name.split(' ').at(-1) as string);
    this.addName(surname, 'capital', { kind: 'person', id: person.id, by: 'surname', ambiguous: person.surnameAmbiguous ?? false });
  }

  /** Adds a person and the offices, without the names. */
  keepPerson(person: PersonEntry): void {
    this.people.set(person.id, person);
    for (const office of person.offices) {
      const key = `${office.state ?? office.organisation ?? ''}/${office.office}`;
      const list = this.byOffice.get(key) ?? [];
      if (list.length === 0) this.byOffice.set(key, list);
      list.push({ person, office });
    }
  }

  /** Who held an office of a state or organisation on a date (ISO); several where it was shared. */
  holders(actor: string, office: string, date: string): Holder[] {
    return (this.byOffice.get(`${actor}/${office}`) ?? []).filter((holder) => holds(holder.office, date));
  }

  /** The office in which a person counts on a date: one held then, else the last held before, else the first. */
  officeOn(person: PersonEntry, date: string): { office: Office; current: boolean } {
    let last: Office | undefined;
    for (const office of person.offices) {
      if (date !== '' && holds(office, date)) return { office, current: true };
      if (office.from !== null && (date === '' || office.from <= date) && (!last || (last.from ?? '') < office.from)) last = office;
    }
    return { office: last ?? (person.offices[0] as Office), current: false };
  }

  /** Name of a state, organisation or person for display; the code itself where it is none of them. */
  nameOf(code: string, language: 'en' | 'es' = 'en'): string {
    return this.states.get(code)?.name[language] ?? this.organisations.get(code)?.name[language] ?? this.people.get(code)?.name ?? code;
  }

  /** Members of an organisation on a date, in the given role. */
  members(organisation: string, date: string, role = 'member'): MembershipEntry[] {
    return this.memberships.filter(
      (m) => m.organisation === organisation && m.role === role && (m.from === null || m.from <= date) && (m.to === null || date < m.to),
    );
  }
}

/** Acronyms are written in capitals; "UAE", "EE.UU.", "U.S.". */
export function casingOf(form: string, lowerCaseAllowed: boolean): Casing {
  const letters = form.replace(/[^\p{L}]/gu, '');
  if (letters.length <= 6 && letters === letters.toUpperCase() && letters !== letters.toLowerCase()) return 'exact';
  return lowerCaseAllowed || form === form.toLowerCase() ? 'any' : 'capital';
}

function addState(dictionary: ActorDictionary, state: StateEntry): void {
  dictionary.states.set(state.code, state);
  const languages = ['en', 'es'] as const;
  for (const language of languages) {
    const add = (forms: readonly string[], by: 'name' | 'adjective' | 'demonym', sector: string | null) => {
      for (const form of forms) dictionary.addName(form, casingOf(form, false), { kind: 'state', code: state.code, by, sector, ambiguous: false }, language);
    };
    add([state.name[language], ...state.names[language]], 'name', null);
    add(state.adjectives[language], 'adjective', null);
    add(state.demonyms[language].filter((form) => !state.adjectives[language].includes(form)), 'demonym', null);
    for (const metonym of state.metonyms) {
      for (const form of metonym.form[language]) {
        dictionary.addName(form, casingOf(form, false), {
          kind: 'state', code: state.code, by: 'metonym', sector: metonym.sector, ambiguous: metonym.ambiguous ?? false,
          ...(metonym.prefer ? { prefer: metonym.prefer } : {}),
        }, language);
      }
    }
  }
}

function addOrganisation(dictionary: ActorDictionary, organisation: OrganisationEntry): void {
  dictionary.organisations.set(organisation.code, organisation);
  for (const language of ['en', 'es'] as const) {
    const add = (forms: readonly string[], by: 'name' | 'adjective' | 'metonym', ambiguous: boolean) => {
      for (const form of forms) {
        dictionary.addName(form, casingOf(form, false), {
          kind: 'organisation', code: organisation.code, by, sector: organisation.sector, state: organisation.state, ambiguous,
        }, language);
      }
    };
    add([organisation.name[language], ...organisation.names[language]], 'name', organisation.ambiguous ?? false);
    add(organisation.adjectives[language], 'adjective', false);
    for (const metonym of organisation.metonyms ?? []) add(metonym.form[language], 'metonym', metonym.ambiguous ?? false);
  }
}

/** English plural of a lemma's last word, by rule; irregular ones are listed in the data. */
function englishPlural(lemma: string): string {
  if (/(man)$/.test(lemma)) return lemma.replace(/man$/, 'men');
  if (/[^aeiou]y$/.test(lemma)) return lemma.replace(/y$/, 'ies');
  return /(s|x|z|ch|sh)$/.test(lemma) ? `${lemma}es` : `${lemma}s`;
}

function addAgent(dictionary: ActorDictionary, agent: AgentEntry, language: string): void {
  const forms = new Set([agent.lemma, ...(agent.forms ?? [])]);
  if (language === 'en' && !agent.plural) forms.add(englishPlural(agent.lemma));
  for (const form of forms) dictionary.addName(form, casingOf(form, true), { kind: 'agent', agent }, language);
}

/**
 * Builds the dictionary from its files (name → text).
 * @throws DataFileError naming file, line and field.
 */
export function parseActors(files: ReadonlyMap<string, string>): ActorDictionary {
  const dictionary = new ActorDictionary(versionOf(files));
  const text = (name: string) => files.get(name) ?? '';
  for (const state of readJsonl('states.jsonl', text('states.jsonl'), StateEntry)) addState(dictionary, state);
  for (const entry of readJsonl('organisations.jsonl', text('organisations.jsonl'), OrganisationEntry)) addOrganisation(dictionary, entry);
  for (const person of readJsonl('people.jsonl', text('people.jsonl'), PersonEntry)) dictionary.addPerson(person);
  for (const membership of readJsonl('memberships.jsonl', text('memberships.jsonl'), MembershipEntry)) dictionary.memberships.push(membership);
  for (const place of readJsonl('places.jsonl', text('places.jsonl'), PlaceEntry)) {
    for (const language of ['en', 'es'] as const) {
      for (const form of [place.name[language], ...(place.names?.[language] ?? [])]) {
        dictionary.addName(form, 'capital', { kind: 'place', state: place.state, ambiguous: place.ambiguous ?? false }, language);
      }
    }
  }
  for (const name of files.keys()) {
    const language = /^agents\.(\w+)\.jsonl$/.exec(name)?.[1];
    if (language) for (const agent of readJsonl(name, text(name), AgentEntry)) addAgent(dictionary, agent, language);
  }
  return dictionary;
}
