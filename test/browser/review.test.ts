import { describe, expect, it } from 'vitest';
import { fitsItsWidth, LOOKS, violations, withApp } from './harness.js';

const app = withApp();

describe('events', () => {
  it('finds events by who, what and when, and gives them as CSV', async () => {
    const page = await app.open('/events');
    await page.getByLabel('Recipient').fill('United States');
    await page.getByLabel('Recipient').press('Tab');
    await page.waitForURL(/recipient=USA/);
    await page.getByLabel('Kind').selectOption('verbal conflict');
    await page.waitForURL(/quad=3/);
    await page.waitForFunction(() => document.querySelectorAll('.entry').length === 12);
    expect(await page.locator('.entry blockquote').first().textContent()).toBe('Argentina criticised the United States over debt.');
    const address = await page.getByRole('link', { name: 'as CSV' }).first().getAttribute('href');
    const lines = (await (await fetch(app.server.url.slice(0, -1) + address)).text()).trim().split('\r\n');
    expect(lines).toHaveLength(13);
    expect(lines[0]).toMatch(/^id,date,date_precision,actors,event_type/);
  });

  it.each(LOOKS)('is accessible: %s', async (_name, look) => {
    const page = await app.open('/events', look);
    expect(await violations(page)).toEqual([]);
    expect(await fitsItsWidth(page)).toBe(true);
  });
});

describe('review', () => {
  it('brings one event after the other, by keyboard alone, and each judgement is kept', async () => {
    const page = await app.open('/review');
    const seen = new Set<string>();
    const judged = async () => (await app.server.store.summary()).judgements;
    for (const key of ['a', 'r', 'j', 'a']) {
      await page.locator('.note.open').waitFor();
      const address = page.url();
      expect(seen.has(address)).toBe(false);
      seen.add(address);
      await page.keyboard.press(key);
      await page.waitForURL((url) => url.href !== address);
    }
    await page.locator('.note.open').waitFor();
    expect(await judged()).toBe(3);
    expect((await app.server.store.events({ judged: true, limit: 10 })).rows.map(({ judged: verdict }) => verdict).sort()).toEqual(['accepted', 'accepted', 'rejected']);
  });

  it.each(LOOKS)('is accessible: %s', async (_name, look) => {
    const page = await app.open('/review', look);
    await page.locator('.note.open').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await fitsItsWidth(page)).toBe(true);
  });
});
