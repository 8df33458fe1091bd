import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countedAs, DuckStore, makeDocument, overlayOf, type ActorDecision } from '../../src/record/index.js';
import { codingOf, eventOf, meeting, mention } from './make.js';

let folder = '';
let store: DuckStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'demarche-actors-'));
  store = await DuckStore.open(join(folder, 'record.duckdb'));
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const decide = (decision: ActorDecision, judge = '') => store.changeActor({ decision, judge });
const both = async (actor: string, recipient: string) => (await store.series({ actor, recipient, direction: 'both', unit: 'year' })).reduce((sum, { count }) => sum + count, 0);

describe('merging', () => {
  it('counts an actor as another in every question, and no longer when it is taken back', async () => {
    await store.add([meeting('ARG', 'CHN', '2022-01-01'), meeting('ARG', 'TWN', '2022-02-01'), meeting('TWN', 'BRA', '2022-03-01')]);
    const before = { partners: await store.partners({ actor: 'ARG' }), actors: await store.actors() };
    const change = await decide({ kind: 'merge', code: 'TWN', into: 'CHN' }, 'ana');
    expect(await both('ARG', 'CHN')).toBe(2);
    expect(await both('ARG', 'TWN')).toBe(2);
    expect((await store.partners({ actor: 'ARG' })).map(({ partner, count }) => [partner, count])).toEqual([['CHN', 2]]);
    expect((await store.partnerSeries({ actor: 'BRA', unit: 'year' })).map(({ partner }) => partner)).toEqual(['CHN']);
    expect((await store.actors()).map(({ code }) => code)).not.toContain('TWN');
    expect((await store.counts({ actor: 'ARG', recipient: 'CHN', unit: 'year' }))[0]).toMatchObject({ coded: 2 });
    const { rows } = await store.events({ between: ['ARG', 'TWN'] });
    expect(rows.map(({ event }) => event.recipients[0]!.code)).toEqual(['CHN', 'CHN']);
    const coded = (await store.document(rows[0]!.event.documentId))!.events[0]!;
    expect([coded.value.recipients[0]!.code, coded.coded.recipients[0]!.code]).toEqual(['CHN', 'TWN']);
    // What is added later counts so too, and so it does when the store is opened anew.
    await store.add([meeting('ARG', 'TWN', '2022-04-01')]);
    expect(await both('ARG', 'CHN')).toBe(3);
    await store.close();
    store = await DuckStore.open(join(folder, 'record.duckdb'));
    expect(await both('ARG', 'TWN')).toBe(3);
    await store.add([meeting('TWN', 'ARG', '2022-05-01')]);

    await decide({ kind: 'withdrawn', of: change.id });
    expect(await both('ARG', 'CHN')).toBe(1);
    expect(await both('ARG', 'TWN')).toBe(3);
    expect((await store.actors()).map(({ code }) => code).sort()).toEqual(before.actors.map(({ code }) => code).sort());
    expect((await store.partners({ actor: 'ARG' })).map(({ partner }) => partner).sort()).toEqual(before.partners.map(({ partner }) => partner).sort());
    expect((await store.actorChanges()).map(({ decision, judge }) => [decision.kind, judge])).toEqual([['merge', 'ana'], ['withdrawn', '']]);
  });

  it('counts an event once when both of its sides become one, and statements by who said them', async () => {
    const { document, coding } = meeting('ARG', 'CHN', '2022-02-06');
    coding.events.push(eventOf(document, 'met', 'ARG', 'CHN', { eventType: 'AID', recipients: [mention('CHN', 'CHN'), mention('TWN', 'TWN')] }));
    coding.statements.push({ start: 0, end: 3, sentence: 0, speaker: mention('TWN', 'TWN'), about: [mention('ARG', 'ARG'), mention('TWN', 'TWN')], kind: 'promise', direct: true, words: 'ARG', date: '2022-02-06', datePrecision: 'day', confidence: 0.5, why: [] });
    await store.add([{ document, coding }]);
    const change = await decide({ kind: 'merge', code: 'TWN', into: 'CHN' });
    expect((await store.partners({ actor: 'ARG' })).map(({ partner, count }) => [partner, count])).toEqual([['CHN', 2]]);
    expect((await store.statements({ speaker: 'CHN', about: 'CHN' })).rows.map(({ said }) => said.value.speaker!.code)).toEqual(['CHN']);
    await decide({ kind: 'withdrawn', of: change.id });
    expect((await store.statements({ speaker: 'CHN' })).rows).toEqual([]);
    expect((await store.statements({ speaker: 'TWN', about: 'TWN' })).rows).toHaveLength(1);
    expect((await store.partners({ actor: 'ARG' })).map(({ partner, count }) => [partner, count])).toEqual([['CHN', 2], ['TWN', 1]]);
  });

  it('keeps judgements, and moves what a correction names', async () => {
    const item = meeting('ARG', 'CHN', '2022-01-01');
    await store.add([item]);
    const { rows: [row] } = await store.events({});
    const target = { targetKind: 'event' as const, targetId: row!.event.id, documentId: item.document.id, note: '', judge: '' };
    await store.judge({ ...target, verdict: 'corrected', changes: { recipients: [mention('TWN', 'TWN')] } });
    const change = await decide({ kind: 'merge', code: 'TWN', into: 'JPN' });
    expect([await both('ARG', 'TWN'), await both('ARG', 'JPN'), await both('ARG', 'CHN')]).toEqual([1, 1, 0]);
    await store.judge({ ...target, verdict: 'withdrawn', changes: {} });
    expect([await both('ARG', 'JPN'), await both('ARG', 'CHN')]).toEqual([0, 1]);
    await decide({ kind: 'withdrawn', of: change.id });
    expect(await both('ARG', 'CHN')).toBe(1);
    expect(await store.judgements()).toHaveLength(2);
  });

  it('follows chains, and refuses circles and what makes no sense, in words', async () => {
    await store.add([meeting('ARG', 'AAA', '2022-01-01'), meeting('ARG', 'BBB', '2022-01-02'), meeting('ARG', 'CCC', '2022-01-03')]);
    const first = await decide({ kind: 'merge', code: 'AAA', into: 'BBB' });
    await decide({ kind: 'merge', code: 'BBB', into: 'CCC' });
    expect(await both('ARG', 'CCC')).toBe(3);
    await expect(decide({ kind: 'merge', code: 'CCC', into: 'AAA' })).rejects.toThrow('Field into: found AAA, which is merged into CCC itself');
    await expect(decide({ kind: 'merge', code: 'AAA', into: 'DDD' })).rejects.toThrow('AAA, which is merged into CCC already');
    await expect(decide({ kind: 'merge', code: 'DDD', into: 'DDD' })).rejects.toThrow('the same actor');
    await decide({ kind: 'withdrawn', of: first.id });
    expect([await both('ARG', 'AAA'), await both('ARG', 'CCC')]).toEqual([1, 2]);
    await expect(decide({ kind: 'withdrawn', of: first.id })).rejects.toThrow('was taken back before');
    await expect(decide({ kind: 'withdrawn', of: 'nothing' })).rejects.toThrow('expected the id of an earlier decision');
    await expect(decide({ kind: 'person', name: 'Ann Example', names: [], offices: [{ office: 'president', state: 'ARG', from: '2024-01-01', to: '2023-01-01' }] })).rejects.toThrow('expected an end after its beginning');
  });

  it('gives what a record would give in which it had been decided before anything was added', async () => {
    const codes = ['AAA', 'BBB', 'CCC', 'DDD', 'EEE'];
    let seed = 7;
    const chance = (n: number): number => {
      seed ^= seed << 13;
      seed ^= seed >>> 17;
      seed ^= seed << 5;
      return (seed >>> 0) % n;
    };
    const some = (): string[] => codes.filter(() => chance(3) === 0);
    const items = Array.from({ length: 120 }, (_, i) => {
      const item = meeting('ARG', 'CHN', `2022-0${1 + (i % 9)}-0${1 + chance(9)}`);
      const document = makeDocument({ ...item.document, publication: `Gazette ${i}` });
      const sides = { actors: some().map((code) => mention(code, code)), recipients: some().map((code) => mention(code, code)), reciprocal: chance(2) === 0 };
      return { document, coding: codingOf(document, { events: [eventOf(document, 'met', 'ARG', 'CHN', sides)] }) };
    });
    await store.add(items);
    const standing = new Map<string, ActorDecision>();
    for (let step = 0; step < 30; step += 1) {
      const undone = [...standing.keys()][chance(9)];
      if (undone !== undefined) {
        await decide({ kind: 'withdrawn', of: undone });
        standing.delete(undone);
      } else {
        const decision: ActorDecision = { kind: 'merge', code: codes[chance(5)]!, into: codes[chance(5)]! };
        const change = await decide(decision).catch(() => null);
        if (change) standing.set(change.id, decision);
      }
    }
    expect(standing.size).toBeGreaterThan(0);
    const other = await DuckStore.open(join(folder, 'other.duckdb'));
    for (const decision of standing.values()) await other.changeActor({ decision, judge: '' });
    await other.add(items);
    const all = async (one: DuckStore) => ({
      actors: await one.actors(),
      partners: await Promise.all(codes.map((actor) => one.partners({ actor }))),
      series: await Promise.all(codes.map(async (actor) => (await one.partnerSeries({ actor, unit: 'month' })).map((row) => JSON.stringify(row)).sort())),
      pairs: await Promise.all(codes.map(async (actor) => (await one.events({ actor, limit: 500 })).rows.map(({ event }) => event.id).sort())),
      events: await Promise.all(codes.map(async (code) => (await one.events({ involving: code, limit: 500 })).rows.map(({ event }) => event.id).sort())),
    });
    expect(await all(store)).toEqual(await all(other));
    await other.close();
  });

  it('merges nobody whom the record has seen, and does not touch a type of event of the same name', async () => {
    await store.add([meeting('ARG', 'BRA', '2022-01-01', { eventType: 'AID' })]);
    await decide({ kind: 'merge', code: 'AID', into: 'XYZ' });
    await decide({ kind: 'merge', code: 'QQQ', into: 'BRA' });
    expect((await store.events({ eventType: 'AID' })).rows).toHaveLength(1);
    expect(await both('ARG', 'QQQ')).toBe(1);
  });
});

