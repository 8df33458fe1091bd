/** The words and sentences that the neural parser learns from. */
import { HashTable, hashText } from '../hash.js';
import { suffixRow } from '../neural/network.js';
import { Words, normalise } from '../words.js';
import type { Vectors } from './clusters.js';
import type { NeuralInstance, WordTable } from './neural.js';
import type { SentenceRef } from './tagging.js';

/** A word seen less often in the treebanks has no vector of its own. */
const OWN_FLOOR = 2;
/** Given vectors are made this long, so that their numbers are of the size of those learnt. */
const LENGTH = 4;
/** A row's number has 16 bits. */
const MOST_ROWS = 65_000;

/** Rows for the treebanks' words and for the most frequent words that vectors are given for. */
export function wordTable(sentences: readonly SentenceRef[], vectors: Vectors | undefined): { table: WordTable; rows: HashTable } {
  const seen = new Map<number, number>();
  for (const { doc, from, to } of sentences) {
    for (let i = from; i < to; i++) {
      const key = hashText(normalise(doc.form[i] as string));
      seen.set(key, (seen.get(key) ?? 0) + 1);
    }
  }
  const own = [...seen].filter(([, n]) => n >= OWN_FLOOR).sort((a, b) => b[1] - a[1]);
  const rows = new Map<number, number>(own.map(([key], i) => [key, i + 1]));
  const ownRows = own.length + 1;
  const counts = new Int32Array(ownRows);
  own.forEach(([, n], i) => (counts[i + 1] = n));
  const picked = new Map<number, number>();
  vectors?.words.forEach((word, i) => {
    const key = hashText(normalise(word));
    if (picked.has(key)) return;
    if (!rows.has(key)) {
      if (rows.size >= MOST_ROWS) return;
      rows.set(key, rows.size + 1);
    }
    picked.set(key, i);
  });
  const dimensions = vectors?.dimensions ?? 0;
  const given = new Float32Array((rows.size + 1) * dimensions);
  if (vectors) {
    const centred = centre(vectors);
    for (const [key, i] of picked) given.set(centred.subarray(i * dimensions, (i + 1) * dimensions), (rows.get(key) as number) * dimensions);
  }
  return { table: { rows: rows.size + 1, ownRows, counts, given }, rows: HashTable.from(rows) };
}

/** The vectors without what they all share, and of one length. */
function centre({ values, words, dimensions }: Vectors): Float32Array {
  const mean = new Float64Array(dimensions);
  for (let i = 0; i < values.length; i++) mean[i % dimensions]! += (values[i] as number) / words.length;
  const out = new Float32Array(values.length);
  for (let w = 0; w < words.length; w++) {
    let squares = 0;
    for (let d = 0; d < dimensions; d++) squares += (out[w * dimensions + d] = (values[w * dimensions + d] as number) - (mean[d] as number)) ** 2;
    const scale = squares > 0 ? LENGTH / Math.sqrt(squares) : 0;
    for (let d = 0; d < dimensions; d++) out[w * dimensions + d]! *= scale;
  }
  return out;
}

/** Sentences under the tags given. */
export function neuralInstances(
  sentences: readonly SentenceRef[], tagged: readonly { upos: Uint8Array; feats: Uint16Array }[], rows: HashTable,
): NeuralInstance[] {
  const none = HashTable.from(new Map());
  const words = new Words(none, none, none);
  return sentences.map(({ doc, from, to, treebank }, s) => {
    const length = to - from;
    const ids = Int32Array.from({ length }, (_, i) => words.intern(doc.form[from + i] as string));
    const { upos, feats } = tagged[s] as { upos: Uint8Array; feats: Uint16Array };
    return {
      length,
      word: ids.map((id) => Math.max(0, rows.get(words.lower[id] as number))),
      suffix: ids.map((id) => suffixRow(words.suffix3[id] as number)),
      tag: Int32Array.from(upos),
      feats: Int32Array.from(feats),
      head: ids.map((_, i) => ((doc.head[from + i] as number) < 0 ? length : (doc.head[from + i] as number) - from)),
      label: Int32Array.from(doc.deprel.subarray(from, to)),
      treebank,
    };
  });
}
