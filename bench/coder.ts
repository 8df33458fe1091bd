/** Speed of the whole coder: raw text to events, one core, and two workers against one. */
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { built, builtModule } from './built.js';
import type * as Coder from '../src/coder/index.js';
import type * as Resources from '../src/coder/node.js';
import type * as Coding from '../src/intake/coding.js';

const TEXTS = fileURLToPath(new URL('../../shared/texts/wikinews-en.jsonl', import.meta.url));
const EXAMPLE = fileURLToPath(new URL('../data/example/dispatches/2024.jsonl', import.meta.url));
const RUNS = 5;

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;

/** Prints medians of several runs with the machine named. */
export async function run(): Promise<void> {
  const { createCoder } = await built<typeof Coder>('coder/index.js');
  const { loadRanker, loadResources } = await built<typeof Resources>('coder/node.js');
  const { inThread, Workers } = await built<typeof Coding>('intake/coding.js');
  const resources = loadResources({ languages: ['en'] });
  const coder = createCoder(resources, loadRanker());
  const source = existsSync(TEXTS) ? TEXTS : EXAMPLE;
  const documents = readFileSync(source, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as { text: string; date: string; language: string }).filter((d) => d.language === 'en');
  const pipeline = resources.pipelines.get('en');
  if (!pipeline) throw new Error('bench: no English model; train it first.');
  const sentences = documents.reduce((sum, d) => sum + pipeline.parse(d.text).sentenceCount, 0);
  process.stdout.write(`coder: ${documents.length} documents, ${sentences} sentences of ${source.split('/').slice(-2).join('/')}; ${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.version}\n`);

  const time = (job: () => void): number => {
    const began = performance.now();
    job();
    return (performance.now() - began) / 1000;
  };
  const parsing: number[] = [];
  const coding: number[] = [];
  for (let i = 0; i <= RUNS; i++) {
    const parse = time(() => documents.forEach((d) => pipeline.parse(d.text)));
    const code = time(() => documents.forEach((d) => coder.code({ ...d, language: 'en' })));
    // The first run warms the compiler.
    if (i > 0) {
      parsing.push(parse);
      coding.push(code);
    }
  }
  process.stdout.write(`  parse alone           ${Math.round(sentences / median(parsing)).toLocaleString('en')} sentences/s\n`);
  process.stdout.write(`  whole coder, one core ${Math.round(sentences / median(coding)).toLocaleString('en')} sentences/s\n`);

  const through = async (bench: Coding.Bench): Promise<number> => {
    const all = (): Promise<unknown> => Promise.all(documents.map((d) => bench.code({ ...d, language: 'en' })));
    await all();
    const times: number[] = [];
    for (let i = 0; i < RUNS; i++) {
      const began = performance.now();
      await all();
      times.push((performance.now() - began) / 1000);
    }
    await bench.close();
    return median(times);
  };
  const module = builtModule('coder/node.js');
  const here = await through(inThread(coder));
  const one = await through(new Workers(1, module));
  const two = await through(new Workers(2, module));
  process.stdout.write(`  in this thread        ${Math.round(sentences / here).toLocaleString('en')} sentences/s\n`);
  process.stdout.write(`  one worker            ${Math.round(sentences / one).toLocaleString('en')} sentences/s\n`);
  process.stdout.write(`  two workers           ${Math.round(sentences / two).toLocaleString('en')} sentences/s, ${(one / two).toFixed(2)} times one\n`);
}
