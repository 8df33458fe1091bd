/**
 * Each distinct word form gets a number and a row of precomputed attributes, so that tagger and parser look at
 * integers only. The table lives as long as the pipeline and is emptied when it grows too large.
 */
import { HASH_START, hashNext, hashText, mix, mix2, type HashTable } from './hash.js';

const FIRST_CAPACITY = 1024;

export class Words {
  private readonly numbers = new Map<string, number>();
  forms: string[] = [];
  /** Hash of the lower-case form with digits as 0. */
  lower = new Int32Array(FIRST_CAPACITY);
  /** Hash of the form as written. */
  exact = new Int32Array(FIRST_CAPACITY);
  suffix1 = new Int32Array(FIRST_CAPACITY);
  suffix2 = new Int32Array(FIRST_CAPACITY);
  suffix3 = new Int32Array(FIRST_CAPACITY);
  suffix4 = new Int32Array(FIRST_CAPACITY);
  prefix1 = new Int32Array(FIRST_CAPACITY);
  prefix3 = new Int32Array(FIRST_CAPACITY);
  /** Capitals, digits and marks, runs shortened: "U.S." → "X.X.", "2023" → "dd". */
  shape = new Int32Array(FIRST_CAPACITY);
  /** The tags that the word has in the lexicon, as a class; 0 where unknown. */
  ambiguity = new Int32Array(FIRST_CAPACITY);
  /** Word cluster by syntax, fine and coarse, and by sense; 0 where unknown. */
  cluster = new Int32Array(FIRST_CAPACITY);
  clusterCoarse = new Int32Array(FIRST_CAPACITY);
  topic = new Int32Array(FIRST_CAPACITY);
  topicCoarse = new Int32Array(FIRST_CAPACITY);

  constructor(private readonly lexicon: HashTable, private readonly clusters: HashTable, private readonly topics: HashTable) {}

  get size(): number {
    return this.forms.length;
  }

  /** Forgets all words: their numbers are no longer valid. */
  clear(): void {
    this.numbers.clear();
    this.forms = [];
  }

  /** The number of a form. */
  intern(form: string): number {
    const known = this.numbers.get(form);
    return known === undefined ? this.add(unshared(form)) : known;
  }

  private add(form: string): number {
    const id = this.forms.length;
    if (id === this.lower.length) this.grow();
    this.numbers.set(form, id);
    this.forms.push(form);
    const lower = normalise(form);
    const length = lower.length;
    const key = hashText(lower);
    this.lower[id] = key;
    this.exact[id] = hashText(form);
    this.suffix1[id] = suffixHash(lower, length, 1);
    this.suffix2[id] = suffixHash(lower, length, 2);
    this.suffix3[id] = suffixHash(lower, length, 3);
    this.suffix4[id] = suffixHash(lower, length, 4);
    this.prefix1[id] = hashText(lower, 0, Math.min(1, length));
    this.prefix3[id] = hashText(lower, 0, Math.min(3, length));
    this.shape[id] = hashText(shapeOf(form));
    this.ambiguity[id] = this.lexicon.get(key) + 1;
    const cluster = this.clusters.get(key) + 1;
    this.cluster[id] = cluster;
    this.clusterCoarse[id] = (cluster + 15) >> 4;
    const topic = this.topics.get(key) + 1;
    this.topic[id] = (topic + 1) >> 1;
    this.topicCoarse[id] = (topic + 31) >> 5;
    return id;
  }

  private grow(): void {
    const capacity = this.lower.length * 2;
    const wider = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const wide = new Int32Array(capacity);
      wide.set(old);
      return wide;
    };
    this.lower = wider(this.lower);
    this.exact = wider(this.exact);
    this.suffix1 = wider(this.suffix1);
    this.suffix2 = wider(this.suffix2);
    this.suffix3 = wider(this.suffix3);
    this.suffix4 = wider(this.suffix4);
    this.prefix1 = wider(this.prefix1);
    this.prefix3 = wider(this.prefix3);
    this.shape = wider(this.shape);
    this.ambiguity = wider(this.ambiguity);
    this.cluster = wider(this.cluster);
    this.clusterCoarse = wider(this.clusterCoarse);
    this.topic = wider(this.topic);
    this.topicCoarse = wider(this.topicCoarse);
  }
}

/** The hash of the last `letters` letters of a form of `length` letters. */
export function suffixHash(normal: string, length: number, letters: number): number {
  return mix2(hashText(normal, Math.max(0, length - letters)), letters);
}

/** A long slice of a text keeps the whole text in memory: it is copied, so that the table holds words alone. */
function unshared(form: string): string {
  if (form.length < 13) return form;
  let copy = '';
  for (let i = 0; i < form.length; i += 12) copy += String.fromCharCode(...units(form, i));
  return copy;
}

function units(text: string, from: number): number[] {
  const codes: number[] = [];
  for (let i = from; i < from + 12 && i < text.length; i++) codes.push(text.charCodeAt(i));
  return codes;
}

/** Lower case, digits as 0, typographic marks as their plain ones. */
export function normalise(form: string): string {
  let plain = true;
  for (let i = 0; i < form.length; i++) {
    const c = form.charCodeAt(i);
    if (c < 97 || c > 122) {
      plain = false;
      break;
    }
  }
  if (plain) return form;
  return form.toLowerCase().replace(/[0-9]/g, '0').replace(/[’‘`´]/g, "'").replace(/[“”«»]/g, '"').replace(/[–—]/g, '-');
}

/** Character classes of a form, runs of one class shortened to two. */
export function shapeOf(form: string): string {
  let shape = '';
  let last = '';
  let run = 0;
  for (const c of form.length > 40 ? form.slice(0, 40) : form) {
    const lower = c.toLowerCase();
    const kind = c >= '0' && c <= '9' ? 'd' : lower !== c.toUpperCase() ? (lower === c ? 'x' : 'X') : c;
    run = kind === last ? run + 1 : 1;
    if (run <= 2) shape += kind;
    last = kind;
  }
  return shape;
}

/** The hash of `normalise(text.slice(from, to))`; no string is made of plain letters, digits and marks. */
export function hashNormal(text: string, from: number, to: number): number {
  let h = HASH_START;
  for (let i = from; i < to; i++) {
    let c = text.charCodeAt(i);
    if (c >= 128) return hashText(normalise(text.slice(from, to)));
    if (c >= 65 && c <= 90) c += 32;
    else if (c >= 48 && c <= 57) c = 48;
    else if (c === 96) c = 39;
    h = hashNext(h, c);
  }
  return mix(h);
}

/** The hash of `shapeOf(text.slice(from, to))`, likewise. */
export function hashShape(text: string, from: number, to: number): number {
  let h = HASH_START, last = 0, run = 0;
  const end = Math.min(to, from + 40);
  for (let i = from; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c >= 128) return hashText(shapeOf(text.slice(from, to)));
    const kind = c >= 48 && c <= 57 ? 100 : c >= 97 && c <= 122 ? 120 : c >= 65 && c <= 90 ? 88 : c;
    run = kind === last ? run + 1 : 1;
    if (run <= 2) h = hashNext(h, kind);
    last = kind;
  }
  return mix(h);
}
