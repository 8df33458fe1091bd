/** Pages and feeds from the network, as a guest that nobody trusts has to ask for them, and as one that trusts nobody. */
import { Agent, request, type Dispatcher } from 'undici';
import { ForbiddenAddress, guardedConnector } from './addresses.js';
import { gunzip, megabytes, readAll } from './bytes.js';
import { ALLOW_ALL, ALLOW_NONE, parseRobots, type Robots } from './robots.js';
import { Unreadable } from './types.js';

export interface FetchOptions {
  /** Most bytes of one answer, unpacked. */
  largest?: number;
  /** Milliseconds that one answer may take from first to last byte, with all its redirects. */
  timeLimit?: number;
  redirects?: number;
  /** For tests, which have no other server than their own: also asks this machine. No face sets it. */
  allowLoopback?: boolean;
}

/** What a server said of a page's state, to ask next time whether it has changed. */
export interface Validators {
  etag?: string;
  lastModified?: string;
}

export type Fetched =
  | ({ changed: true; url: string; bytes: Uint8Array; contentType: string } & Validators)
  | { changed: false };

/** Something that could not be fetched; with the instant (milliseconds) before which the server asks to be left alone. */
export class FetchFailure extends Unreadable {
  readonly retryAt: number | null;

  constructor(found: string, expected: string, advice: string, retryAt: number | null = null) {
    super({ place: '', found, expected, advice });
    this.name = 'FetchFailure';
    this.retryAt = retryAt;
  }
}

const AGENT = 'demarche';
const DEFAULTS = { largest: 50 << 20, timeLimit: 30_000, redirects: 5 };
const LARGEST_ROBOTS = 512 << 10;
const LONGEST_WAIT = 24 * 3600 * 1000;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const LATER = 'Try again later.';

/** Fetches; remembers each site's robots.txt and what it asked to wait. */
export class Fetcher {
  private readonly options: Required<FetchOptions>;
  private readonly agent: Agent;
  private readonly robots = new Map<string, Robots>();
  private readonly waits = new Map<string, number>();

  constructor(options: FetchOptions = {}) {
    this.options = { ...DEFAULTS, allowLoopback: false, ...options };
    const { timeLimit, allowLoopback } = this.options;
    this.agent = new Agent({ connect: guardedConnector(allowLoopback, timeLimit), headersTimeout: timeLimit, bodyTimeout: timeLimit, maxHeaderSize: 32 << 10 });
  }

  close(): Promise<void> {
    return this.agent.destroy();
  }

  /** Asks for an address. @throws FetchFailure */
  async fetch(address: string, validators: Validators = {}): Promise<Fetched> {
    const signal = AbortSignal.timeout(this.options.timeLimit);
    const headers: Record<string, string> = {};
    if (validators.etag) headers['if-none-match'] = validators.etag;
    if (validators.lastModified) headers['if-modified-since'] = validators.lastModified;
    const { answer, url } = await this.follow(address, headers, signal, true);
    if (answer.statusCode === 304) {
      await discard(answer);
      return { changed: false };
    }
    if (answer.statusCode !== 200) {
      await discard(answer);
      throw this.refused(answer, url);
    }
    const bytes = await this.read(answer, this.options.largest, signal);
    const field = (name: string): string => String(answer.headers[name] ?? '');
    const state = { ...(field('etag') ? { etag: field('etag') } : {}), ...(field('last-modified') ? { lastModified: field('last-modified') } : {}) };
    return { changed: true, url: url.href, bytes, contentType: field('content-type'), ...state };
  }

  /** The first answer that is no redirect. Each step is checked as if it had been asked for. */
  private async follow(address: string, headers: Record<string, string>, signal: AbortSignal, polite: boolean): Promise<{ answer: Dispatcher.ResponseData; url: URL }> {
    let url = checked(address);
    for (let redirects = 0; ; redirects += 1) {
      const until = this.waits.get(url.origin) ?? 0;
      if (until > Date.now()) throw new FetchFailure(`a site that asks to be left alone until ${new Date(until).toISOString()}`, 'one that may be asked', LATER, until);
      if (polite && !(await this.robotsOf(url, signal)).allows(url.pathname + url.search)) {
        throw new FetchFailure('a page that its site\'s robots.txt closes to programs', 'one that is open to them', 'Save the page by hand and add the file, or ask the site.');
      }
      const answer = await this.ask(url, headers, signal);
      const location = answer.headers.location;
      if (!REDIRECTS.has(answer.statusCode) || location === undefined) return { answer, url };
      await discard(answer);
      if (redirects >= this.options.redirects) throw new FetchFailure(`more than ${this.options.redirects} redirects`, 'a page', 'Open the address in a browser and give the one that it ends at.');
      url = checked(String(location), url);
    }
  }

