/** The record in one DuckDB file. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { ActorChange, ActorDecision } from '../actors.js';
import { ChangeLog, ofNew, type Change } from '../changes.js';
import { isoOf } from '../dates.js';
import type { ImportBatch, ImportSummary } from '../imports.js';
import type { Document, Forecast, Judgement, Statement } from '../schema.js';
import type { AddSummary, AuditEntry, AuditFilter, CountRow, DocumentCoding, DocumentFilter, DocumentRow, EventFilter, EventRow, FacetFilters, Facets, FeedOutcome, FeedRow, FeedState, Indicator, IndicatorSummary, KeptJob, OriginCounts, Page, PairRow, PartnerLayerRow, PartnerRow, Period, PublicationRow, SaidEntry, SaidFilter, SaidRow, SavedBrief, SavedSearch, SeriesRow, Sighting, Since, StatementFilter, Store, Story, Unit, UnresolvedName } from '../store.js';
import type { KeptRanker, Rankers, RankerUse } from '../rankers.js';
import type { IdealPointRow, RollCall, Vote, VoteSummary } from '../votes.js';
import { appendChange, readChanges } from './actors.js';
import { appendAudit, audit, auditedPeople } from './audit.js';
import { cluster, clusterIfNeeded } from './cluster.js';
import { Codes } from './codes.js';
import { changed, document, documents, said, texts } from './documents.js';
import { Engine, type Opening } from './engine.js';
import { event, events, exportRows } from './events.js';
import { facets } from './facets.js';
import { feeds, feedState, followFeed, keepFeed, takenItems } from './feeds.js';
import { importBatch } from './import.js';
import { addIndicators, indicators } from './indicators.js';
import { jobs, keepJob } from './jobs.js';
import { appendJudgement } from './judge.js';
import { originCounts, publications, stories } from './origins.js';
import { days } from './period.js';
import { Remembered } from './remembered.js';
import { JUDGEMENT_COLUMNS, judgementOf } from './rows.js';
import { saidEntries } from './said.js';
import { keepRanker, rankerInUse, rankers, useRanker } from './rankers.js';
import { BRIEFS, save, saved, SEARCHES, setDeleted } from './saved.js';
import { activity, actors, pairs, partnerLayers, partners, partnerSeries, series } from './series.js';
import { counts, sightings } from './sightings.js';
import { unresolvedNames } from './unresolved.js';
import { addRollCalls, addVotes, idealPoints, keepIdealPoints, rollCalls, votes } from './votes.js';
import { addBatch, idList, type Batch } from './write.js';

/** A batch of rows needs far less; sorting writes to the disk what has no room. */
const IMPORT_MEMORY = '256MB';
const SORT_MEMORY = '512MB';

export class DuckStore implements Store {
  private readonly engine: Engine;
  private readonly codes: Codes;
  private readonly changes = new ChangeLog();
  private readonly remembered = new Remembered(() => this.changes.edition);

  private constructor(engine: Engine, codes: Codes) {
    this.engine = engine;
    this.codes = codes;
  }

  /**
   * Opens the store at a path; makes it where there is none, unless it is to be read only. Refuses, and leaves untouched, a file
   * that is no store or a newer version's.
   */
  static async open(path: string, opening: Opening = {}): Promise<DuckStore> {
    const engine = await Engine.open(path, opening);
    return new DuckStore(engine, await Codes.load(engine));
  }

  get path(): string {
    return this.engine.path;
  }

  get edition(): number {
    return this.changes.edition;
  }

  changesSince(edition: number): readonly Change[] | null {
    return this.changes.since(edition);
  }

  close(): Promise<void> {
    return this.engine.close();
  }

  async add(batch: Batch): Promise<AddSummary> {
    // What documents that are coded anew said before is not known here.
    const changed = ({ recoded }: AddSummary): Change => (recoded > 0 ? { of: 'anything' } : ofNew(batch, (code) => this.codes.countedAs(code)));
    const summary = await this.writing((connection) => addBatch(connection, this.codes, batch), changed);
    // The batch is kept by now: an order that could not be improved (a full disk) is no failure of adding.
    if (summary.events > 0) await clusterIfNeeded(this.engine).catch(() => false);
    return summary;
  }

  addImported(batch: ImportBatch): Promise<ImportSummary> {
    return this.engine.within(IMPORT_MEMORY, () => this.writing((connection) => importBatch(connection, this.codes, batch)));
  }

  addIndicators(rows: Indicator[]): Promise<IndicatorSummary> {
    return this.writing((connection) => addIndicators(connection, rows), () => ({ of: 'figures', actors: rows.map(({ actor }) => actor) }));
  }

  indicators(query: Period & { actor?: string; series?: string }): Promise<Indicator[]> {
    return indicators(this.engine, query);
  }

  addRollCalls(rows: RollCall[]): Promise<VoteSummary> {
    return this.writing((connection) => addRollCalls(connection, rows), () => ({ of: 'votes' }));
  }

  addVotes(rows: Vote[]): Promise<VoteSummary> {
    return this.writing((connection) => addVotes(connection, rows), () => ({ of: 'votes' }));
  }

