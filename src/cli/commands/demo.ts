/** demarche demo: the embedded example, coded and served. What was coded before is there at the next start. */
import type { Command } from 'commander';
import { join } from 'node:path';
import { dataFolder } from '../../codebook/node.js';
import { loadActors } from '../../actors/node.js';
import { importIndicators } from '../../intake/indicators.js';
import { ActorNames } from '../../record/names.js';
import { bringIn } from '../intake.js';
import { inStore } from '../store.js';
import { serveStore } from './serve.js';

export function demo(program: Command, done: (status: number) => void): void {
  program
    .command('demo')
    .description('the embedded example (Argentina since December 2019), coded and served')
    .option('-s, --store <file>', 'where the example’s record is kept', join('.demarche', 'example.duckdb'))
    .option('-p, --port <port>', 'port to listen on; the next free one is used when it is taken')
    .option('--no-serve', 'code the example and stop')
    .action(async (options: { store: string; port?: string; serve: boolean }) => {
      await inStore(options.store, async (store) => {
        await bringIn(store, [join(dataFolder, 'example', 'dispatches')]);
        const names = await ActorNames.in(store, loadActors());
        await importIndicators({ store, files: [join(dataFolder, 'example', 'indicators.csv')], actorOf: (name) => names.codeOf(name) });
      });
      if (options.serve) await serveStore(options.store, options.port, '/desk/ARG?at=2023-12-10');
      done(0);
    });
}
