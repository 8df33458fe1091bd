import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadActors } from '../../src/actors/node.js';
import { importIndicators } from '../../src/intake/indicators.js';
import { DuckStore } from '../../src/record/index.js';
import { ActorNames } from '../../src/record/names.js';

const names = new ActorNames(loadActors());
let folder = '';
let store: DuckStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'demarche-figures-'));
  store = await DuckStore.open(join(folder, 'record.duckdb'));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function bring(name: string, content: string | Buffer) {
  const path = join(folder, name);
  writeFileSync(path, content);
  const failures: string[] = [];
  const result = await importIndicators({ store, files: [path], actorOf: (text) => names.codeOf(text), onFailure: ({ place, found, expected }) => failures.push(`${place}: ${found} / ${expected}`) });
  return { result, failures };
}

it('takes the example\'s own table, once', async () => {
  const table = readFileSync(new URL('../../data/example/indicators.csv', import.meta.url));
  const { result, failures } = await bring('indicators.csv', table);
  expect(failures).toEqual([]);
  expect(result.added).toBeGreaterThan(100);
  expect((await bring('again.csv.gz', gzipSync(table))).result).toMatchObject({ added: 0, replaced: 0, alreadyThere: result.added });
});

it('names what is wrong by line, column and what stands there, and does the rest', async () => {
  const { result, failures } = await bring('bad.csv', [
    'Actor;Series;Date;Value;Unit;Source',
    'Argentina;reserves;2023-12;23.1;USD bn;Central bank',
    'ARG;reserves;2023-11-30;21,5;USD bn;Central bank',
    'Ruritania;reserves;2023-12-31;1;USD bn;Central bank',
    'ARG;reserves;31/12/2023;1;USD bn;Central bank',
    'ARG;reserves;9999-01-01;1;USD bn;Central bank',
    'ARG;reserves;2022;1.234.567;USD bn;Central bank',
    'ARG;reserves;2022;1;USD bn;',
    'ARG;reserves;2022;1;USD bn',
    'BRA;reserves;2022;-1e3;;Central bank',
  ].join('\n'));
  expect(failures).toEqual([
    'line 3, column value: "21,5", with a comma as decimal sign / a point: 21.5',
    'line 4, column actor: "Ruritania" / the code or name of an actor, such as ARG',
    'line 5, column date: "31/12/2023" / a date of the calendar as YYYY-MM-DD, YYYY-MM or YYYY',
    'line 6, column date: "9999-01-01" / a date of the calendar as YYYY-MM-DD, YYYY-MM or YYYY',
    'line 7, column value: "1.234.567" / a number, such as 1234.5',
    'line 8, column source: nothing / a value',
    'line 9: 5 columns / 6, as in the first line',
  ]);
  expect(result).toMatchObject({ added: 2, failed: 7 });
  expect(await store.indicators({})).toMatchObject([{ actor: 'ARG', date: '2023-12-01', datePrecision: 'month', value: 23.1 }, { actor: 'BRA', value: -1000 }]);
});

it('sees a decimal comma that cuts a row in two, a table without its columns, and a gzip that breaks off', async () => {
  const comma = await bring('comma.csv', 'actor,series,date,value,unit,source\nARG,growth,2022,5,3,%,INDEC\nARG,growth,2021,10.4,%,INDEC\n');
  expect(comma.failures).toEqual(['line 2: 7 columns, in column value "5,3" with a comma as decimal sign / 6, as in the first line']);
  expect(comma.result.added).toBe(1);
  expect((await bring('other.csv', 'a,b\n1,2\n')).failures[0]).toMatch(/^line 1: no column "actor", "series"/);
  const packed = gzipSync(`actor,series,date,value,unit,source\n${Array.from({ length: 3000 }, (_, i) => `ARG,s${i},2022,${Math.sin(i)},%,INDEC`).join('\n')}\n`);
  const cut = await bring('cut.csv.gz', packed.subarray(0, packed.length - 2000));
  expect(cut.failures).toEqual([expect.stringContaining('a gzip file that breaks off')]);
  expect(cut.result.added).toBeGreaterThan(0);
});
