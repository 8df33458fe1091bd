/**
 * The best way to cut a series into segments, exactly.
 * References: R. Killick, P. Fearnhead, I. A. Eckley, "Optimal detection of changepoints with a linear computational cost",
 * Journal of the American Statistical Association 107(500), 2012 (PELT); I. E. Auger, C. E. Lawrence, "Algorithms for the
 * optimal identification of segment neighborhoods", Bulletin of Mathematical Biology 51(1), 1989.
 */
import type { SegmentCost } from './costs.js';

export interface Segmentation {
  /** Index of the first observation of every segment but the first. */
  turns: number[];
  /** Summed cost of the segments, without penalty. */
  cost: number;
}

/** Schwarz's penalty for one more turn: (parameters + 1) log n, the turn's place counting as a parameter. */
export function schwarzPenalty({ length, parameters }: Pick<SegmentCost, 'length' | 'parameters'>): number {
  return (parameters + 1) * Math.log(Math.max(2, length));
}

/**
 * The segmentation that minimises Σ cost + penalty × turns, by PELT: F(t) = min over s of F(s) + cost(s, t) + penalty, where
 * an s with F(s) + cost(s, t) > F(t) can never again be the last turn and is dropped. Exact; in the mean linear in n where turns keep coming.
 */
export function pelt(series: SegmentCost, options: { penalty?: number; shortest?: number } = {}): Segmentation {
  const n = series.length;
  const penalty = options.penalty ?? schwarzPenalty(series);
  const shortest = Math.max(series.shortest, options.shortest ?? 1);
  if (n < 2 * shortest) return { turns: [], cost: n === 0 ? 0 : series.cost(0, n) };
  const best = new Float64Array(n + 1).fill(Infinity);
  const last = new Int32Array(n + 1);
  best[0] = -penalty;
  /** A start found hopeless at t may still be the best start of segments that end before t + shortest, where t itself is not yet one. */
  const dropAt = new Float64Array(n + 1).fill(Infinity);
  let starts: number[] = [];
  for (let t = shortest; t <= n; t++) {
    if (best[t - shortest]! < Infinity) starts.push(t - shortest);
    starts = starts.filter((s) => dropAt[s]! > t);
    for (const s of starts) {
      const total = best[s]! + series.cost(s, t) + penalty;
      if (total < best[t]!) {
        best[t] = total;
        last[t] = s;
      }
    }
    for (const s of starts) if (dropAt[s] === Infinity && best[s]! + series.cost(s, t) > best[t]!) dropAt[s] = t + shortest;
  }
  const turns: number[] = [];
  for (let t = last[n]!; t > 0; t = last[t]!) turns.unshift(t);
  return { turns, cost: best[n]! - penalty * turns.length };
}

/** The best segmentation with 0, 1, … `most` turns each, by dynamic programming over all neighbourhoods: O(most × n²). */
export function segmentNeighbourhood(series: SegmentCost, most: number, options: { shortest?: number } = {}): Segmentation[] {
  const n = series.length;
  const shortest = Math.max(series.shortest, options.shortest ?? 1);
  if (n < shortest) return [];
  let row = new Float64Array(n + 1).fill(Infinity);
  for (let t = shortest; t <= n; t++) row[t] = series.cost(0, t);
  const lasts: Int32Array[] = [new Int32Array(n + 1)];
  const found: Segmentation[] = [{ turns: [], cost: row[n]! }];
  for (let k = 1; k <= most; k++) {
    const next = new Float64Array(n + 1).fill(Infinity);
    const last = new Int32Array(n + 1);
    for (let t = (k + 1) * shortest; t <= n; t++) {
      for (let s = k * shortest; s <= t - shortest; s++) {
        const total = row[s]! + series.cost(s, t);
        if (total < next[t]!) {
          next[t] = total;
          last[t] = s;
        }
      }
    }
    if (next[n] === Infinity) break;
    lasts.push(last);
    row = next;
    const turns: number[] = [];
    for (let j = k, t = n; j > 0; j--) turns.unshift((t = lasts[j]![t]!));
    found.push({ turns, cost: row[n]! });
  }
  return found;
}
