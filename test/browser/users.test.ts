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
  await users.addUser('keeper', 'admin', PASSWORD);
  await users.addUser('ana', 'analyst', PASSWORD);
  users.addToken('nightly', 'reader', 30);
  return { users };
});

async function openAs(name: string, path: string, look?: (typeof LOOKS)[number][1], password = PASSWORD): Promise<Page> {
  app.allow(/status of 40[013]/);
  const page = await app.open(`/login?next=${encodeURIComponent(path)}`, look);
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === path);
  await page.locator('main h1').waitFor();
  return page;
}

describe('users', () => {
  it('are added, given roles and passwords, and taken away by an administrator', async () => {
    const page = await openAs('keeper', '/users');
    const adding = page.locator('section[aria-labelledby=users] form');
    await adding.getByLabel('Name').fill('eva');
    await adding.getByLabel('Role').selectOption('reader');
    await adding.getByLabel('Password').fill(PASSWORD);
    await adding.getByRole('button', { name: 'Add user' }).click();
    await page.getByRole('row', { name: /^eva/ }).waitFor();
    await page.getByLabel('Role of eva').selectOption('analyst');
    await page.getByText('Done.').waitFor();
    await page.getByRole('button', { name: 'New password of eva' }).click();
    await page.keyboard.type('a quite different phrase');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'New password of eva' }).waitFor();
    const eva = await openAs('eva', '/account', undefined, 'a quite different phrase');
    expect(await eva.getByRole('link', { name: 'Users' }).count()).toBe(0);

    await page.getByRole('button', { name: 'Remove eva' }).click();
    await page.getByRole('group', { name: 'Remove eva for good?' }).getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('row', { name: /^eva/ }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Remove keeper' }).click();
    await page.getByRole('group').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('keeper is the only administrator').waitFor();
  });

  it('have tokens beside them, each shown once', async () => {
    const page = await openAs('keeper', '/users');
    const adding = page.locator('section[aria-labelledby=tokens] form');
    await adding.getByLabel('Name').fill('weekly');
    await adding.getByLabel(/^Days until it ends/).fill('7');
    await adding.getByRole('button', { name: 'Make token' }).click();
    const secret = (await page.locator('code.secret').textContent())!;
    expect((await fetch(`${app.server.url}api/summary`, { headers: { Authorization: `Bearer ${secret}` } })).status).toBe(200);
    await page.reload();
    await page.getByRole('row', { name: /^weekly/ }).waitFor();
    expect(await page.content()).not.toContain(secret);
  });

  it('change their own password, and go on', async () => {
    const page = await openAs('ana', '/account');
    await page.getByLabel('Password until now').fill(PASSWORD);
    await page.getByLabel('New password').fill('yet another phrase');
    await page.getByLabel('Once more').fill('yet another phrasf');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The two are not the same.').waitFor();
    await page.getByLabel('Once more').fill('yet another phrase');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Your password is changed.').waitFor();
    await page.getByRole('link', { name: 'demarche' }).first().click();
    await page.getByRole('link', { name: /Argentina/ }).first().waitFor();
    await openAs('ana', '/account', undefined, 'yet another phrase');
  });

  it.each(LOOKS)('have accessible pages, in both languages: %s', async (_name, look) => {
    for (const path of ['/users', '/account']) {
      const page = await openAs('keeper', path, look);
      if (path === '/users') await page.getByRole('row', { name: /^nightly/ }).waitFor();
      expect(await violations(page)).toEqual([]);
      expect(await fitsItsWidth(page)).toBe(true);
      await page.getByLabel('Language').selectOption('es');
      await page.getByRole('heading', { name: path === '/users' ? 'Credenciales' : 'Su contraseña' }).waitFor();
      expect(await violations(page)).toEqual([]);
    }
  });
});
