/**
 * Places inside a run of characters where a token may end, as a linear model sees them: through hashes of the
 * characters, words and shapes around them. No token ends inside an address, a file's name or the like.
 */
import { ABBREVIATIONS } from './abbreviations.js';
import { OUTSIDE, charFeature, isSpace, kindOf, mayCut } from './characters.js';
import { hashText, mix2, mix3, type HashTable } from './hash.js';
import { wholesIn } from './wholes.js';
import { hashNormal, hashShape, normalise } from './words.js';

/** So much of a word is looked at. */
const LONGEST_STRETCH = 24;

/** Where the next run of characters begins, and what lies between: 0 a space, 1 a line end, 2 a blank line or the text's end. */
function afterRun(text: string, to: number): { next: number; gap: number } {
  let lines = 0, next = to;
  for (; next < text.length && next - to < 64 && isSpace(text.charCodeAt(next)); next++) if (text.charCodeAt(next) === 10) lines++;
  return { next, gap: next >= text.length || lines > 1 ? 2 : lines };
}

/** The end of the stretch of letters and digits, or of marks, that begins at `from`. */
function stretchEnd(text: string, from: number, to: number): number {
  const limit = Math.min(to, from + LONGEST_STRETCH);
  if (from >= limit) return from;
  const mark = kindOf(text.charCodeAt(from)) === 0;
  let end = from + 1;
  while (end < limit && (kindOf(text.charCodeAt(end)) === 0) === mark) end++;
  return end;
}

/** Its beginning, where it ends at `to`. */
function stretchStart(text: string, from: number, to: number): number {
  const limit = Math.max(from, to - LONGEST_STRETCH);
  if (to <= limit) return to;
  const mark = kindOf(text.charCodeAt(to - 1)) === 0;
  let start = to - 1;
  while (start > limit && (kindOf(text.charCodeAt(start - 1)) === 0) === mark) start--;
  return start;
}

/** A run of characters without white space, and what of it does not depend on where it is cut. */
export class Run {
  from = 0;
  to = 0;
  private shape = 0;
  private tail = 0;
  private gap = 0;
  private nextChar = 0;
  private nextWord = 0;
  private nextShape = 0;
  private lastChar = 0;
  /** Where what is one token whatever its marks begins and ends, in pairs. */
  private wholes: number[] = [];

  constructor(readonly text: string, private readonly known: HashTable) {}

  /** Goes to the run [from, to). */
  read(from: number, to: number): void {
    const { text } = this;
    this.from = from;
    this.to = to;
    this.wholes = wholesIn(text, from, to);
    this.shape = hashShape(text, from, to);
    this.tail = hashNormal(text, Math.max(from, to - 4), to);
    const { next, gap } = afterRun(text, to);
    this.gap = gap;
    this.nextChar = next < text.length ? charFeature(text.charCodeAt(next)) : OUTSIDE;
    let end = next;
    while (end < text.length && end - next < 16 && !isSpace(text.charCodeAt(end))) end++;
    this.nextWord = hashNormal(text, next, end);
    this.nextShape = hashShape(text, next, end);
    let before = from - 1;
    while (before >= 0 && from - before < 4 && isSpace(text.charCodeAt(before))) before--;
    this.lastChar = before >= 0 ? charFeature(text.charCodeAt(before)) : OUTSIDE;
  }

  /** Whether a token may end at a place inside the run: never inside an address or the like. */
  mayCut(at: number): boolean {
    for (let k = 0; k < this.wholes.length; k += 2) {
      if (at > (this.wholes[k] as number) && at < (this.wholes[k + 1] as number)) return false;
    }
    return mayCut(this.text.charCodeAt(at - 1), this.text.charCodeAt(at));
  }

  /** Whether a stretch is a word of the language: 0 no, 1 yes, 2 of one letter, 3 with a digit. */
  private isKnown(word: string): number {
    if (word.length < 2) return 2;
    const c = word.charCodeAt(0);
    if (c === 48) return 3;
    return this.known.get(hashText(word)) >= 0 ? 1 : 0;
  }

