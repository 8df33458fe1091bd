/** demarche import actors, memberships and undo: lists of other people in a record, and out of it again. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DuckStore, type EventRow } from '../../src/record/index.js';
import { run } from './run.js';

const folder = mkdtempSync(join(tmpdir(), 'demarche-lists-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const store = join(folder, 'record.duckdb');
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const idIn = (err: string): string => /demarche import undo (\w+)/.exec(err)![1]!;

/** Everybody who acts in the record, with the codes of the mentions. */
async function actors(): Promise<string[]> {
  const open = await DuckStore.open(store);
  const { rows } = await open.events({ order: 'oldest' });
  await open.close();
  return [...new Set(rows.flatMap(({ event }: EventRow) => event.actors.flatMap(({ code, person }) => (code === '' ? [] : person ? `${code} ${person}` : code))))].sort();
}

/** Made-up people and bodies of made-up names; many, so that they are looked for in one pass. */
const ENTITIES = [
  { id: 'p1', schema: 'Person', properties: { name: ['Nemo Exemplar'], lastName: ['Exemplar'] } },
  { id: 'b1', schema: 'PublicBody', properties: { name: ['Office of Specimens'], jurisdiction: ['cl'] } },
  { id: 'o1', schema: 'Organization', properties: { name: ['Union of Specimens'], topics: ['gov.igo'] } },
  { id: 's1', schema: 'Organization', properties: { name: ['Argentina'] } },
  { id: 'm1', schema: 'Membership', properties: { member: ['s1'], organization: ['o1'], startDate: ['2001'], sourceUrl: ['https://example.org/treaty'] } },
  { id: 'q1', schema: 'Occupancy', properties: { holder: ['p1'], post: [{ id: 'post', schema: 'Position', properties: { name: ['Minister of Foreign Affairs'], country: ['ar'] } }], startDate: ['2020-03-10'], endDate: ['2021-12-31'] } },
  ...Array.from({ length: 20 }, (_, i) => ({ id: `x${i}`, schema: 'Organization', properties: { name: [`Specimen Council ${'ABCDEFGHIJKLMNOPQRST'[i]!}x`] } })),
];
const list = (): string => file('entities.ftm.json', ENTITIES.map((entity) => JSON.stringify(entity)).join('\n'));

describe('demarche import actors', () => {
  beforeAll(async () => {
    await run('add', file('note.jsonl', [
      { id: 'a', date: '2021-05-05', text: 'Nemo Exemplar praised China on Tuesday.' },
      { id: 'b', date: '2021-05-06', text: 'The Union of Specimens condemned Brazil.' },
      { id: 'c', date: '2021-05-07', text: 'Spain criticised Peru.' },
    ].map((document) => JSON.stringify(document)).join('\n')), '-s', store);
  }, 120_000);

  it('has the record know people in their offices and organisations, and code anew what names them, until it is taken back', async () => {
    expect(await actors()).toEqual(['ESP']);
    const { status, err } = await run('import', 'actors', list(), '-s', store);
    expect(err).toMatch(/1 people, 22 organisations, 1 memberships added; 0 left out, 0 failed; taken back by "demarche import undo \w+"/);
    expect(err).toMatch(/2 coded anew/);
    expect(status).toBe(0);
    expect(await actors()).toEqual(['ADDED-UNION-OF-SPECIMENS', 'ARG added-nemo-exemplar', 'ESP']);
    expect((await run('import', 'actors', list(), '-s', store)).err).toMatch(/nothing new; 1 left out, 0 failed/);
    expect((await run('bloc', 'Union of Specimens', '--at', '2020-01-01', '-s', store)).out).toMatch(/^Union of Specimens on 2020-01-01: 1 members[^]*Argentina +member +2001-01-01/);

    const undone = await run('import', 'undo', idIn(err), '-s', store);
    expect(undone.err).toMatch(/taken back[^]*2 coded anew/);
    expect(await actors()).toEqual(['ESP']);
    expect((await run('import', 'undo', idIn(err), '-s', store)).err).toMatch(/no import of actors or memberships that stands; there is none/);
  }, 120_000);

  it('writes files of the dictionary where a folder is named', async () => {
    const { err } = await run('import', 'actors', list(), '-o', join(folder, 'dictionary'));
    expect(err).toMatch(/1 people, 22 organisations, 1 memberships written to/);
  });
});

describe('demarche import memberships', () => {
  const members = async (at: string) => (JSON.parse((await run('bloc', 'Mercosur', '--at', at, '--json', '-s', store)).out) as { members: { state: string; role: string; source: string }[] }).members;

  it('adds and revises what the dictionary has, and is taken back', async () => {
    const before = await members('2030-06-01');
    expect(before.find(({ state }) => state === 'PAN')?.role).not.toBe('member');
    const table = file('memberships.csv', [
      'actor,body,from,to,status,source',
      'Panama,Mercosur,2028,,member,An invented treaty',
      'ARG,MERCOSUR,1991-03-26,2029-01,member,An invented withdrawal',
      'Ruritania,MERCOSUR,2028,,member,Nowhere',
      'PAN,No such body,2028,,member,Nowhere',
      'PAN,MERCOSUR,2028,2027,member,Nowhere',
      'PAN,MERCOSUR,soon,,member,Nowhere',
      'PAN,MERCOSUR,2028,,friend,Nowhere',
      'PAN,MERCOSUR,2028,,member,',
    ].join('\n'));
    const { status, err } = await run('import', 'memberships', table, '-s', store);
    expect(status).toBe(1);
    expect(err.split('\n').filter((line) => line.includes('line '))).toEqual([
      expect.stringMatching(/line 4, column actor: found "Ruritania", expected the code or name of a state/),
      expect.stringMatching(/line 5, column body: found "No such body", expected the code or name of an organisation/),
      expect.stringMatching(/line 6, column to: found "2027", expected a date after from/),
      expect.stringMatching(/line 7, column from: found "soon"/),
      expect.stringMatching(/line 8, column status: found "friend", expected one of applicant, associate, invited, member/),
      expect.stringMatching(/line 9, column source: found nothing/),
    ]);
    expect(err).toMatch(/1 added, 1 revised, 0 already there, 6 failed; taken back by/);
    const after = await members('2030-06-01');
    expect(after.find(({ state, role }) => state === 'PAN' && role === 'member')?.source).toBe('An invented treaty');
    expect(after.some(({ state }) => state === 'ARG')).toBe(false);
    expect((await members('2028-12-31')).some(({ state }) => state === 'ARG')).toBe(true);
    expect((await run('import', 'memberships', table, '-s', store)).err).toMatch(/0 added, 0 revised, 2 already there, 6 failed\n/);
    await run('import', 'undo', idIn(err), '-s', store);
    expect(await members('2030-06-01')).toEqual(before);
  });

  it('says what can be imported, and which columns a table lacks', async () => {
    const { status, err } = await run('import', 'constructor', 'x', '-s', store);
    expect(status).toBe(2);
    expect(err).toMatch(/"constructor" is nothing that can be imported; write one of gdelt, icews, polecat, indicators, votes, memberships, actors, undo/);
    expect((await run('import', 'memberships', file('bare.csv', 'actor,body\nARG,MERCOSUR\n'), '-s', store)).err).toMatch(/line 1: found no column "from", "to", "status", "source"/);
  });
});
