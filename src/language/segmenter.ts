/**
 * Cuts a text into tokens and sentences. White space always parts tokens; where letters, digits and marks meet
 * inside a run of characters, a linear model decides (cuts.ts); a second one decides after which tokens a sentence ends.
 * Both see characters only through hashes. A blank line always ends a sentence.
 */
import { ABBREVIATIONS, TITLES, WORDS_TOO } from './abbreviations.js';
import { OUTSIDE, charFeature, isSpace, kindOf } from './characters.js';
import { Run } from './cuts.js';
import { mix2, mix3, type HashTable } from './hash.js';
import type { Weights } from './tagger.js';
import { hashNormal, hashShape, normalise } from './words.js';

/** No sentence is longer: what runs on is cut here, so that time stays linear in the length of the text. */
export const MAX_SENTENCE = 400;
/** No token is longer, for the same reason. */
const MAX_TOKEN = 500;

const MAX_FEATURES = 48;

/** Kind of white space between two tokens: 0 none, 1 space, 2 line end, 3 blank line. */
function gapKind(text: string, from: number, to: number): number {
  if (from === to) return 0;
  let lines = 0;
  for (let i = from; i < to; i++) {
    const c = text.charCodeAt(i);
    if (c === 10 || c === 0x2029 || (c === 13 && text.charCodeAt(i + 1) !== 10)) lines++;
  }
  return lines === 0 ? 1 : lines === 1 ? 2 : 3;
}

/** Token offsets, and the first token of each sentence. */
export interface Segments {
  count: number;
  start: Int32Array;
  end: Int32Array;
  /** 1 where a sentence begins. */
  begins: Uint8Array;
}

/** Attributes of a token that sentence ends depend on. */
class Seen {
  lower = 0;
  shape = 0;
  abbreviation = 0;
  final = 0; // 1 full stop, 2 other end mark, 3 closing mark, 4 colon or the like
  length = 0;
  kind = 0; // kind of the first character
  dash = false;
}

/** So many tokens a dateline has at most. */
const LONGEST_DATELINE = 14;

/** Whether a token is a word in capitals. */
function isCapitals(text: string, from: number, to: number): boolean {
  if (to - from < 3) return false;
  for (let i = from; i < to; i++) if (kindOf(text.charCodeAt(i)) !== 2) return false;
  return true;
}

const DASH = /^(?:--?|[–—]|[–—]{2})$/;
const CLOSING = new Set(['"', "'", '”', '’', '»', ')', ']', "''"]);

function look(text: string, start: number, end: number, into: Seen): Seen {
  const length = end - start, first = text.charCodeAt(start), last = text.charCodeAt(end - 1);
  into.lower = hashNormal(text, start, end);
  into.shape = hashShape(text, start, end);
  into.length = Math.min(length, 6);
  into.kind = charFeature(first);
  into.dash = length <= 2 && DASH.test(text.slice(start, end));
  into.abbreviation = last === 46 ? (ABBREVIATIONS.get(normalise(text.slice(start, end - 1))) ?? (length === 2 ? 3 : 0)) : 0;
  into.final = last === 46 ? 1 : last === 33 || last === 63 || last === 0x2026 ? 2
    : length <= 2 && CLOSING.has(text.slice(start, end)) ? 3
    : last === 58 || last === 59 ? 4 : 0;
  return into;
}

/** Remembers a stretch of tokens around the place where a sentence may end. */
export class SentenceContext {
  private readonly seen = [new Seen(), new Seen(), new Seen(), new Seen(), new Seen()];
  /** Index of the token in the middle. */
  private at = -1;
  /** Tokens since the sentence began, open double quotes and brackets. */
  tokens = 0;
  quotes = 0;
  brackets = 0;
  /** The sentence began with a word in capitals, as a dateline does ("BUENOS AIRES, Dec 10 (Reuters) -"). */
  private dateline = false;

  constructor(private readonly text: string, private readonly segments: Segments) {}

  /** Goes on to token i (they must come in order). */
  advance(i: number): void {
    const { text, segments, seen } = this;
    const place = (j: number): Seen => seen[((j % 5) + 5) % 5] as Seen;
    for (let j = this.at < 0 ? i : this.at + 3; j <= i + 2; j++) {
      const into = place(j);
      if (j < segments.count) look(text, segments.start[j] as number, segments.end[j] as number, into);
      else {
        into.lower = into.shape = 1;
        into.abbreviation = into.final = into.length = 0;
        into.dash = false;
        into.kind = OUTSIDE;
      }
    }
    this.at = i;
    this.tokens++;
    if (this.tokens === 1) this.dateline = isCapitals(text, segments.start[i] as number, segments.end[i] as number);
    const c = text[segments.start[i] as number];
    if (c === '"' || c === '“' || c === '”') this.quotes ^= 1;
    else if (c === '(' || c === '[') this.brackets = 1;
    else if (c === ')' || c === ']') this.brackets = 0;
  }

  /** The sentence ended after the current token. */
  restart(): void {
    this.tokens = 0;
    this.quotes = 0;
    this.brackets = 0;
  }

