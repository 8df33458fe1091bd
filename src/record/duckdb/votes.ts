/** Roll calls, votes and ideal points. What was estimated from the votes is forgotten when the votes change. */
import { DuckDBDateValue, LIST, VARCHAR, type DuckDBConnection } from '@duckdb/node-api';
import { daysOf, isoOf } from '../dates.js';
import { RecordError } from '../errors.js';
import { CHOICES, type Choice, type IdealPointRow, type RollCall, type Vote, type VoteSummary } from '../votes.js';
import type { Engine } from './engine.js';
import { days } from './period.js';
import { appendTo } from './write.js';

const count = async (connection: DuckDBConnection, sql: string): Promise<number> => (await connection.runAndReadAll(sql)).currentRowCount;

/** Takes what was given into a table: of what is there under the same key, the last one given counts. */
async function merge(connection: DuckDBConnection, table: 'roll_call' | 'vote', given: number, key: string[], rest: string[]): Promise<VoteSummary> {
  const same = key.map((column) => `${table}.${column} = given.${column}`).join(' AND ');
  const equal = rest.map((column) => `${table}.${column} IS NOT DISTINCT FROM given.${column}`).join(' AND ');
  await connection.run(`CREATE OR REPLACE TEMP TABLE given AS SELECT * EXCLUDE (n) FROM given_all QUALIFY row_number() OVER (PARTITION BY ${key.join(', ')} ORDER BY n DESC) = 1`);
  const placed = table === 'vote' ? await count(connection, 'DELETE FROM given WHERE roll_call NOT IN (SELECT id FROM roll_call) RETURNING 1') : 0;
  await connection.run(`DELETE FROM given WHERE EXISTS (SELECT 1 FROM ${table} WHERE ${same} AND ${equal})`);
  const replaced = await count(connection, `DELETE FROM ${table} USING given WHERE ${same} RETURNING 1`);
  const written = await count(connection, `INSERT INTO ${table} SELECT * FROM given RETURNING 1`);
  for (const name of ['given', 'given_all']) await connection.run(`DROP TABLE temp.${name}`);
  if (written > 0) await connection.run('DELETE FROM ideal_point');
  return { added: written - replaced, replaced, alreadyThere: given - placed - written, unplaced: placed };
}

/** Adds roll calls inside a transaction. */
export async function addRollCalls(connection: DuckDBConnection, rollCalls: RollCall[]): Promise<VoteSummary> {
  const dated = rollCalls.map((rollCall) => ({ ...rollCall, day: daysOf(rollCall.date) }));
  const wrong = dated.find(({ date, day }) => date !== '' && day === null);
  if (wrong) throw new RecordError('invalid', `Roll call ${wrong.id}, field date: found "${wrong.date}", expected a date of the calendar as YYYY-MM-DD.`);
  await connection.run('CREATE OR REPLACE TEMP TABLE given_all AS SELECT 0 AS n, * FROM roll_call LIMIT 0');
  const appender = await connection.createAppender('given_all', 'main', 'temp');
  for (const [n, { id, session, day, issues, partial }] of dated.entries()) {
    appender.appendInteger(n);
    appender.appendVarchar(id);
    appender.appendInteger(session);
    if (day === null) appender.appendNull();
    else appender.appendDate(new DuckDBDateValue(day));
    appender.appendBoolean(partial);
    appender.appendList(issues, LIST(VARCHAR));
    appender.endRow();
  }
  appender.closeSync();
  return merge(connection, 'roll_call', rollCalls.length, ['id'], ['session', 'day', 'partial', 'issues']);
}

/** Adds votes inside a transaction. */
export async function addVotes(connection: DuckDBConnection, votes: Vote[]): Promise<VoteSummary> {
  const wrong = votes.find(({ choice }) => !CHOICES.includes(choice));
  if (wrong) throw new RecordError('invalid', `Vote of ${wrong.state} in roll call ${wrong.rollCall}, field choice: found "${wrong.choice}", expected one of ${CHOICES.join(', ')}.`);
  await connection.run('CREATE OR REPLACE TEMP TABLE given_all AS SELECT 0 AS n, * FROM vote LIMIT 0');
  const appender = await connection.createAppender('given_all', 'main', 'temp');
  for (const [n, { rollCall, state, choice }] of votes.entries()) {
    appender.appendInteger(n);
    appender.appendVarchar(rollCall);
    appender.appendVarchar(state);
    appender.appendUTinyInt(CHOICES.indexOf(choice));
    appender.endRow();
  }
  appender.closeSync();
  return merge(connection, 'vote', votes.length, ['roll_call', 'state'], ['choice']);
}

export async function rollCalls(engine: Engine): Promise<RollCall[]> {
  const [ids = [], sessions = [], dates = [], partial = [], issues = []] = await engine.columns(`SELECT id, session, ${days('day')} AS day, partial, issues FROM roll_call ORDER BY session, day, id`);
  return ids.map((id, i) => ({ id: id as string, session: sessions[i] as number, date: isoOf(dates[i] as number | null), partial: partial[i] as boolean, issues: issues[i] as string[] }));
}

export async function votes(engine: Engine, { states }: { states?: string[] }): Promise<Vote[]> {
  const values = Object.fromEntries((states ?? []).map((state, i) => [`s${i}`, state]));
  const where = states === undefined ? 'true' : states.length === 0 ? 'false' : `state IN (${Object.keys(values).map((name) => `$${name}`).join(', ')})`;
  const [calls = [], voting = [], choices = []] = await engine.columns(`SELECT roll_call, state, choice FROM vote WHERE ${where} ORDER BY roll_call, state`, values);
  return calls.map((rollCall, i) => ({ rollCall: rollCall as string, state: voting[i] as string, choice: CHOICES[choices[i] as number] as Choice }));
}

/** Puts points in the place of all that were kept before, inside a transaction. */
export async function keepIdealPoints(connection: DuckDBConnection, points: IdealPointRow[]): Promise<void> {
  await connection.run('DELETE FROM ideal_point');
  await appendTo(connection, 'ideal_point', (appender) => {
    for (const { state, session, value, low, high, votes: resting } of points) {
      appender.appendVarchar(state);
      appender.appendInteger(session);
      for (const number of [value, low, high]) appender.appendDouble(number);
      appender.appendInteger(resting);
      appender.endRow();
    }
  });
}

export async function idealPoints(engine: Engine, { states }: { states?: string[] }): Promise<IdealPointRow[]> {
  const values = Object.fromEntries((states ?? []).map((state, i) => [`s${i}`, state]));
  const where = states === undefined ? 'true' : states.length === 0 ? 'false' : `state IN (${Object.keys(values).map((name) => `$${name}`).join(', ')})`;
  const rows = await engine.rows(`SELECT state, session, value, low, high, votes FROM ideal_point WHERE ${where} ORDER BY state, session`, values);
  return rows.map((row) => ({ state: String(row.state), session: Number(row.session), value: Number(row.value), low: Number(row.low), high: Number(row.high), votes: Number(row.votes) }));
}
