import { beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { loadCoder } from '../../src/coder/node.js';
import type { CodedDocument } from '../../src/server/api/schemas.js';
import { fitsItsWidth, LOOKS, violations, withApp } from './harness.js';

// The server codes with the package's own coder and dictionary here: what the browser says must be what the server says.
const app = withApp(async () => {
  const { loadActors } = await import('../../src/actors/node.js');
  return { coder: await loadCoder(), actors: loadActors() };
});

const TEXTS: [language: string, text: string, date: string][] = [
  ['en', 'Argentina met Spain in Madrid, and Argentina criticised Brazil.', '2024-05-05'],
  ['en', 'On Tuesday the Chinese foreign minister said that Beijing would not accept new sanctions. “We will respond,” Wang Yi warned.\n\nTurkish police arrested two Russian diplomats; Ankara denied it. A deal between Kenya and Uganda is unlikely before 2026.', '2023-02-14'],
  ['en', 'ARGENTINA WITHDRAWS ITS AMBASSADOR FROM BOLIVIA\nThe foreign ministry did not attend the summit of Mercosur in Asunción.', ''],
  ['es', 'El canciller brasileño se reunió ayer en Brasilia con su par argentina y prometió apoyar el ingreso de Bolivia al Mercosur. Perú expulsó al embajador de Venezuela.', '2022-11-03'],
  ['es', 'Según el Ministerio de Relaciones Exteriores, Chile podría retirar a su cónsul general en La Paz si Bolivia no se disculpa. México condenó el ataque contra la embajada.', ''],
];

/** Puts the cursor's text in the field at once, as a paste does. */
const paste = (page: Page, text: string) => page.getByLabel('Text').fill(text);

/** The answer of the page's worker to a text, asked as the page asks. */
const inBrowser = (page: Page, pasted: object) =>
  page.evaluate(
    ([address, question]) =>
      new Promise<CodedDocument>((done, fail) => {
        const worker = new Worker(address as string, { type: 'module' });
        worker.onmessage = ({ data }) => {
          if (data.kind === 'coded') done(data.coded);
          else if (data.kind === 'failed') fail(new Error(data.detail));
          else return;
          worker.terminate();
        };
        worker.postMessage(question);
      }),
    [workerAddress, { id: 1, pasted, sentence: 0 }] as const,
  );

let workerAddress = '';
beforeAll(async () => {
  const page = await app.open('/paste');
  workerAddress = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name).find((name) => /\/worker-[^/]*\.js$/.test(name)) ?? '');
  await page.context().close();
});

