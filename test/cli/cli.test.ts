import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadCoder } from '../../src/coder/node.js';
import { DuckStore } from '../../src/record/index.js';
import { serve } from '../../src/server/index.js';
import { run } from './run.js';

const folder = mkdtempSync(join(tmpdir(), 'demarche-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

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

  it('writes every format to a file where one is named', async () => {
    for (const format of ['jsonl', 'csv', 'polecat', 'text', 'parquet']) {
      const target = join(folder, `coded.${format}`);
      expect(await run('code', text, '--format', format, '-o', target), format).toMatchObject({ status: 0, out: '', err: `written to ${target}\n` });
      if (format !== 'parquet') expect(readFileSync(target, 'utf8')).toBe((await run('code', text, '--format', format)).out);
    }
    expect((await run('code', text, '-o', join(folder, 'nowhere', 'coded.jsonl'))).err).toMatch(/found no folder .*nowhere, expected one that is there/);
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
    for (const format of ['jsonl', 'parquet', 'graphml']) expect(await run('export', join(folder, `events.${format}`), '-s', store)).toMatchObject({ status: 0, err: expect.stringMatching(/^[1-9]\d* events? written/) as string });
    expect(readFileSync(join(folder, 'events.parquet')).subarray(0, 4).toString()).toBe('PAR1');
    expect(await run('export', join(folder, 'nowhere', 'events.csv'), '-s', store)).toMatchObject({ status: 2, err: expect.stringContaining('nowhere') as string });
  });

  it('knows an actor by name and says what it does not know', async () => {
    const { status, err } = await run('relation', 'ARG', 'Ruritania', '-s', store);
    expect(status).toBe(2);
    expect(err).toMatch(/"Ruritania" is no actor/);
  });

  it('calls actors as people decided in it, and counts them so', async () => {
    const decide = async (decision: Parameters<DuckStore['changeActor']>[0]['decision']) => {
      const opened = await DuckStore.open(store);
      await opened.changeActor({ decision, note: '', judge: '' });
      await opened.close();
    };
    await decide({ kind: 'rename', code: 'ARG', name: { en: 'Argentine Republic', es: 'República Argentina' } });
    await decide({ kind: 'merge', code: 'ISR', into: 'VEN' });
    await decide({ kind: 'organisation', name: { en: 'Example League', es: 'Liga de Ejemplo' }, names: [], type: 'bloc', sector: 'IGO', state: null, from: null, to: null });
    expect((await run('relation', 'argentine republic', 'Israel', '-s', store)).out).toMatch(/^Argentine Republic and Venezuela, by quarter/);
    expect((await run('shift', 'Argentina', '--at', '2024-02-01', '-s', store)).out).toMatch(/^Argentine Republic before and after/);
    expect((await run('ledger', 'ARG', '-s', store)).out).toMatch(/^Argentine Republic: said and done/);
    expect((await run('relation', 'ARG', 'liga de ejemplo', '-s', store)).out).toMatch(/No deeds between Argentine Republic and Example League/);
    const written = join(folder, 'named.md');
    expect((await run('brief', 'ARG', '--at', '2024-02-01', '-o', written, '-s', store)).err).toMatch(/every number checked/);
    const text = readFileSync(written, 'utf8');
    expect(text).toContain('Argentine Republic');
    expect(text.split('## ').slice(0, 4).join()).not.toMatch(/Israel/);
  });
});

describe('demarche bloc', () => {
  it('lists members on a date', async () => {
    const members = JSON.parse((await run('bloc', 'MERCOSUR', '--at', '2020-06-01', '--json')).out).members as { state: string; role: string }[];
    expect(members.filter((m) => m.role === 'member').map((m) => m.state).sort()).toEqual(['ARG', 'BRA', 'PRY', 'URY']);
  });

  it('says how many are of which regime type, and of which year that is', async () => {
    const regimes = file('regimes.csv', 'state,year,regime,source\nARG,2019,2,a\nBRA,2018,2,a\nURY,2020,3,a\nPRY,2010,2,a\n');
    const { regimes: counts } = JSON.parse((await run('bloc', 'MERCOSUR', '--at', '2020-06-01', '--regimes', regimes, '--json')).out) as { regimes: { regime: string | null; count: number; years: number[] | null }[] };
    expect(counts.filter(({ count }) => count > 0)).toEqual([
      { regime: 'liberal democracy', count: 1, years: [2020, 2020] }, { regime: 'electoral democracy', count: 2, years: [2018, 2019] }, { regime: null, count: 1, years: null },
    ]);
    expect((await run('bloc', 'MERCOSUR', '--at', '2020-06-01', '--regimes', regimes)).out).toMatch(/4 members; regime types: 1 liberal democracy, 2 electoral democracy \(as of 2018–2019\), 1 not known/);
    const wrong = await run('bloc', 'MERCOSUR', '--regimes', file('wrong.csv', 'state,year,regime,source\nARG,2019,9,a\n'));
    expect([wrong.status, wrong.err]).toEqual([1, expect.stringMatching(/row 2, column regime: found "9"/)]);
  });
});

