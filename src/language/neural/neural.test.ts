import { describe, expect, it } from 'vitest';
import { HashTable, hashText, mix2 } from '../hash.js';
import { readModel, writeModel } from '../model.js';
import { ParserState } from '../transitions.js';
import { trainNetwork, type NeuralInstance } from '../training/neural.js';
import { seeded } from '../training/perceptron.js';
import { deprelId, uposId } from '../ud.js';
import { Arena, UNIT } from '../kernels/memory.js';
import { suffixRow } from './network.js';
import { NeuralParser } from './parser.js';
import { networkSections, networkSource } from './sections.js';

function numbers(count: number, seed: number, size = 1): Float32Array {
  const random = seeded(seed);
  return Float32Array.from({ length: count }, () => (random() * 2 - 1) * size);
}

function product(a: Float32Array, b: Float32Array, m: number, k: number, n: number): number[] {
  return Array.from({ length: m * n }, (_, at) => {
    let sum = 0;
    for (let i = 0; i < k; i++) sum += (a[Math.floor(at / n) * k + i] as number) * (b[i * n + (at % n)] as number);
    return sum;
  });
}

function put(arena: Arena, values: Float32Array): number {
  const at = arena.take(values.length);
  arena.f32.set(values, at >> 2);
  return at;
}

function expectClose(found: Float32Array, wanted: ArrayLike<number>, within: number): void {
  let worst = 0;
  for (let i = 0; i < wanted.length; i++) worst = Math.max(worst, Math.abs((found[i] as number) - (wanted[i] as number)));
  expect(worst).toBeLessThan(within);
}

describe('kernels', () => {
  it('multiplies matrices, also where rows are left over', () => {
    const arena = new Arena();
    const m = 7, k = 13, n = 24;
    const a = numbers(m * k, 1), b = numbers(k * n, 2);
    const at = put(arena, a), bt = put(arena, b), ct = arena.take(m * n), panel = arena.take(k * 8);
    arena.kernels.gemm(at, bt, ct, m, k, n, panel);
    expectClose(arena.at(ct, m * n), product(a, b, m, k, n), 1e-5);
    const row = arena.take(n);
    arena.kernels.vecmat(at, bt, row, k, n);
    expectClose(arena.at(row, n), product(a.subarray(0, k), b, 1, k, n), 1e-5);
  });

  it('multiplies integers of 16 bits for what they stand for', () => {
    const arena = new Arena();
    const k = 32, n = 64;
    const x = numbers(k, 3), b = numbers(k * n, 4, 2);
    const { at, scale } = arena.pack(b, k, n);
    const xt = arena.take(k / 2), yt = arena.take(n);
    new Int16Array(arena.f32.buffer, xt, k).set(x.map((v) => Math.round(v * UNIT)));
    arena.kernels.vecmat16(xt, at, yt, k, n, scale);
    expectClose(arena.at(yt, n), product(x, b, 1, k, n), 0.02);
  });

  it.each([1, -1])('finds the gradient of an LSTM that reads in direction %i', (step) => {
    const arena = new Arena();
    const { kernels } = arena;
    const h = 8, length = 5;
    const input = numbers(length * 4 * h, 5), weights = numbers(h * 4 * h, 6), wanted = numbers(length * h, 7);
    const gates = arena.take(length * 4 * h), w = put(arena, weights), cells = arena.take(length * h), out = arena.take(length * h);
    const zero = arena.take(4 * h), turned = arena.take(h * 4 * h), d = put(arena, wanted), dGates = arena.take(length * 4 * h);
    const dh = arena.take(h), dc = arena.take(h);
    const loss = (values: Float32Array): number => {
      arena.f32.set(values, gates >> 2);
      kernels.lstm(gates, 16 * h, w, cells, out, 4 * h, length, h, step, zero);
      return arena.at(out, length * h).reduce((sum, y, i) => sum + y * (wanted[i] as number), 0);
    };
    loss(input);
    kernels.transpose(w, turned, h, 4 * h);
    kernels.lstmBack(gates, 16 * h, turned, cells, d, 4 * h, dGates, length, h, step, dh, dc, zero);
    const gradient = arena.at(dGates, length * 4 * h).slice();
    for (let i = 0; i < input.length; i += 3) {
      const up = input.slice(), down = input.slice();
      up[i]! += 0.01;
      down[i]! -= 0.01;
      expect(gradient[i]).toBeCloseTo((loss(up) - loss(down)) / 0.02, 2);
    }
  });
});

