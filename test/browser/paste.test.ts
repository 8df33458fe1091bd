import { describe, expect, it } from 'vitest';
import { fitsItsWidth, LOOKS, violations, withApp } from './harness.js';

const app = withApp();

describe('paste', () => {
  it('codes a text as it is typed, keeps nothing, and adds it when asked', async () => {
    const page = await app.open('/paste');
    const before = await app.server.store.summary();
    await page.getByLabel('Text').fill('Argentina met Spain in Madrid, and Argentina criticised Brazil.');
    await page.locator('.coded-text .m-trigger', { hasText: 'met' }).waitFor();
    expect(await page.locator('.note-title').allTextContents()).toEqual([expect.stringMatching(/Consult.*Argentina.*Spain/), expect.stringMatching(/Accuse.*Argentina.*Brazil/)]);
    expect(await app.server.store.summary()).toEqual(before);

    await page.getByLabel('Published on').fill('2025-05-05');
    await page.getByLabel('Title').fill('Two things at once');
    await page.getByRole('button', { name: 'Add to the record' }).click();
    await page.waitForURL(/\/document\//);
    await page.getByRole('heading', { name: 'Two things at once' }).waitFor();
    expect((await app.server.store.summary()).documents).toBe(before.documents + 1);
  });

  it('shows a text that looks like HTML as text', async () => {
    const page = await app.open('/paste');
    const text = '<img src=x onerror=alert(1)> Argentina met Spain </textarea><script>alert(2)</script>.';
    await page.getByLabel('Text').fill(text);
    await page.locator('.coded-text .m-trigger').waitFor();
    expect(await page.locator('.coded-text').textContent()).toBe(text);
    expect(await page.locator('.coded img, .coded script').count()).toBe(0);
  });

  it.each(LOOKS)('is accessible: %s', async (_name, look) => {
    const page = await app.open('/paste?text=Argentina%20met%20Spain.', look);
    await page.locator('.note-head').first().click();
    expect(await violations(page)).toEqual([]);
    expect(await fitsItsWidth(page)).toBe(true);
  });
});
