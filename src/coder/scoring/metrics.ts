/** Precision, recall and F1 as every evaluation here counts them. */

export interface Prf {
  precision: number;
  recall: number;
  f1: number;
  gold: number;
}

export function prf(right: number, predicted: number, gold: number): Prf {
  const precision = predicted === 0 ? 0 : right / predicted;
  const recall = gold === 0 ? 0 : right / gold;
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall), gold };
}

/** F1 of every label that gold has, and their mean; a missing answer ("") counts as wrong. */
export function macroF1(pairs: readonly { gold: string; predicted: string }[]): { macro: number; accuracy: number; labels: Map<string, Prf> } {
  const labels = new Map<string, Prf>();
  for (const label of [...new Set(pairs.map((p) => p.gold))].sort()) {
    const right = pairs.filter((p) => p.gold === label && p.predicted === label).length;
    labels.set(label, prf(right, pairs.filter((p) => p.predicted === label).length, pairs.filter((p) => p.gold === label).length));
  }
  const macro = [...labels.values()].reduce((sum, l) => sum + l.f1, 0) / Math.max(1, labels.size);
  const accuracy = pairs.filter((p) => p.gold === p.predicted).length / Math.max(1, pairs.length);
  return { macro, accuracy, labels };
}

/** The commonest confusions, most frequent first. */
export function confusions(pairs: readonly { gold: string; predicted: string }[], count: number): [string, number][] {
  const counts = new Map<string, number>();
  for (const { gold, predicted } of pairs) if (gold !== predicted) counts.set(`${gold} → ${predicted || '(none)'}`, (counts.get(`${gold} → ${predicted || '(none)'}`) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, count);
}

/** F1 of sets, summed over sentences: what is predicted and what is gold, as keys. */
export function setF1(sentences: readonly { gold: ReadonlySet<string>; predicted: ReadonlySet<string> }[]): Prf {
  let right = 0;
  let predicted = 0;
  let gold = 0;
  for (const sentence of sentences) {
    for (const key of sentence.predicted) if (sentence.gold.has(key)) right++;
    predicted += sentence.predicted.size;
    gold += sentence.gold.size;
  }
  return prf(right, predicted, gold);
}
