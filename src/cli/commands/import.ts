/** demarche import KIND FILE…: the field's data sets, figures of actors, United Nations votes, memberships, and lists of actors. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { withAdditions } from '../../actors/index.js';
import { loadActors } from '../../actors/node.js';
import { dataFolder, loadCodebook } from '../../codebook/node.js';
import { importActors, importDecision, writeActors } from '../../intake/actors.js';
import { documentsNaming } from '../../intake/again.js';
import { additionsOf } from '../../intake/coding.js';
import { estimateIdealPoints } from '../../analysis/ideal-points.js';
import { ballotsOf, POSITIVE } from '../../analysis/votes.js';
import type { FtmTable } from '../../intake/followthemoney.js';
import { DATASET_KINDS, importFiles, type DatasetKind } from '../../intake/imports.js';
import { importIndicators } from '../../intake/indicators.js';
import { importMemberships } from '../../intake/memberships.js';
import { importVotes, stateCodes } from '../../intake/votes.js';
import { makeTables, type DatasetActors } from '../../intake/tables.js';
import { formsDecided, standingChanges, type ActorChange } from '../../record/actors.js';
import type { Store } from '../../record/index.js';
import { ActorNames } from '../../record/names.js';
import { describeFailure, type Failure } from '../../sources/index.js';
import { UsageError } from '../errors.js';
import { outputFolder } from '../files.js';
import { bringIn } from '../intake.js';
import { inStore, withStore } from '../store.js';

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
  const result = await stoppable((signal) => inStore(path, async (store) => {
    const names = await ActorNames.in(store, loadActors());
    return importIndicators({ store, files, signal, onFailure: say, actorOf: (name) => names.codeOf(name) });
  }));
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

const howToUndo = ({ id }: ActorChange): string => `taken back by "demarche import undo ${id}"`;

/** Codes the documents anew that have any of these names. */
async function codeAnew(store: Store, label: string, forms: readonly string[]): Promise<void> {
  const documents = documentsNaming(store, forms);
  const first = await documents.next();
  if (first.done) return;
  process.stderr.write('coding the documents anew that name them …\n');
  await bringIn(store, [{ name: label, documents: (async function* () {
    yield first.value;
    yield* documents;
  })() }]);
}

async function actorLists(files: string[], { out, store: path }: Options): Promise<number> {
  const table = dataFile<FtmTable>('followthemoney.json');
  const read = async (dictionary: ReturnType<typeof loadActors>) => {
    const entries = await importActors({ files, dictionary, table, onFailure: say });
    for (const { entity, why } of entries.leftOut) process.stderr.write(`${entity.schema} ${entity.id} left out: ${why}.\n`);
    return entries;
  };
  if (out !== undefined) {
    const entries = await read(loadActors());
    await writeActors(outputFolder(out), entries);
    process.stderr.write(`${entries.people.length} people, ${entries.organisations.length} organisations, ${entries.memberships.length} memberships written to ${out}; ${entries.leftOut.length} left out, ${entries.failed} failed\n`);
    return entries.failed;
  }
  return inStore(path, async (store) => {
    // Whom the record knows by now is not added twice.
    const entries = await read(withAdditions(loadActors(), await additionsOf(store)));
    const decision = importDecision(entries, files, (await ActorNames.in(store, loadActors())).allMemberships());
    const rest = `${entries.leftOut.length} left out, ${entries.failed} failed`;
    if (decision === null) process.stderr.write(`nothing new; ${rest}\n`);
    else {
      const change = await store.changeActor({ decision, judge: '' });
      const { people, organisations, memberships } = decision;
      process.stderr.write(`${people.length} people, ${organisations.length} organisations, ${memberships.length} memberships added; ${rest}; ${howToUndo(change)}\n`);
      await codeAnew(store, decision.file, formsDecided(decision));
    }
    return entries.failed;
  });
}

async function memberships(files: string[], { store: path }: Options): Promise<number> {
  return inStore(path, async (store) => {
    const names = await ActorNames.in(store, loadActors());
    const known = names.allMemberships();
    const statuses = [...new Set(known.map(({ role }) => role))].sort();
    const ofKind = (states: boolean) => (name: string): string | undefined => {
      const code = names.codeOf(name);
      return code !== undefined && names.isState(code) === states ? code : undefined;
    };
    const result = await importMemberships({ store, files, known, statuses, stateOf: ofKind(true), bodyOf: ofKind(false), onFailure: say });
    process.stderr.write(`${result.added} added, ${result.replaced} revised, ${result.alreadyThere} already there, ${result.failed} failed${result.change ? `; ${howToUndo(result.change)}` : ''}\n`);
    return result.failed;
  });
}

/** Takes back what lists of actors and memberships brought in. */
async function undo(ids: string[], { store: path }: Options): Promise<number> {
  return inStore(path, async (store) => {
    const imports = standingChanges(await store.actorChanges()).filter(({ decision }) => decision.kind === 'import');
    const chosen = ids.map((id) => {
      const found = imports.find((change) => change.id === id);
      if (found) return found;
      const there = imports.map(({ id: one, at, decision }) => `${one} (${decision.kind === 'import' ? decision.file : ''}, ${at.slice(0, 10)})`);
      throw new UsageError(`"${id}" is no import of actors or memberships that stands; ${there.length === 0 ? 'there is none' : `there are ${there.join('; ')}`}.`);
    });
    for (const { id, decision } of chosen) {
      await store.changeActor({ decision: { kind: 'withdrawn', of: id }, judge: '' });
      process.stderr.write(`${id} taken back\n`);
      await codeAnew(store, id, formsDecided(decision));
    }
    return 0;
  });
}

/** What each kind does with the files; how many things failed. */
const IMPORTS: Record<string, (files: string[], options: Options) => Promise<number>> = {
  ...Object.fromEntries(DATASET_KINDS.map((kind) => [kind, (files: string[], options: Options) => events(kind, files, options)])),
  indicators: figures, votes: unVotes, memberships, actors: actorLists, undo,
};

export function importCommand(program: Command, done: (status: number) => void): void {
  withStore(program.command('import <kind> <files...>'))
    .description(`into the record: events of a data set (${DATASET_KINDS.join(' | ')}), figures of actors (indicators: CSV with actor,series,date,value,unit,source), UN votes (votes: CSV with rcid,country,vote), memberships (CSV with actor,body,from,to,status,source), or people and organisations (actors: FollowTheMoney, JSON a line); undo ID takes memberships or actors back`)
    .option('-o, --out <folder>', 'of actors: into files of the dictionary instead: the folder for people.jsonl, organisations.jsonl and memberships.jsonl')
    .option('--roll-calls <file>', 'of votes: CSV with rcid, session, date (and amend, para)')
    .option('--issues <file>', 'of votes: CSV with rcid, issue')
    .action(async (kind: string, files: string[], options: Options) => {
      const take = Object.hasOwn(IMPORTS, kind) ? IMPORTS[kind] : undefined;
      if (!take) throw new UsageError(`"${kind}" is nothing that can be imported; write one of ${Object.keys(IMPORTS).join(', ')}.`);
      const failed = await take(files, options);
      done(failed > 0 ? 1 : 0);
    });
}
