/** Trains the greedy parser with a dynamic oracle for arc-hybrid (Goldberg and Nivre 2013). */
import { fineTag, syntacticFeats } from '../create.js';
import {
  ARC_CLASSES, LABEL_STRIDE, LEFT, MAX_FEATURES, ParserState, RIGHT, SHIFT, actionFeatures, arcClass, labelFeatures,
} from '../parser.js';
import type { Words } from '../words.js';
import { Averaged, clamp, scaleFor, seeded, shuffled, toBytes } from './perceptron.js';
import type { SentenceRef } from './tagging.js';

const ACTIONS = 3;

export interface ParserOptions {
  epochs: number;
  seed: number;
  actionBits: number;
  labelBits: number;
  treebanks: number;
  sharing: number;
  log: (line: string) => void;
}

export interface TrainedParser {
  actions: Int16Array;
  labels: Int8Array;
  arcs: Record<string, number[]>;
  anyArc: number[];
}

/** The state's view of a sentence under the given tags. */
export function setWords(state: ParserState, words: Words, syntactic: Int32Array, sentence: SentenceRef, upos: Uint8Array, feats: Uint16Array): void {
  const length = sentence.to - sentence.from;
  state.reserve(length);
  for (let i = 0; i < length; i++) {
    const word = words.intern(sentence.doc.form[sentence.from + i] as string);
    state.word[i] = words.lower[word] as number;
    state.cluster[i] = words.cluster[word] as number;
    state.tag[i] = upos[i] as number;
    state.fine[i] = fineTag(upos[i] as number, syntactic[feats[i] as number] as number);
  }
}

/** How many gold arcs each action makes unreachable. */
function costs(state: ParserState, gold: Int32Array, pending: Int32Array, out: Int32Array): void {
  const { stack, stackSize, buffer } = state;
  const s0 = stackSize > 0 ? (stack[stackSize - 1] as number) : -1;
  const s1 = stackSize > 1 ? (stack[stackSize - 2] as number) : -1;
  let shift = 0;
  for (let k = 0; k < stackSize; k++) {
    const word = stack[k] as number;
    if (gold[word] === buffer) shift++;
    if (k < stackSize - 1 && gold[buffer] === word) shift++;
  }
  out[SHIFT] = shift;
  if (s0 < 0) return;
  const head = gold[s0] as number;
  out[LEFT] = (pending[s0] as number) + (head === s1 || head > buffer ? 1 : 0);
  out[RIGHT] = (pending[s0] as number) + (head >= buffer ? 1 : 0);
}

