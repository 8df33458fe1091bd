/**
 * Text as a search sees it: words without accents, capitals and punctuation. What is kept and what is asked for are folded
 * here alike, and found words are marked in the text as it was written. Pure.
 */

/** A stretch of text, [start, end). */
export interface Mark {
  start: number;
  end: number;
}

/** Letters and digits in a row, or letters with points between them ("U.S.", "EE.UU."), which are one word. */
const WORD = /(?<![\p{L}\p{M}\p{N}])(?:\p{L}{1,2}\.){2,}|[\p{L}\p{M}\p{N}]+/gu;

const bare = (text: string): string => text.normalize('NFD').replace(/\p{M}+/gu, '').toLowerCase();

/** The words of a text with a space before and behind each: " la cuestion malvinas ". */
export function fold(text: string): string {
  return ` ${(bare(text).match(WORD) ?? []).map((word) => word.replaceAll('.', '')).join(' ')} `;
}

/** Words in a row; the last may go on ("sanction" finds "sanctions") where `open`. */
export interface Term {
  words: string[];
  open: boolean;
}

/** Shorter words are meant as they stand: "US" is not the beginning of "use". */
const OPEN_FROM = 4;

/** What a query asks for, all of it at once: its words, and those between quotation marks in a row. */
export function termsOf(query: string): Term[] {
  const terms: Term[] = [];
  const loose = query.replace(/["“”«»]([^"“”«»]*)["“”«»]/g, (_, phrase: string) => {
    const words = fold(phrase).trim();
    if (words !== '') terms.push({ words: words.split(' '), open: false });
    return ' ';
  });
  for (const word of fold(loose).trim().split(' ')) if (word !== '') terms.push({ words: [word], open: word.length >= OPEN_FROM });
  return terms;
}

/** What a folded text must contain for a term. */
export function needleOf({ words, open }: Term): string {
  return ` ${words.join(' ')}${open ? '' : ' '}`;
}

/** Where in a text the terms stand, in order and without overlap. */
export function marksOf(text: string, terms: readonly Term[]): Mark[] {
  if (terms.length === 0) return [];
  const words = [...text.matchAll(WORD)].map((match) => ({ start: match.index, end: match.index + match[0].length, word: bare(match[0]).replaceAll('.', '') }));
  const marks: Mark[] = [];
  for (let i = 0; i < words.length; i++) {
    const found = terms.find((term) => term.words.every((word, j) => (term.open ? words[i + j]?.word.startsWith(word) : words[i + j]?.word === word)));
    if (!found) continue;
    const last = i + found.words.length - 1;
    marks.push({ start: words[i]!.start, end: words[last]!.end });
    i = last;
  }
  return marks;
}
