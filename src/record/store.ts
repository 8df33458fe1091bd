/**
 * The one interface through which everything that the record does goes. Small enough to be implemented again on a
 * server engine: nothing here knows SQL, and every query that a page needs is a named function with typed rows.
 *
 * "Deeds" below are events of status done or reported, no absences, with a confidence of at least 0.3 or confirmed by a person,
 * that no person has rejected, as corrected by the last judgement. A series by a unit holds the deeds whose date is at least as precise as the unit.
 */
import type { ActorChange, ActorDecision } from './actors.js';
import type { Change } from './changes.js';
import type { Mark } from './folded.js';
import type { ImportBatch, ImportSummary } from './imports.js';
import type { IdealPointRow, RollCall, Vote, VoteSummary } from './votes.js';
import type { KeptRanker, Rankers, RankerUse } from './rankers.js';
import type { CodingInput, Document, Event, Forecast, Judgement, Precision, Statement } from './schema.js';

export type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year';

export interface AddSummary {
  added: number;
  /** Documents that were there, coded by another coder version: now with the new coding. */
  recoded: number;
  alreadyThere: number;
  events: number;
  statements: number;
  forecasts: number;
}

/** A judged thing: the machine's coding beside what a person made of it. */
export interface Judged<T> {
  /** As it counts: the machine's coding with the last correction applied. */
  value: T;
  /** As the machine coded it. */
  coded: T;
  judgements: Judgement[];
  /** True when the last word on it is a rejection. */
  rejected: boolean;
}

export interface DocumentCoding {
  document: Document;
  coderVersion: string;
  sentences: { start: number; end: number }[];
  events: Judged<Event>[];
  statements: Judged<Statement>[];
  forecasts: Judged<Forecast>[];
  /** Judgements on codings that the present coder no longer makes: kept, in wait of one that does. */
  waiting: Judgement[];
}

export interface Period {
  /** ISO dates; from inclusive, to exclusive; either may be missing. */
  from?: string;
  to?: string;
}

export interface Since {
  /** ISO instant: only what was added, coded anew or judged at it or after. */
  updatedSince?: string;
}

/** What every search can be narrowed by. */
export interface Sought {
  /** Words that must all be there (of four letters and more: their beginnings), and "words in a row"; accents and capitals do not matter. */
  text?: string;
  publication?: string;
  /** Of the document, as a code: "es". */
  language?: string;
}

export interface EventFilter extends Period, Since, Sought {
  /** Event has this code among its actors / recipients (either, where both sides do it). */
  actor?: string;
  recipient?: string;
  /** Event has this code on either side. */
  involving?: string;
  /** Event has these two on either side. */
  between?: [string, string];
  eventType?: string;
  quad?: number;
  status?: string;
  documentId?: string;
  minConfidence?: number;
  /** true: only what a person has judged; false: only what nobody has. */
  judged?: boolean;
  /** Where it took place, by name. */
  place?: string;
  /** `added`: what came last into the record first. */
  order?: 'newest' | 'oldest' | 'doubtful' | 'added';
  limit?: number;
  /** Opaque cursor of the previous page. */
  after?: string;
}

export interface EventRow {
  event: Event;
  documentTitle: string;
  publication: string;
  sentenceText: string;
  /** That the document is written in, as a code; "" where it is not known. */
  language?: string;
  judged: 'none' | 'accepted' | 'corrected' | 'rejected' | 'resolved';
}

export interface StatementFilter extends Period, Since {
  /** Code of the speaker (of a forecast: the forecaster). */
  speaker?: string;
  /** Code of an actor that it is about. */
  about?: string;
  limit?: number;
  after?: string;
}

/** A statement or forecast with what a list says of it. */
export interface SaidRow<T> {
  said: Judged<T>;
  documentTitle: string;
  /** Who signed the document; "" where nobody did. */
  author: string;
  publication: string;
  /** That the document is written in, as a code; "" where it is not known. */
  language?: string;
}

