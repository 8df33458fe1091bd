/** The same question has the same answer on the desk, on the command line and in a brief. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { changesOf, spanOf, type Changes } from '../../src/analysis/changes.js';
import { gather, questionOf } from '../../src/brief/index.js';
import { main } from '../../src/cli/main.js';
import { loadCoder } from '../../src/coder/node.js';
import { DuckStore, makeDocument, type DocumentInput } from '../../src/record/index.js';

const DISPATCHES = fileURLToPath(new URL('../../data/example/dispatches/', import.meta.url));
const AT = '2023-12-10';
const folder = mkdtempSync(join(tmpdir(), 'demarche-changes-'));
const path = join(folder, 'record.duckdb');
let desk: Changes['comparisons'];
let brief: Changes['comparisons'];

beforeAll(async () => {
  const coder = await loadCoder();
  const documents = readdirSync(DISPATCHES).filter((name) => /^202[34].*jsonl$/.test(name))
    .flatMap((name) => readFileSync(DISPATCHES + name, 'utf8').split('\n').filter(Boolean)).map((line) => makeDocument(JSON.parse(line) as DocumentInput));
  const store = await DuckStore.open(path);
  await store.add(documents.map((document) => ({ document, coding: coder.code(document) })));
  desk = (await changesOf(store, { actor: 'ARG', at: AT, ...(await spanOf(store, 'ARG', {})) })).comparisons;
  const question = await questionOf(store, { actor: 'ARG', language: 'en', at: AT }, () => []);
  brief = [...(await gather(store, question)).comparisons.values()];
  await store.close();
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const figures = (comparisons: Changes['comparisons']) =>
  comparisons.map(({ partner, before, after, p, q, verdict }) => ({ partner, before: before.count, after: after.count, p, q, verdict })).sort((a, b) => (a.partner < b.partner ? -1 : 1));

describe('before and after a date', () => {
  it('is asked of the busiest partners', () => {
    expect(desk.length).toBeGreaterThan(8);
    expect(desk.filter(({ p }) => p !== null).length).toBeGreaterThan(3);
  });

  it('is told by a brief as by the desk', () => {
    expect(figures(brief.filter(({ before, after }) => before.count + after.count > 0))).toEqual(figures(desk));
  });

  it('is told by the command line as by the desk', async () => {
    let out = '';
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true));
    const status = await main(['node', 'demarche', 'shift', 'ARG', '--at', AT, '-s', path, '--json']);
    vi.restoreAllMocks();
    expect(status).toBe(0);
    expect(figures((JSON.parse(out) as { comparison: Changes['comparisons'] }).comparison)).toEqual(figures(desk));
  });
});
