import { describe, expect, it } from 'vitest';
import { fitsItsWidth, LOOKS, violations, withApp } from './harness.js';

const app = withApp();

describe('network', () => {
  it('shows who deals with whom, by kind and strength, and leads to each relation', async () => {
    const page = await app.open('/network');
    await page.locator('.network-graph canvas').first().waitFor();
    expect(await page.getByRole('row', { name: /^China/ }).locator('td a').textContent()).toBe('12 / 13');
    await page.getByRole('radio', { name: 'Conflict' }).check();
    await page.waitForURL(/of=conflict/);
    await page.getByLabel('At least').selectOption('10');
    await page.waitForURL(/least=10/);
    await page.getByText('3 actors and 2 pairs with at least 10 deeds').waitFor();
    expect(await page.locator('.matrix tbody th').allTextContents()).toEqual(['Argentina', 'China', 'United States']);
    await page.getByRole('link', { name: /^Argentina and China/ }).click();
    await page.waitForURL(/\/dyad\/ARG\/CHN/);
  });

  it.each([1280, 360])('keeps every name inside its frame at %i px', async (width) => {
    const page = await app.open('/network?least=1', { width });
    await page.locator('.network-graph canvas').first().waitFor();
    const ink = (await page.evaluate(`(() => {
      const canvas = document.querySelector('.network-graph canvas.sigma-labels');
      const { width, height } = canvas;
      const painted = (x, y, w, h) => canvas.getContext('2d').getImageData(x, y, w, h).data.some((value, i) => i % 4 === 3 && value > 0);
      return { somewhere: painted(0, 0, width, height), edge: [painted(0, 0, 2, height), painted(width - 2, 0, 2, height), painted(0, 0, width, 2), painted(0, height - 2, width, 2)] };
    })()`)) as { somewhere: boolean; edge: boolean[] };
    expect(ink).toEqual({ somewhere: true, edge: [false, false, false, false] });
  });

  it.each(LOOKS)('is accessible: %s', async (_name, look) => {
    const page = await app.open('/network', look);
    await page.locator('.network-graph canvas').first().waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await fitsItsWidth(page)).toBe(true);
  });
});
