/** Who comes in, what they may do, and what is kept of it. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditPage, SessionView } from '../../src/server/api/security.js';
import type { EventPage } from '../../src/server/api/schemas.js';
import { Users, type ServeOptions } from '../../src/server/index.js';
import { Limiter } from '../../src/server/security/limiter.js';
import { networkOf } from '../../src/server/security/origin.js';
import { passwordMatches } from '../../src/server/security/passwords.js';
import { PERMISSIONS, reaches, ROLES, type Role } from '../../src/server/security/roles.js';
import { documents, serveFixture, type Fixture } from './fixture.js';

const PASSWORD = 'correct horse battery staple';
const HOUR = 3_600_000;
const folder = mkdtempSync(join(tmpdir(), 'demarche-users-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const newUsers = (): Users => Users.open(join(folder, `${++files}.users.json`));

/** A browser as far as it matters here: one cookie, and the guard of its session. */
class Client {
  cookie = '';
  guard = '';
  constructor(readonly server: Fixture) {}

  async ask(method: string, path: string, { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {}): Promise<Response> {
    return fetch(this.server.url.slice(0, -1) + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(this.cookie ? { Cookie: this.cookie } : {}), ...(this.guard ? { 'X-Demarche-Guard': this.guard } : {}),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async login(name: string, password = PASSWORD, headers: Record<string, string> = {}): Promise<Response> {
    const answer = await this.ask('POST', '/api/login', { body: { name, password }, headers });
    if (answer.ok) {
      this.cookie = answer.headers.get('set-cookie')!.split(';')[0]!;
      this.guard = ((await (await this.ask('GET', '/api/session', { headers })).json()) as SessionView).guard!;
    }
    return answer;
  }
}

/** A request whose Host header is chosen, which fetch does not allow. */
function withHost(server: Fixture, host: string, { path = '/api/session', method = 'GET', headers = {} }: { path?: string; method?: string; headers?: Record<string, string> } = {}): Promise<number> {
  return new Promise((resolve, reject) =>
    request(new URL(path, server.url), { method, headers: { ...headers, Host: host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode!);
    }).on('error', reject).end(),
  );
}

describe('a server that others can reach', () => {
  it('does not start where nobody has a login', async () => {
    for (const more of [{ host: '0.0.0.0' }, { behindProxy: true }, { publicNames: ['record.example.org'] }] satisfies Partial<ServeOptions>[]) {
      await expect(serveFixture(0, { ...more, users: newUsers() })).rejects.toThrow(/nobody has a login: add a user/);
      await expect(serveFixture(0, more)).rejects.toThrow(/nobody has a login/);
    }
  });

  it('starts with a token alone', async () => {
    const users = newUsers();
    users.addToken('nightly', 'reader', null);
    const server = await serveFixture(0, { host: '0.0.0.0', users });
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:/);
    await server.close();
  });
});

describe('users', () => {
  it('are kept in a file that only its owner reads, without a password in it', async () => {
    const users = newUsers();
    await users.addUser('Ana.Gómez', 'analyst', PASSWORD);
    const token = users.addToken('nightly', 'reader', null);
    const text = readFileSync(users.file, 'utf8');
    expect(text).not.toContain(PASSWORD);
    expect(text).not.toContain(token);
    if (process.platform !== 'win32') expect(statSync(users.file).mode & 0o777).toBe(0o600);
    expect(existsSync(`${users.file}.lock`)).toBe(false);
    expect(users.list[0]!.password).toMatchObject({ scheme: 'scrypt', N: 2 ** 15, r: 8, p: 3 });
    await users.addUser('another', 'reader', PASSWORD);
    expect(users.list[0]!.password.salt).not.toBe(users.list[1]!.password.salt);
    expect(users.list[0]!.password.hash).not.toBe(users.list[1]!.password.hash);
  });

  it('are known by their name however it is typed, and by no other password', async () => {
    const users = newUsers();
    await users.addUser('Ana.Gómez', 'analyst', 'contraseña larga ñandú');
    expect((await users.check('ana.go\u0301mez', 'contrasen\u0303a larga n\u0303andu\u0301'))?.name).toBe('Ana.Gómez');
    expect(await users.check('Ana.Gómez', 'contrasena larga nandu')).toBeNull();
    expect(await users.check('nobody', PASSWORD)).toBeNull();
    await expect(users.addUser('ANA.GÓMEZ', 'reader', PASSWORD)).rejects.toThrow(/a user Ana.Gómez already/);
  });

  it('cannot take a bad name or a weak password', async () => {
    const users = newUsers();
    for (const name of ['', 'a b', '../x', 'token:x', '-x', 'local', 'x'.repeat(65), '<b>']) await expect(users.addUser(name, 'reader', PASSWORD)).rejects.toThrow(/Name of the user/);
    await expect(users.addUser('ana', 'reader', 'short')).rejects.toThrow(/expected at least 12/);
    await expect(users.addUser('ana', 'reader', 'aaaaaaaaaaaaaaaa')).rejects.toThrow(/same few characters/);
    expect(users.none).toBe(true);
  });

  it('take as long to refuse under an unknown name as under a known one', async () => {
    const users = newUsers();
    await users.addUser('ana', 'reader', PASSWORD);
    const timed = async (name: string): Promise<number> => {
      const began = performance.now();
      await users.check(name, 'wrong wrong wrong');
      return performance.now() - began;
    };
    await timed('ana');
    const known: number[] = [];
    const unknown: number[] = [];
    for (let i = 0; i < 4; i++) {
      known.push(await timed('ana'));
      unknown.push(await timed('nobody'));
    }
    // The least of some tries: the machine may be busy with other things.
    const ratio = Math.min(...unknown) / Math.min(...known);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
    expect(await passwordMatches(PASSWORD, undefined)).toBe(false);
  });

  it('are refused as a whole where their file is open to others or broken', async () => {
    const users = newUsers();
    await users.addUser('ana', 'reader', PASSWORD);
    const whole = readFileSync(users.file, 'utf8');
    writeFileSync(users.file, whole.replace('"reader"', '"emperor"'));
    expect(() => Users.open(users.file)).toThrow(/field "users\.0\.role"/);
    writeFileSync(users.file, whole.slice(0, 40));
    expect(() => Users.open(users.file)).toThrow(/expected the JSON that "demarche user add" writes/);
    if (process.platform === 'win32') return;
    const { chmodSync } = await import('node:fs');
    writeFileSync(users.file, whole);
    chmodSync(users.file, 0o644);
    expect(() => Users.open(users.file)).toThrow(/mode 644\), expected mode 600/);
  });
});

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

describe('managing users', () => {
  it('is an administrator’s: adding, roles, passwords, tokens, taking away; and nobody shuts everybody out', async () => {
    const users = newUsers();
    await users.addUser('root', 'admin', PASSWORD);
    const server = await serveFixture(0, { users });
    try {
      const [root, eva] = [new Client(server), new Client(server)];
      await root.login('root');
      const post = async (client: Client, path: string, body: unknown) => (await client.ask('POST', `/api${path}`, { body })).status;
      expect(await post(root, '/users', { name: 'eva', role: 'reader', password: PASSWORD })).toBe(204);
      expect(await post(root, '/users', { name: 'EVA', role: 'reader', password: PASSWORD })).toBe(400);
      expect(await post(root, '/users', { name: 'ada', role: 'reader', password: 'short' })).toBe(400);
      expect(await post(root, '/users', { name: 'ada', role: 'emperor', password: PASSWORD })).toBe(400);
      await eva.login('eva');
      expect(await post(eva, '/users/eva/role', { role: 'admin' })).toBe(403);
      expect(await post(root, '/users/eva/role', { role: 'analyst' })).toBe(204);
      expect(await post(eva, '/code', { text: 'Argentina met Spain.' })).toBe(200);

      // One's own password: the other sessions end, this one goes on.
      const other = new Client(server);
      await other.login('eva');
      expect(await post(eva, '/password', { current: 'wrong wrong wrong', password: 'a quite different phrase' })).toBe(400);
      const changed = await eva.ask('POST', '/api/password', { body: { current: PASSWORD, password: 'a quite different phrase' } });
      expect(changed.status).toBe(204);
      eva.cookie = changed.headers.get('set-cookie')!.split(';')[0]!;
      expect((await eva.ask('GET', '/api/summary')).status).toBe(200);
      expect((await other.ask('GET', '/api/summary')).status).toBe(401);

      const made = await root.ask('POST', '/api/tokens', { body: { name: 'nightly', role: 'reader', days: 1 } });
      expect(made.headers.get('cache-control')).toBe('no-store');
      const { secret } = (await made.json()) as { secret: string };
      const asToken = { headers: { Authorization: `Bearer ${secret}` } };
      expect((await new Client(server).ask('GET', '/api/summary', asToken)).status).toBe(200);
      const view = await (await root.ask('GET', '/api/users')).text();
      expect(JSON.parse(view)).toMatchObject({ users: [{ name: 'root', role: 'admin' }, { name: 'eva', role: 'analyst' }], tokens: [{ name: 'nightly', role: 'reader' }] });
      expect(view).not.toMatch(/hash|salt|scrypt/);
      expect((await root.ask('DELETE', '/api/tokens/nightly')).status).toBe(204);
      expect((await new Client(server).ask('GET', '/api/summary', asToken)).status).toBe(401);

      expect((await root.ask('DELETE', '/api/users/ROOT')).status).toBe(400);
      expect(await post(root, '/users/root/role', { role: 'reader' })).toBe(400);
      expect((await root.ask('DELETE', '/api/users/eva')).status).toBe(204);
      expect((await eva.ask('GET', '/api/summary')).status).toBe(401);
      const log = (await (await root.ask('GET', '/api/audit?kind=user')).json()) as AuditPage;
      expect(log.rows.map(({ person, target, detail }) => `${person}: ${target}, ${detail}`).reverse()).toEqual([
        'root: user eva, added as reader', 'root: user eva, role analyst', 'eva: user eva, own password', 'root: token nightly, added as reader', 'root: token nightly, removed', 'root: user eva, removed',
      ]);
    } finally {
      await server.close();
    }
  });

  it('begins with an administrator, and from then on everybody has to log in', async () => {
    const server = await serveFixture(0, { users: newUsers() });
    try {
      const client = new Client(server);
      const add = async (role: Role) => (await client.ask('POST', '/api/users', { body: { name: 'ana', role, password: PASSWORD } })).status;
      expect((await client.ask('GET', '/api/summary')).status).toBe(200);
      expect(await add('analyst')).toBe(400);
      expect(await add('admin')).toBe(204);
      expect((await client.ask('GET', '/api/summary')).status).toBe(401);
      expect((await client.login('ana')).status).toBe(204);
      expect((await client.ask('GET', '/api/summary')).status).toBe(200);
    } finally {
      await server.close();
    }
  });
});

describe('names and proxies', () => {
  const reached = async (more: Partial<ServeOptions>): Promise<Fixture> => {
    const users = newUsers();
    await users.addUser('ana', 'reader', PASSWORD);
    return serveFixture(0, { users, ...more });
  };

  it('answers under the names of the machine for itself and those given, whatever the port', async () => {
    const server = await reached({ publicNames: ['Record.example.org'] });
    const port = String(server.port);
    for (const host of ['localhost', `localhost:${port}`, '127.0.0.1', '[::1]:80', 'record.example.org', 'record.example.org:8443']) expect(await withHost(server, host), host).toBe(200);
    for (const host of ['example.org', 'evil.record.example.org', 'record.example.org.evil.example', 'localhost.evil.example', '10.0.0.1', '127.0.0.1.nip.io', 'record.example.org@evil.example']) expect(await withHost(server, host), host).not.toBe(200);
    await server.close();
  });

  it('believes no X-Forwarded header without --behind-proxy', async () => {
    const server = await reached({});
    const answer = await new Client(server).login('ana', PASSWORD, { 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '203.0.113.9' });
    expect(answer.headers.get('set-cookie')).not.toMatch(/Secure/);
    expect((await server.store.audit({ kind: 'login' })).rows[0]!.address).toMatch(/127\.0\.0\.1$/);
    await server.close();
  });

  it('behind a proxy takes the scheme and the address that the proxy wrote last', async () => {
    const server = await reached({ behindProxy: true, publicNames: ['record.example.org'] });
    const client = new Client(server);
    const headers = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '198.51.100.1, 203.0.113.9' };
    const answer = await client.login('ana', PASSWORD, headers);
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-demarche=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    expect((await server.store.audit({ kind: 'login' })).rows[0]!.address).toBe('203.0.113.9');
    const send = (origin: string) => withHost(server, 'record.example.org', { path: '/api/logout', method: 'POST', headers: { ...headers, Origin: origin } });
    expect(await send('https://record.example.org')).toBe(204);
    expect(await send('http://record.example.org')).toBe(403);
    expect(await send('https://record.example.org:8443')).toBe(403);
    await server.close();
  });

  it('counts an IPv6 address by its network', () => {
    expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
    expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0');
    expect(networkOf('2001:db8:1:2::9')).toBe(networkOf('2001:0db8:0001:0002:ffff::1'));
    expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
    expect(networkOf('192.0.2.7')).toBe('192.0.2.7');
  });

  it('forgets failures after an hour, and never holds more than so many', () => {
    let now = 0;
    const limiter = new Limiter({ free: 2, longest: 60, now: () => now });
    for (let i = 0; i < 12; i++) limiter.begin('a');
    expect(limiter.wait('a')).toBe(60);
    now += 2 * HOUR;
    limiter.begin('a');
    expect(limiter.wait('a')).toBe(0);
    for (let i = 0; i < 10_001; i++) limiter.begin(`k${i}`);
    limiter.begin('a');
    limiter.begin('a');
    expect(limiter.wait('a')).toBeGreaterThan(0);
    limiter.takeBack('a');
    expect(limiter.wait('a')).toBe(0);
  });
});

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

