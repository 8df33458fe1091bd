/**
 * FollowTheMoney entities as entries of the actor dictionary: people with the offices that they held and when,
 * organisations, companies and public bodies, and which states are members of which. What the schemas, topics and country
 * codes mean in ours is data (`data/followthemoney.json`).
 */
import type { ActorDictionary, MembershipEntry, Office, OrganisationEntry, PersonEntry } from '../actors/index.js';
import { units } from '../codebook/index.js';
import { dateOf } from '../sources/fields.js';
import type { Entity } from '../sources/followthemoney.js';

/** `data/followthemoney.json`. */
export interface FtmTable {
  /** Their code of a country, in lower case → ours. */
  countries: Record<string, string>;
  /** Schemas of organisations → what they count as. */
  organisations: Record<string, { kind: string; sector: string }>;
  /** Topics that say more than the schema, the most telling first. */
  topics: Record<string, { kind: string; sector: string }>;
  /** Schemas that tie a person to an organisation, and the properties that name either. */
  links: Record<string, { person: string; organisation: string; role: string }>;
}

export interface ActorEntries {
  people: PersonEntry[];
  organisations: OrganisationEntry[];
  memberships: MembershipEntry[];
  /** Entities that give no entry, and why. */
  leftOut: { entity: Entity; why: string }[];
}

/** Entities as entries; those that the dictionary knows by name already are not made again, but what they hold is found under its code. */
export function entriesOf(entities: readonly Entity[], dictionary: ActorDictionary, table: FtmTable): ActorEntries {
  const result: ActorEntries = { people: [], organisations: [], memberships: [], leftOut: [] };
  const byId = new Map(entities.map((entity) => [entity.id, entity]));
  const known = knownNames(dictionary);
  const codes = new Set([...dictionary.states.keys(), ...dictionary.organisations.keys()]);
  const codeOf = new Map<string, string>();
  const isMissing = (id: string | undefined): boolean => id !== undefined && !byId.has(id);

  for (const entity of entities) {
    const standing = table.organisations[entity.schema];
    if (!standing) continue;
    const name = entity.properties.name?.[0];
    if (name === undefined) {
      result.leftOut.push({ entity, why: 'no name' });
      continue;
    }
    const there = namesOf(entity).map((each) => known.get(folded(each))).find((code) => code !== undefined);
    if (there !== undefined) {
      codeOf.set(entity.id, there);
      continue;
    }
    const code = freeCode(shortNameOf(entity) ?? name, codes);
    codes.add(code);
    codeOf.set(entity.id, code);
    known.set(folded(name), code);
    const topic = Object.keys(table.topics).find((each) => entity.properties.topics?.includes(each));
    const names = namesOf(entity).filter((each) => each !== name);
    result.organisations.push({
      code, ...(topic === undefined ? standing : table.topics[topic]!), name: { en: name, es: name }, names: { en: names, es: names }, adjectives: { en: [], es: [] },
      state: stateOf(entity, table), from: day(entity.properties.incorporationDate ?? entity.properties.foundingDate).date, to: end(entity.properties.dissolutionDate).date,
    });
  }

  const offices = new Map<string, Office[]>();
  const words = officeWords(dictionary);
  const hold = (person: string, office: Office): void => void offices.set(person, [...(offices.get(person) ?? []), office]);
  for (const entity of entities) {
    const { properties } = entity;
    const link = table.links[entity.schema];
    if (link) {
      const organisation = codeOf.get(properties[link.organisation]?.[0] ?? '');
      const member = properties[link.person]?.[0];
      if (organisation === undefined || member === undefined || isMissing(member)) {
        result.leftOut.push({ entity, why: organisation === undefined ? `${link.organisation} is no organisation of the file` : `${link.person} is not in the file` });
        continue;
      }
      const role = properties[link.role]?.[0] ?? 'member';
      const state = dictionary.states.has(codeOf.get(member) ?? '') ? codeOf.get(member) : undefined;
      if (state !== undefined) result.memberships.push({ organisation, state, role: slug(role), ...span(entity), source: sourceOf(entity) });
      else hold(member, { office: words(role), ...(dictionary.states.has(organisation) ? { state: organisation } : { organisation }), title: { en: role, es: role }, ...span(entity), source: sourceOf(entity) });
    } else if (entity.schema === 'Occupancy') {
      const [post, holder] = [byId.get(properties.post?.[0] ?? ''), properties.holder?.[0]];
      if (!post || holder === undefined || isMissing(holder)) {
        result.leftOut.push({ entity, why: post ? 'holder is not in the file' : 'post is not in the file' });
        continue;
      }
      const title = post.properties.name?.[0] ?? 'official';
      const state = stateOf(post, table);
      const body = codeOf.get(post.properties.organization?.[0] ?? '');
      if (state === null && body === undefined) {
        result.leftOut.push({ entity, why: 'the post belongs to no country or organisation' });
        continue;
      }
      hold(holder, { office: words(title), ...(state === null ? { organisation: body! } : { state }), title: { en: title, es: title }, ...span(entity), source: sourceOf(entity) });
    }
  }

  const people = new Set([...dictionary.people.values()].flatMap((person) => [person.name, ...person.names]).map(folded));
  const ids = new Set(dictionary.people.keys());
  for (const entity of entities) {
    if (entity.schema !== 'Person') continue;
    const name = entity.properties.name?.[0];
    const held = offices.get(entity.id);
    const why = name === undefined ? 'no name' : people.has(folded(name)) ? 'a person of that name is in the dictionary' : held === undefined ? 'no office, membership or employment' : null;
    if (why !== null) {
      result.leftOut.push({ entity, why });
      continue;
    }
    let id = slug(name!);
    for (let n = 2; ids.has(id); n += 1) id = `${slug(name!)}-${n}`;
    ids.add(id);
    const gender = { male: 'm', female: 'f' }[entity.properties.gender?.[0] ?? ''] as 'm' | 'f' | undefined;
    const surname = entity.properties.lastName?.[0];
    result.people.push({
      id, name: name!, names: namesOf(entity).filter((each) => each !== name), ...(surname === undefined ? {} : { surname }), ...(gender === undefined ? {} : { gender }),
      offices: held!.sort((one, other) => (one.from ?? '').localeCompare(other.from ?? '')),
    });
  }
  return result;
}

