/**
 * Features are 32-bit integers: no string is made while tagging or parsing. A feature's weights lie in the row
 * of a table that its hash points to; features that fall into one row share it, which training learns to live with.
 */

const K1 = 0x9e3779b1 | 0;
const K2 = 0x85ebca6b | 0;
const K3 = 0xc2b2ae35 | 0;

/** A well-mixed 32-bit hash of the UTF-16 units of `text` in [from, to). */
export function hashText(text: string, from = 0, to = text.length): number {
  let h = HASH_START;
  for (let i = from; i < to; i++) h = hashNext(h, text.charCodeAt(i));
  return mix(h);
}

/** `hashText` unit by unit: from HASH_START through each unit, and `mix` at the end. */
export const HASH_START = 0x811c9dc5 | 0;

export function hashNext(h: number, unit: number): number {
  return Math.imul(h ^ unit, 0x01000193);
}

/** Spreads the bits of an integer over all 32. */
export function mix(h: number): number {
  h = Math.imul(h ^ (h >>> 16), K2);
  h = Math.imul(h ^ (h >>> 13), K3);
  return h ^ (h >>> 16);
}

/** Two integers into one, in order. */
export function mix2(a: number, b: number): number {
  const h = Math.imul(a, K1);
  return Math.imul((h ^ (h >>> 15)) + b, K2);
}

/** Three integers into one, in order. */
export function mix3(a: number, b: number, c: number): number {
  return mix2(mix2(a, b), c);
}

/**
 * A set of 32-bit keys with a 16-bit value each, in open addressing: key 0 means an empty place. It is read
 * straight from a model's bytes, so loading a lexicon costs nothing.
 */
export class HashTable {
  private readonly mask: number;

  constructor(readonly keys: Int32Array, readonly values: Uint16Array) {
    this.mask = keys.length - 1;
  }

  /** The value of a key, or −1. */
  get(key: number): number {
    const k = key === 0 ? 1 : key;
    for (let i = k & this.mask; ; i = (i + 1) & this.mask) {
      const found = this.keys[i];
      if (found === k) return this.values[i] as number;
      if (found === 0) return -1;
    }
  }

  /** Builds a table from pairs; of a key given twice the later value stays. */
  static from(entries: Map<number, number>): HashTable {
    let size = 16;
    while (size * 0.7 < entries.size + 1) size *= 2;
    const keys = new Int32Array(size);
    const values = new Uint16Array(size);
    for (const [key, value] of entries) {
      const k = key === 0 ? 1 : key;
      let i = k & (size - 1);
      while (keys[i] !== 0 && keys[i] !== k) i = (i + 1) & (size - 1);
      keys[i] = k;
      values[i] = value;
    }
    return new HashTable(keys, values);
  }
}