export interface SaidFilter extends StatementFilter, Sought {
  /** A kind of statement, or "forecast". */
  kind?: string;
  order?: 'newest' | 'oldest' | 'doubtful' | 'added';
}

/** A statement or a forecast among both. */
export type SaidEntry = { kind: 'statement'; row: SaidRow<Statement> } | { kind: 'forecast'; row: SaidRow<Forecast> };

export interface DocumentFilter extends Period, Since, Sought {
  order?: 'newest' | 'oldest' | 'added';
  limit?: number;
  after?: string;
}

/** The document as lists show it. */
export type DocumentRow = Omit<Document, 'text'> & { events: number };

export interface FacetFilters {
  events: EventFilter;
  statements: SaidFilter;
  documents: DocumentFilter;
}

/** Values of a field among what a search found, most frequent first; of a field that the search names, with what the others would give. */
export interface Facet {
  field: string;
  values: { value: string; count: number }[];
}

export interface Facets {
  total: number;
  facets: Facet[];
}

/** A search that somebody gave a name to. */
export interface SavedSearch {
  id: string;
  name: string;
  list: keyof FacetFilters;
  /** As the address of its page has it: "text=malvinas&actor=ARG". */
  query: string;
  person: string;
  /** ISO instant. */
  at: string;
}

/** A brief that somebody keeps under a name. */
export interface SavedBrief {
  id: string;
  name: string;
  actor: string;
  /** Its question and its sentences by what they claim, as JSON: what a brief is, the record does not know. */
  body: string;
  person: string;
  /** ISO instant. */
  at: string;
}

export interface Page<T> {
  rows: T[];
  next: string | null;
}

/** Deeds of one dyad in one period of time. */
export interface SeriesRow {
  /** First day of the period. */
  period: string;
  actor: string;
  recipient: string;
  /** Counts by quad class 1–4. */
  quads: [number, number, number, number];
  count: number;
  intensitySum: number;
  intensitySumSquares: number;
}

/** How finely a deed is dated, as comparisons at a date take it: a week counts as its month. */
export type Layer = 'day' | 'month' | 'quarter' | 'year';

/** Deeds of an actor with one partner that are dated to the same day, month, quarter or year, and no more finely. */
export interface PartnerLayerRow extends Omit<SeriesRow, 'actor' | 'recipient'> {
  partner: string;
  unit: Layer;
}

/** Deeds between each two actors in a period. */
export interface PairRow extends Omit<PartnerRow, 'partner'> {
  a: string;
  b: string;
}

/** Deeds between one actor and one partner, both directions, in a period. */
export interface PartnerRow {
  partner: string;
  count: number;
  quads: [number, number, number, number];
  intensitySum: number;
  intensitySumSquares: number;
}

/** One publication's copy of a report. */
export interface Sighting {
  documentId: string;
  title: string;
  publication: string;
  url: string;
  date: string;
  /** Estimated share of the text that is the same as the first one's; 1 for the first. */
  similarity: number;
}

/** A report that several documents have: the first that came, and its copies. */
export interface Story {
  /** The first that came first; of very many, the first fifty. */
  sightings: Sighting[];
  /** How many documents have it. */
  documents: number;
  /** Deeds coded from all of them, from the first alone, and one of a kind a day. */
  coded: number;
  reports: number;
  events: number;
}

/** A publication, by the name that its documents give. */
export interface PublicationRow {
  publication: string;
  documents: number;
  /** Those that are copies of a report that another document has. */
  copies: number;
  /** Events coded from all of them. */
  events: number;
  first: string;
  last: string;
}

/** The whole record, counted in three ways (see CountRow). */
export interface OriginCounts {
  documents: number;
  copies: number;
  coded: number;
  reports: number;
  events: number;
}

/** Deeds of a dyad in a period, counted in three ways; none takes anything out of the record. */
export interface CountRow {
  period: string;
  /** Every coding. */
  coded: number;
  /** Those of documents that are no copies of another. */
  reports: number;
  /** One of each type a day, however many documents have it. */
  events: number;
  /** The documents that they come from. */
  documents: number;
}

