/** A browser and requests as they come over a network, for tests of who comes in and what they may do. */
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { SessionView } from '../../src/server/api/security.js';
import { Users } from '../../src/server/index.js';
import type { Fixture } from './fixture.js';

export const PASSWORD = 'correct horse battery staple';
export const HOUR = 3_600_000;
const folder = mkdtempSync(join(tmpdir(), 'demarche-users-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
/** Users of a file of their own: nobody yet. */
export const newUsers = (): Users => Users.open(join(folder, `${++files}.users.json`));

/** A browser as far as it matters here: one cookie, and the guard of its session. */
export class Client {
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
export function withHost(server: Fixture, host: string, { path = '/api/session', method = 'GET', headers = {} }: { path?: string; method?: string; headers?: Record<string, string> } = {}): Promise<number> {
  return new Promise((resolve, reject) =>
    request(new URL(path, server.url), { method, headers: { ...headers, Host: host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode!);
    }).on('error', reject).end(),
  );
}

/** A request whose path goes as it is: fetch would tidy it. */
export function raw(server: Fixture, path: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) =>
    request({ host: '127.0.0.1', port: server.port, path: path.replace(/[^\x21-\x7e]/g, encodeURIComponent), headers: { Host: `127.0.0.1:${server.port}` } }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.on('end', () => resolve({ status: answer.statusCode!, text }));
    }).on('error', reject).end(),
  );
}
