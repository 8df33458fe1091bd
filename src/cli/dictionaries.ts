/** Coding with PETRARCH-format dictionaries that a team already has. */
import { once } from 'node:events';
import { petrarchCoder } from '../coder/petrarch/node.js';
import { describeFailure } from '../intake/index.js';
import { readInput, type StreamInput } from '../intake/stream.js';

/** Writes {id, events} as JSONL for every document; returns the exit status. What of the dictionaries could not be read is named. */
export async function codeWithDictionaries(folder: string, inputs: Iterable<StreamInput>): Promise<number> {
  const coder = petrarchCoder(folder);
  for (const problem of coder.problems) process.stderr.write(`${problem.file}, line ${problem.line}: ${problem.message}\n`);
  let failed = 0;
  for (const input of inputs) {
    for await (const item of readInput(input)) {
      if ('failure' in item) {
        failed++;
        process.stderr.write(`${describeFailure(item.failure)}\n`);
        continue;
      }
      const { text, date } = item.document;
      if (!process.stdout.write(`${JSON.stringify({ id: item.id ?? item.place, events: coder.code({ text, date: date ?? '' }) })}\n`)) await once(process.stdout, 'drain');
    }
  }
  return failed > 0 ? 1 : 0;
}
