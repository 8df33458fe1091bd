/**
 * The arithmetic of the tagger and the neural parser: AssemblyScript, compiled to WebAssembly with 128-bit SIMD (see scripts/build-kernels.js).
 * Matrices are row-major float32 at byte addresses in an imported memory; the caller gives and keeps all memory.
 * Widths of rows are multiples of 8 throughout, so that no kernel has a remainder in its inner loop.
 */

/** c[m × n] += a[m × k] · b[k × n]; `panel` is scratch for k × 8 floats. */
export function gemm(a: usize, b: usize, c: usize, m: i32, k: i32, n: i32, panel: usize): void {
  const rowA = <usize>k << 2, rowN = <usize>n << 2;
  for (let j: usize = 0; j < rowN; j += 32) {
    // A panel of b lies in one piece, so that it stays in the nearest cache.
    let from = b + j, to = panel;
    const panelEnd = panel + (<usize>k << 5);
    while (to < panelEnd) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
      from += rowN;
      to += 32;
    }
    let i = 0;
    let pa = a, pc = c + j;
    for (; i + 4 <= m; i += 4) {
      let p0 = pa, p1 = pa + rowA, p2 = p1 + rowA, p3 = p2 + rowA;
      const c1 = pc + rowN, c2 = c1 + rowN, c3 = c2 + rowN;
      let s00 = v128.load(pc), s01 = v128.load(pc, 16);
      let s10 = v128.load(c1), s11 = v128.load(c1, 16);
      let s20 = v128.load(c2), s21 = v128.load(c2, 16);
      let s30 = v128.load(c3), s31 = v128.load(c3, 16);
      for (let pb = panel; pb < panelEnd; pb += 32) {
        const b0 = v128.load(pb), b1 = v128.load(pb, 16);
        let x = v128.load32_splat(p0);
        s00 = f32x4.add(s00, f32x4.mul(x, b0));
        s01 = f32x4.add(s01, f32x4.mul(x, b1));
        x = v128.load32_splat(p1);
        s10 = f32x4.add(s10, f32x4.mul(x, b0));
        s11 = f32x4.add(s11, f32x4.mul(x, b1));
        x = v128.load32_splat(p2);
        s20 = f32x4.add(s20, f32x4.mul(x, b0));
        s21 = f32x4.add(s21, f32x4.mul(x, b1));
        x = v128.load32_splat(p3);
        s30 = f32x4.add(s30, f32x4.mul(x, b0));
        s31 = f32x4.add(s31, f32x4.mul(x, b1));
        p0 += 4; p1 += 4; p2 += 4; p3 += 4;
      }
      v128.store(pc, s00); v128.store(pc, s01, 16);
      v128.store(c1, s10); v128.store(c1, s11, 16);
      v128.store(c2, s20); v128.store(c2, s21, 16);
      v128.store(c3, s30); v128.store(c3, s31, 16);
      pa += rowA << 2;
      pc += rowN << 2;
    }
    for (; i < m; i++) {
      let p0 = pa;
      let s0 = v128.load(pc), s1 = v128.load(pc, 16);
      for (let pb = panel; pb < panelEnd; pb += 32) {
        const x = v128.load32_splat(p0);
        s0 = f32x4.add(s0, f32x4.mul(x, v128.load(pb)));
        s1 = f32x4.add(s1, f32x4.mul(x, v128.load(pb, 16)));
        p0 += 4;
      }
      v128.store(pc, s0); v128.store(pc, s1, 16);
      pa += rowA;
      pc += rowN;
    }
  }
}