  rollCalls(): Promise<RollCall[]> {
    return rollCalls(this.engine);
  }

  votes(query: { states?: string[] }): Promise<Vote[]> {
    return votes(this.engine, query);
  }

  keepIdealPoints(points: IdealPointRow[]): Promise<void> {
    return this.writing((connection) => keepIdealPoints(connection, points), () => ({ of: 'votes' }));
  }

  idealPoints(query: { states?: string[] }): Promise<IdealPointRow[]> {
    return idealPoints(this.engine, query);
  }

  async has(documentIds: string[], coderVersion: string): Promise<Set<string>> {
    if (documentIds.length === 0) return new Set();
    const rows = await this.engine.rows(
      `SELECT replace(id::VARCHAR, '-', '') AS id FROM document JOIN coding USING (doc) WHERE id IN (${idList(documentIds)}) AND coder = $coder`,
      { coder: coderVersion },
    );
    return new Set(rows.map((row) => String(row.id)));
  }

  async judge(judgement: Omit<Judgement, 'id' | 'at'> & { at?: string }): Promise<Judgement> {
    return (await this.writing((connection) => appendJudgement(connection, this.codes, judgement), ({ change }) => change)).judgement;
  }

  async judgements(): Promise<Judgement[]> {
    return (await this.engine.rows(`SELECT ${JUDGEMENT_COLUMNS} FROM judgement JOIN document USING (doc) ORDER BY seq`)).map(judgementOf);
  }

  changeActor({ decision, judge, note = '', at = new Date().toISOString() }: { decision: ActorDecision; judge: string; note?: string; at?: string }): Promise<ActorChange> {
    return this.writing((connection) => appendChange(connection, this.codes, { decision, note, judge, at }));
  }

  actorChanges(): Promise<ActorChange[]> {
    return readChanges(this.engine);
  }

  unresolvedNames(query: Since & { text?: string; limit?: number; after?: string }): Promise<Page<UnresolvedName>> {
    return unresolvedNames(this.engine, query);
  }

  keepRanker(ranker: Omit<KeptRanker, 'at'> & { bytes: Uint8Array }): Promise<void> {
    return this.writing((connection) => keepRanker(connection, ranker), () => ({ of: 'rankers' }));
  }

  useRanker(use: Omit<RankerUse, 'at'>): Promise<void> {
    return this.writing((connection) => useRanker(connection, use), () => ({ of: 'rankers' }));
  }

  rankers(): Promise<Rankers> {
    return rankers(this.engine);
  }

  rankerInUse(): Promise<Uint8Array | null> {
    return rankerInUse(this.engine);
  }

  log(entry: Omit<AuditEntry, 'id' | 'at' | 'documentId'>): Promise<void> {
    return this.engine.write((connection) => appendAudit(connection, entry));
  }

  audit(filter: AuditFilter): Promise<Page<AuditEntry>> {
    return audit(this.engine, filter);
  }

  auditedPeople(): Promise<string[]> {
    return auditedPeople(this.engine);
  }

  document(id: string): Promise<DocumentCoding | null> {
    return document(this.engine, this.codes, id);
  }

  documents(filter: DocumentFilter): Promise<Page<DocumentRow>> {
    return documents(this.engine, filter);
  }

  texts(ids: string[]): Promise<Map<string, { document: Document; sentences: string[] }>> {
    return texts(this.engine, ids);
  }

  events(filter: EventFilter): Promise<Page<EventRow>> {
    return events(this.engine, this.codes, filter);
  }

  event(id: string): Promise<EventRow | null> {
    return event(this.engine, this.codes, id);
  }

  statements(filter: StatementFilter): Promise<Page<SaidRow<Statement>>> {
    return said<Statement>(this.engine, this.codes, 'statement', filter);
  }

  forecasts(filter: StatementFilter): Promise<Page<SaidRow<Forecast>>> {
    return said<Forecast>(this.engine, this.codes, 'forecast', filter);
  }

  said(filter: SaidFilter): Promise<Page<SaidEntry>> {
    return saidEntries(this.engine, this.codes, filter);
  }

  facets<L extends keyof FacetFilters>(list: L, filter: FacetFilters[L]): Promise<Facets> {
    return facets(this.engine, this.codes, list, filter);
  }

  changed(documentIds: string[]): Promise<Map<string, string>> {
    return changed(this.engine, documentIds);
  }

  saveSearch(search: Omit<SavedSearch, 'id' | 'at'>): Promise<SavedSearch> {
    return this.writing((connection) => save(connection, SEARCHES, search), () => ({ of: 'searches' }));
  }

  setSearchDeleted(id: string, deleted: boolean, person: string): Promise<boolean> {
    return this.writing((connection) => setDeleted(connection, SEARCHES, id, deleted, person), () => ({ of: 'searches' }));
  }

  savedSearches(): Promise<SavedSearch[]> {
    return saved(this.engine, SEARCHES);
  }

  saveBrief(brief: Omit<SavedBrief, 'id' | 'at'>): Promise<SavedBrief> {
    return this.writing((connection) => save(connection, BRIEFS, brief), () => ({ of: 'briefs' }));
  }

