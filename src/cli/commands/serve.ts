/** demarche serve: the web app and the API over a record. */
import { Option, type Command } from 'commander';
import { availableParallelism } from 'node:os';
import { loadCoder } from '../../coder/node.js';
import { DuckStore } from '../../record/index.js';
import { isExposed, serve, type ServeOptions } from '../../server/index.js';
import { isLoopback } from '../../server/security/origin.js';
import { UsageError } from '../errors.js';
import { withStore } from '../store.js';
import { openUsers, withUsers } from '../users.js';

/** How a store is served, besides its port. */
type Reached = Pick<ServeOptions, 'host' | 'users' | 'publicNames' | 'behindProxy' | 'feedMinutes'>;

/** Serves a store until the process is told to stop; prints the address (of `page`) to standard output. */
export async function serveStore(file: string, wantedPort: string | undefined, page = '', reached: Reached = { users: openUsers({ store: file }) }): Promise<void> {
  const port = wantedPort === undefined ? undefined : Number(wantedPort);
  if (port !== undefined && (!Number.isInteger(port) || port < 0 || port > 65535)) throw new UsageError(`--port ${wantedPort}: expected a number from 0 to 65535.`);
  // Before anything is loaded or made.
  isExposed(reached);
  const store = await DuckStore.open(file);
  try {
    const serving = await serve({ store, coder: await loadCoder(), workers: availableParallelism(), ...reached, ...(port === undefined ? {} : { port }) });
    if (serving.asked !== 0 && serving.port !== serving.asked) process.stderr.write(`Port ${serving.asked} is taken; using ${serving.port}.\n`);
    if (reached.host !== undefined && !isLoopback(reached.host) && !reached.behindProxy) {
      process.stderr.write('Passwords and pages cross the network as they are, for all on the way to read: put a proxy with TLS before the server (docs/serving.md).\n');
    }
    process.stdout.write(`${serving.url.replace(/\/$/, '')}${page}\n`);
    process.stderr.write('Press Ctrl+C to stop.\n');
    await new Promise<void>((resolve) => {
      const stop = (): void => resolve();
      process.once('SIGINT', stop);
      process.once('SIGTERM', stop);
    });
    await serving.close();
  } finally {
    await store.close();
  }
}

interface Options {
  store: string;
  port?: string;
  host?: string;
  publicName: string[];
  behindProxy?: boolean;
  users?: string;
  /** Minutes; false: no feed is asked. */
  feeds: string | false;
}

export function serveCommand(program: Command, done: (status: number) => void): void {
  withUsers(withStore(program.command('serve')))
    .description('web app and API, on this machine unless told otherwise')
    .option('-p, --port <port>', 'port to listen on; the next free one is used when it is taken')
    .option('--host <address>', 'address to listen at, 0.0.0.0 for all of this machine’s; any but a loopback one takes users or a token')
    .addOption(new Option('--public-name <name>', 'name that the server goes by on the network; may be given more than once').argParser((name: string, names: string[]) => [...names, name]).default([], 'none'))
    .option('--behind-proxy', 'a proxy stands before the server and says by X-Forwarded-For and X-Forwarded-Proto who asks and how')
    .option('--feeds <minutes>', 'minutes between two polls of a feed that is followed', '30')
    .option('--no-feeds', 'ask no feed by itself')
    .action(async ({ store, port, host, publicName, behindProxy, users, feeds }: Options) => {
      if (feeds !== false && !(Number(feeds) >= 1)) throw new UsageError(`--feeds ${feeds}: expected a number of minutes from 1 up.`);
      for (const name of publicName) if (!/^[a-z0-9.-]+$|^\[[0-9a-f:]+\]$/i.test(name)) throw new UsageError(`--public-name ${name}: expected the name of a host alone, such as record.example.org.`);
      await serveStore(store, port, '', {
        users: openUsers({ store, users }), publicNames: publicName, behindProxy: behindProxy ?? false, feedMinutes: feeds === false ? null : Number(feeds), ...(host === undefined ? {} : { host }),
      });
      done(0);
    });
}
