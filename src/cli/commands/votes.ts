/** demarche votes ARG USA: agreement of two states in UN votes; with --ideal-points, where states stand session by session. */
import type { Command } from 'commander';
import { loadActors } from '../../actors/node.js';
import { estimateIdealPoints, type IdealPoint } from '../../analysis/ideal-points.js';
import { agreementBy, ballotsOf, POSITIVE, type Distance, type Grouping, type RollCall, type Vote } from '../../analysis/votes.js';
import { stateCodes, votesOf } from '../../intake/votes.js';
import { ActorNames } from '../../record/names.js';
import { actorCode, oneOf } from '../checks.js';
import { UsageError } from '../errors.js';
import { inputFile } from '../files.js';
import { fromStore, withStore } from '../store.js';
import { table } from '../table.js';

const GROUPINGS: readonly Grouping[] = ['year', 'session', 'issue', 'year and issue', 'all'];
const DISTANCES: readonly Distance[] = ['nominal', 'linear', 'squared'];

interface Options {
  store: string;
  votes?: string;
  rollCalls?: string;
  issues?: string;
  by: string;
  distance: string;
  idealPoints?: boolean;
  json?: boolean;
}

export function votesCommand(program: Command, done: (status: number) => void): void {
  withStore(program.command('votes <state> [other]'))
    .description('agreement of two states in UN General Assembly votes; with --ideal-points, where they stood: from the record (demarche import votes), or from files')
    .option('--votes <file>', 'instead of the record: CSV (or .csv.gz) with rcid, country, vote (yes, abstain, no)')
    .option('--roll-calls <file>', 'with --votes: CSV with rcid, session, date (and amend, para)')
    .option('--issues <file>', 'CSV with rcid, issue')
    .option('--by <grouping>', GROUPINGS.join(' | '), 'year')
    .option('--distance <distance>', `how far apart choices are for κ and π: ${DISTANCES.join(' | ')}`, 'nominal')
    .option('--ideal-points', 'estimate ideal points from all votes, the United States positive')
    .option('--json', 'as JSON')
    .action(async (first: string, second: string | undefined, options: Options) => {
      if (!options.idealPoints && second === undefined) throw new UsageError('votes: name two states to compare, or add --ideal-points.');
      const by = oneOf('by', options.by, GROUPINGS);
      const distance = oneOf('distance', options.distance, DISTANCES);
      const found = await findVotes(options, [first, ...(second === undefined ? [] : [second])]);
      const { states, names } = found;
      process.stdout.write(options.idealPoints ? idealPointReport(states, found.points(), names, options.json) : agreementReport([states[0]!, states[1]!], found.votes, found.rollCalls, by, distance, names, options.json));
      done(0);
    });
}

interface Found {
  /** The states that were named. */
  states: string[];
  names: ActorNames;
  votes: Vote[];
  rollCalls: ReadonlyMap<string, RollCall>;
  /** Where states stood: as the record keeps it, else estimated now. */
  points(): readonly IdealPoint[];
}

/** Votes of these states from the record, or of all from files. */
async function findVotes({ store: path, votes: votesFile, rollCalls: callsFile, issues }: Options, named: readonly string[]): Promise<Found> {
  if ((votesFile === undefined) !== (callsFile === undefined)) throw new UsageError('votes: --votes and --roll-calls go together: votes are dated by their roll calls.');
  const actors = loadActors();
  const statesIn = (names: ActorNames) => named.map((name) => actorCode(name, names));
  if (votesFile !== undefined && callsFile !== undefined) {
    const names = new ActorNames(actors);
    const states = statesIn(names);
    for (const file of [votesFile, callsFile, ...(issues === undefined ? [] : [issues])]) inputFile(file, 'a CSV table');
    const { votes, rollCalls } = await votesOf({ votes: votesFile, rollCalls: callsFile, issues }, stateCodes(actors));
    return { states, names, votes, rollCalls, points: () => estimateIdealPoints(ballotsOf(votes, rollCalls), { positive: POSITIVE }).points };
  }
  return fromStore(path, async (store) => {
    const names = await ActorNames.in(store, actors);
    const states = statesIn(names);
    const [votes, rollCalls, points] = await Promise.all([store.votes({ states }), store.rollCalls(), store.idealPoints({ states })]);
    if (rollCalls.length === 0) throw new UsageError(`The record ${path} holds no votes: add them with "demarche import votes FILE --roll-calls FILE", or name files with --votes and --roll-calls.`);
    return { states, names, votes, rollCalls: new Map(rollCalls.map((rollCall) => [rollCall.id, rollCall])), points: () => points };
  });
}

function agreementReport(pair: [string, string], votes: readonly Vote[], rollCalls: ReadonlyMap<string, RollCall>, by: Grouping, distance: Distance, names: ActorNames, json?: boolean): string {
  const rows = agreementBy(votes, rollCalls, pair, by, distance);
  if (json) return `${JSON.stringify({ states: pair, by, distance, rows })}\n`;
  const lines = rows.map((row) => [[row.year, row.session, row.issue].filter((part) => part !== null).join(' '), String(row.count), ...[row.simple, row.kappa, row.pi, row.s].map((x) => x?.toFixed(3) ?? '–')]);
  return `${names.nameOf(pair[0])} and ${names.nameOf(pair[1])} in roll calls in which both voted\n\n` +
    `${table([by, 'n', 'agreement', 'κ', 'π', 'S'], lines, ['left', 'right', 'right', 'right', 'right', 'right'])}\n`;
}

function idealPointReport(states: readonly string[], all: readonly IdealPoint[], names: ActorNames, json?: boolean): string {
  const points = all.filter(({ state }) => states.includes(state));
  if (json) return `${JSON.stringify({ states, points })}\n`;
  const sessions = [...new Set(points.map(({ session }) => session))].sort((a, b) => a - b);
  const lines = sessions.map((session) => [String(session), ...states.map((state) => {
    const point = points.find((one) => one.state === state && one.session === session);
    return point ? `${point.value.toFixed(2)} [${point.low.toFixed(2)}, ${point.high.toFixed(2)}] n=${point.votes}` : '–';
  })]);
  return `Ideal points by session, from all states' votes (the United States positive; all points together have mean 0 and variance 1)\n\n` +
    `${table(['session', ...states.map((state) => names.nameOf(state))], lines, ['right', ...states.map(() => 'left' as const)])}\n`;
}
