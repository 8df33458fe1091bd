import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DuckStore, type Indicator } from '../../src/record/index.js';

let folder = '';
let store: DuckStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'demarche-indicators-'));
  store = await DuckStore.open(join(folder, 'record.duckdb'));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const figure = (more: Partial<Indicator> = {}): Indicator => ({ actor: 'ARG', series: 'reserves', date: '2023-12-31', datePrecision: 'day', value: 23.1, unit: 'USD bn', source: 'Central bank', ...more });

it('keeps a figure once for each actor, series, date and source, and a revised one as revised', async () => {
  const year = figure({ series: 'growth', date: '2022-01-01', datePrecision: 'year', value: -1.5, unit: '%' });
  expect(await store.addIndicators([figure({ value: 1 }), figure(), year, figure({ actor: 'BRA' })])).toEqual({ added: 3, replaced: 0, alreadyThere: 1 });
  expect(await store.addIndicators([figure(), figure({ source: 'IMF', value: 23 })])).toEqual({ added: 1, replaced: 0, alreadyThere: 1 });
  expect(await store.addIndicators([figure({ value: 24 })])).toEqual({ added: 0, replaced: 1, alreadyThere: 0 });
  expect(await store.indicators({ actor: 'ARG' })).toEqual([year, figure({ value: 24 }), figure({ source: 'IMF', value: 23 })]);
  expect(await store.indicators({ series: 'reserves', from: '2024-01-01' })).toEqual([]);
  expect(await store.indicators({ actor: 'CHL' })).toEqual([]);
});

it('refuses all of a batch for one wrong row', async () => {
  await expect(store.addIndicators([figure(), figure({ date: '2023-02-30' })])).rejects.toThrow(/field date: found "2023-02-30"/);
  await expect(store.addIndicators([figure(), figure({ value: Number.NaN })])).rejects.toThrow(/field value/);
  expect(await store.indicators({})).toEqual([]);
});