  /** Features of an end of sentence after the current token. */
  features(out: Int32Array): number {
    const { text, segments, seen, at } = this;
    const t0 = seen[at % 5] as Seen, t1 = seen[(at + 1) % 5] as Seen, t2 = seen[(at + 2) % 5] as Seen;
    const p1 = seen[(at + 4) % 5] as Seen;
    const inside = this.tokens > 1;
    const end = segments.end[at] as number;
    // Treebanks have no line ends within paragraphs: one counts as a space.
    const between = at + 1 < segments.count ? gapKind(text, end, segments.start[at + 1] as number) : 3;
    const gap = between === 2 ? 1 : between;
    const size = this.tokens < 4 ? this.tokens : this.tokens < 8 ? 4 : this.tokens < 16 ? 5 : this.tokens < 32 ? 6 : this.tokens < 60 ? 7 : 8;
    const pLower = inside ? p1.lower : 2, pShape = inside ? p1.shape : 2, pFinal = inside ? p1.final : 5;
    const open = this.quotes * 2 + this.brackets;
    const core = (t0.final * 8 + t0.abbreviation) * 4 + gap;
    let n = 0;
    out[n++] = mix2(core, 101);
    out[n++] = mix3(core, t1.kind, 102);
    out[n++] = mix3(core, t1.shape, 103);
    out[n++] = mix3(core, t1.lower, 104);
    out[n++] = mix3(t0.lower, gap, 105);
    out[n++] = mix3(t0.lower, t1.kind, mix2(gap, 106));
    out[n++] = mix3(t0.lower, t1.lower, mix2(gap, 107));
    out[n++] = mix3(t0.lower, t1.shape, mix2(gap, 108));
    out[n++] = mix3(t0.shape, t1.shape, mix2(gap, 109));
    out[n++] = mix3(core, pFinal, mix2(t1.kind, 110));
    out[n++] = mix3(core, pLower, 111);
    out[n++] = mix3(core, pShape, mix2(t1.kind, 112));
    out[n++] = mix3(core, size, 113);
    out[n++] = mix3(core, size, mix2(t1.shape, 114));
    out[n++] = mix3(core, open, 115);
    out[n++] = mix3(core, open, mix2(t1.kind, 116));
    out[n++] = mix3(core, t1.kind, mix2(t2.kind, 117));
    out[n++] = mix3(t0.shape, t1.shape, mix3(t2.shape, gap, 118));
    out[n++] = mix3(core, t1.lower, mix2(t2.shape, 119));
    out[n++] = mix3(pShape, t0.shape, mix3(t1.shape, gap, 120));
    out[n++] = mix3(t1.lower, gap, 121);
    out[n++] = mix3(t1.lower, t2.lower, mix2(core, 122));
    out[n++] = mix3(pLower, t0.lower, mix2(gap, 123));
    out[n++] = mix3(core, t0.length, mix2(t1.kind, 124));
    out[n++] = mix2(gap, 125);
    return n;
  }

  /** A blank line or the text's end follows, or a capital in a new line after an end mark. */
  get mustEnd(): boolean {
    const { text, segments, at } = this;
    if (at + 1 >= segments.count) return true;
    const next = segments.start[at + 1] as number;
    const gap = gapKind(text, segments.end[at] as number, next);
    if (gap === 0) return segments.end[at]! - segments.start[at]! === 1 && runsOn(text, next - 1);
    if (gap !== 2) return gap === 3;
    const { final, abbreviation } = this.seen[at % 5] as Seen;
    return (final === 1 || final === 2) && abbreviation === 0 && kindOf(text.charCodeAt(next)) === 2;
  }

  /** An abbreviation goes with what follows it, a dateline with the report. */
  get mayNotEnd(): boolean {
    const { text, segments, at } = this;
    if (at + 1 >= segments.count) return false;
    const start = segments.start[at + 1] as number;
    // Inside a run of characters a sentence ends after a mark only.
    if (start === segments.end[at]) return (this.seen[at % 5] as Seen).final === 0;
    const { abbreviation, dash } = this.seen[at % 5] as Seen;
    if (dash && this.dateline && this.tokens <= LONGEST_DATELINE) return true;
    if (abbreviation !== 1 && abbreviation !== 2) return false;
    const next = kindOf(text.charCodeAt(start));
    if (next === 1 || next === 3) return true;
    return next === 2 && TITLES.has(normalise(text.slice(segments.start[at], segments.end[at])));
  }
}

export class Segmenter {
  private readonly features = new Int32Array(MAX_FEATURES);
  private readonly cutShift: number;
  private readonly endShift: number;

  /** `known` holds words of the language, learnt elsewhere than from the cuts themselves. */
  constructor(private readonly cuts: Weights, private readonly ends: Weights, private readonly known: HashTable) {
    this.cutShift = 32 - Math.log2(cuts.length);
    this.endShift = 32 - Math.log2(ends.length);
  }

  segment(text: string): Segments {
    const segments = this.tokenise(text);
    this.findSentences(text, segments);
    return segments;
  }