  /** Features of a possible cut at `at`, the open token beginning at `token`. */
  features(token: number, at: number, out: Int32Array): number {
    const { text, from, to } = this;
    const code = (i: number): number => (i >= from && i < to ? charFeature(text.charCodeAt(i)) : OUTSIDE);
    const c1 = code(at - 1), c2 = code(at - 2), c3 = code(at - 3), d0 = code(at), d1 = code(at + 1), d2 = code(at + 2);
    const l = stretchStart(text, token, at), r = stretchEnd(text, at, to);
    const left = hashNormal(text, l, at), right = hashNormal(text, at, r);
    const pieceFrom = Math.max(token, at - 24), restTo = Math.min(to, at + 24);
    const piece = hashNormal(text, pieceFrom, at);
    const rest = hashNormal(text, at, restTo);
    const pieceShape = hashShape(text, pieceFrom, at);
    const restShape = hashShape(text, at, restTo);
    // The marks on either side, and the words around them.
    const leftMark = kindOf(text.charCodeAt(at - 1)) === 0, rightMark = kindOf(text.charCodeAt(at)) === 0;
    const markFrom = leftMark ? stretchStart(text, from, at) : at, markTo = rightMark ? r : at;
    const w1 = stretchStart(text, from, markFrom), w2 = stretchEnd(text, markTo, to);
    const first = normalise(text.slice(w1, markFrom)), marks = normalise(text.slice(markFrom, markTo)), second = normalise(text.slice(markTo, w2));
    const mark = hashText(marks);
    const place = (leftMark ? 2 : 0) + (rightMark ? 1 : 0) + (token >= markFrom ? 4 : 0);
    const where = mix3(mark, place, Math.min(at - markFrom, 4));
    const firstHash = hashText(first), secondHash = hashText(second);
    const knownFirst = this.isKnown(first), knownSecond = this.isKnown(second);
    const knownBoth = this.isKnown(first + second), knownWhole = marks ? this.isKnown(first + marks + second) : 4;
    const known = ((knownFirst * 4 + knownSecond) * 4 + knownBoth) * 5 + knownWhole;
    const abbreviation = text.charCodeAt(at) === 46 || text.charCodeAt(at - 1) === 46 ? (ABBREVIATIONS.get(first) ?? 3) : 0;
    const atEnd = r === to ? 1 : 0;
    const fresh = token === from ? 1 : 0;
    const short = Math.min(at - token, 5);
    const pair = mix2(c1, d0);
    let n = 0;
    out[n++] = mix2(c1, 1);
    out[n++] = mix2(d0, 2);
    out[n++] = mix2(pair, 3);
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
    out[n++] = mix3(pair, this.nextChar, mix2(atEnd, 17));
    out[n++] = mix3(left, mix2(d0, this.nextChar), mix2(atEnd, 18));
    out[n++] = mix3(pair, atEnd * 2 + fresh, 19);
    out[n++] = mix3(pair, short, mix2(d1, 20));
    out[n++] = mix3(pair, mix2(pieceShape, this.nextChar), mix2(atEnd, 21));
    out[n++] = mix2(0, 22);
    out[n++] = mix3(where, firstHash, 23);
    out[n++] = mix3(where, secondHash, 24);
    out[n++] = mix3(where, known, 25);
    out[n++] = mix3(where, knownFirst * 4 + knownSecond, 26);
    out[n++] = mix3(where, knownWhole * 4 + knownBoth, 27);
    out[n++] = mix3(where, hashShape(text, w1, w2), 28);
    out[n++] = mix3(where, firstHash, mix2(knownSecond, 29));
    out[n++] = mix3(where, secondHash, mix2(knownFirst, 30));
    out[n++] = mix3(pair, this.shape, 31);
    out[n++] = mix3(pair, this.tail, 32);
    out[n++] = mix3(pair, this.gap, mix2(atEnd, 33));
    out[n++] = mix3(where, abbreviation, mix3(this.gap, this.nextChar, mix2(atEnd, 34)));
    out[n++] = mix3(piece, this.gap, mix2(atEnd, 35));
    out[n++] = mix3(pair, this.nextWord, mix2(atEnd, 36));
    out[n++] = mix3(piece, this.nextShape, mix2(atEnd, 37));
    out[n++] = mix3(pair, this.lastChar, mix2(fresh, 38));
    out[n++] = mix3(restShape, this.lastChar, mix2(fresh, 39));
    out[n++] = mix3(where, Math.min(first.length, 5) * 8 + Math.min(second.length, 5), 40);
    out[n++] = mix3(where, abbreviation, mix3(this.nextShape, atEnd, 41));
    return n;
  }
}
