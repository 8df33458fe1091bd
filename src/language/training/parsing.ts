/** Trains the greedy parser with a dynamic oracle for arc-hybrid (Goldberg and Nivre 2013). */
import { fineTag, syntacticFeats } from '../create.js';
import {
  ARC_CLASSES, GreedyParser, LABEL_STRIDE, MAX_FEATURES, actionFeatures, arcClass, labelFeatures,
} from '../parser.js';
import { LEFT, ParserState, RIGHT, SHIFT, type SentenceParser } from '../transitions.js';
import type { Words } from '../words.js';
import { costs } from './oracle.js';
import { Averaged, clamp, scaleFor, seeded, shuffled, thin, toBytes } from './perceptron.js';
import type { SentenceRef } from './tagging.js';

const ACTIONS = 3;
/** Share of the features left out at each step of training. */
const DROP = 0.3;

export interface ParserOptions {
  epochs: number;
  /** Times that it is trained, in different orders of the data. */
  runs: number;
  seed: number;
  actionBits: number;
  labelBits: number;
  treebanks: number;
  sharing: number;
  log: (line: string) => void;
}

export interface TrainedParser extends Arcs {
  actions: Int16Array;
  labels: Int8Array;
}

/** A sentence as the parser meets it, with the tree that it should find. */
export interface Instance {
  length: number;
  word: Int32Array;
  tag: Int32Array;
  fine: Int32Array;
  /** The root's number is `length`. */
  head: Int32Array;
  label: Int32Array;
  treebank: number;
  /** Another parser's tree, labels from 1. */
  guide?: { head: Int32Array; label: Int32Array };
}

/** Instances of sentences under the tags given. */
export function makeInstances(
  sentences: readonly SentenceRef[],
  tagged: readonly { upos: Uint8Array; feats: Uint16Array }[],
  words: Words,
  featsTable: readonly string[],
): Instance[] {
  const syntactic = syntacticFeats(featsTable);
  return sentences.map(({ doc, from, to, treebank }, s) => {
    const length = to - from;
    const { upos, feats } = tagged[s] as { upos: Uint8Array; feats: Uint16Array };
    const ids = Int32Array.from({ length }, (_, i) => words.intern(doc.form[from + i] as string));
    return {
      length,
      word: ids.map((id) => words.lower[id] as number),
      tag: Int32Array.from(upos),
      fine: ids.map((_, i) => fineTag(upos[i] as number, syntactic[feats[i] as number] as number)),
      head: ids.map((_, i) => ((doc.head[from + i] as number) < 0 ? length : (doc.head[from + i] as number) - from)),
      label: Int32Array.from(doc.deprel.subarray(from, to)),
      treebank,
    };
  });
}

/** The same sentence from its end. */
function mirrored(instance: Instance): Instance {
  const { length, treebank } = instance;
  return {
    length,
    word: instance.word.slice().reverse(),
    tag: instance.tag.slice().reverse(),
    fine: instance.fine.slice().reverse(),
    head: instance.head.map((head) => (head === length ? length : length - 1 - head)).reverse(),
    label: instance.label.slice().reverse(),
    treebank,
  };
}

function setState(state: ParserState, instance: Instance): void {
  const { length, guide } = instance;
  state.reserve(length);
  state.word.set(instance.word);
  state.tag.set(instance.tag);
  state.fine.set(instance.fine);
  state.guided = guide !== undefined;
  if (guide) {
    state.guideHead.set(guide.head);
    state.guideLabel.set(guide.label);
  }
}

/** A trained parser at work. */
function parserOf(trained: TrainedParser): GreedyParser {
  const candidates = Array.from({ length: ARC_CLASSES }, (_, i) => Uint8Array.from(trained.arcs[i] ?? trained.anyArc));
  return new GreedyParser(trained.actions, trained.labels, candidates);
}

/** The trees that a parser gives instances. */
function parseInstances(parser: SentenceParser, instances: readonly Instance[]): { head: Int32Array; label: Int32Array }[] {
  const state = new ParserState();
  return instances.map((instance) => {
    setState(state, instance);
    parser.parse(state, instance.length);
    return { head: state.head.slice(0, instance.length), label: state.label.slice(0, instance.length) };
  });
}

/** Gives each instance a guide that reads from the end, trained on the other folds. Returns the guide trained on all. */
export function guideInstances(instances: readonly Instance[], fold: Int32Array, folds: number, options: ParserOptions): { guided: Instance[]; guide: TrainedParser } {
  const backwards = instances.map(mirrored);
  const guided: Instance[] = new Array(instances.length);
  for (let f = 0; f < folds; f++) {
    const parser = parserOf(trainParser(backwards.filter((_, i) => fold[i] !== f), { ...options, runs: 1, log: () => undefined }));
    instances.forEach((instance, i) => {
      if (fold[i] === f) guided[i] = withGuide(instance, parser, backwards[i] as Instance);
    });
    options.log(`guide for part ${f + 1} of ${folds}`);
  }
  return { guided, guide: trainParser(backwards, options) };
}

