/** The greedy arc-hybrid parser whose actions a network chooses (see network.ts). */
import { LEFT, RIGHT, SHIFT, type ParserState, type SentenceParser } from '../transitions.js';
import { DEPREL } from '../ud.js';
import { Arena, MOST, PANEL, UNIT, type Kernels, type Packed } from '../kernels/memory.js';
import {
  LABELS, LEFT_LABELS, PLACES, RIGHT_LABELS, ROOT_TAG, SCORES, STATE_ROWS, TAG_ROWS, inputWidth, stateRows, suffixRow,
  type Sizes,
} from './network.js';

/** A trained network, wherever its numbers lie. */
export interface NetworkSource {
  sizes: Sizes;
  /** Matrices by name, in row-major order (see training/neural.ts). */
  weights(name: string): Float32Array;
  /** Writes the vectors, given and own, of the word with this hash to the beginning of `out`, where it has any. */
  wordVector(hash: number, out: Float32Array): void;
}

/** So many words' shares of the gates are kept in each of two generations. */
const KEPT_WORDS = 4096;
/** The integer that stands for 1 in a state: sums of 128 products of states and weights stay within 32 bits. */
const STATE_UNIT = 256;
/** Places at which nearly every word stands once: they are worked out for a sentence's words together, the others when met. */
const USUAL_PLACES = [0, 3];
/** Stands for the root among the hashes of words. */
const ROOT = 0.5;

export class NeuralParser implements SentenceParser {
  private readonly arena = new Arena();
  private readonly kernels: Kernels;
  /** By layer and direction. */
  private readonly inputs: Packed[][] = [];
  private readonly recurrent: Packed[][] = [];
  private readonly biases: Float32Array[][] = [];
  /** What the LSTM's outputs mean at each place of a state. */
  private readonly places: Packed[] = [];
  private readonly fixed: number;
  /** Matrix and bias of the actions' scores, and of the relations' of either side. */
  private readonly actions: [Packed, number];
  private readonly labels: Record<number, [Packed, number]>;
  /**
   * Addresses of the shares of the gates of words that are worked out: integers, forward and backward. When the newer generation
   * is full, the older one makes room: words that go on being met go on being kept.
   */
  private kept = new Map<number, number>();
  private older = new Map<number, number>();
  private keptAt: number;
  private olderAt: number;
  /** Addresses of the shares of tags with features, the bias among them, by feature and tag; 0 where not yet worked out. */
  private readonly tagGates: Int32Array;
  /** What the gates read of a word, as it is and as integers. */
  private readonly exact: number;
  private readonly input: number;
  private readonly vector: Float32Array;
  private readonly share: number;
  private readonly zero: number;
  private readonly state: number;
  private readonly scores: number;
  private readonly list: number;
  /** Room for the words of a sentence. */
  private capacity = 0;
  private gates = 0;
  private cells = 0;
  private out: number[] = [];
  private placed = 0;
  /** Which of a sentence's rows are worked out. */
  private known = new Uint8Array(0);
  /** What the last layer makes of the sentence. */
  private read = 0;

  constructor(private readonly source: NetworkSource) {
    const { sizes, weights } = source;
    const { arena } = this;
    this.kernels = arena.kernels;
    const put = (values: Float32Array): number => {
      const at = arena.take(values.length);
      arena.f32.set(values, at >> 2);
      return at;
    };
    const width = inputWidth(sizes), gates = 4 * sizes.cells;
    const both = 2 * sizes.cells;
    for (let layer = 0; layer < sizes.layers; layer++) {
      const names = ['forward', 'backward'].map((direction) => direction + layer);
      this.inputs.push(names.map((name) => arena.pack(weights(`${name}.input`), layer === 0 ? width : both, gates)));
      this.recurrent.push(names.map((name) => arena.pack(weights(`${name}.state`), sizes.cells, gates)));
      this.biases.push(names.map((name) => weights(`${name}.bias`).subarray(0, gates)));
    }
    this.fixed = put(weights('fixed'));
    const columnsOf = (matrix: Float32Array, width: number, from: number, count: number): Float32Array => {
      const rows = matrix.length / width;
      const part = new Float32Array(rows * count);
      for (let row = 0; row < rows; row++) part.set(matrix.subarray(row * width + from, row * width + from + count), row * count);
      return part;
    };
    for (let place = 0; place < PLACES; place++) {
      this.places.push(arena.pack(columnsOf(weights('places'), PLACES * sizes.hidden, place * sizes.hidden, sizes.hidden), both, sizes.hidden));
    }
    const scorer = weights('scores'), bias = weights('scores.bias');
    const columns = (from: number, count: number): [Packed, number] => {
      const { at, scale } = arena.pack(columnsOf(scorer, SCORES, from, count), sizes.hidden, count);
      return [{ at, scale: (scale * UNIT) / STATE_UNIT }, put(bias.subarray(from, from + count))];
    };
    // Three columns of a panel are read, the others go with them.
    this.actions = columns(0, PANEL);
    this.labels = { [LEFT]: columns(LEFT_LABELS, LABELS), [RIGHT]: columns(RIGHT_LABELS, LABELS) };
    this.tagGates = new Int32Array(TAG_ROWS * (weights('feats').length / sizes.tag));
    this.exact = arena.take(width);
    this.input = arena.take(width / 2);
    this.zero = arena.take(gates);
    this.vector = new Float32Array(width);
    this.share = arena.take(2 * gates);
    this.state = arena.take(sizes.hidden / 2);
    this.scores = arena.take(LABELS);
    this.list = arena.take(STATE_ROWS);
    this.keptAt = arena.take(KEPT_WORDS * gates);
    this.olderAt = arena.take(KEPT_WORDS * gates);
  }

