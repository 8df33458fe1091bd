import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCoder } from '../../src/coder/node.js';
import { ownFiles } from '../../src/training/pairs.js';
import { fitsItsWidth, LOOKS, violations, withApp } from './harness.js';

const app = withApp(async () => {
  const few = join(mkdtempSync(join(tmpdir(), 'demarche-train-')), 'few.jsonl');
  writeFileSync(few, readFileSync(ownFiles()[0]!, 'utf8').split('\n').filter((_, i) => i % 10 === 0).join('\n'));
  return { coder: await loadCoder(), trainingFiles: [few] };
});

/** Judges some events, as if a person had. */
async function judged(count: number): Promise<void> {
  const { rows } = await app.server.store.events({ judged: false, limit: count });
  for (const { event } of rows) await app.server.store.judge({ targetKind: 'event', targetId: event.id, documentId: event.documentId, verdict: 'accepted', changes: {}, note: '', judge: '' });
}

describe('training from the page', () => {
  it('trains, shows what was gained and on how many, and uses the ranker only when told so', async () => {
    await judged(10);
    const page = await app.open('/review?train=1');
    await page.getByText('10 judged events to learn from').waitFor();
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.getByRole('progressbar').waitFor();
    const row = page.locator('.measured tbody tr', { hasText: 'Judged in this record' });
    await row.waitFor({ timeout: 100_000 });
    expect(await row.locator('td').first().textContent()).toBe('10');
    expect(await row.textContent()).toMatch(/\d %.*\d %.*points/);
    expect(await page.locator('.rankers .tag').count()).toBe(1);
    expect((await app.server.store.rankers()).uses).toEqual([]);

    await page.getByRole('button', { name: /^Use: ranker-/ }).click();
    await page.getByRole('button', { name: /^Undo: go back to the package’s own/ }).waitFor();
    expect((await app.server.store.rankers()).uses).toHaveLength(1);
    await page.getByRole('button', { name: /^Undo/ }).click();
    await page.waitForFunction(() => !document.querySelector('.rankers li:last-child button'));
    expect((await app.server.store.rankers()).uses.at(-1)!.version).toBe('');
  });

  it.each(LOOKS)('is accessible: %s', async (_name, look) => {
    const page = await app.open('/review?train=1', look);
    await page.locator('.measured').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await fitsItsWidth(page)).toBe(true);
  });

  it('speaks Spanish', async () => {
    const page = await app.open('/review?train=1&lang=es');
    await page.getByRole('heading', { name: 'Entrenar el codificador con lo revisado' }).waitFor();
  });
});

describe('the review queue', () => {
  it('leads to training', async () => {
    const page = await app.open('/review');
    await page.locator('.note.open').waitFor();
    await page.getByRole('link', { name: 'Train the coder' }).click();
    await page.waitForURL('**/review?train=1');
  });

  it('judges nothing that is not on the screen yet, however fast the keys', async () => {
    const page = await app.open('/review');
    await page.locator('.note.open').waitFor();
    await page.waitForTimeout(100);
    const before = (await app.server.store.summary()).judgements;
    const item = new URL(page.url()).searchParams.get('item');
    // Ten presses within one turn, and a key held down: of the ten, one was of something seen.
    await page.evaluate(() => {
      for (let i = 0; i < 10; i++) document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }));
      for (let i = 0; i < 20; i++) document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', repeat: true, bubbles: true }));
    });
    await page.waitForURL((url) => url.searchParams.get('item') !== item);
    await page.locator('.note.open').waitFor();
    expect((await app.server.store.summary()).judgements).toBe(before + 1);
  });
});
