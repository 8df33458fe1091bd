/** Who may come in: the file of users, and managing them. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { AuditPage } from '../../src/server/api/security.js';
import { Users, type ServeOptions } from '../../src/server/index.js';
import { passwordMatches } from '../../src/server/security/passwords.js';
import type { Role } from '../../src/server/security/roles.js';
import { Client, newUsers, PASSWORD } from './client.js';
import { serveFixture } from './fixture.js';

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