/** How a watched feed stands. */
export interface FeedState {
  url: string;
  etag: string;
  lastModified: string;
  /** Instant (milliseconds) before which it is not asked again. */
  nextAt: number;
  /** Failures since it last answered. */
  failures: number;
}

/** What came of asking a feed. */
export interface FeedOutcome {
  /** Items that were not there at earlier polls, and documents added of them. */
  items: number;
  added: number;
  /** What went wrong first; "" where nothing did. */
  problem: string;
}

/** Work that was asked for, as whoever keeps it wrote it down. */
export interface KeptJob {
  id: string;
  body: string;
}

/** A figure of one actor on a date: reserves, a trade share, a swap line. */
export interface Indicator {
  /** Code of the actor. */
  actor: string;
  /** Name of the series; ":" and a code behind it where it is a figure towards a partner ("export-share:CHN"). */
  series: string;
  date: string;
  datePrecision: Precision;
  value: number;
  unit: string;
  /** Where it can be looked up. */
  source: string;
}

export interface IndicatorSummary {
  added: number;
  /** Those that were there from the same source with another value or unit: now as given last. */
  replaced: number;
  alreadyThere: number;
}

/** A feed as a list shows it; instants are ISO, null where there was none. */
export interface FeedRow {
  url: string;
  /** Items taken from it so far. */
  items: number;
  /** Failures since it last answered. */
  failures: number;
  polledAt: string | null;
  /** It is not asked before. */
  nextAt: string | null;
  /** It is asked on a schedule. */
  followed: boolean;
  /** What came of asking it last; null where that is not known. */
  last: FeedOutcome | null;
}

/** A name that the coder saw and no dictionary knew. */
export interface UnresolvedName {
  /** As it is written, and its other ways of being written. */
  name: string;
  forms: string[];
  documents: number;
  mentions: number;
  /** Where it comes up first, and the words around it there, with the name marked. */
  documentId: string;
  publication: string;
  date: string;
  excerpt: string;
  marks: Mark[];
}

/** Something that a person did, in the audit log. */
export interface AuditEntry {
  id: string;
  /** ISO instant. */
  at: string;
  person: string;
  /** The person's role at the time; "" where it is not known. */
  role: string;
  kind: string;
  target: string;
  detail: string;
  /** Where a login was tried from. */
  address: string;
  /** Of a judgement: the document that it is about. */
  documentId: string;
}

export interface AuditFilter extends Period {
  /** ISO instant: only what was done at it or after. */
  since?: string;
  person?: string;
  kind?: string;
  limit?: number;
  after?: string;
}

export interface Store {
  readonly path: string;
  /** Another number after every change that a page may show: what was read under a number may be kept as long as it stands. */
  readonly edition: number;
  /** What each change since an edition was about, in their order; null where that is not known any more. */
  changesSince(edition: number): readonly Change[] | null;
  close(): Promise<void>;

  /** Adds documents with their codings, all or none. A document that is there already changes nothing, unless its coding
   *  comes from another coder version: then the coding is replaced and every judgement kept. A new document with a signature
   *  is linked to the one it is a copy of, if any. */
  add(batch: { document: Document; coding: CodingInput; signature?: Int32Array | null }[]): Promise<AddSummary>;
  /** Adds rows of a data set, all of the batch or none; a row that is there already changes nothing. */
  addImported(batch: ImportBatch): Promise<ImportSummary>;
  /** Adds figures, all or none. The same actor, series, date and source again is the same figure, which may have been revised. */
  addIndicators(indicators: Indicator[]): Promise<IndicatorSummary>;
  /** Figures by actor and series, in the order of their dates. */
  indicators(query: Period & { actor?: string; series?: string }): Promise<Indicator[]>;
  /** Adds roll calls of the United Nations, then votes in them, each batch all or none; one that is there already may have been revised. */
  addRollCalls(rollCalls: RollCall[]): Promise<VoteSummary>;
  addVotes(votes: Vote[]): Promise<VoteSummary>;
  rollCalls(): Promise<RollCall[]>;
  /** Votes of some states, or of all. */
  votes(query: { states?: string[] }): Promise<Vote[]>;
  /** Keeps what was estimated from all votes, in the place of what was kept before; forgotten when votes are added. */
  keepIdealPoints(points: IdealPointRow[]): Promise<void>;
  /** Places of some states, or of all, session by session; none where none were kept. */
  idealPoints(query: { states?: string[] }): Promise<IdealPointRow[]>;
  /** Which of these document ids are there, coded by this coder version. */
  has(documentIds: string[], coderVersion: string): Promise<Set<string>>;
  judge(judgement: Omit<Judgement, 'id' | 'at'> & { at?: string }): Promise<Judgement>;

