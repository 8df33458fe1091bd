/** Names that a server answers under, and the addresses that requests come from. */
import { describe, expect, it } from 'vitest';
import type { ServeOptions } from '../../src/server/index.js';
import { Limiter } from '../../src/server/security/limiter.js';
import { networkOf } from '../../src/server/security/origin.js';
import { Client, HOUR, newUsers, PASSWORD, withHost } from './client.js';
import { serveFixture, type Fixture } from './fixture.js';

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
