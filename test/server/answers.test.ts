/** Answers that are kept: made once, new after every change, and nobody else's. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDocument } from '../../src/record/index.js';
import { Users } from '../../src/server/index.js';
import { Answers } from '../../src/server/answers.js';
import type { CodedDocument, Desk, EventPage, Summary } from '../../src/server/api/schemas.js';
import { serveFixture, TURN, type Fixture } from './fixture.js';

describe('a kept answer', () => {
  /** An app that counts how often it is asked, and answers after it is let go. */
  function counting(most?: number) {
    const state = { edition: 1, asked: 0, wait: Promise.resolve(), status: 200, body: 'x' };
    const answers = new Answers({ record: { get edition() { return state.edition; }, changesSince: () => null }, ...(most === undefined ? {} : { most }) });
    const app = new Hono();
    app.use('*', async (c, next) => {
      c.set('person', { kind: 'user', name: 'a', role: (c.req.header('role') ?? 'reader') as 'reader' });
      await next();
    });
    app.use('/api/*', answers.middleware);
    app.get('/api/*', async (c) => {
      state.asked += 1;
      const { asked } = state;
      await state.wait;
      return c.json({ asked, body: state.body }, state.status as 200);
    });
    const ask = async (path: string, role = 'reader') => (await (await app.request(path, { headers: { role } })).json()) as { asked: number };
    return { state, answers, ask, app };
  }

  it('is made once until the record changes, whoever asks', async () => {
    const { state, answers, ask } = counting();
    expect((await ask('/api/summary')).asked).toBe(1);
    expect((await ask('/api/summary')).asked).toBe(1);
    expect((await ask('/api/summary?x=1')).asked).toBe(2);
    state.edition = 2;
    expect((await ask('/api/summary')).asked).toBe(3);
    answers.forget();
    expect((await ask('/api/summary')).asked).toBe(4);
  });

  it('is made once for all who ask at the same time, but not for who asks after a change', async () => {
    const { state, ask } = counting();
    let go = (): void => undefined;
    state.wait = new Promise((resolve) => (go = resolve));
    const together = [ask('/api/desk/ARG'), ask('/api/desk/ARG'), ask('/api/desk/ARG')];
    await new Promise((resolve) => setTimeout(resolve, 5));
    state.edition = 2;
    const later = ask('/api/desk/ARG');
    await new Promise((resolve) => setTimeout(resolve, 5));
    go();
    expect((await Promise.all(together)).map(({ asked }) => asked)).toEqual([1, 1, 1]);
    expect((await later).asked).toBe(2);
    // What was begun before the change is not kept for those after it.
    expect((await ask('/api/desk/ARG')).asked).toBe(2);
  });

  it('is not another role’s, nor kept where it says that something went wrong or is no answer of the record', async () => {
    const { state, ask } = counting();
    await ask('/api/summary', 'admin');
    expect((await ask('/api/summary', 'reader')).asked).toBe(2);
    for (const path of ['/api/session', '/api/users', '/api/audit', '/api/sources', '/api/sources/jobs', '/api/training', '/api/searches/1/feed', '/api/briefs']) {
      const { asked } = await ask(path);
      expect((await ask(path)).asked, path).toBe(asked + 1);
    }
    state.status = 404;
    const { asked } = await ask('/api/document/none');
    expect((await ask('/api/document/none')).asked).toBe(asked + 1);
  });

  it('of an event does not wait for desks that others asked for before', async () => {
    const { state, ask } = counting();
    let go = (): void => undefined;
    state.wait = new Promise((resolve) => (go = resolve));
    const desks = ['ARG', 'BRA', 'CHL', 'PER', 'URY', 'PRY'].map((code) => ask(`/api/desk/${code}`));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(state.asked).toBe(3);
    state.wait = Promise.resolve();
    expect((await ask('/api/events?actor=ARG')).asked).toBe(4);
    go();
    expect((await Promise.all(desks)).map(({ asked }) => asked)).toEqual([1, 2, 3, 5, 6, 7]);
  });

  it('gives way to others when there is no room', async () => {
    const { state, ask } = counting(5000);
    state.body = 'x'.repeat(1000);
    for (const i of [1, 2, 3, 4]) await ask(`/api/events?actor=${i}`);
    expect((await ask('/api/events?actor=4')).asked).toBe(4);
    expect((await ask('/api/events?actor=1')).asked).toBe(5);
    state.body = 'x'.repeat(6000);
    await ask('/api/events?actor=9');
    expect((await ask('/api/events?actor=9')).asked).toBe(7);
  });
});

