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
