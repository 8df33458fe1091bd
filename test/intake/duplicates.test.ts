import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signatureOf } from '../../src/intake/duplicates.js';
import { intake } from '../../src/intake/index.js';
import { DuckStore } from '../../src/record/index.js';

const words = (seed: number, count: number): string => Array.from({ length: count }, (_, i) => `word${((i + 1) * (seed * 1009 + 17)) % 9973}`).join(' ');

describe('signatures', () => {
  const alike = (one: string, other: string): number => {
    const [a, b] = [signatureOf(one)!, signatureOf(other)!];
    return a.filter((value, i) => value === b[i]).length / a.length;
  };

  it('are the same for the same words, near for a cut copy, far for another text', () => {
    const text = words(1, 400);
    expect(alike(text, text.toUpperCase().replaceAll(' ', ',\n'))).toBe(1);
    expect(alike(text, text.slice(0, text.length * 0.92))).toBeGreaterThan(0.8);
    expect(alike(text, words(2, 400))).toBeLessThan(0.1);
    expect(signatureOf('ARG met CHN.')).toBeNull();
  });
});

describe('sightings', () => {
  let folder = '';
  let store: DuckStore;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'demarche-duplicates-'));
    store = await DuckStore.open(join(folder, 'record.duckdb'));
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('one story in forty papers is one report with forty sightings; both counts are kept', async () => {
    const coderModule = new URL('fake-coder.ts', import.meta.url).href;
    const story = (paper: number) => ({ publication: `Paper ${paper}`, date: '2022-02-06', text: `Special to paper${paper}. ARG met CHN. ${words(3, 300)}` });
    const other = { publication: 'Gazette', date: '2022-02-06', text: `ARG met CHN. ${words(9, 300)}` };
    const papers = Array.from({ length: 40 }, (_, i) => story(i));
    const result = await intake({ store, inputs: [{ name: 'a', documents: papers.slice(0, 15) }, { name: 'b', documents: [other] }], coderModule, workers: 1 });
    await intake({ store, inputs: [{ name: 'c', documents: papers.slice(15) }], coderModule, workers: 1 });
    const seen = await store.sightings(result.documentIds[3]!);
    expect(seen).toHaveLength(40);
    expect(seen[0]).toMatchObject({ publication: 'Paper 0', similarity: 1 });
    expect(await store.sightings(result.documentIds[15]!)).toHaveLength(1);
    expect(await store.counts({ actor: 'ARG', recipient: 'CHN', unit: 'month' })).toEqual([{ period: '2022-02-01', coded: 41, reports: 2, events: 1, documents: 41 }]);
    // Nothing was taken out.
    expect((await store.summary()).events).toBe(41);
  });
});
