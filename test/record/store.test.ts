import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DuckStore, makeDocument, type EventFilter, type EventRow, type Store } from '../../src/record/index.js';
import { codingOf, eventOf, meeting, mention } from './make.js';

let folder: string;
let path: string;
const opened: Store[] = [];

async function open(at = path): Promise<DuckStore> {
  const store = await DuckStore.open(at);
  opened.push(store);
  return store;
}

async function all(rows: AsyncIterable<EventRow>): Promise<EventRow[]> {
  const list: EventRow[] = [];
  for await (const row of rows) list.push(row);
  return list;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'demarche-record-'));
  path = join(folder, 'record.duckdb');
});
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('adding', () => {
  it('gives back what was put in, in another process of the same file too', async () => {
    const { document, coding } = meeting('ARG', 'CHN', '2022-02-06');
    coding.statements.push({ start: 0, end: 3, sentence: 0, speaker: mention('ARG', 'ARG'), about: [mention('CHN', 'CHN')], kind: 'promise', direct: true, words: 'ARG', date: '2022-02-06', datePrecision: 'day', confidence: 0.5, why: [] });
    coding.forecasts.push({ start: 0, end: 7, sentence: 0, forecaster: null, about: [], words: 'ARG met', likelihood: { start: 4, end: 7, words: 'met', scale: null, low: null, point: null, high: null }, horizon: null, date: '', datePrecision: 'unknown', confidence: 0.5, why: [] });
    const first = await open();
    expect(await first.add([{ document, coding }])).toEqual({ added: 1, recoded: 0, alreadyThere: 0, events: 1, statements: 1, forecasts: 1 });
    await first.close();
    const store = await open();
    const back = (await store.document(document.id))!;
    expect(back.document).toEqual({ ...document, language: 'en' });
    expect(back.sentences).toEqual(coding.sentences);
    expect(back.events[0]!.value).toMatchObject(coding.events[0]!);
    expect(back.statements[0]!.value).toMatchObject(coding.statements[0]!);
    expect(back.forecasts[0]!.value).toMatchObject(coding.forecasts[0]!);
    expect((await store.statements({ speaker: 'ARG', about: 'CHN' })).rows).toHaveLength(1);
    expect((await store.statements({ speaker: 'BRA' })).rows).toHaveLength(0);
    expect((await store.forecasts({})).rows[0]!.said.value.words).toBe('ARG met');
    expect(await store.summary()).toEqual({ documents: 1, events: 1, statements: 1, forecasts: 1, judgements: 0, first: '2022-02-06', last: '2022-02-06' });
    const row = (await store.event(back.events[0]!.value.id))!;
    expect(row).toMatchObject({ documentTitle: 'ARG and CHN', publication: 'Test Gazette', sentenceText: document.text, judged: 'none' });
  });

  it('changes nothing the second time, within a batch or between two', async () => {
    const store = await open();
    const item = meeting('ARG', 'BRA', '2023-01-23');
    expect(await store.add([item, item])).toMatchObject({ added: 1, alreadyThere: 1 });
    expect(await store.add([item])).toMatchObject({ added: 0, alreadyThere: 1, events: 0 });
    expect(await store.summary()).toMatchObject({ documents: 1, events: 1 });
    expect(await store.has([item.document.id, 'f'.repeat(32), "' OR true"], 'test 1')).toEqual(new Set([item.document.id]));
    expect(await store.has([item.document.id], 'test 2')).toEqual(new Set());
  });

  it('keeps an event once that a coder says twice', async () => {
    const store = await open();
    const { document, coding } = meeting('ARG', 'BRA', '2023-01-23');
    expect(await store.add([{ document, coding: { ...coding, events: [coding.events[0]!, coding.events[0]!] } }])).toMatchObject({ events: 1 });
  });

  it('refuses a batch whole when one document in it is wrong, and says what is wrong', async () => {
    const store = await open();
    const good = meeting('ARG', 'BRA', '2023-01-23');
    const far = meeting('ARG', 'CHL', '2023-01-24', { end: 900 });
    await expect(store.add([good, far])).rejects.toThrow(/"ARG and CHL": found event at 0–900, expected offsets within its text of 26 characters/);
    const forged = { ...good, document: { ...good.document, text: 'other' } };
    await expect(store.add([forged])).rejects.toThrow(/field id: found .*makeDocument/);
    const impossible = meeting('ARG', 'URY', '2023-02-30');
    await expect(store.add([good, impossible])).rejects.toThrow(/field date: found 2023-02-30/);
    expect(await store.summary()).toMatchObject({ documents: 0, events: 0 });
    expect(await store.add([good])).toMatchObject({ added: 1 });
    expect((await store.events({ actor: 'ARG' })).rows).toHaveLength(1);
  });

  it('keeps documents with no date, out of series and of periods', async () => {
    const store = await open();
    await store.add([meeting('ARG', 'CHN', ''), meeting('ARG', 'CHN', '2022-02-06')]);
    expect(await store.series({ actor: 'ARG', recipient: 'CHN', direction: 'out', unit: 'month' })).toHaveLength(1);
    expect((await store.events({})).rows.map((row) => row.event.date)).toEqual(['2022-02-06', '']);
    expect((await store.events({ from: '2000-01-01' })).rows).toHaveLength(1);
    expect((await store.documents({})).rows.map((row) => row.date)).toEqual(['2022-02-06', '']);
  });

  it('adds at the same time from several callers', async () => {
    const store = await open();
    const days = Array.from({ length: 20 }, (_, i) => `2022-03-${String(i + 1).padStart(2, '0')}`);
    await Promise.all(days.map((date) => store.add([meeting('ARG', 'CHN', date), meeting('ARG', 'USA', '2022-01-01')])));
    expect(await store.summary()).toMatchObject({ documents: 21, events: 21 });
  });
});

