import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadActors } from '../../src/actors/node.js';
import { loadCodebook } from '../../src/codebook/node.js';
import { importFiles, type DatasetKind } from '../../src/intake/imports.js';
import { makeTables, type DatasetActors } from '../../src/intake/tables.js';
import { DuckStore, Event, importedEventId } from '../../src/record/index.js';
import type { Failure } from '../../src/sources/index.js';

const dataset = JSON.parse(readFileSync(new URL('../../data/codebook/dataset-actors.json', import.meta.url), 'utf8')) as DatasetActors;
const tables = makeTables(loadCodebook(), loadActors(), dataset);

let folder = '';
let store: DuckStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'demarche-import-'));
  store = await DuckStore.open(join(folder, 'record.duckdb'));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A made-up GDELT row. */
function gdelt(columns: number, { id = '1', day = '20230305', actor = 'ARGGOV', recipient = 'BRA', code = '040', url = 'https://www.example.org/a' } = {}): string {
  const row = Array.from({ length: columns }, () => '');
  [row[0], row[1], row[5], row[6], row[15], row[16], row[26]] = [id, day, actor, 'ARGENTINA', recipient, 'BRAZIL', code];
  if (columns > 57) row[columns - 1] = url;
  return row.join('\t');
}

async function importText(kind: DatasetKind, name: string, content: string | Buffer, batchRows?: number) {
  const path = join(folder, name);
  writeFileSync(path, content);
  const failures: Failure[] = [];
  const result = await importFiles({ store, kind, files: [path], tables, onFailure: (failure) => failures.push(failure), ...(batchRows ? { batchRows } : {}) });
  return { result, failures };
}

describe('gdelt', () => {
  it('reads both versions, keeps each row\'s origin, and takes nothing twice', async () => {
    const text = [gdelt(61), gdelt(58, { id: '2', code: '043' }), gdelt(57, { id: '3', actor: 'IGOEUREEC', code: '112' })].join('\n');
    const first = await importText('gdelt', 'a.CSV', text);
    expect(first.result).toMatchObject({ added: 3, alreadyThere: 0, failed: 0, documents: 2 });
    const { rows } = await store.events({ order: 'oldest' });
    for (const { event } of rows) expect(Event.parse(event)).toEqual(event);
    const one = rows.find(({ event }) => event.id === importedEventId('gdelt', '1', '2023-03-05'))!;
    expect(one.publication).toBe('example.org');
    expect(one.event).toMatchObject({ eventType: 'CONSULT', date: '2023-03-05', actors: [{ code: 'ARG', sectors: ['GOV'] }], recipients: [{ code: 'BRA' }] });
    expect(one.event.why).toEqual([
      { kind: 'import', text: 'gdelt 1', ref: 'a.CSV, line 1' },
      { kind: 'import', text: 'CAMEO 040: ARGGOV → BRA', ref: 'https://www.example.org/a' },
    ]);
    expect(rows.map(({ event }) => event.actors[0]!.code)).toContain('EU');
    const again = await importText('gdelt', 'renamed.csv.gz', gzipSync(text), 2);
    expect(again.result).toMatchObject({ added: 0, alreadyThere: 3 });
    expect((await store.summary()).events).toBe(3);
    const [series] = await store.series({ actor: 'ARG', recipient: 'BRA', direction: 'out', unit: 'month' });
    expect(series).toMatchObject({ count: 2, quads: [2, 0, 0, 0] });
    expect((await store.document(one.event.documentId))!.events.length).toBe(2);
    // The same row of the data set's other version, which does not say where it is from.
    expect((await importText('gdelt', 'first.csv', `${gdelt(57)}\n${gdelt(57)}`)).result).toMatchObject({ added: 0, alreadyThere: 2, documents: 0 });
    expect((await store.events({ text: 'argentina' })).rows).toHaveLength(3);
  });

  it('names bad rows with file and line, and reads the rest', async () => {
    const { result, failures } = await importText('gdelt', 'bad.csv', [
      gdelt(61), gdelt(60, { id: '2' }), gdelt(61, { id: '3', day: '99990101' }), gdelt(61, { id: '4', code: '999' }), gdelt(61, { id: '5', code: '010' }), gdelt(61, { id: '6' }), '',
    ].join('\n'));
    expect(result).toMatchObject({ added: 2, failed: 3, leftOut: 1 });
    expect(failures.map(({ place, found }) => `${place}: ${found}`)).toEqual(['line 2: 60 columns', 'line 3, field Day: "99990101"', 'line 4, field EventCode: "999"']);
    expect(failures[0]!.source).toContain('bad.csv');
  });

  it('keeps the rows before the break of a truncated gzip', async () => {
    const packed = gzipSync(Array.from({ length: 5000 }, (_, i) => gdelt(61, { id: String(i + 1) })).join('\n'));
    const { result, failures } = await importText('gdelt', 'cut.csv.gz', packed.subarray(0, packed.length - 2000));
    expect(failures).toHaveLength(1);
    expect(failures[0]!.found).toContain('breaks off');
    expect(failures[0]!.place).toMatch(/^line \d+$/);
    expect(result.added).toBeGreaterThan(0);
  });
});

const ICEWS = ['Event ID', 'Event Date', 'Source Name', 'Source Sectors', 'Source Country', 'Event Text', 'CAMEO Code', 'Intensity', 'Target Name', 'Target Sectors', 'Target Country', 'Story ID', 'Publisher'].join('\t');

it('icews: quotation marks mean nothing, an id counts with its date', async () => {
  const row = (id: string, date: string, name: string): string => [id, date, name, 'Executive,Government', 'Argentina', 'Consult', '040', '1', 'Citizen (Chile)', 'NA', 'Chile', '77', 'A "Gazette'].join('\t');
  const { result } = await importText('icews', 'i.tab', [ICEWS, row('5', '2018-06-01', 'The "Ministry'), row('5', '2018-06-02', 'Other'), row('5', '2018-06-02', 'Other')].join('\n'));
  expect(result).toMatchObject({ added: 2, alreadyThere: 1, failed: 0 });
  const { rows } = await store.events({ order: 'oldest' });
  expect(rows[0]!.event.actors).toMatchObject([{ text: 'The "Ministry', code: 'ARG', sectors: ['GOV'] }]);
  expect(rows[0]!.publication).toBe('A "Gazette');
});

it('polecat: columns by name, several actors on a side count for each', async () => {
  const header = ['event_id', 'EVENT DATE', 'Event Type', 'Event_Mode', 'Contexts', 'Actor Name', 'Actor Country', 'Actor Sectors', 'Recipient Name', 'Recipient Country', 'Source'].join('\t');
  const row = ['20230101-1-abc', '2023-01-01', 'CONSULT', 'visit', 'None', 'Brazil; Argentina', 'BRA; ARG', 'GOV', 'Argentina', 'ARG', 'Gazette'].join('\t');
  const { result } = await importText('polecat', 'p.txt', `${header}\n${row}\n`);
  expect(result).toMatchObject({ added: 1, failed: 0 });
  expect((await store.events({})).rows).toHaveLength(1);
  expect(await store.series({ actor: 'BRA', recipient: 'ARG', direction: 'both', unit: 'year' })).toMatchObject([{ count: 1 }]);
  const missing = await importText('polecat', 'q.txt', 'Event ID\tDate\n1\t2023-01-01\n');
  expect(missing.failures[0]).toMatchObject({ place: 'line 1', found: 'no column "Event Type"' });
});