describe('paste', () => {
  it('codes a text as it is typed, keeps nothing, and adds it when asked', async () => {
    const page = await app.open('/paste');
    const before = await app.server.store.summary();
    await page.getByLabel('Text').pressSequentially('Argentina met Spain in Madrid, and Argentina criticised Brazil.', { delay: 5 });
    await page.locator('.note-title').nth(1).waitFor();
    expect(await page.locator('.note-title').allTextContents()).toEqual([expect.stringMatching(/Consult.*Argentina.*Spain/), expect.stringMatching(/Accuse.*Argentina.*Brazil/)]);
    expect(await app.server.store.summary()).toEqual(before);

    await page.getByLabel('Published on').fill('2025-05-05');
    await page.getByLabel('Title').fill('Two things at once');
    await page.getByRole('button', { name: 'Add to the record' }).click();
    await page.waitForURL(/\/document\//);
    await page.getByRole('heading', { name: 'Two things at once' }).waitFor();
    expect((await app.server.store.summary()).documents).toBe(before.documents + 1);
  });

  it.each(TEXTS)('says in the browser what the server says (%s: %s)', async (_language, text, date) => {
    const pasted = { text, date, title: '', publication: '', url: '', language: 'auto' };
    const page = await app.open('/paste');
    const answer = await fetch(`${app.server.url}api/code`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(pasted) });
    const coded = await inBrowser(page, pasted);
    expect(coded).toEqual(await answer.json());
    expect(coded.events.length).toBeGreaterThan(0);
  });

  it('knows what people decided about actors, as the server does', async () => {
    const pasted = { text: 'Zorania criticised Brazil on Monday. Zorania met Chile.', date: '2024-05-05', title: '', publication: '', url: '', language: 'auto' };
    const send = (path: string, body: object) => fetch(`${app.server.url}api${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    for (const decision of [{ kind: 'alias', form: 'Zorania', code: 'PER' }, { kind: 'rename', code: 'BRA', name: { en: 'The neighbour', es: 'El vecino' } }]) expect((await send('/actors/changes', { decision })).status).toBeLessThan(300);
    const said = (await (await send('/code', pasted)).json()) as CodedDocument;
    expect(said.events[0]!.value.actors[0]!.code).toBe('PER');
    expect(said.names['BRA']!.name.en).toBe('The neighbour');
    expect(await inBrowser(await app.open('/paste'), pasted)).toEqual(said);
  });

  it('loads the model of the language that is needed, and no other; once', async () => {
    const page = await app.open('/paste');
    const models = () => [...seen].filter((name) => name.startsWith('model'));
    const seen = new Set<string>();
    page.on('request', (request) => {
      const name = /\/api\/coder\/(.+)-[0-9a-f]{16}$/.exec(request.url())?.[1];
      if (name) seen.add(name);
    });
    expect(models()).toEqual([]);
    await paste(page, 'El presidente de Chile visitó Perú.');
    await page.locator('.note-title').first().waitFor();
    expect(models()).toEqual(['model.es']);
    await paste(page, 'The president of Chile visited Peru.');
    await page.locator('.coded[lang=en] .note-title').first().waitFor();
    expect(models().sort()).toEqual(['model.en', 'model.es']);
  });

  it('goes on without the server', async () => {
    const page = await app.open('/paste');
    await paste(page, 'The president of Chile visited Peru.');
    await page.locator('.note-title').first().waitFor();
    await page.context().setOffline(true);
    await paste(page, 'Turkey imposed sanctions on Syria.');
    await page.locator('.note-title', { hasText: /Turk.*Syria/ }).waitFor();
    await page.context().setOffline(false);
  });

  it('answers for the text as it stands, key by key, and says how soon', async () => {
    const page = await app.open('/paste?example=en');
    await page.locator('.note-title').first().waitFor();
    const times: number[] = await page.evaluate(async () => {
      const field = document.querySelector('textarea')!;
      const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')!.set!;
      const took: number[] = [];
      const base = field.value;
      for (let i = 0; i < 25; i++) {
        // A mark that no text before had, so that no earlier answer is taken for this one's.
        const mark = `paragraph ${100 + i}`;
        const text = `${base} France thanked Italy in ${mark}.`;
        const began = performance.now();
        set.call(field, text);
        field.dispatchEvent(new Event('input', { bubbles: true }));
        await new Promise<void>((done) => {
          const look = () => (document.querySelector('.coded')?.textContent?.includes(mark) ? done() : requestAnimationFrame(look));
          look();
        });
        took.push(performance.now() - began);
      }
      return took;
    });
    times.sort((a, b) => a - b);
    console.info(`key to result: median ${times[12]!.toFixed(0)} ms, slowest of 25 ${times[24]!.toFixed(0)} ms`);
    expect(times.length).toBe(25);
  });

  it('draws the tree of the chosen sentence, and walks along it by keyboard', async () => {
    const page = await app.open('/paste?example=en&sentence=2');
    const tree = page.locator('.tree svg');
    await tree.waitFor();
    expect(await tree.getAttribute('aria-label')).toContain('The two agreed to renew');
    expect(await tree.locator('.arc').count()).toBe(await tree.locator('.tree-word').count());
    await tree.locator('[data-point][tabindex="0"]').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/^agreed: verb \(VERB\), lemma “agree”, root/);
    expect(await page.locator('.tree-note').textContent()).toContain('root of the sentence');

    await page.getByRole('button', { name: 'Previous sentence' }).click();
    await page.waitForURL((url) => !url.search.includes('sentence'));
    await page.waitForFunction(() => document.querySelector('.tree svg')?.getAttribute('aria-label')?.includes('counterpart'));
    await page.getByText('The tree as a table').click();
    const rows = page.locator('.tree-table tbody tr');
    expect(await rows.count()).toBe(await tree.locator('.tree-word').count());
    expect(await rows.filter({ hasText: 'root' }).textContent()).toMatch(/met.*meet.*verb/);
  });

  it('speaks Spanish', async () => {
    const page = await app.open('/paste?example=es&lang=es');
    await page.locator('.note-title').first().waitFor();
    await page.getByRole('heading', { name: 'Cómo está construida cada oración' }).waitFor();
    expect(await page.locator('.tree-word').first().getAttribute('aria-label')).toMatch(/^El: determinante \(DET\)/);
  });

  it('shows a text that looks like HTML as text', async () => {
    const page = await app.open('/paste');
    const text = '<img src=x onerror=alert(1)> Argentina met Spain </textarea><script>alert(2)</script>.';
    await paste(page, text);
    await page.locator('.coded-text').waitFor();
    expect(await page.locator('.coded-text').textContent()).toBe(text);
    expect(await page.locator('.coded img, .coded script, .tree img, .tree script').count()).toBe(0);
  });

  it.each(LOOKS)('is accessible: %s', async (_name, look) => {
    const page = await app.open('/paste?example=en', look);
    await page.locator('.note-head').first().click();
    await page.getByText('The tree as a table').click();
    expect(await violations(page)).toEqual([]);
    expect(await fitsItsWidth(page)).toBe(true);
  });
});
