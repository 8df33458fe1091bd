/**
 * Near-duplicates: MinHash over shingles (Broder 1997). A text is the set of its runs of five words; the share of runs that
 * two texts have in common (Jaccard) is estimated by how many of the least values of 64 hash functions agree. One agency
 * story in forty papers differs by a headline and a few cuts: its runs are mostly the same.
 */

/** Words of a run. */
const RUN = 5;
/** Hash functions; the record compares signatures of this length. */
export const SIGNATURE_LENGTH = 64;
/** Texts of fewer words are too easily alike ("The minister met the ambassador on Monday"). */
const FEWEST_WORDS = 30;

/** Odd multipliers and offsets of the hash functions, the same on every machine. */
const [MULTIPLY, ADD] = ((): [Uint32Array, Uint32Array] => {
  const multiply = new Uint32Array(SIGNATURE_LENGTH);
  const add = new Uint32Array(SIGNATURE_LENGTH);
  let state = 0x9e3779b9;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    return mixed(state);
  };
  for (let i = 0; i < SIGNATURE_LENGTH; i += 1) {
    multiply[i] = next() | 1;
    add[i] = next();
  }
  return [multiply, add];
})();

function mixed(value: number): number {
  let x = value;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

/** The signature of a canonical text, as signed 32-bit numbers; null for a text too short to say. */
export function signatureOf(text: string): Int32Array | null {
  const words = text.toLowerCase().normalize('NFD').match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length < FEWEST_WORDS) return null;
  const hashes = words.map((word) => {
    let hash = 0x811c9dc5;
    for (let i = 0; i < word.length; i += 1) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
    return hash;
  });
  const least = new Uint32Array(SIGNATURE_LENGTH).fill(0xffffffff);
  for (let start = 0; start + RUN <= hashes.length; start += 1) {
    let run = 0;
    for (let i = start; i < start + RUN; i += 1) run = mixed(Math.imul(run, 31) + hashes[i]!);
    for (let i = 0; i < SIGNATURE_LENGTH; i += 1) {
      const value = mixed(Math.imul(run, MULTIPLY[i]!) + ADD[i]!);
      if (value < least[i]!) least[i] = value;
    }
  }
  return new Int32Array(least.buffer);
}
