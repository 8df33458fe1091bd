/** After any changes whatever, each answer that is kept is the one that would be made anew; and a change leaves alone what it is not about. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { makeDocument, type Change } from '../../src/record/index.js';
import { loadCodebook } from '../../src/codebook/node.js';
import { bearing, type Question } from '../../src/server/bearing.js';
import { testCoder } from './coder.js';
import { serveFixture, TURN, type Fixture } from './fixture.js';

const ACTORS = ['ARG', 'CHN', 'USA', 'BRA', 'ESP', 'ISR'];
const SINCE = encodeURIComponent('2020-01-01T00:00:00Z');
const COUNTRIES = ACTORS.flatMap((code) => [
  `desk/${code}?at=${TURN}`, `desk/${code}/agenda?as_of=2021-06-01`, `desk/${code}/facts`, `ledger/${code}`, `actors/profile/${code}`, `events?involving=${code}&limit=5`, `events?actor=${code}&judged=0&order=doubtful&limit=3`,
  `dyad/ARG/${code}`, `dyad/${code}/USA?unit=year`, `statements?speaker=${code}`, `statements?about=${code}`, `facets/events?involving=${code}`,
]);
const PAGES = [
  ...COUNTRIES, 'summary', 'actors', 'actors/unresolved', 'network?least=1', 'network?from=2024-01-01&least=1', 'events?limit=7', 'events?recipient=CHN&type=ACCUSE', 'events?between=ARG,BRA&deeds=1', `events?updated_since=${SINCE}&limit=4`,
  'documents?limit=5', `documents?updated_since=${SINCE}&limit=3`, 'documents?text=praised&limit=3', 'facets/events?actor=ARG&quad=1', 'facets/statements', 'facets/documents?text=met', 'desk/ARG/votes', 'desk/ARG?direction=in&measure=net&partners=2',
  'dyad/BRA/ESP?with=ARG/CHN', 'sources/stories', 'searches', `brief/ARG?at=${TURN}`, `brief/CHN?at=${TURN}&language=es`, 'ledger/ARG?status=kept', `ledger/ISR?updated_since=${SINCE}`, 'statements?text=friend',
];

/** Chances that something is forgotten too late; more find more, and take longer. */
const TURNS = Number(process.env.KEPT_TURNS ?? 5);

let server: Fixture;
const coder = testCoder(loadCodebook());
const asked: string[] = [];
beforeAll(async () => {
  server = await serveFixture();
  for (const name of ['partnerLayers', 'document', 'said', 'partners', 'indicators', 'documents'] as const) {
    const own = server.store[name].bind(server.store) as (...args: unknown[]) => unknown;
    vi.spyOn(server.store, name).mockImplementation(((...args: unknown[]) => {
      asked.push(name);
      return own(...args);
    }) as never);
  }
}, 60_000);
afterAll(() => server.close());

const get = async (path: string): Promise<string> => {
  const answer = await fetch(`${server.url}api/${path}`);
  return `${answer.status} ${await answer.text()}`;
};

/** Small numbers, the same at every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => Math.floor(((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32) * below);
}

const random = numbers(7);
const one = <T>(list: readonly T[]): T => list[random(list.length)]!;

async function documentOf(text: string, date = one(['2020-05-05', '2021-03-03', '2024-02-02', '2026-01-01'])): Promise<void> {
  const document = makeDocument({ title: `News ${random(1e6)}`, text, date, publication: one(['Test Wire', 'Gazette']), language: 'en' });
  await server.store.add([{ document, coding: coder.code(document) }]);
}

/** What people, feeds and imports do to a record, by chance. */
const CHANGES: (() => Promise<unknown>)[] = [
  async () => {
    const { event } = one((await server.store.events({ limit: 200 })).rows);
    const verdict = one(['accepted', 'rejected', 'withdrawn', 'corrected', 'corrected', 'corrected'] as const);
    const changes = one([{ eventType: 'AID', quad: 2, intensity: 7 }, { date: '2019-01-01' }, { date: '2024-03-03' }, { status: 'planned' }, { recipients: [{ ...event.recipients[0]!, code: one(ACTORS) }] }, { actors: [{ ...event.actors[0]!, code: one(ACTORS) }] }, { recipients: [] }]);
    await server.store.judge({ targetKind: 'event', targetId: event.id, documentId: event.documentId, verdict, changes: verdict === 'corrected' ? changes : {}, note: '', judge: one(['a', 'b']) });
  },
  async () => {
    const kind = one(['statement', 'forecast'] as const);
    const { value } = kind === 'statement' ? one((await server.store.statements({})).rows).said : one((await server.store.forecasts({})).rows).said;
    const verdict = one(['accepted', 'rejected', 'resolved', 'withdrawn'] as const);
    const changes = verdict === 'resolved' ? { status: kind === 'statement' ? one(['kept', 'broken']) : one(['true', 'false']) } : {};
    await server.store.judge({ targetKind: kind, targetId: value.id, documentId: value.documentId, verdict, changes, note: '', judge: 'a' });
  },
  () => documentOf(one(['Argentina praised China over wheat.', 'Brazil met Spain in Lisbon.', 'Israel said that Brazil is its friend.', 'A treaty between Spain and China is likely.', 'Zoltan Prueba came by. China aided Israel.'])),
  () => server.store.addIndicators([{ actor: one(ACTORS), series: 'reserves', date: '2024-01-01', datePrecision: 'day', value: random(100), unit: 'USD', source: 'test' }]),
  async () => {
    await server.store.addRollCalls([{ id: '1', session: 75, date: '2020-12-01', issues: [], partial: false }]);
    await server.store.addVotes([{ rollCall: '1', state: one(ACTORS), choice: one(['yes', 'no', 'abstain']) }]);
  },
  () => server.store.saveSearch({ name: `Search ${random(1e6)}`, list: 'events', query: `actor=${one(ACTORS)}`, person: 'a' }),
];

