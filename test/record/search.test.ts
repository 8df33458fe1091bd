/** Searching the record: accents, words in a row, fields, facets that follow the filters, saved searches, and stores of before. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../../src/record/duckdb/migrations.js';
import { DuckStore, makeDocument } from '../../src/record/index.js';
import { fold, marksOf, termsOf } from '../../src/record/folded.js';
import { codingOf, eventOf, mention } from './make.js';

const folder = mkdtempSync(join(tmpdir(), 'search-'));
let store: DuckStore;

function dispatch(text: string, date: string, more: { recipient?: string; publication?: string; language?: string; place?: string; eventType?: string; confidence?: number } = {}) {
  const { recipient = 'GBR', publication = 'Gazette', language = 'en', place, eventType = 'CONSULT', confidence = 0.8 } = more;
  const document = makeDocument({ title: `Of ${date}`, publication, date, language, text });
  const at = place ? { place: { start: 0, end: place.length, text: place, state: '' } } : {};
  return {
    document,
    coding: codingOf(document, {
      language,
      events: [eventOf(document, text.split(' ')[1]!, 'ARG', recipient, { eventType, confidence, ...at })],
      statements: [{ start: 0, end: text.length, sentence: 0, confidence, why: [], speaker: mention('ARG', 'ARG'), about: [mention(recipient, recipient)], kind: 'demand', direct: false, words: text, date, datePrecision: 'day' }],
    }),
  };
}

beforeAll(async () => {
  store = await DuckStore.open(join(folder, 'record.duckdb'));
  await store.add([
    dispatch('Argentina planteó la cuestión Malvinas ante el Reino Unido.', '2023-01-01', { language: 'es', publication: 'Crónica', place: 'Nueva York' }),
    dispatch('Argentina raised the Malvínas question in New York.', '2023-06-01', { place: 'New York', confidence: 0.4 }),
    dispatch('Argentina sanctioned no one in Perú; the U.S. used its veto.', '2024-01-01', { recipient: 'PER', eventType: 'SANCTION' }),
    dispatch('Argentina met Peru.', '2024-06-01', { recipient: 'PER' }),
  ]);
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('folded text', () => {
  it('has no accents, capitals or points', () => {
    expect(fold('«Perú», ¡ya! EE.UU. y la O.N.U.; S. A.')).toBe(' peru ya eeuu y la onu s a ');
    expect(fold('…')).toBe('  ');
  });
  it('finds what was asked for in the text as written', () => {
    const text = 'Sanciones económicas contra EE.UU., dijo el Perú.';
    const marked = (query: string) => marksOf(text, termsOf(query)).map(({ start, end }) => text.slice(start, end));
    expect(marked('PERU sancion')).toEqual(['Sanciones', 'Perú']);
    expect(marked('"economicas contra"')).toEqual(['económicas contra']);
    expect(marked('eeuu')).toEqual(['EE.UU.']);
    expect(marked('eco per')).toEqual([]);
    expect(marked('')).toEqual([]);
  });
});

describe('a search', () => {
  const found = async (filter: Parameters<DuckStore['events']>[0]) => (await store.events({ order: 'oldest', ...filter })).rows.map(({ event }) => event.date);

  it('looks through events by words, whatever their accents', async () => {
    for (const text of ['malvinas', 'MALVÍNAS', 'Malvinas']) expect(await found({ text })).toEqual(['2023-01-01', '2023-06-01']);
    expect(await found({ text: 'peru' })).toEqual(['2024-01-01', '2024-06-01']);
    expect(await found({ text: 'question malvinas' })).toEqual(['2023-06-01']);
    expect(await found({ text: '"malvinas question"' })).toEqual(['2023-06-01']);
    expect(await found({ text: '"question malvinas"' })).toEqual([]);
    expect(await found({ text: 'us' })).toEqual(['2024-01-01']);
    expect(await found({ text: "'; DROP TABLE event; --" })).toEqual([]);
    expect(await found({ text: '…' })).toHaveLength(4);
  });

  it('and by publication, language and place', async () => {
    expect(await found({ publication: 'Crónica' })).toEqual(['2023-01-01']);
    expect(await found({ language: 'es' })).toEqual(['2023-01-01']);
    expect(await found({ place: 'new york' })).toEqual(['2023-06-01']);
    expect(await found({ text: 'argentina', actor: 'ARG', recipient: 'PER', eventType: 'SANCTION' })).toEqual(['2024-01-01']);
  });

  it('orders by date, doubt, or what came last', async () => {
    expect((await found({ order: 'doubtful' }))[0]).toBe('2023-06-01');
    expect((await found({ order: 'added' }))[0]).toBe('2024-06-01');
    const first = await store.events({ order: 'added', limit: 3 });
    expect((await store.events({ order: 'added', limit: 3, after: first.next! })).rows.map(({ event }) => event.date)).toEqual(['2023-01-01']);
  });

  it('looks through statements and documents', async () => {
    const said = await store.said({ text: 'malvinas', order: 'oldest' });
    expect(said.rows.map(({ kind, row }) => [kind, row.said.value.date])).toEqual([['statement', '2023-01-01'], ['statement', '2023-06-01']]);
    expect((await store.said({ kind: 'forecast' })).rows).toEqual([]);
    expect((await store.said({ about: 'PER', limit: 1 })).next).not.toBeNull();
    expect((await store.documents({ text: 'cuestion malvinas' })).rows.map(({ language }) => language)).toEqual(['es']);
    expect((await store.documents({ publication: 'Gazette', order: 'oldest' })).rows).toHaveLength(3);
  });

  it('counts what it finds by field; a field that is asked for shows what else there would be', async () => {
    const { total, facets } = await store.facets('events', { text: 'argentina', recipient: 'PER' });
    const of = (field: string) => facets.find((facet) => facet.field === field)!.values.map(({ value, count }) => `${value} ${count}`);
    expect(total).toBe(2);
    expect(of('recipient')).toEqual(['GBR 2', 'PER 2']);
    expect(of('actor')).toEqual(['ARG 2']);
    expect(of('type')).toEqual(['CONSULT 1', 'SANCTION 1']);
    expect(of('year')).toEqual(['2024 2']);
    expect(of('place')).toEqual([]);
    const all = await store.facets('events', {});
    expect(all.facets.find(({ field }) => field === 'place')!.values.map(({ value }) => value).sort()).toEqual(['New York', 'Nueva York']);
    const said = await store.facets('statements', { text: 'peru' });
    expect(said.total).toBe(2);
    expect(said.facets.find(({ field }) => field === 'about')!.values).toEqual([{ value: 'PER', count: 2 }]);
    const documents = await store.facets('documents', { language: 'en' });
    expect(documents.total).toBe(3);
    expect(documents.facets.find(({ field }) => field === 'language')!.values).toEqual([{ value: 'en', count: 3 }, { value: 'es', count: 1 }]);
  });

  it('can be saved, listed, deleted, put back and saved again', async () => {
    const wanted = { name: 'Malvinas', list: 'events', query: 'text=malvinas', person: 'ana' } as const;
    const saved = await store.saveSearch(wanted);
    expect(await store.saveSearch({ ...wanted, person: 'eva' })).toEqual(saved);
    expect(await store.savedSearches()).toEqual([saved]);
    expect(await store.setSearchDeleted(saved.id, true, 'eva')).toBe(true);
    expect(await store.setSearchDeleted(saved.id, true, 'eva')).toBe(false);
    expect(await store.savedSearches()).toEqual([]);
    // Put back, it is whose it was.
    expect(await store.setSearchDeleted(saved.id, false, 'eva')).toBe(true);
    expect(await store.savedSearches()).toEqual([saved]);
    await store.setSearchDeleted(saved.id, true, 'eva');
    expect((await store.saveSearch(wanted)).id).toBe(saved.id);
  });

  it('keeps up with codings that are made anew and places that are corrected', async () => {
    const one = await DuckStore.open(join(folder, 'anew.duckdb'));
    const first = dispatch('Argentina met Perú.', '2024-06-01', { place: 'Lima' });
    await one.add([first]);
    await one.add([{ ...first, coding: { ...first.coding, coderVersion: 'test 2' } }]);
    const { rows } = await one.events({ text: 'peru' });
    expect(rows).toHaveLength(1);
    expect((await one.documents({ text: 'peru' })).rows).toHaveLength(1);
    const { event } = rows[0]!;
    await one.judge({ targetKind: 'event', targetId: event.id, documentId: event.documentId, verdict: 'corrected', changes: { place: { start: 0, end: 1, text: 'Cusco', state: 'PER' } }, note: '', judge: '' });
    expect((await one.events({ place: 'cusco' })).rows).toHaveLength(1);
    expect((await one.events({ place: 'lima' })).rows).toHaveLength(0);
    expect((await one.changed([event.documentId])).get(event.documentId)).toMatch(/^\d{4}-/);
    await one.close();
  });

  it('looks through what a store of before held', async () => {
    const [source, path] = [join(folder, 'whole.duckdb'), join(folder, 'before.duckdb')];
    const whole = await DuckStore.open(source);
    await whole.add([dispatch('Argentina met Perú in Lima.', '2024-06-01', { place: 'Lima' })]);
    await whole.close();
    // The tables as they were before there were words, with the same rows in them.
    const instance = await DuckDBInstance.create(path);
    const connection = await instance.connect();
    await connection.run('CREATE TABLE migration (version INTEGER NOT NULL, name VARCHAR NOT NULL, instant VARCHAR NOT NULL)');
    const words = MIGRATIONS.findIndex(({ name }) => name.startsWith('words to search by'));
    for (const { version, name, statements } of MIGRATIONS.slice(0, words)) {
      for (const statement of statements) await connection.run(statement);
      await connection.run('INSERT INTO migration VALUES ($version, $name, $instant)', { version, name, instant: '' });
    }
    await connection.run(`ATTACH '${source}' AS whole (READ_ONLY)`);
    for (const table of ['code', 'document', 'coding', 'dyad', 'statement', 'forecast']) await connection.run(`INSERT INTO ${table} SELECT * FROM whole.${table}`);
    await connection.run('INSERT INTO event SELECT * FROM whole.coded_event');
    connection.closeSync();
    instance.closeSync();
    const now = await DuckStore.open(path);
    expect((await now.events({ text: 'peru', place: 'lima' })).rows).toHaveLength(1);
    expect((await now.said({ text: 'peru' })).rows).toHaveLength(1);
    expect((await now.documents({ text: 'peru' })).rows).toHaveLength(1);
    await now.close();
  });
});
