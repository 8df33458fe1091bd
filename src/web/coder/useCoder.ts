/** The browser's coder as the page sees it: a text goes in, the latest coding comes out. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CodedDocument, Pasted } from '../../server/api/schemas.js';
import { toLogin } from '../lib/session.js';
import type { Answer, Question, TreeWord } from './messages.js';

export interface Reading {
  coded: CodedDocument;
  /** Index of the sentence that the tree is of. */
  sentence: number;
  tree: TreeWord[];
}

export interface CoderState {
  /** The last reading; stays while the next is made. */
  reading: Reading | null;
  /** Bytes of data and models that are here and that are on their way; null when nothing is. */
  loading: { loaded: number; total: number } | null;
  failed: { problem: 'unreachable' | 'login' | 'other'; detail: string } | null;
}

/** Codes a text in a worker that lives as long as the page; a blank text has no reading. */
export function useCoder(pasted: Pasted, sentence: number): CoderState {
  const worker = useRef<Worker | null>(null);
  const asked = useRef(0);
  const [state, set] = useState<CoderState>({ reading: null, loading: null, failed: null });
  useEffect(() => {
    const started = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.current = started;
    started.onmessage = ({ data }: MessageEvent<Answer>) => {
      if (data.kind === 'loading') set((old) => ({ ...old, loading: { loaded: data.loaded, total: data.total } }));
      else if (data.kind === 'ready') set((old) => ({ ...old, loading: null }));
      else if (data.id !== asked.current) return;
      else if (data.kind === 'coded') set({ reading: { coded: data.coded, sentence: data.sentence, tree: data.tree }, loading: null, failed: null });
      else {
        if (data.problem === 'login') toLogin();
        set((old) => ({ ...old, loading: null, failed: { problem: data.problem, detail: data.detail } }));
      }
    };
    started.onerror = ({ message }) => set((old) => ({ ...old, loading: null, failed: { problem: 'other', detail: message } }));
    return () => started.terminate();
  }, []);
  useEffect(() => {
    asked.current += 1;
    if (pasted.text.trim() === '') return set((old) => ({ ...old, reading: null, failed: null }));
    worker.current?.postMessage({ id: asked.current, pasted, sentence } satisfies Question);
    return undefined;
  }, [pasted, sentence]);
  return state;
}
