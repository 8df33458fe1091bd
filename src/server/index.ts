/** The HTTP API and the web app, on a port of this machine, or of a network where somebody has to log in. */
import { serve as listen, type ServerType } from '@hono/node-server';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ActorDictionary } from '../actors/index.js';
import { loadActors } from '../actors/node.js';
import type { Codebook } from '../codebook/index.js';
import { loadCodebook } from '../codebook/node.js';
import { rankerBytes } from '../coder/node.js';
import { ActorNames } from '../record/names.js';
import type { Store } from '../record/store.js';
import { createApp } from './app.js';
import { BrowserCoderFiles } from './coder-files.js';
import type { ServerContext } from './context.js';
import { FEED_MINUTES, FeedSchedule } from './feeds.js';
import { Jobs } from './jobs.js';
import { knowDecisions, LiveCoder } from './live.js';
import { Trainer } from './trainer.js';
import { Gate } from './security/gate.js';
import { isLoopback } from './security/origin.js';
import type { Users } from './security/users.js';

export { Users, UsersError, usersFileOf } from './security/users.js';
export { ROLES, type Role } from './security/roles.js';

export interface ServeOptions {
  store: Store;
  coder: ServerContext['coder'];
  /** First port to try; 0 for any free one. */
  port?: number;
  /** Loaded from the package's data when left out. */
  actors?: ActorDictionary;
  codebook?: Codebook;
  /** Folder of the built web app, when it is not the package's own. */
  webFolder?: string;
  /** Address to listen at; this machine alone when left out. */
  host?: string;
  /** Those who may log in. Where there are none, whoever reaches the server is the local user. */
  users?: Users | null;
  /** Names that the server goes by on the network. */
  publicNames?: readonly string[];
  /** A proxy stands before the server, whose X-Forwarded headers are true. */
  behindProxy?: boolean;
  /** Threads that code what is brought in; more than one only with this package's own coder, which they load for themselves. */
  workers?: number;
  /** Who fetches addresses; one that asks public ones alone when left out. */
  openFetcher?: ServerContext['openFetcher'];
  /** Minutes between two polls of a feed that is followed; null: the server asks none by itself. */
  feedMinutes?: number | null;
  /** Milliseconds between two looks at which feeds may be asked; for tests. */
  feedLook?: number;
  /** Labelled sentences that the ranker learns from besides the record's judgements; the project's own when left out. */
  trainingFiles?: string[];
  /** Milliseconds, for tests of expiry. */
  now?: () => number;
}

export interface Serving {
  /** Address of the home page. */
  url: string;
  port: number;
  /** The port that was tried first: another than `port` when it was taken. */
  asked: number;
  /** Stops answering; the store stays open, it is the caller's. */
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';
const WILDCARDS = new Set(['0.0.0.0', '::']);
const DEFAULT_PORT = 4127;
const PORTS_TRIED = 50;

/**
 * Serves a store. Where the port is taken the next free one is used: compare `port` with `asked`.
 * @throws where others than this machine could reach it and nobody has a login.
 */
export async function serve({
  store, coder, port = DEFAULT_PORT, actors = loadActors(), codebook = loadCodebook(), webFolder = packageFile('dist/web'),
  host = LOOPBACK, users = null, publicNames = [], behindProxy = false, workers = 1, openFetcher, feedMinutes = FEED_MINUTES, feedLook, trainingFiles, now = Date.now,
}: ServeOptions): Promise<Serving> {
  const exposed = isExposed({ host, users, publicNames, behindProxy });
  const inUrl = host.includes(':') ? `[${host}]` : host;
  const names = new Set([...publicNames, ...(WILDCARDS.has(host) ? [] : [inUrl])].map((name) => name.toLowerCase()));
  const gate = new Gate({ users, reach: { names, behindProxy }, exposed, now });
  const { version } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string };
  const jobs = await Jobs.of(store);
  const coderFiles = new BrowserCoderFiles({ codebook, actors, ranker: () => live.ranker ?? rankerBytes(), decisions: () => store.actorChanges() });
  const live = new LiveCoder(coder);
  const actorNames = new ActorNames(actors);
  const know = () => knowDecisions(store, live, actorNames, actors);
  await know();
  const trainer = new Trainer(store, live, trainingFiles);
  await trainer.take();
  const following = { every: (feedMinutes ?? FEED_MINUTES) * 60_000, off: feedMinutes === null, ...(feedLook === undefined ? {} : { look: feedLook }) };
  const context: ServerContext = { store, coder: live, names: actorNames, codebook, knowDecisions: know, coderFiles, trainer, jobs, following, workers, ...(openFetcher ? { openFetcher } : {}) };
  const app = createApp({ context, webFolder, version, gate });
  const schedule = new FeedSchedule(context);
  for (let tried = port; ; tried++) {
    const server = await listenOn(app.fetch, tried, host);
    if (!server) {
      if (port === 0 || tried + 1 >= port + PORTS_TRIED) throw new Error(`The ports ${port} to ${tried} are all taken: close what uses them, or name another with --port.`);
      continue;
    }
    schedule.start();
    const bound = (server.address() as { port: number }).port;
    return {
      url: `http://${WILDCARDS.has(host) ? LOOPBACK : inUrl}:${bound}/`,
      port: bound,
      asked: port,
      close: async () => {
        const closed = new Promise<void>((resolve, reject) => {
          server.close((error) => (error ? reject(error) : resolve()));
          if ('closeAllConnections' in server) server.closeAllConnections();
        });
        schedule.stop();
        await jobs.close();
        await trainer.stop();
        await closed;
      },
    };
  }
}

/**
 * Whether others than this machine can reach a server.
 * @throws where they can and nobody has a login.
 */
export function isExposed({ host = LOOPBACK, users = null, publicNames = [], behindProxy = false }: Pick<ServeOptions, 'host' | 'users' | 'publicNames' | 'behindProxy'>): boolean {
  const exposed = !isLoopback(host) || behindProxy || publicNames.length > 0;
  if (exposed && (!users || users.none)) {
    const where = isLoopback(host) ? 'behind a proxy or under a public name' : `at ${host}`;
    throw new Error(`Others can reach a server ${where}, and nobody has a login: add a user with "demarche user add NAME --role admin", or a token with "demarche token add NAME".`);
  }
  return exposed;
}

/** A file of this package, whether run from `src/` or from `dist/`. */
function packageFile(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

/** The listening server, or null when the port is taken. */
function listenOn(fetch: (request: Request) => Response | Promise<Response>, port: number, hostname: string): Promise<ServerType | null> {
  return new Promise((resolve, reject) => {
    const server = listen({ fetch, port, hostname }, () => resolve(server));
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null);
      else if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') reject(new Error(`--host ${hostname}: found no such address on this machine, expected one of its own, or 0.0.0.0 for all.`));
      else reject(error);
    });
  });
}
