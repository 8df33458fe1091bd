/** demarche import KIND FILE…: rows of the field's data sets into the record. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { loadActors } from '../../actors/node.js';
import { dataFolder, loadCodebook } from '../../codebook/node.js';
import { DATASET_KINDS, importFiles, type DatasetKind } from '../../intake/imports.js';
import { makeTables, type DatasetActors } from '../../intake/tables.js';
import { describeFailure } from '../../sources/index.js';
import { UsageError } from '../errors.js';
import { inStore, withStore } from '../store.js';

export function importCommand(program: Command, done: (status: number) => void): void {
  withStore(program.command('import <kind> <files...>'))
    .description(`events of a data set into the record: ${DATASET_KINDS.join(' | ')}`)
    .action(async (kind: string, files: string[], options: { store: string }) => {
      if (!(DATASET_KINDS as string[]).includes(kind)) throw new UsageError(`"${kind}" is no data set that can be imported; write one of ${DATASET_KINDS.join(', ')}.`);
      const dataset = JSON.parse(readFileSync(join(dataFolder, 'codebook', 'dataset-actors.json'), 'utf8')) as DatasetActors;
      const tables = makeTables(loadCodebook(), loadActors(), dataset);
      const stop = new AbortController();
      const onInterrupt = (): void => stop.abort();
      process.once('SIGINT', onInterrupt);
      const result = await inStore(options.store, (store) => importFiles({
        store, kind: kind as DatasetKind, files, tables, signal: stop.signal,
        onFailure: (failure) => process.stderr.write(`${describeFailure(failure)}\n`),
        onProgress: ({ rows, bytesRead, bytesTotal }) => {
          if (process.stderr.isTTY) process.stderr.write(`\r${rows.toLocaleString('en')} rows, ${Math.round((100 * bytesRead) / Math.max(1, bytesTotal))}%`);
        },
      })).finally(() => process.removeListener('SIGINT', onInterrupt));
      const parts = [`${result.added} added`, `${result.alreadyThere} already there`];
      if (result.leftOut > 0) parts.push(`${result.leftOut} statements left out (no event in PLOVER)`);
      parts.push(`${result.failed} failed`);
      process.stderr.write(`${process.stderr.isTTY ? '\r' : ''}${parts.join(', ')} in ${result.seconds.toFixed(1)} s${result.stopped ? ' (stopped; run it again to go on)' : ''}\n`);
      done(result.failed > 0 ? 1 : 0);
    });
}
