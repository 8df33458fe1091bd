/** The arithmetic of the tagger and the neural parser, and the memory that it works in. */
import { KERNELS } from './kernels.js';

/** See kernels.as; addresses are in bytes. */
export interface Kernels {
  gemm(a: number, b: number, c: number, m: number, k: number, n: number, panel: number): void;
  vecmat(x: number, b: number, y: number, k: number, n: number): void;
  transpose(from: number, to: number, m: number, n: number): void;
  lstm(gates: number, gatesRow: number, weights: number, cells: number, out: number, outRow: number, length: number, h: number, step: number, zero: number): void;
  lstmBack(gates: number, gatesRow: number, turned: number, cells: number, dOut: number, outRow: number, dGates: number, length: number, h: number, step: number, dh: number, dc: number, zero: number): void;
  sumRows(list: number, count: number, out: number, h: number): void;
  sumRows16(list: number, count: number, out: number, h: number, unit: number, most: number): void;
  addRows(list: number, count: number, out: number, d: number, h: number, shift: number): void;
  adam(weights: number, gradient: number, mean: number, square: number, n: number, rate: number, beta1: number, beta2: number, epsilon: number): void;
  argmax(x: number, n: number): number;
  vecmat16(x: number, b: number, y: number, k: number, n: number, scale: number): void;
  matmat16(x: number, rowX: number, b: number, y: number, rowY: number, m: number, k: number, n: number, scale: number): void;
  lstm16(gates: number, gatesRow: number, weights: number, scale: number, cells: number, out: number, outRow: number, length: number, h: number, step: number, zero: number, unit: number): void;
  tagSums(list: number, count: number, table: number, sums: number): void;
  tagOf(list: number, count: number, table: number, a: number, b: number, c: number, d: number, e: number, sums: number): number;
  integers(from: number, to: number, n: number, unit: number): void;
  addShare(to: number, a: number, b: number, n: number, scale: number): void;
}

const PAGE = 65536;

/** What is needed of WebAssembly and of base64: the same in Node and in browsers, and in the types of neither alone. */
interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}
declare const WebAssembly: {
  Memory: new (size: { initial: number }) => Memory;
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: { env: { memory: Memory } }) => { exports: object };
};
declare function atob(base64: string): string;

function decode(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

let compiled: object | undefined;

/** A matrix of 16-bit integers, and what a product of one of them and an output is to be multiplied by. */
export interface Packed {
  at: number;
  scale: number;
}

/** The integer that stands for 1 in outputs, and the greatest in matrices: sums of 250 products stay within 32 bits. */
export const UNIT = 2048;
export const MOST = 4095;
/** Columns of a panel of a packed matrix: a matrix has a multiple of them. */
export const PANEL = 16;

/** A memory that is given out from its beginning to its end, with the kernels that work in it. */
export class Arena {
  readonly kernels: Kernels;
  private readonly memory: Memory = new WebAssembly.Memory({ initial: 16 });
  private used = 1024;
  /** The memory as numbers; anew after each `take`. */
  f32: Float32Array<ArrayBuffer>;
  u32: Uint32Array<ArrayBuffer>;

  constructor() {
    compiled ??= new WebAssembly.Module(decode(KERNELS));
    this.kernels = new WebAssembly.Instance(compiled, { env: { memory: this.memory } }).exports as unknown as Kernels;
    this.f32 = new Float32Array(this.memory.buffer);
    this.u32 = new Uint32Array(this.memory.buffer);
  }

  /** The address of room for `count` numbers of 32 bits, all zero. */
  take(count: number): number {
    const address = this.used;
    this.used += Math.ceil((count * 4) / 64) * 64;
    const missing = this.used - this.memory.buffer.byteLength;
    if (missing > 0) {
      this.memory.grow(Math.ceil(missing / PAGE));
      this.f32 = new Float32Array(this.memory.buffer);
      this.u32 = new Uint32Array(this.memory.buffer);
    }
    return address;
  }

  /** The numbers at an address: valid until the next `take`. */
  at(address: number, count: number): Float32Array {
    return this.f32.subarray(address >> 2, (address >> 2) + count);
  }

  /** Takes room for a matrix of k × n and lays it there as `vecmat16` reads it. */
  pack(values: Float32Array, k: number, n: number): Packed {
    let most = 1e-9;
    for (const v of values) most = Math.max(most, Math.abs(v));
    const scale = most / MOST;
    const at = this.take((k * n) / 2);
    const to = new Int16Array(this.memory.buffer, at, k * n);
    for (let row = 0; row < k; row++) {
      for (let column = 0; column < n; column++) to[(column - (column % PANEL)) * k + (row >> 1) * 2 * PANEL + (column % PANEL) * 2 + (row & 1)] = Math.round((values[row * n + column] as number) / scale);
    }
    return { at, scale: scale / UNIT };
  }
}
