/**
 * The tables, and how an older store becomes a newer one. A change to the tables is a new entry at the end, never an edit
 * of one that has been released. Foreign keys and indexes are left out on purpose: the store has one writer, which checks
 * ids itself, and an index over random ids would have to be kept in memory whole.
 */

import type { DuckDBConnection } from '@duckdb/node-api';
import { fillWords } from './words.js';

export interface Migration {
  version: number;
  name: string;
  statements: string[];
  /** What takes more than SQL, after the statements and in the same transaction. */
  fill?(connection: DuckDBConnection): Promise<void>;
}

/** Of statements and of forecasts: what a person was offered to say of them, and what that is called since version 11. */
const RENAMED = [
  ['statement', 'borne out', 'kept'], ['statement', 'gone against', 'broken'], ['statement', 'void', 'not yet rated'],
  ['forecast', 'borne out', 'happened'], ['forecast', 'gone against', 'did not happen'], ['forecast', 'void', 'annulled'],
] as const;

export const MIGRATIONS: Migration[] = [
  {
    version: 1,
    name: 'documents, codings, dyads and judgements',
    statements: [
      // Short numbers for words that are repeated in every row: actors' codes and event types.
      `CREATE TABLE code (n INTEGER NOT NULL, word VARCHAR NOT NULL)`,
      // `doc` and `n` are numbers of this file alone, never shown: the ids are the content hashes.
      `CREATE TABLE document (
         doc INTEGER NOT NULL, id UUID NOT NULL, title VARCHAR NOT NULL, publication VARCHAR NOT NULL, author VARCHAR NOT NULL,
         url VARCHAR NOT NULL, day DATE, precision VARCHAR NOT NULL, language VARCHAR NOT NULL, text VARCHAR NOT NULL, lookup VARCHAR NOT NULL)`,
      `CREATE TABLE coding (
         doc INTEGER NOT NULL, coder VARCHAR NOT NULL, language VARCHAR NOT NULL, sentences VARCHAR NOT NULL,
         events INTEGER NOT NULL, statements INTEGER NOT NULL, forecasts INTEGER NOT NULL)`,
      `CREATE TABLE event (n BIGINT NOT NULL, doc INTEGER NOT NULL, id UUID NOT NULL, sentence_text VARCHAR NOT NULL, body VARCHAR NOT NULL)`,
      // One row for each actor and recipient of an event, as it counts after judgements: what charts and lists are made from.
      // The flags let every question find each event in one row, with no grouping by event:
      //   deed: counts in series. lead: the event's first row. first_a, first_r: its first row with this actor, this recipient.
      //   acts: the recipient is among the actors too. mirror: it has the reverse pair too, and this is the second of the two.
      `CREATE TABLE dyad (
         event BIGINT NOT NULL, doc INTEGER NOT NULL, actor INTEGER NOT NULL, recipient INTEGER NOT NULL, day DATE, precision UTINYINT NOT NULL,
         type INTEGER NOT NULL, quad UTINYINT NOT NULL, intensity DOUBLE NOT NULL, status UTINYINT NOT NULL, confidence FLOAT NOT NULL,
         judged UTINYINT NOT NULL, deed BOOLEAN NOT NULL, lead BOOLEAN NOT NULL, first_a BOOLEAN NOT NULL, first_r BOOLEAN NOT NULL, acts BOOLEAN NOT NULL, mirror BOOLEAN NOT NULL)`,
      `CREATE TABLE statement (
         n BIGINT NOT NULL, doc INTEGER NOT NULL, id UUID NOT NULL, kind VARCHAR NOT NULL, speaker INTEGER NOT NULL, about INTEGER[] NOT NULL,
         day DATE, body VARCHAR NOT NULL)`,
      `CREATE TABLE forecast (
         n BIGINT NOT NULL, doc INTEGER NOT NULL, id UUID NOT NULL, forecaster INTEGER NOT NULL, about INTEGER[] NOT NULL,
         day DATE, body VARCHAR NOT NULL)`,
      // Appended only. `snapshot` is what it was made on; `attachment` says which present coding it belongs to, if any.
      `CREATE TABLE judgement (
         seq BIGINT NOT NULL, id UUID NOT NULL, target_kind VARCHAR NOT NULL, target UUID NOT NULL, doc INTEGER NOT NULL, verdict VARCHAR NOT NULL,
         changes VARCHAR NOT NULL, note VARCHAR NOT NULL, judge VARCHAR NOT NULL, instant VARCHAR NOT NULL, snapshot VARCHAR NOT NULL)`,
      `CREATE TABLE attachment (judgement BIGINT NOT NULL, doc INTEGER NOT NULL, target UUID)`,
      // How many rows of `dyad` lie sorted at its beginning (see cluster.ts).
      `CREATE TABLE clustered (rows BIGINT NOT NULL)`,
      `INSERT INTO clustered VALUES (0)`,
    ],
  },
  {
    version: 2,
    name: 'sightings of one report, and feeds that are watched',
    statements: [
      // A document that is a copy of an earlier one, which is itself none; and what copies are found by.
      `CREATE TABLE sighting (doc INTEGER NOT NULL, original INTEGER NOT NULL, similarity DOUBLE NOT NULL)`,
      `CREATE TABLE signature (doc INTEGER NOT NULL, hashes INTEGER[] NOT NULL)`,
      `CREATE TABLE band (hash BIGINT NOT NULL, doc INTEGER NOT NULL)`,
      `CREATE TABLE feed (url VARCHAR NOT NULL, etag VARCHAR NOT NULL, last_modified VARCHAR NOT NULL, next_at DOUBLE NOT NULL, failures INTEGER NOT NULL)`,
      `CREATE TABLE feed_item (id UUID NOT NULL)`,
    ],
  },
  {
    version: 3,
    name: 'the audit log, and when each document was last added to or coded anew',
    statements: [
      // Appended only. Judgements are not repeated here: they say themselves who made them and when.
      `CREATE TABLE audit (
         seq BIGINT NOT NULL, instant VARCHAR NOT NULL, person VARCHAR NOT NULL, role VARCHAR NOT NULL, kind VARCHAR NOT NULL,
         target VARCHAR NOT NULL, detail VARCHAR NOT NULL, address VARCHAR NOT NULL)`,
      // Milliseconds since 1970, one row for each time; documents of an older store have none until they change.
      `CREATE TABLE touched (doc INTEGER NOT NULL, instant DOUBLE NOT NULL)`,
    ],
  },
  {
    version: 4,
    name: 'indicators: figures of actors from tables',
    statements: [
      // One value for each actor, series, day and source; codes as words, so that an actor need not be in any event.
      `CREATE TABLE indicator (
         actor VARCHAR NOT NULL, series VARCHAR NOT NULL, day DATE NOT NULL, precision VARCHAR NOT NULL, value DOUBLE NOT NULL,
         unit VARCHAR NOT NULL, source VARCHAR NOT NULL)`,
    ],
  },
  {
    version: 5,
    name: 'when each feed was asked last, and how many items came of it',
    statements: [
      `ALTER TABLE feed ADD COLUMN polled_at DOUBLE`,
      `ALTER TABLE feed ADD COLUMN items INTEGER DEFAULT 0`,
    ],
  },
  {
    version: 6,
    name: 'words to search by, places, and saved searches',
    statements: [
      // Texts folded (record/folded.ts): read through whole at every search, so each kind has a narrow table of its own.
      `CREATE TABLE document_words (doc INTEGER NOT NULL, words VARCHAR NOT NULL)`,
      `CREATE TABLE event_words (n BIGINT NOT NULL, doc INTEGER NOT NULL, words VARCHAR NOT NULL)`,
      `CREATE TABLE statement_words (n BIGINT NOT NULL, doc INTEGER NOT NULL, confidence FLOAT NOT NULL, words VARCHAR NOT NULL)`,
      `CREATE TABLE forecast_words (n BIGINT NOT NULL, doc INTEGER NOT NULL, confidence FLOAT NOT NULL, words VARCHAR NOT NULL)`,
      // Of events that name one: few do.
      `CREATE TABLE event_place (n BIGINT NOT NULL, doc INTEGER NOT NULL, state VARCHAR NOT NULL, name VARCHAR NOT NULL, words VARCHAR NOT NULL)`,
      // Appended only: one row for each time that a search was saved or deleted; the last one of an id counts.
      `CREATE TABLE saved_search (
         seq BIGINT NOT NULL, id UUID NOT NULL, deleted BOOLEAN NOT NULL, name VARCHAR NOT NULL, list VARCHAR NOT NULL, query VARCHAR NOT NULL,
         person VARCHAR NOT NULL, instant VARCHAR NOT NULL)`,
    ],
    fill: fillWords,
  },
  {
    version: 7,
    name: 'decisions about actors, and names that wait for one',
    statements: [
      // Appended only (record/actors.ts); what takes a decision back is a further row.
      `CREATE TABLE actor_change (seq BIGINT NOT NULL, id UUID NOT NULL, decision VARCHAR NOT NULL, note VARCHAR NOT NULL, judge VARCHAR NOT NULL, instant VARCHAR NOT NULL)`,
      // Names that the coder saw and no dictionary knew; documents of an older store have none until they are coded anew.
      `CREATE TABLE unresolved (doc INTEGER NOT NULL, key VARCHAR NOT NULL, form VARCHAR NOT NULL, start INTEGER NOT NULL, count INTEGER NOT NULL)`,
    ],
  },
  {
    version: 8,
    name: 'United Nations votes, and the places of states estimated from them',
    statements: [
      // Codes as words, so that a state need not be in any event. `id` is the data set's own number of a roll call.
      `CREATE TABLE roll_call (id VARCHAR NOT NULL, session INTEGER NOT NULL, day DATE, partial BOOLEAN NOT NULL, issues VARCHAR[] NOT NULL)`,
      `CREATE TABLE vote (roll_call VARCHAR NOT NULL, state VARCHAR NOT NULL, choice UTINYINT NOT NULL)`,
      // Estimating takes half a minute: kept until votes change.
      `CREATE TABLE ideal_point (state VARCHAR NOT NULL, session INTEGER NOT NULL, value DOUBLE NOT NULL, low DOUBLE NOT NULL, high DOUBLE NOT NULL, votes INTEGER NOT NULL)`,
    ],
  },
  {
    version: 9,
    name: 'rankers trained with the record’s judgements, and which of them is used',
    statements: [
      `CREATE TABLE ranker (seq BIGINT NOT NULL, version VARCHAR NOT NULL, instant VARCHAR NOT NULL, person VARCHAR NOT NULL, report VARCHAR NOT NULL, bytes BLOB NOT NULL)`,
      // Appended only: the last one counts; '' is the ranker that comes with the package.
      `CREATE TABLE ranker_use (seq BIGINT NOT NULL, version VARCHAR NOT NULL, instant VARCHAR NOT NULL, person VARCHAR NOT NULL)`,
    ],
  },
  {
    version: 10,
    name: 'imported events as columns',
    statements: [
      // What is the same in many rows of a data set is written once: its codes, its sides, its files. "Words" are folded (words.ts).
      `CREATE TABLE data_kind (kind INTEGER NOT NULL, name VARCHAR NOT NULL, words VARCHAR NOT NULL, code VARCHAR NOT NULL, body VARCHAR NOT NULL)`,
      `CREATE TABLE data_side (side INTEGER NOT NULL, text VARCHAR NOT NULL, words VARCHAR NOT NULL, code VARCHAR NOT NULL, body VARCHAR NOT NULL)`,
      `CREATE TABLE data_file (file INTEGER NOT NULL, dataset VARCHAR NOT NULL, name VARCHAR NOT NULL)`,
      `CREATE TABLE data_reference (reference INTEGER NOT NULL, text VARCHAR NOT NULL)`,
      // One row for each row of a data set; "ends" is the length of its document's text.
      `CREATE TABLE imported (
         n BIGINT NOT NULL, doc INTEGER NOT NULL, id UUID NOT NULL, day DATE NOT NULL, ends INTEGER NOT NULL, kind INTEGER NOT NULL, actors INTEGER NOT NULL,
         recipients INTEGER NOT NULL, file INTEGER NOT NULL, line INTEGER NOT NULL, key VARCHAR NOT NULL, reference INTEGER NOT NULL)`,
      `ALTER TABLE event RENAME TO coded_event`,
      `ALTER TABLE event_words RENAME TO coded_event_words`,
      // Both together, as everybody reads them; what an imported event says is put together when it is asked for.
      `CREATE VIEW event AS SELECT n, doc, id, sentence_text, body FROM coded_event UNION ALL
       SELECT n, doc, id, (CASE WHEN actor.text = '' THEN '…' ELSE actor.text END) || ' | ' || data_kind.name || (CASE WHEN recipient.text = '' THEN '' ELSE ' | ' || recipient.text END),
         '{"end":' || ends || ',"date":"' || day || '",' || data_kind.body || ',"actors":' || actor.body || ',"recipients":' || recipient.body ||
         ',"why":[{"kind":"import","text":"' || dataset || ' ' || key || '","ref":"' || data_file.name || ', line ' || line || '"},{"kind":"import","text":"' ||
         data_kind.code || ': ' || actor.code || ' → ' || recipient.code || '"' || (CASE WHEN data_reference.text = '' THEN '' ELSE ',"ref":"' || data_reference.text || '"' END) || '}]}'
       FROM imported JOIN data_kind ON data_kind.kind = imported.kind JOIN data_side AS actor ON actor.side = imported.actors
         JOIN data_side AS recipient ON recipient.side = imported.recipients JOIN data_file ON data_file.file = imported.file
         JOIN data_reference ON data_reference.reference = imported.reference`,
      // The words of a sentence follow from those of its parts, each of which has a space before and behind.
      `CREATE VIEW event_words AS SELECT n, doc, words FROM coded_event_words UNION ALL
       SELECT n, doc, rtrim(actor.words) || data_kind.words || ltrim(recipient.words)
       FROM imported JOIN data_kind ON data_kind.kind = imported.kind JOIN data_side AS actor ON actor.side = imported.actors JOIN data_side AS recipient ON recipient.side = imported.recipients`,
    ],
  },
  {
    version: 11,
    name: 'what became of something said, in the words of the ledger',
    // Three words served for all before. What was written stays beside under "was": a statement that was called void has no word here.
    statements: RENAMED.map(([kind, was, status]) =>
      `UPDATE judgement SET changes = replace(changes, '"status":"${was}"', '"status":"${status}","was":"${was}"') WHERE verdict = 'resolved' AND target_kind = '${kind}'`),
  },
  {
    version: 12,
    name: 'jobs as they ended, which feeds are followed, and what came of asking each last',
    statements: [
      `CREATE TABLE job (seq BIGINT NOT NULL, id VARCHAR NOT NULL, body VARCHAR NOT NULL)`,
      `ALTER TABLE feed ADD COLUMN followed BOOLEAN DEFAULT true`,
      // As JSON; '' where it is not known.
      `ALTER TABLE feed ADD COLUMN outcome VARCHAR DEFAULT ''`,
    ],
  },
  {
    version: 13,
    name: 'briefs that people keep',
    statements: [
      // Appended only: one row for each time that a brief was saved, deleted or put back; the last one of an id counts.
      `CREATE TABLE saved_brief (
         seq BIGINT NOT NULL, id UUID NOT NULL, deleted BOOLEAN NOT NULL, name VARCHAR NOT NULL, actor VARCHAR NOT NULL, body VARCHAR NOT NULL,
         person VARCHAR NOT NULL, instant VARCHAR NOT NULL)`,
    ],
  },
];

export const SCHEMA_VERSION = MIGRATIONS.at(-1)!.version;