describe('counting', () => {
  it('makes series by each unit, in each direction', async () => {
    const store = await open();
    await store.add([
      meeting('ARG', 'CHN', '2022-01-31', { intensity: 2.5 }),
      meeting('ARG', 'CHN', '2022-02-06', { quad: 3, intensity: -4 }),
      meeting('CHN', 'ARG', '2022-02-07'),
      meeting('ARG', 'CHN', '2022-12-31', { status: 'planned' }),
      meeting('ARG', 'CHN', '2022-12-30', { absence: true }),
      meeting('ARG', 'CHN', '2022-07-01', { datePrecision: 'quarter' }),
      meeting('ARG', 'USA', '2022-02-06'),
    ]);
    const ask = (direction: 'out' | 'in' | 'both', unit: 'day' | 'week' | 'month' | 'quarter' | 'year') => store.series({ actor: 'ARG', recipient: 'CHN', direction, unit });
    expect(await ask('out', 'month')).toEqual([
      { period: '2022-01-01', actor: 'ARG', recipient: 'CHN', quads: [1, 0, 0, 0], count: 1, intensitySum: 2.5, intensitySumSquares: 6.25 },
      { period: '2022-02-01', actor: 'ARG', recipient: 'CHN', quads: [0, 0, 1, 0], count: 1, intensitySum: -4, intensitySumSquares: 16 },
    ]);
    expect((await ask('in', 'day')).map((row) => [row.period, row.actor])).toEqual([['2022-02-07', 'CHN']]);
    expect((await ask('out', 'week')).map((row) => [row.period, row.count])).toEqual([['2022-01-31', 2]]);
    expect((await ask('both', 'week')).map((row) => [row.period, row.actor])).toEqual([['2022-01-31', 'ARG'], ['2022-02-07', 'CHN']]);
    expect((await ask('out', 'quarter')).map((row) => [row.period, row.count])).toEqual([['2022-01-01', 2], ['2022-07-01', 1]]);
    expect((await ask('both', 'year')).map((row) => [row.actor, row.count])).toEqual([['ARG', 3], ['CHN', 1]]);
    expect(await store.series({ actor: 'ARG', recipient: 'CHN', direction: 'out', unit: 'month', from: '2022-01-31', to: '2022-02-06' })).toHaveLength(1);
    expect(await store.series({ actor: 'ARG', recipient: 'XXX', direction: 'both', unit: 'month' })).toEqual([]);
    await expect(store.series({ actor: 'ARG', recipient: 'CHN', direction: 'out', unit: 'month', from: 'soon' })).rejects.toThrow(/Field from: found "soon"/);
  });

  it('counts an event once for each partner, even where both are on both sides', async () => {
    const store = await open();
    const both = { actors: [mention('ARG', 'ARG'), mention('BRA', 'BRA')], recipients: [mention('ARG', 'ARG'), mention('BRA', 'BRA')] };
    await store.add([
      meeting('ARG', 'BRA', '2022-01-01', both),
      meeting('ARG', 'BRA', '2022-01-02', { actors: [mention('ARG', 'ARG'), mention('ARG', 'ARG')], recipients: [mention('BRA', 'BRA'), mention('CHL', 'CHL')] }),
      meeting('CHL', 'ARG', '2022-01-03'),
      meeting('ARG', '', '2022-01-04'),
    ]);
    expect((await store.partners({ actor: 'ARG' })).map((row) => [row.partner, row.count])).toEqual([['BRA', 2], ['CHL', 2]]);
    expect((await store.partners({ actor: 'ARG', limit: 1 }))).toHaveLength(1);
    expect((await store.actors()).map((row) => [row.code, row.count])).toEqual([['ARG', 4], ['BRA', 2], ['CHL', 2]]);
    const listed = async (filter: EventFilter) => (await store.events(filter)).rows.length;
    expect(await listed({})).toBe(4);
    expect(await listed({ actor: 'ARG' })).toBe(3);
    expect(await listed({ recipient: 'BRA' })).toBe(2);
    expect(await listed({ between: ['ARG', 'BRA'] })).toBe(2);
    expect(await listed({ between: ['ARG', 'BRA'], actor: 'BRA' })).toBe(1);
    expect(await listed({ between: ['ARG', 'ARG'] })).toBe(1);
    expect(await all(store.exportRows({ between: ['BRA', 'ARG'] }))).toHaveLength(2);
    const series = await store.partnerSeries({ actor: 'ARG', unit: 'month' });
    expect(series.map((row) => [row.partner, row.actor, row.recipient, row.count])).toEqual([
      ['BRA', 'ARG', 'BRA', 2], ['CHL', 'ARG', 'CHL', 1], ['CHL', 'CHL', 'ARG', 1],
    ]);
    expect(await store.partnerSeries({ actor: 'ARG', unit: 'month', partners: ['CHL'] })).toHaveLength(2);
    expect(await store.partnerSeries({ actor: 'ARG', unit: 'month', partners: [] })).toHaveLength(0);
    expect(await store.activity({ actor: 'ARG' })).toEqual([{ period: '2022-01-01', count: 4 }]);
    expect((await store.pairs({ actors: ['CHL', 'ARG', 'BRA'] })).map(({ a, b, count }) => [a, b, count])).toEqual([['ARG', 'BRA', 2], ['ARG', 'CHL', 2]]);
    expect(await store.pairs({ actors: ['ARG', 'BRA'], from: '2022-01-02', to: '2022-01-03' })).toMatchObject([{ a: 'ARG', b: 'BRA', count: 1, quads: [1, 0, 0, 0], intensitySum: 2 }]);
  });

  it('keeps deeds of one precision apart from those of another', async () => {
    const store = await open();
    const dated = (date: string, datePrecision: 'day' | 'week' | 'month' | 'year' | 'unknown', actor = 'ARG') => meeting(actor, actor === 'ARG' ? 'BRA' : 'ARG', date, { datePrecision });
    await store.add([
      dated('2023-12-05', 'day'), dated('2023-12-20', 'day'), dated('2023-12-05', 'day', 'BRA'), dated('2023-12-12', 'week'), dated('2023-12-01', 'month'),
      dated('2022-06-01', 'year'), dated('2021-01-01', 'unknown'), meeting('ARG', 'CHL', '2023-12-05'),
    ]);
    const ask = async (direction: 'out' | 'in' | 'both', partners = ['BRA']) =>
      (await store.partnerLayers({ actor: 'ARG', direction, partners })).map(({ partner, unit, period, count }) => [partner, unit, period, count]);
    const out = [['BRA', 'year', '2022-01-01', 1], ['BRA', 'month', '2023-12-01', 2], ['BRA', 'day', '2023-12-05', 1], ['BRA', 'day', '2023-12-20', 1]];
    expect(await ask('out')).toEqual(out);
    expect(await ask('in')).toEqual([['BRA', 'day', '2023-12-05', 1]]);
    expect(await ask('both')).toEqual(out.map((row) => (row[2] === '2023-12-05' ? [...row.slice(0, 3), 2] : row)));
    expect(await ask('both', [])).toEqual([]);
    expect(await ask('out', ['CHL'])).toEqual([['CHL', 'day', '2023-12-05', 1]]);
  });

  it('counts what both sides do in each direction, and once in both together', async () => {
    const store = await open();
    await store.add([meeting('ARG', 'BRA', '2022-01-01', { reciprocal: true }), meeting('ARG', '', '2022-01-02', { reciprocal: true })]);
    const ask = async (actor: string, recipient: string, direction: 'out' | 'both') => (await store.series({ actor, recipient, direction, unit: 'month' })).map((row) => [row.actor, row.count]);
    expect(await ask('ARG', 'BRA', 'out')).toEqual([['ARG', 1]]);
    expect(await ask('BRA', 'ARG', 'out')).toEqual([['BRA', 1]]);
    expect(await ask('BRA', 'ARG', 'both')).toEqual([['ARG', 1]]);
    expect((await store.events({ actor: 'BRA' })).rows).toHaveLength(1);
    expect((await store.events({})).rows).toHaveLength(2);
    expect((await store.partners({ actor: 'BRA' }))[0]).toMatchObject({ partner: 'ARG', count: 1 });
    expect((await store.actors()).map((row) => [row.code, row.count])).toEqual([['ARG', 2], ['BRA', 1]]);
  });

  it('gives the same answers after its table is put in order', async () => {
    const store = await open();
    await store.add(['CHN', 'USA', 'BRA', 'CHN'].map((code, i) => meeting('ARG', code, `2022-0${i + 1}-01`)));
    const ask = async () => [await store.partners({ actor: 'ARG' }), await store.series({ actor: 'ARG', recipient: 'CHN', direction: 'both', unit: 'month' }), (await store.events({ actor: 'ARG' })).rows];
    const before = await ask();
    await store.optimize();
    expect(await ask()).toEqual(before);
    await store.add([meeting('ARG', 'CHN', '2022-09-01')]);
    expect((await store.series({ actor: 'ARG', recipient: 'CHN', direction: 'both', unit: 'year' }))[0]!.count).toBe(3);
  });
});

