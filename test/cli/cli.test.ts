import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { main } from '../../src/cli/main.js';

const folder = mkdtempSync(join(tmpdir(), 'demarche-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

/** Runs a command line; what it wrote and its exit status. */
async function run(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  let out = '';
  let err = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((out += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((err += String(text)), true));
  const status = await main(['node', 'demarche', ...args]);
  vi.restoreAllMocks();
  return { status, out, err };
}

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

describe('demarche code', () => {
  const text = file('note.txt', "Argentina's president met his Chinese counterpart in Rio de Janeiro.");

  it('gives one line of JSON a document', async () => {
    const { status, out } = await run('code', text);
    expect(status).toBe(0);
    const coding = JSON.parse(out);
    expect(coding.events[0]).toMatchObject({ eventType: 'CONSULT', actors: [{ code: 'ARG' }], recipients: [{ code: 'CHN' }] });
    expect(coding).toHaveProperty('statements');
    expect(coding).toHaveProperty('forecasts');
  });

  it('explains itself', async () => {
    const { out } = await run('code', text, '--explain');
    expect(out).toMatch(/CONSULT.*ARG GOV.*CHN GOV/);
    expect(out).toMatch(/lexicon: "met" means CONSULT/);
  });

  it('writes CSV and POLECAT’s columns', async () => {
    expect((await run('code', text, '--format', 'csv')).out.split('\r\n')[0]).toMatch(/^id,date,/);
    expect((await run('code', text, '--format', 'polecat')).out.split('\n')[0]).toMatch(/^Event ID\tEvent Date\tEvent Type/);
  });

  it('goes on after a bad line and says which', async () => {
    const lines = file('bad.jsonl', '{"id":"a","text":"China condemned Japan."}\n{not json\n{"id":"c","text":"China praised Japan."}\n');
    const { status, out, err } = await run('code', lines);
    expect(status).toBe(1);
    expect(out.trim().split('\n').map((line) => JSON.parse(line).id)).toEqual(['a', 'c']);
    expect(err).toMatch(/bad\.jsonl, line 2/);
  });

  it('refuses wrong usage with status 2', async () => {
    expect((await run('code', text, '--format', 'xml')).status).toBe(2);
    expect((await run('code', text, '--min-confidence', '7')).err).toMatch(/from 0 to 1/);
    expect((await run('nonsense')).status).toBe(2);
  });
});

describe('a record', () => {
  const store = join(folder, 'record.duckdb');
  const documents = file('documents.jsonl', [
    { id: '1', date: '2024-01-10', title: 'A', text: 'Argentina condemned Venezuela on Wednesday.' },
    { id: '2', date: '2024-02-10', title: 'B', text: 'Argentina thanked Israel for its support.' },
  ].map((d) => JSON.stringify(d)).join('\n'));

  it('is filled once, however often it is asked', async () => {
    expect((await run('add', documents, '-s', store)).err).toMatch(/2 added, 0 already there/);
    expect((await run('add', documents, '-s', store)).err).toMatch(/0 added, 2 already there/);
  });

  it('keeps what is in another language, and says how much of which', async () => {
    const other = file('others.jsonl', [
      { date: '2024-03-01', text: 'O presidente do Brasil reuniu-se em Brasília com o ministro das Relações Exteriores da China para discutir o comércio entre os dois países.' },
      { date: '2024-03-02', language: 'ru', text: 'Министр встретился с коллегой.' },
    ].map((d) => JSON.stringify(d)).join('\n'));
    const elsewhere = join(folder, 'others.duckdb');
    const { status, err } = await run('add', other, '-s', elsewhere);
    expect(status).toBe(0);
    expect(err).toMatch(/2 added, 0 already there, 2 in other languages and not coded \(Portuguese 1, Russian 1\), 0 failed: 0 events/);
    expect((await run('code', other)).err).toMatch(/2 in other languages and not coded/);
  });

  it('shows a relation and exports it', async () => {
    const { out } = await run('relation', 'ARG', 'Venezuela', '-s', store, '--json');
    expect(JSON.parse(out).points.reduce((sum: number, p: { count: number }) => sum + p.count, 0)).toBe(1);
    const csv = join(folder, 'events.csv');
    expect((await run('export', csv, '-s', store)).status).toBe(0);
    expect(readFileSync(csv, 'utf8')).toMatch(/ARG.*ACCUSE.*VEN/);
  });

  it('knows an actor by name and says what it does not know', async () => {
    const { status, err } = await run('relation', 'ARG', 'Ruritania', '-s', store);
    expect(status).toBe(2);
    expect(err).toMatch(/"Ruritania" is no actor/);
  });
});

describe('demarche bloc', () => {
  it('lists members on a date', async () => {
    const members = JSON.parse((await run('bloc', 'MERCOSUR', '--at', '2020-06-01', '--json')).out).members as { state: string; role: string }[];
    expect(members.filter((m) => m.role === 'member').map((m) => m.state).sort()).toEqual(['ARG', 'BRA', 'PRY', 'URY']);
  });
});
