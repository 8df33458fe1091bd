/** Places for the actors of a network: the more two have to do with each other, the nearer. The same network looks the same each time. */
export interface Link {
  a: string;
  b: string;
  count: number;
}

const ROUNDS = 300;

/** Springs along the links and a push between all (after Fruchterman and Reingold 1991), from places on a circle. */
export function layout(codes: readonly string[], links: readonly Link[]): Map<string, [number, number]> {
  const n = codes.length;
  const place = codes.map((_, i): [number, number] => [Math.cos((2 * Math.PI * i) / n), Math.sin((2 * Math.PI * i) / n)]);
  const index = new Map(codes.map((code, i) => [code, i]));
  const springs = links.map(({ a, b, count }) => [index.get(a)!, index.get(b)!, Math.log2(1 + count)] as const);
  const ideal = 1.4 / Math.sqrt(Math.max(1, n));
  for (let round = 0; round < ROUNDS; round++) {
    const step = 0.1 * (1 - round / ROUNDS);
    const force = place.map(([x, y]): [number, number] => [-0.15 * x, -0.15 * y]);
    const push = (i: number, j: number, size: (distance: number) => number) => {
      const [dx, dy] = [place[i]![0] - place[j]![0], place[i]![1] - place[j]![1]];
      const distance = Math.max(0.01, Math.hypot(dx, dy));
      const by = size(distance) / distance;
      force[i]![0] += dx * by;
      force[i]![1] += dy * by;
      force[j]![0] -= dx * by;
      force[j]![1] -= dy * by;
    };
    for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) push(i, j, (distance) => ideal ** 2 / distance);
    for (const [i, j, weight] of springs) push(i, j, (distance) => (-0.25 * weight * distance ** 2) / ideal);
    force.forEach(([fx, fy], i) => {
      const size = Math.max(1e-9, Math.hypot(fx, fy));
      place[i]![0] += (fx / size) * Math.min(step, size);
      place[i]![1] += (fy / size) * Math.min(step, size);
    });
  }
  return new Map(codes.map((code, i) => [code, place[i]!]));
}

/** In pixels: height of a name, width of a dot before it with the gap between them, margin of the frame. */
const [LINE, DOT, EDGE] = [17, 18, 16];
const SEPARATIONS = 120;
/** Width of a usual name: the outermost dots leave it beside them. */
const NAME = 64;

/**
 * The same places stretched over a frame of so many pixels, and then moved apart until no name lies on another, as far as
 * there is room. `widthOf` is of a name in pixels; names stand to the right of their dots.
 */
export function spread(places: ReadonlyMap<string, [number, number]>, widthOf: (code: string) => number, width: number, height: number): Map<string, [number, number]> {
  const codes = [...places.keys()];
  const room = codes.map((code) => DOT + widthOf(code));
  const fit = (axis: 0 | 1, from: number, to: number) => {
    const values = codes.map((code) => places.get(code)![axis]);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return values.map((value) => (high === low ? (from + to) / 2 : from + ((value - low) / (high - low)) * (to - from)));
  };
  const [x, y] = [fit(0, EDGE, width - EDGE - NAME).map((value, i) => Math.min(value, width - room[i]!)), fit(1, EDGE, height - EDGE)];
  const within = (value: number, to: number) => Math.max(EDGE, Math.min(to - EDGE, value));
  for (let round = 0; round < SEPARATIONS; round++) {
    let moved = false;
    for (let i = 0; i < codes.length; i++) {
      for (let j = i + 1; j < codes.length; j++) {
        const across = Math.min(x[i]! + room[i]!, x[j]! + room[j]!) - Math.max(x[i]! - DOT / 2, x[j]! - DOT / 2);
        const down = LINE - Math.abs(y[i]! - y[j]!);
        if (across <= 0 || down <= 0) continue;
        moved = true;
        const up = y[i]! < y[j]! || (y[i] === y[j] && i % 2 === 0) ? -1 : 1;
        y[i] = within(y[i]! + (up * down) / 2, height);
        y[j] = within(y[j]! - (up * down) / 2, height);
        // Where the frame holds one of them back, they part sideways.
        if (LINE - Math.abs(y[i]! - y[j]!) > 1) {
          const left = x[i]! < x[j]! ? -1 : 1;
          x[i] = within(x[i]! + (left * across) / 4, width - room[i]!);
          x[j] = within(x[j]! - (left * across) / 4, width - room[j]!);
        }
      }
    }
    if (!moved) break;
  }
  return new Map(codes.map((code, i) => [code, [x[i]!, y[i]!]]));
}
