/** What a user may name by mistake: each command says what it found, what it expected and what to do, before anything is done. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DuckStore } from '../../src/record/index.js';
import { run } from './run.js';

let folder: string;
let text: string;
let store: string;
let sub: string;
const at = (...path: string[]): string => join(folder, ...path);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'demarche-files-'));
  text = at('a.txt');
  store = at('record.duckdb');
  sub = at('sub.csv');
  writeFileSync(text, 'Argentina condemned Venezuela on Tuesday.');
  mkdirSync(sub);
  expect((await run('add', text, '-s', store)).status).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** No code of the system's errors is left to be read. */
async function refused(...args: string[]): Promise<string> {
  const { status, out, err } = await run(...args);
  expect({ status, out }, args.join(' ')).toEqual({ status: 2, out: '' });
  expect(err, args.join(' ')).not.toMatch(/E[A-Z]{4,}:|at .*\.ts:/);
  return err;
}

describe('files to be written', () => {
  it('a folder that is not there is named before any work is done', async () => {
    for (const args of [
      ['brief', 'ARG', '-o', at('none', 'x.md'), '--at', '2023-12-10', '-s', store], ['brief', 'ARG', '-o', at('none', 'x.md'), '--lang', 'es', '-s', store],
      ['export', at('none', 'x.csv'), '-s', store], ['code', text, '-o', at('none', 'x.jsonl')], ['train', '-o', at('none', 'x.bin')],
    ]) expect(await refused(...args)).toMatch(/none.x\.\w+: found no folder .*none, expected one that is there\. Make it, or write elsewhere\.$/m);
  });

  it('a folder in place of a file', async () => {
    for (const args of [['export', sub, '-s', store], ['code', text, '-o', sub]]) expect(await refused(...args)).toMatch(/sub\.csv: found a folder, expected the name of a file to write/);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('a file in place of a folder', async () => {
    writeFileSync(at('list.jsonl'), '');
    expect(await refused('import', 'actors', at('list.jsonl'), '-o', text)).toMatch(/a\.txt: found a file where a folder is to be/);
    expect(await refused('add', text, '-s', join(text, 'record.duckdb'))).toMatch(/a\.txt: found a file where a folder is to be/);
  });

  // Whoever may do everything is refused nothing.
  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('no right to write', async () => {
    mkdirSync(at('shut'));
    chmodSync(at('shut'), 0o500);
    expect(await refused('export', at('shut', 'x.csv'), '-s', store)).toMatch(/found that nothing may be written to .*shut, expected the right to/);
  });
});

describe('files to be read', () => {
  it('are missing, or are folders', async () => {
    for (const [path, found] of [[at('none.jsonl'), 'no such file'], [sub, 'a folder']] as const) {
      for (const args of [
        ['classify', path], ['parse', path], ['eval', path], ['train', path, '-o', at('x.bin')], ['bloc', 'BRICS', '--regimes', path, '-s', at('none.duckdb')],
        ['votes', 'ARG', 'USA', '--votes', path, '--roll-calls', text], ['votes', 'ARG', 'USA', '--votes', text, '--roll-calls', path],
      ]) expect(await refused(...args)).toContain(`${path}: found ${found}, expected `);
      for (const kind of ['gdelt', 'indicators', 'memberships', 'actors']) {
        const { status, err } = await run('import', kind, path, '-s', store);
        expect(status, kind).toBe(1);
        expect(err, kind).toContain(`${path}: found ${found}, expected a readable file. `);
      }
    }
    expect(await refused('code', text, '--dictionaries', at('none'))).toMatch(/none: found no such file, expected a folder of PETRARCH dictionaries/);
    expect(await refused('code', text, '--dictionaries', text)).toMatch(/a\.txt: found no folder .*, expected a folder of PETRARCH dictionaries/);
  });
});

describe('records', () => {
  const READING = (record: string) => [
    ['relation', 'ARG', 'VEN', '-s', record], ['shift', 'ARG', '-s', record], ['ledger', 'ARG', '-s', record], ['votes', 'ARG', 'USA', '-s', record], ['mcp', '-s', record],
    ['brief', 'ARG', '-o', at('x.md'), '-s', record], ['export', at('x.csv'), '-s', record], ['bloc', 'BRICS', '-s', record], ['train', text.replace('a.txt', 'pairs.jsonl'), '-o', at('x.bin'), '-s', record],
  ];
  const failing = async (args: string[]): Promise<string> => {
    const { status, out, err } = await run(...args);
    expect({ status, out }, args.join(' ')).toEqual({ status: 1, out: '' });
    return err;
  };
  beforeAll(() => writeFileSync(at('pairs.jsonl'), ''));

  it('that is not there is not made for a question', async () => {
    // A bloc's members are in the dictionary too.
    for (const args of READING(at('none.duckdb')).filter(([command]) => command !== 'bloc')) expect(await failing(args)).toMatch(/none\.duckdb: found no store, expected one to read\. .*"demarche add"/);
    expect((await run('bloc', 'BRICS', '-s', at('none.duckdb'))).status).toBe(0);
    expect(existsSync(at('none.duckdb'))).toBe(false);
  });

  it('that is none, or a folder, or of a newer version', async () => {
    const newer = at('newer.duckdb');
    await (await DuckStore.open(newer)).close();
    const instance = await DuckDBInstance.create(newer);
    const connection = await instance.connect();
    await connection.run(`INSERT INTO migration VALUES (999, 'from the future', '2099-01-01')`);
    connection.closeSync();
    instance.closeSync();
    for (const [record, found] of [[text, /a\.txt: found a file that is no store, expected one that demarche made/], [sub, /sub\.csv: found a folder, expected the file of a store/], [newer, /found a store of schema version 999, expected at most \d+\. .*update demarche/]] as const) {
      for (const args of [...READING(record), ['add', text, '-s', record], ['import', 'gdelt', text, '-s', record], ['watch', 'http://127.0.0.1:1/', '--once', '-s', record], ['serve', '-s', record], ['demo', '-s', record]]) expect(await failing(args), args.join(' ')).toMatch(found);
    }
  });
});