  parse(state: ParserState, length: number): void {
    const { kernels, arena, source: { sizes }, scores } = this;
    state.begin(length);
    this.readSentence(state, length);
    const { f32, u32 } = arena;
    const row = sizes.hidden * 4, at = scores >> 2;
    const { placed, fixed } = this;
    const list = this.list >> 2;
    const known = this.known.fill(0, 0, (length + 1) * PLACES);
    for (const place of USUAL_PLACES) {
      const { at, scale } = this.places[place] as Packed;
      const both = 2 * sizes.cells;
      kernels.matmat16(this.read, both * 2, at, placed + place * row, PLACES * row, length + 1, both, sizes.hidden, scale);
      for (let i = place; i < (length + 1) * PLACES; i += PLACES) known[i] = 1;
    }
    while (!state.done) {
      const left = state.mayLeft(), right = state.mayRight(), shift = state.mayShift();
      if (!left && !right) {
        state.shift();
        continue;
      }
      stateRows(state, placed, fixed, row, u32, list);
      for (let place = 0; place < PLACES; place++) {
        // Fixed rows lie before those of the sentence's words.
        const at = u32[list + place] as number;
        if (at < placed) continue;
        const index = (at - placed) / row;
        if (known[index] === 0) {
          known[index] = 1;
          this.place((index - place) / PLACES, place, at);
        }
      }
      kernels.sumRows16(this.list, STATE_ROWS, this.state, sizes.hidden, STATE_UNIT, MOST);
      let action = left ? LEFT : RIGHT;
      if (shift || (left && right)) {
        this.score(this.actions, PANEL);
        let most = -Infinity;
        if (shift) {
          action = SHIFT;
          most = f32[at + SHIFT] as number;
        }
        if (left && (f32[at + LEFT] as number) > most) {
          action = LEFT;
          most = f32[at + LEFT] as number;
        }
        if (right && (f32[at + RIGHT] as number) > most) action = RIGHT;
      }
      if (action === SHIFT) {
        state.shift();
        continue;
      }
      const head = state.headOf(action);
      if (head === length) {
        state.attach(head, 0);
        continue;
      }
      this.score(this.labels[action] as [Packed, number], LABELS);
      state.attach(head, kernels.argmax(scores, DEPREL.length));
    }
  }

  /** Works out the row of a word at a place. */
  private place(word: number, place: number, to: number): void {
    const { hidden, cells } = this.source.sizes;
    const { at, scale } = this.places[place] as Packed;
    this.arena.f32.fill(0, to >> 2, (to >> 2) + hidden);
    this.kernels.vecmat16(this.read + word * 4 * cells, at, to, 2 * cells, hidden, scale);
  }

  private score([{ at, scale }, bias]: [Packed, number], count: number): void {
    const { scores, arena: { f32 } } = this;
    f32.copyWithin(scores >> 2, bias >> 2, (bias >> 2) + count);
    this.kernels.vecmat16(this.state, at, scores, this.source.sizes.hidden, count, scale);
  }