/** y[n] += x[k] · b[k × n] for one row. */
export function vecmat(x: usize, b: usize, y: usize, k: i32, n: i32): void {
  const rowN = <usize>n << 2;
  const endX = x + (<usize>k << 2);
  let j: usize = 0;
  for (; j + 128 <= rowN; j += 128) {
    const py = y + j;
    let s0 = v128.load(py), s1 = v128.load(py, 16), s2 = v128.load(py, 32), s3 = v128.load(py, 48);
    let s4 = v128.load(py, 64), s5 = v128.load(py, 80), s6 = v128.load(py, 96), s7 = v128.load(py, 112);
    let pb = b + j;
    for (let px = x; px < endX; px += 4) {
      const v = v128.load32_splat(px);
      s0 = f32x4.add(s0, f32x4.mul(v, v128.load(pb)));
      s1 = f32x4.add(s1, f32x4.mul(v, v128.load(pb, 16)));
      s2 = f32x4.add(s2, f32x4.mul(v, v128.load(pb, 32)));
      s3 = f32x4.add(s3, f32x4.mul(v, v128.load(pb, 48)));
      s4 = f32x4.add(s4, f32x4.mul(v, v128.load(pb, 64)));
      s5 = f32x4.add(s5, f32x4.mul(v, v128.load(pb, 80)));
      s6 = f32x4.add(s6, f32x4.mul(v, v128.load(pb, 96)));
      s7 = f32x4.add(s7, f32x4.mul(v, v128.load(pb, 112)));
      pb += rowN;
    }
    v128.store(py, s0); v128.store(py, s1, 16); v128.store(py, s2, 32); v128.store(py, s3, 48);
    v128.store(py, s4, 64); v128.store(py, s5, 80); v128.store(py, s6, 96); v128.store(py, s7, 112);
  }
  for (; j < rowN; j += 32) {
    const py = y + j;
    let s0 = v128.load(py), s1 = v128.load(py, 16);
    let pb = b + j;
    for (let px = x; px < endX; px += 4) {
      const v = v128.load32_splat(px);
      s0 = f32x4.add(s0, f32x4.mul(v, v128.load(pb)));
      s1 = f32x4.add(s1, f32x4.mul(v, v128.load(pb, 16)));
      pb += rowN;
    }
    v128.store(py, s0); v128.store(py, s1, 16);
  }
}

/** to[n × m] = from[m × n] turned over. */
export function transpose(from: usize, to: usize, m: i32, n: i32): void {
  const rowN = <usize>n << 2, rowM = <usize>m << 2;
  for (let i = 0; i < m; i++) {
    let p = from + <usize>i * rowN;
    let q = to + (<usize>i << 2);
    for (let j = 0; j < n; j++) {
      store<f32>(q, load<f32>(p));
      p += 4;
      q += rowM;
    }
  }
}

/** tanh by a rational approximation, good to the last digits of a float32. */
// @ts-ignore: decorator
@inline
function tanh4(v: v128): v128 {
  const limit = f32x4.splat(7.9);
  const x = f32x4.max(f32x4.min(v, limit), f32x4.neg(limit));
  const x2 = f32x4.mul(x, x);
  let p = f32x4.add(f32x4.mul(x2, f32x4.splat(-2.76076847742355e-16)), f32x4.splat(2.00018790482477e-13));
  p = f32x4.add(f32x4.mul(x2, p), f32x4.splat(-8.60467152213735e-11));
  p = f32x4.add(f32x4.mul(x2, p), f32x4.splat(5.12229709037114e-08));
  p = f32x4.add(f32x4.mul(x2, p), f32x4.splat(1.48572235717979e-05));
  p = f32x4.add(f32x4.mul(x2, p), f32x4.splat(6.37261928875436e-04));
  p = f32x4.add(f32x4.mul(x2, p), f32x4.splat(4.89352455891786e-03));
  p = f32x4.mul(x, p);
  let q = f32x4.add(f32x4.mul(x2, f32x4.splat(1.19825839466702e-06)), f32x4.splat(1.18534705686654e-04));
  q = f32x4.add(f32x4.mul(x2, q), f32x4.splat(2.26843463243900e-03));
  q = f32x4.add(f32x4.mul(x2, q), f32x4.splat(4.89352518554385e-03));
  return f32x4.div(p, q);
}

// @ts-ignore: decorator
@inline
function sigmoid4(v: v128): v128 {
  const half = f32x4.splat(0.5);
  return f32x4.add(half, f32x4.mul(half, tanh4(f32x4.mul(v, half))));
}

/**
 * One direction of an LSTM over `length` words. `gates` holds for each word what its input gives to the four gates
 * (input, forget, output, candidate; h each) and is left with the gates' values; `cells` receives the cells, `out`
 * (rows `outRow` bytes apart) the outputs. `step` is 1 or −1: the direction. `zero` is h floats of nothing.
 */
