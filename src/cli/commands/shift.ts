/** demarche shift ARG --at 2023-12-10: every partner before and after a date, with intervals. */
import type { Command } from 'commander';
import { loadActors } from '../../actors/node.js';
import { compareAt, type DayRow, type Side } from '../../analysis/compare.js';
import { actorCode, isoDate } from '../checks.js';
import { inStore, withStore } from '../store.js';
import { table } from '../table.js';

function shown(side: Side): string {
  return side.estimate ? `${side.estimate.value.toFixed(1)} [${side.estimate.low.toFixed(1)}, ${side.estimate.high.toFixed(1)}] n=${side.count}` : `– n=${side.count}`;
}

export function shift(program: Command, done: (status: number) => void): void {
  withStore(program.command('shift <actor>'))
    .description('every partner of an actor before and after a date')
    .requiredOption('--at <date>', 'the date that divides before from after, YYYY-MM-DD')
    .option('--from <date>', 'first day, YYYY-MM-DD')
    .option('--to <date>', 'day after the last, YYYY-MM-DD')
    .option('--json', 'the comparison as JSON')
    .action(async (name: string, options: { store: string; at: string; from?: string; to?: string; json?: boolean }) => {
      const actors = loadActors();
      const actor = actorCode(name, actors);
      const at = isoDate(options.at);
      const period = { ...(options.from ? { from: isoDate(options.from) } : {}), ...(options.to ? { to: isoDate(options.to) } : {}) };
      const rows = await inStore(options.store, (store) => store.partnerSeries({ actor, unit: 'day', ...period }));
      const partners = new Map<string, DayRow[]>();
      for (const row of rows) {
        const list = partners.get(row.partner) ?? [];
        if (list.length === 0) partners.set(row.partner, list);
        list.push(row);
      }
      const comparison = compareAt(partners, at);
      if (options.json) {
        process.stdout.write(`${JSON.stringify({ actor, at, comparison })}\n`);
      } else {
        const lines = comparison
          .filter((c) => c.before.count + c.after.count >= 3)
          .map((c) => [actors.nameOf(c.partner), shown(c.before), shown(c.after), c.difference === null ? '' : c.difference.toFixed(1), c.q === null ? '' : c.q.toFixed(3), c.verdict]);
        process.stdout.write(`${actors.nameOf(actor)} before and after ${at}: mean intensity of deeds with each partner, both directions\n\n`);
        process.stdout.write(`${table(['partner', 'before', 'after', 'change', 'q', 'verdict'], lines, ['left', 'left', 'left', 'right', 'right', 'left'])}\n`);
      }
      done(0);
    });
}
