/**
 * Word clusters from word vectors, so that a word that no treebank has seen is like those that one has.
 *
 * The vectors are first turned into what they tell of a word's syntax: a ridge regression from the vector to the
 * word's tags, relations and neighbours in the treebanks, read off for every word that has a vector. Those profiles
 * are split in two again and again; a word's cluster is its path in that tree, so that the first bits alone name a
 * coarser cluster.
 */
import type { Doc } from '../doc.js';
import { HashTable, hashText } from '../hash.js';
import { normalise } from '../words.js';
import { seeded } from './perceptron.js';

/** Word vectors, most frequent words first. */
export interface Vectors {
  words: string[];
  /** [word][dimension] */
  values: Float32Array;
  dimensions: number;
}

const PROFILE = 17 + 64 + 64 + 64 + 34 + 34;

/** Depth of the tree of clusters: 2^DEPTH leaves. */
const CLUSTER_DEPTH = 10;

/** Learns clusters of words by their syntax, and by their vectors as they are. */
export function learnClusters(docs: readonly Doc[], vectors: Vectors, seed: number): { clusters: HashTable; topics: HashTable } {
  const { words, dimensions, values } = vectors;
  const unit = normalised(values, words.length, dimensions);
  const profiles = predictProfiles(docs, words, unit, dimensions);
  return {
    clusters: tableOf(words, splitTree(profiles, words.length, PROFILE, CLUSTER_DEPTH, seed)),
    topics: tableOf(words, splitTree(unit, words.length, dimensions, CLUSTER_DEPTH, seed + 1)),
  };
}

function tableOf(words: readonly string[], codes: Uint16Array): HashTable {
  const entries = new Map<number, number>();
  // The more frequent of two words that fall together after normalisation comes first and stays.
  words.forEach((word, i) => {
    const key = hashText(normalise(word));
    if (!entries.has(key)) entries.set(key, codes[i] as number);
  });
  return HashTable.from(entries);
}

/** Vectors of length one. */
function normalised(values: Float32Array, count: number, dimensions: number): Float32Array {
  const out = new Float32Array(values.length);
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let d = 0; d < dimensions; d++) sum += (values[i * dimensions + d] as number) ** 2;
    const scale = sum > 0 ? 1 / Math.sqrt(sum) : 0;
    for (let d = 0; d < dimensions; d++) out[i * dimensions + d] = (values[i * dimensions + d] as number) * scale;
  }
  return out;
}

function predictProfiles(docs: readonly Doc[], words: readonly string[], unit: Float32Array, dimensions: number): Float32Array {
  const place = new Map<string, number>();
  words.forEach((word, i) => {
    const normal = normalise(word);
    if (!place.has(normal)) place.set(normal, i);
  });
  const counts = new Map<number, Float64Array>();
  const totals = new Map<number, number>();
  for (const doc of docs) {
    const at = new Int32Array(doc.length);
    for (let i = 0; i < doc.length; i++) at[i] = place.get(normalise(doc.form[i] as string)) ?? -1;
    const row = (i: number): Float64Array | undefined => {
      const word = at[i] as number;
      if (word < 0) return undefined;
      let found = counts.get(word);
      if (!found) counts.set(word, (found = new Float64Array(PROFILE)));
      return found;
    };
    for (let i = 0; i < doc.length; i++) {
      const own = row(i);
      const head = doc.head[i] as number;
      const relation = doc.deprel[i] as number;
      if (own) {
        totals.set(at[i] as number, (totals.get(at[i] as number) ?? 0) + 1);
        own[doc.upos[i] as number]!++;
        own[17 + relation]!++;
        if (head >= 0) own[17 + 192 + (doc.upos[head] as number) + (head < i ? 17 : 0)]!++;
        if (i > 0) own[17 + 192 + 34 + (doc.upos[i - 1] as number)]!++;
        if (i + 1 < doc.length) own[17 + 192 + 51 + (doc.upos[i + 1] as number)]!++;
      }
      if (head >= 0) {
        const parent = row(head);
        if (parent) parent[17 + 64 + (i < head ? 0 : 64) + relation]!++;
      }
    }
  }

  // Weighted ridge regression: (XᵀWX + λI) B = XᵀWY.
  const n = dimensions + 1;
  const xx = new Float64Array(n * n), xy = new Float64Array(n * PROFILE);
  const x = new Float64Array(n);
  for (const [word, profile] of counts) {
    const total = totals.get(word);
    if (!total) continue;
    const weight = Math.min(20, Math.sqrt(total));
    for (let d = 0; d < dimensions; d++) x[d] = unit[word * dimensions + d] as number;
    x[dimensions] = 1;
    for (let a = 0; a < n; a++) {
      const wa = weight * (x[a] as number);
      for (let b = 0; b < n; b++) xx[a * n + b]! += wa * (x[b] as number);
      for (let p = 0; p < PROFILE; p++) if (profile[p]) xy[a * PROFILE + p]! += wa * Math.sqrt(Math.min(1, (profile[p] as number) / total));
    }
  }
  for (let a = 0; a < n; a++) xx[a * n + a]! += 1;
  solve(xx, xy, n, PROFILE);

  const out = new Float32Array(words.length * PROFILE);
  for (let w = 0; w < words.length; w++) {
    const base = w * PROFILE;
    for (let d = 0; d <= dimensions; d++) {
      const value = d < dimensions ? (unit[w * dimensions + d] as number) : 1;
      for (let p = 0; p < PROFILE; p++) out[base + p]! += value * (xy[d * PROFILE + p] as number);
    }
  }
  return out;
}

