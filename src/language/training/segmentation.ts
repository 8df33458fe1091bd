/** Trains the two models of the segmenter from annotated text. */
import type { Doc } from '../doc.js';
import { SentenceContext, cutFeatures, isSpace, mayCut, type Segments } from '../segmenter.js';
import { Averaged, seeded, shuffled, toShorts } from './perceptron.js';

const CUT_BITS = 17;
const END_BITS = 18;

/** Token offsets (a multiword token once) and sentence starts of a document. */
export function goldSegments(doc: Doc): Segments {
  const start: number[] = [], end: number[] = [], begins: number[] = [];
  const sentence = new Set(doc.sentenceStart);
  for (let i = 0; i < doc.length; i++) {
    if ((doc.mwt[i] as number) > 1) continue;
    start.push(doc.start[i] as number);
    end.push(doc.end[i] as number);
    begins.push(sentence.has(i) ? 1 : 0);
  }
  return { count: start.length, start: Int32Array.from(start), end: Int32Array.from(end), begins: Uint8Array.from(begins) };
}

export function trainCuts(docs: readonly Doc[], epochs: number, sharing: number): Int16Array {
  const model = new Averaged(1 << CUT_BITS, sharing === 1 ? 1 : docs.length, sharing);
  const features = new Int32Array(64);
  for (let epoch = 0; epoch < epochs; epoch++) {
    docs.forEach((doc, treebank) => {
      const { text } = doc;
      model.choose(sharing === 1 ? 0 : treebank);
      const ends = new Uint8Array(text.length + 1);
      for (let i = 0; i < doc.length; i++) ends[doc.end[i] as number] = 1;
      for (let i = 0; i < text.length;) {
        if (isSpace(text.charCodeAt(i))) {
          i++;
          continue;
        }
        let to = i;
        while (to < text.length && !isSpace(text.charCodeAt(to))) to++;
        let token = i;
        for (let at = i + 1; at < to; at++) {
          if (!mayCut(text.charCodeAt(at - 1), text.charCodeAt(at))) {
            if (ends[at]) token = at;
            continue;
          }
          const n = cutFeatures(text, i, to, token, at, features);
          learn(model, features, n, CUT_BITS, ends[at] === 1);
          if (ends[at]) token = at;
        }
        i = to;
      }
    });
  }
  return toShorts(model.average());
}

export function trainEnds(docs: readonly Doc[], epochs: number, seed: number, sharing: number): Int16Array {
  const model = new Averaged(1 << END_BITS, sharing === 1 ? 1 : docs.length, sharing);
  const features = new Int32Array(64);
  const random = seeded(seed);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const d of shuffled(docs.length, random)) {
      const doc = docs[d] as Doc;
      model.choose(sharing === 1 ? 0 : d);
      const segments = goldSegments(doc);
      const context = new SentenceContext(doc.text, segments);
      for (let i = 0; i + 1 < segments.count; i++) {
        context.advance(i);
        const ends = segments.begins[i + 1] === 1;
        if (!context.mustEnd && !context.mayNotEnd) learn(model, features, context.features(features), END_BITS, ends);
        if (ends) context.restart();
      }
    }
  }
  return toShorts(model.average());
}

/** One step: the margin keeps the two sides apart. */
function learn(model: Averaged, features: Int32Array, n: number, bits: number, yes: boolean): void {
  let score = 0;
  for (let k = 0; k < n; k++) score += model.weights[(features[k] as number) >>> (32 - bits)] as number;
  model.tick();
  const sign = yes ? 1 : -1;
  if (score * sign > 1) return;
  for (let k = 0; k < n; k++) model.add((features[k] as number) >>> (32 - bits), sign);
}