export function lstm(gates: usize, gatesRow: usize, weights: usize, cells: usize, out: usize, outRow: usize, length: i32, h: i32, step: i32, zero: usize): void {
  const rowH = <usize>h << 2;
  let t = step > 0 ? 0 : length - 1;
  let before = zero, cellBefore = zero;
  for (let n = 0; n < length; n++) {
    const g = gates + <usize>t * gatesRow;
    const c = cells + <usize>t * rowH;
    const o = out + <usize>t * outRow;
    if (n > 0) vecmat(before, weights, g, h, h << 2);
    for (let j: usize = 0; j < rowH; j += 16) {
      const gi = g + j, gf = gi + rowH, go = gf + rowH, gc = go + rowH;
      const i4 = sigmoid4(v128.load(gi));
      const f4 = sigmoid4(v128.load(gf));
      const o4 = sigmoid4(v128.load(go));
      const c4 = tanh4(v128.load(gc));
      v128.store(gi, i4); v128.store(gf, f4); v128.store(go, o4); v128.store(gc, c4);
      const cell = f32x4.add(f32x4.mul(f4, v128.load(cellBefore + j)), f32x4.mul(i4, c4));
      v128.store(c + j, cell);
      v128.store(o + j, f32x4.mul(o4, tanh4(cell)));
    }
    before = o;
    cellBefore = c;
    t += step;
  }
}

/**
 * The way back of `lstm`: `dOut` holds the losses' gradient by the outputs (rows as `out`), `gates` and `cells` what
 * `lstm` left; `dGates` receives the gradient by the gates before their functions. `turned` is the weights turned over;
 * `dh` and `dc` are scratch of h floats each.
 */
export function lstmBack(gates: usize, gatesRow: usize, turned: usize, cells: usize, dOut: usize, outRow: usize, dGates: usize, length: i32, h: i32, step: i32, dh: usize, dc: usize, zero: usize): void {
  const rowH = <usize>h << 2;
  const one = f32x4.splat(1);
  memory.fill(dh, 0, rowH);
  memory.fill(dc, 0, rowH);
  let t = step > 0 ? length - 1 : 0;
  for (let n = 0; n < length; n++) {
    const g = gates + <usize>t * gatesRow;
    const dg = dGates + <usize>t * gatesRow;
    const c = cells + <usize>t * rowH;
    const previous = n + 1 < length ? (step > 0 ? c - rowH : c + rowH) : zero;
    const d = dOut + <usize>t * outRow;
    for (let j: usize = 0; j < rowH; j += 16) {
      const gi = g + j, gf = gi + rowH, go = gf + rowH, gc = go + rowH;
      const i4 = v128.load(gi), f4 = v128.load(gf), o4 = v128.load(go), c4 = v128.load(gc);
      const th = tanh4(v128.load(c + j));
      const dh4 = f32x4.add(v128.load(d + j), v128.load(dh + j));
      const dc4 = f32x4.add(v128.load(dc + j), f32x4.mul(f32x4.mul(dh4, o4), f32x4.sub(one, f32x4.mul(th, th))));
      const qi = dg + j, qf = qi + rowH, qo = qf + rowH, qc = qo + rowH;
      v128.store(qi, f32x4.mul(f32x4.mul(dc4, c4), f32x4.mul(i4, f32x4.sub(one, i4))));
      v128.store(qf, f32x4.mul(f32x4.mul(dc4, v128.load(previous + j)), f32x4.mul(f4, f32x4.sub(one, f4))));
      v128.store(qo, f32x4.mul(f32x4.mul(dh4, th), f32x4.mul(o4, f32x4.sub(one, o4))));
      v128.store(qc, f32x4.mul(f32x4.mul(dc4, i4), f32x4.sub(one, f32x4.mul(c4, c4))));
      v128.store(dc + j, f32x4.mul(dc4, f4));
    }
    memory.fill(dh, 0, rowH);
    vecmat(dg, turned, dh, h << 2, h);
    t -= step;
  }
}

