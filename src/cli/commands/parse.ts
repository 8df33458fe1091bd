/** demarche parse [FILE|-]: text or CoNLL-U in, CoNLL-U out. */
import type { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { guessLanguage } from '../../coder/index.js';
import { writeConllu } from '../../language/index.js';
import { loadPipeline } from '../../language/node.js';
import { oneOf } from '../checks.js';
import { inputFile } from '../files.js';

const LANGUAGES = ['en', 'es', 'auto'] as const;

/** The text of CoNLL-U: its "# text =" comments, or its forms. */
function textOf(conllu: string): string {
  return conllu.split('\n').filter((line) => line.startsWith('# text =')).map((line) => line.slice(8).trim()).join('\n\n');
}

export function parse(program: Command, done: (status: number) => void): void {
  program
    .command('parse [file]')
    .description('dependency parse of a text, as CoNLL-U')
    .option('--lang <language>', LANGUAGES.join(' | '), 'auto')
    .action((file: string | undefined, options: { lang: string }) => {
      const raw = readFileSync(file === undefined || file === '-' ? 0 : inputFile(file, 'a text or CoNLL-U'), 'utf8');
      const text = /^(# |\d+\t)/.test(raw) && raw.includes('\t') ? textOf(raw) : raw;
      const asked = oneOf('lang', options.lang, LANGUAGES);
      const pipeline = loadPipeline(asked === 'auto' ? guessLanguage(text, ['en', 'es']) : asked);
      process.stdout.write(writeConllu(pipeline.parse(text)));
      done(0);
    });
}
