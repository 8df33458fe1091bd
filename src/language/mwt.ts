/**
 * Multiword tokens: one token of text that stands for several words ("del" → "de" + "el", "decirle" → "decir" + "le",
 * "don't" → "do" + "n't"). A token is looked up whole, then by its endings from long to short. Words that are often
 * written together ("alot") count too. Of a token that is one word in one place and two in another ("its" for "it's"),
 * a linear model decides by its neighbours.
 *
 * A script says how a token comes apart: "2|-|se" means: two characters off the end, that leaves the first word, "se" is
 * the second; with "+" for "-" the last accent of the first word goes ("yéndose" → "yendo" + "se"). "2,3" alone gives the
 * lengths of the parts that the token is cut into. "=de el" gives the words themselves.
 */
import { mayHaveClitics, splitClitics } from './clitics.js';
import { hashText, mix2, mix3, type HashTable } from './hash.js';
import { withoutLastAccent } from './accents.js';
import type { Segments } from './segmenter.js';
import type { Weights } from './tagger.js';
import { normalise } from './words.js';

export const LONGEST_MWT_ENDING = 9;
const LONGEST_MWT = 40;

/** The script number that says that a token is one word. */
export const ONE_WORD = 0;

/** How a token comes apart; `open`: only where its neighbours say so ("its" may stand for "it's"). */
export interface Split {
  words: string[];
  open: boolean;
}

export class Splitter {
  private readonly features = new Int32Array(32);
  private readonly shift: number;

  constructor(
    readonly scripts: readonly string[], readonly table: HashTable,
    private readonly weights: Weights, private readonly lexicon: HashTable, private readonly clusters: HashTable,
    /** Known lemmas, of a language whose verbs take pronouns. */
    private readonly lemmas?: HashTable,
  ) {
    this.shift = 32 - Math.log2(weights.length);
  }

  /** The words of a token, or undefined where it is one word. */
  find(token: string): Split | undefined {
    if (token.length < 2 || token.length > LONGEST_MWT) return undefined;
    const normal = normalise(token);
    let script = this.table.get(openKey(normal));
    const open = script >= 0;
    if (!open) script = this.table.get(tokenKey(normal));
    if (script < 0) {
      const words = this.lemmas && splitClitics(token, this.lemmas);
      if (words) return { words, open: false };
      if (!this.lemmas || mayHaveClitics(token)) script = this.byEnding(token, normal);
    }
    if (script <= ONE_WORD) return undefined;
    const words = applySplit(this.scripts[script] as string, token);
    return words && { words, open };
  }

  /** Whether token i, which may come apart, does so here. */
  parts(text: string, segments: Segments, i: number): boolean {
    const { features, weights, shift } = this;
    const n = splitFeatures(text, segments, i, this.lexicon, this.clusters, features);
    let score = 0;
    for (let k = 0; k < n; k++) score += weights[(features[k] as number) >>> shift] as number;
    return score > 0;
  }

  private byEnding(token: string, normal: string): number {
    const kind = tokenKind(token);
    for (let length = Math.min(LONGEST_MWT_ENDING, normal.length - 1); length >= 2; length--) {
      const script = this.table.get(tokenEndingKey(normal, length, kind));
      if (script >= 0) return script;
    }
    return -1;
  }
}

/** What speaks for and against parting token i: the tokens around it, in its own sentence. */
export function splitFeatures(text: string, segments: Segments, i: number, lexicon: HashTable, clusters: HashTable, out: Int32Array): number {
  const at = (j: number): number => {
    for (let k = Math.min(i, j) + 1; k <= Math.max(i, j); k++) if (k >= segments.count || k < 1 || segments.begins[k]) return 0;
    return hashText(normalise(text.slice(segments.start[j], segments.end[j])));
  };
  const own = hashText(normalise(text.slice(segments.start[i], segments.end[i])));
  const before = at(i - 1), next = at(i + 1), second = at(i + 2);
  const tags = (word: number): number => (word === 0 ? 7777 : lexicon.get(word));
  const nextTags = tags(next), secondTags = tags(second), beforeTags = tags(before);
  const cluster = clusters.get(next), secondCluster = clusters.get(second);
  const capital = tokenKind(text.slice(segments.start[i], (segments.start[i] as number) + 1));
  let n = 0;
  out[n++] = mix2(own, 201);
  out[n++] = mix3(own, next, 202);
  out[n++] = mix3(own, before, 203);
  out[n++] = mix3(own, nextTags, 204);
  out[n++] = mix3(own, beforeTags, 205);
  out[n++] = mix3(own, nextTags, mix2(secondTags, 206));
  out[n++] = mix3(own, nextTags, mix2(beforeTags, 207));
  out[n++] = mix3(own, cluster >> 3, 208);
  out[n++] = mix3(own, cluster >> 5, mix2(secondCluster >> 6, 209));
  out[n++] = mix3(own, capital, mix2(before === 0 ? 1 : 0, 210));
  out[n++] = mix3(own, secondTags, 211);
  out[n++] = mix3(own, next, mix2(second, 212));
  out[n++] = mix3(own, nextTags, mix2(capital, 213));
  out[n++] = mix3(own, cluster >> 6, mix2(beforeTags, 214));
  return n;
}

/** The key of a token that comes apart in some places and not in others. */
export function openKey(normal: string): number {
  return mix3(hashText(normal), 8, 8);
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
function applySplit(script: string, token: string): string[] | undefined {
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
