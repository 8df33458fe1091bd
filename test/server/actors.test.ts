/** Who is who, decided through the API: what it does to the record, to what is coded later, and back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActorDecision, ActorProfile, ChangesPage, Decided, FoundActors, UnresolvedPage } from '../../src/server/api/actors.js';
import type { ActorName, Dyad } from '../../src/server/api/schemas.js';
import type { JobsView } from '../../src/server/api/sources.js';
import { serveFixture, type Fixture } from './fixture.js';

let server: Fixture;
beforeAll(async () => {
  server = await serveFixture();
});
afterAll(() => server.close());

const get = async <T>(path: string) => (await (await fetch(`${server.url}api${path}`)).json()) as T;
const post = (path: string, body: unknown) => fetch(`${server.url}api${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

/** Decides, and waits until what follows from it is done. */
async function decide(decision: ActorDecision): Promise<Decided> {
  const answer = await post('/actors/changes', { decision });
  expect(answer.status, await answer.clone().text()).toBe(201);
  const decided = (await answer.json()) as Decided;
  for (;;) {
    const { jobs } = await get<JobsView>('/sources/jobs');
    if (jobs.every(({ endedAt }) => endedAt !== null)) return decided;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
const add = (text: string, date = '2025-05-05') => post('/documents', { text, date });
const total = async (actor: string, partner: string) => (await get<Dyad>(`/dyad/${actor}/${partner}`)).total;

describe('decisions about actors', () => {
  it('merge one into another everywhere, and split them again', async () => {
    const [china, brazil] = [await total('ARG', 'CHN'), await total('ARG', 'BRA')];
    const { change } = await decide({ kind: 'merge', code: 'BRA', into: 'CHN' });
    expect(await total('ARG', 'CHN')).toBe(china + brazil);
    const desk = await get<{ partners: { partner: string }[] }>('/desk/ARG?at=2023-12-10');
    expect(desk.partners.map(({ partner }) => partner)).not.toContain('BRA');
    expect((await get<ActorName[]>('/actors')).some(({ code }) => code === 'BRA')).toBe(false);
    const merged = await get<ActorProfile>('/actors/profile/BRA');
    expect(merged).toMatchObject({ actor: { code: 'BRA', name: { en: 'Brazil' } }, into: 'CHN', changes: [{ standing: true, judge: '' }], names: { CHN: { name: { en: 'China' } } } });
    expect((await get<ActorProfile>('/actors/profile/CHN')).merged).toEqual(['BRA']);
    expect((await get<FoundActors>('/actors/find?q=brasil')).found[0]).toMatchObject({ code: 'BRA', into: 'CHN' });
    await decide({ kind: 'withdrawn', of: change.id });
    expect([await total('ARG', 'CHN'), await total('ARG', 'BRA')]).toEqual([china, brazil]);
    const { rows } = await get<ChangesPage>('/actors/changes');
    expect(rows.map(({ decision, standing }) => [decision.kind, standing])).toEqual([['withdrawn', false], ['merge', false]]);
  });

  it('rename what is shown', async () => {
    const { change } = await decide({ kind: 'rename', code: 'ESP', name: { en: 'Kingdom of Spain', es: 'Reino de España' } });
    const { names } = await get<{ names: Record<string, ActorName> }>('/desk/ARG?at=2023-12-10');
    expect(names['ESP']!.name.en).toBe('Kingdom of Spain');
    expect((await get<FoundActors>('/actors/find?q=kingdom%20of%20spain')).found.map(({ code }) => code)).toEqual(['ESP']);
    await decide({ kind: 'withdrawn', of: change.id });
    expect((await get<ActorProfile>('/actors/profile/ESP')).actor.name.en).toBe('Spain');
  });

  it('resolve a name that waits: documents with it are coded anew, and so when it is taken back', async () => {
    await add('Zoltan Prueba praised China.');
    await add('Argentina met Wagner Group.');
    const waiting = await get<UnresolvedPage>('/actors/unresolved');
    expect(waiting.rows.map(({ name, documents }) => [name, documents])).toEqual([['Zoltan Prueba', 1], ['Wagner Group', 1]]);
    const before = await total('BRA', 'CHN');
    const { change, job } = await decide({ kind: 'person', name: 'Zoltan Prueba', names: [], offices: [{ office: 'foreign-minister', state: 'BRA', from: '2024-01-01', to: null }] });
    expect(job).toMatchObject({ kind: 'again', label: 'Zoltan Prueba', inputs: 1 });
    expect(await total('BRA', 'CHN')).toBe(before + 1);
    expect((await get<UnresolvedPage>('/actors/unresolved')).rows.map(({ name }) => name)).toEqual(['Wagner Group']);
    expect(await get<ActorProfile>('/actors/profile/added-zoltan-prueba')).toMatchObject({ actor: { kind: 'person' }, offices: [{ office: 'foreign-minister', state: 'BRA' }], names: { BRA: { name: { en: 'Brazil' } } } });
    await add('Zoltan Prueba met Israel.');
    expect(await total('BRA', 'ISR')).toBe(1);
    await decide({ kind: 'withdrawn', of: change.id });
    expect(await total('BRA', 'CHN')).toBe(before);
    expect(await total('BRA', 'ISR')).toBe(0);
    await decide({ kind: 'alias', form: 'Wagner Group', code: 'ESP' });
    expect((await get<UnresolvedPage>('/actors/unresolved?text=wagner')).rows).toEqual([]);
    expect((await get<ActorProfile>('/actors/profile/ESP')).forms).toContain('Wagner Group');
    await decide({ kind: 'dismiss', form: 'Zoltan Prueba' });
    expect((await get<UnresolvedPage>('/actors/unresolved')).rows).toEqual([]);
  });

  it('add an organisation, which the coder then knows by all its names, and take it back', async () => {
    await add('Argentina met the Liga Prueba. Brazil praised the LPX.', '2025-06-05');
    const decision: ActorDecision = { kind: 'organisation', name: { en: 'Test League', es: 'Liga Prueba' }, names: ['LPX'], type: 'bloc', sector: 'IGO', state: 'CHL', from: '2024-01-01', to: null };
    const { change, job } = await decide(decision);
    expect(job).toMatchObject({ kind: 'again', inputs: 2 });
    expect(await total('ARG', 'ADDED-TEST-LEAGUE')).toBe(1);
    expect(await total('BRA', 'ADDED-TEST-LEAGUE')).toBe(1);
    expect(await get<ActorProfile>('/actors/profile/ADDED-TEST-LEAGUE')).toMatchObject({
      actor: { kind: 'bloc', name: { es: 'Liga Prueba' } }, organisation: { sector: 'IGO', state: 'CHL', from: '2024-01-01', to: null }, forms: ['Liga Prueba', 'LPX', 'Test League'], names: { CHL: { name: { en: 'Chile' } } },
    });
    expect((await get<ActorName[]>('/actors')).some(({ code }) => code === 'ADDED-TEST-LEAGUE')).toBe(true);
    for (const [wrong, words] of [[{ type: '' }, /expected some text/], [{ sector: 'XYZ' }, /Field sector: found "XYZ"/], [{ state: 'NOBODY' }, /Found "NOBODY"/], [{ to: '2023-01-01' }, /Field to: .* expected an end after its beginning/]] as const) {
      const answer = await post('/actors/changes', { decision: { ...decision, ...wrong } });
      expect([answer.status, ((await answer.json()) as { detail: string }).detail]).toEqual([400, expect.stringMatching(words)]);
    }
    await decide({ kind: 'withdrawn', of: change.id });
    expect((await fetch(`${server.url}api/dyad/ARG/ADDED-TEST-LEAGUE`)).status).toBe(404);
    expect((await fetch(`${server.url}api/actors/profile/ADDED-TEST-LEAGUE`)).status).toBe(200);
  });

  it('of a list are counted in what is listed, count on the desk, and are taken back as one', async () => {
    await add('Nemo Prueba praised China.');
    const { id } = await server.store.changeActor({
      judge: '', decision: {
        kind: 'import', file: 'list.json',
        people: [{ id: 'added-nemo-prueba', name: 'Nemo Prueba', names: [], offices: [{ office: 'foreign-minister', state: 'BRA', from: '2024-01-01', to: null, source: 'A list' }] }],
        organisations: [], memberships: [{ organisation: 'OPEC', state: 'ARG', role: 'observer', from: '2024-01-01', to: null, source: 'A list' }],
      },
    });
    await decide({ kind: 'dismiss', form: 'Nobody Prueba' });
    const blocs = async () => (await get<{ memberships: { organisation: string; source: string }[] }>('/desk/ARG/facts')).memberships.filter(({ source }) => source === 'A list').map(({ organisation }) => organisation);
    expect(await blocs()).toEqual(['OPEC']);
    const listed = { kind: 'import', file: 'list.json', people: 1, organisations: 0, memberships: 1 };
    expect((await get<ActorProfile>('/actors/profile/added-nemo-prueba')).changes).toMatchObject([{ id, decision: listed, standing: true }]);
    expect((await get<ChangesPage>('/actors/changes?limit=2')).rows[1]).toMatchObject({ id, decision: listed });
    expect((await post('/actors/changes', { decision: { ...listed, people: [], organisations: [], memberships: [] } })).status).toBe(400);
    expect((await decide({ kind: 'withdrawn', of: id })).job).toMatchObject({ kind: 'again', label: 'list.json', inputs: 1 });
    expect(await blocs()).toEqual([]);
  });

  it('are refused in words where they make no sense', async () => {
    for (const [decision, words] of [
      [{ kind: 'merge', code: 'ARG', into: 'NOBODY' }, /Found "NOBODY", expected the code of an actor/],
      [{ kind: 'merge', code: 'ARG', into: 'ARG' }, /the same actor/],
      [{ kind: 'merge', code: 'ARG', into: 'javier-milei' }, /two people, or two actors/],
      [{ kind: 'alias', form: '', code: 'ARG' }, /expected some text/],
      [{ kind: 'person', name: 'A', names: [], offices: [] }, /at least one office/],
      [{ kind: 'person', name: 'A', names: [], offices: [{ office: 'president', state: 'ARG', from: 'yesterday', to: null }] }, /YYYY-MM-DD/],
      [{ kind: 'withdrawn', of: 'x' }, /earlier decision/],
      [{ kind: 'conquer' }, /.{10}/],
    ] as const) {
      const answer = await post('/actors/changes', { decision });
      expect(answer.status, JSON.stringify(decision)).toBe(400);
      expect(((await answer.json()) as { detail: string }).detail).toMatch(words);
    }
    expect((await fetch(`${server.url}api/actors/profile/NOBODY`)).status).toBe(404);
  });

  it('are the tables of their pages, and in the audit log', async () => {
    const csv = async (path: string) => (await (await fetch(`${server.url}${path}`)).text()).split('\r\n');
    expect((await csv('actors.csv'))[0]).toBe('code,kind,name_en,name_es');
    expect((await csv('actors/changes.csv'))[0]).toBe('id,at,judge,kind,decision,standing,note');
    expect((await csv('actors/profile/ARG.csv'))[0]).toBe('code,name');
    expect((await csv('actors/find.csv?q=arg'))[0]).toMatch(/^code,kind,name_en/);
    const { rows } = await get<{ rows: { kind: string }[] }>('/audit?kind=actor');
    expect(rows.length).toBeGreaterThan(5);
  });
});
