import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fitsItsWidth, LOOKS, violations, withApp } from './harness.js';

const app = withApp();

describe('home', () => {
  it('says what the record holds, and leads to a country', async () => {
    const page = await app.open('/');
    expect(await page.textContent('.lede')).toMatch(/88 events, 1 statement and 1 forecast read from 87 documents, 15 January 2021 to 20 July 2025/);
    await page.getByRole('link', { name: 'China', exact: true }).click();
    await page.waitForURL('**/desk/CHN');
    await page.getByRole('heading', { level: 1, name: /China/ }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: /Has the course changed/ }).waitFor();
  });

  it('finds documents by their words, from any page', async () => {
    const page = await app.open('/paste');
    await page.getByRole('searchbox', { name: 'Search the documents' }).fill('everything');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/?q=everything');
    await page.waitForFunction(() => document.querySelectorAll('.documents li').length === 1);
    await page.getByRole('link', { name: 'A document with everything' }).click();
    await page.waitForURL('**/document/*');
  });

  it('keeps the chosen colours, from the first paint on', async () => {
    const page = await app.open('/', { colours: 'light' });
    const paper = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await paper();
    await page.getByRole('button', { name: 'Show in dark colours' }).click();
    expect(await paper()).not.toBe(light);
    await page.reload();
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
    expect(await paper()).not.toBe(light);
  });

  it('loads less than 200 KB of compressed script and style', async () => {
    const page = await app.open('/');
    const files = (await page.evaluate('performance.getEntriesByType("resource").filter(({ name }) => /\\.(js|css)$/.test(name)).map(({ name }) => name)')) as string[];
    const sizes = await Promise.all(files.map(async (file) => gzipSync(Buffer.from(await (await fetch(file)).arrayBuffer())).length));
    expect(files.length).toBeGreaterThan(1);
    expect(sizes.reduce((a, b) => a + b, 0)).toBeLessThan(200_000);
  });

  it('says so when an address names no page', async () => {
    const page = await app.open('/nowhere/at/all');
    expect(await page.textContent('h1')).toBe('There is no such page');
  });

  it.each(LOOKS)('is accessible: %s', async (_name, look) => {
    const page = await app.open('/', look);
    expect(await violations(page)).toEqual([]);
    expect(await fitsItsWidth(page)).toBe(true);
  });
});
