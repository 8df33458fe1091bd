/**
 * The CoNLL 2018 shared task's measures: words are aligned by the characters that they cover (white space
 * left out), and every measure is an F1 over words (or sentences). The relation counts without its subtype,
 * as there; `deprelExact` counts it with the subtype.
 * See https://universaldependencies.org/conll18/evaluation.html
 */
import type { Doc } from './doc.js';
import { DEPREL } from './ud.js';

/** Precision, recall and their harmonic mean, each between 0 and 1. */
export interface Score {
  precision: number;
  recall: number;
  f1: number;
}

export interface Scores {
  words: Score;
  sentences: Score;
  upos: Score;
  feats: Score;
  lemma: Score;
  uas: Score;
  /** Head and universal relation. */
  las: Score;
  /** Head and relation with its subtype. */
  lasExact: Score;
}

function score(correct: number, system: number, gold: number): Score {
  return {
    precision: system ? correct / system : 0,
    recall: gold ? correct / gold : 0,
    f1: system + gold ? (2 * correct) / (system + gold) : 0,
  };
}

/** Character spans without white space, and the words under them. */
interface Aligned {
  characters: string;
  start: Int32Array;
  end: Int32Array;
}

function withoutSpace(doc: Doc): Aligned {
  const place = new Int32Array(doc.text.length + 1);
  let characters = '';
  for (let i = 0; i < doc.text.length; i++) {
    place[i] = characters.length;
    const c = doc.text[i] as string;
    if (!/\s/.test(c)) characters += c;
  }
  place[doc.text.length] = characters.length;
  return {
    characters,
    start: doc.start.map((offset) => place[offset] as number),
    end: doc.end.map((offset) => place[offset] as number),
  };
}

/** Scores a parse against the annotated document; both must be of the same text, white space aside. */
export function scoreDoc(gold: Doc, system: Doc): Scores {
  const g = withoutSpace(gold);
  const s = withoutSpace(system);
  if (g.characters !== s.characters) {
    let at = 0;
    while (g.characters[at] === s.characters[at]) at++;
    throw new Error(
      `the two documents differ in text at character ${at}: ${JSON.stringify(g.characters.slice(at, at + 20))} ` +
        `in the annotated one, ${JSON.stringify(s.characters.slice(at, at + 20))} in the parse`,
    );
  }
  const match = alignWords(gold, system, g, s); // for each gold word the system word, or -1
  const back = new Int32Array(system.length).fill(-1);
  match.forEach((j, i) => {
    if (j >= 0) back[j] = i;
  });

  let words = 0, upos = 0, feats = 0, lemma = 0, uas = 0, las = 0, lasExact = 0;
  for (let i = 0; i < gold.length; i++) {
    const j = match[i] as number;
    if (j < 0) continue;
    words++;
    if (gold.upos[i] === system.upos[j]) upos++;
    if (gold.featsTable[gold.feats[i] as number] === system.featsTable[system.feats[j] as number]) feats++;
    if (gold.lemma[i] === '_' || gold.lemma[i] === system.lemma[j]) lemma++;
    const goldHead = gold.head[i] as number;
    const systemHead = system.head[j] as number;
    const sameHead = goldHead < 0 ? systemHead < 0 : systemHead >= 0 && match[goldHead] === systemHead;
    if (!sameHead) continue;
    uas++;
    const goldRelation = DEPREL[gold.deprel[i] as number] as string;
    const systemRelation = DEPREL[system.deprel[j] as number] as string;
    if (goldRelation === systemRelation) lasExact++;
    if (goldRelation.split(':')[0] === systemRelation.split(':')[0]) las++;
  }

  const goldSentences = sentenceSpans(gold, g);
  const systemSentences = sentenceSpans(system, s);
  let sentences = 0;
  for (const span of systemSentences) if (goldSentences.has(span)) sentences++;

  const ofWords = (correct: number): Score => score(correct, system.length, gold.length);
  return {
    words: ofWords(words),
    sentences: score(sentences, systemSentences.size, goldSentences.size),
    upos: ofWords(upos),
    feats: ofWords(feats),
    lemma: ofWords(lemma),
    uas: ofWords(uas),
    las: ofWords(las),
    lasExact: ofWords(lasExact),
  };
}