/** out[h] = the sum of the `count` rows whose addresses are listed, never below zero. */
export function sumRows(list: usize, count: i32, out: usize, h: i32): void {
  const rowH = <usize>h << 2;
  const zero = f32x4.splat(0);
  const end = list + (<usize>count << 2);
  for (let j: usize = 0; j < rowH; j += 64) {
    let s0 = zero, s1 = zero, s2 = zero, s3 = zero;
    for (let p = list; p < end; p += 4) {
      const row = <usize>load<u32>(p) + j;
      s0 = f32x4.add(s0, v128.load(row));
      s1 = f32x4.add(s1, v128.load(row, 16));
      s2 = f32x4.add(s2, v128.load(row, 32));
      s3 = f32x4.add(s3, v128.load(row, 48));
    }
    const o = out + j;
    v128.store(o, f32x4.max(s0, zero));
    v128.store(o, f32x4.max(s1, zero), 16);
    v128.store(o, f32x4.max(s2, zero), 32);
    v128.store(o, f32x4.max(s3, zero), 48);
  }
}

/** `sumRows` for use: the sums as 16-bit integers, `unit` to one and `most` at most. */
export function sumRows16(list: usize, count: i32, out: usize, h: i32, unit: f32, most: f32): void {
  const rowH = <usize>h << 2;
  const by = f32x4.splat(unit), limit = f32x4.splat(most);
  const zero = f32x4.splat(0);
  const end = list + (<usize>count << 2);
  for (let j: usize = 0; j < rowH; j += 64) {
    let s0 = zero, s1 = zero, s2 = zero, s3 = zero;
    for (let p = list; p < end; p += 4) {
      const row = <usize>load<u32>(p) + j;
      s0 = f32x4.add(s0, v128.load(row));
      s1 = f32x4.add(s1, v128.load(row, 16));
      s2 = f32x4.add(s2, v128.load(row, 32));
      s3 = f32x4.add(s3, v128.load(row, 48));
    }
    s0 = f32x4.min(f32x4.mul(f32x4.max(s0, zero), by), limit);
    s1 = f32x4.min(f32x4.mul(f32x4.max(s1, zero), by), limit);
    s2 = f32x4.min(f32x4.mul(f32x4.max(s2, zero), by), limit);
    s3 = f32x4.min(f32x4.mul(f32x4.max(s3, zero), by), limit);
    const o = out + (j >> 1);
    v128.store(o, i16x8.narrow_i32x4_s(i32x4.trunc_sat_f32x4_s(f32x4.nearest(s0)), i32x4.trunc_sat_f32x4_s(f32x4.nearest(s1))));
    v128.store(o, i16x8.narrow_i32x4_s(i32x4.trunc_sat_f32x4_s(f32x4.nearest(s2)), i32x4.trunc_sat_f32x4_s(f32x4.nearest(s3))), 16);
  }
}

/** The way back of `sumRows`: d[h] passes where out is above zero, and is added to each listed row's gradient, `shift` bytes on. */
export function addRows(list: usize, count: i32, out: usize, d: usize, h: i32, shift: usize): void {
  const rowH = <usize>h << 2;
  const zero = f32x4.splat(0);
  const end = list + (<usize>count << 2);
  for (let j: usize = 0; j < rowH; j += 16) {
    v128.store(d + j, v128.and(v128.load(d + j), f32x4.gt(v128.load(out + j), zero)));
  }
  for (let p = list; p < end; p += 4) {
    const row = <usize>load<u32>(p) + shift;
    for (let j: usize = 0; j < rowH; j += 16) v128.store(row + j, f32x4.add(v128.load(row + j), v128.load(d + j)));
  }
}

/** One step of Adam over n weights; the gradient is left at zero. */
export function adam(weights: usize, gradient: usize, mean: usize, square: usize, n: i32, rate: f32, beta1: f32, beta2: f32, epsilon: f32): void {
  const bytes = <usize>n << 2;
  const b1 = f32x4.splat(beta1), b2 = f32x4.splat(beta2), a1 = f32x4.splat(1 - beta1), a2 = f32x4.splat(1 - beta2);
  const r = f32x4.splat(rate), e = f32x4.splat(epsilon), zero = f32x4.splat(0);
  for (let j: usize = 0; j < bytes; j += 16) {
    const g = v128.load(gradient + j);
    const m = f32x4.add(f32x4.mul(b1, v128.load(mean + j)), f32x4.mul(a1, g));
    const s = f32x4.add(f32x4.mul(b2, v128.load(square + j)), f32x4.mul(a2, f32x4.mul(g, g)));
    v128.store(mean + j, m);
    v128.store(square + j, s);
    v128.store(weights + j, f32x4.sub(v128.load(weights + j), f32x4.div(f32x4.mul(r, m), f32x4.add(f32x4.sqrt(s), e))));
    v128.store(gradient + j, zero);
  }
}

