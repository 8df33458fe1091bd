import { describe, expect, it } from 'vitest';
import { fitsItsWidth, LOOKS, violations, withApp } from './harness.js';

const app = withApp();

describe('API docs', () => {
  it('are reached from every page and name each address with its parameters, without script', async () => {
    const page = await app.open('/');
    await page.getByRole('link', { name: 'API', exact: true }).click();
    await page.waitForURL(/\/api\/docs$/);
    await page.getByRole('link', { name: 'GET /api/dyad/{actor}/{partner}' }).click();
    const section = page.getByRole('region', { name: 'GET /api/dyad/{actor}/{partner}' });
    expect(await section.getByRole('row', { name: /^unit query/ }).textContent()).toBe('unitquery"month" | "quarter" | "year", default "quarter"');
    expect(await page.locator('script').count()).toBe(0);
  });

  it.each(LOOKS)('are accessible: %s', async (_name, look) => {
    const page = await app.open('/api/docs', look);
    expect(await violations(page)).toEqual([]);
    expect(await fitsItsWidth(page)).toBe(true);
  });
});
