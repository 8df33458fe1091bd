/** Trains the neural parser, with a dynamic oracle for arc-hybrid (Goldberg and Nivre 2013) and Adam. */
import { Arena } from '../kernels/memory.js';
import {
  FIXED_ROWS, LABELS, LEFT_LABELS, PLACES, RIGHT_LABELS, ROOT_TAG, SCORES, STATE_ROWS, SUFFIXES, TAG_ROWS, inputWidth,
  stateRows, type Sizes,
} from '../neural/network.js';
import { LEFT, ParserState, SHIFT } from '../transitions.js';
import { DEPREL } from '../ud.js';
import { costs } from './oracle.js';
import { seeded, shuffled } from './perceptron.js';

/** A sentence as the parser meets it, with the tree that it should find. */
export interface NeuralInstance {
  length: number;
  /** Rows of the word table. */
  word: Int32Array;
  suffix: Int32Array;
  tag: Int32Array;
  feats: Int32Array;
  /** The root's number is `length`. */
  head: Int32Array;
  label: Int32Array;
  treebank: number;
}

/** The words that the network knows. */
export interface WordTable {
  /** Row 0 is the unknown word; rows up to `ownRows` are words of the treebanks, which learn vectors of their own. */
  rows: number;
  ownRows: number;
  /** How often the treebanks have the words of the own rows. */
  counts: Int32Array;
  /** [rows][given] */
  given: Float32Array;
}

export interface NeuralOptions {
  sizes: Sizes;
  epochs: number;
  batch: number;
  rate: number;
  seed: number;
  treebanks: number;
  featsRows: number;
  /** Share of the LSTM's outputs left out at each step. */
  dropout: number;
  log: (line: string) => void;
  /** Called after each epoch. */
  after?: ((epoch: number, network: TrainedNetwork) => void) | undefined;
}

/** Everything learnt, as float32 matrices in row-major order. */
export interface TrainedNetwork {
  sizes: Sizes;
  weights: Record<string, Float32Array>;
}

/** A matrix among those trained. */
interface Matrix {
  name: string;
  rows: number;
  columns: number;
  at: number;
}

const BETA1 = 0.9, BETA2 = 0.98, EPSILON = 1e-6;

/** Share of the passes, from the first on, in which sentences of a close language take part. */
const KIN_PASSES = 1 / 2;

