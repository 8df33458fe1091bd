import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { fitsItsWidth, LOOKS, violations, withApp } from './harness.js';

const app = withApp();
const ADDRESS = '/brief/ARG?at=2023-12-10';

async function written(page: Page): Promise<void> {
  await page.locator('.brief-text[aria-busy="false"]').waitFor();
}

async function file(page: Page, name: string): Promise<{ name: string; bytes: Uint8Array }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name, exact: true }).click()]);
  return { name: download.suggestedFilename(), bytes: new Uint8Array(readFileSync((await download.path())!)) };
}

describe('brief', () => {
  it('drafts a report with sources and a chart, and gives it as files', async () => {
    const page = await app.open(ADDRESS);
    await written(page);
    const first = page.locator('.brief-section li').first();
    expect(await first.textContent()).toMatch(/the record holds \d+ deeds between Argentina and 5 partners/);
    await page.locator('.brief-chart svg').waitFor();
    await first.locator('sup a').first().click();
    await page.waitForURL(/#source-1$/);
    const text = new TextDecoder();
    const markdown = await file(page, 'Markdown');
    expect(markdown.name).toBe('ARG-2023-12-10.md');
    expect(text.decode(markdown.bytes)).toContain('[^1]');
    const word = unzipSync((await file(page, 'Word')).bytes);
    expect(text.decode(word['word/footnotes.xml']!)).toContain('Test Wire');
    expect(text.decode((await file(page, 'PDF')).bytes.slice(0, 5))).toBe('%PDF-');
    expect(text.decode((await file(page, 'HTML')).bytes)).toContain('<!doctype html>');
    const rows = await (await fetch(`${app.server.url}brief/ARG.csv?at=2023-12-10`)).text();
    expect(rows.split('\r\n')[0]).toBe('section,sentence,by,sources');
  });

  it('lets a sentence be put otherwise, with the record’s numbers alone', async () => {
    app.allow(/status of 400/);
    const page = await app.open(ADDRESS);
    await written(page);
    const first = page.locator('.brief-section li').first();
    const before = (await first.locator('span').first().textContent())!;
    const rewrite = async (to: string) => {
      await first.getByRole('button', { name: /^Edit/ }).click();
      await page.getByLabel('Sentence', { exact: true }).fill(to);
      await page.keyboard.press('Enter');
      await page.locator('.brief-text[aria-busy="true"]').waitFor({ timeout: 2000 }).catch(() => undefined);
      await written(page);
    };
    const deeds = /holds (\d+) deeds/.exec(before)![1]!;
    await rewrite(before.replace(`${deeds} deeds`, '999 deeds'));
    await first.getByRole('alert').getByText(/^Found 999, which the record does not give here/).waitFor();
    expect(await page.getByRole('button', { name: 'PDF', exact: true }).isDisabled()).toBe(true);
    await rewrite(before.replace('the record holds', 'we know of'));
    await page.getByText('worded by the author').first().waitFor();
    expect(await page.getByRole('button', { name: 'PDF', exact: true }).isDisabled()).toBe(false);
    expect(new TextDecoder().decode((await file(page, 'Markdown')).bytes)).toContain(`we know of ${deeds} deeds`);
    await page.reload();
    await written(page);
    expect(await first.textContent()).toContain('we know of');
    await page.getByRole('button', { name: 'Back to the draft' }).click();
    await page.getByText('worded by the author').first().waitFor({ state: 'detached' });
  });

  it('takes an own sentence, marks it, moves and takes out sentences and sections', async () => {
    const page = await app.open(ADDRESS);
    await written(page);
    await page.getByRole('button', { name: 'Add a sentence of your own to “What the record holds”' }).click();
    await page.getByLabel('Your sentence').fill('This is how I see it.');
    await page.keyboard.press('Enter');
    await page.getByText('author’s own words').waitFor();
    await written(page);
    await page.getByRole('button', { name: 'Move up: This is how I see it.' }).click();
    await page.waitForFunction(() => document.querySelectorAll('.brief-section li')[1]?.textContent?.startsWith('This is how'));
    await written(page);
    await page.getByRole('button', { name: 'Take out: the section “How this was made”' }).click();
    await page.getByRole('heading', { name: 'How this was made' }).waitFor({ state: 'detached' });
    await written(page);
    const markdown = new TextDecoder().decode((await file(page, 'Markdown')).bytes);
    expect(markdown).toContain('- This is how I see it. *(author’s own words)*');
    expect(markdown).not.toContain('How this was made');
  });

  it('is kept under a name, sent as an address, deleted and taken back', async () => {
    const page = await app.open(ADDRESS);
    await written(page);
    await page.getByRole('button', { name: 'Add a sentence of your own to “What the record holds”' }).click();
    await page.getByLabel('Your sentence').fill('A colleague should see this.');
    await page.keyboard.press('Enter');
    await page.getByText('author’s own words').waitFor();
    await written(page);
    await page.getByLabel('Name of the brief').fill('For the visit');
    await page.getByRole('button', { name: 'Keep as' }).click();
    await page.getByText('Kept as “For the visit”').waitFor();
    const address = (await page.getByRole('link', { name: 'address to send' }).getAttribute('href'))!;
    expect(address).toMatch(/^\/briefs\/[0-9a-f]{32}$/);
    // Another browser, which has nothing of this one's.
    const other = await app.open(address);
    await other.waitForURL(/saved=/);
    await written(other);
    await other.getByText('A colleague should see this.').waitFor();
    expect((await (await fetch(`${app.server.url.slice(0, -1)}${address}.csv`)).text()).split('\r\n')).toContain('holdings,A colleague should see this.,,author');
    const list = await app.open('/briefs');
    await list.getByRole('link', { name: 'For the visit' }).waitFor();
    expect(await violations(list)).toEqual([]);
    await list.getByRole('button', { name: 'Delete: For the visit' }).click();
    await list.getByRole('link', { name: 'For the visit' }).waitFor({ state: 'detached' });
    await list.getByRole('button', { name: 'Undo' }).click();
    await list.getByRole('link', { name: 'For the visit' }).waitFor();
    await other.getByRole('button', { name: 'Take out: A colleague should see this.' }).click();
    await other.getByText('A colleague should see this.').waitFor({ state: 'detached' });
    await other.getByRole('button', { name: 'Back to what is kept' }).click();
    await other.getByText('A colleague should see this.').waitFor();
  });

  it('is asked from the desk, for chosen partners and in either language', async () => {
    const page = await app.open('/brief/ARG?at=2023-12-10&partners=CHN&language=es');
    await written(page);
    await page.getByText(/^Argentina: política exterior/).waitFor();
    expect(await page.locator('.brief-chart text').allTextContents()).toContain('China');
    expect(await page.locator('.brief-chart text').allTextContents()).not.toContain('España');
    await page.getByLabel('Language of the brief').selectOption('en');
    await page.waitForURL(/language=en/);
    await page.getByText(/^Argentina: foreign policy/).waitFor();
  });

  it.each(LOOKS)('is accessible, in both languages: %s', async (_name, look) => {
    const page = await app.open(ADDRESS, look);
    await written(page);
    expect(await violations(page)).toEqual([]);
    expect(await fitsItsWidth(page)).toBe(true);
    await page.getByLabel('Language', { exact: true }).selectOption('es');
    await page.getByRole('heading', { name: 'Informe sobre Argentina' }).waitFor();
    expect(await fitsItsWidth(page)).toBe(true);
  });
});
