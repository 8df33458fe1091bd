/** demarche watch URL…: feeds polled on a schedule, their new items into the record. */
import type { Command } from 'commander';
import { openFetcher } from '../../intake/fetching.js';
import { watch } from '../../intake/watch.js';
import { describeFailure } from '../../sources/index.js';
import { isUrl } from '../../sources/fields.js';
import { UsageError } from '../errors.js';
import { inStore, withStore } from '../store.js';

export function watchCommand(program: Command, done: (status: number) => void): void {
  withStore(program.command('watch <urls...>'))
    .description('polls feeds; their new items into the record')
    .option('--every <minutes>', 'minutes between two polls of a feed', '30')
    .option('--once', 'poll what is due and end')
    .action(async (urls: string[], options: { store: string; every: string; once?: boolean }) => {
      const minutes = Number(options.every);
      if (!(minutes >= 1)) throw new UsageError(`--every ${options.every}: expected a number of minutes from 1 up.`);
      for (const url of urls) if (!isUrl(url)) throw new UsageError(`"${url}" is no address; write one that begins with http:// or https://.`);
      const stop = new AbortController();
      const onInterrupt = (): void => stop.abort();
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, onInterrupt);
      const fetcher = await openFetcher();
      let failed = 0;
      try {
        await inStore(options.store, (store) => watch({
          store, urls, fetcher, every: minutes * 60_000, signal: stop.signal, ...(options.once ? { once: true } : {}),
          onPoll: ({ url, result, items, failures, nextAt }) => {
            failed += failures.length;
            for (const failure of failures) process.stderr.write(`${describeFailure(failure)}\n`);
            process.stderr.write(`${url}: ${items} new items, ${result?.added ?? 0} documents added; next at ${new Date(nextAt).toISOString()}\n`);
          },
        }));
      } finally {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, onInterrupt);
        await fetcher.close();
      }
      done(failed > 0 ? 1 : 0);
    });
}
