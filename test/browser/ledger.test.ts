import { beforeAll, describe, expect, it } from 'vitest';
import { fitsItsWidth, LOOKS, violations, withApp } from './harness.js';

const app = withApp();
const post = (text: string, date: string) => fetch(`${app.server.url}api/documents`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ text, date }) });

beforeAll(async () => {
  await post('Argentina promised that it will aid Brazil.', '2025-03-02');
  await post('Argentina aided Brazil.', '2025-04-01');
});

describe('ledger', () => {
  it('sets a status on the deeds that it rests on, recomputes at once, and takes it back', async () => {
    const page = await app.open('/ledger/ARG');
    const saying = page.locator('.said > li', { hasText: 'it will aid Brazil' });
    await saying.getByText(/later deeds: \d+ bear on it/).click();
    const deed = saying.locator('.bearing', { hasText: 'Argentina aided Brazil' });
    expect(await deed.textContent()).toMatch(/30 days later, with Brazil.*a material deed, not words.*by Argentina/);
    await deed.getByRole('checkbox').check();
    await saying.getByRole('button', { name: 'kept', exact: true }).click();
    await saying.getByText(/Rated by the local user on/).waitFor();
    const row = page.getByRole('region', { name: /How often it was kept/ }).getByRole('row', { name: /^Argentina/ });
    await row.getByText(/100 % \(\d+ % to 100 %; n = 1\)/).waitFor();

    await page.reload();
    await page.locator('.said [aria-pressed=true]', { hasText: /^kept$/ }).waitFor();
    expect(await deed.getByRole('checkbox').isChecked()).toBe(true);
    await saying.getByRole('button', { name: 'broken' }).click();
    await row.getByText(/^0 % \(/).waitFor();
    await saying.getByRole('button', { name: 'Undo' }).click();
    await row.getByText(/100 %/).waitFor();
    await saying.getByRole('button', { name: 'Undo' }).click();
    await row.getByText('none settled').waitFor();
  });

  it('scores forecasts, with what is pending beside them', async () => {
    const page = await app.open('/ledger/ARG?kind=forecast');
    const saying = page.locator('.said > li', { hasText: 'A treaty between Argentina and Israel is likely' });
    await saying.getByRole('button', { name: 'happened', exact: true }).click();
    const scores = page.getByRole('region', { name: /How good the forecasts were/ });
    await scores.getByRole('row', { name: /^All 1 0\.090 0\.357/ }).waitFor();
    await page.getByRole('region', { name: /Calibration/ }).getByRole('row', { name: /60 % to 80 % 1 70 % 100 %/ }).waitFor();
    await saying.getByRole('button', { name: 'annulled' }).click();
    await scores.getByRole('row', { name: /^All 0 – – – 0 0 1 0/ }).waitFor();
    for (let i = 0; i < 2; i++) {
      const taken = page.waitForResponse((response) => response.url().endsWith('/api/judgements'));
      await saying.getByRole('button', { name: 'Undo' }).click();
      await taken;
    }
    await scores.getByRole('row', { name: /^All 0 – – – 1/ }).waitFor();
  });

  it('narrows by kind and status, in the address, and is reached from the desk', async () => {
    const page = await app.open('/desk/ARG');
    await page.getByRole('link', { name: 'Argentina’s ledger' }).click();
    await page.getByRole('heading', { name: 'What Argentina said, and what was done' }).waitFor();
    await page.getByRole('combobox', { name: 'Kind' }).selectOption('promise');
    await page.waitForURL(/kind=promise/);
    await page.waitForFunction(() => document.querySelectorAll('.said > li').length === 1);
    await page.getByRole('combobox', { name: 'Status' }).selectOption('pending');
    await page.getByText('The record has none.').waitFor();
  });

  it('speaks Spanish', async () => {
    const page = await app.open('/ledger/ARG?lang=es');
    expect(await page.textContent('h1')).toBe('Lo que dijo Argentina y lo que se hizo');
    await page.getByRole('button', { name: 'cumplido', exact: true }).first().waitFor();
  });

  it.each(LOOKS)('is accessible: %s', async (_name, look) => {
    const page = await app.open('/ledger/ARG', look);
    for (const details of await page.locator('.rating summary').all()) await details.click();
    expect(await violations(page)).toEqual([]);
    expect(await fitsItsWidth(page)).toBe(true);
  });
});
