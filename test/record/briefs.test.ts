/** Briefs that are kept: found again as they were, deleted and put back, each with who did it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DuckStore } from '../../src/record/index.js';

const folder = mkdtempSync(join(tmpdir(), 'briefs-'));
let store: DuckStore;
beforeAll(async () => {
  store = await DuckStore.open(join(folder, 'record.duckdb'));
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const wanted = { name: 'For the minister’s “visit”', actor: 'ARG', body: '{"language":"en"}', person: 'ana' };

it('are kept once, newest first, and found when the store is opened again', async () => {
  const one = await store.saveBrief(wanted);
  expect(await store.saveBrief({ ...wanted, person: 'eva' })).toEqual(one);
  const other = await store.saveBrief({ ...wanted, name: 'Another' });
  await store.close();
  store = await DuckStore.open(join(folder, 'record.duckdb'));
  expect(await store.savedBriefs()).toEqual([other, one]);
});

it('go from the list, and come back as they were', async () => {
  const before = await store.savedBriefs();
  const { id } = before[1]!;
  expect(await store.setBriefDeleted(id, false, 'eva')).toBe(false);
  expect(await store.setBriefDeleted(id, true, 'eva')).toBe(true);
  expect(await store.setBriefDeleted(id, true, 'eva')).toBe(false);
  expect((await store.savedBriefs()).map((brief) => brief.id)).not.toContain(id);
  expect(await store.setBriefDeleted(id, false, 'eva')).toBe(true);
  expect(await store.savedBriefs()).toEqual(before);
  expect(await store.setBriefDeleted('0'.repeat(32), true, 'eva')).toBe(false);
});
