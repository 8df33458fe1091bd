/** The HTTP API and the web app, on a loopback port. */
import { serve as listen, type ServerType } from '@hono/node-server';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ActorDictionary } from '../actors/index.js';
import { loadActors } from '../actors/node.js';
import type { Codebook } from '../codebook/index.js';
import { loadCodebook } from '../codebook/node.js';
import type { Store } from '../record/store.js';
import { createApp } from './app.js';
import type { ServerContext } from './context.js';
import { ActorNames } from './names.js';

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

const HOST = '127.0.0.1';
const DEFAULT_PORT = 4127;
const PORTS_TRIED = 50;

/** Serves a store on this machine. Where the port is taken the next free one is used: compare `port` with `asked`. */
export async function serve({ store, coder, port = DEFAULT_PORT, actors = loadActors(), codebook = loadCodebook(), webFolder = packageFile('dist/web') }: ServeOptions): Promise<Serving> {
  const { version } = JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { version: string };
  const app = createApp({ context: { store, coder, names: new ActorNames(actors), codebook }, webFolder, version });
  for (let tried = port; ; tried++) {
    const server = await listenOn(app.fetch, tried);
    if (!server) {
      if (port === 0 || tried + 1 >= port + PORTS_TRIED) throw new Error(`The ports ${port} to ${tried} are all taken: close what uses them, or name another with --port.`);
      continue;
    }
    const bound = (server.address() as { port: number }).port;
    return {
      url: `http://${HOST}:${bound}/`,
      port: bound,
      asked: port,
      close: () =>
        new Promise((resolve, reject) => {
          server.close((error) => (error ? reject(error) : resolve()));
          if ('closeAllConnections' in server) server.closeAllConnections();
        }),
    };
  }
}

/** A file of this package, whether run from `src/` or from `dist/`. */
function packageFile(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

/** The listening server, or null when the port is taken. */
function listenOn(fetch: (request: Request) => Response | Promise<Response>, port: number): Promise<ServerType | null> {
  return new Promise((resolve, reject) => {
    const server = listen({ fetch, port, hostname: HOST }, () => resolve(server));
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(null) : reject(error)));
  });
}
