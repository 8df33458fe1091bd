/** demarche votes ARG USA: agreement of two states in UN votes; with --ideal-points, where states stand session by session. */
import { createReadStream, existsSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { Command } from 'commander';
import { parse } from 'csv-parse';
import { loadActors } from '../../actors/node.js';
import type { ActorDictionary } from '../../actors/index.js';
import { CHOICES, estimateIdealPoints, type Choice } from '../../analysis/ideal-points.js';
import { agreementBy, ballotsOf, type Distance, type Grouping, type RollCall, type Vote } from '../../analysis/votes.js';
import { actorCode, oneOf } from '../checks.js';
import { UsageError } from '../errors.js';
import { table } from '../table.js';

const GROUPINGS: readonly Grouping[] = ['year', 'session', 'issue', 'year and issue', 'all'];
const DISTANCES: readonly Distance[] = ['nominal', 'linear', 'squared'];

interface Options {
  votes: string;
  rollCalls: string;
  issues?: string;
  by: string;
  distance: string;
  idealPoints?: boolean;
  json?: boolean;
}

/** Rows of a CSV file, gzipped or not, by the names in its first line. @throws Error naming the file. */
async function* rowsOf(file: string, columns: readonly string[]): AsyncGenerator<Record<string, string>> {
  if (!existsSync(file)) throw new UsageError(`"${file}": there is no such file; expected a CSV table with the columns ${columns.join(', ')}.`);
  const bytes = createReadStream(file);
  const text = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  // Titles of roll calls are quoted with quotation marks escaped by a backslash in the tables that are about.
  const parser = text.pipe(parse({ columns: true, bom: true, relax_quotes: true, relax_column_count: true, escape: '\\' }));
  for (const stream of [bytes, text]) stream.on('error', (error: Error) => parser.destroy(new Error(`${file}: ${error.message}. The table can't be read to its end; get it anew.`)));
  let first = true;
  for await (const row of parser as AsyncIterable<Record<string, string>>) {
    if (first) for (const column of columns) if (!(column in row)) throw new Error(`${file}, line 1: found the columns ${Object.keys(row).slice(0, 8).join(', ')}, expected ${columns.join(', ')}. Name the column "${column}".`);
    first = false;
    yield row;
  }
}

async function readRollCalls(file: string, issuesFile?: string): Promise<Map<string, RollCall>> {
  const issues = new Map<string, string[]>();
  if (issuesFile !== undefined) for await (const { rcid, issue } of rowsOf(issuesFile, ['rcid', 'issue'])) issues.set(rcid!, [...(issues.get(rcid!) ?? []), issue!]);
  const rollCalls = new Map<string, RollCall>();
  for await (const row of rowsOf(file, ['rcid', 'session', 'date'])) {
    const id = row['rcid']!;
    rollCalls.set(id, { id, session: Number(row['session']), date: row['date']!, issues: issues.get(id) ?? [], partial: row['amend'] === '1' || row['para'] === '1' });
  }
  return rollCalls;
}

/** States by the dictionary's codes; those that it does not know keep their name. */
async function readVotes(file: string, actors: ActorDictionary): Promise<Vote[]> {
  const codes = new Map<string, string>();
  for (const { code, name, names } of actors.states.values()) for (const called of [...names.en, name.en, code]) codes.set(called.toLowerCase(), code);
  const votes: Vote[] = [];
  let row = 1;
  for await (const { rcid, country, vote } of rowsOf(file, ['rcid', 'country', 'vote'])) {
    row++;
    if (!(CHOICES as readonly string[]).includes(vote!)) throw new Error(`${file}, row ${row}, column vote: found "${vote}", expected ${CHOICES.join(', ')}. Leave absences out.`);
    votes.push({ rollCall: rcid!, state: codes.get(country!.toLowerCase()) ?? country!, choice: vote as Choice });
  }
  return votes;
}

export function votesCommand(program: Command, done: (status: number) => void): void {
  program
    .command('votes <state> [other]')
    .description('agreement of two states in UN General Assembly votes; with --ideal-points, where they stood')
    .requiredOption('--votes <file>', 'CSV (or .csv.gz) with rcid, country, vote (yes, abstain, no)')
    .requiredOption('--roll-calls <file>', 'CSV with rcid, session, date (and amend, para)')
    .option('--issues <file>', 'CSV with rcid, issue')
    .option('--by <grouping>', GROUPINGS.join(' | '), 'year')
    .option('--distance <distance>', `how far apart choices are for κ and π: ${DISTANCES.join(' | ')}`, 'nominal')
    .option('--ideal-points', 'estimate ideal points from all votes, the United States positive')
    .option('--json', 'as JSON')
    .action(async (first: string, second: string | undefined, options: Options) => {
      const actors = loadActors();
      const states = [first, ...(second === undefined ? [] : [second])].map((name) => actorCode(name, actors));
      if (!options.idealPoints && states.length < 2) throw new UsageError('votes: name two states to compare, or add --ideal-points.');
      const by = oneOf('by', options.by, GROUPINGS);
      const distance = oneOf('distance', options.distance, DISTANCES);
      const [rollCalls, votes] = await Promise.all([readRollCalls(options.rollCalls, options.issues), readVotes(options.votes, actors)]);
      process.stdout.write(options.idealPoints ? idealPointReport(states, votes, rollCalls, actors, options.json) : agreementReport([states[0]!, states[1]!], votes, rollCalls, by, distance, actors, options.json));
      done(0);
    });
}

function agreementReport(pair: [string, string], votes: readonly Vote[], rollCalls: ReadonlyMap<string, RollCall>, by: Grouping, distance: Distance, actors: ActorDictionary, json?: boolean): string {
  const rows = agreementBy(votes, rollCalls, pair, by, distance);
  if (json) return `${JSON.stringify({ states: pair, by, distance, rows })}\n`;
  const lines = rows.map((row) => [[row.year, row.session, row.issue].filter((part) => part !== null).join(' '), String(row.count), ...[row.simple, row.kappa, row.pi, row.s].map((x) => x?.toFixed(3) ?? '–')]);
  return `${actors.nameOf(pair[0])} and ${actors.nameOf(pair[1])} in roll calls in which both voted\n\n` +
    `${table([by, 'n', 'agreement', 'κ', 'π', 'S'], lines, ['left', 'right', 'right', 'right', 'right', 'right'])}\n`;
}

function idealPointReport(states: readonly string[], votes: readonly Vote[], rollCalls: ReadonlyMap<string, RollCall>, actors: ActorDictionary, json?: boolean): string {
  const points = estimateIdealPoints(ballotsOf(votes, rollCalls), { positive: 'USA' }).points.filter(({ state }) => states.includes(state));
  if (json) return `${JSON.stringify({ states, points })}\n`;
  const sessions = [...new Set(points.map(({ session }) => session))].sort((a, b) => a - b);
  const lines = sessions.map((session) => [String(session), ...states.map((state) => {
    const point = points.find((one) => one.state === state && one.session === session);
    return point ? `${point.value.toFixed(2)} [${point.low.toFixed(2)}, ${point.high.toFixed(2)}] n=${point.votes}` : '–';
  })]);
  return `Ideal points by session, from all states' votes (the United States positive; all points together have mean 0 and variance 1)\n\n` +
    `${table(['session', ...states.map((state) => actors.nameOf(state))], lines, ['right', ...states.map(() => 'left' as const)])}\n`;
}