/** The instance with the guide's tree of its mirror image. */
function withGuide(instance: Instance, guide: SentenceParser, backwards: Instance = mirrored(instance)): Instance {
  const { length } = instance;
  const [tree] = parseInstances(guide, [backwards]) as [{ head: Int32Array; label: Int32Array }];
  return {
    ...instance,
    guide: { head: tree.head.map((head) => (head === length ? length : length - 1 - head)).reverse(), label: tree.label.slice().reverse() },
  };
}

/**
 * Trains a parser several times with the data in different orders. The scores of linear models add up, so the mean of
 * their weights is the whole committee in one model.
 */
export function trainParser(instances: readonly Instance[], options: ParserOptions): TrainedParser {
  const arcs = learnArcs(instances);
  const sum = { action: new Float32Array(ACTIONS << options.actionBits), label: new Float32Array(LABEL_STRIDE << options.labelBits) };
  for (let run = 0; run < options.runs; run++) {
    const { action, label } = trainOnce(instances, arcs, { ...options, seed: options.seed + 1000 * run });
    for (let i = 0; i < action.length; i++) sum.action[i]! += action[i] as number;
    for (let i = 0; i < label.length; i++) sum.label[i]! += label[i] as number;
  }
  return { actions: margins(sum.action), labels: toBytes(sum.label), ...arcs };
}

function trainOnce(instances: readonly Instance[], arcs: Arcs, options: ParserOptions): { action: Float32Array; label: Float32Array } {
  const state = new ParserState();
  const random = seeded(options.seed);
  const action = new Averaged(ACTIONS << options.actionBits, options.treebanks, options.sharing);
  const label = new Averaged(LABEL_STRIDE << options.labelBits, options.treebanks, options.sharing);
  const actionShift = 32 - options.actionBits, labelShift = 32 - options.labelBits;
  const features = new Int32Array(MAX_FEATURES), labelled = new Int32Array(MAX_FEATURES);
  const cost = new Int32Array(ACTIONS), scores = new Float32Array(ACTIONS);
  let pending = new Int32Array(64);
  const candidates = Array.from({ length: ARC_CLASSES }, (_, i) => arcs.arcs[i] ?? arcs.anyArc);

  for (let epoch = 0; epoch < options.epochs; epoch++) {
    let right = 0, total = 0, labelRight = 0;
    for (const s of shuffled(instances.length, random)) {
      const instance = instances[s] as Instance;
      const { length, treebank, head: gold } = instance;
      const actionWeights = action.choose(treebank), labelWeights = label.choose(treebank);
      setState(state, instance);
      state.begin(length);
      if (pending.length < length + 1) pending = new Int32Array(length * 2);
      pending.fill(0, 0, length + 1);
      for (let i = 0; i < length; i++) pending[gold[i] as number]!++;

      while (!state.done) {
        const mayShift = state.mayShift(), mayLeft = state.mayLeft(), mayRight = state.mayRight();
        let chosen = SHIFT;
        if (mayLeft || mayRight) {
          const n = thin(features, actionFeatures(state, features), DROP, random);
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
        const n = thin(labelled, labelFeatures(state, head, dependent, labelled), DROP, random);
        const possible = candidates[arcClass(state.tag, head, dependent)] as number[];
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
          const goldLabel = instance.label[dependent] as number;
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

  return { action: action.average(), label: label.average() };
}

/** How much better LEFT and RIGHT are than SHIFT, a byte each, one entry a row. */
function margins(weights: Float32Array): Int16Array {
  const rows = weights.length / ACTIONS;
  const pairs = new Float32Array(2 * rows);
  for (let row = 0; row < rows; row++) {
    const shift = weights[row * ACTIONS + SHIFT] as number;
    pairs[row * 2] = (weights[row * ACTIONS + LEFT] as number) - shift;
    pairs[row * 2 + 1] = (weights[row * ACTIONS + RIGHT] as number) - shift;
  }
  const scale = scaleFor(pairs, 127);
  return Int16Array.from({ length: rows }, (_, row) =>
    (clamp((pairs[row * 2 + 1] as number) * scale, 127) << 8) | (clamp((pairs[row * 2] as number) * scale, 127) & 255));
}

interface Arcs {
  arcs: Record<string, number[]>;
  anyArc: number[];
}

/** The relations seen for each pair of tags and side; a pair never seen has the most frequent ones. */
function learnArcs(instances: readonly Instance[]): Arcs {
  const counts: Map<number, number>[] = Array.from({ length: ARC_CLASSES }, () => new Map());
  const overall = new Map<number, number>();
  for (const { length, head, label, tag } of instances) {
    for (let i = 0; i < length; i++) {
      if (head[i] === length) continue;
      const list = counts[arcClass(tag, head[i] as number, i)] as Map<number, number>;
      const relation = label[i] as number;
      list.set(relation, (list.get(relation) ?? 0) + 1);
      overall.set(relation, (overall.get(relation) ?? 0) + 1);
    }
  }
  const arcs: Record<string, number[]> = {};
  const anyArc = [...overall].filter(([, n]) => n > 50).map(([relation]) => relation).sort((a, b) => a - b);
  counts.forEach((list, i) => {
    const total = [...list.values()].reduce((a, b) => a + b, 0);
    const kept = [...list].filter(([, n]) => n > 1 && n > total * 0.0005).map(([relation]) => relation).sort((a, b) => a - b);
    if (total >= 8 && kept.length) arcs[i] = kept;
  });
  return { arcs, anyArc };
}
