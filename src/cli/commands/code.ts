/** demarche code [FILE|-]…: documents in, records out, no store. */
import type { Command } from 'commander';
import { once } from 'node:events';
import { createCoder, SHOWN } from '../../coder/index.js';
import { loadRanker, loadResources } from '../../coder/node.js';
import { codeStream, type CodedDocument } from '../../intake/stream.js';
import { describeFailure } from '../../intake/index.js';
import { eventId } from '../../record/ids.js';
import type { EventRow } from '../../record/index.js';
import { ActorNames } from '../../record/names.js';
import { actorCode, oneOf } from '../checks.js';
import { codeWithDictionaries } from '../dictionaries.js';
import { UsageError } from '../errors.js';
import { inputFolder, outputFile } from '../files.js';
import { csvLine } from '../formats/csv.js';
import { COLUMNS, flat } from '../formats/flat.js';
import { POLECAT_COLUMNS, polecatLines } from '../formats/polecat.js';
import { writeEvents, writeText } from '../formats/index.js';
import { asText } from '../formats/text.js';
import { inputOf } from '../inputs.js';
import { othersIn } from '../intake.js';

const FORMATS = ['jsonl', 'csv', 'parquet', 'polecat', 'text'] as const;
const LANGUAGES = ['en', 'es', 'auto'] as const;

/** A coding's events as the rows that a record would give. */
function rowsOf({ document, coding }: CodedDocument): EventRow[] {
  return coding.events.map((draft) => ({
    event: { ...draft, id: eventId(document.id, draft), documentId: document.id, coderVersion: coding.coderVersion },
    documentTitle: document.title,
    publication: document.publication,
    sentenceText: document.text.slice(draft.start, draft.end),
    judged: 'none' as const,
  }));
}

async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

export function code(program: Command, done: (status: number) => void): void {
  program
    .command('code [files...]')
    .description('documents (files, folders, patterns, web addresses, - for standard input) in, records out, nothing kept')
    .option('-f, --format <format>', `${FORMATS.join(' | ')} (default: jsonl; text with --explain)`)
    .option('--lang <language>', LANGUAGES.join(' | '), 'auto')
    .option('--explain', 'the reasons for every coding')
    .option('--home <state>', 'state that the texts are about or come from: its authorities and armed groups are meant where no other is named')
    .option('--dictionaries <folder>', 'code with PETRARCH-format actor, agent and verb dictionaries instead of the codebook (English; JSONL out)')
    .option('--min-confidence <number>', 'only events at least this sure (0: all that was thought of)', String(SHOWN))
    .option('--workers <number>', 'threads that code')
    .option('-o, --out <file>', 'where to write (needed for parquet); default: standard output')
    .action(async (files: string[], options: { home?: string; dictionaries?: string; format?: string; lang: string; explain?: boolean; minConfidence: string; workers?: string; out?: string }) => {
      const format = oneOf('format', options.format ?? (options.explain ? 'text' : 'jsonl'), FORMATS);
      const language = oneOf('lang', options.lang, LANGUAGES);
      const minimum = Number(options.minConfidence);
      if (!(minimum >= 0 && minimum <= 1)) throw new UsageError(`--min-confidence ${options.minConfidence}: expected a number from 0 to 1.`);
      const workers = options.workers === undefined ? undefined : Number(options.workers);
      if (workers !== undefined && !(Number.isInteger(workers) && workers > 0)) throw new UsageError(`--workers ${options.workers}: expected a whole number above 0.`);
      if (format === 'parquet' && options.out === undefined) throw new UsageError('--format parquet needs --out FILE.parquet.');
      if (options.out !== undefined) outputFile(options.out);
      const paths = files.length === 0 ? ['-'] : files;
      const inputs = paths.map(inputOf);
      if (options.dictionaries !== undefined) {
        done(await codeWithDictionaries(inputFolder(options.dictionaries, 'a folder of PETRARCH dictionaries'), inputs));
        return;
      }
      const resources = loadResources();
      const { actors } = resources;
      const coder = createCoder(resources, loadRanker());
      const home = options.home === undefined ? undefined : actorCode(options.home, new ActorNames(actors));
      let failed = 0;
      const others: Record<string, number> = {};
      async function* coded(): AsyncGenerator<CodedDocument> {
        for await (const item of codeStream({ inputs, coder, language, ...(home === undefined ? {} : { home }), ...(workers === undefined ? {} : { workers }) })) {
          if ('failure' in item) {
            failed++;
            process.stderr.write(`${describeFailure(item.failure)}\n`);
          } else {
            const of = item.coding.language;
            if (!coder.languages.includes(of)) others[of] = (others[of] ?? 0) + 1;
            yield minimum === 0 ? item : { ...item, coding: { ...item.coding, events: item.coding.events.filter((e) => e.confidence >= minimum) } };
          }
        }
      }
      async function* rows(): AsyncGenerator<EventRow> {
        for await (const item of coded()) yield* rowsOf(item);
      }
      async function* lines(): AsyncGenerator<string> {
        if (format === 'csv') yield csvLine(COLUMNS);
        if (format === 'polecat') yield `${POLECAT_COLUMNS.join('\t')}\n`;
        for await (const item of coded()) {
          if (format === 'text') yield asText(item, options.explain ?? false, actors);
          else if (format === 'csv') for (const row of rowsOf(item)) yield csvLine(Object.values(flat(row)));
          else if (format === 'polecat') for (const row of rowsOf(item)) yield* polecatLines(row, item.coding.language, item.document.date, actors);
          else {
            const { events, statements, forecasts } = item.coding;
            yield `${JSON.stringify({ id: item.id, events, statements, forecasts })}\n`;
          }
        }
      }
      if (format === 'parquet') await writeEvents(rows(), format, options.out!);
      else if (options.out !== undefined) await writeText(lines(), options.out);
      else for await (const line of lines()) await write(line);
      if (options.out !== undefined) process.stderr.write(`written to ${options.out}\n`);
      for (const part of othersIn(others)) process.stderr.write(`${part}\n`);
      done(failed > 0 ? 1 : 0);
    });
}
