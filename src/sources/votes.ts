/** Tables of United Nations votes: roll calls, their issues, and who voted how, each a CSV file, packed with gzip or not. */
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { CHOICES, type Choice, type RollCall, type Vote } from '../record/votes.js';
import { unpacked } from './bytes.js';
import { Unreadable, type Bytes, type Failure } from './types.js';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const ADVICE = 'Mend the row; the other rows were read.';

/** Rows by the names in the first line, with their numbers. @throws Unreadable where the table can't be read on. */
async function* rowsOf(file: Bytes, columns: readonly string[]): AsyncGenerator<{ row: Record<string, string>; line: number }> {
  // Titles of roll calls are quoted with quotation marks escaped by a backslash in the tables that are about.
  const parser = Readable.from(unpacked(file.chunks), { objectMode: false }).on('error', (error) => parser.destroy(error)).pipe(parse({ columns: true, bom: true, relax_quotes: true, relax_column_count: true, escape: '\\' }));
  let line = 1;
  for await (const row of parser as AsyncIterable<Record<string, string>>) {
    const missing = line === 1 && columns.find((column) => !(column in row));
    if (missing) {
      throw new Unreadable({ place: 'line 1', found: `the columns ${Object.keys(row).slice(0, 8).join(', ')}`, expected: columns.join(', '), advice: `Name the column "${missing}".` });
    }
    line++;
    yield { row, line };
  }
}

const failureIn = (file: Bytes, line: number, column: string, found: string, expected: string): { failure: Failure } =>
  ({ failure: { source: file.name, place: `row ${line}, column ${column}`, found: `"${found.slice(0, 40)}"`, expected, advice: ADVICE } });

/** Issues of roll calls by their ids. */
export async function readIssues(file: Bytes): Promise<Map<string, string[]>> {
  const issues = new Map<string, string[]>();
  for await (const { row } of rowsOf(file, ['rcid', 'issue'])) issues.set(row['rcid']!, [...(issues.get(row['rcid']!) ?? []), row['issue']!]);
  return issues;
}

export async function* readRollCalls(file: Bytes, issues: ReadonlyMap<string, string[]>): AsyncGenerator<{ rollCall: RollCall } | { failure: Failure }> {
  for await (const { row, line } of rowsOf(file, ['rcid', 'session', 'date'])) {
    const { rcid: id = '', session = '', date = '' } = row;
    if (id === '') yield failureIn(file, line, 'rcid', id, 'the number of a roll call');
    else if (!/^\d+$/.test(session)) yield failureIn(file, line, 'session', session, 'the number of a session');
    else if (date !== '' && (!DATE.test(date) || Number.isNaN(Date.parse(date)))) yield failureIn(file, line, 'date', date, 'a date of the calendar as YYYY-MM-DD');
    else yield { rollCall: { id, session: Number(session), date, issues: issues.get(id) ?? [], partial: row['amend'] === '1' || row['para'] === '1' } };
  }
}

/** Votes; `stateOf` gives the code for what the table calls a state. */
export async function* readVotes(file: Bytes, stateOf: (name: string) => string): AsyncGenerator<{ vote: Vote } | { failure: Failure }> {
  for await (const { row, line } of rowsOf(file, ['rcid', 'country', 'vote'])) {
    const { rcid: rollCall = '', country = '', vote: choice = '' } = row;
    if (rollCall === '') yield failureIn(file, line, 'rcid', rollCall, 'the number of a roll call');
    else if (country === '') yield failureIn(file, line, 'country', country, 'the name or code of a state');
    else if (!(CHOICES as readonly string[]).includes(choice)) yield failureIn(file, line, 'vote', choice, `${CHOICES.join(', ')} (leave absences out)`);
    else yield { vote: { rollCall, state: stateOf(country), choice: choice as Choice } };
  }
}
