import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ledger } from '../../src/server/api/ledger.js';
import type { CodedDocument, Desk, Dyad, EventPage, Network, Problem, Summary } from '../../src/server/api/schemas.js';
import { documents, serveFixture, TURN, type Fixture } from './fixture.js';

let server: Fixture;
beforeAll(async () => {
  server = await serveFixture();
});
afterAll(() => server.close());

const everything = documents().at(-1)!;
const at = (path: string) => server.url.slice(0, -1) + path;
const get = async <T>(path: string): Promise<T> => (await (await fetch(at(path))).json()) as T;
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(at(path), { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) });

describe('relations', () => {
  it('compares each partner before and after the last change of government', async () => {
    const desk = await get<Desk>('/api/desk/ARG');
    expect(desk.at).toBe(TURN);
    expect(desk.partners.map(({ partner, verdict, before, after }) => [partner, verdict, before.count, after.count])).toEqual([
      ['USA', 'warmer', 12, 12],
      ['BRA', 'no evidence of change', 12, 12],
      ['CHN', 'cooler', 12, 13],
      ['ESP', 'no evidence of change', 12, 2],
      ['ISR', 'no evidence of change', 0, 1],
    ]);
    expect(desk.names['USA']!.name.en).toBe('United States');
    expect(desk.governments.map(({ person }) => person)).toEqual(['Alberto Fernández', 'Javier Milei']);
  });

  it('has each page’s data at the page’s address with .json', async () => {
    expect(await get('/desk/ARG.json?at=2022-01-01')).toEqual(await get('/api/desk/ARG?at=2022-01-01'));
    expect(await get('/dyad/ARG/CHN.json?unit=year')).toEqual(await get('/api/dyad/ARG/CHN?unit=year'));
    expect(await get(`/document/${everything.id}.json`)).toEqual(await get(`/api/document/${everything.id}`));
    expect(await get('/index.json')).toEqual(await get('/api/summary'));
  });

  it('has each page’s main table at its address with .csv, and lets no cell be a formula', async () => {
    const desk = (await (await fetch(at('/desk/ARG.csv'))).text()).trim().split('\r\n');
    expect(desk[0]).toMatch(/^partner,name,at,verdict,difference,p,q,before_deeds/);
    expect(desk.slice(1).map((line) => line.split(',')[0])).toEqual(['USA', 'BRA', 'CHN', 'ESP', 'ISR']);
    expect((await (await fetch(at('/dyad/ARG/CHN.csv?unit=year'))).text()).trim().split('\r\n')).toHaveLength(6);
    expect((await (await fetch(at('/index.csv'))).text())).toMatch(/^code,kind,name,events,first,last\r\nARG,state,Argentina,/);
    expect((await fetch(at('/desk/XYZ.csv'))).status).toBe(404);
    await post('/api/documents', { text: 'Argentina met Spain.', title: '=1+1', date: '2010-01-01' });
    const csv = await (await fetch(at('/events.csv?from=2010-01-01&to=2010-01-02'))).text();
    expect(csv).toMatch(/,'=1\+1,/);
  });

  it('gives a dyad by its unit, empty periods too', async () => {
    const dyad = await get<Dyad>('/api/dyad/ARG/CHN?unit=year');
    expect(dyad.points.map(({ period, count }) => [period, count])).toEqual([['2021-01-01', 5], ['2022-01-01', 4], ['2023-01-01', 3], ['2024-01-01', 8], ['2025-01-01', 5]]);
    expect(dyad.total).toBe(25);
  });

  it('gives the turns of a relation, what was said, and another relation beside it', async () => {
    const dyad = await get<Dyad>('/api/dyad/ARG/CHN?with=ARG/USA');
    expect(dyad.turns.turns.map(({ verdict, before, after }) => [verdict, before.count, after.count])).toEqual([['cooler', 12, 13]]);
    expect(dyad.other!.partner.code).toBe('USA');
    expect(dyad.other!.points.map(({ period }) => period)).toEqual(dyad.points.map(({ period }) => period));
    expect(dyad.other!.turns.turns.map(({ verdict }) => verdict)).toEqual(['warmer']);
    const { said } = await get<Dyad>('/api/dyad/ISR/ARG');
    expect(said.map(({ kind, speaker, words }) => [kind, speaker, words])).toContainEqual(['claim', 'ARG', 'Israel is its friend']);
    expect((await fetch(at('/api/dyad/ARG/CHN?with=USA'))).status).toBe(400);
  });

  it('keeps a ledger, with statuses only for what was said, in its own words, on events of the record', async () => {
    await post('/api/documents', { text: 'Argentina promised that it will aid Brazil.', date: '2025-03-02' });
    await post('/api/documents', { text: 'Argentina aided Brazil.', date: '2025-04-01' });
    const ledger = await get<Ledger>('/api/ledger/ARG?kind=promise');
    expect(ledger.claims).toBe(1);
    const { said, status, bearings } = ledger.rows[0]!;
    expect([said.words, status]).toEqual(['it will aid Brazil', 'not yet rated']);
    expect(bearings.map(({ deed, direction }) => [deed.event.eventType, direction])[0]).toEqual(['AID', 'bears on it']);
    expect(bearings[0]!.reasons).toContainEqual({ kind: 'later', days: 30, partner: 'BRA' });
    const target = { targetKind: 'statement', targetId: said.id, documentId: said.documentId };
    const evidence = [bearings[0]!.deed.event.id];
    expect((await post('/api/judgements', { ...target, verdict: 'resolved' })).status).toBe(400);
    expect((await post('/api/judgements', { ...target, verdict: 'accepted', status: 'kept' })).status).toBe(400);
    expect((await post('/api/judgements', { ...target, verdict: 'resolved', status: 'happened' })).status).toBe(400);
    expect((await post('/api/judgements', { ...target, verdict: 'resolved', status: 'kept', evidence: ['none'] })).status).toBe(400);
    expect((await post('/api/judgements', { ...target, verdict: 'resolved', status: 'kept', evidence })).status).toBe(201);
    const kept = await get<Ledger>('/api/ledger/ARG?status=kept');
    expect(kept.rows).toMatchObject([{ status: 'kept', resolution: { evidence }, evidence: [{ event: { id: evidence[0] } }] }]);
    expect(kept.kept.speakers).toMatchObject([{ who: 'ARG', total: 1, counts: { kept: 1, broken: 0 }, kept: { value: 1 } }]);
    expect(await (await fetch(at('/ledger/ARG.csv'))).text()).toMatch(/promise,ARG,ARG,.*BRA,it will aid Brazil,.*kept/);
    expect((await post('/api/judgements', { ...target, verdict: 'withdrawn' })).status).toBe(201);
    expect((await get<Ledger>('/api/ledger/ARG')).kept.speakers).toMatchObject([{ counts: { kept: 0, 'not yet rated': 1 }, kept: null }]);
    expect((await fetch(at('/api/ledger/XYZ'))).status).toBe(404);
  });

  it('gives the pairs of a period, strongest first, and as a table', async () => {
    const { pairs, actors } = await get<Network>('/api/network?from=2021-01-01&to=2023-12-10');
    expect(pairs.map(({ a, b, cooperation, conflict }) => [a, b, cooperation, conflict])).toEqual([['ARG', 'BRA', 12, 0], ['ARG', 'CHN', 12, 0], ['ARG', 'ESP', 12, 0], ['ARG', 'USA', 0, 12]]);
    expect(actors[0]).toBe('ARG');
    expect((await get<Network>('/api/network?least=20')).pairs.map(({ b }) => b).sort()).toEqual(['BRA', 'CHN', 'USA']);
    expect(await (await fetch(at('/network.csv?from=2021-01-01&to=2023-12-10'))).text()).toMatch(/^actor,partner,deeds,cooperation,conflict,mean_intensity\r\nARG,BRA,12,12,0,/);
  });

  it('pages through events without losing or doubling one', async () => {
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: EventPage = await get<EventPage>(`/api/events?between=ARG,CHN&limit=7${next ? `&after=${encodeURIComponent(next)}` : ''}`);
      seen.push(...page.rows.map(({ event }) => event.id));
      next = page.next;
    }
    expect(seen).toHaveLength(25);
    expect(new Set(seen).size).toBe(25);
  });

  it('answers errors as problems, in words', async () => {
    const cases: [path: string, status: number, words: RegExp][] = [
      ['/api/desk/XYZ', 404, /No actor has the code "XYZ"/],
      ['/api/desk/ARG?at=yesterday', 400, /at: expected a date as YYYY-MM-DD/],
      ['/api/desk/ARG?from=2024-01-01&to=2020-01-01', 400, /expected "to" to be later/],
      ['/api/dyad/ARG/CHN?unit=fortnight', 400, /unit/],
      ['/api/events?between=ARG', 400, /two actor codes/],
      ['/api/document/none', 404, /No document has the id "none"/],
      ['/api/nothing', 404, /nothing at \/api\/nothing/],
    ];
    for (const [path, status, words] of cases) {
      const response = await fetch(at(path));
      const problem = (await response.json()) as Problem;
      expect([path, response.status, response.headers.get('content-type')]).toEqual([path, status, expect.stringContaining('application/problem+json')]);
      expect(problem.detail).toMatch(words);
    }
  });
});