function sentenceSpans(doc: Doc, aligned: Aligned): Set<string> {
  const spans = new Set<string>();
  for (let i = 0; i < doc.sentenceCount; i++) {
    const from = doc.sentenceStart[i] as number;
    const to = doc.sentenceStart[i + 1] as number;
    if (to > from) spans.add(`${aligned.start[from]}-${aligned.end[to - 1]}`);
  }
  return spans;
}

/**
 * Words outside multiword tokens match where their spans are equal. A stretch in which either side has a
 * multiword token is aligned by the longest common subsequence of the words' forms, case set aside.
 */
function alignWords(gold: Doc, system: Doc, g: Aligned, s: Aligned): Int32Array {
  const match = new Int32Array(gold.length).fill(-1);
  const gStart = g.start, gEnd = g.end, sStart = s.start, sEnd = s.end;
  let i = 0, j = 0;
  while (i < gold.length && j < system.length) {
    if (gold.mwt[i] || system.mwt[j]) {
      // The span grows until both sides end at the same place outside any multiword token.
      let i2 = i, j2 = j;
      let end = 0;
      if (gold.mwt[i]) end = gEnd[i] as number;
      if (system.mwt[j]) end = Math.max(end, sEnd[j] as number);
      // Words before the token's start on the other side are not part of the stretch.
      const start = gold.mwt[i] && system.mwt[j]
        ? Math.min(gStart[i] as number, sStart[j] as number)
        : gold.mwt[i] ? (gStart[i] as number) : (sStart[j] as number);
      if (!gold.mwt[i] && (gStart[i] as number) < start) { i++; continue; }
      if (!system.mwt[j] && (sStart[j] as number) < start) { j++; continue; }
      for (let grown = true; grown;) {
        grown = false;
        while (i2 < gold.length && (gStart[i2] as number) < end) {
          if (gold.mwt[i2] && (gEnd[i2] as number) > end) { end = gEnd[i2] as number; grown = true; }
          i2++;
        }
        while (j2 < system.length && (sStart[j2] as number) < end) {
          if (system.mwt[j2] && (sEnd[j2] as number) > end) { end = sEnd[j2] as number; grown = true; }
          j2++;
        }
      }
      commonSubsequence(gold, system, i, i2, j, j2, match);
      i = i2;
      j = j2;
    } else if (gStart[i] === sStart[j] && gEnd[i] === sEnd[j]) {
      match[i++] = j++;
    } else if ((gStart[i] as number) <= (sStart[j] as number)) {
      i++;
    } else {
      j++;
    }
  }
  return match;
}

function commonSubsequence(gold: Doc, system: Doc, i0: number, i1: number, j0: number, j1: number, match: Int32Array): void {
  const n = i1 - i0, m = j1 - j0;
  const same = (i: number, j: number): boolean =>
    (gold.form[i0 + i] as string).toLowerCase() === (system.form[j0 + j] as string).toLowerCase();
  const length = Array.from({ length: n + 1 }, () => new Int32Array(m + 1));
  for (let i = n - 1; i >= 0; i--) {
    const row = length[i] as Int32Array, below = length[i + 1] as Int32Array;
    for (let j = m - 1; j >= 0; j--) {
      row[j] = same(i, j) ? 1 + (below[j + 1] as number) : Math.max(below[j] as number, row[j + 1] as number);
    }
  }
  for (let i = 0, j = 0; i < n && j < m;) {
    if (same(i, j)) match[i0 + i++] = j0 + j++;
    else if (((length[i + 1] as Int32Array)[j] as number) >= ((length[i] as Int32Array)[j + 1] as number)) i++;
    else j++;
  }
}