export function trainParser(
  sentences: readonly SentenceRef[],
  tagged: readonly { upos: Uint8Array; feats: Uint16Array }[],
  words: Words,
  featsTable: readonly string[],
  options: ParserOptions,
): TrainedParser {
  const syntactic = syntacticFeats(featsTable);
  const state = new ParserState();
  const random = seeded(options.seed);
  const action = new Averaged(ACTIONS << options.actionBits, options.treebanks, options.sharing);
  const label = new Averaged(LABEL_STRIDE << options.labelBits, options.treebanks, options.sharing);
  const actionShift = 32 - options.actionBits, labelShift = 32 - options.labelBits;
  const features = new Int32Array(MAX_FEATURES), labelled = new Int32Array(MAX_FEATURES);
  const cost = new Int32Array(ACTIONS), scores = new Float32Array(ACTIONS);
  let gold = new Int32Array(64), pending = new Int32Array(64);
  const arcs = learnArcs(sentences, tagged);
  const candidates = Array.from({ length: ARC_CLASSES }, (_, i) => arcs.arcs[i] ?? arcs.anyArc);

  for (let epoch = 0; epoch < options.epochs; epoch++) {
    let right = 0, total = 0, labelRight = 0;
    for (const s of shuffled(sentences.length, random)) {
      const ref = sentences[s] as SentenceRef;
      const { doc, from, to, treebank } = ref;
      const actionWeights = action.choose(treebank), labelWeights = label.choose(treebank);
      const length = to - from;
      const tags = tagged[s] as { upos: Uint8Array; feats: Uint16Array };
      setWords(state, words, syntactic, ref, tags.upos, tags.feats);
      state.begin(length);
      if (gold.length < length + 1) {
        gold = new Int32Array(length * 2);
        pending = new Int32Array(length * 2);
      }
      pending.fill(0, 0, length + 1);
      for (let i = 0; i < length; i++) {
        const head = doc.head[from + i] as number;
        gold[i] = head < 0 ? length : head - from;
        pending[gold[i] as number]!++;
      }
      gold[length] = -1;

      while (!state.done) {
        const mayShift = state.mayShift(), mayLeft = state.mayLeft(), mayRight = state.mayRight();
        let chosen = SHIFT;
        if (mayLeft || mayRight) {
          const n = actionFeatures(state, features);
          scores.fill(0);
          for (let k = 0; k < n; k++) {
            const base = ((features[k] as number) >>> actionShift) * ACTIONS;
            scores[0]! += actionWeights[base] as number;
            scores[1]! += actionWeights[base + 1] as number;
            scores[2]! += actionWeights[base + 2] as number;
          }
          costs(state, gold, pending, cost);
          let best = -1, target = -1;
          for (let a = 0; a < ACTIONS; a++) {
            if (a === SHIFT ? !mayShift : a === LEFT ? !mayLeft : !mayRight) continue;
            if (best < 0 || (scores[a] as number) > (scores[best] as number)) best = a;
            if (target < 0 || (cost[a] as number) < (cost[target] as number) ||
              (cost[a] === cost[target] && (scores[a] as number) > (scores[target] as number))) target = a;
          }
          action.tick();
          if ((cost[best] as number) > (cost[target] as number)) {
            for (let k = 0; k < n; k++) {
              const base = ((features[k] as number) >>> actionShift) * ACTIONS;
              action.add(base + target, 1);
              action.add(base + best, -1);
            }
          }
          chosen = epoch > 0 && random() < 0.9 ? best : target;
        }
        if (chosen === SHIFT) {
          pending[gold[state.buffer] as number]!--;
          state.shift();
          continue;
        }
        const head = state.headOf(chosen);
        const dependent = state.stack[state.stackSize - 1] as number;
        total++;
        if (gold[dependent] === head) right++;
        if (head === length) {
          state.attach(head, 0);
          continue;
        }
        const n = labelFeatures(state, head, dependent, labelled);
        const possible = candidates[arcClass(state, head, dependent)] as number[];
        let best = possible[0] as number, bestScore = -Infinity;
        for (const candidate of possible) {
          let score = 0;
          for (let k = 0; k < n; k++) score += labelWeights[((labelled[k] as number) >>> labelShift) * LABEL_STRIDE + candidate] as number;
          if (score > bestScore) {
            bestScore = score;
            best = candidate;
          }
        }
        if (gold[dependent] === head) {
          const goldLabel = doc.deprel[from + dependent] as number;
          label.tick();
          if (best !== goldLabel) {
            for (let k = 0; k < n; k++) {
              const base = ((labelled[k] as number) >>> labelShift) * LABEL_STRIDE;
              label.add(base + goldLabel, 1);
              label.add(base + best, -1);
            }
          } else labelRight++;
          if (epoch === 0) best = goldLabel;
        }
        state.attach(head, best);
      }
    }
    options.log(`parser epoch ${epoch + 1}: ${((100 * right) / total).toFixed(2)} % of heads, ${((100 * labelRight) / total).toFixed(2)} % with relation`);
  }

  const mean = action.average();
  const margins = new Float32Array(2 << options.actionBits);
  for (let row = 0; row < 1 << options.actionBits; row++) {
    margins[row * 2] = (mean[row * ACTIONS + LEFT] as number) - (mean[row * ACTIONS + SHIFT] as number);
    margins[row * 2 + 1] = (mean[row * ACTIONS + RIGHT] as number) - (mean[row * ACTIONS + SHIFT] as number);
  }
  const scale = scaleFor(margins, 127);
  const actions = new Int16Array(1 << options.actionBits);
  for (let row = 0; row < actions.length; row++) {
    const left = clamp((margins[row * 2] as number) * scale, 127), right = clamp((margins[row * 2 + 1] as number) * scale, 127);
    actions[row] = (right << 8) | (left & 255);
  }
  return { actions, labels: toBytes(label.average()), ...arcs };
}

/** The relations seen for each pair of tags and side; a pair never seen has the most frequent ones. */
function learnArcs(sentences: readonly SentenceRef[], tagged: readonly { upos: Uint8Array }[]): { arcs: Record<string, number[]>; anyArc: number[] } {
  const counts: Map<number, number>[] = Array.from({ length: ARC_CLASSES }, () => new Map());
  const overall = new Map<number, number>();
  const tag = new Int32Array(2000);
  sentences.forEach(({ doc, from, to }, s) => {
    const upos = (tagged[s] as { upos: Uint8Array }).upos;
    tag.set(upos);
    for (let i = 0; i < to - from; i++) {
      const head = doc.head[from + i] as number;
      if (head < 0) continue;
      const list = counts[arcClass({ tag } as ParserState, head - from, i)] as Map<number, number>;
      const relation = doc.deprel[from + i] as number;
      list.set(relation, (list.get(relation) ?? 0) + 1);
      overall.set(relation, (overall.get(relation) ?? 0) + 1);
    }
  });
  const arcs: Record<string, number[]> = {};
  const anyArc = [...overall].filter(([, n]) => n > 50).map(([relation]) => relation).sort((a, b) => a - b);
  counts.forEach((list, i) => {
    const total = [...list.values()].reduce((a, b) => a + b, 0);
    const kept = [...list].filter(([, n]) => n > 1 && n > total * 0.0005).map(([relation]) => relation).sort((a, b) => a - b);
    if (total >= 8 && kept.length) arcs[i] = kept;
  });
  return { arcs, anyArc };
}
