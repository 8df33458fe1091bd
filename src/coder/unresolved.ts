/** Names of somebody or some body that the dictionary does not know: what a person may want to add to it. */
import { fold } from '../codebook/index.js';
import type { ReadingContext } from './context.js';
import { P, preposition } from './tree.js';
import type { Span } from './types.js';

/** Words that stand inside a name: "Ministerio de Defensa", "Bank of the South". */
const LINKS = new Set(['of', 'de', 'del', 'la', 'las', 'los', 'the', 'y', 'e', 'and']);
/** After these stands where something is, or when. */
const PLACING = new Set(['in', 'at', 'near', 'into', 'on', 'en', 'desde', 'hacia', 'hasta', 'during', 'durante']);
const LONGEST = 80;

/** Runs of proper nouns of which no word belongs to an actor that is known, to a date or to a place where something is. */
export function unresolvedNames({ doc, mentions, dates }: ReadingContext): (Span & { text: string })[] {
  const found: (Span & { text: string })[] = [];
  const proper = (i: number): boolean => i < doc.length && (doc.upos[i] as number) === P.PROPN && /^\p{Lu}/u.test(doc.form[i] as string);
  for (let i = 0; i < doc.length; i++) {
    if (!proper(i)) continue;
    let from = i;
    let last = i;
    for (let j = i + 1; j < doc.length; j++) {
      if (proper(j)) last = j;
      else if (j - last > 2 || !LINKS.has(fold(doc.form[j] as string))) break;
    }
    i = last;
    // "President Fernández": a name comes after its title. "Ministry of Health": a title alone is nobody's name.
    for (let j = from; j <= last; j++) if (isTitle(mentions, j)) from = j + 1;
    if (from > last || !proper(from)) continue;
    const [start] = doc.wordSpan(from);
    const [, end] = doc.wordSpan(last);
    const text = doc.text.slice(start, end);
    const words = Array.from({ length: last - from + 1 }, (_, k) => from + k);
    if (text.length > LONGEST || (text.length < 3 && !/\p{Ll}/u.test(text))) continue;
    if (dates.some((date) => date.start < end && date.end > start)) continue;
    if (words.some((word) => belongs(mentions, word))) continue;
    const head = words.find((word) => { const above = doc.head[word] as number; return above < from || above > last; }) ?? from;
    if (!PLACING.has(preposition(doc, head))) found.push({ start, end, text });
  }
  return found;
}

/** Whether a word is of a noun for a kind of actor ("president", "ministry"). */
function isTitle(mentions: ReadingContext['mentions'], word: number): boolean {
  return mentions.match(word)?.meanings.some((meaning) => meaning.kind === 'agent') ?? false;
}

/** Whether a word is of a name that the dictionary has, or of a phrase that was read as an actor's. */
function belongs(mentions: ReadingContext['mentions'], word: number): boolean {
  const known = mentions.match(word)?.meanings ?? [];
  if (known.some((meaning) => meaning.kind !== 'agent' && !(meaning.kind === 'person' && meaning.by === 'surname'))) return true;
  return (mentions.read(word)?.mention.code ?? '') !== '';
}
