/** The interface in Spanish: every page, nothing of it left in English. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { documents } from '../server/fixture.js';
import { fitsItsWidth, violations, withApp } from './harness.js';

const app = withApp();
const everything = documents().at(-1)!;

const PAGES = [
  '/',
  '/desk/ARG?at=2023-12-10',
  '/ledger/ARG',
  '/dyad/ARG/CHN?period=2024-04-01&with=ARG/BRA',
  '/events',
  '/statements',
  '/network?least=1',
  `/document/${everything.id}`,
  '/review',
  '/paste?text=Argentina+met+China.',
  '/sources',
  '/actors',
  '/brief/ARG',
  '/briefs',
  '/login',
  '/account',
  '/users',
  '/audit',
  '/searches',
  '/nowhere',
];

/** What the interface itself says on a page: headings, controls, tables, charts' labels. Quoted text names its own language, and is none of it. */
const SAID = `[...document.querySelectorAll('h1, h2, h3, h4, legend, label > span, button, summary, th, dt, option, figcaption, nav a, .answer, .lede, .section-note, .key, .quiet, .axis-title, [aria-label]')]
  .filter((element) => !element.closest('[lang="en"]:not(html), blockquote, .coded-text, .documents a, .tree, .tree-choice'))
  .flatMap((element) => [element.getAttribute('aria-label'), element.matches('svg, select, [role="region"], [role="group"], nav') ? null : element.textContent])
  .map((text) => (text ?? '').replace(/\\s+/g, ' ').trim())
  .filter((text) => /\\p{L}{3}/u.test(text))`;

async function said(page: Page): Promise<Set<string>> {
  return new Set((await page.evaluate(SAID)) as string[]);
}

/** Names of actors, people and publications, which are the same in both languages. */
async function sameNames(): Promise<Set<string>> {
  const actors = (await (await fetch(`${app.server.url}api/actors`)).json()) as { code: string; name: { en: string; es: string } }[];
  return new Set(actors.flatMap(({ code, name }) => (name.en === name.es ? [code, name.en] : [code])));
}

/** Words alike in both languages, and what is typed or named: keys, languages, addresses. */
const ALIKE = /^(demarche|English|Español|Actor|API|CSV|JSON|Test Wire|Brier|Sector|Elites|Word|Markdown|[A-Z]{2,8}\d*|[a-z?] ?)$/;

describe('the interface in Spanish', () => {
  it('is chosen on any page, and stays chosen', async () => {
    const page = await app.open('/network');
    await page.getByLabel('Language').selectOption('es');
    await page.getByRole('heading', { level: 1, name: 'Quién trata con quién' }).waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('es');
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Quién trata con quién' }).waitFor();
    await page.getByRole('link', { name: 'Registro', exact: true }).click();
    await page.getByRole('heading', { level: 2, name: 'Países' }).waitFor();
  });

  it('can be sent in an address, and holds on the pages after it', async () => {
    const page = await app.open('/?lang=es');
    expect(await page.textContent('.lede')).toMatch(/Un registro de 88 hechos, 1 declaración y 1 pronóstico, leídos en 87 documentos, del 15 de enero de 2021 al 20 de julio de 2025/);
    await page.getByRole('link', { name: 'Reino Unido' }).or(page.getByRole('link', { name: 'China', exact: true })).first().click();
    await page.waitForURL('**/desk/*');
    await page.reload();
    expect(await page.evaluate('document.documentElement.lang')).toBe('es');
    await page.getByLabel('Idioma').selectOption('en');
    await page.reload();
    expect(await page.evaluate('document.documentElement.lang')).toBe('en');
  });

  it('writes figures and dates as Spanish does', async () => {
    const page = await app.open('/dyad/ARG/CHN?lang=es');
    await page.getByText('El gráfico como tabla').click();
    expect(await page.locator('.table-view tbody tr').first().textContent()).toMatch(/trimestre de \d{4}.*[+−]?\d,\d/);
    expect(await page.locator('.dyad time').first().textContent()).toMatch(/^\d{1,2} \p{L}+ \d{4}$/u);
  });

  it('explains a coding in Spanish, and defines its type', async () => {
    const page = await app.open(`/document/${everything.id}?lang=es`);
    await page.locator('.coded-text .m-trigger').first().click();
    expect(await page.locator('.note.open .definition').textContent()).toMatch(/^(Se reúne|Coopera|Reprocha|Dice que no|Da algo|Critica)/);
    expect(await page.locator('.note.open .definition').getAttribute('lang')).toBeNull();
  });

  it('marks as English what the server and the coder say in English', async () => {
    const page = await app.open(`/document/${everything.id}?lang=es`);
    await page.locator('.coded-text .m-trigger').first().click();
    // The test's coder has reasons of its own, which no rule knows.
    expect(await page.locator('.note.open .why span[lang="en"]').count()).toBeGreaterThan(0);
    expect(await page.locator('.notes').getAttribute('lang')).toBe('es');
    app.allow(/404/);
    const missing = await app.open('/document/none?lang=es');
    expect(await missing.locator('.problem').getAttribute('lang')).toBe('en');
  });

  it.each(PAGES)('leaves nothing in English, is accessible and fits on a telephone: %s', async (path) => {
    const inSpanish = `${path}${path.includes('?') ? '&' : '?'}lang=es`;
    const [english, spanish] = [await app.open(path), await app.open(inSpanish)];
    const [here, there, names] = [await said(spanish), await said(english), await sameNames()];
    expect([...here].filter((text) => there.has(text) && !names.has(text) && !ALIKE.test(text) && !/\d{4}-\d\d-\d\d/.test(text))).toEqual([]);
    expect(here.size).toBeGreaterThan(5);
    expect(await violations(spanish)).toEqual([]);
    const narrow = await app.open(inSpanish, { width: 360, colours: 'dark' });
    expect(await fitsItsWidth(narrow)).toBe(true);
    expect(await violations(narrow)).toEqual([]);
  });
});
