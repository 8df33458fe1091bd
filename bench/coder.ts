/** Speed of the whole coder: raw text to events, one core, and two workers against one. */
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { built, builtModule } from './as-built.js';
import type * as Coder from '../src/coder/index.js';
import type * as Resources from '../src/coder/node.js';
import type * as Coding from '../src/intake/coding.js';

const TEXTS = fileURLToPath(new URL('../../shared/texts/wikinews-en.jsonl', import.meta.url));
const EXAMPLE = fileURLToPath(new URL('../data/example/dispatches/2024.jsonl', import.meta.url));
const RUNS = 5;
/** Times that each thread goes through the texts before it is timed, and that it does so in one timing. */
const WARM = 4;
const ROUNDS = 4;

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

  // Turn by turn, so that what else the machine does falls on all alike. Every thread is warm before it is timed, two workers
  // with twice the documents: for its first seconds a thread's compiler takes a good part of another core. And the texts are gone
  // through several times at a go, so that the end, when one worker is done before the other, is of little account.
  const module = builtModule('coder/node.js');
  const benches = { here: inThread(coder), one: new Workers(1, module), two: new Workers(2, module) };
  const threads = { here: 1, one: 1, two: 2 };
  const code = async (name: keyof typeof benches, rounds: number): Promise<number> => {
    const began = performance.now();
    await Promise.all(Array.from({ length: rounds }, () => documents).flat().map((d) => benches[name].code({ ...d, language: 'en' })));
    return (performance.now() - began) / 1000;
  };
  const control = { one: [] as number[], two: [] as number[] };
  const times = { here: [] as number[], one: [] as number[], two: [] as number[] };
  const cold = { one: await code('one', 1), two: await code('two', 1) };
  for (const name of ['here', 'one', 'two'] as const) await code(name, WARM * threads[name]);
  const loops = [startLoop(), startLoop()];
  for (let i = 0; i < RUNS; i++) {
    for (const name of ['here', 'one', 'two'] as const) times[name].push(await code(name, ROUNDS) / ROUNDS);
    for (const [name, count] of [['one', 1], ['two', 2]] as const) {
      const began = performance.now();
      await Promise.all(loops.slice(0, count).map((loop) => loop.go()));
      control[name].push(performance.now() - began);
    }
  }
  await Promise.all([...Object.values(benches).map((bench) => bench.close()), ...loops.map((loop) => loop.stop())]);
  const rate = (name: keyof typeof times): string => Math.round(sentences / median(times[name])).toLocaleString('en');
  process.stdout.write(`  in this thread        ${rate('here')} sentences/s\n`);
  process.stdout.write(`  one worker            ${rate('one')} sentences/s\n`);
  process.stdout.write(`  two workers           ${rate('two')} sentences/s, ${median(times.one.map((one, i) => one / times.two[i]!)).toFixed(2)} times one\n`);
  process.stdout.write(`  the first ${documents.length} documents, from the start of the threads on: one ${cold.one.toFixed(1)} s, two ${cold.two.toFixed(1)} s, ${(cold.one / cold.two).toFixed(2)} times one\n`);
  process.stdout.write(`  what the machine gives two threads that share nothing: ${median(control.one.map((one, i) => (2 * one) / control.two[i]!)).toFixed(2)} times one\n`);
}

/** What two threads of this machine can do at best is no more than its cores give to loops that share nothing. */
function startLoop(): { go(): Promise<void>; stop(): Promise<unknown> } {
  const worker = new Worker(new URL('loop.mjs', import.meta.url));
  return {
    go: async () => {
      const answered = once(worker, 'message');
      worker.postMessage(0);
      await answered;
    },
    stop: () => worker.terminate(),
  };
}
