/** demarche serve: the web app and the API over a record. */
import type { Command } from 'commander';
import { loadCoder } from '../../coder/node.js';
import { DuckStore } from '../../record/index.js';
import { serve } from '../../server/index.js';
import { UsageError } from '../errors.js';
import { withStore } from '../store.js';

/** Serves a store until the process is told to stop; prints the address (of `page`) to standard output. */
export async function serveStore(file: string, wantedPort: string | undefined, page = ''): Promise<void> {
  const port = wantedPort === undefined ? undefined : Number(wantedPort);
  if (port !== undefined && (!Number.isInteger(port) || port < 0 || port > 65535)) throw new UsageError(`--port ${wantedPort}: expected a number from 0 to 65535.`);
  const store = await DuckStore.open(file);
  const serving = await serve({ store, coder: await loadCoder(), ...(port === undefined ? {} : { port }) });
  if (serving.asked !== 0 && serving.port !== serving.asked) process.stderr.write(`Port ${serving.asked} is taken; using ${serving.port}.\n`);
  process.stdout.write(`${serving.url.replace(/\/$/, '')}${page}\n`);
  process.stderr.write('Press Ctrl+C to stop.\n');
  await new Promise<void>((resolve) => {
    const stop = (): void => resolve();
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
  await serving.close();
  await store.close();
}

export function serveCommand(program: Command, done: (status: number) => void): void {
  withStore(program.command('serve'))
    .description('web app and API on this machine')
    .option('-p, --port <port>', 'port to listen on; the next free one is used when it is taken')
    .action(async (options: { store: string; port?: string }) => {
      await serveStore(options.store, options.port);
      done(0);
    });
}