/** Index of the greatest of n floats. */
export function argmax(x: usize, n: i32): i32 {
  let best = 0;
  let most = load<f32>(x);
  for (let i = 1; i < n; i++) {
    const v = load<f32>(x + (<usize>i << 2));
    if (v > most) { most = v; best = i; }
  }
  return best;
}

/** to[n] = unit × from[n] as 16-bit integers, cut off where they end. */
export function integers(from: usize, to: usize, n: i32, unit: f32): void {
  const bytes = <usize>n << 2;
  const by = f32x4.splat(unit);
  for (let j: usize = 0; j < bytes; j += 32) {
    v128.store(to + (j >> 1), i16x8.narrow_i32x4_s(
      i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(from + j), by))),
      i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(from + j, 16), by)))));
  }
}

/** to[n] = a[n] + scale × b[n], b of 16-bit integers. */
export function addShare(to: usize, a: usize, b: usize, n: i32, scale: f32): void {
  const bytes = <usize>n << 2;
  const by = f32x4.splat(scale);
  for (let j: usize = 0; j < bytes; j += 32) {
    const share = v128.load(b + (j >> 1));
    v128.store(to + j, f32x4.add(v128.load(a + j), f32x4.mul(by, f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(share)))));
    v128.store(to + j, f32x4.add(v128.load(a + j, 16), f32x4.mul(by, f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(share)))), 16);
  }
}

/**
 * y[n] += scale × (x[k] · b[k × n]) where x and b are 16-bit integers. b lies in panels of 16 columns, one behind the
 * other, so that it is read from its beginning to its end; in a panel, pairs of rows lie interleaved ([k / 2][16][2]), so that
 * one instruction multiplies and adds a pair for four columns. Four sums at a time are what stays in registers: with eight, the
 * engine moves them to memory and back, and takes half as long again.
 */
export function vecmat16(x: usize, b: usize, y: usize, k: i32, n: i32, scale: f32): void {
  const endX = x + (<usize>k << 1), endY = y + (<usize>n << 2);
  const by = f32x4.splat(scale);
  let pb = b;
  for (let py = y; py < endY; py += 64) {
    let s0 = i32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
    for (let px = x; px < endX; px += 8) {
      const v = v128.load32_splat(px);
      s0 = i32x4.add(s0, i32x4.dot_i16x8_s(v, v128.load(pb)));
      s1 = i32x4.add(s1, i32x4.dot_i16x8_s(v, v128.load(pb, 16)));
      s2 = i32x4.add(s2, i32x4.dot_i16x8_s(v, v128.load(pb, 32)));
      s3 = i32x4.add(s3, i32x4.dot_i16x8_s(v, v128.load(pb, 48)));
      const w = v128.load32_splat(px, 4);
      s0 = i32x4.add(s0, i32x4.dot_i16x8_s(w, v128.load(pb, 64)));
      s1 = i32x4.add(s1, i32x4.dot_i16x8_s(w, v128.load(pb, 80)));
      s2 = i32x4.add(s2, i32x4.dot_i16x8_s(w, v128.load(pb, 96)));
      s3 = i32x4.add(s3, i32x4.dot_i16x8_s(w, v128.load(pb, 112)));
      pb += 128;
    }
    v128.store(py, f32x4.add(v128.load(py), f32x4.mul(by, f32x4.convert_i32x4_s(s0))));
    v128.store(py, f32x4.add(v128.load(py, 16), f32x4.mul(by, f32x4.convert_i32x4_s(s1))), 16);
    v128.store(py, f32x4.add(v128.load(py, 32), f32x4.mul(by, f32x4.convert_i32x4_s(s2))), 32);
    v128.store(py, f32x4.add(v128.load(py, 48), f32x4.mul(by, f32x4.convert_i32x4_s(s3))), 48);
  }
}

