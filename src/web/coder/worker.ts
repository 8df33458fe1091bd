/** Codes texts apart from the page, so that typing never waits for it. Of texts that come faster than they are coded, only the latest is. */
import type { CodedDocument } from '../../server/api/schemas.js';
import { BrowserCoder } from './browser-coder.js';
import { FetchFailed, Files } from './files.js';
import type { Answer, Question } from './messages.js';

/** The hand rests at least this long before a text is coded, and longer where coding takes longer. */
const REST = { least: 15, most: 250 };

const say = (answer: Answer): void => postMessage(answer);
const files = new Files((loaded, total) => say({ kind: 'loading', loaded, total }));
let loading: Promise<BrowserCoder> | null = null;
let wanted: Question | null = null;
let working = false;
let last: { text: string; coded: CodedDocument } | null = null;
let took = 0;

async function coderFor(question: Question): Promise<BrowserCoder> {
  loading ??= BrowserCoder.load(files);
  loading.catch(() => (loading = null));
  const coder = await loading;
  await coder.ready(coder.languageOf(question.pasted));
  return coder;
}

async function answer(question: Question): Promise<void> {
  const coder = await coderFor(question);
  say({ kind: 'ready' });
  // While it was being loaded something newer may have come.
  if (wanted) return;
  const began = performance.now();
  const text = JSON.stringify(question.pasted);
  if (last?.text !== text) last = { text, coded: coder.code(question.pasted) };
  const sentence = Math.max(0, Math.min(question.sentence, last.coded.sentences.length - 1));
  const tree = coder.tree(last.coded, sentence);
  took = performance.now() - began;
  say({ kind: 'coded', id: question.id, coded: last.coded, sentence, tree, milliseconds: took });
}

async function work(): Promise<void> {
  if (working) return;
  working = true;
  while (wanted) {
    const question = wanted;
    await new Promise((rested) => setTimeout(rested, Math.max(REST.least, Math.min(took, REST.most))));
    if (question !== wanted) continue;
    wanted = null;
    try {
      await answer(question);
    } catch (error) {
      const { problem, message } = error instanceof FetchFailed ? error : { problem: 'other' as const, message: (error as Error).message };
      say({ kind: 'failed', id: question.id, problem, detail: message });
    }
  }
  working = false;
}

addEventListener('message', ({ data }: MessageEvent<Question>) => {
  wanted = data;
  void work();
});
// The page is open: what every text needs can come while the first is typed. What fails now is told when a text asks for it.
loading = BrowserCoder.load(files);
loading.then(() => say({ kind: 'ready' }), () => (loading = null));
