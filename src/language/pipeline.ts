/** What every language's pipeline offers: text in, parsed document out. */
import type { Doc } from './doc.js';

export interface Pipeline {
  /** ISO 639-1 code. */
  readonly language: string;
  /** Version of the trained model behind it, e.g. "en-1.0.0". */
  readonly version: string;
  /** Sentences, tokens, tags, lemmas and trees of a text of any length. Pure: same text, same parse. */
  parse(text: string): Doc;
}