/** Asked with a word more that no page knows, the same is made anew. */
let anew = 0;
async function expectFresh(): Promise<void> {
  anew += 1;
  const both = (page: string) => Promise.all([get(page), get(`${page}${page.includes('?') ? '&' : '?'}anew=${anew}`)]);
  const answers = await Promise.all(PAGES.map(async (page) => [page, ...(await both(page))] as const));
  for (const [page, kept, made] of answers) expect(kept, page).toBe(made);
}

/** Questions of every kind, about everybody. */
function questionsOf(documentIds: string[], eventIds: string[]): Question[] {
  const since = '2020-01-01T00:00:00Z';
  const of = (name: Extract<Question, { query: unknown }>['name'], ...queries: unknown[]): Question[] => queries.map((query) => ({ name, query }));
  const periods = [{}, { from: '2021-01-01', to: '2024-01-01' }];
  const pairs = ACTORS.flatMap((actor, i) => ACTORS.slice(i).map((recipient) => ({ actor, recipient })));
  return [
    ...of('document', ...documentIds), ...of('event', ...eventIds), ...of('texts', documentIds.slice(0, 3), documentIds.slice(3)), ...of('changed', documentIds.slice(0, 3), documentIds.slice(3)),
    ...of('documents', { limit: 5 }, { text: 'met', limit: 100 }, { updatedSince: since, limit: 3 }, { publication: 'Gazette' }),
    ...of('events', { limit: 3 }, { quad: 1, limit: 500 }, { updatedSince: since, limit: 9 }, ...ACTORS.flatMap((code) => [{ actor: code }, { recipient: code, from: '2020-01-01' }, { involving: code, judged: true }]), ...pairs.map((pair) => ({ between: Object.values(pair), limit: 500 })), ...documentIds.map((documentId) => ({ documentId }))),
    ...(['statements', 'forecasts', 'said'] as const).flatMap((name) => of(name, {}, { updatedSince: since }, ...ACTORS.flatMap((code) => [{ speaker: code }, { about: code }]))),
    ...of('facets', { list: 'events', filter: { actor: 'ARG', recipient: 'CHN' } }, { list: 'statements', filter: { speaker: 'ARG' } }, { list: 'documents', filter: { publication: 'Gazette' } }, { list: 'documents', filter: { updatedSince: since } }, ...ACTORS.map((involving) => ({ list: 'events', filter: { involving, quad: 1 } }))),
    ...pairs.flatMap((pair) => [...of('series', { ...pair, direction: 'both', unit: 'month' }, { ...pair, direction: 'in', unit: 'year' }), ...of('counts', { ...pair, unit: 'year' })]),
    ...ACTORS.flatMap((actor) => [...of('activity', { actor }), ...of('indicators', { actor }), ...periods.flatMap((period) => [...of('partners', { actor, ...period }), ...of('partnerSeries', { actor, unit: 'quarter', ...period }), ...of('partnerLayers', { actor, direction: 'out', partners: ACTORS.filter((other) => other !== actor).slice(0, 3), ...period })])]),
    ...of('pairs', { actors: ['ARG', 'CHN', 'USA'] }, { actors: ['BRA', 'ESP'] }, { actors: ['ISR', 'BRA', 'CHN'] }), ...of('actors', 3, undefined), ...of('unresolvedNames', {}, { updatedSince: since }),
    ...of('stories', {}), ...of('publications', undefined), ...of('originCounts', undefined), ...of('sightings', documentIds[0]), ...of('indicators', {}), ...of('rollCalls', undefined), ...of('votes', {}), ...of('idealPoints', {}), ...of('savedSearches', undefined), ...of('actorChanges', undefined), ...of('savedBriefs', undefined), ...of('rankers', undefined),
  ];
}