/** Names of states and organisations, folded → code. */
function knownNames(dictionary: ActorDictionary): Map<string, string> {
  const known = new Map<string, string>();
  for (const entry of [...dictionary.organisations.values(), ...dictionary.states.values()]) {
    for (const name of [entry.name.en, entry.name.es, ...entry.names.en, ...entry.names.es]) known.set(folded(name), entry.code);
  }
  return known;
}

/** The dictionary's word for an office by its title: "Minister of Foreign Affairs of Chile" is a foreign-minister. */
function officeWords(dictionary: ActorDictionary): (title: string) => string {
  const named = (title: string): string | undefined => {
    let node: ActorDictionary['tree'] | undefined = dictionary.tree;
    for (const unit of units(title)) node = node?.next?.get(unit);
    for (const { meaning } of node?.names ?? []) if (meaning.kind === 'agent' && meaning.agent.office !== undefined) return meaning.agent.office;
    return undefined;
  };
  return (title) => {
    for (let part = title; part !== ''; part = part.includes(' of ') ? part.slice(0, part.lastIndexOf(' of ')) : '') {
      const office = named(part);
      if (office !== undefined) return office;
    }
    return slug(title);
  };
}

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
const slug = (text: string): string => folded(text).replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'unnamed';

/** Latin names alone: the matcher reads English and Spanish. */
function namesOf({ properties }: Entity): string[] {
  const all = ['name', 'alias', 'weakAlias', 'abbreviation', 'previousName'].flatMap((field) => properties[field] ?? []);
  return [...new Set(all)].filter((name) => /^[\p{Script=Latin}\p{N}\p{P}\p{Zs}\p{M}&+]+$/u.test(name));
}

function shortNameOf({ properties }: Entity): string | undefined {
  return [...(properties.abbreviation ?? []), ...(properties.weakAlias ?? [])].find((name) => /^[A-Z0-9-]{2,12}$/.test(name));
}

const LONGEST_CODE = 24;

/** A code of capitals that nobody has; never three letters alone, which are a state's. */
function freeCode(name: string, taken: ReadonlySet<string>): string {
  const plain = slug(name).toUpperCase().slice(0, LONGEST_CODE).replace(/-$/, '');
  let code = /^[A-Z]{3}$/.test(plain) ? `${plain}-ORG` : plain;
  for (let n = 2; taken.has(code); n += 1) code = `${plain}-${n}`;
  return code;
}

function stateOf({ properties }: Entity, table: FtmTable): string | null {
  for (const field of ['mainCountry', 'jurisdiction', 'country', 'nationality']) {
    for (const value of properties[field] ?? []) {
      const state = table.countries[value.toLowerCase()];
      if (state !== undefined) return state;
    }
  }
  return null;
}

type Precision = 'day' | 'month' | 'year';
interface Dated {
  date: string | null;
  precision?: Precision;
}

function day(values: string[] | undefined): Dated {
  const dated = dateOf(values?.[0]?.slice(0, 10) ?? '');
  if (!dated || dated.date === '') return { date: null };
  return { date: dated.date, precision: dated.datePrecision as Precision };
}

/** The day on which it no longer counts: theirs is the last on which it did. */
function end(values: string[] | undefined): Dated {
  const { date, precision } = day(values);
  if (date === null) return { date };
  const after = new Date(`${date}T00:00:00Z`);
  if (precision === 'year') after.setUTCFullYear(after.getUTCFullYear() + 1);
  else if (precision === 'month') after.setUTCMonth(after.getUTCMonth() + 1);
  else after.setUTCDate(after.getUTCDate() + 1);
  return { date: after.toISOString().slice(0, 10), ...(precision ? { precision } : {}) };
}

function span({ properties }: Entity): Pick<Office, 'from' | 'to' | 'fromPrecision' | 'toPrecision'> {
  const [from, to] = [day(properties.startDate ?? properties.date), end(properties.endDate)];
  return { from: from.date, to: to.date, ...(from.precision ? { fromPrecision: from.precision } : {}), ...(to.precision ? { toPrecision: to.precision } : {}) };
}

const sourceOf = ({ id, properties }: Entity): string => properties.sourceUrl?.[0] ?? properties.publisher?.[0] ?? `FollowTheMoney entity ${id}`;
