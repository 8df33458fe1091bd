/** Times the pipeline in processes of its own, and other JavaScript taggers in this one. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { articles } from './language-texts.js';
import { builtModule } from './as-built.js';

export interface Speed {
  sentences: number;
  words: number;
  /** Sentences by the second that the processor was at it. */
  busySentences: number;
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

/**
 * One run in a new process of plain Node, so that nothing is warm and memory is this language's alone: load, one pass to warm
 * up, then passes for two seconds.
 */
export function ownProcess(language: 'en' | 'es'): Speed {
  const child = fileURLToPath(new URL('language-process.mjs', import.meta.url));
  const out = execFileSync(process.execPath, [child, builtModule('language/node.js'), language, String(SECONDS)], {
    encoding: 'utf8', input: JSON.stringify(articles(language)),
  });
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