it('knows of every question whose answer a change made another', async () => {
  const { store } = server;
  const ids = (await store.events({ limit: 40 })).rows.map(({ event }) => event);
  const questions = questionsOf([...new Set(ids.map(({ documentId }) => documentId))].slice(0, 12), ids.map(({ id }) => id));
  const answer = async (question: Question): Promise<string> => {
    if (question.name === 'summary') return JSON.stringify(await store.summary());
    const { name, query } = question as Extract<Question, { query: unknown }>;
    const { list, filter } = (query ?? {}) as { list: unknown; filter: unknown };
    const ask = (store[name] as (...args: unknown[]) => Promise<unknown>).bind(store);
    const found = await (name === 'facets' ? ask(list, filter) : ask(query));
    return JSON.stringify(found instanceof Map ? [...found].sort() : found);
  };
  const span = async (): Promise<Question> => store.summary().then(({ first, last }) => ({ name: 'span', first, last }));
  const answersOf = () => Promise.all(questions.map(answer));
  let [before, edition, dates] = [await answersOf(), store.edition, await span()];
  const [spared, borne] = [new Set<string>(), new Set<string>()];
  for (let turn = 0; turn < 3 * TURNS; turn++) {
    await one(CHANGES)().catch(() => undefined);
    const bears = store.changesSince(edition)!.map((change) => bearing(change, (code) => code));
    const now = await answersOf();
    const after = await span();
    for (const [i, question] of questions.entries()) {
      const said = bears.some((bear) => bear(question));
      if (now[i] !== before[i]) expect(said, `${JSON.stringify(question)} after ${JSON.stringify(store.changesSince(edition))}`).toBe(true);
      (said ? borne : spared).add(question.name);
    }
    if (JSON.stringify(after) !== JSON.stringify(dates)) expect(bears.some((bear) => bear(dates)), JSON.stringify(dates)).toBe(true);
    [before, edition, dates] = [now, store.edition, after];
  }
  expect(borne.size).toBeGreaterThan(20);
  expect(spared.size).toBeGreaterThan(20);
}, 240_000);

it('answers as if everything were made anew, after each of many changes made by chance', async () => {
  let done = 0;
  for (let turn = 0; turn < TURNS; turn++) {
    const made = [one(CHANGES), one(CHANGES)].slice(random(2));
    // Some pages are asked for in the midst of it. Some corrections are refused, as one that leaves an event without a recipient.
    const changes = made.map((change) => change().then(() => (done += 1), () => undefined));
    await Promise.all([...changes, ...Array.from({ length: 8 }, () => get(one(PAGES)))]);
    await expectFresh();
  }
  expect(done).toBeGreaterThan(TURNS / 2);
}, 240_000);

it('answers anew after decisions about actors', async () => {
  const merge = await fetch(`${server.url}api/actors/changes`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ decision: { kind: 'merge', code: 'ESP', into: 'BRA' } }) });
  expect(merge.status).toBe(201);
  await expectFresh();
  // By either code it is the same actor.
  const { event } = (await server.store.events({ involving: 'ESP', limit: 1 })).rows[0]!;
  await server.store.judge({ targetKind: 'event', targetId: event.id, documentId: event.documentId, verdict: 'rejected', changes: {}, note: '', judge: 'c' });
  await expectFresh();
  await server.store.changeActor({ decision: { kind: 'withdrawn', of: (await server.store.actorChanges())[0]!.id }, judge: '' });
  await expectFresh();
}, 60_000);

it('makes nothing anew that a change is not about', async () => {
  const pages = [`desk/CHN?at=${TURN}`, `desk/USA?at=${TURN}`, 'statements?speaker=ISR', 'desk/ARG/facts', 'documents?limit=2'];
  const look = async (): Promise<string[]> => {
    asked.length = 0;
    for (const page of pages) await get(page);
    return [...asked].sort();
  };
  await look();
  expect(await look()).toEqual([]);
  const { event } = (await server.store.events({ between: ['ARG', 'CHN'], judged: false, limit: 1 })).rows[0]!;
  await server.store.judge({ targetKind: 'event', targetId: event.id, documentId: event.documentId, verdict: 'rejected', changes: {}, note: '', judge: '' });
  expect(await look()).toEqual(['partnerLayers', 'partners']);
  await server.store.saveSearch({ name: 'x', list: 'events', query: '', person: '' });
  expect(await look()).toEqual([]);
  await server.store.addIndicators([{ actor: 'ARG', series: 'gold', date: '2024-01-01', datePrecision: 'day', value: 1, unit: 't', source: 'test' }]);
  expect(await look()).toEqual(['indicators']);
  // Of a day that the record reaches already: one after its last is about every page that is drawn up to it.
  await documentOf('Argentina criticised the United States over steel.', '2024-02-02');
  expect(await look()).toEqual(['documents', 'partnerLayers', 'partners']);
});

it('knows of no question that a change of unknown kind leaves alone', () => {
  const questions: Question[] = [{ name: 'document', query: 'x' }, { name: 'indicators', query: {} }, { name: 'summary' }, { name: 'span', first: '', last: '' }, { name: 'audit', query: {} }];
  const judged: Change = { of: 'judgement', kind: 'event', id: 'e', documentId: 'd', actors: ['ARG'], dates: [] };
  const same = (code: string): string => code;
  expect(questions.map(bearing({ of: 'anything' }, same))).toEqual([true, true, true, true, true]);
  // The audit log is nobody's page here: what is not known to be left alone is not.
  expect(questions.map(bearing(judged, same))).toEqual([false, false, true, false, true]);
  expect(questions.map(bearing({ of: 'figures', actors: ['ARG'] }, same))).toEqual([false, true, false, false, true]);
});
