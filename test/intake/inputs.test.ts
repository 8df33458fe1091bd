import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeStream } from '../../src/intake/stream.js';
import { Fetcher } from '../../src/sources/fetch.js';
import { STANDARD_INPUT } from '../../src/sources/fields.js';
import { loadCoder } from './fake-coder.js';
import { itemsOf, named } from './fixtures.js';

let folder = '';
let server: Server;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'demarche-inputs-'));
  for (const path of ['2023/a.txt', '2023/deep/b.txt', '2024/c.txt', '2024/.hidden.txt', '2024/d.md', 'x[1].txt', 'e.txt']) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), `ARG met CHN, says ${path}.`);
  }
  server = createServer((request, response) => (request.url === '/robots.txt' ? response.writeHead(404).end() : response.writeHead(200, { 'content-type': 'text/plain' }).end('ARG met BRA on the coast.')));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

async function found(pattern: string): Promise<string[]> {
  return (await itemsOf(join(folder, pattern))).map((item) => ('failure' in item ? item.failure.found : relative(folder, item.source).replaceAll('\\', '/')));
}

describe('patterns', () => {
  it('find files in any folder, in the order of names, hidden ones only by their dot', async () => {
    expect(await found('**/*.txt')).toEqual(['2023/a.txt', '2023/deep/b.txt', '2024/c.txt', 'e.txt', 'x[1].txt']);
    expect(await found('202?/*.{txt,md}')).toEqual(['2023/a.txt', '2024/c.txt', '2024/d.md']);
    expect(await found('202[!3]/*')).toEqual(['2024/c.txt', '2024/d.md']);
    expect(await found('2024/.*')).toEqual(['2024/.hidden.txt']);
    expect(await found('2023/**')).toEqual(['2023/a.txt', '2023/deep/b.txt']);
    // A folder that fits stands for what is in it.
    expect(await found('*3')).toEqual(['2023/a.txt', '2023/deep/b.txt']);
  });

  it('mean a file that is called so, and say when nothing fits', async () => {
    expect(await found('x[1].txt')).toEqual(['x[1].txt']);
    expect(await found('20*/*.pdf')).toEqual(['no file that fits this pattern']);
    expect(await found('nowhere/*')).toEqual(['no file that fits this pattern']);
  });
});

it('codes what an address holds', async () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/release`;
  const fetcher = new Fetcher({ allowLoopback: true });
  const items = [];
  for await (const item of codeStream({ inputs: [{ url }, { url: 'ftp://example.org/' }], coder: await loadCoder(), workers: 1, fetcher })) items.push(item);
  await fetcher.close();
  expect(items).toMatchObject([{ document: { url }, coding: { events: [{ eventType: 'CONSULT' }] } }, { failure: { source: 'ftp://example.org/', found: 'an address by ftp:' } }]);
});

it('text from a pipe is not called by the pipe\'s name', async () => {
  expect(await itemsOf(named(STANDARD_INPUT, 'ARG met CHN.'))).toMatchObject([{ document: { title: '', text: 'ARG met CHN.' } }]);
  expect(await itemsOf(named(STANDARD_INPUT, 'A meeting\n\nARG met CHN.'))).toMatchObject([{ document: { title: 'A meeting' } }]);
});