describe('texts and judgements', () => {
  it('codes a text without keeping it, and keeps it once however often it is added', async () => {
    const before = await get<Summary>('/api/summary');
    const coded = (await (await post('/api/code', { text: 'Argentina met Spain.', date: '2025-01-01' })).json()) as CodedDocument;
    expect(coded.events.map(({ value }) => value.eventType)).toEqual(['CONSULT']);
    expect((await get<Summary>('/api/summary')).documents).toBe(before.documents);
    const first = (await (await post('/api/documents', { text: 'Argentina met Spain.', date: '2025-01-01' })).json()) as { id: string; added: number };
    const again = (await (await post('/api/documents', { text: 'Argentina met Spain.', date: '2025-01-01' })).json()) as { added: number; alreadyThere: number };
    expect([first.added, again.added, again.alreadyThere]).toEqual([1, 0, 1]);
    expect((await get<CodedDocument>(`/api/document/${first.id}`)).document.text).toBe('Argentina met Spain.');
  });

  it('refuses an empty, an overlong and a malformed text', async () => {
    expect((await post('/api/code', { text: '' })).status).toBe(400);
    expect((await post('/api/code', { text: '  \n ' })).status).toBe(400);
    expect((await post('/api/code', { text: 'x'.repeat(200_001) })).status).toBe(400);
    expect((await post('/api/code', { text: 'x'.repeat(3_000_000) })).status).toBe(413);
    expect((await post('/api/code', { words: 'x' })).status).toBe(400);
    expect((await fetch(at('/api/code'), { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{' })).status).toBe(400);
  });

  it('counts what a person corrected and rejected, and takes both back', async () => {
    const coded = await get<CodedDocument>(`/api/document/${everything.id}`);
    const target = coded.events.find(({ value }) => value.recipients[0]!.code === 'CHN')!.coded;
    const decide = (verdict: string, changes = {}) => post('/api/judgements', { targetKind: 'event', targetId: target.id, documentId: everything.id, verdict, changes });
    const count = async (pair: string) => (await get<Dyad>(`/api/dyad/${pair}`)).total;
    const [china, brazil] = [await count('ARG/CHN'), await count('ARG/BRA')];

    expect((await decide('corrected', { eventType: 'SANCTION', recipient: 'BRA' })).status).toBe(201);
    expect([await count('ARG/CHN'), await count('ARG/BRA')]).toEqual([china - 1, brazil + 1]);
    const corrected = (await get<CodedDocument>(`/api/document/${everything.id}`)).events.find(({ coded: { id } }) => id === target.id)!;
    expect(corrected.value).toMatchObject({ eventType: 'SANCTION', quad: 4 });
    expect(corrected.value.intensity).toBeLessThan(-3);
    expect(corrected.coded).toMatchObject({ eventType: 'ACCUSE' });

    await decide('rejected');
    expect([await count('ARG/CHN'), await count('ARG/BRA')]).toEqual([china - 1, brazil]);
    await decide('withdrawn');
    await decide('withdrawn');
    expect([await count('ARG/CHN'), await count('ARG/BRA')]).toEqual([china, brazil]);
  });

  it('counts what it doubts only when a person has confirmed it, in the series and in their lists alike', async () => {
    const { id } = (await (await post('/api/documents', { text: 'Argentina maybe met Spain.', date: '2025-02-02' })).json()) as { id: string };
    const deeds = async () => [(await get<Dyad>('/api/dyad/ARG/ESP?from=2020-01-01')).total, (await get<EventPage>('/api/events?between=ARG,ESP&from=2020-01-01&deeds=1&limit=200')).rows.length];
    const [series, list] = await deeds();
    expect(list).toBe(series);
    const target = (await get<CodedDocument>(`/api/document/${id}`)).events[0]!.coded;
    await post('/api/judgements', { targetKind: 'event', targetId: target.id, documentId: id, verdict: 'accepted' });
    expect(await deeds()).toEqual([series! + 1, series! + 1]);
  });

  it('refuses a correction that names no type, mode or actor that there is', async () => {
    const target = (await get<CodedDocument>(`/api/document/${everything.id}`)).events[0]!.coded;
    const decide = (changes: unknown) => post('/api/judgements', { targetKind: 'event', targetId: target.id, documentId: everything.id, verdict: 'corrected', changes });
    for (const changes of [{ eventType: 'HUG' }, { eventType: 'CONSULT', mode: 'seizure' }, { actor: 'ATL' }, { date: '1 May' }, { colour: 'red' }]) {
      expect([changes, (await decide(changes)).status]).toEqual([changes, 400]);
    }
    expect((await post('/api/judgements', { targetKind: 'event', targetId: 'none', documentId: everything.id, verdict: 'accepted' })).status).toBe(404);
  });
});

describe('the server', () => {
  it('describes itself in OpenAPI 3.1', async () => {
    const described = await get<{ openapi: string; paths: Record<string, unknown> }>('/api/openapi.json');
    expect(described.openapi).toBe('3.1.0');
    // Which paths there are, roles.test.ts holds against the table of permissions.
    expect(Object.keys(described.paths)).toContain('/api/desk/{actor}');
  });

  it('allows no script but its own, on every page', async () => {
    for (const path of ['/', '/desk/ARG', '/document/x', '/api/summary']) {
      const policy = (await fetch(at(path))).headers.get('content-security-policy')!;
      expect(policy).toMatch(/default-src 'none'/);
      expect(policy).not.toMatch(/(?<!wasm-)unsafe/);
    }
  });

  it('reads no file by an address', async () => {
    for (const path of ['/../package.json', '/..%2f..%2fpackage.json', '/assets/../../../package.json', '/%2e%2e/%2e%2e/package.json']) {
      expect(await (await fetch(at(path))).text()).not.toMatch(/"dependencies"/);
    }
  });

  it('answers under its own name only, and takes nothing from another site’s page', async () => {
    expect((await post('/api/code', { text: 'Argentina met Spain.' }, { Origin: 'https://example.org' })).status).toBe(403);
    const { request } = await import('node:http');
    const status = await new Promise((resolve) => request(at('/api/summary'), { headers: { Host: 'example.org' } }, (answer) => resolve(answer.statusCode)).end());
    expect(status).toBe(403);
  });

  it('takes the next port when the one asked for is taken', async () => {
    const blocker = createServer();
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
    const { port } = blocker.address() as { port: number };
    const second = await serveFixture(port);
    expect(second.port).toBeGreaterThan(port);
    expect((await fetch(second.url)).status).toBe(200);
    await second.close();
    blocker.close();
  });
});