describe('answers', () => {
  let server: Fixture;
  beforeAll(async () => {
    server = await serveFixture();
  });
  afterAll(() => server.close());

  it('carry what a browser must keep to, errors and files too', async () => {
    for (const path of ['/', '/desk/ARG', '/login', '/api/summary', '/api/none', '/none.js', '/theme.js', '/desk/ARG.csv', '/api/docs']) {
      const { headers } = await fetch(server.url.slice(0, -1) + path);
      expect(headers.get('content-security-policy'), path).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      // WebAssembly is no script: the in-browser coder computes with it.
      expect(headers.get('content-security-policy')).not.toMatch(/(?<!wasm-)unsafe|\*|http:/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('cache-control'), path).toBeTruthy();
    }
  });

  it('never come from a file that a request names', async () => {
    const secrets = [/"dependencies"/, /root:/, /create table/i];
    const up = ['../', '..%2f', '..%5c', '%2e%2e/', '%2e%2e%2f', '..%252f', '....//', '..;/', '..\\', '%c0%ae%c0%ae/', '\u2025/'];
    const targets = ['package.json', 'etc/passwd', 'test.duckdb', 'index.html%00.js'];
    const paths = up.flatMap((dots) => targets.flatMap((target) => ['/', '/assets/', '/api/document/', '/desk/'].map((start) => start + dots.repeat(4) + target)));
    for (const path of [...paths, '/assets/', '/assets', '/.env', '/.git/config', '/file:///etc/passwd', '/C:/Windows/win.ini', '/theme.js%00', '/__proto__', '/constructor.js', '/api/__proto__']) {
      const { status, text } = await raw(server, path);
      for (const secret of secrets) expect(text, path).not.toMatch(secret);
      expect(status, path).toBeLessThan(500);
    }
  });

  it('take text for text: a document’s words are never marked up in JSON answers', async () => {
    const { id } = documents().at(-1)!;
    const answer = await fetch(`${server.url}api/document/${id}`);
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(await answer.text()).toContain('<script>alert(1)</script>');
  });
});

/** A request whose path goes as it is: fetch would tidy it. */
function raw(server: Fixture, path: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) =>
    request({ host: '127.0.0.1', port: server.port, path: path.replace(/[^\x21-\x7e]/g, encodeURIComponent), headers: { Host: `127.0.0.1:${server.port}` } }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.on('end', () => resolve({ status: answer.statusCode!, text }));
    }).on('error', reject).end(),
  );
}
