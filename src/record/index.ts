/** The record: what is kept, its ids, and the store that keeps it. */
export * from './schema.js';
export type * from './store.js';
export type { ImportBatch, ImportKind, ImportSide, ImportSummary } from './imports.js';
export { importDocument, importedEventId, IMPORT_CONFIDENCE } from './imports.js';
export { addedOrganisationCode, addedPersonId, additionsIn, countedAs, NO_OVERLAY, overlayOf, standingChanges, viewOf, withoutReplaced, ActorDecision, type ActorChange, type ActorOverlay, type AddedMembership, type AddedOffice, type AddedOrganisation, type AddedPerson, type ImportDecision } from './actors.js';
export type { Change } from './changes.js';
export { isDeed } from './deeds.js';
export { CHOICES, type Choice, type IdealPointRow, type RollCall, type Vote, type VoteSummary } from './votes.js';
export type { KeptRanker, Rankers, RankerUse } from './rankers.js';
export { RecordError, type RecordErrorCode } from './errors.js';
export { canonicalLine, canonicalText } from './canonical.js';
export { documentId, eventId, forecastId, judgementId, makeDocument, statementId } from './ids.js';
export { DuckStore } from './duckdb/store.js';
