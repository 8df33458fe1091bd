/** demarche add PATH|URL…: documents into the record, with a progress bar and a summary. */
import type { Command } from 'commander';
import { oneOf } from '../checks.js';
import { inputOf } from '../inputs.js';
import { bringIn } from '../intake.js';
import { inStore, withStore } from '../store.js';

const LANGUAGES = ['en', 'es', 'auto'] as const;

export function add(program: Command, done: (status: number) => void): void {
  withStore(program.command('add <paths...>'))
    .description('files, folders, patterns ("cables/**/*.html"), web addresses or - for standard input into the record')
    .option('--lang <language>', LANGUAGES.join(' | '), 'auto')
    .option('--workers <number>', 'threads that code')
    .action(async (paths: string[], options: { store: string; lang: string; workers?: string }) => {
      const language = oneOf('lang', options.lang, LANGUAGES);
      const inputs = paths.map(inputOf);
      const result = await inStore(options.store, (store) => bringIn(store, inputs, { language, ...(options.workers ? { workers: Number(options.workers) } : {}) }));
      done(result.failed > 0 ? 1 : 0);
    });
}
