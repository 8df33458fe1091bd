/** What is kept of who did what. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditPage } from '../../src/server/api/security.js';
import type { EventPage } from '../../src/server/api/schemas.js';
import { Users } from '../../src/server/index.js';
import { Client, newUsers, PASSWORD } from './client.js';
import { serveFixture, type Fixture } from './fixture.js';

describe('the audit log', () => {
  let server: Fixture;
  let users: Users;
  const [ana, admin] = [{} as { client: Client }, {} as { client: Client }];
  beforeAll(async () => {
    users = newUsers();
    await users.addUser('ana', 'analyst', PASSWORD);
    await users.addUser('root.admin', 'admin', PASSWORD);
    server = await serveFixture(0, { users });
    ana.client = new Client(server);
    admin.client = new Client(server);
  });
  afterAll(() => server.close());

  it('holds who judged, logged in, failed to, added and took away what, newest first', async () => {
    await new Client(server).login('ana', 'wrong wrong wrong');
    await new Client(server).login('my password by mistake', 'wrong wrong wrong');
    await ana.client.login('ana');
    await admin.client.login('root.admin');
    const { rows: [row] } = (await (await ana.client.ask('GET', '/api/events?limit=1')).json()) as EventPage;
    const decision = { targetKind: 'event', targetId: row!.event.id, documentId: row!.event.documentId, verdict: 'accepted', note: 'seen' };
    const kept = (await (await ana.client.ask('POST', '/api/judgements', { body: decision })).json()) as { judge: string };
    expect(kept.judge).toBe('ana');
    await ana.client.ask('POST', '/api/documents', { body: { text: 'Argentina met Brazil.', title: 'A note', date: '2024-05-05' } });
    await ana.client.ask('POST', '/api/documents', { body: { text: '   ' } });
    await ana.client.ask('GET', '/events.csv');
    await new Client(server).ask('GET', '/api/summary', { headers: { Authorization: `Bearer demarche_${'x'.repeat(43)}` } });
    await Users.open(users.file).addUser('new', 'reader', PASSWORD);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await ana.client.ask('POST', '/api/logout');

    const log = (await (await admin.client.ask('GET', '/api/audit')).json()) as AuditPage;
    const brief = log.rows.map(({ person, kind, target, detail }) => [person, kind, target.replace(/[0-9a-f]{32}/, 'ID'), detail]).reverse();
    expect(brief).toEqual([
      ['ana', 'login failed', '', ''],
      ['', 'login failed', 'unknown name', ''],
      ['ana', 'login', '', ''],
      ['root.admin', 'login', '', ''],
      ['ana', 'judgement', 'event ID', 'accepted: seen'],
      ['ana', 'upload', 'document ID', 'A note'],
      ['ana', 'export', '/events.csv', ''],
      ['', 'token refused', '/api/summary', ''],
      ['', 'user', 'user new: added', ''],
      ['ana', 'logout', '', ''],
    ]);
    expect(log.rows.at(-1)!.address).toMatch(/127\.0\.0\.1/);
    expect(log.rows.find(({ kind }) => kind === 'judgement')!.documentId).toBe(row!.event.documentId);
    expect(log.people).toEqual(['ana', 'root.admin']);
    expect(JSON.stringify(log)).not.toMatch(/password by mistake|wrong wrong/);
  });

  it('can be narrowed, paged, and taken as a table', async () => {
    const get = async (query: string): Promise<AuditPage> => (await (await admin.client.ask('GET', `/api/audit?${query}`)).json()) as AuditPage;
    expect((await get('person=ana&kind=judgement')).rows).toHaveLength(1);
    expect((await get('to=2020-01-01')).rows).toHaveLength(0);
    const all = (await get('limit=1000')).rows;
    const paged: string[] = [];
    let after = '';
    do {
      const page = await get(`limit=2${after}`);
      paged.push(...page.rows.map(({ id }) => id));
      after = page.next === null ? '' : `&after=${page.next}`;
    } while (after !== '');
    expect(paged).toEqual(all.map(({ id }) => id));
    const csv = await (await admin.client.ask('GET', '/audit.csv?kind=login')).text();
    expect(csv.trim().split('\r\n')[0]).toBe('at,person,role,kind,target,detail,address,document_id');
  });

  it('says when users were added or taken away while the server ran', async () => {
    await users.addUser('later', 'reader', PASSWORD);
    const watcher = Users.open(users.file);
    watcher.setRole('later', 'analyst');
    watcher.removeUser('new');
    watcher.refresh(true);
    expect(watcher.changes()).toEqual([]);
    const second = Users.open(users.file);
    await users.setPassword('later', 'another good passphrase');
    users.addToken('nightly', 'reader', null);
    users.removeUser('ana');
    second.refresh(true);
    expect(second.changes()).toEqual(['user later: new password', 'user ana: removed', 'token nightly: added']);
  });

  it('names the local user where nobody has a login', async () => {
    const local = await serveFixture();
    const client = new Client(local);
    expect(await (await client.ask('GET', '/api/session')).json()).toEqual({ person: { kind: 'local', name: 'local', role: 'admin' }, guard: null });
    await client.ask('GET', '/desk/ARG.csv');
    const { rows } = (await (await client.ask('GET', '/api/audit')).json()) as AuditPage;
    expect(rows.map(({ person, kind, target }) => [person, kind, target])).toEqual([['local', 'export', '/desk/ARG.csv']]);
    expect((await client.ask('POST', '/api/login', { body: { name: 'ana', password: PASSWORD } })).status).toBe(400);
    await local.close();
  });
});
