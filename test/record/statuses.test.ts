import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, it } from 'vitest';
import { resolutionOf, FORECAST_STATUSES, STATEMENT_STATUSES } from '../../src/analysis/ledger.js';
import { MIGRATIONS } from '../../src/record/duckdb/migrations.js';
import { DuckStore, makeDocument } from '../../src/record/index.js';
import { codingOf, mention } from './make.js';

it('reads what people found in older stores in the words of the ledger, and keeps what they wrote beside it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-statuses-'));
  const path = join(folder, 'record.duckdb');
  const document = makeDocument({ title: 'A', date: '2024-01-01', text: 'ARG promised BRA a treaty. It is likely to come.' });
  const common = { sentence: 0, confidence: 0.9, why: [], date: '2024-01-01', datePrecision: 'day' as const, about: [mention('BRA', 'BRA', 13)] };
  let store = await DuckStore.open(path);
  await store.add([{
    document,
    coding: codingOf(document, {
      statements: [{ ...common, start: 0, end: 26, speaker: mention('ARG', 'ARG'), kind: 'promise', direct: false, words: 'a treaty' }],
      forecasts: [{ ...common, start: 27, end: 48, forecaster: null, words: 'likely to come', likelihood: { start: 33, end: 39, words: 'likely', scale: 'Kent', low: 0.6, point: 0.75, high: 0.9 }, horizon: null }],
    }),
  }]);
  const statement = (await store.statements({})).rows[0]!.said;
  const forecast = (await store.forecasts({})).rows[0]!.said;
  const judge = (targetKind: 'statement' | 'forecast', targetId: string, status: string) => store.judge({ targetKind, targetId, documentId: document.id, verdict: 'resolved', changes: { status }, note: '', judge: 'ana' });
  for (const status of ['borne out', 'gone against', 'void']) {
    await judge('statement', statement.coded.id, status);
    await judge('forecast', forecast.coded.id, status);
  }
  await store.close();

  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  for (const statement of MIGRATIONS.find(({ name }) => name.startsWith('what became of something said'))!.statements) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();

  store = await DuckStore.open(path);
  const kept = (await store.judgements()).map(({ targetKind, changes }) => [targetKind, changes['status'], changes['was']]);
  expect(kept).toEqual([
    ['statement', 'kept', 'borne out'], ['forecast', 'happened', 'borne out'],
    ['statement', 'broken', 'gone against'], ['forecast', 'did not happen', 'gone against'],
    ['statement', 'not yet rated', 'void'], ['forecast', 'annulled', 'void'],
  ]);
  expect(resolutionOf((await store.statements({})).rows[0]!.said.judgements, STATEMENT_STATUSES)).toMatchObject({ status: 'not yet rated', judge: 'ana' });
  expect(resolutionOf((await store.forecasts({})).rows[0]!.said.judgements, FORECAST_STATUSES)).toMatchObject({ status: 'annulled' });
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});
