/** What each role may do, with a login or a token. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PERMISSIONS, reaches, ROLES, type Role } from '../../src/server/security/roles.js';
import { Client, newUsers, PASSWORD } from './client.js';
import { serveFixture, type Fixture } from './fixture.js';

describe('roles', () => {
  let server: Fixture;
  const tokens = {} as Record<Role, string>;
  beforeAll(async () => {
    const users = newUsers();
    for (const role of ROLES) tokens[role] = users.addToken(role, role, null);
    server = await serveFixture(0, { users });
  });
  afterAll(() => server.close());

  const methodAndPath = (line: string): [string, string] => {
    const [method, path] = line.split(' ') as [string, string];
    return [method, path.replace(/\{[^}]+\}/g, 'none')];
  };

  it('let each do what the table says, on every route, and no more', async () => {
    const client = new Client(server);
    for (const [line, { role: least }] of Object.entries(PERMISSIONS)) {
      const [method, path] = methodAndPath(line);
      const options = method === 'GET' ? {} : { body: {} };
      if (least !== 'anyone') expect((await client.ask(method, path, options)).status, `${line} by nobody`).toBe(401);
      for (const role of ROLES) {
        const may = least === 'anyone' || reaches(role, least);
        // What a person may do is left to the tests of the route: here it would be done, over and over.
        if (may && method !== 'GET') continue;
        const { status } = await client.ask(method, path, { ...options, headers: { Authorization: `Bearer ${tokens[role]}` } });
        if (may) expect([401, 403], `${line} by ${role}`).not.toContain(status);
        else expect(status, `${line} by ${role}`).toBe(403);
      }
    }
  });

  it('hold for a page’s data at the page’s address, and for HEAD', async () => {
    const client = new Client(server);
    const as = (role: Role) => ({ headers: { Authorization: `Bearer ${tokens[role]}` } });
    expect((await client.ask('GET', '/audit.json', as('analyst'))).status).toBe(403);
    expect((await client.ask('GET', '/audit.csv', as('analyst'))).status).toBe(403);
    expect((await client.ask('GET', '/audit.csv', as('admin'))).status).toBe(200);
    expect((await client.ask('HEAD', '/api/audit', as('analyst'))).status).toBe(403);
    expect((await client.ask('HEAD', '/api/summary')).status).toBe(401);
    for (const path of ['/api//audit', '/api/audit/', '/API/audit', '/api/%61udit', '/api/./audit', '/api/x/../audit', '//api/audit']) {
      const answer = await client.ask('GET', path, as('analyst'));
      expect(await answer.text(), path).not.toMatch(/"rows"/);
    }
  });

  it('weigh what is decided about actors: who is whom for everybody is an administrator’s', async () => {
    const client = new Client(server);
    const decide = async (role: Role, decision: object) => client.ask('POST', '/api/actors/changes', { body: { decision, note: '' }, headers: { Authorization: `Bearer ${tokens[role]}` } });
    const merge = { kind: 'merge', code: 'ESP', into: 'ISR' };
    expect((await decide('analyst', merge)).status).toBe(403);
    expect((await decide('analyst', { kind: 'rename', code: 'ESP', name: { en: 'X', es: 'X' } })).status).toBe(403);
    expect((await decide('analyst', { kind: 'dismiss', form: 'Nobody' })).status).toBe(201);
    const made = await decide('admin', merge);
    expect(made.status).toBe(201);
    const { change } = (await made.json()) as { change: { id: string } };
    expect((await decide('analyst', { kind: 'withdrawn', of: change.id })).status).toBe(403);
    expect((await decide('admin', { kind: 'withdrawn', of: change.id })).status).toBe(201);
    const { rows } = await server.store.audit({});
    expect(rows.map(({ person, kind, target, detail }) => [person, kind, target, detail])).toEqual(expect.arrayContaining([
      ['token:admin', 'merge', 'ESP', 'merge'], ['token:analyst', 'actor', 'Nobody', 'dismiss'], ['token:admin', 'merge', expect.any(String), 'withdrawn'],
    ]));
  });

  it('are those of a token in the Authorization header, as long as it is good', async () => {
    const users = newUsers();
    const [good, short] = [users.addToken('good', 'analyst', 1), users.addToken('short', 'analyst', 1 / 86_400_000)];
    const other = await serveFixture(0, { users });
    try {
      const client = new Client(other);
      const bearer = (secret: string) => client.ask('POST', '/api/code', { body: { text: 'Argentina met Spain.' }, headers: { Authorization: `Bearer ${secret}` } });
      expect((await bearer(good)).status).toBe(200);
      const refused = await bearer(short);
      expect(refused.status).toBe(401);
      expect(refused.headers.get('www-authenticate')).toMatch(/^Bearer/);
      for (const wrong of [`${good}x`, good.slice(0, -1), 'demarche_', 'x'.repeat(50)]) expect((await bearer(wrong)).status).toBe(401);
      expect((await client.ask('GET', '/api/summary', { headers: { Authorization: `Basic ${btoa('good:good')}` } })).status).toBe(401);
      // As a reader of feeds sends it: a name, whatever it is, and the token as the password.
      const basic = (secret: string) => client.ask('GET', '/api/summary', { headers: { Authorization: `Basic ${btoa(`feeds:${secret}`)}` } });
      expect((await basic(good)).status).toBe(200);
      expect((await basic(`${good}x`)).status).toBe(401);
      expect((await basic(PASSWORD)).headers.get('www-authenticate')).not.toMatch(/Basic/);
      users.removeToken('good');
      await new Promise((resolve) => setTimeout(resolve, 1100));
      expect((await bearer(good)).status).toBe(401);
    } finally {
      await other.close();
    }
  });
});
