/** What holds for every route alike, walked from the API's own description. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documents, serveFixture, type Fixture } from './fixture.js';

interface Schema {
  type?: string | string[];
  properties?: Record<string, Schema>;
  items?: Schema;
}
interface Operation {
  parameters?: { name: string; in: string; required?: boolean; schema?: Schema }[];
  responses: Record<string, { content?: Record<string, { schema?: Schema }> }>;
}

let server: Fixture;
let paths: Record<string, Record<string, Operation>>;
beforeAll(async () => {
  server = await serveFixture();
  ({ paths } = (await (await get('/api/openapi.json')).json()) as { paths: typeof paths });
  SAMPLES['brief'] = (await server.store.saveBrief({ name: 'All', actor: 'ARG', body: '{}', person: 'test' })).id;
  SAMPLES['search'] = (await server.store.saveSearch({ name: 'All', list: 'events', query: '', person: 'test' })).id;
});
afterAll(() => server.close());

const get = (path: string, headers: Record<string, string> = {}) => fetch(server.url.slice(0, -1) + path, { headers });
const everything = documents().at(-1)!;

/** Something that there is, for each part of a path that varies. */
const SAMPLES: Record<string, string> = { actor: 'ARG', partner: 'CHN', id: everything.id };

interface Route {
  path: string;
  address: string;
  operation: Operation;
  answer: Schema | undefined;
}

function reading(): Route[] {
  return Object.entries(paths).flatMap(([path, { get: operation }]) => {
    if (!operation) return [];
    const address = path.replace(/\{(\w+)\}/g, (_all, name: string) => SAMPLES[name] ?? 'none');
    const needed = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query' && parameter.required).map(({ name }) => `${name}=ARG`);
    return [{ path, address: needed.length > 0 ? `${address}?${needed.join('&')}` : address, operation, answer: operation.responses['200']?.content?.['application/json']?.schema }];
  });
}

/** What goes on: every answer that says what comes next. */
const lists = () => reading().filter(({ answer }) => answer?.properties?.['next'] !== undefined || answer?.properties?.['rows'] !== undefined);

/** The rows of a list's answer, whatever they are called. */
const rowsOf = (answer: object): unknown[] => Object.values(answer).find((value) => Array.isArray(value)) as unknown[];

describe('every route that reads', () => {
  it('tags its answer, and answers 304 to who has it', async () => {
    let tagged = 0;
    for (const { path, address, answer } of reading()) {
      if (!answer) continue;
      const first = await get(address);
      if (first.status !== 200) continue;
      const tag = first.headers.get('etag');
      expect(tag, path).toMatch(/^W\/"[\w-]{27}"$/);
      const again = await get(address, { 'If-None-Match': `"other", ${tag}` });
      expect(again.status, path).toBe(304);
      expect(again.headers.get('etag')).toBe(tag);
      expect(again.headers.get('content-security-policy')).toBeTruthy();
      expect(await again.text()).toBe('');
      expect((await get(address, { 'If-None-Match': '"other"' })).status).toBe(200);
      tagged += 1;
    }
    expect(tagged).toBeGreaterThan(8);
  });

  it('answers a wrong question with a problem in words', async () => {
    for (const { path, operation } of reading()) {
      for (const [status, { content = {} }] of Object.entries(operation.responses)) {
        if (status >= '400') expect(Object.keys(content), `${path} ${status}`).toEqual(['application/problem+json']);
      }
    }
    for (const { path, address } of lists()) {
      const separator = address.includes('?') ? '&' : '?';
      for (const wrong of ['limit=0', 'limit=x', 'limit=1e9', 'after=nonsense', 'updated_since=yesterday']) {
        const answer = await get(`${address}${separator}${wrong}`);
        expect(answer.status, `${path}?${wrong}`).toBe(400);
        expect(answer.headers.get('content-type'), path).toMatch(/^application\/problem\+json/);
        expect(await answer.json()).toMatchObject({ type: 'about:blank', title: 'Bad Request', status: 400, instance: address.split('?')[0], detail: expect.stringMatching(/.{10}/) as string });
      }
    }
  });
});

describe('every list', () => {
  it('takes limit, after and updated_since, and says what comes next', () => {
    expect(lists().map(({ path }) => path)).toEqual(expect.arrayContaining(['/api/audit', '/api/documents', '/api/events', '/api/ledger/{actor}']));
    for (const { path, operation, answer } of lists()) {
      const names = (operation.parameters ?? []).map(({ name }) => name);
      expect(names, path).toEqual(expect.arrayContaining(['limit', 'after', 'updated_since']));
      expect(Object.keys(answer!.properties!), path).toContain('next');
    }
  });

  it('gives the same rows in small pages as in one', async () => {
    interface Page { next: string | null }
    // Something for the log and for lists of what people made.
    for (let i = 0; i < 3; i++) await get('/desk/ARG.csv');
    for (const { path, address } of lists()) {
      const separator = address.includes('?') ? '&' : '?';
      const page = async (query: string): Promise<Page> => (await (await get(`${address}${separator}${query}`)).json()) as Page;
      const all = rowsOf(await page('limit=100'));
      const paged: unknown[] = [];
      let next: string | null = null;
      do {
        const found: Page = await page(`limit=7${next === null ? '' : `&after=${encodeURIComponent(next)}`}`);
        expect(rowsOf(found).length, path).toBeLessThanOrEqual(7);
        paged.push(...rowsOf(found));
        next = found.next;
      } while (next !== null && paged.length < 100);
      expect(paged.slice(0, 100), path).toEqual(all);
    }
  });

  it('can be narrowed to what changed since an instant', async () => {
    const rows = async (path: string): Promise<number> => ((await (await get(path)).json()) as { rows: unknown[] }).rows.length;
    const since = (instant: string) => `updated_since=${encodeURIComponent(instant)}`;
    for (const path of ['/api/events', '/api/documents', '/api/ledger/ARG']) {
      expect(await rows(`${path}?${since('2001-01-01T00:00:00Z')}`), path).toBeGreaterThan(0);
      expect(await rows(`${path}?${since('2100-01-01T00:00:00+02:00')}`), path).toBe(0);
    }
    for (const { path, address } of lists()) {
      const answer = await get(`${address}${address.includes('?') ? '&' : '?'}${since('2100-01-01T00:00:00Z')}`);
      expect(answer.status, path).toBe(200);
      expect(rowsOf((await answer.json()) as object), path).toEqual([]);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
    const now = new Date().toISOString();
    expect(await rows(`/api/events?${since(now)}`)).toBe(0);
    const [event] = (await server.store.events({ limit: 1 })).rows;
    await server.store.judge({ targetKind: 'event', targetId: event!.event.id, documentId: event!.event.documentId, verdict: 'accepted', changes: {}, note: '', judge: '' });
    expect(await rows(`/api/events?${since(now)}`)).toBe(1);
    expect(await rows(`/api/documents?${since(now)}`)).toBe(1);
    expect(await rows(`/api/audit?${since(now)}`)).toBe(1);
  });

  it('pages through the events on either side of an actor', async () => {
    const page = async (query: string) => (await (await get(`/api/events?involving=CHN&${query}`)).json()) as { rows: { event: { id: string } }[]; next: string | null };
    const all = await page('limit=100');
    expect(all.rows).toHaveLength(25);
    const first = await page('limit=20');
    const second = await page(`limit=20&after=${first.next}`);
    expect([...first.rows, ...second.rows]).toEqual(all.rows);
  });
});
