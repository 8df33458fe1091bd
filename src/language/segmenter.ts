/**
 * Cuts a text into tokens and sentences. White space always parts tokens; where letters, digits and marks meet
 * inside a run of characters, a linear model decides; a second one decides after which tokens a sentence ends.
 * Both see characters only through hashes. A blank line always ends a sentence.
 */
import { hashText, mix2, mix3 } from './hash.js';
import { normalise, shapeOf } from './words.js';
import type { Weights } from './tagger.js';

/** No sentence is longer: what runs on is cut here, so that time stays linear in the length of the text. */
export const MAX_SENTENCE = 400;
/** No token is longer, for the same reason. */
export const MAX_TOKEN = 500;

const MAX_FEATURES = 48;

/** Character kinds: 0 other mark, 1 lower-case letter, 2 upper-case letter, 3 digit, 4 white space. */
function kindOf(code: number): number {
  if (code < 128) {
    if (code >= 97 && code <= 122) return 1;
    if (code >= 65 && code <= 90) return 2;
    if (code >= 48 && code <= 57) return 3;
    return code === 32 || (code >= 9 && code <= 13) ? 4 : 0;
  }
  if (code === 0xa0 || code === 0x1680 || (code >= 0x2000 && code <= 0x200a) || code === 0x2028 || code === 0x2029 ||
    code === 0x202f || code === 0x205f || code === 0x3000 || code === 0xfeff) return 4;
  if (code >= 0xd800 && code <= 0xdfff) return 1; // halves of a pair stay together
  if (code < 0x2000 || code > 0x2bff) {
    if (code < 0xc0) return code === 0xaa || code === 0xba || code === 0xb5 ? 1 : 0;
    if (code === 0xd7 || code === 0xf7) return 0;
    const c = String.fromCharCode(code);
    const lower = c.toLowerCase();
    if (lower !== c) return 2;
    return code >= 0x3000 && code <= 0x303f ? 0 : 1;
  }
  return 0;
}

/** Whether a character counts as white space here: where it stands no token goes on. */
export function isSpace(code: number): boolean {
  return kindOf(code) === 4;
}

/** A place where a token may end inside a run of characters: two kinds meet there, or a mark stands on one side. */
export function mayCut(before: number, after: number): boolean {
  const a = kindOf(before), b = kindOf(after);
  if (a === 0 || b === 0) return !(after >= 0xdc00 && after <= 0xdfff) && !isJoiner(after) && !isJoiner(before);
  if (a === 3 || b === 3) return a !== b;
  return false;
}

/** Combining marks, variation selectors and joiners belong to the character before them. */
function isJoiner(code: number): boolean {
  return (code >= 0x300 && code <= 0x36f) || code === 0x200d || (code >= 0xfe00 && code <= 0xfe0f);
}

const OUTSIDE = 0x7001;

/** A character as a feature: letters and digits by their kind, marks by themselves. */
function charFeature(code: number): number {
  const kind = kindOf(code);
  return kind === 0 ? code + 16 : kind;
}

/** Features of a possible cut at `at`, in the run [from, to), the open token beginning at `token`. */
export function cutFeatures(text: string, from: number, to: number, token: number, at: number, out: Int32Array): number {
  const code = (i: number): number => (i >= from && i < to ? charFeature(text.charCodeAt(i)) : OUTSIDE);
  const c1 = code(at - 1), c2 = code(at - 2), c3 = code(at - 3), d0 = code(at), d1 = code(at + 1), d2 = code(at + 2);
  let l = at - 1;
  const leftKind = kindOf(text.charCodeAt(l)) === 0 ? 0 : 1;
  while (l - 1 >= token && (kindOf(text.charCodeAt(l - 1)) === 0 ? 0 : 1) === leftKind && at - l < 24) l--;
  let r = at + 1;
  const rightKind = kindOf(text.charCodeAt(at)) === 0 ? 0 : 1;
  while (r < to && (kindOf(text.charCodeAt(r)) === 0 ? 0 : 1) === rightKind && r - at < 24) r++;
  const left = hashText(normalise(text.slice(l, at)));
  const right = hashText(normalise(text.slice(at, r)));
  const piece = hashText(normalise(text.slice(Math.max(token, at - 24), at)));
  const rest = hashText(normalise(text.slice(at, Math.min(to, at + 24))));
  const pieceShape = hashText(shapeOf(text.slice(Math.max(token, at - 24), at)));
  const restShape = hashText(shapeOf(text.slice(at, Math.min(to, at + 24))));
  let next = to;
  while (next < text.length && next - to < 3 && isSpace(text.charCodeAt(next))) next++;
  const nextChar = next < text.length ? charFeature(text.charCodeAt(next)) : OUTSIDE;
  const atEnd = r === to ? 1 : 0;
  const fresh = token === from ? 1 : 0;
  const short = Math.min(at - token, 5);
  let n = 0;
  out[n++] = mix2(c1, 1);
  out[n++] = mix2(d0, 2);
  out[n++] = mix3(c1, d0, 3);
  out[n++] = mix3(c2, c1, mix2(d0, 4));
  out[n++] = mix3(c1, d0, mix2(d1, 5));
  out[n++] = mix3(mix2(c2, c1), d0, mix2(d1, 6));
  out[n++] = mix3(mix3(c3, c2, c1), mix3(d0, d1, d2), 7);
  out[n++] = mix3(left, d0, 8);
  out[n++] = mix3(c1, right, 9);
  out[n++] = mix3(left, right, 10);
  out[n++] = mix3(piece, d0, 11);
  out[n++] = mix3(c1, rest, 12);
  out[n++] = mix3(piece, rest, 13);
  out[n++] = mix3(pieceShape, d0, 14);
  out[n++] = mix3(c1, restShape, 15);
  out[n++] = mix3(pieceShape, restShape, 16);
  out[n++] = mix3(mix2(c1, d0), nextChar, mix2(atEnd, 17));
  out[n++] = mix3(left, mix2(d0, nextChar), mix2(atEnd, 18));
  out[n++] = mix3(mix2(c1, d0), atEnd * 2 + fresh, 19);
  out[n++] = mix3(mix2(c1, d0), short, mix2(d1, 20));
  out[n++] = mix3(mix2(c1, d0), mix2(pieceShape, nextChar), mix2(atEnd, 21));
  out[n++] = mix2(0, 22);
  return n;
}