/**
 * `vecmat16` for m rows, `rowX` and `rowY` bytes apart; what stood in y is overwritten. Two rows go at a time, since a
 * number of b, once it is read, serves both.
 */
export function matmat16(x: usize, rowX: usize, b: usize, y: usize, rowY: usize, m: i32, k: i32, n: i32, scale: f32): void {
  const by = f32x4.splat(scale);
  const bytesX = <usize>k << 1, bytesY = <usize>n << 2;
  for (let i = 0; i < m; i += 2) {
    // An odd last row is worked out twice.
    const x0 = x + <usize>i * rowX, y0 = y + <usize>i * rowY;
    const x1 = i + 1 < m ? x0 + rowX : x0, y1 = i + 1 < m ? y0 + rowY : y0;
    const ahead = x1 - x0, endX = x0 + bytesX;
    let pb = b;
    for (let j: usize = 0; j < bytesY; j += 64) {
      let s0 = i32x4.splat(0), s1 = s0, s2 = s0, s3 = s0, t0 = s0, t1 = s0, t2 = s0, t3 = s0;
      for (let px = x0; px < endX; px += 4) {
        const v = v128.load32_splat(px), w = v128.load32_splat(px + ahead);
        const b0 = v128.load(pb), b1 = v128.load(pb, 16), b2 = v128.load(pb, 32), b3 = v128.load(pb, 48);
        s0 = i32x4.add(s0, i32x4.dot_i16x8_s(v, b0));
        t0 = i32x4.add(t0, i32x4.dot_i16x8_s(w, b0));
        s1 = i32x4.add(s1, i32x4.dot_i16x8_s(v, b1));
        t1 = i32x4.add(t1, i32x4.dot_i16x8_s(w, b1));
        s2 = i32x4.add(s2, i32x4.dot_i16x8_s(v, b2));
        t2 = i32x4.add(t2, i32x4.dot_i16x8_s(w, b2));
        s3 = i32x4.add(s3, i32x4.dot_i16x8_s(v, b3));
        t3 = i32x4.add(t3, i32x4.dot_i16x8_s(w, b3));
        pb += 64;
      }
      const p0 = y0 + j, p1 = y1 + j;
      v128.store(p0, f32x4.mul(by, f32x4.convert_i32x4_s(s0)));
      v128.store(p0, f32x4.mul(by, f32x4.convert_i32x4_s(s1)), 16);
      v128.store(p0, f32x4.mul(by, f32x4.convert_i32x4_s(s2)), 32);
      v128.store(p0, f32x4.mul(by, f32x4.convert_i32x4_s(s3)), 48);
      v128.store(p1, f32x4.mul(by, f32x4.convert_i32x4_s(t0)));
      v128.store(p1, f32x4.mul(by, f32x4.convert_i32x4_s(t1)), 16);
      v128.store(p1, f32x4.mul(by, f32x4.convert_i32x4_s(t2)), 32);
      v128.store(p1, f32x4.mul(by, f32x4.convert_i32x4_s(t3)), 48);
    }
  }
}

/** tanh within 0.0011: half the arithmetic of `tanh4`, and no coarser than the integers that outputs become. */
// @ts-ignore: decorator
@inline
function quickTanh4(x: v128): v128 {
  const x2 = f32x4.mul(x, x);
  const p = f32x4.mul(x, f32x4.add(f32x4.mul(x2, f32x4.add(x2, f32x4.splat(105))), f32x4.splat(945)));
  const q = f32x4.add(f32x4.mul(x2, f32x4.add(f32x4.mul(x2, f32x4.splat(15)), f32x4.splat(420))), f32x4.splat(945));
  return f32x4.max(f32x4.min(f32x4.div(p, q), f32x4.splat(1)), f32x4.splat(-1));
}

// @ts-ignore: decorator
@inline
function quickSigmoid4(v: v128): v128 {
  const half = f32x4.splat(0.5);
  return f32x4.add(half, f32x4.mul(half, quickTanh4(f32x4.mul(v, half))));
}

