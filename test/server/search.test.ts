/** Search through the API: fields, facets, marks, kept searches and their feeds. */
import { parseFeed } from 'feedsmith';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveFixture, type Fixture } from './fixture.js';

let server: Fixture;
beforeAll(async () => {
  server = await serveFixture();
});
afterAll(() => server.close());

const address = (path: string) => server.url.slice(0, -1) + path;
const get = async <T>(path: string): Promise<T> => (await (await fetch(address(path))).json()) as T;
const post = (body: unknown) => fetch(address('/api/searches'), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

interface Hit { event: { id: string; documentId: string }; sentenceText: string; marks?: { start: number; end: number }[] }
interface Hits { rows: Hit[]; next: string | null }

describe('searching', () => {
  it('marks the words in the sentence', async () => {
    const { rows } = await get<Hits>('/api/events?text=ASUNCION');
    expect(rows.length).toBe(12);
    for (const { sentenceText, marks } of rows) expect(marks!.map(({ start, end }) => sentenceText.slice(start, end))).toEqual(['Asunción']);
    expect((await get<Hits>('/api/events?text=asuncion&limit=5')).rows).toHaveLength(5);
    expect((await get<Hits>('/api/events')).rows[0]!.marks).toBeUndefined();
  });

  it('finds documents with the sentence that has the words, and statements', async () => {
    const documents = await get<{ rows: { title: string; passage?: { text: string } }[] }>('/api/documents?text=tréaty+Israel');
    expect(documents.rows.map(({ passage }) => passage?.text)).toEqual(['A treaty between Argentina and Israel is likely.']);
    const said = await get<{ rows: { words: string; kind: string }[] }>('/api/statements?text=israel');
    expect(said.rows.length).toBeGreaterThan(0);
    expect((await get<{ rows: unknown[] }>('/api/statements?kind=forecast')).rows.length).toBeGreaterThan(0);
  });

  it('gives facets that follow the search', async () => {
    const { total, facets, names } = await get<{ total: number; facets: { field: string; values: { value: string; count: number }[] }[]; names: Record<string, unknown> }>('/api/facets/events?text=asuncion');
    expect(total).toBe(12);
    expect(facets.find(({ field }) => field === 'recipient')!.values.map(({ value }) => value)).toEqual(expect.arrayContaining(['BRA']));
    expect(names).toHaveProperty('BRA');
    expect((await fetch(address('/api/facets/events?quad=9'))).status).toBe(400);
    expect((await fetch(address('/api/facets/nothing'))).status).toBe(400);
    expect(await (await fetch(address('/facets/documents.csv'))).text()).toContain('publication,Test Wire,');
  });
});

describe('a kept search', () => {
  it('is kept with who and when, found as JSON, CSV and Atom, deleted and put back', async () => {
    const made = await post({ name: ' Malvinas & <co> ', list: 'events', query: 'lang=es&actor=ARG&text=asuncion&limit=3' });
    expect(made.status).toBe(201);
    const search = (await made.json()) as { id: string; name: string; query: string; person: string; at: string };
    expect(search).toMatchObject({ name: 'Malvinas & <co>', query: 'text=asuncion&actor=ARG', person: 'local' });
    expect(await (await post({ name: 'Malvinas & <co>', list: 'events', query: 'actor=ARG&text=asuncion' })).json()).toEqual(search);
    expect((await get<{ rows: unknown[] }>('/searches.json')).rows).toEqual([{ ...search, list: 'events' }]);

    const found = await get<Hits>(`/searches/${search.id}.json?limit=5`);
    expect(found.rows).toHaveLength(5);
    const csv = await (await fetch(address(`/searches/${search.id}.csv`))).text();
    expect(csv.split('\r\n')[0]).toContain('sentence');

    const answer = await fetch(address(`/searches/${search.id}.atom`));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    const text = await answer.text();
    const { format, feed } = parseFeed(text);
    expect(format).toBe('atom');
    if (format !== 'atom') return;
    expect(feed).toMatchObject({ id: expect.stringMatching(/^urn:uuid:[0-9a-f]{8}-/) as string, title: { value: 'Malvinas & <co>' } });
    expect(feed.links).toContainEqual(expect.objectContaining({ rel: 'self', href: address(`/searches/${search.id}.atom`) }));
    expect(feed.links).toContainEqual(expect.objectContaining({ rel: 'alternate', href: address('/events?text=asuncion&actor=ARG') }));
    expect(feed.entries).toHaveLength(12);
    const ids = new Set(feed.entries!.map(({ id }) => id));
    expect(ids.size).toBe(12);
    for (const entry of feed.entries!) {
      expect(entry.title!.value).toMatch(/^Argentina → Brazil: /);
      expect(Date.parse(String(entry.updated))).toBeLessThanOrEqual(Date.parse(String(feed.updated)));
      const item = new URL(entry.links![0]!.href!);
      const document = await get<{ events: { value: { id: string } }[] }>(`/api${item.pathname}`);
      expect(document.events.map(({ value }) => value.id)).toContain(item.searchParams.get('item'));
      expect(entry.id!.replace(/urn:uuid:|-/g, '')).toBe(item.searchParams.get('item'));
    }
    expect(await (await fetch(address(`/searches/${search.id}.atom`))).text()).toBe(text);
    expect(await (await fetch(address(`/searches/${search.id}.atom?lang=es`))).text()).toContain('xml:lang="es"');
    expect((await fetch(address(`/searches/${search.id}.atom`), { headers: { 'If-None-Match': answer.headers.get('etag')! } })).status).toBe(304);

    const gone = await fetch(address(`/api/searches/${search.id}`), { method: 'DELETE' });
    expect(gone.status).toBe(204);
    for (const form of ['atom', 'json', 'csv']) expect((await fetch(address(`/searches/${search.id}.${form}`))).status, form).toBe(404);
    const log = await get<{ rows: { kind: string; detail: string }[] }>('/api/audit?kind=search');
    expect(log.rows.map(({ detail }) => detail)).toEqual(expect.arrayContaining(['Malvinas & <co>', 'deleted: Malvinas & <co>']));

    const restore = (id: string) => fetch(address(`/api/searches/${id}/restore`), { method: 'POST' });
    expect((await restore(search.id)).status).toBe(204);
    expect((await get<Hits & { search: unknown }>(`/searches/${search.id}.json?limit=1`)).search).toEqual({ ...search, list: 'events' });
    expect((await restore(search.id)).status).toBe(404);
    expect((await restore('none')).status).toBe(404);
  });

  it('of statements and documents has a feed too, in which a text stays a text', async () => {
    for (const [list, query] of [['statements', 'text=friend'], ['documents', 'text=script']] as const) {
      const { id } = (await (await post({ name: list, list, query })).json()) as { id: string };
      const text = await (await fetch(address(`/searches/${id}.atom`))).text();
      const { format, feed } = parseFeed(text);
      expect(format).toBe('atom');
      expect(format === 'atom' ? feed.entries : []).not.toHaveLength(0);
      expect(text).not.toContain('<script');
      expect((await (await fetch(address(`/searches/${id}.csv`))).text()).split('\r\n').length).toBeGreaterThan(2);
    }
  });

  it('is refused with a wrong field or without a name', async () => {
    expect((await post({ name: 'x', list: 'events', query: 'status=maybe' })).status).toBe(400);
    expect((await post({ name: ' ', list: 'events', query: '' })).status).toBe(400);
    expect((await post({ name: 'x', list: 'people', query: '' })).status).toBe(400);
    expect((await fetch(address('/searches/none.atom'))).status).toBe(404);
    expect((await fetch(address('/desk/ARG.atom'))).status).toBe(404);
  });
});
