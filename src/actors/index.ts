/** Who is who: states, organisations, offices and people by every name that a text may call them. */
export { formsByCode, withAdditions, type ActorAdditions } from './additions.js';
export { packActors, unpackActors, type PackedActors } from './compiled.js';
export { ActorDictionary, parseActors, type Holder, type Meaning, type Name } from './dictionary.js';
export { executivesOf } from './executives.js';
export { matchNames, namesAtStart, type NameMatch, type TokenColumns } from './matcher.js';
export type { AgentEntry, MembershipEntry, Office, OrganisationEntry, PersonEntry, PlaceEntry, StateEntry } from './schema.js';