  private tokenise(text: string): Segments {
    const segments: Segments = { count: 0, start: new Int32Array(256), end: new Int32Array(256), begins: new Uint8Array(0) };
    const { features, cuts, cutShift } = this;
    const run = new Run(text, this.known);
    for (let i = 0; i < text.length;) {
      if (isSpace(text.charCodeAt(i))) {
        i++;
        continue;
      }
      let to = i;
      let plain = true;
      for (; to < text.length; to++) {
        const code = text.charCodeAt(to);
        if (code >= 97 && code <= 122) continue;
        const kind = kindOf(code);
        if (kind === 4) break;
        if (kind === 0 || kind === 3) plain = false;
      }
      let token = i;
      if (!plain) {
        run.read(i, to);
        for (let at = i + 1; at < to; at++) {
          if (!run.mayCut(at)) continue;
          const n = run.features(token, at, features);
          let score = 0;
          for (let k = 0; k < n; k++) score += cuts[(features[k] as number) >>> cutShift] as number;
          if ((score > 0 && !keepsStop(text, token, at, to)) || (text[at] === '.' ? runsOn(text, at) : text[at - 1] === '.' && runsOn(text, at - 1))) {
            addToken(text, segments, token, at);
            token = at;
          }
        }
      }
      addToken(text, segments, token, to);
      i = to;
    }
    return segments;
  }

  private findSentences(text: string, segments: Segments): void {
    const { features, ends, endShift } = this;
    segments.begins = new Uint8Array(segments.count);
    if (segments.count) segments.begins[0] = 1;
    const context = new SentenceContext(text, segments);
    for (let i = 0; i + 1 < segments.count; i++) {
      context.advance(i);
      let end = context.mustEnd || context.tokens >= MAX_SENTENCE;
      if (!end && !context.mayNotEnd) {
        const n = context.features(features);
        let score = 0;
        for (let k = 0; k < n; k++) score += ends[(features[k] as number) >>> endShift] as number;
        end = score > 0;
      }
      if (end) {
        segments.begins[i + 1] = 1;
        context.restart();
      }
    }
  }
}

/**
 * A title keeps its full stop, whatever the treebank of the language has of it; so does an
 * abbreviation before another mark, a digit or a small letter.
 */
function keepsStop(text: string, token: number, at: number, to: number): boolean {
  if (text[at] !== '.' || at - token > LONGEST_ABBREVIATION) return false;
  const word = normalise(text.slice(token, at));
  if (TITLES.has(`${word}.`)) return true;
  if (!ABBREVIATIONS.has(word)) return false;
  if (at + 1 < to) return word.includes('.') && AFTER_STOP.test(text[at + 1] as string);
  let next = to;
  while (next < text.length && next - to < 4 && isSpace(text.charCodeAt(next))) next++;
  const kind = kindOf(text.charCodeAt(next));
  return (kind === 3 && word !== 'no') || (kind === 1 && !WORDS_TOO.has(word));
}

/**
 * A full stop between a small letter or a digit and the capital of a new sentence, the space between them forgotten, as on pages
 * whose paragraphs were run together ("seguirá vivo.Mientras haya …"): treebanks have too few of them to learn from.
 */
function runsOn(text: string, stop: number): boolean {
  if (text[stop] !== '.' || kindOf(text.charCodeAt(stop + 1)) !== 2) return false;
  const after = kindOf(text.charCodeAt(stop + 2));
  if (after !== 1 && !(isSpace(text.charCodeAt(stop + 2)) && WORD_OF_ONE_LETTER.test(text[stop + 1] as string))) return false;
  const before = kindOf(text.charCodeAt(stop - 1));
  if (before !== 1 && before !== 3) return false;
  let from = stop - 1;
  while (from > 0 && stop - from <= LONGEST_ABBREVIATION && isAlphanumeric(text.charCodeAt(from - 1))) from--;
  return !ABBREVIATIONS.has(normalise(text.slice(from, stop)));
}

function isAlphanumeric(code: number): boolean {
  const kind = kindOf(code);
  return kind >= 1 && kind <= 3;
}

const WORD_OF_ONE_LETTER = /[AEIOUY]/;

const LONGEST_ABBREVIATION = 8;
const AFTER_STOP = /[,;:?!)\]"”»]/;

function addToken(text: string, segments: Segments, from: number, to: number): void {
  for (let start = from; start < to;) {
    let end = Math.min(to, start + MAX_TOKEN);
    // The two halves of a pair stay together.
    if (end < to && (text.charCodeAt(end) & 0xfc00) === 0xdc00) end--;
    if (segments.count === segments.start.length) {
      const grow = (old: Int32Array): Int32Array<ArrayBuffer> => {
        const wide = new Int32Array(old.length * 2);
        wide.set(old);
        return wide;
      };
      segments.start = grow(segments.start);
      segments.end = grow(segments.end);
    }
    segments.start[segments.count] = start;
    segments.end[segments.count++] = end;
    start = end;
  }
}
