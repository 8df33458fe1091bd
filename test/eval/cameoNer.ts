/** Source and target spans: F1 of spans, exact and overlapping. */
import { prf, type Prf } from '../../src/coder/scoring/metrics.js';

export interface TaggedSentence {
  text: string;
  spans: { start: number; end: number; side: 'S' | 'T' | 'R' }[];
}

/** Reads CoNLL-style BIO: token and tag a line, a blank line between sentences. Tokens are joined with blanks, closing ones without. */
export function readBio(raw: string): TaggedSentence[] {
  return raw.split(/\n\s*\n/).filter((block) => block.trim() !== '').map((block) => {
    let text = '';
    const spans: TaggedSentence['spans'] = [];
    let open: TaggedSentence['spans'][number] | null = null;
    let previous = '';
    for (const line of block.trim().split('\n')) {
      const [token, tag] = line.trim().split(/\s+/) as [string, string];
      const close = /^([.,;:!?)\]%]|'s?|’|n't)$/.test(token) || (previous === '’' && token === 's') || token === '-' || previous === '-' || previous === '(' || previous === '$';
      if (text !== '' && !close) text += ' ';
      const start = text.length;
      text += token;
      previous = token;
      if (tag.startsWith('B-')) spans.push((open = { start, end: text.length, side: tag[2] as 'S' | 'T' | 'R' }));
      else if (tag.startsWith('I-') && open) open.end = text.length;
      else open = null;
    }
    return { text, spans };
  });
}

export type Found = { start: number; end: number; side: 'S' | 'T' | 'R' };

/** F1 by a rule of when two spans are the same. */
export function spanF1(gold: readonly TaggedSentence[], predicted: readonly (readonly Found[])[], same: (a: Found, b: Found) => boolean): Prf {
  let right = 0;
  let all = 0;
  let wanted = 0;
  gold.forEach(({ spans }, i) => {
    const taken = new Set<number>();
    for (const found of predicted[i] ?? []) {
      const at = spans.findIndex((span, j) => !taken.has(j) && same(span, found));
      if (at >= 0) {
        taken.add(at);
        right++;
      }
    }
    all += (predicted[i] ?? []).length;
    wanted += spans.length;
  });
  return prf(right, all, wanted);
}
