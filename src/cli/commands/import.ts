/** demarche import KIND FILE…: the field's data sets, figures of actors, and lists of actors. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { loadActors } from '../../actors/node.js';
import { dataFolder, loadCodebook } from '../../codebook/node.js';
import { importActors, writeActors } from '../../intake/actors.js';
import { estimateIdealPoints } from '../../analysis/ideal-points.js';
import { ballotsOf, POSITIVE } from '../../analysis/votes.js';
import type { FtmTable } from '../../intake/followthemoney.js';
import { DATASET_KINDS, importFiles, type DatasetKind } from '../../intake/imports.js';
import { importIndicators } from '../../intake/indicators.js';
import { importVotes, stateCodes } from '../../intake/votes.js';
import { makeTables, type DatasetActors } from '../../intake/tables.js';
import { describeFailure, type Failure } from '../../sources/index.js';
import { findActor } from '../checks.js';
import { UsageError } from '../errors.js';
import { inStore, withStore } from '../store.js';

const KINDS = [...DATASET_KINDS, 'indicators', 'votes', 'actors'];

interface Options {
  store: string;
  out?: string;
  rollCalls?: string;
  issues?: string;
}

const say = (failure: Failure): void => void process.stderr.write(`${describeFailure(failure)}\n`);
const dataFile = <T>(...path: string[]): T => JSON.parse(readFileSync(join(dataFolder, ...path), 'utf8')) as T;

/** Runs a job that Ctrl+C stops after what is under way. */
async function stoppable<T>(job: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort();
  process.once('SIGINT', onInterrupt);
  try {
    return await job(stop.signal);
  } finally {
    process.removeListener('SIGINT', onInterrupt);
  }
}

const summary = (parts: string[], { failed, seconds, stopped }: { failed: number; seconds: number; stopped: boolean }): void => {
  process.stderr.write(`${process.stderr.isTTY ? '\r' : ''}${[...parts, `${failed} failed`].join(', ')} in ${seconds.toFixed(1)} s${stopped ? ' (stopped; run it again to go on)' : ''}\n`);
};

async function events(kind: DatasetKind, files: string[], { store: path }: Options): Promise<number> {
  const tables = makeTables(loadCodebook(), loadActors(), dataFile<DatasetActors>('codebook', 'dataset-actors.json'));
  const result = await stoppable((signal) => inStore(path, (store) => importFiles({
    store, kind, files, tables, signal, onFailure: say,
    onProgress: ({ rows, bytesRead, bytesTotal }) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${rows.toLocaleString('en')} rows, ${Math.round((100 * bytesRead) / Math.max(1, bytesTotal))}%`);
    },
  })));
  const parts = [`${result.added} added`, `${result.alreadyThere} already there`];
  if (result.leftOut > 0) parts.push(`${result.leftOut} statements left out (no event in PLOVER)`);
  summary(parts, result);
  return result.failed;
}

async function figures(files: string[], { store: path }: Options): Promise<number> {
  const actors = loadActors();
  const result = await stoppable((signal) => inStore(path, (store) => importIndicators({ store, files, signal, onFailure: say, actorOf: (name) => findActor(name, actors) })));
  summary([`${result.added} added`, `${result.replaced} revised`, `${result.alreadyThere} already there`], result);
  return result.failed;
}

async function unVotes(files: string[], { store: path, rollCalls, issues }: Options): Promise<number> {
  const [votes, ...others] = files;
  if (rollCalls === undefined || votes === undefined || others.length > 0) throw new UsageError('import votes takes one file of votes, and --roll-calls FILE, which dates them.');
  const result = await stoppable((signal) => inStore(path, (store) => importVotes({
    store, votes, rollCalls, issues, signal, onFailure: say, stateOf: stateCodes(loadActors()),
    estimate: (all, calls) => {
      process.stderr.write(`estimating where states stood from ${all.length.toLocaleString('en')} votes …\n`);
      return estimateIdealPoints(ballotsOf(all, calls), { positive: POSITIVE }).points;
    },
  })));
  const parts = (['rollCalls', 'votes'] as const).map((kind) => `${kind === 'votes' ? 'votes' : 'roll calls'}: ${result[kind].added} added, ${result[kind].replaced} revised, ${result[kind].alreadyThere} already there`);
  if (result.votes.unplaced > 0) parts.push(`${result.votes.unplaced} votes left out (no such roll call)`);
  summary(parts, result);
  return result.failed;
}

async function actorFiles(files: string[], { out }: Options): Promise<number> {
  if (out === undefined) throw new UsageError('import actors needs --out FOLDER, where the entries for the dictionary are written.');
  const entries = await importActors({ files, dictionary: loadActors(), table: dataFile<FtmTable>('followthemoney.json'), onFailure: say });
  await writeActors(out, entries);
  const { people, organisations, memberships, leftOut, failed } = entries;
  for (const { entity, why } of leftOut) process.stderr.write(`${entity.schema} ${entity.id} left out: ${why}.\n`);
  process.stderr.write(`${people.length} people, ${organisations.length} organisations, ${memberships.length} memberships written to ${out}; ${leftOut.length} left out, ${failed} failed\n`);
  return failed;
}

export function importCommand(program: Command, done: (status: number) => void): void {
  withStore(program.command('import <kind> <files...>'))
    .description(`into the record: events of a data set (${DATASET_KINDS.join(' | ')}), or figures of actors (indicators: CSV with actor,series,date,value,unit,source), or UN votes (votes: CSV with rcid,country,vote); into files: actors (FollowTheMoney, JSON a line)`)
    .option('-o, --out <folder>', 'of actors: the folder for people.jsonl, organisations.jsonl and memberships.jsonl')
    .option('--roll-calls <file>', 'of votes: CSV with rcid, session, date (and amend, para)')
    .option('--issues <file>', 'of votes: CSV with rcid, issue')
    .action(async (kind: string, files: string[], options: Options) => {
      if (!KINDS.includes(kind)) throw new UsageError(`"${kind}" is nothing that can be imported; write one of ${KINDS.join(', ')}.`);
      const failed = kind === 'indicators' ? await figures(files, options) : kind === 'votes' ? await unVotes(files, options) : kind === 'actors' ? await actorFiles(files, options) : await events(kind as DatasetKind, files, options);
      done(failed > 0 ? 1 : 0);
    });
}
