/** demarche bloc BRICS --at 2024-01-01: members on a date, and how many are of which regime type. */
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { loadActors } from '../../actors/node.js';
import { regimeCounts } from '../../analysis/regimes.js';
import { ActorNames } from '../../record/names.js';
import { actorCode, isoDate } from '../checks.js';
import { exampleRegimes } from '../regimes.js';
import { fromStore, withStore } from '../store.js';
import { table } from '../table.js';

export function bloc(program: Command, done: (status: number) => void): void {
  withStore(program.command('bloc <organisation>'))
    .description('members of a bloc on a date, and their regime types: by the dictionary, and by what the record has of memberships, where there is one')
    .option('--at <date>', 'the day, YYYY-MM-DD', new Date().toISOString().slice(0, 10))
    .option('--regimes <file>', 'regime types by year: CSV with state, year, regime (0 to 3), source; else the example’s')
    .option('--json', 'as JSON')
    .action(async (name: string, options: { at: string; store: string; regimes?: string; json?: boolean }) => {
      const actors = loadActors();
      // Without a record, the dictionary alone: none is made for a question.
      const names = existsSync(options.store) ? await fromStore(options.store, (store) => ActorNames.in(store, actors)) : new ActorNames(actors);
      const code = actorCode(name, names);
      const at = isoDate(options.at);
      const regimes = exampleRegimes(options.regimes);
      const members = names.membersOn(code, at)
        .sort((a, b) => a.role.localeCompare(b.role) || (a.from ?? '').localeCompare(b.from ?? '') || a.state.localeCompare(b.state))
        .map((m) => ({ ...m, regime: regimes.on(m.state, at) }));
      const full = members.filter((m) => m.role === 'member');
      const counts = regimeCounts(full.map((m) => m.state), at, regimes);
      if (options.json) process.stdout.write(`${JSON.stringify({ organisation: code, at, regimes: counts, members })}\n`);
      else {
        const shown = counts
          .filter(({ count }) => count > 0)
          .map(({ regime, count, years }) => `${count} ${regime ?? 'not known'}${years && years[0] < Number(at.slice(0, 4)) ? ` (as of ${years[0] === years[1] ? years[0] : years.join('–')})` : ''}`);
        process.stdout.write(`${names.nameOf(code)} on ${at}: ${full.length} members${full.length === 0 ? '' : `; regime types: ${shown.join(', ')}`}\n\n`);
        process.stdout.write(`${table(['state', 'role', 'since', 'regime', 'source'], members.map((m) => [names.nameOf(m.state), m.role, m.from ?? '', m.regime ? `${m.regime.regime} (${m.regime.year})` : '', m.source]), ['left', 'left', 'left', 'left', 'left'])}\n`);
      }
      done(0);
    });
}
