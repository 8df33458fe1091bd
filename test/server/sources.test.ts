/** Files, addresses and feeds through the API; hostile names and sizes. */
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JobsView, JobView, SourcesView, StoriesPage } from '../../src/server/api/sources.js';
import { Fetcher } from '../../src/sources/fetch.js';
import { serveFixture, type Fixture } from './fixture.js';

let server: Fixture;
let site: Server;
let siteUrl = '';
beforeAll(async () => {
  site = createServer((request, response) => {
    if (request.url === '/feed') {
      const item = (n: number, text: string) => `<item><link>https://example.org/${n}</link><title>Item ${n}</title><description>${text}</description></item>`;
      response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(`<rss version="2.0"><channel><title>Gazette</title>${item(1, 'Argentina praised Spain.')}${item(2, 'Argentina met Israel.')}</channel></rss>`);
    } else if (request.url === '/page') response.writeHead(200, { 'content-type': 'text/plain' }).end('Argentina criticised Brazil on Monday.');
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  server = await serveFixture(0, { openFetcher: async () => new Fetcher({ allowLoopback: true }) });
});
afterAll(async () => {
  await server.close();
  await new Promise((resolve) => site.close(resolve));
});

const api = (path: string) => `${server.url}api${path}`;
const send = (path: string, body: unknown) => fetch(api(path), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

async function upload(files: [name: string, content: string | Uint8Array][]): Promise<Response> {
  const form = new FormData();
  for (const [name, content] of files) form.append('files', new Blob([content as BlobPart]), name);
  return fetch(api('/sources/files'), { method: 'POST', body: form });
}

async function ended(answer: Response): Promise<JobView> {
  expect(answer.status, await answer.clone().text()).toBe(202);
  const { id } = (await answer.json()) as JobView;
  for (;;) {
    const { jobs } = (await (await fetch(api('/sources/jobs'))).json()) as JobsView;
    const job = jobs.find((one) => one.id === id)!;
    if (job.endedAt !== null) return job;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

it('adds files as a job that anybody can look at later, and says what failed and why', async () => {
  const job = await ended(await upload([
    ['one.txt', 'Argentina praised Brazil.'],
    ['folder/two.jsonl', `${JSON.stringify({ title: 'Two', text: 'Argentina met China.', date: '2025-01-01' })}\nnot json\n`],
    ['broken.pdf', '%PDF-1.4 and nothing else'],
    ['empty.txt', ''],
  ]));
  expect(job).toMatchObject({ kind: 'files', label: 'one.txt +3', inputs: 4, person: 'local', state: 'done', problem: '', progress: { added: 2, failed: 3 } });
  expect(job.failures.map(({ source, place }) => `${source} ${place}`.trim())).toEqual(['folder/two.jsonl line 2', 'broken.pdf', 'empty.txt']);
  for (const failure of job.failures) for (const field of ['found', 'expected', 'advice'] as const) expect(failure[field]).not.toBe('');
  const again = await ended(await upload([['one.txt', 'Argentina praised Brazil.']]));
  expect(again.progress).toMatchObject({ added: 0, alreadyThere: 1 });
});

it('takes a file’s name for a label, whatever it says', async () => {
  const outside = join(tmpdir(), `demarche-hostile-${process.pid}.txt`);
  const names = ['../../../../etc/passwd', '..\\..\\escape.txt', outside, 'x.constructor', 'x.__proto__', '<img src=x onerror=alert(1)>.txt', `${'a'.repeat(5000)}.txt`, 'line\nbreak\u202Egnp.txt', 'nul\u0000.txt', '.txt', '%00.txt'];
  for (const [i, name] of names.entries()) {
    const { state, progress, label, failures } = await ended(await upload([[name, `Argentina met Brazil in town number ${i}.`]]));
    expect({ name, state, added: progress.added, failures }).toEqual({ name, state: 'done', added: 1, failures: [] });
    expect(label.length).toBeLessThanOrEqual(201);
    expect(label).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  }
  expect(existsSync(outside)).toBe(false);
});

it('refuses what is too much, in words', async () => {
  const none = await fetch(api('/sources/files'), { method: 'POST', body: new FormData() });
  expect(none.status).toBe(400);
  const many = await upload(Array.from({ length: 501 }, (_, i) => [`${i}.txt`, 'x']));
  expect(many.status).toBe(413);
  expect(((await many.json()) as { detail: string }).detail).toMatch(/found 501, expected at most 500/);
  const large = await upload([['large.txt', new Uint8Array(65_000_000)]]);
  expect(large.status).toBe(413);
  expect(large.headers.get('content-type')).toMatch(/problem\+json/);
  expect(((await large.json()) as { detail: string }).detail).toMatch(/larger than 64 MB/);
  const elsewhere = await fetch(api('/documents'), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ text: 'x'.repeat(3_000_000) }) });
  expect(elsewhere.status).toBe(413);
});

it('reads pages, and says why one could not be read', async () => {
  const job = await ended(await send('/sources/addresses', { addresses: [`${siteUrl}/page`, `${siteUrl}/gone`] }));
  expect(job).toMatchObject({ kind: 'addresses', state: 'done', progress: { added: 1, failed: 1 } });
  expect(job.failures[0]).toMatchObject({ source: `${siteUrl}/gone`, found: 'a server that answers 404' });
  for (const addresses of [['file:///etc/passwd'], ['ftp://example.org/'], ['nothing'], []]) expect((await send('/sources/addresses', { addresses })).status).toBe(400);
});

it('follows feeds, and asks none again before its time', async () => {
  const job = await ended(await send('/sources/addresses', { addresses: [`${siteUrl}/feed`], as: 'feeds' }));
  expect(job).toMatchObject({ kind: 'feeds', state: 'done', progress: { added: 2, failed: 0 } });
  const again = await ended(await send('/sources/addresses', { addresses: [`${siteUrl}/feed`], as: 'feeds' }));
  expect(again.failures[0]!.found).toMatch(/^a feed that is not to be asked again before/);
  const { feeds } = (await (await fetch(api('/sources'))).json()) as SourcesView;
  expect(feeds).toMatchObject([{ url: `${siteUrl}/feed`, items: 2, failures: 0, polledAt: expect.stringMatching(/^20/) as string, nextAt: expect.stringMatching(/^20/) as string }]);
});

it('shows copies together, with each way of counting', async () => {
  const filler = 'The two governments spoke of trade, of lithium and of the port, and agreed to speak again before the year is out, an official of the ministry told reporters who had waited.';
  const copy = (publication: string, end = '') => JSON.stringify({ title: `In ${publication}`, publication, date: '2025-02-02', text: `Argentina aided Brazil. ${filler}${end}` });
  const job = await ended(await upload([['copies.jsonl', ['Gazette', 'Herald', 'Post'].map((name) => copy(name)).join('\n')], ['more.jsonl', copy('Times', ' More follows.')]]));
  expect(job.progress.added).toBe(4);
  const { stories, next } = (await (await fetch(api('/sources/stories'))).json()) as StoriesPage;
  expect(next).toBeNull();
  expect(stories).toMatchObject([{ documents: 4, coded: 4, reports: 1, events: 1 }]);
  expect(stories[0]!.sightings.map(({ publication }) => publication)).toEqual(['Gazette', 'Herald', 'Post', 'Times']);
  const { counts, publications } = (await (await fetch(api('/sources'))).json()) as SourcesView;
  expect(counts.copies).toBe(3);
  expect(counts.coded).toBeGreaterThan(counts.reports);
  expect(publications.find(({ publication }) => publication === 'Times')).toMatchObject({ documents: 1, copies: 1, events: 1, first: '2025-02-02' });
  const csv = await (await fetch(`${server.url}sources.csv`)).text();
  expect(csv).toMatch(/^publication,documents,copies,events,first,last\r\n/);
  expect((await (await fetch(`${server.url}sources/stories.csv`)).text()).split('\r\n')).toHaveLength(6);
  const first = (await (await fetch(`${server.url}sources/stories.json?limit=1`)).json()) as StoriesPage;
  expect(first.stories).toHaveLength(1);
});

it('stops a job, and knows no other', async () => {
  const lines = Array.from({ length: 2000 }, (_, i) => JSON.stringify({ text: `Argentina met China, number ${i}.` })).join('\n');
  const answer = await upload([['long.jsonl', lines]]);
  const { id } = (await answer.clone().json()) as JobView;
  expect((await send(`/sources/jobs/${id}/stop`, {})).status).toBe(200);
  const job = await ended(answer);
  expect(job.state).toBe('stopped');
  expect(job.progress.added).toBeLessThan(2000);
  expect((await send('/sources/jobs/none/stop', {})).status).toBe(404);
});
