/** demarche export FILE: the record's events as .csv, .jsonl, .parquet or .graphml. */
import type { Command } from 'commander';
import { isoDate, oneOf } from '../checks.js';
import { UsageError } from '../errors.js';
import { outputFile } from '../files.js';
import { FORMATS, writeEvents, type Format } from '../formats/index.js';
import { fromStore, withStore } from '../store.js';

export function exportCommand(program: Command, done: (status: number) => void): void {
  withStore(program.command('export <file>'))
    .description(`the record’s events as ${FORMATS.map((f) => `.${f}`).join(', ')}`)
    .option('--actor <code>', 'only events of this actor')
    .option('--recipient <code>', 'only events towards this actor')
    .option('--from <date>', 'first day, YYYY-MM-DD')
    .option('--to <date>', 'day after the last, YYYY-MM-DD')
    .option('--min-confidence <number>', 'only events at least this sure')
    .action(async (file: string, options: { store: string; actor?: string; recipient?: string; from?: string; to?: string; minConfidence?: string }) => {
      const ending = file.slice(file.lastIndexOf('.') + 1).toLowerCase();
      const format: Format = oneOf('format', ending, FORMATS);
      outputFile(file);
      const minimum = options.minConfidence === undefined ? undefined : Number(options.minConfidence);
      if (minimum !== undefined && !(minimum >= 0 && minimum <= 1)) throw new UsageError(`--min-confidence ${options.minConfidence}: expected a number from 0 to 1.`);
      const filter = {
        ...(options.actor ? { actor: options.actor.toUpperCase() } : {}),
        ...(options.recipient ? { recipient: options.recipient.toUpperCase() } : {}),
        ...(options.from ? { from: isoDate(options.from) } : {}),
        ...(options.to ? { to: isoDate(options.to) } : {}),
        ...(minimum === undefined ? {} : { minConfidence: minimum }),
      };
      const count = await fromStore(options.store, (store) => writeEvents(store.exportRows(filter), format, file));
      process.stderr.write(`${count} events written to ${file}\n`);
      done(0);
    });
}
