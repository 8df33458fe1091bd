/** Pairs marked in a sentence → type: macro-F1 over PLOVER's older fifteen roots, and over quad classes. */
import { readFileSync } from 'node:fs';
import type { Codebook } from '../../src/codebook/index.js';
import type { Classification } from '../../src/coder/index.js';

export interface LabelledPair {
  id: string;
  text: string;
  language?: string;
  actor: [number, number][];
  recipient: [number, number][];
  eventType: string;
  status?: string;
}

/** Reads labelled JSONL. */
export function readPairs(file: string): LabelledPair[] {
  return readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as LabelledPair);
}

export const spansOf = (spans: readonly [number, number][]): { start: number; end: number }[] => spans.map(([start, end]) => ({ start, end }));

/** Quad classes of the older roots: YIELD is material cooperation. */
export function legacyQuads(codebook: Codebook): Map<string, string> {
  const quads = new Map<string, string>();
  for (const type of codebook.types.values()) {
    if (type.legacy) quads.set(type.legacy, '2');
    else quads.set(type.code, String(type.quad));
  }
  return quads;
}

/** The older root's name of a type. */
export const legacyName = (codebook: Codebook, type: string): string => codebook.types.get(type)?.legacy ?? type;

/** The likeliest older root: the two halves of a split root are added up. NONE is no answer here. */
export function legacyRoot(codebook: Codebook, { scores, eventType }: Classification): string {
  const sums = new Map<string, number>();
  for (const [type, score] of Object.entries(scores)) {
    if (!codebook.types.has(type)) continue;
    const root = legacyName(codebook, type);
    sums.set(root, (sums.get(root) ?? 0) + score);
  }
  const best = [...sums].sort((a, b) => b[1] - a[1])[0];
  return best ? best[0] : legacyName(codebook, eventType);
}
