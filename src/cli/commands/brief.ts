/** demarche brief ARG -o FILE: a cited report on a country, as Markdown, HTML, Word or PDF. */
import type { Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import { loadActors } from '../../actors/node.js';
import { briefWords, composeBrief, formatOf, FORMATS, governmentChanges, questionOf, QuestionError, writeBrief, type Question } from '../../brief/index.js';
import { loadCodebook } from '../../codebook/node.js';
import { ActorNames } from '../../record/names.js';
import { actorCode, isoDate, oneOf } from '../checks.js';
import { UsageError } from '../errors.js';
import { outputFile, whole } from '../files.js';
import { fromStore, withStore } from '../store.js';

export function brief(program: Command, done: (status: number) => void): void {
  withStore(program.command('brief <actor>'))
    .description('a report on a country in which every sentence of fact carries its source')
    .requiredOption('-o, --output <file>', `where to write it: ${FORMATS.map((format) => `.${format}`).join(', ')}`)
    .option('--at <date>', 'the date that divides before from after, YYYY-MM-DD; the last change of government when left out')
    .option('--from <date>', 'first day, YYYY-MM-DD')
    .option('--to <date>', 'day after the last, YYYY-MM-DD')
    .option('--partners <actors>', 'partners to write about, by code or name, separated by commas; the main ones when left out')
    .option('--lang <language>', 'en or es', 'en')
    .action(async (name: string, options: { store: string; output: string; at?: string; from?: string; to?: string; partners?: string; lang: string }) => {
      const format = formatOf(options.output);
      if (!format) throw new UsageError(`-o ${options.output}: expected a file that ends in ${FORMATS.map((ending) => `.${ending}`).join(', ')}.`);
      outputFile(options.output);
      const language = oneOf('lang', options.lang, ['en', 'es']);
      const asked: Pick<Partial<Question>, 'at' | 'from' | 'to'> = {};
      for (const field of ['at', 'from', 'to'] as const) if (options[field]) asked[field] = isoDate(options[field]);
      await fromStore(options.store, async (store) => {
        const names = await ActorNames.in(store, loadActors());
        const words = briefWords(names, loadCodebook(), language);
        const actor = actorCode(name, names);
        const partners = options.partners?.split(',').map((partner) => actorCode(partner.trim(), names));
        const question = await questionOf(store, { actor, language, ...asked, ...(partners ? { partners } : {}) }, governmentChanges(names, actor)).catch((error: unknown) => {
          throw error instanceof QuestionError ? new UsageError(error.message) : error;
        });
        const written = await composeBrief(store, question, words);
        const bytes = await writeBrief(written, format, words);
        await whole(options.output, (part) => writeFile(part, bytes));
        const facts = written.sections.reduce((sum, section) => sum + section.facts.length, 0);
        process.stderr.write(`${options.output}: ${facts} sentences, ${written.sources.length} sources, ${written.deeds.length} deeds listed; every number checked against the record\n`);
      });
      done(0);
    });
}
