import { describe, expect, it } from 'vitest';
import { fitsItsWidth, LOOKS, violations, withApp } from './harness.js';

const app = withApp();

describe('dyad', () => {
  it('shows the series and opens each point to its events', async () => {
    const page = await app.open('/dyad/ARG/CHN');
    expect(await page.textContent('h1')).toBe('Argentina and China: how the relation went');
    const points = page.locator('[data-point]');
    const first = points.first();
    expect(await first.getAttribute('aria-label')).toMatch(/^first quarter of 2021: 1 deed, mean intensity \+\d\.\d\. Open its events\.$/);
    await first.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/period=2021-01-01/);
    await page.getByText('Argentina praised China over trade.').first().waitFor();
    await page.waitForFunction(() => document.querySelectorAll('.entry').length === 1);
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.waitForFunction(() => document.querySelectorAll('.entry').length === 25);
    await page.getByRole('link', { name: 'Test Wire' }).first().click();
    await page.waitForURL(/\/document\/.*item=/);
    await page.locator('.note.open').waitFor();
  });

  it('is where it was left when its reader comes back from a document', async () => {
    const page = await app.open('/dyad/ARG/CHN');
    await page.waitForFunction(() => document.querySelectorAll('.entry').length === 25);
    const link = page.getByRole('link', { name: 'Test Wire' }).nth(20);
    await link.scrollIntoViewIfNeeded();
    const left = await page.evaluate(() => scrollY);
    expect(left).toBeGreaterThan(500);
    await link.click();
    await page.waitForURL(/\/document\//);
    await page.locator('.note.open').waitFor();
    expect(await page.evaluate(() => scrollY)).toBeLessThan(left);
    await page.goBack();
    await page.waitForURL(/\/dyad\//);
    await page.waitForFunction((at) => Math.abs(scrollY - at) < 3, left);
  });

  it('names the governments above the series', async () => {
    const page = await app.open('/dyad/ARG/CHN');
    expect(await page.locator('.term-name').allTextContents()).toEqual(['Alberto Fernández', 'Javier Milei']);
  });

  it('changes its unit and its direction, keeping both in the address', async () => {
    const page = await app.open('/dyad/ARG/CHN');
    await page.getByRole('radio', { name: 'Year' }).check();
    await page.waitForURL(/unit=year/);
    await page.waitForFunction(() => document.querySelectorAll('[data-point]').length === 5);
    await page.getByRole('radio', { name: 'China to Argentina' }).check();
    await page.waitForURL(/direction=in/);
    await page.getByText('no deeds between these two').waitFor();
  });

  it('says where the relation turned, with its probability and the deeds on both sides', async () => {
    const page = await app.open('/dyad/ARG/CHN');
    const turn = page.locator('.turns li');
    expect(await turn.textContent()).toMatch(/^ cooler from \d+ \w+ \d{4} \(.+\), probability \d+ %: \+\d\.\d on 12 deeds, then −\d\.\d on 13 deeds\.$/);
    expect(await page.locator('.turn text').textContent()).toMatch(/^cooler, \d+ %$/);
  });

  it('shows what was said as flags that lead to the text, and lists it', async () => {
    const page = await app.open('/dyad/ARG/ISR');
    await page.getByText('Israel is its friend').first().waitFor();
    await page.locator('.chart .flag').first().click({ position: { x: 4, y: 4 } });
    await page.waitForURL(/\/document\/.*item=/);
  });

  it('shows another relation beside it, in the address', async () => {
    const page = await app.open('/dyad/ARG/CHN');
    await page.getByRole('group', { name: 'Compare with another relation' }).getByRole('combobox').last().fill('United States');
    await page.keyboard.press('Tab');
    await page.waitForURL(/with=ARG%2FUSA/);
    await page.getByRole('heading', { name: 'Argentina and the United States' }).waitFor();
    expect(await page.locator('.level.other').count()).toBe(1);
    expect(await page.locator('.turns li').last().textContent()).toMatch(/warmer/);
    await page.getByRole('button', { name: 'Show this one alone' }).click();
    await page.waitForFunction(() => document.querySelectorAll('.level.other').length === 0);
  });

  it('has the chart as a table', async () => {
    const page = await app.open('/dyad/ARG/CHN?unit=year');
    await page.getByText('The chart as a table').click();
    expect(await page.getByRole('row', { name: /^2021 / }).textContent()).toMatch(/^20215/);
  });

  it.each(LOOKS)('is accessible: %s', async (_name, look) => {
    const page = await app.open('/dyad/ARG/ISR?with=ARG%2FUSA&from=2021-01-01', look);
    await page.getByText('The chart as a table').click();
    expect(await violations(page)).toEqual([]);
    expect(await fitsItsWidth(page)).toBe(true);
  });
});
