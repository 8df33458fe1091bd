/** What is damaged or meant to do damage, through the command line: named with file and place, the rest done, nothing half-written. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { DuckStore } from '../../src/record/index.js';
import { Fetcher } from '../../src/sources/fetch.js';
import { docxOf, pdfOf } from '../intake/fixtures.js';
import { run } from './run.js';

// The command line asks public addresses alone, in its own time: here it asks this machine, and is in a hurry.
vi.mock('../../src/intake/fetching.js', async (original) => ({
  ...(await original<object>()),
  openFetcher: async () => new Fetcher({ allowLoopback: true, timeLimit: 1500, largest: 1 << 20 }),
}));

const folder = mkdtempSync(join(tmpdir(), 'demarche-hostile-'));
const store = join(folder, 'record.duckdb');
let server: Server;
let site = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/robots.txt') response.writeHead(404).end();
    else if (request.url === '/drip') drip(response);
    else if (request.url === '/endless') endless(response);
    else response.writeHead(200, { 'content-type': 'text/plain' }).end('Argentina condemned Venezuela on Tuesday.');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

/** A byte a second. */
function drip(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/rss+xml' });
  const timer = setInterval(() => response.write('<'), 1000);
  response.on('close', () => clearInterval(timer));
}

/** A feed that never ends. */
function endless(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/rss+xml' });
  response.write('<rss version="2.0"><channel><title>Gazette</title>');
  const item = '<item><title>Again</title><description>Argentina condemned Venezuela.</description></item>'.repeat(500);
  const more = (): void => { while (!response.destroyed && response.write(item)); };
  response.on('drain', more);
  more();
}

/** Runs a command line over the store; each line of what it said, without the folder's name. */
async function said(...args: string[]): Promise<{ status: number; lines: string[] }> {
  const { status, err } = await run(...args, '-s', store);
  return { status, lines: err.split('\n').filter(Boolean).map((line) => line.replaceAll(folder, '').replaceAll('\\', '/')) };
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

async function summary() {
  const open = await DuckStore.open(store);
  try {
    return { ...(await open.summary()), indicators: (await open.indicators({})).length };
  } finally {
    await open.close();
  }
}

it('documents: each bad one is named, the good ones among them are kept, and once', async () => {
  const good = { date: '2024-01-10', text: 'Argentina condemned Venezuela on Wednesday.' };
  const many = Array.from({ length: 400 }, (_, i) => JSON.stringify({ date: '2024-01-10', text: `Note ${i}. ${Math.sin(i)} ${Math.cos(i)}` })).join('\n');
  const packed = gzipSync(many);
  file('in/a.txt', 'Argentina thanked Israel for its support.');
  file('in/bomb.docx', docxOf(['Argentina met Chile.'], 'A note.', { 'word/media.xml': Buffer.alloc(120 << 20) }));
  file('in/cut.jsonl.gz', packed.subarray(0, packed.length - 1500));
  file('in/dates.jsonl', [good, { ...good, text: 'Argentina met Chile.', date: '9999-01-01' }].map((each) => JSON.stringify(each)).join('\n'));
  file('in/deep.html', `<html><body>${'<div>'.repeat(100_000)}Argentina met Chile.`);
  file('in/locked.pdf', pdfOf([['Argentina met Chile.']], true));
  const first = await said('add', join(folder, 'in'));
  expect(first.status).toBe(1);
  expect(first.lines.slice(0, -1)).toEqual([
    expect.stringMatching(/^\/in\/bomb\.docx, word\/media\.xml: found an archive that unpacks to more than 100 MB/),
    expect.stringMatching(/^\/in\/cut\.jsonl\.gz, line \d+: found a gzip file that breaks off/),
    expect.stringMatching(/^\/in\/dates\.jsonl, line 2, field date: found "9999-01-01"/),
    expect.stringMatching(/^\/in\/deep\.html, line 1: found elements nested more than 250 deep, expected at most/),
    expect.stringMatching(/^\/in\/locked\.pdf: found .*password/),
  ]);
  const kept = await summary();
  expect(kept.documents).toBeGreaterThan(2);
  const again = await said('add', join(folder, 'in'));
  expect(again.lines.slice(0, -1)).toEqual(first.lines.slice(0, -1));
  expect(again.lines.at(-1)).toMatch(new RegExp(`^0 added, ${kept.documents} already there, .*5 failed`));
  expect(await summary()).toEqual(kept);
}, 120_000);

it('addresses: a byte a second and a feed without end are given up, the page after them is read', async () => {
  const before = await summary();
  const { status, lines } = await said('add', `${site}/drip`, `${site}/endless`, `${site}/page`);
  expect(status).toBe(1);
  expect(lines.slice(0, -1)).toEqual([
    expect.stringMatching(/\/drip: found an answer that takes longer than 1\.5 s/), expect.stringMatching(/\/endless: found an answer of more than 1 MB/),
  ]);
  expect((await summary()).documents).toBe(before.documents + 1);
  const watched = await said('watch', '--once', `${site}/endless`);
  expect(watched.status).toBe(1);
  expect(watched.lines).toEqual([expect.stringMatching(/\/endless: found an answer of more than 1 MB/), expect.stringMatching(/\/endless: 0 new items, 0 documents added; next at /)]);
  expect((await summary()).documents).toBe(before.documents + 1);
}, 120_000);

it('tables: a row of 60 columns, the year 9999 and a decimal comma', async () => {
  const before = await summary();
  const row = (columns: number, day: string, id: string): string => {
    const fields = Array.from({ length: columns }, () => '');
    [fields[0], fields[1], fields[5], fields[15], fields[26]] = [id, day, 'ARGGOV', 'BRA', '040'];
    return fields.join('\t');
  };
  const events = await said('import', 'gdelt', file('gdelt.csv', [row(61, '20240101', '1'), row(60, '20240101', '2'), row(61, '99990101', '3'), row(61, '20240102', '4')].join('\n')));
  expect(events.status).toBe(1);
  expect(events.lines).toEqual([
    expect.stringMatching(/^\/gdelt\.csv, line 2: found 60 columns, expected 57, 58 or 61/), expect.stringMatching(/^\/gdelt\.csv, line 3, field Day: found "99990101"/),
    expect.stringMatching(/^2 added, 0 already there, 2 failed/),
  ]);
  const figures = await said('import', 'indicators', file('figures.csv', 'actor,series,date,value,unit,source\nARG,reserves,2023-12-31,"23,1",USD bn,BCRA\nARG,reserves,9999-12-31,1,USD bn,BCRA\nARG,reserves,2024-12-31,30.1,USD bn,BCRA\n'));
  expect(figures.status).toBe(1);
  expect(figures.lines).toEqual([
    expect.stringMatching(/^\/figures\.csv, line 2, column value: found "23,1", with a comma as decimal sign, expected a point: 23\.1/),
    expect.stringMatching(/^\/figures\.csv, line 3, column date: found "9999-12-31"/), expect.stringMatching(/^1 added, 0 revised, 0 already there, 2 failed/),
  ]);
  expect(await summary()).toMatchObject({ events: before.events + 2, indicators: 1 });
}, 120_000);