/** Solves A X = B in place of B (Gauss–Jordan with pivots). */
function solve(a: Float64Array, b: Float64Array, n: number, m: number): void {
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let r = column + 1; r < n; r++) if (Math.abs(a[r * n + column] as number) > Math.abs(a[pivot * n + column] as number)) pivot = r;
    if (pivot !== column) {
      for (let k = 0; k < n; k++) [a[pivot * n + k], a[column * n + k]] = [a[column * n + k] as number, a[pivot * n + k] as number];
      for (let k = 0; k < m; k++) [b[pivot * m + k], b[column * m + k]] = [b[column * m + k] as number, b[pivot * m + k] as number];
    }
    const by = 1 / (a[column * n + column] as number);
    for (let k = 0; k < n; k++) a[column * n + k]! *= by;
    for (let k = 0; k < m; k++) b[column * m + k]! *= by;
    for (let r = 0; r < n; r++) {
      const factor = a[r * n + column] as number;
      if (r === column || factor === 0) continue;
      for (let k = 0; k < n; k++) a[r * n + k]! -= factor * (a[column * n + k] as number);
      for (let k = 0; k < m; k++) b[r * m + k]! -= factor * (b[column * m + k] as number);
    }
  }
}

/** The path of each item in a tree in which every set is split in two by 2-means. */
function splitTree(values: Float32Array, count: number, dimensions: number, depth: number, seed: number): Uint16Array {
  const random = seeded(seed);
  const codes = new Uint16Array(count);
  const split = (items: Int32Array, level: number): void => {
    if (level === depth || items.length < 2) return;
    const side = twoMeans(values, items, dimensions, random);
    const left = items.filter((_, i) => side[i] === 0), right = items.filter((_, i) => side[i] === 1);
    for (const item of right) codes[item]! |= 1 << (depth - 1 - level);
    split(left, level + 1);
    split(right, level + 1);
  };
  split(Int32Array.from({ length: count }, (_, i) => i), 0);
  return codes;
}

function twoMeans(values: Float32Array, items: Int32Array, dimensions: number, random: () => number): Uint8Array {
  const side = new Uint8Array(items.length);
  const centres = [new Float64Array(dimensions), new Float64Array(dimensions)] as const;
  // The frequent words stand first: centres begin at two of them.
  const among = Math.min(items.length, 200);
  const a = Math.floor(random() * among);
  const b = (a + 1 + Math.floor(random() * (among - 1))) % among;
  centres.forEach((centre, c) => {
    const item = items[c === 0 ? a : b] as number;
    for (let d = 0; d < dimensions; d++) centre[d] = values[item * dimensions + d] as number;
  });
  for (let round = 0; round < 10; round++) {
    // Squared distances differ by a linear function of the item.
    const [c0, c1] = centres;
    let offset = 0;
    const slope = new Float64Array(dimensions);
    for (let d = 0; d < dimensions; d++) {
      slope[d] = (c1[d] as number) - (c0[d] as number);
      offset += ((c1[d] as number) ** 2 - (c0[d] as number) ** 2) / 2;
    }
    const sums = [new Float64Array(dimensions), new Float64Array(dimensions)] as const;
    const sizes = [0, 0];
    for (let i = 0; i < items.length; i++) {
      const base = (items[i] as number) * dimensions;
      let score = -offset;
      for (let d = 0; d < dimensions; d++) score += (slope[d] as number) * (values[base + d] as number);
      const s = score > 0 ? 1 : 0;
      side[i] = s;
      sizes[s]!++;
      const sum = sums[s] as Float64Array;
      for (let d = 0; d < dimensions; d++) sum[d]! += values[base + d] as number;
    }
    if (sizes[0] === 0 || sizes[1] === 0) {
      // All alike: cut in the middle.
      for (let i = 0; i < items.length; i++) side[i] = i * 2 < items.length ? 0 : 1;
      break;
    }
    centres.forEach((centre, c) => {
      for (let d = 0; d < dimensions; d++) centre[d] = ((sums[c] as Float64Array)[d] as number) / (sizes[c] as number);
    });
  }
  return side;
}
