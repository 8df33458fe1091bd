import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isPublic } from '../../src/sources/addresses.js';
import type { FetchFailure} from '../../src/sources/fetch.js';
import { Fetcher, type FetchOptions } from '../../src/sources/fetch.js';
import { parseRobots } from '../../src/sources/robots.js';

let server: Server;
let site = '';
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let asked: string[] = [];
const fetchers: Fetcher[] = [];
const guest = (options: FetchOptions = {}): Fetcher => {
  const fetcher = new Fetcher({ allowLoopback: true, timeLimit: 3000, ...options });
  fetchers.push(fetcher);
  return fetcher;
};

beforeEach(async () => {
  asked = [];
  answer = (_request, response) => response.end('hello');
  server = createServer((request, response) => {
    asked.push(request.url!);
    if (request.url === '/robots.txt') response.writeHead(404).end();
    else answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await Promise.all(fetchers.splice(0).map((fetcher) => fetcher.close()));
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('which addresses are asked', () => {
  it('only public ones', () => {
    for (const address of ['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '100.100.100.200', '0.0.0.0', '224.0.0.1', '255.255.255.255', '168.63.129.16', '::1', '::', 'fe80::1', 'fd00:ec2::254', 'ff02::1', '::ffff:127.0.0.1', '64:ff9b::a00:1', '2002:7f00:1::']) {
      expect(isPublic(address), address).toBe(false);
    }
    for (const address of ['8.8.8.8', '2606:4700::1111']) expect(isPublic(address), address).toBe(true);
  });

  it.each(['http://127.0.0.1:9/', 'http://2130706433/', 'http://0x7f.1/', 'http://[::1]/', 'http://[::ffff:127.0.0.1]/', 'http://localhost/', 'http://169.254.169.254/latest/meta-data/'])('not %s', async (address) => {
    await expect(guest({ allowLoopback: false }).fetch(address)).rejects.toThrow(/not asked|no answer/);
  });

  it('not after a redirect or by another protocol', async () => {
    answer = (_request, response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    await expect(guest().fetch(site)).rejects.toThrow('169.254.169.254 is no address of the public Internet');
    answer = (_request, response) => response.writeHead(302, { location: 'file:///etc/hostname' }).end();
    await expect(guest().fetch(site)).rejects.toThrow('an address by file:');
    await expect(guest().fetch('ftp://example.org/')).rejects.toThrow('http: or https:');
    await expect(guest().fetch(`${site.replace('://', '://me:secret@')}/`)).rejects.toThrow('a name or password');
  });
});

describe('limits', () => {
  it('counts redirects', async () => {
    answer = (request, response) => response.writeHead(302, { location: `${request.url}x` }).end();
    await expect(guest().fetch(site)).rejects.toThrow('more than 5 redirects');
    expect(asked).toHaveLength(7);
  });

  it('gives up on a server that sends a byte a second', async () => {
    answer = (_request, response) => {
      const drip = setInterval(() => response.write('x'), 100);
      response.on('close', () => clearInterval(drip));
    };
    const began = Date.now();
    await expect(guest({ timeLimit: 800 }).fetch(site)).rejects.toThrow('longer than 0.8 s');
    expect(Date.now() - began).toBeLessThan(5000);
  });

  it('gives up on a feed that never ends, and on a small file that unpacks to a large one', async () => {
    answer = (_request, response) => {
      const more = (): void => { while (!response.destroyed && response.write(Buffer.alloc(65_536))); };
      response.on('drain', more);
      more();
    };
    await expect(guest({ largest: 1 << 20 }).fetch(site)).rejects.toThrow('more than 1 MB');
    answer = (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(8 << 20)));
    await expect(guest({ largest: 1 << 20 }).fetch(site)).rejects.toThrow('more than 1 MB');
  });
});

describe('manners', () => {
  it('asks only for what has changed', async () => {
    answer = (request, response) => (request.headers['if-none-match'] === '"1"' ? response.writeHead(304).end() : response.writeHead(200, { etag: '"1"' }).end('page'));
    const first = await guest().fetch(site);
    expect(first).toMatchObject({ changed: true, etag: '"1"' });
    expect(await guest().fetch(site, { etag: '"1"' })).toEqual({ changed: false });
  });

  it('waits as long as it is told to', async () => {
    answer = (_request, response) => response.writeHead(503, { 'retry-after': '120' }).end();
    const fetcher = guest();
    const failure = await fetcher.fetch(site).catch((error: FetchFailure) => error) as FetchFailure;
    expect(failure.retryAt! - Date.now()).toBeGreaterThan(110_000);
    const before = asked.length;
    await expect(fetcher.fetch(`${site}/other`)).rejects.toThrow('asks to be left alone');
    expect(asked).toHaveLength(before);
  });

  it('keeps to robots.txt', async () => {
    server.removeAllListeners('request');
    server.on('request', (request: IncomingMessage, response: ServerResponse) => response.end(request.url === '/robots.txt' ? 'User-agent: *\nDisallow: /private' : 'page'));
    await expect(guest().fetch(`${site}/private/a`)).rejects.toThrow('robots.txt');
    expect((await guest().fetch(`${site}/open`)).changed).toBe(true);
  });

  it('reads robots.txt as the standard says', () => {
    const robots = parseRobots('User-agent: other\nDisallow: /\n\nUser-agent: demarche\nUser-agent: x\nDisallow: /a\nAllow: /a/b\nDisallow: /*.pdf$ # papers\n\nUser-agent: *\nDisallow: /', 'demarche');
    expect(['/', '/a', '/a/b/c', '/x.pdf', '/x.pdf?y'].map((path) => robots.allows(path))).toEqual([true, false, true, false, true]);
    expect(parseRobots('', 'demarche').allows('/')).toBe(true);
  });
});
