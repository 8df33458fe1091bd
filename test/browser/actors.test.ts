import { beforeAll, describe, expect, it } from 'vitest';
import type { Dyad } from '../../src/server/api/schemas.js';
import { fitsItsWidth, LOOKS, violations, withApp } from './harness.js';

const app = withApp();
const total = async (actor: string, partner: string) => ((await (await fetch(`${app.server.url}api/dyad/${actor}/${partner}`)).json()) as Dyad).total;

beforeAll(async () => {
  for (const text of ['Zoltan Prueba praised China <script>alert(1)</script>.', 'Argentina met Wagner Group & <b>others</b>.', 'Villa Inventada was quiet.']) {
    await fetch(`${app.server.url}api/documents`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ text, date: '2025-05-05', publication: '<i>Gazette</i>' }) });
  }
});

describe('actors', () => {
  it('finds an actor, merges it into another, and undoes that', async () => {
    const [china, brazil] = [await total('ARG', 'CHN'), await total('ARG', 'BRA')];
    const page = await app.open('/actors');
    await page.getByLabel('Name or code').fill('brasil');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByRole('link', { name: 'Brazil' }).click();
    await page.waitForURL(/actor=BRA/);
    await page.getByLabel('Count it as').fill('China');
    await page.getByRole('button', { name: 'Merge' }).click();
    await page.locator('.actor-card').getByText('counts as China', { exact: true }).waitFor();
    await page.locator('.found-actors').getByText('counts as China').waitFor();
    expect(await total('ARG', 'CHN')).toBe(china + brazil);
    await page.reload();
    await page.locator('.actor-card').getByRole('button', { name: 'Undo: Brazil counts as China' }).click();
    await page.locator('.actor-card').getByText('undone').waitFor();
    expect([await total('ARG', 'CHN'), await total('ARG', 'BRA')]).toEqual([china, brazil]);
  });

  it('renames, and shows the new name everywhere', async () => {
    const page = await app.open('/actors?actor=ESP');
    await page.locator('.actor-card').getByLabel('Name in English').fill('Kingdom of Spain');
    await page.getByRole('button', { name: 'Rename' }).click();
    await page.getByRole('heading', { name: 'Kingdom of Spain' }).waitFor();
    await page.getByText('In the dictionary: Spain.').waitFor();
    const desk = await app.open('/desk/ARG');
    await desk.getByText('Kingdom of Spain').first().waitFor();
    await page.locator('.actor-card').getByRole('button', { name: /^Undo/ }).click();
    await page.getByRole('heading', { name: 'Spain', exact: true }).waitFor();
  });

  it('decides who a name that waits is: a person in an office, an actor, or nobody', async () => {
    const page = await app.open('/actors');
    // By keyboard: lists above grow meanwhile, and a button moves from under the pointer.
    const names = page.locator('.waiting-names > li');
    expect(await names.count()).toBe(3);
    expect(await names.first().locator('blockquote').textContent()).toBe('Zoltan Prueba praised China <script>alert(1)</script>.');
    expect(await page.locator('.waiting-names script, .waiting-names b, .waiting-names i').count()).toBe(0);
    await page.getByRole('button', { name: 'Decide who Zoltan Prueba is' }).press('Enter');
    await page.getByLabel('a person').check();
    await page.getByLabel('Office').fill('foreign-minister');
    await page.getByLabel('State or organisation').fill('Brazil');
    await page.getByLabel('From', { exact: true }).fill('2024-01-01');
    await page.getByRole('button', { name: 'Save' }).press('Enter');
    await page.getByText('1 document coded anew.').waitFor();
    expect(await total('BRA', 'CHN')).toBe(1);
    expect(await names.count()).toBe(2);
    await page.getByRole('button', { name: 'Decide who Wagner Group is' }).press('Enter');
    await page.locator('.decide input[list]').fill('Spain');
    await page.getByRole('button', { name: 'Save' }).press('Enter');
    await page.waitForFunction(() => document.querySelectorAll('.waiting-names > li').length === 1);
    await page.getByRole('button', { name: 'Decide who Villa Inventada is' }).press('Enter');
    await page.getByLabel('no actor: leave it out of this list').check();
    await page.getByRole('button', { name: 'Save' }).press('Enter');
    await page.getByText('No name waits.').waitFor();
    await page.getByRole('button', { name: 'Undo: Zoltan Prueba: foreign minister, Brazil, 1 Jan 2024 to now' }).press('Enter');
    await names.first().getByText('Zoltan Prueba').first().waitFor();
    await page.getByText('1 document coded anew.').waitFor();
    expect(await total('BRA', 'CHN')).toBe(0);
  });

  it('adds an organisation, which is an actor like any other until it is taken back', async () => {
    await fetch(`${app.server.url}api/documents`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ text: 'Argentina met the Liga Prueba.', date: '2025-05-06' }) });
    const page = await app.open('/actors');
    const form = page.getByRole('region', { name: 'Add an organisation' });
    await form.getByLabel('Name in English').fill('Test League');
    await form.getByLabel('Name in Spanish').fill('Liga Prueba');
    await form.getByLabel('Kind').selectOption('bloc');
    await form.getByLabel('Sector').selectOption('IGO');
    await form.getByRole('button', { name: 'Save' }).press('Enter');
    await page.getByText('1 document coded anew.').waitFor();
    expect(await total('ARG', 'ADDED-TEST-LEAGUE')).toBe(1);
    const card = await app.open('/actors?actor=ADDED-TEST-LEAGUE');
    await card.getByRole('heading', { name: 'Test League' }).waitFor();
    await card.getByText('ADDED-TEST-LEAGUE · bloc · 1 deed').waitFor();
    await page.getByRole('button', { name: 'Undo: Test League: bloc' }).first().press('Enter');
    await page.getByText('1 document coded anew.').waitFor();
    expect((await fetch(`${app.server.url}api/dyad/ARG/ADDED-TEST-LEAGUE`)).status).toBe(404);
  });

  it('moves nothing from under the pointer while its lists come', async () => {
    const page = await app.open('/actors');
    const moved = (await page.evaluate(`new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().reduce((sum, entry) => sum + entry.value, 0))).observe({ type: 'layout-shift', buffered: true }) ?? setTimeout(() => done(0), 500))`)) as number;
    expect(moved).toBeLessThan(0.1);
  });

  it('moves a name away from one to another', async () => {
    const page = await app.open('/actors?actor=ESP');
    await page.getByText(/names in texts/).click();
    await page.getByRole('button', { name: 'Move away: Wagner Group' }).click();
    await page.getByRole('button', { name: 'It stands for nobody' }).click();
    await page.getByText('“Wagner Group” stands for nobody').first().waitFor();
    await page.waitForFunction(() => !document.querySelector('.forms')?.textContent?.includes('Wagner Group'));
  });

  it('says what is wrong with a decision', async () => {
    app.allow(/status of 400/);
    const page = await app.open('/actors?actor=ARG');
    await page.getByLabel('Count it as').fill('Atlantis');
    await page.getByRole('button', { name: 'Merge' }).click();
    await page.getByRole('alert').getByText('Found "Atlantis"').waitFor();
  });

  it('speaks Spanish', async () => {
    const page = await app.open('/actors?actor=BRA&lang=es');
    await page.getByRole('heading', { name: 'Quién es quién' }).waitFor();
    await page.getByRole('heading', { name: 'Brasil' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it.each(LOOKS)('is accessible: %s', async (_name, look) => {
    const page = await app.open('/actors?actor=BRA&name=Zoltan%20Prueba', look);
    await page.getByText('Zoltan Prueba is').waitFor();
    await page.locator('.forms summary').click();
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('a person').check();
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('an organisation or a group').check();
    expect(await violations(page)).toEqual([]);
    expect(await fitsItsWidth(page)).toBe(true);
  });
});
