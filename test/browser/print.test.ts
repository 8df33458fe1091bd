/** Pages on paper: ink on white, nothing to press, charts kept and no wider than the sheet. */
import { describe, expect, it } from 'vitest';
import { documents } from '../server/fixture.js';
import { withApp } from './harness.js';

const app = withApp();
const PAGES = ['/', '/desk/ARG?at=2023-12-10', '/dyad/ARG/CHN', '/ledger/ARG', '/events', '/network?least=1', `/document/${documents().at(-1)!.id}`, '/sources', '/actors', '/brief/ARG'];
/** Of a sheet of A4 between its margins, in CSS pixels. */
const SHEET = 680;

const SHOWN = `(selector) => [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility() && element.getClientRects().length > 0).map((element) => element.outerHTML.slice(0, 120))`;

describe('on paper', () => {
  it.each(PAGES)('is presentable: %s', async (path) => {
    const page = await app.open(path, { colours: 'dark', width: SHEET });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    expect(await page.evaluate('getComputedStyle(document.querySelector("h1")).color')).toBe('rgb(0, 0, 0)');
    const shown = (selector: string) => page.evaluate(`(${SHOWN})(${JSON.stringify(selector)})`);
    expect(await shown('header.top, .skip, main input, main select, main textarea, main button:not(.note-head, .ba-dot, .why .plain, .ba-n .plain)')).toEqual([]);
    expect(await shown('h1')).toHaveLength(1);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(SHEET);
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(5000);
  });

  it('keeps charts, drawn for a wide window, on the sheet', async () => {
    const page = await app.open('/dyad/ARG/CHN', { width: 1280 });
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate(`(${SHOWN})('.chart svg .level, .chart svg .bar')`)).not.toEqual([]);
    expect(await page.evaluate(`getComputedStyle(document.querySelector('.chart svg')).maxWidth`)).toBe('100%');
    expect(await page.getAttribute('.chart svg', 'viewBox')).toMatch(/^0 0 \d+ \d+/);
  });
});
