/** Texts of documents are text, on every page: nothing of them runs, loads, leads or becomes an element. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadCodebook } from '../../src/codebook/node.js';
import { intake } from '../../src/intake/index.js';
import { hostileDocuments, hostileFiles, PAYLOADS } from '../hostile.js';
import { testCoder } from '../server/coder.js';
import { fitsItsWidth, withApp } from './harness.js';

const app = withApp();
const ids: string[] = [];

beforeAll(async () => {
  const coder = testCoder(loadCodebook());
  const { store } = app.server;
  await store.add(hostileDocuments().map((document) => ({ document, coding: coder.code(document) })));
  const { documentIds } = await intake({ store, inputs: hostileFiles(), workers: 1, coder });
  ids.push(...hostileDocuments().map(({ id }) => id), ...documentIds);
  // Files that fail, so that their names are told of.
  const form = new FormData();
  for (const payload of [PAYLOADS['image with a handler']!, PAYLOADS['script']!, PAYLOADS['bidi']!, PAYLOADS['broken out of a tag']!]) form.append('files', new File(['no pdf'], `${payload}.pdf`));
  await fetch(`${app.server.url}api/sources/files`, { method: 'POST', body: form });
  for (const payload of [PAYLOADS['script']!, PAYLOADS['image with a handler']!, PAYLOADS['bidi']!]) {
    const [row] = (await store.events({ judged: false, limit: 1 })).rows;
    await store.judge({ targetKind: 'event', targetId: row!.event.id, documentId: row!.event.documentId, verdict: 'rejected', changes: {}, note: payload, judge: payload });
    await post('searches', { name: payload.slice(0, 100), list: 'documents', query: `q=${encodeURIComponent(payload)}` });
    await store.log({ person: payload, role: payload, kind: 'export', target: payload, detail: payload, address: payload });
  }
});

const post = (path: string, body: unknown) => fetch(`${app.server.url}api/${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

/** What on a page is not the app's own, in words. */
async function intruders(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const found = [];
    const all = [...document.querySelectorAll('*')];
    for (const element of all) {
      const name = element.localName;
      const where = name + ' in ' + (element.parentElement?.className || element.parentElement?.localName);
      if (name === 'script' && !/^\\/(assets\\/[\\w.-]+|theme)\\.js$/.test(element.getAttribute('src') ?? '')) found.push(where);
      if (/^(iframe|frame|object|embed|applet|base|style|math|mglyph|video|audio|source|use|foreignobject|marquee)$/i.test(name)) found.push(where);
      if (name === 'meta' && element.httpEquiv) found.push(where);
      if (name === 'link' && new URL(element.href).origin !== location.origin) found.push(where);
      if (name === 'img') found.push(where);
      if (name === 'form' && new URL(element.action).origin !== location.origin) found.push(where);
      for (const attribute of element.attributes) {
        if (/^on/i.test(attribute.name)) found.push(where + ' has ' + attribute.name);
        if (/^(href|src|action|formaction|xlink:href|data|srcdoc)$/i.test(attribute.name) && !/^(https?:|\\/|#|\\?|\\.|$)/.test(attribute.value)) found.push(where + ' leads to ' + attribute.value);
      }
    }
    return found;
  })()`);
}

interface Visitor {
  page: Page;
  visit(path: string): Promise<void>;
}

/** A page that goes from address to address and listens for anything that is asked of others. */
async function visitor(width = 1280): Promise<Visitor> {
  app.allow(/status of 40[034]/);
  const page = await app.open('/api/docs', { width });
  const asked: string[] = [];
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (`${origin}/` !== app.server.url && protocol !== 'data:') asked.push(request.url());
  });
  return {
    page,
    async visit(path) {
      await page.goto(app.server.url.slice(0, -1) + path, { waitUntil: 'load' });
      await page.locator('main').first().waitFor();
      await page.locator('.waiting').first().waitFor({ state: 'detached' });
      // Whatever a payload hangs on moving, pointing or typing.
      await page.mouse.move(400, 400);
      await page.keyboard.press('Tab');
      expect(await intruders(page), path).toEqual([]);
      expect(new URL(page.url()).origin, path).toBe(new URL(app.server.url).origin);
      expect(asked, path).toEqual([]);
    },
  };
}

/** The first part of every address that the app knows, from its own table of pages. */
const PAGES = [...new Set([...readFileSync(new URL('../../src/web/main.tsx', import.meta.url), 'utf8').matchAll(/page === '(\w+)'/g)].map((match) => match[1]!))];
const WITH_NAMES: Record<string, string[]> = { desk: ['ARG'], dyad: ['ARG/CHN', 'ARG/ISR'], ledger: ['ARG'], document: [] };

/** An address of each page, and of some in another state. */
const ADDRESSES = ['/', '/?q=script', '/events?order=doubtful', ...PAGES.flatMap((page) => (WITH_NAMES[page] ?? ['', 'ARG']).map((names) => `/${page}${names && '/'}${names}`))];

describe('hostile texts', () => {
  it('are mere text on every page of the app', async () => {
    expect(PAGES).toContain('desk');
    const { visit } = await visitor();
    for (const address of ADDRESSES) {
      await visit(address);
    }
  });

  it('are mere text in names of files that failed, and of searches that are kept', async () => {
    const { page, visit } = await visitor();
    await visit('/sources');
    await page.getByText('onerror=alert(1)').first().waitFor();
    await visit('/searches');
    await page.getByText('<script>alert(1)</script>').first().waitFor();
    const { rows } = (await (await fetch(`${app.server.url}api/searches`)).json()) as { rows: { id: string }[] };
    expect(rows).toHaveLength(3);
    for (const { id } of rows) {
      await visit(`/searches/${id}`);
      const feed = await fetch(`${app.server.url}searches/${id}.atom`);
      expect(feed.headers.get('content-type')).toMatch(/^application\/atom\+xml/);
      const text = await feed.text();
      // A reader of feeds takes the parts of an XML document, and nothing else, for elements.
      const elements = (await page.evaluate(`[...new DOMParser().parseFromString(${JSON.stringify(text)}, 'application/xml').querySelectorAll('*')].map((element) => element.localName)`)) as string[];
      expect([...new Set(elements)].filter((name) => !['feed', 'id', 'title', 'updated', 'published', 'author', 'name', 'generator', 'link', 'entry', 'category', 'summary', 'content', 'source'].includes(name))).toEqual([]);
      expect(text).not.toMatch(/type="(html|xhtml)"|href="(?!http:\/\/127)/);
    }
  });

  it('are mere text in every document, and in what opens beside it', async () => {
    const { page, visit } = await visitor();
    expect(ids.length).toBeGreaterThan(Object.keys(PAYLOADS).length + 20);
    const seen = new Set<string>();
    for (const id of ids) {
      const { document, events, statements } = (await app.server.store.document(id))!;
      // Of a feed's many items, those that differ.
      const shape = `${document.title} ${document.url}`.slice(0, 200);
      if (seen.has(shape)) continue;
      seen.add(shape);
      const item = events[0] ?? statements[0];
      await visit(`/document/${id}${item ? `?item=${item.value.id}` : ''}`);
      const outward = (await page.evaluate(`[...document.querySelectorAll('main a')].map((a) => a.href).filter((href) => new URL(href).origin !== location.origin)`)) as string[];
      for (const href of outward) expect(href).toMatch(/^https?:\/\/[\w.-]+\//);
    }
  });

  it('are mere text when they come by the address', async () => {
    const { visit } = await visitor();
    for (const name of ['script', 'broken out of a tag', 'image with a handler', 'handler in single quotes', 'svg', 'template', 'javascript', 'not quite https', 'path', 'prototype', 'bidi']) {
      const value = encodeURIComponent(PAYLOADS[name]!);
      for (const address of [`/?q=${value}`, `/events?actor=${value}&type=${value}`, `/desk/${value}`, `/paste?text=${value}`, `/login?next=${value}`, `/${value}`]) await visit(address);
    }
    for (const address of ['/%E0%A4%A', '/desk/%', '/document/%C0%AF']) await visit(address);
  });

  it('push nothing out of the page, however long', async () => {
    const { page, visit } = await visitor(360);
    const long = hostileDocuments().filter(({ title }) => title.length > 500);
    expect(long.length).toBeGreaterThan(2);
    for (const address of [...ADDRESSES, ...long.map(({ id }) => `/document/${id}`)]) {
      await visit(address);
      expect(await fitsItsWidth(page), address).toBe(true);
    }
  });

  it('would be seen if they were more', async () => {
    const { page } = await visitor();
    await page.goto(app.server.url);
    await page.locator('main').waitFor();
    app.allow(/Content Security Policy|Unsafe attempt/);
    for (const name of ['script', 'image with a handler', 'svg', 'math', 'frame', 'object', 'link', 'base', 'form', 'style', 'details']) {
      await page.evaluate(`document.querySelector('main').innerHTML = ${JSON.stringify(PAYLOADS[name])}`);
      expect(await intruders(page), name).not.toEqual([]);
    }
  });

  it('turn nothing of the app’s own words around', () => {
    const bidi = hostileDocuments()[Object.keys(PAYLOADS).indexOf('bidi')]!;
    expect(bidi.title + bidi.text).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
    expect(bidi.title).toContain('gnitirw eht ni tsrif');
  });
});
