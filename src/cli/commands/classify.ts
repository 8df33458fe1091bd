/** demarche classify [FILE|-]: {id, text, actor, recipient} in, {id, eventType, scores, why} out. */
import type { Command } from 'commander';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { loadCoder } from '../../coder/node.js';
import type { Span } from '../../coder/index.js';
import { oneOf } from '../checks.js';
import { inputFile } from '../files.js';

const LANGUAGES = ['en', 'es', 'auto'] as const;

/** One span ([start, end]) or a list of them. @throws when it is neither. */
function spansOf(field: string, value: unknown, length: number): Span[] {
  if (value === undefined || value === null) return [];
  const list = Array.isArray(value) && typeof value[0] === 'number' ? [value] : value;
  if (!Array.isArray(list)) throw new Error(`field ${field}: ${JSON.stringify(value)} found, expected [start, end] or a list of such`);
  return list.map((span) => {
    const [start, end] = span as [number, number];
    if (!(Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start < end && end <= length)) {
      throw new Error(`field ${field}: ${JSON.stringify(span)} found, expected offsets within the text's ${length} characters`);
    }
    return { start, end };
  });
}

export function classify(program: Command, done: (status: number) => void): void {
  program
    .command('classify [file]')
    .description('type of event between a marked actor and recipient: JSONL in, JSONL out')
    .option('--lang <language>', LANGUAGES.join(' | '), 'auto')
    .action(async (file: string | undefined, options: { lang: string }) => {
      const asked = oneOf('lang', options.lang, LANGUAGES);
      const path = file === undefined || file === '-' ? null : inputFile(file, 'sentences with marked sides as JSONL');
      const coder = await loadCoder();
      const lines = createInterface({ input: path === null ? process.stdin : createReadStream(path), crlfDelay: Infinity });
      let failed = 0;
      let number = 0;
      for await (const line of lines) {
        number++;
        if (line.trim() === '') continue;
        try {
          const row = JSON.parse(line) as { id?: string; text?: unknown; date?: string; language?: string; actor?: unknown; recipient?: unknown };
          if (typeof row.text !== 'string') throw new Error('field text: missing, expected the sentence');
          const language = asked === 'auto' ? (row.language ?? 'auto') : asked;
          const answer = coder.classify({ text: row.text, date: row.date ?? '', language }, spansOf('actor', row.actor, row.text.length), spansOf('recipient', row.recipient, row.text.length));
          if (!process.stdout.write(`${JSON.stringify({ id: row.id ?? number, ...answer })}\n`)) await once(process.stdout, 'drain');
        } catch (error) {
          failed++;
          process.stderr.write(`${file ?? 'standard input'}, line ${number}: ${(error as Error).message}. Correct the line; the others were classified.\n`);
        }
      }
      done(failed > 0 ? 1 : 0);
    });
}