/** Sentences "the N V the N" in which each determiner hangs under the noun after it and nouns under the verb. */
function toy(count: number): { instances: NeuralInstance[]; forms: string[][]; rows: HashTable } {
  const random = seeded(3);
  const nouns = ['fleet', 'envoy', 'treaty', 'border', 'canal'], verbs = ['crossed', 'signed', 'left', 'saw'];
  const pick = (list: string[]): string => list[Math.floor(random() * list.length)] as string;
  const known = new Map<string, number>(['the', ...nouns, ...verbs].map((word, i) => [word, i + 1]));
  const forms = Array.from({ length: count }, () => ['the', pick(nouns), pick(verbs), 'the', pick(nouns)]);
  const tags = ['DET', 'NOUN', 'VERB', 'DET', 'NOUN'].map(uposId), labels = ['det', 'nsubj', 'root', 'det', 'obj'].map(deprelId);
  const instances = forms.map((words): NeuralInstance => ({
    length: 5,
    word: Int32Array.from(words, (word) => known.get(word) as number),
    suffix: Int32Array.from(words, (word) => suffixRow(suffixHash(word))),
    tag: Int32Array.from(tags),
    feats: new Int32Array(5),
    head: Int32Array.of(1, 2, 5, 4, 2),
    label: Int32Array.from(labels),
    treebank: 0,
  }));
  return { instances, forms, rows: HashTable.from(new Map([...known].map(([word, row]) => [hashText(word), row]))) };
}

const suffixHash = (word: string): number => mix2(hashText(word, Math.max(0, word.length - 3)), 3);

describe('the neural parser', () => {
  const { instances, forms, rows } = toy(60);
  const sizes = { given: 8, own: 8, suffix: 8, tag: 8, layers: 1, cells: 32, hidden: 64 };
  const words = { rows: 11, ownRows: 11, counts: new Int32Array(11).fill(20), given: numbers(11 * 8, 9) };
  const train = (): ReturnType<typeof trainNetwork> =>
    trainNetwork(instances, [], words, { sizes, epochs: 8, batch: 24, rate: 0.01, seed: 1, treebanks: 1, featsRows: 1, dropout: 0.1, log: () => undefined });
  const network = train();

  it('learns what its sentences show, and reads it back from the bytes of a model', () => {
    const { header, sections } = networkSections(sizes, network.weights, rows, words.given);
    const model = readModel(writeModel({
      header: { language: 'xx', version: 'xx-1', feats: [''], featsLists: [], lemmaScripts: [], splitScripts: [], arcs: {}, anyArc: [], network: header },
      sections,
    }));
    const parser = new NeuralParser(networkSource(model.header.network!, (name) => model.sections[name]!));
    const state = new ParserState();
    instances.forEach((instance, s) => {
      state.reserve(5);
      forms[s]!.forEach((word, i) => {
        state.word[i] = hashText(word);
        state.suffix[i] = suffixHash(word);
        state.tag[i] = instance.tag[i] as number;
        state.feats[i] = 0;
      });
      parser.parse(state, 5);
      expect([...state.head.subarray(0, 5)]).toEqual([...instance.head]);
      expect([...state.label.subarray(0, 5)].map((label) => label - 1)).toEqual([...instance.label]);
    });
  });

  it('learns the same from the same seed', () => {
    expect(train().weights).toEqual(network.weights);
  });
});