describe('lists', () => {
  it('pages through events in each order, and filters them', async () => {
    const store = await open();
    const items = Array.from({ length: 9 }, (_, i) => meeting(i % 2 ? 'ARG' : 'CHN', i % 2 ? 'CHN' : 'ARG', i === 8 ? '' : `2022-01-0${1 + (i >> 1)}`, { confidence: (i + 1) / 10, eventType: i < 3 ? 'AID' : 'CONSULT' }));
    await store.add(items);
    for (const order of ['newest', 'oldest', 'doubtful'] as const) {
      const whole = (await store.events({ order })).rows.map((row) => row.event.id);
      expect(new Set(whole).size).toBe(9);
      const pieces: string[] = [];
      let after: string | undefined;
      do {
        const page = await store.events({ order, limit: 2, after });
        pieces.push(...page.rows.map((row) => row.event.id));
        after = page.next ?? undefined;
      } while (after);
      expect(pieces).toEqual(whole);
    }
    expect((await store.events({ order: 'doubtful', limit: 1 })).rows[0]!.event.confidence).toBe(0.1);
    expect((await store.events({ actor: 'ARG' })).rows).toHaveLength(4);
    expect((await store.events({ between: ['CHN', 'ARG'] })).rows).toHaveLength(9);
    expect((await store.events({ eventType: 'AID', from: '2022-01-02' })).rows).toHaveLength(1);
    expect((await store.events({ minConfidence: 0.9 })).rows).toHaveLength(1);
    expect((await store.events({ documentId: items[3]!.document.id })).rows).toHaveLength(1);
    expect((await store.events({ status: 'planned' })).rows).toHaveLength(0);
    await expect(store.events({ status: 'undone' })).rejects.toThrow(/Field status/);
    await expect(store.events({ after: 'nonsense' })).rejects.toThrow(/Field after/);
    await expect(store.events({ limit: -1 })).rejects.toThrow(/Field limit/);
  });

  it('finds documents by their words, accents or not', async () => {
    const store = await open();
    const document = makeDocument({ title: 'Reunión en Brasilia', date: '2023-01-23', text: 'Los presidentes se reunieron.' });
    await store.add([{ document, coding: codingOf(document) }, meeting('ARG', 'CHN', '2022-02-06'), meeting('ARG', 'USA', '2022-02-06')]);
    expect((await store.documents({ text: 'REUNION' })).rows.map((row) => row.title)).toEqual(['Reunión en Brasilia']);
    expect((await store.documents({ text: "o'brien" })).rows).toEqual([]);
    const page = await store.documents({ limit: 2 });
    expect(page.rows[0]).toMatchObject({ title: 'Reunión en Brasilia', events: 0 });
    expect((await store.documents({ limit: 2, after: page.next! })).rows).toHaveLength(1);
  });

  it('exports in an order that does not depend on how documents came in', async () => {
    const items = ['2022-03-01', '2022-01-01', '', '2022-02-01', '2022-02-02'].map((date) => meeting('ARG', 'CHN', date));
    const one = await open();
    await one.add(items);
    const other = await open(join(folder, 'other.duckdb'));
    for (const item of [...items].reverse()) await other.add([item]);
    const exported = await all(one.exportRows({}));
    expect(exported.map((row) => row.event.date)).toEqual(['2022-01-01', '2022-02-01', '2022-02-02', '2022-03-01', '']);
    expect(await all(other.exportRows({}))).toEqual(exported);
    expect(await all(one.exportRows({ actor: 'USA' }))).toEqual([]);
  });
});

