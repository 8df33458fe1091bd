/** What every answer carries, and what none gives away. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raw } from './client.js';
import { documents, serveFixture, type Fixture } from './fixture.js';

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
