/** demarche relation ARG CHN: the dyad over time, as a table with a chart in the terminal. */
import type { Command } from 'commander';
import { loadActors } from '../../actors/node.js';
import { relationSeries } from '../../analysis/desk.js';
import type { Unit } from '../../record/index.js';
import { ActorNames } from '../../record/names.js';
import { actorCode, isoDate, oneOf } from '../checks.js';
import { fromStore, withStore } from '../store.js';
import { balanceBar, table } from '../table.js';

const UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const;
const DIRECTIONS = ['out', 'in', 'both'] as const;

export function relation(program: Command, done: (status: number) => void): void {
  withStore(program.command('relation <actor> <recipient>'))
    .description('the relation of two actors over time')
    .option('--unit <unit>', UNITS.join(' | '), 'quarter')
    .option('--direction <direction>', 'out (first to second), in or both', 'both')
    .option('--from <date>', 'first day, YYYY-MM-DD')
    .option('--to <date>', 'day after the last, YYYY-MM-DD')
    .option('--json', 'the series as JSON')
    .action(async (first: string, second: string, options: { store: string; unit: string; direction: string; from?: string; to?: string; json?: boolean }) => {
      const unit: Unit = oneOf('unit', options.unit, UNITS);
      const direction = oneOf('direction', options.direction, DIRECTIONS);
      const period = { ...(options.from ? { from: isoDate(options.from) } : {}), ...(options.to ? { to: isoDate(options.to) } : {}) };
      const { names, actor, recipient, rows } = await fromStore(options.store, async (store) => {
        const names = await ActorNames.in(store, loadActors());
        const [actor, recipient] = [actorCode(first, names), actorCode(second, names)];
        return { names, actor, recipient, rows: await store.series({ actor, recipient, direction, unit, ...period }) };
      });
      const points = rows.length === 0 ? [] : relationSeries(rows, { unit, from: options.from ?? (rows[0] as { period: string }).period, to: options.to ?? (rows.at(-1) as { period: string }).period });
      if (options.json) {
        process.stdout.write(`${JSON.stringify({ actor, recipient, direction, unit, points })}\n`);
      } else if (points.length === 0) {
        process.stdout.write(`No deeds between ${names.nameOf(actor)} and ${names.nameOf(recipient)} in the record.\n`);
      } else {
        const shown = points.map((point) => {
          const [a, b, c, d] = point.quads;
          const { mean } = point;
          return [point.period, String(point.count), String(a), String(b), String(c), String(d), mean === null ? '' : mean.toFixed(1), mean === null ? balanceBar(0, 10) : balanceBar(mean, 10)];
        });
        process.stdout.write(
          `${names.nameOf(actor)} and ${names.nameOf(recipient)}, by ${unit} (mean intensity −10 … +10)\n\n` +
            `${table([unit, 'deeds', 'verbal+', 'material+', 'verbal−', 'material−', 'mean', '      conflict  │  cooperation'], shown, ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'left'])}\n`,
        );
      }
      done(0);
    });
}