  private async ask(url: URL, headers: Record<string, string>, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    try {
      return await request(url, { dispatcher: this.agent, signal, headers: { 'user-agent': AGENT, accept: '*/*', 'accept-encoding': 'gzip, identity', ...headers } });
    } catch (error) {
      throw this.explained(error);
    }
  }

  private async read(answer: Dispatcher.ResponseData, limit: number, signal: AbortSignal): Promise<Uint8Array> {
    const encoding = String(answer.headers['content-encoding'] ?? 'identity').toLowerCase();
    try {
      if (encoding !== 'identity' && encoding !== 'gzip' && encoding !== '') {
        throw new FetchFailure(`an answer packed as ${encoding.slice(0, 20)}`, 'gzip or none', 'Save the page by hand and add the file.');
      }
      if (Number(answer.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
      const chunks = limited(answer.body, limit);
      return await readAll(encoding === 'gzip' ? limited(gunzip(chunks), limit) : chunks, limit);
    } catch (error) {
      await discard(answer);
      if (signal.aborted || !(error instanceof Unreadable)) throw this.explained(signal.aborted ? signal.reason : error);
      throw error;
    }
  }

  private async robotsOf(url: URL, signal: AbortSignal): Promise<Robots> {
    const known = this.robots.get(url.origin);
    if (known) return known;
    const { answer } = await this.follow(new URL('/robots.txt', url).href, {}, signal, false);
    let robots = ALLOW_ALL;
    if (answer.statusCode === 200) robots = parseRobots(Buffer.from(await this.read(answer, LARGEST_ROBOTS, signal)).toString('utf8'), AGENT);
    else {
      await discard(answer);
      // A site that is out of order has not said yes; one without the file has not said no.
      if (answer.statusCode === 429 || answer.statusCode >= 500) throw this.refused(answer, url);
      if (answer.statusCode < 400) robots = ALLOW_NONE;
    }
    this.robots.set(url.origin, robots);
    return robots;
  }

  private refused(answer: Dispatcher.ResponseData, url: URL): FetchFailure {
    const said = answer.headers['retry-after'];
    const retryAt = said === undefined ? null : instantOf(String(said));
    if (retryAt !== null) this.waits.set(url.origin, retryAt);
    const wait = retryAt === null ? '' : ` and asks to be left alone until ${new Date(retryAt).toISOString()}`;
    return new FetchFailure(`a server that answers ${answer.statusCode}${wait}`, 'a page (200)', answer.statusCode >= 500 || answer.statusCode === 429 ? LATER : 'Look at the address in a browser.', retryAt);
  }

  private explained(error: unknown): Error {
    if (error instanceof FetchFailure) return error;
    const { name, message, code } = error as Error & { code?: string };
    if (error instanceof ForbiddenAddress) return new FetchFailure(`an address that is not asked: ${message}`, 'an address of the public Internet', 'Save the page yourself and add the file.');
    if (name === 'TimeoutError' || name === 'AbortError' || /TIMEOUT/.test(code ?? '')) {
      return new FetchFailure(`an answer that takes longer than ${this.options.timeLimit / 1000} s`, 'a whole one within that time', LATER);
    }
    return new FetchFailure(`no answer (${code ?? message})`, 'a page', 'Look at the address, and whether there is a network.');
  }
}

/** An address that may be asked at all. */
function checked(address: string, base?: URL): URL {
  let url: URL;
  try {
    url = new URL(address, base);
  } catch {
    throw new FetchFailure(`the address "${address.slice(0, 80)}"`, 'one that begins with http:// or https://', 'Look at its spelling.');
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new FetchFailure(`an address by ${url.protocol}`, 'http: or https:', 'Save the file yourself and add it.');
  if (url.username !== '' || url.password !== '') throw new FetchFailure('an address with a name or password in it', 'one without', 'Save the page yourself and add the file.');
  url.hash = '';
  return url;
}

/** Seconds or a date, as an instant; no longer off than a day. */
function instantOf(said: string): number | null {
  const at = /^\d+$/.test(said.trim()) ? Date.now() + Number(said) * 1000 : Date.parse(said);
  return Number.isNaN(at) ? null : Math.min(at, Date.now() + LONGEST_WAIT);
}

async function* limited(chunks: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > limit) throw tooLarge(limit);
    yield chunk;
  }
}

const tooLarge = (limit: number): FetchFailure => new FetchFailure(`an answer of more than ${limit < 1 << 20 ? `${limit} bytes` : megabytes(limit)}`, 'at most that', 'If it is a document that you need, save it yourself and add the file.');

/** Lets go of an answer that is not read; the connection with it, if more is to come than is worth waiting for. */
async function discard(answer: Dispatcher.ResponseData): Promise<void> {
  answer.body.on('error', () => undefined);
  answer.body.destroy();
}
