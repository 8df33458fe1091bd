/** Times the pipeline in a process of its own, and other JavaScript taggers in this one. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { articles } from './language-texts.js';
import { built } from './as-built.js';
import type * as Language from '../src/language/node.js';

export interface Speed {
  sentences: number;
  words: number;
  /** Milliseconds to load the model. */
  load: number;
  /** Resident MB after loading, and after the run. */
  loaded: number;
  after: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] as number;
}

const SECONDS = 2;
const megabytes = (): number => process.memoryUsage().rss / 1e6;

/** One run: load, one pass to warm up, then passes for two seconds. */
async function measure(language: 'en' | 'es'): Promise<Speed> {
  const { loadPipeline } = await built<typeof Language>('language/node.js');
  const began = performance.now();
  const pipeline = loadPipeline(language);
  const load = performance.now() - began;
  const loaded = megabytes();
  const texts = articles(language);
  for (const text of texts) pipeline.parse(text);
  let sentences = 0, words = 0;
  const started = performance.now();
  while (performance.now() - started < SECONDS * 1000) {
    for (const text of texts) {
      const doc = pipeline.parse(text);
      sentences += doc.sentenceCount;
      words += doc.length;
    }
  }
  const seconds = (performance.now() - started) / 1000;
  return { sentences: sentences / seconds, words: words / seconds, load, loaded, after: megabytes() };
}

/** The same in a new process, so that nothing is warm and memory is this language's alone. */
export async function ownProcess(language: 'en' | 'es'): Promise<Speed> {
  const out = execFileSync(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url), language], { encoding: 'utf8' });
  return JSON.parse(out) as Speed;
}

/** Other taggers, if they are installed: words per second, or undefined. */
export async function others(texts: readonly string[], runs: number): Promise<{ name: string; words: number | undefined }[]> {
  const time = (parse: (text: string) => number): number => {
    for (const text of texts) parse(text);
    return median(Array.from({ length: runs }, () => {
      let words = 0;
      const started = performance.now();
      for (const text of texts) words += parse(text);
      return words / ((performance.now() - started) / 1000);
    }));
  };
  const found: { name: string; words: number | undefined }[] = [];
  try {
    const [wink, model] = (await Promise.all(['wink-nlp', 'wink-eng-lite-web-model'].map((name) => import(name)))) as [WinkModule, { default: unknown }];
    const nlp = wink.default(model.default, ['sbd', 'pos']);
    const { its } = nlp;
    found.push({ name: 'wink-nlp (tags)', words: time((text) => nlp.readDoc(text).tokens().out(its.pos).length) });
  } catch {
    found.push({ name: 'wink-nlp', words: undefined });
  }
  try {
    const compromise = (await import('compromise' as string)) as { default: (text: string) => { wordCount(): number; out(as: 'json'): unknown } };
    found.push({
      name: 'compromise (tags)',
      words: time((text) => {
        const doc = compromise.default(text);
        doc.out('json');
        return doc.wordCount();
      }),
    });
  } catch {
    found.push({ name: 'compromise', words: undefined });
  }
  return found;
}

interface WinkModule {
  default(model: unknown, pipes: string[]): {
    its: { pos: unknown };
    readDoc(text: string): { tokens(): { out(its: unknown): unknown[] } };
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(JSON.stringify(await measure(process.argv[2] as 'en' | 'es')));
}