describe('judging', () => {
  it('lets a person accept, correct, reject and take back; the machine\'s coding stays', async () => {
    const store = await open();
    const item = meeting('ARG', 'CHN', '2022-02-06');
    await store.add([item]);
    const id = (await store.events({})).rows[0]!.event.id;
    const judge = (verdict: 'accepted' | 'corrected' | 'rejected' | 'withdrawn', changes = {}) =>
      store.judge({ targetKind: 'event', targetId: id, documentId: item.document.id, verdict, changes, note: '', judge: 'ana' });
    const counted = async () => (await store.partners({ actor: 'ARG' })).map((row) => [row.partner, row.count]);

    await judge('accepted');
    expect((await store.event(id))!.judged).toBe('accepted');
    await judge('corrected', { recipients: [mention('TWN', 'TWN')], eventType: 'COOPERATE', quad: 2 });
    expect(await counted()).toEqual([['TWN', 1]]);
    expect((await store.events({ eventType: 'COOPERATE', judged: true })).rows[0]!.event.id).toBe(id);
    expect((await store.events({ judged: false })).rows).toHaveLength(0);
    await judge('rejected');
    expect(await counted()).toEqual([]);
    expect((await store.events({})).rows[0]!.judged).toBe('rejected');
    await judge('withdrawn');
    expect(await counted()).toEqual([['TWN', 1]]);
    await judge('withdrawn');
    expect(await counted()).toEqual([['CHN', 1]]);
    const coding = (await store.document(item.document.id))!.events[0]!;
    expect(coding.coded.recipients[0]!.code).toBe('CHN');
    expect(coding.judgements.map((judgement) => judgement.verdict)).toEqual(['accepted', 'corrected', 'rejected', 'withdrawn', 'withdrawn']);
    expect(await store.judgements()).toHaveLength(5);
    expect((await store.summary()).judgements).toBe(5);
  });

  it('takes back one\'s own judgement, not another\'s, and adds corrections up', async () => {
    const store = await open();
    const item = meeting('ARG', 'CHN', '2022-02-06');
    await store.add([item]);
    const id = (await store.events({})).rows[0]!.event.id;
    const by = (judge: string, verdict: 'corrected' | 'withdrawn', changes = {}) => store.judge({ targetKind: 'event', targetId: id, documentId: item.document.id, verdict, changes, note: '', judge });
    await by('ana', 'corrected', { date: '2022-02-05' });
    await by('bo', 'corrected', { mode: null });
    await by('ana', 'withdrawn');
    expect((await store.event(id))!.event).toMatchObject({ date: '2022-02-06', mode: null });
    await by('ana', 'corrected', { date: '2022-02-04' });
    expect((await store.event(id))!.event).toMatchObject({ date: '2022-02-04', mode: null });
  });

  it('refuses what breaks the schema or is not there', async () => {
    const store = await open();
    const item = meeting('ARG', 'CHN', '2022-02-06');
    await store.add([item]);
    const id = (await store.events({})).rows[0]!.event.id;
    const judge = (changes: Record<string, unknown>, targetId = id) => store.judge({ targetKind: 'event', targetId, documentId: item.document.id, verdict: 'corrected', changes, note: '', judge: '' });
    await expect(judge({ status: 'perhaps' })).rejects.toThrow(/field "status"/);
    await expect(judge({ id: 'x' })).rejects.toThrow(/found field "id", expected one of/);
    await expect(judge({ colour: 'red' })).rejects.toThrow(/found field "colour"/);
    await expect(judge({}, 'f'.repeat(32))).rejects.toMatchObject({ code: 'not-found' });
    expect(await store.judgements()).toEqual([]);
  });

  it('keeps judgements when a newer coder codes the same words again', async () => {
    const store = await open();
    const text = 'ARG met CHN and later thanked BRA.';
    const document = makeDocument({ date: '2022-02-06', text });
    const first = codingOf(document, { events: [eventOf(document, 'met', 'ARG', 'CHN'), eventOf(document, 'thanked', 'ARG', 'BRA', { eventType: 'SUPPORT' })] });
    await store.add([{ document, coding: first }]);
    const [met, thanked] = (await store.document(document.id))!.events;
    const judge = (targetId: string, verdict: 'rejected' | 'corrected', changes = {}) => store.judge({ targetKind: 'event', targetId, documentId: document.id, verdict, changes, note: '', judge: 'ana' });
    await judge(met!.value.id, 'rejected');
    await judge(thanked!.value.id, 'corrected', { intensity: 5 });

    // Says the same of "met" with another confidence; finds more words for "thanked"; a third event is new.
    const trigger = [{ start: text.indexOf('later'), end: text.indexOf(' BRA') }];
    const second = codingOf(document, {
      coderVersion: 'test 2',
      events: [{ ...first.events[0]!, confidence: 0.1 }, { ...first.events[1]!, trigger, date: '2022-02-07' }, eventOf(document, 'met', 'CHN', 'ARG', { eventType: 'AID' })],
    });
    expect(await store.add([{ document, coding: second }])).toMatchObject({ added: 0, recoded: 1, events: 3 });
    const now = (await store.document(document.id))!;
    expect(now.coderVersion).toBe('test 2');
    expect(now.events.map((event) => [event.rejected, event.value.intensity, event.judgements.length])).toEqual([[true, 2, 1], [false, 5, 1], [false, 2, 0]]);
    expect((await store.partners({ actor: 'ARG' })).map((row) => [row.partner, row.intensitySum])).toEqual([['BRA', 5], ['CHN', 2]]);
    expect(now.waiting).toEqual([]);

    // A coder that finds nothing leaves the judgements waiting; one that finds it again gets them back.
    await store.add([{ document, coding: codingOf(document, { coderVersion: 'test 3' }) }]);
    expect((await store.document(document.id))!.waiting).toHaveLength(2);
    expect(await store.actors()).toEqual([]);
    await store.add([{ document, coding: first }]);
    const again = (await store.document(document.id))!;
    expect(again.waiting).toEqual([]);
    expect(again.events.map((event) => event.rejected)).toEqual([true, false]);
    expect(await store.judgements()).toHaveLength(2);
  });
});

