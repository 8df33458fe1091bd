/**
 * The built actor dictionary as plain JSON values, and back, so that names are folded and checked once and not at each
 * start. Most texts name a few of its twenty thousand names: those that begin with one word are made when it is first met.
 */
import { ActorDictionary, type Casing, type Meaning, type NameNode } from './dictionary.js';
import type { MembershipEntry, OrganisationEntry, PersonEntry, StateEntry } from './schema.js';

export interface PackedActors {
  version: string;
  states: StateEntry[];
  organisations: OrganisationEntry[];
  people: PersonEntry[];
  memberships: MembershipEntry[];
  meanings: Meaning[];
  /** By the first unit of a name: a line for each, of units, form, casing, language ("": any) and number of the meaning, apart by tabs. */
  names: [unit: string, lines: string][];
}

/** A dictionary as values that JSON can hold. */
export function packActors(dictionary: ActorDictionary): PackedActors {
  const meanings = new Map<string, number>();
  const linesOf = (node: NameNode, path: string): string[] => [
    ...(node.names ?? []).map(({ form, casing, language, meaning }) => {
      const key = JSON.stringify(meaning);
      if (!meanings.has(key)) meanings.set(key, meanings.size);
      return [path, form.replace(/\s/g, ' '), casing, language ?? '', meanings.get(key)].join('\t');
    }),
    ...[...(node.next ?? [])].flatMap(([unit, child]) => linesOf(child, `${path} ${unit}`)),
  ];
  const names = [...(dictionary.tree.next ?? [])].map(([unit, node]): [string, string] => [unit, linesOf(node, unit).join('\n')]);
  return {
    version: dictionary.version,
    states: [...dictionary.states.values()],
    organisations: [...dictionary.organisations.values()],
    people: [...dictionary.people.values()],
    memberships: dictionary.memberships,
    meanings: [...meanings.keys()].map((text) => JSON.parse(text) as Meaning),
    names,
  };
}

/** First units of names, of which most wait to be made. */
class FirstUnits extends Map<string, NameNode> {
  constructor(private readonly waiting: Map<string, string>, private readonly add: (line: string) => void) {
    super();
  }

  override get(unit: string): NameNode | undefined {
    const lines = this.waiting?.get(unit);
    if (lines !== undefined) {
      this.waiting.delete(unit);
      for (const line of lines.split('\n')) this.add(line);
    }
    return super.get(unit);
  }

  override [Symbol.iterator](): ReturnType<Map<string, NameNode>['entries']> {
    for (const unit of [...this.waiting.keys()]) this.get(unit);
    return super[Symbol.iterator]();
  }
}

/** The dictionary that was packed; it was checked when it was built. */
export function unpackActors(packed: PackedActors): ActorDictionary {
  const dictionary = new ActorDictionary(packed.version);
  for (const state of packed.states) dictionary.states.set(state.code, state);
  for (const organisation of packed.organisations) dictionary.organisations.set(organisation.code, organisation);
  for (const person of packed.people) dictionary.keepPerson(person);
  dictionary.memberships.push(...packed.memberships);
  dictionary.tree.next = new FirstUnits(new Map(packed.names), (line) => {
    const [path, form, casing, language, meaning] = line.split('\t') as [string, string, Casing, string, string];
    dictionary.keepName(path.split(' '), { form, casing, language: language === '' ? undefined : language, meaning: packed.meanings[Number(meaning)] as Meaning });
  });
  return dictionary;
}
