import { describe, expect, it } from 'vitest';
import { documents } from '../server/fixture.js';
import { fitsItsWidth, LOOKS, painted, violations, withApp } from './harness.js';

const app = withApp();
const everything = documents().at(-1)!;
const address = `/document/${everything.id}`;

describe('reader', () => {
  it('marks events, statements and forecasts in place, and shows text as text', async () => {
    const page = await app.open(address);
    expect(await page.locator('.coded-text').allTextContents()).toEqual(everything.text.split('\n\n'));
    expect(await page.locator('.coded-text .m-trigger').allTextContents()).toEqual(['met', 'criticised']);
    expect(await page.locator('.coded-text .m-statement').allTextContents()).toContain('Israel is its friend');
    expect(await page.locator('.coded-text .m-forecast').count()).toBeGreaterThan(0);
    expect(await page.locator('.coded-text script, .coded-text b').count()).toBe(0);
  });

  it('opens a coding from its words, with its reasons pointing at theirs', async () => {
    const page = await app.open(address);
    await page.locator('.coded-text .m-trigger', { hasText: 'criticised' }).click();
    const note = page.locator('.note.open');
    expect(await note.textContent()).toMatch(/Accuse.*Argentina.*China/);
    await note.getByRole('button', { name: /“criticised” is ACCUSE/ }).focus();
    expect(await page.locator('.pointed').textContent()).toBe('criticised');
  });

  it('is reviewed by keyboard alone, and what was decided lasts', async () => {
    const page = await app.open(address);
    const open = page.locator('.note.open');
    await page.keyboard.press('j');
    expect(await open.textContent()).toMatch(/Consult/);
    await painted(page);
    await page.keyboard.press('a');
    await open.getByText('accepted').waitFor();
    await page.keyboard.press('k');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    expect(await open.textContent()).toMatch(/Accuse/);
    await painted(page);
    await page.keyboard.press('r');
    await open.getByText('rejected', { exact: true }).waitFor();
    await page.reload();
    await page.waitForLoadState('networkidle');
    expect(await page.locator('.note .judged').allTextContents()).toEqual(['accepted', 'rejected']);
    expect(await page.locator('.coded-text .m-trigger').allTextContents()).toEqual(['met']);
    await painted(page);
    await page.keyboard.press('u');
    await page.waitForFunction(() => document.querySelectorAll('.note .judged').length === 1);
    expect(await page.locator('.coded-text .m-trigger').allTextContents()).toEqual(['met', 'criticised']);
  });

  it('corrects type, recipient and date, keeps the machine’s coding beside, and the record counts the correction', async () => {
    const page = await app.open(address);
    await page.locator('.coded-text .m-trigger', { hasText: 'criticised' }).click();
    await page.keyboard.press('c');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('SELECT');
    await page.getByLabel('Type').selectOption('REJECT');
    await page.getByLabel('Recipient').fill('bra');
    await page.getByLabel('Date').fill('2025-02-28');
    await page.getByRole('button', { name: 'Save the correction' }).click();
    const open = page.locator('.note.open');
    await open.getByText('corrected').waitFor();
    expect(await open.textContent()).toMatch(/Reject.*Argentina.*Brazil/);
    expect(await open.locator('s').allTextContents()).toEqual(['Accuse', 'China', '1 Mar 2025']);
    const rows = (await (await fetch(`${app.server.url}api/events?between=ARG,BRA&from=2025-02-28&to=2025-03-01`)).json()) as { rows: { event: { eventType: string; quad: number } }[] };
    expect(rows.rows.map(({ event }) => event.eventType)).toEqual(['REJECT']);
  });

  it('refuses a recipient that nobody knows, in words', async () => {
    const page = await app.open(address);
    await page.locator('.coded-text .m-trigger', { hasText: 'met' }).click();
    await page.keyboard.press('c');
    app.allow(/status of 400/);
    await page.getByLabel('Recipient').fill('Atlantis');
    const [response] = await Promise.all([page.waitForResponse(/judgements/), page.getByRole('button', { name: 'Save the correction' }).click()]);
    expect(response.status()).toBe(400);
    expect(await page.getByRole('alert').textContent()).toMatch(/found "Atlantis"/);
  });

  it('shows its keys', async () => {
    const page = await app.open(address);
    await page.keyboard.press('?');
    expect(await page.getByRole('dialog').textContent()).toMatch(/next coding/);
  });

  it('has moved from coding to coding by the next frame', async () => {
    const page = await app.open(address);
    const opened = (await page.evaluate(`(async () => {
      const opened = [];
      for (let i = 0; i < 12; i++) {
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: i % 6 < 3 ? 'j' : 'k', bubbles: true }));
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        opened.push([...document.querySelectorAll('.note')].findIndex((note) => note.classList.contains('open')));
      }
      return opened;
    })()`)) as number[];
    expect(opened.slice(0, 5)).toEqual([0, 1, 2, 1, 0]);
    expect(opened.every((note) => note >= 0)).toBe(true);
  });

  it.each(LOOKS)('is accessible: %s', async (_name, look) => {
    const page = await app.open(address, look);
    await page.locator('.note-head').first().click();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('c');
    await page.locator('.correct').waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await fitsItsWidth(page)).toBe(true);
  });
});
