/** Coming in: sessions, their guard, and what wrong passwords cost. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Users } from '../../src/server/index.js';
import { ROLES } from '../../src/server/security/roles.js';
import { Client, HOUR, newUsers, PASSWORD, withHost } from './client.js';
import { serveFixture, type Fixture } from './fixture.js';

describe('logging in', () => {
  let server: Fixture;
  let users: Users;
  let now = Date.now();
  beforeAll(async () => {
    users = newUsers();
    for (const role of ROLES) await users.addUser(`the-${role}`, role, PASSWORD);
    server = await serveFixture(0, { users, now: () => now });
  });
  afterAll(() => server.close());

  it('is asked of everybody, for all that is of the record', async () => {
    const client = new Client(server);
    for (const path of ['/api/summary', '/desk/ARG.json', '/events.csv', '/api/audit', '/index.json']) {
      const answer = await client.ask('GET', path);
      expect(answer.status, path).toBe(401);
      expect(answer.headers.get('content-type')).toMatch(/problem\+json/);
      expect(await answer.text()).not.toMatch(/Argentina/);
    }
    expect(await (await client.ask('GET', '/api/session')).json()).toEqual({ person: null, guard: null });
    // The app itself holds nothing of the record.
    expect((await client.ask('GET', '/desk/ARG')).status).toBe(200);
  });

  it('begins a session in a cookie that no script reads and no other site sends', async () => {
    const client = new Client(server);
    const answer = await client.login('THE-ANALYST');
    expect(answer.status).toBe(204);
    const cookie = answer.headers.get('set-cookie')!;
    expect(cookie).toMatch(/^demarche=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(await (await client.ask('GET', '/api/session')).json()).toEqual({ person: { kind: 'user', name: 'the-analyst', role: 'analyst' }, guard: client.guard });
    const data = await client.ask('GET', '/api/summary');
    expect(data.status).toBe(200);
    expect(data.headers.get('cache-control')).toBe('no-store');
    expect((await client.ask('GET', '/desk/ARG.csv')).status).toBe(200);
  });

  it('refuses a wrong password and an unknown name in the same words', async () => {
    const answers = await Promise.all(['the-reader', 'no-such-person'].map((name) => new Client(server).login(name, 'wrong wrong wrong')));
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
    const [one, other] = await Promise.all(answers.map((answer) => answer.text()));
    expect(one).toBe(other);
    expect(answers.every((answer) => answer.headers.get('set-cookie') === null)).toBe(true);
  });

  it('lets nothing be changed without the session’s guard, nor by another site’s page', async () => {
    const client = new Client(server);
    await client.login('the-analyst');
    const body = { text: 'Argentina met Spain in Madrid.' };
    expect((await client.ask('POST', '/api/code', { body })).status).toBe(200);
    const refused: Record<string, string>[] = [{ 'X-Demarche-Guard': '' }, { 'X-Demarche-Guard': 'x'.repeat(43) }, { Origin: 'https://example.org' }, { Origin: 'null' }, { 'Sec-Fetch-Site': 'cross-site' }, { 'Sec-Fetch-Site': 'same-site' }];
    for (const headers of refused) {
      expect((await client.ask('POST', '/api/code', { body, headers })).status, JSON.stringify(headers)).toBe(403);
    }
    const own = { Origin: server.url.slice(0, -1), 'Sec-Fetch-Site': 'same-origin' };
    expect((await client.ask('POST', '/api/code', { body, headers: own })).status).toBe(200);
    const stranger = new Client(server);
    expect((await stranger.ask('POST', '/api/login', { body: { name: 'the-reader', password: PASSWORD }, headers: { Origin: 'https://example.org' } })).status).toBe(403);
    // A form of another site can send neither JSON nor the guard.
    expect((await client.ask('POST', '/api/code', { headers: { 'Content-Type': 'text/plain', 'X-Demarche-Guard': '' } })).status).toBe(403);
  });

  it('gives nothing to a page of another site that loads from here, but follows its links', async () => {
    const from = (path: string, site: string, mode: string, destination: string) =>
      withHost(server, `127.0.0.1:${server.port}`, { path, headers: { 'Sec-Fetch-Site': site, 'Sec-Fetch-Mode': mode, 'Sec-Fetch-Dest': destination } });
    expect(await from('/api/session', 'cross-site', 'no-cors', 'image')).toBe(403);
    expect(await from('/api/session', 'same-site', 'cors', 'empty')).toBe(403);
    expect(await from('/desk/ARG', 'cross-site', 'navigate', 'iframe')).toBe(403);
    expect(await from('/desk/ARG', 'cross-site', 'navigate', 'document')).toBe(200);
    expect(await from('/api/session', 'same-origin', 'cors', 'empty')).toBe(200);
  });

  it('ends: when unused, after half a day whatever happens, and on logging out', async () => {
    const client = new Client(server);
    const alive = async () => (await client.ask('GET', '/api/summary')).status === 200;
    await client.login('the-reader');
    now += 1.9 * HOUR;
    expect(await alive()).toBe(true);
    now += 2.1 * HOUR;
    expect(await alive()).toBe(false);
    await client.login('the-reader');
    for (let hour = 1; hour < 12; hour++) {
      now += HOUR;
      expect(await alive(), `${hour} hours`).toBe(true);
    }
    now += 1.1 * HOUR;
    expect(await alive()).toBe(false);
    await client.login('the-reader');
    const kept = client.cookie;
    const answer = await client.ask('POST', '/api/logout');
    expect(answer.status).toBe(204);
    expect(answer.headers.get('set-cookie')).toMatch(/^demarche=; Max-Age=0/);
    expect(answer.headers.get('clear-site-data')).toBe('"cache"');
    client.cookie = kept;
    expect(await alive()).toBe(false);
  });

  it('is over at once for who was taken away or has a new password, and a new role holds at once', async () => {
    const own = newUsers();
    await own.addUser('ana', 'analyst', PASSWORD);
    await own.addUser('eva', 'reader', PASSWORD);
    const other = await serveFixture(0, { users: own });
    try {
      const [ana, eva] = [new Client(other), new Client(other)];
      await ana.login('ana');
      await eva.login('eva');
      own.setRole('ana', 'reader');
      await own.setPassword('eva', 'a quite different passphrase');
      expect((await ana.ask('POST', '/api/code', { body: { text: 'Argentina met Spain.' } })).status).toBe(403);
      expect((await eva.ask('GET', '/api/summary')).status).toBe(401);
      own.removeUser('ana');
      own.removeUser('eva');
      expect((await ana.ask('GET', '/api/summary')).status).toBe(401);
      // Taking the last user away does not open the record.
      expect(own.none).toBe(true);
      expect((await new Client(other).ask('GET', '/api/summary')).status).toBe(401);
    } finally {
      await other.close();
    }
  });

  it('has to wait after some failures, longer each time, whether or not the name is known', async () => {
    for (const name of ['the-admin', 'no-such-person-2']) {
      const statuses: number[] = [];
      for (let i = 0; i < 7; i++) statuses.push((await new Client(server).login(name, 'wrong wrong wrong')).status);
      expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
    }
    const refused = await new Client(server).login('the-admin');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    now += 2000;
    expect((await new Client(server).login('the-admin', 'wrong wrong wrong')).status).toBe(401);
    now += 1000;
    expect((await new Client(server).login('the-admin')).status).toBe(429);
    now += 2000;
    expect((await new Client(server).login('the-admin')).status).toBe(204);
    expect((await new Client(server).login('the-admin', 'wrong wrong wrong')).status).toBe(401);
    now += 2 * HOUR;
  });

  it('counts tries at the same time', async () => {
    const statuses = await Promise.all(Array.from({ length: 12 }, () => new Client(server).login('the-reader', 'wrong wrong wrong').then(({ status }) => status)));
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    now += 2 * HOUR;
  });

  it('counts an address too, over all names', async () => {
    let refused = 0;
    for (let i = 0; i < 30 && refused === 0; i++) if ((await new Client(server).login(`somebody-${i}`, 'wrong wrong wrong')).status === 429) refused = i;
    expect(refused).toBeGreaterThanOrEqual(15);
    expect(refused).toBeLessThanOrEqual(20);
    now += 2 * HOUR;
  });
});