  /** Runs the LSTM over the sentence. */
  private readSentence(state: ParserState, length: number): void {
    const { kernels, arena, source: { sizes } } = this;
    const rows = length + 1, gates = 4 * sizes.cells, both = 2 * sizes.cells;
    if (rows > this.capacity) {
      this.capacity = Math.max(128, rows * 2);
      this.gates = arena.take(this.capacity * gates * 2);
      this.cells = arena.take(this.capacity * sizes.cells);
      this.out = [arena.take(this.capacity * sizes.cells), arena.take(this.capacity * sizes.cells)];
      this.placed = arena.take(this.capacity * PLACES * sizes.hidden);
      this.known = new Uint8Array(this.capacity * PLACES);
    }
    const directions = [this.gates, this.gates + this.capacity * gates * 4] as const;
    for (let i = 0; i < rows; i++) {
      const root = i === length;
      const word = root ? this.gatesOfWord(ROOT, 0) : this.gatesOfWord(state.word[i] as number, state.suffix[i] as number);
      const tag = root ? this.gatesOfTag(ROOT_TAG, 0) : this.gatesOfTag(state.tag[i] as number, state.feats[i] as number);
      kernels.addShare(directions[0] + i * gates * 4, tag, word, gates, 1 / UNIT);
      kernels.addShare(directions[1] + i * gates * 4, tag + gates * 4, word + gates * 2, gates, 1 / UNIT);
    }
    // Outputs are integers of 16 bits, forward and backward beside each other.
    for (let layer = 0; layer < sizes.layers; layer++) {
      const out = this.out[layer & 1] as number;
      for (let d = 0; d < 2; d++) {
        const at = directions[d] as number;
        if (layer > 0) {
          const input = this.inputs[layer]?.[d] as Packed, bias = this.biases[layer]?.[d] as Float32Array;
          for (let i = 0; i < rows; i++) {
            arena.f32.set(bias, (at >> 2) + i * gates);
            kernels.vecmat16(this.read + i * both * 2, input.at, at + i * gates * 4, both, gates, input.scale);
          }
        }
        const { at: matrix, scale } = this.recurrent[layer]?.[d] as Packed;
        kernels.lstm16(at, gates * 4, matrix, scale, this.cells, out + d * sizes.cells * 2, both * 2, rows, sizes.cells, d === 0 ? 1 : -1, this.zero, UNIT);
      }
      this.read = out;
    }
  }

  /** A word's share of the gates. */
  private gatesOfWord(hash: number, suffixHash: number): number {
    const known = this.kept.get(hash);
    if (known !== undefined) return known;
    const { arena } = this;
    const bytes = 16 * this.source.sizes.cells;
    if (this.kept.size === KEPT_WORDS) {
      [this.kept, this.older] = [this.older, this.kept];
      [this.keptAt, this.olderAt] = [this.olderAt, this.keptAt];
      this.kept.clear();
    }
    const to = this.keptAt + this.kept.size * bytes;
    const before = this.older.get(hash);
    if (before !== undefined) arena.f32.copyWithin(to >> 2, before >> 2, (before + bytes) >> 2);
    else this.workOut(hash, suffixHash, to);
    this.kept.set(hash, to);
    return to;
  }

  private workOut(hash: number, suffixHash: number, to: number): void {
    const { vector: x, source, arena, share } = this;
    const { sizes } = source;
    const width = 8 * sizes.cells;
    x.fill(0);
    if (hash !== ROOT) source.wordVector(hash, x);
    const suffix = hash === ROOT ? 0 : suffixRow(suffixHash);
    x.set(source.weights('suffixes').subarray(suffix * sizes.suffix, (suffix + 1) * sizes.suffix), sizes.given + sizes.own);
    arena.at(share, width).fill(0);
    this.gatesOf(share);
    arena.kernels.integers(share, to, width, UNIT);
  }

  /** The share of a tag with features, and the gates' bias. */
  private gatesOfTag(tag: number, feats: number): number {
    const { tagGates, arena, vector: x, source: { sizes, weights } } = this;
    const key = feats * TAG_ROWS + tag;
    const known = tagGates[key] as number;
    if (known > 0) return known;
    const to = (tagGates[key] = arena.take(8 * sizes.cells));
    const from = x.length - sizes.tag;
    x.fill(0);
    for (let d = 0; d < sizes.tag; d++) x[from + d] = (weights('tags')[tag * sizes.tag + d] as number) + (weights('feats')[feats * sizes.tag + d] as number);
    this.biases[0]?.forEach((bias, d) => arena.f32.set(bias, (to >> 2) + d * 4 * sizes.cells));
    this.gatesOf(to);
    return to;
  }

  /** Adds to `to` what the vector in `vector` gives to the gates of both directions. */
  private gatesOf(to: number): void {
    const { kernels, arena, input, vector, source: { sizes } } = this;
    const gates = 4 * sizes.cells;
    arena.f32.set(vector, this.exact >> 2);
    kernels.integers(this.exact, input, vector.length, UNIT);
    this.inputs[0]?.forEach(({ at, scale }, d) => kernels.vecmat16(input, at, to + d * gates * 4, vector.length, gates, scale));
  }
}
