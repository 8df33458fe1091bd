/** Where an event took place: a state, capital or city after a preposition of place that hangs on the trigger. */
import type { Doc } from '../language/index.js';
import type { MentionReader } from './mentions.js';
import { childrenOf, preposition, R } from './tree.js';
import type { EventDraft } from './types.js';

const AT: Readonly<Record<string, ReadonlySet<string>>> = {
  en: new Set(['in', 'at', 'near', 'outside', 'inside', 'across', 'to']),
  es: new Set(['en', 'cerca de', 'a', 'desde']),
};

/** The place of an event whose trigger words are given, or null. */
export function readPlace(doc: Doc, words: readonly number[], mentions: MentionReader): EventDraft['place'] {
  const wanted = AT[doc.language];
  if (!wanted) return null;
  for (const word of words) {
    const seen: number[] = [];
    for (const c of childrenOf(doc, word, R.obl, R.nmod, R.obj, R.oblArg)) {
      seen.push(c);
      if ((doc.deprel[c] as number) === R.obj) seen.push(...childrenOf(doc, c, R.nmod));
    }
    for (const c of seen) {
      if (!wanted.has(preposition(doc, c))) continue;
      const match = mentions.match(c);
      for (const meaning of match?.meanings ?? []) {
        if (!match) break;
        const state = meaning.kind === 'place' ? meaning.state : meaning.kind === 'state' && (meaning.by === 'name' || meaning.by === 'metonym') ? meaning.code : undefined;
        if (state !== undefined) return { start: match.start, end: match.end, text: doc.text.slice(match.start, match.end), state };
      }
    }
  }
  return null;
}