  setBriefDeleted(id: string, deleted: boolean, person: string): Promise<boolean> {
    return this.writing((connection) => setDeleted(connection, BRIEFS, id, deleted, person), () => ({ of: 'briefs' }));
  }

  savedBriefs(): Promise<SavedBrief[]> {
    return saved(this.engine, BRIEFS);
  }

  series(query: Period & { actor: string; recipient: string; direction: 'out' | 'in' | 'both'; unit: Unit }): Promise<SeriesRow[]> {
    return series(this.engine, this.codes, query);
  }

  counts(query: Period & { actor: string; recipient: string; unit: Unit }): Promise<CountRow[]> {
    return counts(this.engine, this.codes, query);
  }

  sightings(documentId: string): Promise<Sighting[]> {
    return sightings(this.engine, documentId);
  }

  stories(query: Since & { limit?: number; after?: string }): Promise<Page<Story>> {
    return stories(this.engine, query);
  }

  publications(): Promise<PublicationRow[]> {
    return this.remembered.ask('publications', () => publications(this.engine));
  }

  originCounts(): Promise<OriginCounts> {
    return this.remembered.ask('origins', () => originCounts(this.engine));
  }

  feeds(): Promise<FeedRow[]> {
    return feeds(this.engine);
  }

  feed(url: string): Promise<FeedState | null> {
    return feedState(this.engine, url);
  }

  keepFeed(state: FeedState, items: string[], outcome: FeedOutcome): Promise<void> {
    return this.engine.write((connection) => keepFeed(connection, state, items, outcome));
  }

  followFeed(url: string, followed: boolean): Promise<boolean> {
    return this.engine.write((connection) => followFeed(connection, url, followed));
  }

  keepJob(job: KeptJob): Promise<void> {
    return this.engine.write((connection) => keepJob(connection, job));
  }

  jobs(): Promise<KeptJob[]> {
    return jobs(this.engine);
  }

  takenItems(feed: string, items: string[]): Promise<Set<string>> {
    return takenItems(this.engine, feed, items);
  }

  partners(query: Period & { actor: string; limit?: number }): Promise<PartnerRow[]> {
    return partners(this.engine, this.codes, query);
  }

  partnerSeries(query: Period & { actor: string; unit: Unit; partners?: string[] }): Promise<(SeriesRow & { partner: string })[]> {
    return partnerSeries(this.engine, this.codes, query);
  }

  partnerLayers(query: Period & { actor: string; direction: 'out' | 'in' | 'both'; partners: string[] }): Promise<PartnerLayerRow[]> {
    return partnerLayers(this.engine, this.codes, query);
  }

  activity(query: { actor: string }): Promise<{ period: string; count: number }[]> {
    return this.remembered.ask(`activity ${query.actor}`, () => activity(this.engine, this.codes, query));
  }

  pairs(query: Period & { actors: string[] }): Promise<PairRow[]> {
    return pairs(this.engine, this.codes, query);
  }

  actors(limit?: number): Promise<{ code: string; count: number; first: string; last: string }[]> {
    return this.remembered.ask(`actors ${limit ?? ''}`, () => actors(this.engine, this.codes, limit));
  }

  summary(): Promise<{ documents: number; events: number; statements: number; forecasts: number; judgements: number; first: string; last: string }> {
    return this.remembered.ask('summary', () => this.summarized());
  }

  private async summarized(): Promise<{ documents: number; events: number; statements: number; forecasts: number; judgements: number; first: string; last: string }> {
    const [row] = await this.engine.rows(
      `SELECT (SELECT count(*) FROM document)::DOUBLE AS documents, ((SELECT count(*) FROM coded_event) + (SELECT count(*) FROM imported))::DOUBLE AS events, (SELECT count(*) FROM statement)::DOUBLE AS statements,
         (SELECT count(*) FROM forecast)::DOUBLE AS forecasts, (SELECT count(*) FROM judgement)::DOUBLE AS judgements,
         (SELECT ${days('min(day)')} FROM dyad) AS first, (SELECT ${days('max(day)')} FROM dyad) AS last`,
    );
    const count = (name: string): number => Number(row![name]);
    return {
      documents: count('documents'), events: count('events'), statements: count('statements'), forecasts: count('forecasts'), judgements: count('judgements'),
      first: isoOf(row!.first as number | null), last: isoOf(row!.last as number | null),
    };
  }

  exportRows(filter: EventFilter): AsyncIterable<EventRow> {
    return exportRows(this.engine, this.codes, filter);
  }

  optimize(): Promise<void> {
    return this.engine.within(SORT_MEMORY, () => cluster(this.engine));
  }

  /** A write that pages may show, and what it changes; when it fails, the numbers that it gave to words are forgotten with it. */
  private async writing<T>(job: (connection: DuckDBConnection) => Promise<T>, changed: (value: T) => Change = () => ({ of: 'anything' })): Promise<T> {
    let change: Change = { of: 'anything' };
    try {
      const value = await this.engine.write(job);
      change = changed(value);
      return value;
    } catch (error) {
      await this.codes.reload().catch(() => undefined);
      throw error;
    } finally {
      this.changes.add(change);
    }
  }
}