it('makes an overlay of the decisions that stand', async () => {
  await decide({ kind: 'rename', code: 'SWZ', name: { en: 'Eswatini', es: 'Esuatini' } });
  const again = await decide({ kind: 'rename', code: 'SWZ', name: { en: 'Swaziland', es: 'Suazilandia' } });
  await decide({ kind: 'alias', form: 'Nanking', code: 'CHN' });
  await decide({ kind: 'alias', form: 'NANKING', code: '' });
  await decide({ kind: 'person', name: 'Ann Example', names: ['A. Example'], offices: [{ office: 'foreign-minister', state: 'ARG', from: '2024-01-01', to: null }] });
  await decide({ kind: 'withdrawn', of: again.id });
  const overlay = overlayOf(await store.actorChanges());
  expect(overlay.names.get('SWZ')).toEqual({ en: 'Eswatini', es: 'Esuatini' });
  expect(overlay.aliases).toEqual([{ form: 'NANKING', code: '' }]);
  expect(overlay.people).toEqual([{ id: 'added-ann-example', name: 'Ann Example', names: ['A. Example'], offices: [{ office: 'foreign-minister', state: 'ARG', from: '2024-01-01', to: null }] }]);
  expect(countedAs(overlay.merged, 'SWZ')).toBe('SWZ');
});

