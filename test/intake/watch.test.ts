import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { intake } from '../../src/intake/index.js';
import { watch, type Poll } from '../../src/intake/watch.js';
import { DuckStore } from '../../src/record/index.js';
import { Fetcher } from '../../src/sources/fetch.js';

const coderModule = new URL('fake-coder.ts', import.meta.url).href;
let folder = '';
let store: DuckStore;
let server: Server;
let site = '';
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let fetcher: Fetcher;
let clock = 1_000_000;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'demarche-watch-'));
  store = await DuckStore.open(join(folder, 'record.duckdb'));
  server = createServer((request, response) => (request.url === '/robots.txt' ? response.writeHead(404).end() : answer(request, response)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed`;
  fetcher = new Fetcher({ allowLoopback: true });
});
afterEach(async () => {
  await fetcher.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const feed = (texts: string[]): string =>
  `<rss version="2.0"><channel><title>Gazette</title>${texts.map((text, i) => `<item><link>https://example.org/${i}</link><title>Item ${i}</title><description>${text}</description></item>`).join('')}</channel></rss>`;

async function poll(): Promise<Poll | undefined> {
  let seen: Poll | undefined;
  await watch({ store, urls: [site], fetcher, every: 60_000, once: true, coderModule, workers: 1, now: () => clock, onPoll: (result) => { seen = result; } });
  return seen;
}

it('takes each item once, over restarts, and asks only when it is time', async () => {
  let texts = ['ARG met CHN.', 'BRA met USA.'];
  const asked: string[] = [];
  answer = (request, response) => {
    asked.push(String(request.headers['if-none-match'] ?? ''));
    const tag = `"${texts.length}"`;
    if (request.headers['if-none-match'] === tag) response.writeHead(304).end();
    else response.writeHead(200, { etag: tag, 'content-type': 'application/rss+xml' }).end(feed(texts));
  };
  expect(await poll()).toMatchObject({ items: 2, result: { added: 2, events: 2 } });
  expect(await poll()).toBeUndefined();
  await store.close();
  store = await DuckStore.open(join(folder, 'record.duckdb'));
  clock += 30_000;
  expect(await poll()).toBeUndefined();
  clock += 31_000;
  expect(await poll()).toMatchObject({ items: 0, result: null });
  // An item whose text was touched up is the same item; a new one is taken.
  texts = ['ARG met CHN, we now know.', 'BRA met USA.', 'URY met CHL.'];
  clock += 61_000;
  expect(await poll()).toMatchObject({ items: 1, result: { added: 1 } });
  expect((await store.summary()).events).toBe(3);
  expect(asked).toEqual(['', '"2"', '"2"']);
});

it('backs off while a feed fails, and as long as it asks for', async () => {
  answer = (_request, response) => response.writeHead(500).end();
  const first = (await poll())!;
  expect(first.failures[0]!.found).toContain('500');
  expect(first.nextAt - clock).toBe(120_000);
  clock = first.nextAt + 1;
  const second = (await poll())!;
  expect(second.nextAt - clock).toBe(240_000);
  clock = second.nextAt + 1;
  answer = (_request, response) => response.end(feed(['ARG met CHN.']));
  expect(await poll()).toMatchObject({ items: 1, failures: [] });
});

it('an address among the inputs is fetched, and its document knows where it is from', async () => {
  answer = (_request, response) => response.writeHead(200, { 'content-type': 'text/plain' }).end('ARG met CHN on the coast.');
  const result = await intake({ store, inputs: [{ url: site }, { url: 'http://127.0.0.1:1/' }], fetcher, coderModule, workers: 1 });
  expect(result).toMatchObject({ added: 1, failed: 1 });
  expect((await store.documents({})).rows[0]!.url).toBe(site);
});
