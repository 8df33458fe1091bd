import { describe, expect, it } from 'vitest';
import { layout, spread } from '../../src/web/charts/layout.js';

const CODES = Array.from({ length: 24 }, (_, i) => `A${i}`);
const LINKS = CODES.slice(1).map((b, i) => ({ a: 'A0', b, count: 1 + (i % 7) }));
const nameOf = (code: string) => `Republic of ${code}`;

describe('places of a network', () => {
  it('are the same each time', () => {
    expect(layout(CODES, LINKS)).toEqual(layout(CODES, LINKS));
  });

  it.each([[1180, 540], [330, 540]])('keep names apart and inside a frame of %i by %i pixels', (width, height) => {
    const places = [...spread(layout(CODES, LINKS), (code) => 6 * nameOf(code).length, width, height)];
    for (const [code, [x, y]] of places) {
      expect(x, code).toBeGreaterThanOrEqual(0);
      expect(x + 6 * nameOf(code).length, code).toBeLessThanOrEqual(width);
      expect(y, code).toBeGreaterThanOrEqual(0);
      expect(y, code).toBeLessThanOrEqual(height);
    }
    const overlapping = places.flatMap(([a, [ax, ay]], i) =>
      places.slice(i + 1).filter(([b, [bx, by]]) => Math.abs(ay - by) < 12 && Math.min(ax + 6 * nameOf(a).length, bx + 6 * nameOf(b).length) > Math.max(ax, bx)).map(([b]) => `${a} ${b}`),
    );
    expect(overlapping).toEqual([]);
  });

  it('stand for one actor and for none', () => {
    expect(spread(layout([], []), () => 40, 400, 300).size).toBe(0);
    expect(spread(layout(['A0'], []), () => 40, 400, 300).get('A0')![1]).toBe(150);
  });
});