  document(id: string): Promise<DocumentCoding | null>;
  documents(filter: DocumentFilter): Promise<Page<DocumentRow>>;
  /** Documents with their sentences, without their codings, by id: those that are there. */
  texts(ids: string[]): Promise<Map<string, { document: Document; sentences: string[] }>>;
  events(filter: EventFilter): Promise<Page<EventRow>>;
  event(id: string): Promise<EventRow | null>;

  /** Appends a decision about who is who (see actors.ts). What it concerns counts accordingly from then on. */
  changeActor(change: { decision: ActorDecision; judge: string; note?: string; at?: string }): Promise<ActorChange>;
  /** Every decision about actors ever made, in the order of making. */
  actorChanges(): Promise<ActorChange[]>;
  /** Names in wait of a decision, those of most documents first. */
  unresolvedNames(query: Since & { text?: string; limit?: number; after?: string }): Promise<Page<UnresolvedName>>;

  /** Statements and forecasts, newest first. */
  statements(filter: StatementFilter): Promise<Page<SaidRow<Statement>>>;
  forecasts(filter: StatementFilter): Promise<Page<SaidRow<Forecast>>>;
  /** Statements and forecasts together. */
  said(filter: SaidFilter): Promise<Page<SaidEntry>>;
  /** How many a search finds, and how they are spread over the values of each field. */
  facets<L extends keyof FacetFilters>(list: L, filter: FacetFilters[L]): Promise<Facets>;
  /** When documents, by id, were last added to, coded anew or judged in: ISO instants; a document of an older store may have none. */
  changed(documentIds: string[]): Promise<Map<string, string>>;
  /** Keeps a search under a name, with who saved it; the same search under the same name again is the one that is there. */
  saveSearch(search: Omit<SavedSearch, 'id' | 'at'>): Promise<SavedSearch>;
  /** Takes a search from the list, or puts it back; both stay in the record with who did it. False where there is nothing to take or put back. */
  setSearchDeleted(id: string, deleted: boolean, person: string): Promise<boolean>;
  /** Searches that are kept, newest first. */
  savedSearches(): Promise<SavedSearch[]>;
  /** Keeps a brief under a name, with who saved it; the same brief under the same name again is the one that is there. */
  saveBrief(brief: Omit<SavedBrief, 'id' | 'at'>): Promise<SavedBrief>;
  /** Takes a brief from the list, or puts it back; both stay in the record with who did it. False where there is nothing to take or put back. */
  setBriefDeleted(id: string, deleted: boolean, person: string): Promise<boolean>;
  /** Briefs that are kept, newest first. */
  savedBriefs(): Promise<SavedBrief[]>;
  /** Every judgement ever made, in the order of making. */
  judgements(): Promise<Judgement[]>;

  /** Keeps a ranker that was trained; nothing is coded by it until `useRanker` says so. The same version again changes nothing. */
  keepRanker(ranker: Omit<KeptRanker, 'at'> & { bytes: Uint8Array }): Promise<void>;
  /** From now on this ranker codes what is added; "" for the package's own. @throws RecordError where none of that version was kept. */
  useRanker(use: Omit<RankerUse, 'at'>): Promise<void>;
  /** Rankers that were kept, and every word on which is used. */
  rankers(): Promise<Rankers>;
  /** The bytes of the one in use; null where it is the package's own. */
  rankerInUse(): Promise<Uint8Array | null>;