describe('names that wait', () => {
  const with_ = (publication: string, text: string, names: string[], coderVersion = 'test 1') => {
    const document = makeDocument({ title: publication, publication, date: '2024-05-01', text });
    return { document, coding: codingOf(document, { coderVersion, unresolved: names.flatMap((name) => [...text.matchAll(new RegExp(name, 'g'))].map((match) => ({ text: name, start: match.index, end: match.index + name.length }))) }) };
  };

  it('are listed by how many documents have them, with a place to read them, and paged', async () => {
    await store.add([
      with_('Gazette', 'The 🏛 Wagner Group met Zoltan Example. The Wagner Group left.', ['Wagner Group', 'Zoltan Example']),
      with_('Herald', 'WAGNER GROUP men were seen.', ['WAGNER GROUP']),
      with_('Post', 'Nobody met Ómar Prueba.', ['Ómar Prueba']),
    ]);
    const { rows, next } = await store.unresolvedNames({});
    expect(next).toBeNull();
    expect(rows.map(({ forms, documents, mentions }) => [forms, documents, mentions])).toEqual([[['WAGNER GROUP', 'Wagner Group'], 2, 3], [['Zoltan Example'], 1, 1], [['Ómar Prueba'], 1, 1]]);
    expect(rows[1]!.marks.map(({ start, end }) => rows[1]!.excerpt.slice(start, end))).toEqual(['Zoltan Example']);
    expect(rows[0]).toMatchObject({ publication: 'Gazette', date: '2024-05-01' });
    const first = await store.unresolvedNames({ limit: 1 });
    const second = await store.unresolvedNames({ limit: 1, after: first.next! });
    const third = await store.unresolvedNames({ limit: 1, after: second.next! });
    expect([...first.rows, ...second.rows, ...third.rows]).toEqual(rows);
    expect(third.next).toBeNull();
    expect((await store.unresolvedNames({ text: 'omar' })).rows.map(({ name }) => name)).toEqual(['Ómar Prueba']);
  });

  it('wait no longer once decided upon, wait again when that is taken back, and go when a newer coder knows them', async () => {
    await store.add([with_('Gazette', 'Wagner Group men.', ['Wagner Group'])]);
    for (const decision of [{ kind: 'alias', form: 'wagner group', code: 'RUS' }, { kind: 'dismiss', form: 'Wagner Group' }] as const) {
      const change = await decide(decision);
      expect((await store.unresolvedNames({})).rows).toEqual([]);
      await decide({ kind: 'withdrawn', of: change.id });
      expect((await store.unresolvedNames({})).rows).toHaveLength(1);
    }
    await store.add([with_('Gazette', 'Wagner Group men.', [], 'test 2')]);
    expect((await store.unresolvedNames({})).rows).toEqual([]);
  });
});