/** `target` are sentences of the language itself, `kin` those of a close one, which teach in the earlier passes only. */
export function trainNetwork(target: readonly NeuralInstance[], kin: readonly NeuralInstance[], words: WordTable, options: NeuralOptions): TrainedNetwork {
  const { sizes, treebanks } = options;
  const { cells, hidden, layers } = sizes;
  const width = inputWidth(sizes), both = 2 * cells, gates = 4 * cells;
  const random = seeded(options.seed);
  const arena = new Arena();
  const { kernels } = arena;
  const wordColumns = PLACES * hidden;
  const instances = [...target, ...kin];
  const targetBatches = batches(target, options.batch, random);
  const order = [...targetBatches, ...batches(kin, options.batch, random).map((batch) => batch.map((i) => i + target.length))];
  const kinEpochs = Math.round(options.epochs * KIN_PASSES);
  const maxRows = Math.max(...order.map((batch) => batch.reduce((sum, i) => sum + (instances[i] as NeuralInstance).length + 1, 0)));
  const longest = Math.max(...instances.map(({ length }) => length)) + 1;
  const maxStates = 2 * maxRows;

  // What is learnt, in one piece; its gradients, means and squares each in a piece alike.
  const matrices: Matrix[] = [];
  let size = 0;
  const matrix = (name: string, rows: number, columns: number): Matrix => {
    const m = { name, rows, columns, at: size };
    matrices.push(m);
    size += Math.ceil((rows * columns) / 16) * 16;
    return m;
  };
  const directions = ['forward', 'backward'] as const;
  const inputs = [...Array(layers).keys()].map((layer) => directions.map((d) => matrix(`${d}${layer}.input`, layer === 0 ? width : both, gates)));
  const recurrent = [...Array(layers).keys()].map((layer) => directions.map((d) => matrix(`${d}${layer}.state`, cells, gates)));
  const biases = [...Array(layers).keys()].map((layer) => directions.map((d) => matrix(`${d}${layer}.bias`, treebanks, gates)));
  const places = matrix('places', both, wordColumns);
  const scorer = matrix('scores', hidden, SCORES);
  const scoreBias = matrix('scores.bias', 1, SCORES);
  const fixed = matrix('fixed', FIXED_ROWS, hidden);
  const dense = size;
  const own = matrix('own', words.ownRows, sizes.own);
  const suffixes = matrix('suffixes', SUFFIXES, sizes.suffix);
  const tags = matrix('tags', TAG_ROWS, sizes.tag);
  const feats = matrix('feats', options.featsRows, sizes.tag);
  const learnt = size;
  // The sentences' rows by place stand behind what is learnt, so that their gradients are as far away as all others'.
  const values = arena.take(learnt + maxRows * wordColumns);
  const gradients = arena.take(learnt + maxRows * wordColumns);
  const means = arena.take(learnt);
  const squares = arena.take(learnt);
  const shift = gradients - values;
  const placed = values + learnt * 4;
  const address = (m: Matrix): number => values + m.at * 4;
  const gradient = (m: Matrix): number => gradients + m.at * 4;

  const input = arena.take(maxRows * width), dInput = arena.take(maxRows * width);
  const perLayer = [...Array(layers).keys()].map(() => ({
    gates: [arena.take(maxRows * gates), arena.take(maxRows * gates)],
    dGates: [arena.take(maxRows * gates), arena.take(maxRows * gates)],
    cells: [arena.take(maxRows * cells), arena.take(maxRows * cells)],
    out: arena.take(maxRows * both),
    dropped: arena.take(maxRows * both),
    mask: new Float32Array(maxRows * both),
    dOut: arena.take(maxRows * both),
  }));
  const before = arena.take(maxRows * cells);
  const states = arena.take(maxStates * hidden), dStates = arena.take(maxStates * hidden);
  const scores = arena.take(SCORES), dScores = arena.take(maxStates * SCORES);
  const lists = arena.take(maxStates * STATE_ROWS);
  const turned = arena.take(Math.max(maxRows * Math.max(width, both), maxStates * hidden));
  const turnedWeights = arena.take(Math.max(width * gates, both * wordColumns, both * gates, hidden * SCORES));
  const panel = arena.take(Math.max(maxStates, width, wordColumns, gates) * 8);
  const zero = arena.take(gates), dh = arena.take(cells), dc = arena.take(cells);
  const { f32, u32 } = arena;

  const fill = (m: Matrix, scale: number): void => {
    const from = address(m) >> 2;
    for (let i = 0; i < m.rows * m.columns; i++) f32[from + i] = (random() * 2 - 1) * scale;
  };
  for (const layer of inputs) for (const m of layer) fill(m, Math.sqrt(6 / (m.rows + cells)));
  for (const layer of recurrent) for (const m of layer) fill(m, Math.sqrt(3 / cells));
  for (const layer of biases) for (const m of layer) for (let t = 0; t < treebanks; t++) f32.fill(1, (address(m) >> 2) + t * gates + cells, (address(m) >> 2) + t * gates + 2 * cells);
  fill(places, Math.sqrt(6 / (3 * both + hidden)));
  fill(scorer, Math.sqrt(6 / (hidden + SCORES)));
  fill(fixed, 0.05);
  fill(own, 0.1);
  f32.fill(0, address(own) >> 2, (address(own) >> 2) + sizes.own);
  fill(suffixes, 0.1);
  fill(tags, 0.3);
  fill(feats, 0.3);

  /** d[k × n] += xᵀ · y, x of m × k and y of m × n. */
  const learn = (x: number, y: number, d: number, m: number, k: number, n: number): void => {
    kernels.transpose(x, turned, m, k);
    kernels.gemm(turned, y, d, k, m, n, panel);
  };
  /** dx[m × k] += dy[m × n] · wᵀ. */
  const back = (dy: number, w: number, dx: number, m: number, k: number, n: number): void => {
    kernels.transpose(w, turnedWeights, k, n);
    kernels.gemm(dy, turnedWeights, dx, m, n, k, panel);
  };

  const state = new ParserState();
  const cost = new Int32Array(3);
  const gold = new Int32Array(longest + 1), pending = new Int32Array(longest + 1);
  const rowBytes = hidden * 4;
  let step = 0;
  const steps = targetBatches.length * options.epochs + (order.length - targetBatches.length) * kinEpochs;

  for (let epoch = 0; epoch < options.epochs; epoch++) {
    const started = Date.now();
    let loss = 0, right = 0, labelRight = 0, total = 0;
    for (const b of shuffled(epoch < kinEpochs ? order.length : targetBatches.length, random)) {
      const members = order[b] as number[];
      // The words.
      let rows = 0;
      const starts: number[] = [];
      const inputIds: number[] = [];
      for (const i of members) {
        const instance = instances[i] as NeuralInstance;
        starts.push(rows);
        for (let w = 0; w <= instance.length; w++) {
          const root = w === instance.length;
          let word = root ? 0 : (instance.word[w] as number);
          let ownRow = word < words.ownRows ? word : 0;
          if (ownRow > 0) {
            const n = words.counts[ownRow] as number;
            if (random() < 0.05 + 0.5 / (0.5 + n)) ownRow = 0;
          }
          if (random() < 0.08) word = 0;
          const suffix = root ? 0 : random() < 0.15 ? -1 : (instance.suffix[w] as number);
          const tag = root ? ROOT_TAG : random() < 0.08 ? -1 : (instance.tag[w] as number);
          const feat = root ? 0 : tag < 0 || random() < 0.1 ? -1 : (instance.feats[w] as number);
          const at = (input >> 2) + (rows + w) * width;
          f32.set(words.given.subarray(word * sizes.given, (word + 1) * sizes.given), at);
          f32.copyWithin(at + sizes.given, (address(own) >> 2) + ownRow * sizes.own, (address(own) >> 2) + (ownRow + 1) * sizes.own);
          const s = at + sizes.given + sizes.own, t = s + sizes.suffix;
          if (suffix < 0) f32.fill(0, s, t);
          else f32.copyWithin(s, (address(suffixes) >> 2) + suffix * sizes.suffix, (address(suffixes) >> 2) + (suffix + 1) * sizes.suffix);
          const tagAt = (address(tags) >> 2) + tag * sizes.tag, featAt = (address(feats) >> 2) + feat * sizes.tag;
          for (let d = 0; d < sizes.tag; d++) f32[t + d] = (tag < 0 ? 0 : (f32[tagAt + d] as number)) + (feat < 0 ? 0 : (f32[featAt + d] as number));
          inputIds.push(ownRow, suffix, tag, feat);
        }
        rows += instance.length + 1;
      }
      // The LSTM, layer by layer.
      let x = input, xWidth = width;
      for (let layer = 0; layer < layers; layer++) {
        const mine = perLayer[layer]!;
        directions.forEach((_, d) => {
          const bias = address(biases[layer]![d]!) >> 2;
          members.forEach((i, k) => {
            const { length, treebank } = instances[i] as NeuralInstance;
            const from = bias + treebank * gates;
            for (let w = 0; w <= length; w++) f32.copyWithin((mine.gates[d]! >> 2) + (starts[k]! + w) * gates, from, from + gates);
          });
          kernels.gemm(x, address(inputs[layer]![d]!), mine.gates[d]!, rows, xWidth, gates, panel);
          members.forEach((i, k) => {
            const at = starts[k] as number;
            kernels.lstm(mine.gates[d]! + at * gates * 4, gates * 4, address(recurrent[layer]![d]!), mine.cells[d]! + at * cells * 4,
              mine.out + (at * both + d * cells) * 4, both * 4, (instances[i] as NeuralInstance).length + 1, cells, d === 0 ? 1 : -1, zero);
          });
        });
        const keep = 1 / (1 - options.dropout);
        const outAt = mine.out >> 2, droppedAt = mine.dropped >> 2;
        for (let j = 0; j < rows * both; j++) {
          const m = random() < options.dropout ? 0 : keep;
          mine.mask[j] = m;
          f32[droppedAt + j] = (f32[outAt + j] as number) * m;
        }
        x = mine.dropped;
        xWidth = both;
      }
      f32.fill(0, placed >> 2, (placed >> 2) + rows * wordColumns);
      kernels.gemm(x, address(places), placed, rows, both, wordColumns, panel);

      // The sentences' actions.
      let n = 0;
      members.forEach((i, k) => {
        const instance = instances[i] as NeuralInstance;
        const { length } = instance;
        const wordsAt = placed + (starts[k] as number) * wordColumns * 4;
        state.reserve(length);
        state.begin(length);
        pending.fill(0, 0, length + 1);
        for (let w = 0; w < length; w++) {
          gold[w] = instance.head[w] as number;
          pending[gold[w] as number]!++;
        }
        gold[length] = -1;
        while (!state.done) {
          const mayShift = state.mayShift(), mayLeft = state.mayLeft(), mayRight = state.mayRight();
          let chosen = SHIFT;
          const out = dScores + n * SCORES * 4;
          const outAt = out >> 2;
          if (!mayLeft && !mayRight) {
            pending[gold[state.buffer] as number]!--;
            state.shift();
            continue;
          }
          const list = lists + n * STATE_ROWS * 4;
          stateRows(state, wordsAt, address(fixed), rowBytes, u32, list >> 2);
          kernels.sumRows(list, STATE_ROWS, states + n * rowBytes, hidden);
          f32.copyWithin(scores >> 2, address(scoreBias) >> 2, (address(scoreBias) >> 2) + SCORES);
          kernels.vecmat(states + n * rowBytes, address(scorer), scores, hidden, SCORES);
          f32.fill(0, outAt, outAt + SCORES);
          n++;
          costs(state, gold, pending, cost);
          const at = scores >> 2;
          let best = -1, least = 1e9, most = -Infinity;
          for (let a = 0; a < 3; a++) {
            if (a === SHIFT ? !mayShift : a === LEFT ? !mayLeft : !mayRight) continue;
            if ((f32[at + a] as number) > most) { most = f32[at + a] as number; best = a; }
            if ((cost[a] as number) < least) least = cost[a] as number;
          }
          let sum = 0, good = 0, target = -1;
          for (let a = 0; a < 3; a++) {
            if (a === SHIFT ? !mayShift : a === LEFT ? !mayLeft : !mayRight) continue;
            const e = Math.exp((f32[at + a] as number) - most);
            f32[outAt + a] = e;
            sum += e;
            if (cost[a] === least) {
              good += e;
              if (target < 0 || e > (f32[outAt + target] as number)) target = a;
            }
          }
          for (let a = 0; a < 3; a++) {
            const e = f32[outAt + a] as number;
            f32[outAt + a] = e / sum - (cost[a] === least && e > 0 ? e / (good + 1e-20) : 0);
          }
          loss -= Math.log(good / sum + 1e-20);
          chosen = epoch > 0 && random() < 0.9 ? best : target;
          if (chosen === SHIFT) {
            pending[gold[state.buffer] as number]!--;
            state.shift();
            continue;
          }
          const head = state.headOf(chosen);
          const dependent = state.stack[state.stackSize - 1] as number;
          total++;
          if (head === length) {
            if (gold[dependent] === head) { right++; labelRight++; }
            state.attach(head, 0);
            continue;
          }
          const labelsAt = chosen === LEFT ? LEFT_LABELS : RIGHT_LABELS;
          let label = kernels.argmax(scores + labelsAt * 4, DEPREL.length);
          if (gold[dependent] === head) {
            right++;
            const goldLabel = instance.label[dependent] as number;
            if (label === goldLabel) labelRight++;
            const top = f32[at + labelsAt + label] as number;
            let all = 0;
            for (let l = 0; l < LABELS; l++) {
              const e = Math.exp((f32[at + labelsAt + l] as number) - top);
              f32[outAt + labelsAt + l] = e;
              all += e;
            }
            for (let l = 0; l < LABELS; l++) f32[outAt + labelsAt + l]! /= all;
            loss -= Math.log((f32[outAt + labelsAt + goldLabel] as number) + 1e-20);
            f32[outAt + labelsAt + goldLabel]! -= 1;
            if (epoch === 0) label = goldLabel;
          }
          state.attach(head, label);
        }
      });

      // And the way back.
      learn(states, dScores, gradient(scorer), n, hidden, SCORES);
      const biasAt = gradient(scoreBias) >> 2;
      for (let s = 0; s < n; s++) for (let c = 0; c < SCORES; c++) f32[biasAt + c]! += f32[(dScores >> 2) + s * SCORES + c] as number;
      f32.fill(0, dStates >> 2, (dStates >> 2) + n * hidden);
      back(dScores, address(scorer), dStates, n, hidden, SCORES);
      f32.fill(0, (placed + shift) >> 2, ((placed + shift) >> 2) + rows * wordColumns);
      for (let s = 0; s < n; s++) kernels.addRows(lists + s * STATE_ROWS * 4, STATE_ROWS, states + s * rowBytes, dStates + s * rowBytes, hidden, shift);
      const top = perLayer[layers - 1]!;
      learn(top.dropped, placed + shift, gradient(places), rows, both, wordColumns);
      f32.fill(0, top.dOut >> 2, (top.dOut >> 2) + rows * both);
      back(placed + shift, address(places), top.dOut, rows, both, wordColumns);
      for (let layer = layers - 1; layer >= 0; layer--) {
        const mine = perLayer[layer]!;
        const dAt = mine.dOut >> 2;
        for (let j = 0; j < rows * both; j++) f32[dAt + j]! *= mine.mask[j] as number;
        const below = layer > 0 ? perLayer[layer - 1]! : undefined;
        const x = below ? below.dropped : input, xWidth = below ? both : width;
        const dx = below ? below.dOut : dInput;
        f32.fill(0, dx >> 2, (dx >> 2) + rows * xWidth);
        directions.forEach((_, d) => {
          kernels.transpose(address(recurrent[layer]![d]!), turnedWeights, cells, gates);
          const bias = gradient(biases[layer]![d]!) >> 2;
          members.forEach((i, k) => {
            const at = starts[k] as number;
            const { length, treebank } = instances[i] as NeuralInstance;
            kernels.lstmBack(mine.gates[d]! + at * gates * 4, gates * 4, turnedWeights, mine.cells[d]! + at * cells * 4,
              mine.dOut + (at * both + d * cells) * 4, both * 4, mine.dGates[d]! + at * gates * 4, length + 1, cells, d === 0 ? 1 : -1, dh, dc, zero);
            const outAt = (mine.out >> 2) + at * both + d * cells, beforeAt = (before >> 2) + at * cells;
            for (let w = 0; w <= length; w++) {
              const p = d === 0 ? w - 1 : w + 1;
              if (p < 0 || p > length) f32.fill(0, beforeAt + w * cells, beforeAt + (w + 1) * cells);
              else f32.copyWithin(beforeAt + w * cells, outAt + p * both, outAt + p * both + cells);
              const dg = (mine.dGates[d]! >> 2) + (at + w) * gates, b = bias + treebank * gates;
              for (let j = 0; j < gates; j++) f32[b + j]! += f32[dg + j] as number;
            }
          });
          learn(before, mine.dGates[d]!, gradient(recurrent[layer]![d]!), rows, cells, gates);
          learn(x, mine.dGates[d]!, gradient(inputs[layer]![d]!), rows, xWidth, gates);
          back(mine.dGates[d]!, address(inputs[layer]![d]!), dx, rows, xWidth, gates);
        });
      }

      // One step of learning: the rate rises for a moment, then falls to nothing.
      step++;
      const rate = options.rate * Math.min(1, step / Math.min(200, steps / 10)) * Math.max(0.01, 1 - step / steps) *
        (Math.sqrt(1 - BETA2 ** step) / (1 - BETA1 ** step));
      const update = (at: number, count: number): void =>
        kernels.adam(values + at * 4, gradients + at * 4, means + at * 4, squares + at * 4, count, rate, BETA1, BETA2, EPSILON);
      let norm = 0;
      const g0 = gradients >> 2;
      for (let j = 0; j < dense; j++) norm += (f32[g0 + j] as number) ** 2;
      norm = Math.sqrt(norm);
      const limit = 5 * Math.sqrt(n);
      if (norm > limit) for (let j = 0; j < dense; j++) f32[g0 + j]! *= limit / norm;
      update(0, dense);
      const touched = new Set<number>();
      const widths = [own, suffixes, tags, feats];
      for (let w = 0; w < rows; w++) {
        let from = (dInput >> 2) + w * width + sizes.given;
        for (let part = 0; part < 4; part++) {
          const m = widths[part] as Matrix;
          const row = inputIds[w * 4 + part] as number;
          if (row >= 0 && !(part === 0 && row === 0)) {
            const at = m.at + row * m.columns;
            touched.add(at * 4 + part);
            for (let d = 0; d < m.columns; d++) f32[g0 + at + d]! += f32[from + d] as number;
          }
          if (part < 2) from += m.columns;
        }
      }
      for (const code of touched) update(Math.floor(code / 4), (widths[code % 4] as Matrix).columns);
    }
    options.log(`neural parser epoch ${epoch + 1}: loss ${(loss / total).toFixed(4)}, ${((100 * right) / total).toFixed(2)} % of heads, ` +
      `${((100 * labelRight) / total).toFixed(2)} % with relation; ${((Date.now() - started) / 1000).toFixed(0)} s`);
    options.after?.(epoch, snapshot());
  }

  function snapshot(): TrainedNetwork {
    const weights: Record<string, Float32Array> = {};
    for (const m of matrices) weights[m.name] = arena.at(address(m), m.rows * m.columns).slice();
    return { sizes, weights };
  }
  return snapshot();
}

/** Sentences of like length together, in groups of about `rows` words. */
function batches(instances: readonly NeuralInstance[], rows: number, random: () => number): number[][] {
  const groups: number[][] = [];
  let open: number[] = [], words = 0;
  for (const i of shuffled(instances.length, random)) {
    open.push(i);
    words += (instances[i] as NeuralInstance).length + 1;
    if (words >= rows) {
      groups.push(open);
      open = [];
      words = 0;
    }
  }
  if (open.length) groups.push(open);
  return groups;
}
