/** Hostile texts in what is taken out of the record: data, tables, briefs. In pages: test/browser/hostile.test.ts. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadActors } from '../../src/actors/node.js';
import { composeBrief, loadTemplates, questionOf, Words, writeBrief } from '../../src/brief/index.js';
import { loadCodebook } from '../../src/codebook/node.js';
import { intake } from '../../src/intake/index.js';
import { hostileDocuments, hostileFiles, PAYLOADS } from '../hostile.js';
import { testCoder } from './coder.js';
import { serveFixture, type Fixture } from './fixture.js';

let server: Fixture;
beforeAll(async () => {
  server = await serveFixture();
  const coder = testCoder(loadCodebook());
  await server.store.add(hostileDocuments().map((document) => ({ document, coding: coder.code(document) })));
});
afterAll(() => server.close());

const get = (path: string) => fetch(server.url.slice(0, -1) + path);

describe('hostile texts', () => {
  it('come in from files of every kind without a failure of ours', async () => {
    const { failures, read } = await intake({ store: server.store, inputs: hostileFiles(), workers: 1, coder: testCoder(loadCodebook()) });
    expect(failures).toEqual([]);
    expect(read).toBeGreaterThan(30);
    const { rows } = await server.store.documents({ limit: 500 });
    for (const { title, publication, author } of rows) expect(title + publication + author).not.toMatch(/[\u0000-\u0008\u000A-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u2069]/);
  });

  it('are JSON and nothing else in the API, which no browser takes for a page', async () => {
    for (const { id } of hostileDocuments()) {
      const answer = await get(`/api/document/${id}`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(((await answer.json()) as { document: { id: string } }).document.id).toBe(id);
    }
    for (const payload of Object.values(PAYLOADS).filter((one) => one.length < 1_000)) {
      const value = encodeURIComponent(new TextDecoder().decode(new TextEncoder().encode(payload)));
      for (const path of [`/api/documents?text=${value}`, `/api/events?actor=${value}`, `/api/desk/${value}`, `/api/document/${value}`, `/api/audit?person=${value}`, `/api/${value}`]) {
        const answer = await get(path);
        expect(answer.headers.get('content-type'), path).toMatch(/^application\/(problem\+)?json/);
        expect(answer.status, path).toBeLessThan(500);
      }
    }
    // A query is a value to the store, whatever is in it.
    expect((await server.store.summary()).documents).toBeGreaterThan(100);
  });

  it('are no formula in a table', async () => {
    const csv = await (await get('/events.csv?limit=1000')).text();
    expect(csv).toContain(`'=HYPERLINK`);
    expect(csv).not.toMatch(/(^|,|")=HYPERLINK/m);
    expect((await get('/events.csv')).headers.get('content-disposition')).toBe('attachment; filename="events.csv"');
    const odd = await get(`/desk/ARG${encodeURIComponent('";\r\nSet-Cookie: x=1; y="')}.csv`);
    expect(odd.headers.get('set-cookie')).toBeNull();
  });

  it('are no markup in a brief', async () => {
    const actors = loadActors();
    const codebook = loadCodebook();
    const words = new Words(loadTemplates('en'), { nameOf: (code) => actors.nameOf(code, 'en'), isState: (code) => actors.states.has(code), isRenamed: () => false, sectorOf: (sector) => codebook.sectors.get(sector)?.name.en ?? sector });
    const brief = await composeBrief(server.store, await questionOf(server.store, { actor: 'ARG', language: 'en', at: '2023-12-10' }, () => []), words);
    const html = new TextDecoder().decode(await writeBrief(brief, 'html', words));
    expect(html).toContain('&lt;script&gt;');
    expect(html).not.toMatch(/<(script|iframe|img|base|form|object|embed|link|math|details)\b/i);
    expect(html).not.toMatch(/<[^>]* on\w+=/i);
    expect(html).not.toMatch(/(href|src)="(?!#)/);
  });
});
