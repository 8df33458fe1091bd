import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fitsItsWidth, LOOKS, violations, withApp } from './harness.js';

const folder = mkdtempSync(join(tmpdir(), 'demarche-sources-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const app = withApp();

const FILLER = 'The two governments spoke of trade, of lithium and of the port, and agreed to speak again before the year is out, an official of the ministry told reporters who had waited.';
const copy = (publication: string) => JSON.stringify({ title: `Aid agreed <b>${publication}</b>`, publication, date: '2025-02-02', text: `Argentina aided Brazil. ${FILLER}` });

const payload = (name: string, content: string) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) });

describe('sources', () => {
  it('takes files, shows how far they are and what failed and why, also after the page is loaded anew', async () => {
    const page = await app.open('/sources');
    await page.getByText('Nothing has been brought in through the app yet.').waitFor();
    await page.getByLabel('Choose files').setInputFiles([
      payload('copies.jsonl', ['Gazette', 'Herald', 'Post'].map(copy).join('\n')),
      payload('<img src=x onerror=alert(1)>.pdf', '%PDF-1.4 <script>alert(2)</script>'),
    ]);
    const job = page.locator('.job').first();
    await job.getByText('3 documents added').waitFor();
    expect(await job.locator('.job-label').textContent()).toBe('<img src=x onerror=alert(1)>.pdf +1');
    await job.getByText('1 failure').click();
    await job.getByText('<img src=x onerror=alert(1)>.pdf', { exact: true }).waitFor();
    expect(await job.locator('.failures li').textContent()).toMatch(/found .+, expected .+\. .+/);
    await page.waitForURL(/job=/);
    await page.reload();
    await page.locator('.failures li').waitFor();
    expect(await page.locator('.job img, .stories b').count()).toBe(0);
  });

  it('shows a report with its copies, with both counts', async () => {
    const page = await app.open('/sources');
    const story = page.locator('.stories > li');
    expect(await story.count()).toBe(1);
    expect(await story.textContent()).toMatch(/Aid agreed <b>Gazette<\/b>.*1 report, 3 sightings; 3 deeds as coded, 1 event one of a kind a day/);
    expect(await story.locator('.sightings a').allTextContents()).toEqual(['Herald', 'Post']);
    await story.getByRole('link', { name: 'Herald' }).click();
    await page.waitForURL(/\/document\//);
  });

  it('takes a folder with what is in it that is read', async () => {
    mkdirSync(join(folder, 'deep', '.hidden'), { recursive: true });
    for (const [name, text] of [['one.txt', 'Argentina praised Israel.'], ['deep/two.md', 'Argentina met Spain in June.'], ['deep/picture.png', 'x'], ['deep/.hidden/three.txt', 'Argentina met China in June.']] as const) writeFileSync(join(folder, name), text);
    const page = await app.open('/sources');
    await page.getByLabel('Choose a folder').setInputFiles(folder);
    await page.getByText('2 files of kinds that are not read were left out.').waitFor();
    await page.locator('.job').first().getByText('2 documents added').waitFor();
  });

  it('takes what is dropped', async () => {
    const page = await app.open('/sources');
    await page.evaluate(`(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['Argentina met Brazil after the drop.'], 'dropped.txt'));
      document.querySelector('.drop').dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
    })()`);
    await page.locator('.job', { hasText: 'dropped.txt' }).getByText('1 document added').waitFor();
  });

  it('fetches no address of this machine, and says so; feeds are listed with how they stand', async () => {
    const page = await app.open('/sources');
    await page.getByLabel('Web addresses, one a line').fill(app.server.url);
    await page.getByRole('button', { name: 'Fetch' }).click();
    const job = page.locator('.job', { hasText: 'Pages' });
    await job.getByText('1 failure').click();
    expect(await job.locator('.failures li').textContent()).toMatch(/found an address that is not asked/);
    await page.getByLabel('Web addresses, one a line').fill(`${app.server.url}feed.xml`);
    await page.getByLabel('feeds, followed').check();
    await page.getByRole('button', { name: 'Fetch' }).click();
    const feed = page.getByRole('row', { name: /feed\.xml 0 1/ });
    await feed.getByText(/an address that is not asked/).waitFor();
    await page.getByText('it asks each feed that is followed every 30 minutes').waitFor();
    await feed.getByRole('button', { name: /^Stop following/ }).click();
    await feed.getByText('not followed', { exact: true }).waitFor();
    await feed.getByRole('button', { name: /^Follow/ }).click();
    await feed.getByRole('button', { name: /^Stop following/ }).waitFor();
    app.allow(/status of 400/);
    await page.getByLabel('Web addresses, one a line').fill('file:///etc/passwd');
    await page.getByRole('button', { name: 'Fetch' }).click();
    await page.getByRole('alert').getByText('found "file:///etc/passwd"').waitFor();
  });

  it('speaks Spanish', async () => {
    const page = await app.open('/sources?lang=es');
    await page.getByRole('heading', { name: 'De dónde viene el registro' }).waitFor();
    await page.getByText('1 noticia, 3 apariciones').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it.each(LOOKS)('is accessible: %s', async (_name, look) => {
    const page = await app.open('/sources', look);
    await page.locator('.job details summary').first().click();
    await page.locator('.stories article').first().waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await fitsItsWidth(page)).toBe(true);
  });
});
