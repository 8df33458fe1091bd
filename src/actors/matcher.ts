/** Finds the dictionary's names in a tokenised text: longest match first, from left to right. */
import { units } from '../codebook/index.js';
import type { ActorDictionary, Meaning, Name } from './dictionary.js';

const WORDS = /[\p{L}\p{N}]+/gu;

/** The columns of a parsed document that the matcher needs. */
export interface TokenColumns {
  readonly text: string;
  readonly language: string;
  readonly mwt: Uint8Array;
  readonly length: number;
  readonly form: readonly string[];
  /** The word's own stretch of the text. */
  wordStart(i: number): number;
  wordEnd(i: number): number;
}

/** A name found: words [from, to) of the document. */
export interface NameMatch {
  from: number;
  to: number;
  start: number;
  end: number;
  meanings: Meaning[];
}

const isCapital = (letter: string | undefined): boolean => letter !== undefined && letter !== letter.toLowerCase();

/** Is it written as the name must be? Every word that has a capital in the name has one in the text ("La Paz", not "la paz"). */
function fits(name: Name, written: string): boolean {
  if (name.casing === 'any') return true;
  const words = written.match(WORDS) ?? [];
  if (name.casing === 'exact') return words.every((word) => word === word.toUpperCase());
  const wanted = name.form.match(WORDS) ?? [];
  if (wanted.length !== words.length) return isCapital(words.find((word) => isCapital(word[0]))?.[0]);
  return wanted.every((word, i) => !isCapital(word[0]) || isCapital(words[i]?.[0]));
}

/** The next word with a text of its own: words of a multiword token that share its text ("del") count as one. */
function after(doc: TokenColumns, i: number): number {
  let next = i + 1;
  while (next < doc.length && (doc.mwt[next] as number) > 1 && doc.wordStart(next) === doc.wordStart(i)) next++;
  return next;
}

/**
 * All names in the text that do not overlap, in order. A name must begin and end where tokens do.
 * Time is linear in the number of tokens (a name has at most some ten units).
 */
export function matchNames(doc: TokenColumns, dictionary: ActorDictionary): NameMatch[] {
  const matches: NameMatch[] = [];
  const root = dictionary.tree;
  let i = 0;
  while (i < doc.length) {
    let best: NameMatch | undefined;
    let node = root;
    let j = i;
    walk: while (j < doc.length) {
      // "del" is two words, of which only the last reaches its end.
      const next = after(doc, j);
      const end = doc.wordEnd(next - 1);
      // A word that is a token is its own text.
      const parts = dictionary.unitsOf((doc.mwt[j] as number) === 0 ? (doc.form[j] as string) : doc.text.slice(doc.wordStart(j), end));
      for (const unit of parts) {
        const child = node.next?.get(unit);
        if (!child) break walk;
        node = child;
      }
      // A token without letters or digits ("-", ".") may stand inside a name but not begin or end one.
      if (parts.length === 0 && j === i) break;
      j = next;
      if (parts.length > 0 && node.names) {
        const from = doc.wordStart(i);
        const written = doc.text.slice(from, end);
        const meanings = node.names.filter((name) => (name.language === undefined || name.language === doc.language) && fits(name, written)).map((name) => name.meaning);
        if (meanings.length > 0) best = { from: i, to: j, start: from, end, meanings };
      }
    }
    if (best) {
      matches.push(best);
      i = best.to;
    } else {
      i = after(doc, i);
    }
  }
  return matches;
}

/** Every name of the dictionary that a line begins with, however it is written. */
export function namesAtStart(actors: ActorDictionary, line: string): Name[] {
  const found: Name[] = [];
  let node: typeof actors.tree | undefined = actors.tree;
  for (const unit of units(line)) {
    node = node.next?.get(unit);
    if (!node) break;
    if (node.names) found.push(...node.names);
  }
  return found;
}