  /** Appends to the audit log, at the present instant. */
  log(entry: Omit<AuditEntry, 'id' | 'at' | 'documentId'>): Promise<void>;
  /** The audit log, judgements among it, newest first. */
  audit(filter: AuditFilter): Promise<Page<AuditEntry>>;
  /** Everybody who is in the audit log. */
  auditedPeople(): Promise<string[]>;

  /** Series of deeds for a dyad. What both sides do counts in each direction alone; with both directions every deed counts
   *  once, under the direction that it was coded in. */
  series(query: Period & { actor: string; recipient: string; direction: 'out' | 'in' | 'both'; unit: Unit }): Promise<SeriesRow[]>;
  /** Deeds of one actor towards another: as coded, without copies, and one of a type a day. */
  counts(query: Period & { actor: string; recipient: string; unit: Unit }): Promise<CountRow[]>;
  /** All sightings of the report that a document is one of. */
  sightings(documentId: string): Promise<Sighting[]>;
  /** Reports that more than one document has, those with most copies first. */
  stories(query: Since & { limit?: number; after?: string }): Promise<Page<Story>>;
  publications(): Promise<PublicationRow[]>;
  originCounts(): Promise<OriginCounts>;
  feeds(): Promise<FeedRow[]>;
  feed(url: string): Promise<FeedState | null>;
  /** Writes down how a feed stands after it was asked, with the items (by their own ids) that were taken from it; a new one is followed. */
  keepFeed(state: FeedState, items: string[], outcome: FeedOutcome): Promise<void>;
  /** Whether a feed is asked on a schedule from now on. False where no such feed was ever asked. */
  followFeed(url: string, followed: boolean): Promise<boolean>;
  /** Writes down a job, or how it stands now; the last hundred are kept. */
  keepJob(job: KeptJob): Promise<void>;
  /** Jobs that are kept, in the order of their last change. */
  jobs(): Promise<KeptJob[]>;
  /** Which of a feed's items were taken before. */
  takenItems(feed: string, items: string[]): Promise<Set<string>>;
  /** All partners of an actor over a period, busiest first; an event counts once for each partner, whichever acted. */
  partners(query: Period & { actor: string; limit?: number }): Promise<PartnerRow[]>;
  /** Series of every partner of an actor at once, each deed once for each partner: for charts and for tests of change. */
  partnerSeries(query: Period & { actor: string; unit: Unit; partners?: string[] }): Promise<(SeriesRow & { partner: string })[]>;
  /** Deeds with some partners of an actor, those of each precision apart; with both directions each deed counts once. */
  partnerLayers(query: Period & { actor: string; direction: 'out' | 'in' | 'both'; partners: string[] }): Promise<PartnerLayerRow[]>;
  /** Deeds of an actor with its partners, month by month, each once for each partner. */
  activity(query: { actor: string }): Promise<{ period: string; count: number }[]>;
  /** Deeds between each two of some actors, each deed once; of a pair, the code that sorts first is `a`. */
  pairs(query: Period & { actors: string[] }): Promise<PairRow[]>;
  /** Actors that have events, busiest first. */
  actors(limit?: number): Promise<{ code: string; count: number; first: string; last: string }[]>;
  /** Counts and the dates that the record spans. */
  summary(): Promise<{ documents: number; events: number; statements: number; forecasts: number; judgements: number; first: string; last: string }>;
  /** Every event (deeds or not) in a stable order, streamed: for export. */
  exportRows(filter: EventFilter): AsyncIterable<EventRow>;
  /** Puts what was added in the order that questions are asked in. The store does it by itself now and then; after a large
   *  import it is worth asking for. Answers are the same before and after. */
  optimize(): Promise<void>;
}