/** The cell at `c + j` after the cell at `before + j`, and its output. */
// @ts-ignore: decorator
@inline
function cell4(g: usize, rowH: usize, before: usize, c: usize): v128 {
  const gf = g + rowH, go = gf + rowH, gc = go + rowH;
  const cell = f32x4.add(f32x4.mul(quickSigmoid4(v128.load(gf)), v128.load(before)), f32x4.mul(quickSigmoid4(v128.load(g)), quickTanh4(v128.load(gc))));
  v128.store(c, cell);
  return f32x4.mul(quickSigmoid4(v128.load(go)), quickTanh4(cell));
}

/** `lstm` for use: weights as in `vecmat16`, outputs as 16-bit integers of `unit` to one; the gates are left unfinished. */
export function lstm16(gates: usize, gatesRow: usize, weights: usize, scale: f32, cells: usize, out: usize, outRow: usize, length: i32, h: i32, step: i32, zero: usize, unit: f32): void {
  const rowH = <usize>h << 2;
  const by = f32x4.splat(unit);
  let t = step > 0 ? 0 : length - 1;
  let before = zero, cellBefore = zero;
  for (let n = 0; n < length; n++) {
    const g = gates + <usize>t * gatesRow;
    const c = cells + <usize>t * rowH;
    const o = out + <usize>t * outRow;
    if (n > 0) vecmat16(before, weights, g, h, h << 2, scale);
    for (let j: usize = 0; j < rowH; j += 32) {
      const low = cell4(g + j, rowH, cellBefore + j, c + j);
      const high = cell4(g + j + 16, rowH, cellBefore + j + 16, c + j + 16);
      v128.store(o + (j >> 1), i16x8.narrow_i32x4_s(
        i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(low, by))), i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(high, by)))));
    }
    before = o;
    cellBefore = c;
    t += step;
  }
}

/** Tags, and so bytes in a row of the tagger's table. */
const TAGS: i32 = 17;

/** Adds one row of bytes to 17 sums of 16 bits. */
// @ts-ignore: decorator
@inline
function addBytes(row: usize, sums: usize): void {
  const bytes = v128.load(row);
  v128.store(sums, i16x8.add(v128.load(sums), i16x8.extend_low_i8x16_s(bytes)));
  v128.store(sums, i16x8.add(v128.load(sums, 16), i16x8.extend_high_i8x16_s(bytes)), 16);
  store<i16>(sums, load<i16>(sums, 32) + <i16>load<i8>(row, 16), 32);
}

/** sums = the rows of `table` whose numbers are listed, added up. */
export function tagSums(list: usize, count: i32, table: usize, sums: usize): void {
  memory.fill(sums, 0, 48);
  const end = list + (<usize>count << 2);
  for (let p = list; p < end; p += 4) addBytes(table + <usize>load<u32>(p) * TAGS, sums);
}

/** The tag whose score is greatest: five sums (see `tagSums`) and the listed rows of `table` added up. */
export function tagOf(list: usize, count: i32, table: usize, a: usize, b: usize, c: usize, d: usize, e: usize, sums: usize): i32 {
  let low = i16x8.add(i16x8.add(v128.load(a), v128.load(b)), i16x8.add(i16x8.add(v128.load(c), v128.load(d)), v128.load(e)));
  let high = i16x8.add(i16x8.add(v128.load(a, 16), v128.load(b, 16)), i16x8.add(i16x8.add(v128.load(c, 16), v128.load(d, 16)), v128.load(e, 16)));
  let last = <i32>load<i16>(a, 32) + <i32>load<i16>(b, 32) + <i32>load<i16>(c, 32) + <i32>load<i16>(d, 32) + <i32>load<i16>(e, 32);
  const end = list + (<usize>count << 2);
  for (let p = list; p < end; p += 4) {
    const row = table + <usize>load<u32>(p) * TAGS;
    const bytes = v128.load(row);
    low = i16x8.add(low, i16x8.extend_low_i8x16_s(bytes));
    high = i16x8.add(high, i16x8.extend_high_i8x16_s(bytes));
    last += <i32>load<i8>(row, 16);
  }
  v128.store(sums, low);
  v128.store(sums, high, 16);
  store<i16>(sums, <i16>last, 32);
  let best = 0;
  let most = load<i16>(sums);
  for (let t = 1; t < TAGS; t++) {
    const score = load<i16>(sums + (<usize>t << 1));
    if (score > most) { most = score; best = t; }
  }
  return best;
}
