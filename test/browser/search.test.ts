import { parseFeed } from 'feedsmith';
import { describe, expect, it } from 'vitest';
import { fitsItsWidth, LOOKS, violations, withApp } from './harness.js';

const app = withApp();

describe('search', () => {
  it('finds events by who, what and when, and gives them as CSV', async () => {
    const page = await app.open('/events');
    await page.getByLabel('Recipient').fill('United States');
    await page.getByLabel('Recipient').press('Tab');
    await page.waitForURL(/recipient=USA/);
    await page.locator('.facet').filter({ has: page.getByRole('heading', { name: 'Class' }) }).getByRole('link', { name: 'Verbal conflict' }).click();
    await page.waitForURL(/quad=3/);
    await page.waitForFunction(() => document.querySelectorAll('.entry').length === 12);
    expect(await page.locator('.entry blockquote').first().textContent()).toBe('Argentina criticised the United States over debt.');
    const address = await page.getByRole('link', { name: 'as CSV' }).first().getAttribute('href');
    const lines = (await (await fetch(app.server.url.slice(0, -1) + address)).text()).trim().split('\r\n');
    expect(lines).toHaveLength(13);
    expect(lines[0]).toMatch(/^id,date,date_precision,actors,event_type/);
    await page.getByRole('link', { name: 'Recipient: United States; take it away' }).click();
    await page.waitForFunction(() => !location.search.includes('recipient'));
    expect(await page.getByRole('link', { name: /take it away/ }).count()).toBe(1);
  });

  it('ignores accents, marks the words, counts by field as the search narrows, and goes on', async () => {
    const page = await app.open('/events');
    await page.getByRole('searchbox', { name: 'Words' }).fill('ASUNCION');
    await page.keyboard.press('Enter');
    await page.waitForURL(/text=ASUNCION/);
    await page.getByText('12 events', { exact: true }).waitFor();
    expect(await page.locator('mark.found').allTextContents()).toEqual(Array(12).fill('Asunción'));
    const facet = (name: string) => page.locator('.facet').filter({ has: page.getByRole('heading', { name, exact: true }) });
    await facet('Year').getByRole('link', { name: '2025' }).click();
    await page.waitForURL(/from=2025-01-01/);
    const counted = Number(await facet('Year').locator('li').filter({ hasText: '2025' }).locator('.num').textContent());
    expect(counted).toBeLessThan(12);
    await page.waitForFunction((n) => document.querySelectorAll('.entry').length === n, counted);
    await page.getByRole('navigation', { name: 'Search' }).getByRole('link', { name: 'Documents' }).click();
    await page.waitForURL(/\/documents\?text=ASUNCION.*from=2025/);
    await page.locator('.documents li').first().waitFor();
    expect(await page.locator('.documents mark').first().textContent()).toBe('Asunción');

    const all = await app.open('/events');
    await all.getByText(/^50 of \d+ events$/).waitFor();
    await all.getByRole('button', { name: 'More' }).click();
    await all.waitForFunction(() => document.querySelectorAll('.entry').length > 50);
  });

  it('finds statements', async () => {
    const page = await app.open('/statements?text=friend');
    await page.locator('.entry mark.found').first().waitFor();
    expect(await page.locator('.entry mark.found').first().textContent()).toBe('friend');
    await page.getByRole('link', { name: 'Test Wire' }).first().click();
    await page.waitForURL(/\/document\/[0-9a-f]{32}(\?item=[0-9a-f]{32})?/);
  });

  it('keeps a search under a name, with a feed of its own, deletes it and takes that back', async () => {
    const page = await app.open('/events?text=asuncion&actor=ARG');
    await page.getByLabel('Name of this search').fill('Asunción <meetings>');
    await page.getByRole('button', { name: 'Keep this search' }).click();
    const link = page.getByRole('link', { name: 'Asunción <meetings>' });
    await link.waitFor();
    const address = await page.getByRole('link', { name: 'Atom feed' }).getAttribute('href');
    const { format, feed } = parseFeed(await (await fetch(app.server.url.slice(0, -1) + address)).text());
    expect(format).toBe('atom');
    expect(format === 'atom' ? feed.entries : []).toHaveLength(12);
    const list = await app.open('/searches');
    await list.getByRole('link', { name: 'Asunción <meetings>' }).click();
    await list.waitForURL(/\/events\?text=asuncion&actor=ARG/);
    const byId = await app.open(address!.replace('.atom', ''));
    await byId.waitForURL(/\/events\?text=asuncion&actor=ARG/);
    await page.getByRole('button', { name: 'Delete “Asunción <meetings>”' }).click();
    await link.waitFor({ state: 'detached' });
    await page.getByText('None yet.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await link.waitFor();
  });

  it.each(LOOKS)('is accessible, in both languages: %s', async (_name, look) => {
    for (const path of ['/events?text=argentina&quad=1', '/statements?text=israel', '/documents?text=asuncion', '/searches']) {
      const page = await app.open(path, look);
      expect(await violations(page), path).toEqual([]);
      expect(await fitsItsWidth(page), path).toBe(true);
      await page.getByLabel('Language', { exact: true }).selectOption('es');
      await page.getByRole('heading', { name: path === '/searches' ? 'Búsquedas guardadas' : 'Búsqueda', level: 1 }).waitFor();
      expect(await fitsItsWidth(page), `${path} in Spanish`).toBe(true);
    }
  });
});