describe('pages of a record that changes', () => {
  let server: Fixture;
  beforeAll(async () => {
    server = await serveFixture();
  });
  afterAll(() => server.close());

  async function get<T>(path: string): Promise<T> {
    const answer = await fetch(server.url + path);
    expect(answer.status, path).toBe(200);
    return (await answer.json()) as T;
  }
  const PAGES = [`api/desk/ARG?at=${TURN}`, 'api/dyad/ARG/CHN', 'api/network?least=1', 'api/events?involving=CHN', 'api/summary', 'api/facets/events?actor=ARG', 'desk/ARG.json', 'desk/ARG.csv'];
  const tags = async () => Object.fromEntries(await Promise.all(PAGES.map(async (page) => [page, (await fetch(server.url + page)).headers.get('etag')] as const)));

  it('are new at once after a judgement that bears on them, after taking it back, and after each way of adding', async () => {
    const before = await tags();
    expect(await tags()).toEqual(before);
    const { rows } = await get<EventPage>('api/events?actor=ARG&recipient=CHN&limit=1');
    const { event } = rows[0]!;
    const count = async () => (await get<Desk>(`api/desk/ARG?at=${TURN}`)).partners.find(({ partner }) => partner === 'CHN')!.after.count;
    const counted = await count();
    const shown = async () => (await get<CodedDocument>(`api/document/${event.documentId}`)).events.find(({ coded }) => coded.id === event.id)!.rejected;
    expect(await shown()).toBe(false);
    const judge = (verdict: string) =>
      fetch(`${server.url}api/judgements`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ targetKind: 'event', targetId: event.id, documentId: event.documentId, verdict }) });

    expect((await judge('rejected')).status).toBe(201);
    expect(await count()).toBe(counted - 1);
    expect(await shown()).toBe(true);
    const rejected = await tags();
    for (const page of PAGES) if (!page.includes('facets')) expect(rejected[page], page).not.toBe(before[page]);

    expect((await judge('withdrawn')).status).toBe(201);
    expect(await count()).toBe(counted);
    expect(await shown()).toBe(false);

    const { documents, events } = await get<Summary>('api/summary');
    await fetch(`${server.url}api/documents`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ title: 'New', text: 'Argentina praised China over wheat.', date: '2024-05-05', language: 'en' }) });
    expect(await get<Summary>('api/summary')).toMatchObject({ documents: documents + 1, events: events + 1 });
    expect(await count()).toBe(counted + 1);

    // By the side of the server, as jobs and imports do it.
    await server.store.addIndicators([{ actor: 'ARG', series: 'reserves', date: '2024-01-01', datePrecision: 'day', value: 1, unit: 'USD', source: 'test' }]);
    expect((await get<{ series: unknown[] }>('api/desk/ARG/facts')).series).toHaveLength(1);
    const imported = makeDocument({ title: 'Another', text: 'Argentina criticised China over fishing.', date: '2024-06-06', publication: 'Test Wire', language: 'en' });
    await server.store.add([{ document: imported, coding: { coderVersion: 'x', language: 'en', sentences: [], events: [], statements: [], forecasts: [] } }]);
    expect((await get<Summary>('api/summary')).documents).toBe(documents + 2);
  });

  it('are new at once after a decision about actors, and after it is taken back', async () => {
    const name = async () => (await get<Desk>('api/desk/ARG')).names.CHN!.name.en;
    const own = await name();
    const decide = (decision: unknown) => fetch(`${server.url}api/actors/changes`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ decision }) });
    const answer = await decide({ kind: 'rename', code: 'CHN', name: { en: 'Cathay', es: 'Catay' } });
    expect(answer.status, await answer.clone().text()).toBe(201);
    expect(await name()).toBe('Cathay');
    const { id } = ((await answer.json()) as { change: { id: string } }).change;
    expect((await decide({ kind: 'withdrawn', of: id })).status).toBe(201);
    expect(await name()).toBe(own);
  });

  it('answer who has them already with 304, and no longer after a change', async () => {
    const first = await fetch(`${server.url}api/desk/ARG`);
    const tag = first.headers.get('etag')!;
    const again = () => fetch(`${server.url}api/desk/ARG`, { headers: { 'If-None-Match': tag } });
    expect((await again()).status).toBe(304);
    expect((await again()).headers.get('cache-control')).toBe('private, no-cache');
    const { rows } = await get<EventPage>('api/events?actor=ARG&limit=1');
    const { event } = rows[0]!;
    await server.store.judge({ targetKind: 'event', targetId: event.id, documentId: event.documentId, verdict: 'rejected', changes: {}, note: '', judge: 'x' });
    expect((await again()).status).toBe(200);
  });
});

it('asks who it is before it gives a kept answer, every time', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-answers-'));
  const users = Users.open(join(folder, 'users.json'));
  const tokens = Object.fromEntries((['reader', 'admin'] as const).map((role) => [role, users.addToken(role, role, null)]));
  const server = await serveFixture(0, { users });
  const ask = async (path: string, token?: string) => (await fetch(`${server.url}api/${path}`, { headers: token === undefined ? {} : { Authorization: `Bearer ${token}` } })).status;
  try {
    expect(await ask('desk/ARG', tokens.admin)).toBe(200);
    expect(await ask('desk/ARG')).toBe(401);
    expect(await ask('desk/ARG', 'x'.repeat(40))).toBe(401);
    expect(await ask('desk/ARG', tokens.reader)).toBe(200);
    expect(await ask('audit', tokens.admin)).toBe(200);
    expect(await ask('audit', tokens.reader)).toBe(403);
    users.removeToken('reader');
    await expect.poll(() => ask('desk/ARG', tokens.reader), { timeout: 3000 }).toBe(401);
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
