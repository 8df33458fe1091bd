import { describe, expect, it } from 'vitest';
import { fitsItsWidth, LOOKS, painted, violations, withApp } from './harness.js';

const app = withApp();

describe('review', () => {
  it('brings one event after the other, by keyboard alone, and each judgement is kept', async () => {
    const page = await app.open('/review');
    const seen = new Set<string>();
    const judged = async () => (await app.server.store.summary()).judgements;
    for (const key of ['a', 'r', 'j', 'a']) {
      await painted(page);
      await page.locator('.note.open').waitFor();
      await painted(page);
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