describe('files', () => {
  it.each(['after an orderly end', 'after a crash'])('refuses a store of a newer version and leaves it untouched: %s', async (end) => {
    await (await open()).close();
    const instance = await DuckDBInstance.create(path);
    const connection = await instance.connect();
    if (end === 'after a crash') await connection.run('PRAGMA disable_checkpoint_on_shutdown');
    await connection.run(`INSERT INTO migration VALUES (999, 'from the future', '2099-01-01')`);
    connection.closeSync();
    instance.closeSync();
    const files = () => [path, `${path}.wal`].map((file) => (existsSync(file) ? readFileSync(file).toString('base64') : null));
    const before = files();
    expect(before[1] !== null).toBe(end === 'after a crash');
    await expect(DuckStore.open(path)).rejects.toMatchObject({ code: 'newer-version', message: expect.stringMatching(/found a store of schema version 999, expected at most \d+\..*update demarche/) });
    expect(files()).toEqual(before);
  });

  it('refuses a file that is no store and leaves it untouched', async () => {
    writeFileSync(path, 'Dear diary,');
    await expect(DuckStore.open(path)).rejects.toMatchObject({ code: 'not-a-store' });
    expect(readFileSync(path, 'utf8')).toBe('Dear diary,');
    const instance = await DuckDBInstance.create(join(folder, 'other.duckdb'));
    await (await instance.connect()).run('CREATE TABLE mine (x INTEGER)');
    instance.closeSync();
    await expect(DuckStore.open(join(folder, 'other.duckdb'))).rejects.toMatchObject({ code: 'not-a-store' });
    await expect(DuckStore.open(folder)).rejects.toMatchObject({ code: 'not-a-store' });
    await expect(DuckStore.open(join(folder, 'no', 'such', 'place'))).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is opened to be read: by several at once, and nothing in it changes, its log neither', async () => {
    await (await open()).close();
    const instance = await DuckDBInstance.create(path);
    const connection = await instance.connect();
    // A writer that crashed leaves a log.
    await connection.run('PRAGMA disable_checkpoint_on_shutdown');
    await connection.run(`INSERT INTO migration VALUES (0, 'in the log', '2024-01-01')`);
    connection.closeSync();
    instance.closeSync();
    const files = () => [path, `${path}.wal`].map((file) => readFileSync(file).toString('base64'));
    const before = files();
    const readers = [await DuckStore.open(path, { readOnly: true }), await DuckStore.open(path, { readOnly: true })];
    for (const reader of readers) expect(await reader.summary()).toMatchObject({ documents: 0 });
    await expect(readers[0]!.add([meeting('ARG', 'CHN', '2022-02-06')])).rejects.toThrow(/read-?only/);
    for (const reader of readers) await reader.close();
    expect(files()).toEqual(before);
  });

  it('is not made to be read, and is brought up to date where it is older', async () => {
    await expect(DuckStore.open(path, { readOnly: true })).rejects.toMatchObject({ code: 'not-found', message: expect.stringMatching(/found no store, expected one to read\./) });
    expect(existsSync(path)).toBe(false);
    const instance = await DuckDBInstance.create(path);
    const connection = await instance.connect();
    await connection.run('CREATE TABLE migration (version INTEGER NOT NULL, name VARCHAR NOT NULL, instant VARCHAR NOT NULL)');
    connection.closeSync();
    instance.closeSync();
    const store = await DuckStore.open(path, { readOnly: true });
    expect(await store.summary()).toMatchObject({ documents: 0 });
    await store.close();
  });

  it('makes a store where an empty file lies', async () => {
    writeFileSync(path, '');
    expect(await (await open()).add([meeting('ARG', 'CHN', '2022-02-06')])).toMatchObject({ added: 1 });
  });

  it('says so when it was closed', async () => {
    const store = await open();
    await store.close();
    await expect(store.events({})).rejects.toMatchObject({ code: 'closed' });
    await store.close();
  });
});
