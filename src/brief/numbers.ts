/**
 * Numbers in a sentence, so that an author's wording can be held against the record's: figures, numerals in letters, and
 * names of months, which are half of a date.
 */
import type { Templates } from './words.js';

export interface NumberWord {
  /** As it stands in the sentence. */
  text: string;
  /** What it comes to: the same for "4.60" and "4.6", "two" and "2". */
  value: string;
}

/** A minus before a figure, where it is none between two. */
const FIGURE = /(?<![\p{L}\p{N}])[−-]\d+(?:[.,]\d+)*|\d+(?:[.,]\d+)*/gu;
const LETTERS = /\p{L}+/gu;

/** The numbers of a sentence, in order. */
export function numbersIn(sentence: string, { decimal, months, numerals }: Pick<Templates, 'decimal' | 'months' | 'numerals'>): NumberWord[] {
  const found: (NumberWord & { at: number })[] = [];
  for (const match of sentence.matchAll(FIGURE)) found.push({ at: match.index, text: match[0], value: valueOf(match[0], decimal) });
  for (const match of sentence.matchAll(LETTERS)) {
    // "May" is a month, "may" is none; where months are written small, so are they here.
    const month = months.indexOf(match[0]);
    const numeral = numerals[match[0].toLowerCase()];
    if (month >= 0) found.push({ at: match.index, text: match[0], value: `month ${month + 1}` });
    else if (numeral !== undefined) found.push({ at: match.index, text: match[0], value: String(numeral) });
  }
  return found.sort((a, b) => a.at - b.at).map(({ text, value }) => ({ text, value }));
}

/** "1,234.50" is 1234.5; what is no number in this language stays as it is written, and so is like no other. */
function valueOf(figure: string, decimal: string): string {
  const [point, group] = decimal === ',' ? [',', '.'] : ['.', ','];
  const [whole = '', fraction, ...more] = figure.replace('−', '-').split(point);
  const groups = whole.split(group);
  const grouped = groups.length === 1 || (groups[0]!.length <= 4 && groups.slice(1).every((part) => part.length === 3));
  if (!grouped || more.length > 0 || fraction?.includes(group)) return figure;
  return String(Number(`${groups.join('')}.${fraction ?? '0'}`));
}

/** The first number of a wording that the record's sentence does not give, or gives elsewhere in its order; null when all follow. */
export function strayIn(wording: readonly NumberWord[], record: readonly NumberWord[]): { stray: NumberWord; known: boolean } | null {
  let from = 0;
  for (const number of wording) {
    const place = record.findIndex(({ value }, i) => i >= from && value === number.value);
    if (place < 0) return { stray: number, known: record.some(({ value }) => value === number.value) };
    from = place + 1;
  }
  return null;
}
