import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { parseActors } from '../../src/actors/index.js';
import { loadActors } from '../../src/actors/node.js';
import { dataFolder } from '../../src/codebook/node.js';
import { importActors, writeActors } from '../../src/intake/actors.js';
import type { FtmTable } from '../../src/intake/followthemoney.js';

const folder = mkdtempSync(join(tmpdir(), 'demarche-actors-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const dictionary = loadActors();
const table = JSON.parse(readFileSync(join(dataFolder, 'followthemoney.json'), 'utf8')) as FtmTable;

/** Made-up people and bodies of made-up names. */
const ENTITIES = [
  { id: 'p1', schema: 'Person', properties: { name: ['Nemo Exemplar'], alias: ['N. Exemplar'], gender: ['female'], lastName: ['Exemplar'] } },
  { id: 'p2', schema: 'Person', properties: { name: ['Nullus Nemo'] } },
  { id: 'p3', schema: 'Person', properties: { name: ['Quisquis Quidam'] } },
  { id: 'c1', schema: 'Company', properties: { name: ['Specimen Holdings'], country: ['ar'], weakAlias: ['SPCM'], incorporationDate: ['1999-05'] } },
  { id: 'b1', schema: 'PublicBody', properties: { name: ['Office of Specimens'], jurisdiction: ['cl'] } },
  { id: 'o1', schema: 'Organization', properties: { name: ['Union of Specimens'], topics: ['gov.igo'] } },
  { id: 's1', schema: 'Organization', properties: { name: ['Argentina'] } },
  { id: 'm1', schema: 'Membership', properties: { member: ['s1'], organization: ['o1'], startDate: ['2001'], endDate: ['2015-06'], sourceUrl: ['https://example.org/treaty'] } },
  { id: 'm2', schema: 'Membership', properties: { member: ['p3'], organization: ['b1'], role: ['Director'] } },
  { id: 'm3', schema: 'Membership', properties: { member: ['nobody'], organization: ['b1'] } },
  { id: 'q1', schema: 'Occupancy', properties: { holder: ['p1'], post: [{ id: 'post', schema: 'Position', properties: { name: ['Minister of Foreign Affairs'], country: ['ar'] } }], startDate: ['2020-03-10'], endDate: ['2021-12-31'] } },
];

it('makes people with dated offices, organisations and memberships of entities, and says what gives none', async () => {
  const file = join(folder, 'entities.ftm.json');
  writeFileSync(file, `${ENTITIES.map((entity) => JSON.stringify(entity)).join('\n')}\n{broken\n{"id":"x"}\n`);
  const failures: string[] = [];
  const entries = await importActors({ files: [file, join(folder, 'nowhere')], dictionary, table, onFailure: ({ place, found }) => failures.push(`${place}: ${found}`) });
  expect(failures).toEqual([expect.stringMatching(/^line 12: JSON/), 'line 13, field schema: no schema', ': no such file']);
  expect(entries.organisations.map(({ code, kind, sector, state, from }) => [code, kind, sector, state, from])).toEqual([
    ['SPCM', 'company', 'BUS', 'ARG', '1999-05-01'], ['OFFICE-OF-SPECIMENS', 'organisation', 'GOV', 'CHL', null], ['UNION-OF-SPECIMENS', 'organisation', 'IGO', null, null],
  ]);
  expect(entries.memberships).toEqual([{ organisation: 'UNION-OF-SPECIMENS', state: 'ARG', role: 'member', from: '2001-01-01', fromPrecision: 'year', to: '2015-07-01', toPrecision: 'month', source: 'https://example.org/treaty' }]);
  expect(entries.people).toMatchObject([
    { id: 'nemo-exemplar', names: ['N. Exemplar'], surname: 'Exemplar', gender: 'f', offices: [{ office: 'foreign-minister', state: 'ARG', from: '2020-03-10', to: '2022-01-01', source: 'FollowTheMoney entity q1' }] },
    { id: 'quisquis-quidam', offices: [{ organisation: 'OFFICE-OF-SPECIMENS', from: null }] },
  ]);
  expect(entries.leftOut.map(({ entity, why }) => `${entity.id}: ${why}`)).toEqual(['m3: member is not in the file', 'p2: no office, membership or employment']);

  await writeActors(join(folder, 'out'), entries);
  const files = new Map(['people.jsonl', 'organisations.jsonl', 'memberships.jsonl'].map((name) => [name, readFileSync(join(folder, 'out', name), 'utf8')]));
  const made = parseActors(files);
  expect(made.holders('ARG', 'foreign-minister', '2021-12-31').map(({ person }) => person.name)).toEqual(['Nemo Exemplar']);
  expect(made.members('UNION-OF-SPECIMENS', '2015-06-30').map(({ state }) => state)).toEqual(['ARG']);
});
