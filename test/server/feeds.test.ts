/** Feeds that are followed while the server runs, and jobs that are known after a restart. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { loadCodebook } from '../../src/codebook/node.js';
import { DuckStore } from '../../src/record/index.js';
import type { JobsView, JobView, SourcesView } from '../../src/server/api/sources.js';
import { FeedSchedule } from '../../src/server/feeds.js';
import type { Job } from '../../src/server/jobs.js';
import { serve, type ServeOptions, type Serving } from '../../src/server/index.js';
import { Fetcher } from '../../src/sources/fetch.js';
import { testCoder } from './coder.js';

const coder = testCoder(loadCodebook());
let site: Server;
let address = '';
/** Addresses that were asked, and what the feed has. */
let asked: string[] = [];
let texts: string[] = [];
let broken = false;

let folder = '';
let store: DuckStore;
let server: Serving | null = null;

beforeAll(async () => {
  site = createServer((request, response) => {
    if (request.url === '/robots.txt') return void response.writeHead(404).end();
    asked.push(request.url!);
    if (broken) return void response.writeHead(500).end();
    const items = texts.map((text, i) => `<item><link>https://example.org/${i}</link><title>Item ${i}</title><description>${text}</description></item>`);
    return void response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(`<rss version="2.0"><channel><title>Gazette</title>${items.join('')}</channel></rss>`);
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => site.close(resolve)));

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'demarche-feeds-'));
  store = await DuckStore.open(join(folder, 'record.duckdb'));
  [asked, texts, broken] = [[], ['Argentina praised Spain.'], false];
});
afterEach(async () => {
  await server?.close();
  server = null;
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(more: Partial<ServeOptions> = {}): Promise<void> {
  server = await serve({ store, coder, port: 0, openFetcher: async () => new Fetcher({ allowLoopback: true }), feedMinutes: 0.005, feedLook: 30, ...more });
}
async function restart(more: Partial<ServeOptions> = {}): Promise<void> {
  await server?.close();
  await store.close();
  store = await DuckStore.open(join(folder, 'record.duckdb'));
  await start(more);
}
const get = async <T>(path: string): Promise<T> => (await (await fetch(`${server!.url}api${path}`)).json()) as T;
const post = (path: string, body: unknown) => fetch(`${server!.url}api${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
const jobs = async () => (await get<JobsView>('/sources/jobs')).jobs;
const feed = async () => (await get<SourcesView>('/sources')).feeds[0]!;

async function ended(answer: Response): Promise<JobView> {
  expect(answer.status, await answer.clone().text()).toBe(202);
  const { id } = (await answer.json()) as JobView;
  await expect.poll(async () => (await jobs()).find((job) => job.id === id)?.endedAt ?? null, { timeout: 20_000 }).not.toBeNull();
  return (await jobs()).find((job) => job.id === id)!;
}

it('asks what is followed when it is time, takes each item once, and shows what came of it', async () => {
  await start();
  expect(await jobs()).toEqual([]);
  expect(await ended(await post('/sources/addresses', { addresses: [`${address}/feed`], as: 'feeds' }))).toMatchObject({ person: 'local', progress: { added: 1 } });
  texts.push('Argentina met Israel.');
  await expect.poll(async () => (await store.summary()).documents, { timeout: 20_000 }).toBe(2);
  const before = asked.length;
  await expect.poll(() => asked.length, { timeout: 20_000 }).toBeGreaterThan(before + 2);
  expect((await store.summary()).documents).toBe(2);
  await expect.poll(async () => (await feed()).last, { timeout: 20_000 }).toEqual({ items: 0, added: 0, problem: '' });
  expect(await feed()).toMatchObject({ url: `${address}/feed`, items: 2, failures: 0, followed: true, nextAt: expect.stringMatching(/^20/) as string });
  expect((await get<SourcesView>('/sources')).schedule.everyMinutes).toBe(0.005);
  // Of all those polls, the one that brought something is told of.
  const told = (await jobs()).filter(({ endedAt }) => endedAt !== null);
  expect(told.map(({ person, progress }) => [person, progress.added])).toEqual([['', 1], ['local', 1]]);
});

it('has one poll at a time, however long a look at the feeds takes', async () => {
  let looks = 0;
  const feeds = async () => {
    looks += 1;
    await new Promise((resolve) => setTimeout(resolve, 60));
    return [{ url: 'https://example.org/feed', followed: true, nextAt: null }];
  };
  const added: Job[] = [];
  const jobs = { add: (what: Partial<Job>) => (added.push({ ...what, endedAt: null } as Job), added.at(-1)!) };
  const schedule = new FeedSchedule({ store: { feeds }, jobs, following: { every: 1, off: false, look: 10 } } as unknown as ConstructorParameters<typeof FeedSchedule>[0]);
  schedule.start();
  await expect.poll(() => added.length).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 150));
  schedule.stop();
  expect([added.length, looks]).toEqual([1, 1]);
});

it('says why a feed failed, and asks it after a longer and longer time', async () => {
  await start({ feedMinutes: 1 });
  broken = true;
  const job = await ended(await post('/sources/addresses', { addresses: [`${address}/feed`], as: 'feeds' }));
  expect(job).toMatchObject({ progress: { added: 0, failed: 1 } });
  expect(await feed()).toMatchObject({ failures: 1, last: { items: 0, added: 0, problem: expect.stringMatching(/a server that answers 500/) as string } });
  const { polledAt, nextAt } = await feed();
  expect(Date.parse(nextAt!) - Date.parse(polledAt!)).toBeGreaterThan(100_000);
});

it('asks none that is no longer followed, until it is again', async () => {
  await start();
  await ended(await post('/sources/addresses', { addresses: [`${address}/feed`], as: 'feeds' }));
  expect((await post('/sources/feeds', { url: `${address}/feed`, followed: false })).status).toBe(204);
  // What had begun before may still ask.
  await expect.poll(async () => (await jobs()).every(({ endedAt }) => endedAt !== null), { timeout: 20_000 }).toBe(true);
  const before = asked.length;
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(asked.length).toBe(before);
  expect(await feed()).toMatchObject({ followed: false });
  await restart();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(asked.length).toBe(before);
  expect((await post('/sources/feeds', { url: `${address}/feed`, followed: true })).status).toBe(204);
  await expect.poll(() => asked.length, { timeout: 20_000 }).toBeGreaterThan(before);
  expect((await post('/sources/feeds', { url: `${address}/other`, followed: true })).status).toBe(404);
});

it('asks nothing by itself where it is told so', async () => {
  await start({ feedMinutes: null });
  await ended(await post('/sources/addresses', { addresses: [`${address}/feed`], as: 'feeds' }));
  expect((await get<SourcesView>('/sources')).schedule.everyMinutes).toBeNull();
  await store.keepFeed({ url: `${address}/feed`, etag: '', lastModified: '', nextAt: 0, failures: 0 }, [], { items: 0, added: 0, problem: '' });
  const before = asked.length;
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(asked.length).toBe(before);
});

it('knows after a restart what was done before, and what the end of the server cut off', async () => {
  await start();
  const form = new FormData();
  form.append('files', new Blob(['Argentina praised Brazil.']), 'one.txt');
  form.append('files', new Blob(['']), 'empty.txt');
  const done = await ended(await fetch(`${server!.url}api/sources/files`, { method: 'POST', body: form }));
  expect(done).toMatchObject({ state: 'done', progress: { added: 1, failed: 1 } });
  await restart();
  expect(await jobs()).toEqual([done]);
  // As a server leaves it that is killed in the midst.
  await store.keepJob({ id: 'cut', body: JSON.stringify({ ...done, id: 'cut', state: 'running', endedAt: null, askedAt: new Date(Date.parse(done.askedAt) + 1000).toISOString() }) });
  await restart();
  const [cut, first] = await jobs();
  expect(cut).toMatchObject({ id: 'cut', state: 'failed', endedAt: expect.stringMatching(/^20/) as string, problem: expect.stringMatching(/ended while it ran/) as string });
  expect(first).toEqual(done);
});

it('keeps the last hundred jobs', async () => {
  for (let i = 0; i < 130; i++) await store.keepJob({ id: String(i), body: '{}' });
  await store.keepJob({ id: '60', body: '{"again":1}' });
  const kept = await store.jobs();
  expect(kept.length).toBeLessThanOrEqual(100);
  expect(kept.at(-1)).toEqual({ id: '60', body: '{"again":1}' });
  expect(kept[0]!.id).toBe('31');
});