describe('demarche shift', () => {
  const store = join(folder, 'shift.duckdb');
  const days = Array.from({ length: 14 }, (_, i) => String(i + 1).padStart(2, '0'));
  const documents = file('shift.jsonl', [
    ...days.map((day) => ({ date: `2023-03-${day}`, title: `a${day}`, text: 'China praised Brazil.' })),
    ...days.map((day) => ({ date: `2024-03-${day}`, title: `b${day}`, text: 'China condemned Brazil.' })),
  ].map((d) => JSON.stringify(d)).join('\n'));

  it('finds the turn when no date is given, and compares at one that is', async () => {
    await run('add', documents, '-s', store);
    const found = JSON.parse((await run('shift', 'CHN', '-s', store, '--json')).out);
    const turns = JSON.stringify(found);
    expect(turns).toMatch(/cooler/);
    expect(turns).toMatch(/2024-03-0/);
    expect((await run('shift', 'CHN', '-s', store)).out).toMatch(/Brazil/);
    const { comparison } = JSON.parse((await run('shift', 'CHN', '--at', '2024-01-01', '-s', store, '--json')).out);
    expect(comparison).toMatchObject([{ partner: 'BRA', before: { count: 14 }, after: { count: 14 }, verdict: 'cooler' }]);
    expect((await run('shift', 'CHN', '--at', '2024-01-01', '--partners', 'none', '-s', store)).status).toBe(2);
  });
});

describe('demarche votes', () => {
  const store = join(folder, 'votes.duckdb');
  const calls = file('calls.csv', `rcid,session,date\n${Array.from({ length: 20 }, (_, i) => `${i},${70 + (i % 2)},20${15 + (i % 2)}-11-01`).join('\n')}\n`);
  const votes = file('votes.csv', `rcid,country,vote\n${Array.from({ length: 20 }, (_, i) => ['Argentina', 'Brazil', 'United States', 'Israel'].map((name, k) => `${i},${name},${k < 2 === (i % 4 > 0) ? 'yes' : 'no'}`).join('\n')).join('\n')}\n`);

  it('compares two states from files, or from the record once they are there, and knows where they stood', async () => {
    expect((await run('votes', 'ARG', 'BRA', '-s', store)).err).toMatch(/found no store/);
    await (await DuckStore.open(store)).close();
    expect((await run('votes', 'ARG', 'BRA', '-s', store)).err).toMatch(/holds no votes: add them with "demarche import votes/);
    const files = (await run('votes', 'ARG', 'USA', '--votes', votes, '--roll-calls', calls, '--json')).out;
    expect(JSON.parse(files).rows).toMatchObject([{ year: 2015, count: 10, simple: 0 }, { year: 2016, count: 10, simple: 0 }]);
    const { status, err } = await run('import', 'votes', votes, '--roll-calls', calls, '-s', store);
    expect([status, err]).toEqual([0, expect.stringMatching(/roll calls: 20 added, .*votes: 80 added, .*0 failed/)]);
    expect((await run('votes', 'ARG', 'USA', '-s', store, '--json')).out).toBe(files);
    expect((await run('votes', 'ARG', 'Brazil', '-s', store)).out).toMatch(/2015 +10 +1\.000/);
    const { points } = JSON.parse((await run('votes', 'ARG', 'USA', '--ideal-points', '-s', store, '--json')).out) as { points: { state: string; value: number }[] };
    expect(points.filter(({ state }) => state === 'USA').every(({ value }) => value > 0)).toBe(true);
    expect(points.filter(({ state }) => state === 'ARG').every(({ value }) => value < 0)).toBe(true);
    expect((await run('votes', 'ARG', '-s', store)).status).toBe(2);
    expect((await run('import', 'votes', votes, '-s', store)).status).toBe(2);
  });
});

describe('demarche ledger', () => {
  const store = join(folder, 'ledger.duckdb');
  const documents = file('ledger.jsonl', [
    { date: '2024-01-10', title: 'A', publication: 'Gazette', text: 'Argentina promised that it would aid Ukraine.' },
    { date: '2024-03-10', title: 'B', publication: 'Gazette', text: 'Argentina sent humanitarian aid to Ukraine on Sunday.' },
  ].map((d) => JSON.stringify(d)).join('\n'));

  it('holds what was said against what was done, as the page does', async () => {
    await run('add', documents, '-s', store);
    const ledger = JSON.parse((await run('ledger', 'ARG', '--at', '2024-06-01', '-s', store, '--json')).out);
    expect(ledger.entries).toHaveLength(1);
    expect(ledger.entries[0]).toMatchObject({ status: 'not yet rated', said: { said: { value: { kind: 'promise' } } } });
    expect(ledger.entries[0].bearings[0].deed.event.date).toMatch(/^2024-03/);
    const { out } = await run('ledger', 'ARG', '--at', '2024-06-01', '-s', store);
    expect(out).toMatch(/promise \(not yet rated\), about Ukraine/);
    expect(out).toMatch(/later, with Ukraine; .*by Argentina/);

    const opened = await DuckStore.open(store);
    const server = await serve({ store: opened, coder: await loadCoder(), port: 0 });
    const page = (await (await fetch(`${server.url}ledger/ARG.json?at=2024-06-01`)).json()) as { rows: { said: { id: string }; status: string; bearings: unknown[] }[]; kept: unknown; scores: unknown; calibration: unknown };
    await server.close();
    await opened.close();
    const shown = ledger.entries.map(({ said, status, bearings }: { said: { said: { value: { id: string } } }; status: string; bearings: unknown[] }) => ({ id: said.said.value.id, status, bearings }));
    expect(page.rows.map(({ said, status, bearings }) => ({ id: said.id, status, bearings }))).toEqual(shown);
    for (const part of ['kept', 'scores', 'calibration'] as const) expect(page[part]).toEqual(ledger[part]);
  });
});
