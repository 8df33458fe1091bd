/**
 * A small linear ranker: which type of event, if any, the features of a pair speak for. Multinomial logistic regression
 * over hashed features, with weights in eight bits; every decision can be taken apart into its features' weights.
 */
import type { Features } from './features.js';
import { BUCKETS } from './features.js';

export interface Ranking {
  /** Probability of each label, in the order of `labels`. */
  probabilities: Float64Array;
  /** Number of the likeliest label. */
  best: number;
}

const MAGIC = 'demarche-ranker/1\n';

/** Pure ASCII text from bytes. */
function asciiOf(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

export class Ranker {
  /**
   * @param labels names of the classes (PLOVER's types, and NONE).
   * @param weights BUCKETS × labels.length, row by row.
   * @param scale what one step of a weight stands for.
   * @param calibration weights of the logistic function that gives an event's confidence (weigh.ts); [] when not fitted.
   */
  constructor(
    readonly version: string, readonly labels: readonly string[], readonly weights: Int8Array, readonly scale: number,
    readonly calibration: readonly number[] = [],
  ) {
    if (weights.length !== BUCKETS * labels.length) throw new Error(`ranker: ${weights.length} weights found, expected ${BUCKETS * labels.length} (${BUCKETS} × ${labels.length} labels); train it again.`);
  }

  /** Probabilities of all labels for these features. */
  rank(features: Features): Ranking {
    const n = this.labels.length;
    const scores = new Float64Array(n);
    for (let k = 0; k < features.ids.length; k++) {
      const row = (features.ids[k] as number) * n;
      const value = (features.values[k] as number) * this.scale;
      for (let c = 0; c < n; c++) scores[c] = (scores[c] as number) + value * (this.weights[row + c] as number);
    }
    return softmax(scores);
  }

  /** The features that speak most for a label, with what each adds to its score; needs features with names. */
  reasons(features: Features, label: number, count: number): { name: string; weight: number }[] {
    const n = this.labels.length;
    return (features.names ?? [])
      .map((name, k) => ({ name, weight: (features.values[k] as number) * this.scale * (this.weights[(features.ids[k] as number) * n + label] as number) }))
      .sort((a, b) => b.weight - a.weight)
      .slice(0, count)
      .filter((reason) => reason.weight > 0);
  }

  /** The model file: a header of text, then the non-zero rows. */
  toBytes(): Uint8Array {
    const n = this.labels.length;
    const rows: number[] = [];
    for (let row = 0; row < BUCKETS; row++) {
      for (let c = 0; c < n; c++) {
        if (this.weights[row * n + c] !== 0) {
          rows.push(row);
          break;
        }
      }
    }
    const header = `${MAGIC}${JSON.stringify({ version: this.version, labels: this.labels, scale: this.scale, calibration: this.calibration, rows: rows.length })}\n`;
    const bytes = new Uint8Array(header.length + rows.length * (4 + n));
    for (let i = 0; i < header.length; i++) bytes[i] = header.charCodeAt(i);
    let at = header.length;
    for (const row of rows) {
      bytes[at] = row & 255;
      bytes[at + 1] = (row >> 8) & 255;
      bytes[at + 2] = (row >> 16) & 255;
      bytes[at + 3] = (row >> 24) & 255;
      for (let c = 0; c < n; c++) bytes[at + 4 + c] = this.weights[row * n + c] as number;
      at += 4 + n;
    }
    return bytes;
  }

  /** @throws when the bytes are no ranker of this version. */
  static fromBytes(bytes: Uint8Array): Ranker {
    if (asciiOf(bytes.subarray(0, MAGIC.length)) !== MAGIC) throw new Error(`ranker: not a model file of this version (expected it to begin with "${MAGIC.trim()}"); train it again.`);
    const end = bytes.indexOf(10, MAGIC.length);
    const header = JSON.parse(asciiOf(bytes.subarray(MAGIC.length, end))) as { version: string; labels: string[]; scale: number; calibration: number[]; rows: number };
    const n = header.labels.length;
    const weights = new Int8Array(BUCKETS * n);
    let at = end + 1;
    if (bytes.length !== at + header.rows * (4 + n)) throw new Error(`ranker: ${bytes.length} bytes found, expected ${at + header.rows * (4 + n)}; the file is cut short: train it again.`);
    for (let i = 0; i < header.rows; i++) {
      const row = (bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16) | ((bytes[at + 3] as number) << 24);
      for (let c = 0; c < n; c++) weights[row * n + c] = ((bytes[at + 4 + c] as number) << 24) >> 24;
      at += 4 + n;
    }
    return new Ranker(header.version, header.labels, weights, header.scale, header.calibration);
  }
}

/** Softmax, with the number of the largest. */
export function softmax(scores: Float64Array): Ranking {
  let best = 0;
  for (let c = 1; c < scores.length; c++) if ((scores[c] as number) > (scores[best] as number)) best = c;
  const top = scores[best] as number;
  const probabilities = new Float64Array(scores.length);
  let sum = 0;
  for (let c = 0; c < scores.length; c++) sum += probabilities[c] = Math.exp((scores[c] as number) - top);
  for (let c = 0; c < scores.length; c++) probabilities[c] = (probabilities[c] as number) / sum;
  return { probabilities, best };
}
