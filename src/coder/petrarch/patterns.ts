/**
 * The patterns of a verb: words and places before and after it, and the code that they make of it.
 *
 * `*` is the verb; `$` and `+` are places for a source and a target; `%` a place for several actors joined ("A and B");
 * `^` a noun phrase to pass over; `&NAME` any phrase of a synonym set. A blank lets other words come between, `_` does not.
 * Round brackets mark a prepositional phrase and braces a noun phrase; both read as their words in order. Braces with
 * `|` hold alternatives.
 */
import { fold } from './units.js';

export type Place = '$' | '+' | '%' | '^';

export interface Element {
  /** A place, or null for words. */
  place: Place | null;
  /** For words: any of these, each of consecutive words. */
  options: readonly (readonly string[])[];
  /** Nothing may stand between this element and its neighbour on the side of the verb. */
  adjacent: boolean;
}

/** Event codes, source → target and back; null: no event. */
export interface EventCode {
  forth: string | null;
  back: string | null;
}

export interface Pattern {
  /** Elements before the verb, the nearest first. */
  before: Element[];
  /** Elements after the verb, the nearest first. */
  after: Element[];
  code: EventCode;
  at: string;
  /** As written, for explanations. */
  text: string;
}

/** Synonym sets by name: each a list of phrases of consecutive words. */
export type Synsets = ReadonlyMap<string, readonly (readonly string[])[]>;

/** A pattern that can't be read. */
export class PatternError extends Error {}

/** "[010]", "[032:033]", "[---]". Marks after a number ("174K", "025?") are the dictionary's own and no part of the code. */
export function parseEventCode(inner: string): EventCode {
  const [forth, back] = inner.split(':').map((part) => {
    const code = part.trim();
    if (code === '' || /^-+$/.test(code)) return null;
    if (!/^[A-Za-z0-9?!_.-]+$/.test(code)) throw new PatternError(`found [${inner}], expected a code such as [010], [032:033] or [---]`);
    return /^(\d{2,4})\D*$/.exec(code)?.[1] ?? code;
  });
  return { forth: forth ?? null, back: back ?? null };
}

interface Token {
  kind: 'verb' | Place | 'words';
  options: readonly (readonly string[])[];
  /** Joined to the token before it. */
  joined: boolean;
}

/** The longest synonym set whose name stands at the start of `text`. */
function synsetAt(text: string, synsets: Synsets): string {
  const parts = text.split('_');
  for (let n = parts.length; n > 0; n--) {
    const name = parts.slice(0, n).join('_').toUpperCase();
    if (synsets.has(name)) return name;
  }
  throw new PatternError(`${parts[0]} is not defined above; add "${parts[0]}" with its members before it`);
}

function* tokensOf(word: string, synsets: Synsets): IterableIterator<Token> {
  let rest = word;
  let joined = false;
  while (rest !== '') {
    if (rest[0] === '_') {
      joined = rest.length < word.length;
      rest = rest.slice(1);
      continue;
    }
    if (rest[0] === '&') {
      const name = synsetAt(rest, synsets);
      yield { kind: 'words', options: synsets.get(name) as readonly (readonly string[])[], joined };
      rest = rest.slice(name.length);
      continue;
    }
    const end = rest.indexOf('_');
    const piece = end < 0 ? rest : rest.slice(0, end);
    rest = end < 0 ? '' : rest.slice(end);
    if (/^\*+$/.test(piece)) yield { kind: 'verb', options: [], joined };
    else if (/^[$+%^]$/.test(piece)) yield { kind: piece as Place, options: [], joined };
    else {
      const words = fold(piece);
      if (words.length > 0) yield { kind: 'words', options: [words], joined };
    }
  }
}

/** Reads the part of a pattern line between "-" and "[". */
export function parsePatternBody(body: string, synsets: Synsets): { before: Element[]; after: Element[] } {
  const tokens: Token[] = [];
  // Alternatives first: what is left of brackets then only groups words that follow each other anyway.
  const pieces = body.split(/(\{[^{}]*\|[^{}]*\})/);
  for (const piece of pieces) {
    if (/^\{[^{}]*\|/.test(piece)) {
      const options = piece.slice(1, -1).split('|').flatMap((option) => (option.trim().startsWith('&') ? [...(synsets.get(synsetAt(option.trim(), synsets)) ?? [])] : [option.split(/[\s_]+/).flatMap(fold)]));
      tokens.push({ kind: 'words', options: options.filter((words) => words.length > 0), joined: false });
      continue;
    }
    for (const word of piece.replace(/[(){}]/g, ' ').split(/\s+/).filter(Boolean)) tokens.push(...tokensOf(word, synsets));
  }
  const verb = tokens.findIndex((token) => token.kind === 'verb');
  if (verb < 0) throw new PatternError(`no "*" for the verb in ${JSON.stringify(body.trim())}`);
  if (tokens.findIndex((token, i) => i > verb && token.kind === 'verb') >= 0) throw new PatternError(`more than one "*" in ${JSON.stringify(body.trim())}`);
  const element = (token: Token, adjacent: boolean): Element => ({ place: token.kind === 'words' ? null : (token.kind as Place), options: token.options, adjacent });
  return {
    before: tokens.slice(0, verb).map((token, i) => element(token, (tokens[i + 1] as Token).joined)).reverse(),
    after: tokens.slice(verb + 1).map((token) => element(token, token.joined)),
  };
}

/** Which of two patterns is tried first: the one that asks for more. */
export function morePrecise(a: Pattern, b: Pattern): number {
  const weight = ({ before, after }: Pattern): number => {
    let sum = 0;
    for (const { adjacent, place } of [...before, ...after]) sum += (place === null ? 8 : 7) + (adjacent ? 1 : 0);
    return sum;
  };
  return weight(b) - weight(a);
}
