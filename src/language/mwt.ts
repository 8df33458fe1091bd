/**
 * Multiword tokens: one token of text that stands for several words ("del" → "de" + "el", "decirle" → "decir" + "le",
 * "don't" → "do" + "n't"). A token is looked up whole, then by its endings from long to short.
 *
 * A script says how a token comes apart: "2|-|se" means: two characters off the end, that leaves the first word, "se" is
 * the second; with "+" for "-" the last accent of the first word goes ("yéndose" → "yendo" + "se"). "2,3" alone gives the
 * lengths of the parts that the token is cut into. "=de el" gives the words themselves.
 */
import { hashText, mix3, type HashTable } from './hash.js';
import { normalise } from './words.js';

export const LONGEST_MWT_ENDING = 9;
const LONGEST_MWT = 40;

/** The script number that says that a token is one word. */
export const ONE_WORD = 0;

export class Splitter {
  constructor(readonly scripts: readonly string[], readonly table: HashTable) {}

  /** The words of a token, or undefined where it is one word. */
  split(token: string): string[] | undefined {
    if (token.length < 2 || token.length > LONGEST_MWT) return undefined;
    const script = this.find(token);
    return script <= ONE_WORD ? undefined : applySplit(this.scripts[script] as string, token);
  }

  private find(token: string): number {
    const normal = normalise(token);
    let script = this.table.get(tokenKey(normal));
    if (script >= 0) return script;
    const kind = tokenKind(token);
    // What owns something is told by its "'s" alone: of longer endings few were seen, and some ("go's") always as one word.
    const longest = normal.endsWith("'s") ? 2 : LONGEST_MWT_ENDING;
    for (let length = Math.min(longest, normal.length - 1); length >= 2; length--) {
      script = this.table.get(tokenEndingKey(normal, length, kind));
      if (script >= 0) return script;
    }
    return -1;
  }
}

/** Whether a token begins with a capital: names end like verbs with pronouns ("Carlos"). */
export function tokenKind(token: string): number {
  const c = token.charCodeAt(0);
  return (c >= 65 && c <= 90) || (c >= 0xc0 && c <= 0xde) ? 1 : 0;
}

export function tokenKey(normal: string): number {
  return mix3(hashText(normal), 7, 7);
}

export function tokenEndingKey(normal: string, length: number, kind: number): number {
  return mix3(hashText(normal, normal.length - length), length, kind);
}

/** The words that a script makes of a token; undefined where it does not fit. */
export function applySplit(script: string, token: string): string[] | undefined {
  if (script.startsWith('=')) {
    const words = script.slice(1).split(' ');
    const upper = tokenKind(token);
    if (upper && words[0]) words[0] = words[0].charAt(0).toUpperCase() + words[0].slice(1);
    return words;
  }
  if (/^[\d,]+$/.test(script)) {
    // Lengths of all parts but the first, from the end.
    const lengths = script.split(',').map(Number);
    const total = lengths.reduce((a, b) => a + b, 0);
    if (total >= token.length) return undefined;
    const words = [token.slice(0, token.length - total)];
    let at = token.length - total;
    for (const length of lengths) {
      words.push(token.slice(at, at + length));
      at += length;
    }
    return words;
  }
  const [cut, accent, rest] = script.split('|', 3) as [string, string, string];
  const strip = Number(cut);
  if (strip >= token.length) return undefined;
  let first = token.slice(0, token.length - strip);
  if (accent === '+') first = withoutLastAccent(first);
  const tail = token.slice(token.length - strip);
  const words = rest.split(' ');
  const capitals = tail === tail.toUpperCase() && tail !== tail.toLowerCase();
  return [first, ...(capitals ? words.map((word) => word.toUpperCase()) : words)];
}

const PLAIN: Record<string, string> = { á: 'a', é: 'e', í: 'i', ó: 'o', ú: 'u', Á: 'A', É: 'E', Í: 'I', Ó: 'O', Ú: 'U' };

export function withoutLastAccent(word: string): string {
  for (let i = word.length - 1; i >= 0; i--) {
    const plain = PLAIN[word[i] as string];
    if (plain) return word.slice(0, i) + plain + word.slice(i + 1);
  }
  return word;
}

/** The script that makes `words` of `token`. */
export function splitScript(token: string, words: readonly string[]): string {
  if (words.join('') === token) return words.slice(1).map((word) => word.length).join(',');
  const tail = words.slice(1).join('').length;
  for (const accent of ['-', '+']) {
    const script = `${tail}|${accent}|${words.slice(1).join(' ').toLowerCase()}`;
    if (applySplit(script, token)?.join(' ') === words.join(' ')) return script;
  }
  return `=${words.join(' ').toLowerCase()}`;
}
