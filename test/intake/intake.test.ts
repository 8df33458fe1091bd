import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DuckStore, type EventRow } from '../../src/record/index.js';
import { intake, type IntakeInput, type IntakeProgress } from '../../src/intake/index.js';

const FAKE = new URL('fake-coder.ts', import.meta.url).href;
let folder: string;
let store: DuckStore;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'demarche-intake-'));
  store = await DuckStore.open(join(folder, 'record.duckdb'));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const jsonl = (count: number, more = ''): string => Array.from({ length: count }, (_, i) => JSON.stringify({ date: `2022-01-${String(1 + (i % 28)).padStart(2, '0')}`, text: `ARG met CHN for the ${i}th time.${more}` })).join('\n');

async function bring(inputs: IntakeInput[], more: Partial<Parameters<typeof intake>[0]> = {}) {
  return intake({ store, inputs, workers: 2, coderModule: FAKE, ...more });
}

async function rowsOf(of: DuckStore): Promise<EventRow[]> {
  const rows: EventRow[] = [];
  for await (const row of of.exportRows({})) rows.push(row);
  return rows;
}

describe('bringing documents in', () => {
  it('reads, codes and adds, says what failed and why, and does the rest', async () => {
    const failures: string[] = [];
    const result = await bring([
      file('a.jsonl', `${jsonl(3)}\nnot json\n${JSON.stringify({ text: 'ARG met BRA.', language: 'xx' })}\n`),
      join(folder, 'nowhere.txt'),
      { name: 'pasted', bytes: Buffer.from('ARG met URY in Montevideo.'), kind: 'text' },
      { name: 'given', documents: [{ text: 'ARG met PRY.', date: '2023-01-01' }, { text: 'x', date: 'soon' }] },
    ], { onFailure: (failure) => failures.push(`${failure.source.split(/[\\/]/).at(-1)}, ${failure.place}: ${failure.found}`) });
    expect(result).toMatchObject({ read: 9, added: 5, alreadyThere: 0, failed: 4, events: 5, stopped: false });
    expect(failures).toEqual([
      expect.stringMatching(/^a\.jsonl, line 4: JSON that can't be read/),
      'a.jsonl, line 5: a document that can\'t be coded (no model of "xx")',
      'nowhere.txt, : no such file',
      expect.stringMatching(/^given, item 2, field date: expected a date/),
    ]);
    expect(result.documentIds).toHaveLength(5);
    expect((await store.partners({ actor: 'ARG' })).map((row) => [row.partner, row.count])).toEqual([['CHN', 3], ['PRY', 1], ['URY', 1]]);
  });

  it('takes the language asked for, else the document\'s', async () => {
    const documents = [{ text: 'ARG met BRA.', language: 'xx' }];
    expect(await bring([{ name: 'd', documents }], { language: 'en' })).toMatchObject({ added: 1 });
    expect(await bring([{ name: 'd', documents: [{ text: 'ARG met CHL.' }] }], { language: 'xx' })).toMatchObject({ failed: 1 });
  });

  it('does not code what is there, nor a copy in the same run', async () => {
    const path = file('a.jsonl', `${jsonl(200)}\n${jsonl(200)}`);
    expect(await bring([path])).toMatchObject({ read: 400, added: 200, alreadyThere: 200 });
    // A coder that is called would fail on every document.
    const coder = { version: 'fake 1', code: (): never => { throw new Error('called'); } };
    expect(await bring([path], { coder, workers: 1 })).toMatchObject({ added: 0, alreadyThere: 400, failed: 0 });
  });

  it('refuses copies of what it refused, and lets others have their turn while it codes', async () => {
    const documents = [{ text: 'ARG met BRA.', language: 'xx' }, { text: 'ARG met BRA.', language: 'xx' }, ...Array.from({ length: 30 }, (_, i) => ({ text: `ARG met BRA ${i} SLOW.` }))];
    let turns = 0;
    const timer = setInterval(() => { turns += 1; }, 1);
    expect(await bring([{ name: 'd', documents }])).toMatchObject({ added: 30, failed: 2, alreadyThere: 0 });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(15);
  });

  it('gives the same record in one thread and in several', async () => {
    const path = file('a.jsonl', jsonl(400));
    await bring([path], { workers: 2 });
    const other = await DuckStore.open(join(folder, 'other.duckdb'));
    await bring([path], { workers: 1, store: other });
    expect(await rowsOf(store)).toEqual(await rowsOf(other));
    expect(await rowsOf(store)).toHaveLength(400);
    expect((await store.documents({ limit: 500 })).rows).toEqual((await other.documents({ limit: 500 })).rows);
    await other.close();
  });

  it('reads many files in workers, in the order of their names', async () => {
    const names = Array.from({ length: 90 }, (_, i) => `n${String(i).padStart(2, '0')}.txt`);
    for (const [i, name] of names.entries()) file(name, i === 40 ? '' : `ARG met CHN for the ${i}th time.`);
    file('m.jsonl', jsonl(2));
    const failures: string[] = [];
    const result = await bring([folder], { onFailure: (failure) => failures.push(failure.source) });
    expect(result).toMatchObject({ read: 92, added: 91, failed: 1 });
    expect(failures).toEqual([join(folder, 'n40.txt')]);
    const titles = (await store.documents({ limit: 200 })).rows.map((row) => row.title);
    expect(titles.filter((title) => title !== '')).toEqual(names.filter((_, i) => i !== 40).map((name) => name.slice(0, 3)));
  });

  it('loses only the document that a worker died of', async () => {
    const path = file('a.jsonl', `${jsonl(100)}\n${JSON.stringify({ text: 'KILL' })}\n${jsonl(150)}`);
    const result = await bring([path]);
    expect(result).toMatchObject({ added: 150, alreadyThere: 100, failed: 1 });
    expect(result.failures[0]).toMatchObject({ place: 'line 101', found: expect.stringMatching(/the coder stopped at it/) as unknown });
  });

  it('says what is wrong when no coder can be loaded', async () => {
    await expect(bring([file('a.jsonl', jsonl(3))], { coderModule: new URL('no-such-coder.ts', import.meta.url).href })).rejects.toThrow(/no-such-coder/);
  });

  it('tells how far it is, and stops when asked, keeping what was added', async () => {
    const path = file('a.jsonl', jsonl(600, ' SLOW'));
    const stop = new AbortController();
    const seen: IntakeProgress[] = [];
    const result = await bring([path], { signal: stop.signal, onProgress: (progress) => { seen.push(progress); if (progress.added > 0) stop.abort(); } });
    expect(result.stopped).toBe(true);
    expect(result.added).toBeGreaterThan(0);
    expect(result.added).toBeLessThan(600);
    expect((await store.summary()).documents).toBe(result.added);
    expect(seen[0]!.bytesTotal).toBe(jsonl(600, ' SLOW').length);
    expect(seen[0]!.bytesRead).toBeGreaterThan(0);
  });

  it('leaves the store whole after every bad input', async () => {
    await bring([file('good.jsonl', jsonl(5))]);
    const before = await rowsOf(store);
    const bad = [file('empty.txt', ''), file('noise.txt', Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * 7919) % 251))), file('bad.jsonl', '{\n'), file('locked.docx', 'PK\u0003\u0004 no'), file('page.html', `<html>${'<div>'.repeat(100_000)}`)];
    expect(await bring(bad)).toMatchObject({ added: 0, failed: bad.length });
    expect(await rowsOf(store)).toEqual(before);
  });

  it('keeps what was added when a later batch can\'t be', async () => {
    const failing = Object.create(store) as DuckStore;
    let calls = 0;
    failing.add = async (batch) => {
      calls += 1;
      if (calls > 1) throw new Error('the disk is full');
      return store.add(batch);
    };
    await expect(bring([file('a.jsonl', jsonl(500))], { store: failing })).rejects.toThrow('the disk is full');
    expect((await store.summary()).documents).toBe(128);
    expect(await bring([join(folder, 'a.jsonl')])).toMatchObject({ added: 372, alreadyThere: 128 });
  });
});
