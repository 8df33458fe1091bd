/** What the page and the worker that codes say to each other. */
import type { CodedDocument, Pasted } from '../../server/api/schemas.js';

/** A word of a sentence's tree. */
export interface TreeWord {
  form: string;
  lemma: string;
  /** Part of speech, as Universal Dependencies name it. */
  upos: string;
  feats: string;
  relation: string;
  /** Place in the sentence of the word that it hangs on; −1 for the root. */
  head: number;
}

/** A text to be coded, or, when the text is the same as before, another sentence's tree. */
export interface Question {
  id: number;
  pasted: Pasted;
  /** Index of the sentence whose tree is wanted. */
  sentence: number;
}

export type Answer =
  | { kind: 'loading'; loaded: number; total: number }
  | { kind: 'ready' }
  | { kind: 'coded'; id: number; coded: CodedDocument; sentence: number; tree: TreeWord[]; milliseconds: number }
  | { kind: 'failed'; id: number; problem: 'unreachable' | 'login' | 'other'; detail: string };
