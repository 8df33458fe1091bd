import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { Users } from '../../src/server/index.js';
import { fitsItsWidth, LOOKS, violations, withApp } from './harness.js';

const PASSWORD = 'correct horse battery staple';
const folder = mkdtempSync(join(tmpdir(), 'demarche-users-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const app = withApp(async () => {
  const users = Users.open(join(folder, 'users.json'));
  await users.addUser('eva', 'reader', PASSWORD);
  await users.addUser('ana', 'analyst', PASSWORD);
  await users.addUser('keeper', 'admin', PASSWORD);
  return { users };
});

async function login(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.waitForURL((url) => url.pathname !== '/login');
  await page.waitForLoadState('networkidle');
}

describe('logging in', () => {
  it('is asked for on any page, done by keyboard alone, and leads on to the page', async () => {
    app.allow(/status of 401/);
    const page = await app.open('/desk/ARG?at=2022-01-01');
    await page.waitForURL(/\/login\?next=%2Fdesk%2FARG%3Fat%3D2022-01-01/);
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    expect(await page.title()).toBe('Log in · demarche');
    await page.getByLabel('Name', { exact: true }).focus();
    await page.keyboard.type('ana');
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/desk\/ARG\?at=2022-01-01/);
    await page.getByRole('heading', { name: /Argentina/ }).first().waitFor();
    await page.getByText('ana', { exact: true }).waitFor();
    expect(await page.evaluate('document.cookie')).toBe('');
  });

  it('says what is wrong, and shows nothing after logging out', async () => {
    app.allow(/status of 401/);
    const page = await app.open('/login');
    await page.getByLabel('Name', { exact: true }).fill('ana');
    await page.getByLabel('Password', { exact: true }).fill('wrong wrong wrong');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('The name or the password is wrong.').waitFor();
    expect(await violations(page)).toEqual([]);
    await login(page, 'ana');
    await page.getByRole('link', { name: /Argentina/ }).first().waitFor();
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.waitForURL(/\/login$/);
    await page.goBack();
    await page.waitForURL(/\/login/);
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    expect(await page.getByText('Argentina').count()).toBe(0);
  });

  it('leads nowhere but to a page of this app', async () => {
    for (const next of ['https://example.org/', '//example.org/', '/\\example.org', 'javascript:alert(1)', '/login?next=/login']) {
      const page = await app.open(`/login?next=${encodeURIComponent(next)}`);
      await login(page, 'eva');
      expect(page.url(), next).toBe(app.server.url);
    }
  });

  it('lets a session judge, and says so where a role does not', async () => {
    app.allow(/status of 40[13]/);
    const { rows: [row] } = await app.server.store.events({ judged: false, limit: 1 });
    const address = `/document/${row!.event.documentId}?item=${row!.event.id}`;
    for (const [name, outcome] of [['eva', 'refused'], ['ana', 'kept']] as const) {
      const page = await app.open(address);
      await login(page, name);
      await page.locator('main.reader').waitFor();
      if (outcome === 'kept') {
        await page.getByRole('button', { name: /^Accept/ }).click();
        await page.getByRole('button', { name: /^Accept/, pressed: true }).waitFor();
      } else {
        expect(await page.getByRole('button', { name: /^Accept/ }).count()).toBe(0);
        await page.keyboard.press('a');
        await page.getByText('This takes the role analyst').waitFor();
      }
    }
    const judgements = await app.server.store.judgements();
    expect(judgements.map(({ judge }) => judge)).toEqual(['ana']);
  });

  it.each(LOOKS)('is accessible, in both languages: %s', async (_name, look) => {
    for (const [query, heading] of [['', 'Log in'], ['?lang=es', 'Iniciar sesión']] as const) {
      const page = await app.open(`/login${query}`, look);
      await page.getByRole('heading', { name: heading }).waitFor();
      expect(await violations(page)).toEqual([]);
      expect(await fitsItsWidth(page)).toBe(true);
    }
  });
});

describe('the audit log', () => {
  it('tells who did what, by person and kind, to who keeps the record', async () => {
    app.allow(/status of 40[13]/);
    const page = await app.open('/audit');
    await login(page, 'keeper');
    await page.getByRole('row', { name: /keeper administrator logged in/ }).first().waitFor();
    await page.getByLabel('Kind').selectOption('judgement');
    await page.waitForURL(/kind=judgement/);
    await page.getByText('1 entry').waitFor();
    await page.getByRole('row', { name: /ana judged event accepted/ }).getByRole('link').click();
    await page.waitForURL(/\/document\/[0-9a-f]{32}\?item=/);
    const reader = await app.open('/audit');
    await login(reader, 'eva');
    await reader.getByText('This takes the role admin').waitFor();
    expect(await reader.getByRole('link', { name: 'Audit log' }).count()).toBe(0);
  });

  it.each(LOOKS)('is accessible, in both languages: %s', async (_name, look) => {
    app.allow(/status of 401/);
    const page = await app.open('/audit', look);
    await login(page, 'keeper');
    await page.getByRole('row').nth(1).waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await fitsItsWidth(page)).toBe(true);
    await page.getByLabel('Language').selectOption('es');
    await page.getByRole('heading', { name: 'Auditoría' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