/** Words that a full stop after them belongs to, with what tends to follow: 1 a name or number, 2 anything. */
const ABBREVIATIONS = new Map<string, number>([
  ...'mr mrs ms dr prof gen col lt sgt capt maj adm sen rep gov pres st hon rev brig cmdr amb sr sra srta sres dra d dña lic ing gral cnel tte alte mons fr no nos nº núm art arts p pp pág págs fig vol cap ed'
    .split(' ').map((word) => [word, 1] as [string, number]),
  ...'u.s u.k u.n e.u u.s.a d.c a.m p.m e.g i.e etc jr inc co corp ltd bros dept univ ave blvd jan feb mar apr jun jul aug sep sept oct nov dec vs approx est ee.uu ee.uu.aa s.a av avda depto dpto ej aprox tel dic ene abr ago'
    .split(' ').map((word) => [word, 2] as [string, number]),
]);

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
}

const CLOSING = new Set(['"', "'", '”', '’', '»', ')', ']', "''"]);

function look(text: string, start: number, end: number, into: Seen): Seen {
  const form = text.slice(start, end);
  const lower = normalise(form);
  into.lower = hashText(lower);
  into.shape = hashText(shapeOf(form));
  into.length = Math.min(form.length, 6);
  into.kind = charFeature(form.charCodeAt(0));
  const last = lower[lower.length - 1] as string;
  into.abbreviation = last === '.' ? (ABBREVIATIONS.get(lower.slice(0, -1)) ?? (form.length === 2 ? 3 : 0)) : 0;
  into.final = last === '.' ? 1 : last === '!' || last === '?' || last === '…' ? 2 : CLOSING.has(form) ? 3 : last === ':' || last === ';' ? 4 : 0;
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
        into.kind = OUTSIDE;
      }
    }
    this.at = i;
    this.tokens++;
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
    const gap = at + 1 < segments.count ? gapKind(text, end, segments.start[at + 1] as number) : 3;
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

  /** A blank line or the text's end follows. */
  get mustEnd(): boolean {
    const { text, segments, at } = this;
    return at + 1 >= segments.count || gapKind(text, segments.end[at] as number, segments.start[at + 1] as number) === 3;
  }

  /** An abbreviated title or number word goes with what follows it. */
  get mayNotEnd(): boolean {
    const { text, segments, at } = this;
    if (at + 1 >= segments.count) return false;
    const start = segments.start[at + 1] as number;
    // Inside a run of characters a sentence ends after a mark only.
    if (start === segments.end[at]) return (this.seen[at % 5] as Seen).final === 0;
    const abbreviation = (this.seen[at % 5] as Seen).abbreviation;
    return abbreviation === 1 && kindOf(text.charCodeAt(start)) !== 0 && TITLES.has(normalise(text.slice(segments.start[at], segments.end[at])));
  }
}

/** Titles before a name: no sentence ends after them. */
const TITLES = new Set('mr. mrs. ms. dr. prof. gen. col. lt. sgt. capt. maj. adm. sen. rep. gov. brig. cmdr. amb. sr. sra. srta. sres. dra. gral. cnel. tte. mons.'.split(' '));

export class Segmenter {
  private readonly features = new Int32Array(MAX_FEATURES);
  private readonly cutShift: number;
  private readonly endShift: number;

  constructor(private readonly cuts: Weights, private readonly ends: Weights) {
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
        for (let at = i + 1; at < to; at++) {
          if (!mayCut(text.charCodeAt(at - 1), text.charCodeAt(at))) continue;
          const n = cutFeatures(text, i, to, token, at, features);
          let score = 0;
          for (let k = 0; k < n; k++) score += cuts[(features[k] as number) >>> cutShift] as number;
          // A title keeps its full stop, whatever the treebank of the language has of it.
          if (score > 0 && !(text[at] === '.' && at - token < 7 && TITLES.has(normalise(text.slice(token, at + 1))))) {
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
