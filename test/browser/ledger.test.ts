import { describe, expect, it } from 'vitest';
import { fitsItsWidth, LOOKS, violations, withApp } from './harness.js';

const app = withApp();

describe('ledger', () => {
  it('sets what was said beside what was done, and keeps what a person makes of it', async () => {
    await fetch(`${app.server.url}api/documents`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ text: 'Argentina criticised Israel.', date: '2025-05-01' }) });
    const page = await app.open('/ledger/ARG');
    const saying = page.locator('.said > li', { hasText: 'Israel is its friend' });
    await saying.getByText('1 deed up to 1 March 2026: 0 of cooperation, 1 of conflict').click();
    expect(await saying.locator('.events').textContent()).toMatch(/Argentina criticised Israel/);
    await saying.getByRole('button', { name: 'Gone against' }).click();
    await page.waitForFunction(() => document.querySelector('.said [aria-pressed=true]')?.textContent === 'Gone against');
    await page.reload();
    expect(await page.getByRole('row', { name: /^Claim/ }).textContent()).toBe('Claim10100');
    await saying.getByRole('button', { name: 'Gone against' }).click();
    await page.waitForFunction(() => document.querySelectorAll('.said [aria-pressed=true]').length === 0);
  });

  it('is reached from the desk', async () => {
    const page = await app.open('/desk/ARG');
    await page.getByRole('link', { name: 'Argentina’s ledger' }).click();
    await page.getByRole('heading', { name: 'What Argentina said, and what was done' }).waitFor();
  });

  it.each(LOOKS)('is accessible: %s', async (_name, look) => {
    const page = await app.open('/ledger/ARG', look);
    expect(await violations(page)).toEqual([]);
    expect(await fitsItsWidth(page)).toBe(true);
  });
});
