/** One question, one answer: the command line, the desk and a brief on the embedded example. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Comparison } from '../../src/analysis/compare.js';
import { gather } from '../../src/brief/evidence.js';
import { main } from '../../src/cli/main.js';
import { dataFolder } from '../../src/codebook/node.js';
import { loadCoder } from '../../src/coder/node.js';
import { intake } from '../../src/intake/index.js';
import { DuckStore } from '../../src/record/index.js';
import { serve } from '../../src/server/index.js';

const folder = mkdtempSync(join(tmpdir(), 'demarche-changes-'));
const path = join(folder, 'example.duckdb');
const AT = '2023-12-10';
const MINUTES = 60_000;

/** Faces may add the same deeds up in another order, which shows in the last digits of a mean. */
const answersOf = (comparisons: Iterable<Comparison>) =>
  new Map([...comparisons].map(({ partner, before, after, difference, p, q, verdict }) => [partner, { before: before.count, after: after.count, difference: difference?.toFixed(9), p, q, verdict }]));

async function withStore<T>(job: (store: DuckStore) => Promise<T>): Promise<T> {
  const store = await DuckStore.open(path);
  try {
    return await job(store);
  } finally {
    await store.close();
  }
}

beforeAll(async () => {
  await withStore((store) => intake({ store, inputs: [join(dataFolder, 'example', 'dispatches')] }));
}, 5 * MINUTES);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('has the course changed?', () => {
  it('has the same answer on the command line, on the desk and in a brief', async () => {
    let out = '';
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true));
    expect(await main(['node', 'demarche', 'shift', 'ARG', '--at', AT, '--json', '-s', path])).toBe(0);
    vi.restoreAllMocks();
    const shift = answersOf((JSON.parse(out) as { comparison: Comparison[] }).comparison);
    expect(shift.size).toBeGreaterThan(8);
    expect([...shift.values()].filter(({ q }) => q !== null).length).toBeGreaterThan(4);

    await withStore(async (store) => {
      const server = await serve({ store, coder: await loadCoder(), port: 0 });
      const desk = (await (await fetch(`${server.url}desk/ARG.json?at=${AT}`)).json()) as { partners: Comparison[]; from: string; to: string };
      await server.close();
      expect(answersOf(desk.partners)).toEqual(shift);

      const { comparisons } = await gather(store, { actor: 'ARG', at: AT, from: desk.from, to: desk.to, language: 'en' });
      expect(answersOf(comparisons.values())).toEqual(shift);
    });
  }, MINUTES);
});
