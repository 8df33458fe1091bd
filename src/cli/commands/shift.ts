/** demarche shift ARG --at 2023-12-10: every partner before and after a date, with intervals; without --at, when each relation turned. */
import type { Command } from 'commander';
import { loadActors } from '../../actors/node.js';
import { BUSIEST, changesOf, spanOf, type Changes } from '../../analysis/changes.js';
import type { DayRow, Side } from '../../analysis/compare.js';
import { findTurns, type Turns } from '../../analysis/turns.js';
import { ActorNames } from '../../record/names.js';
import { actorCode, isoDate, wholeNumber } from '../checks.js';
import { fromStore, withStore } from '../store.js';
import { table } from '../table.js';

/** Partners with fewer deeds are not listed. */
const FEWEST = 3;

function shown(side: Side): string {
  return side.estimate ? `${side.estimate.value.toFixed(1)} [${side.estimate.low.toFixed(1)}, ${side.estimate.high.toFixed(1)}] n=${side.count}` : `– n=${side.count}`;
}

export function shift(program: Command, done: (status: number) => void): void {
  withStore(program.command('shift <actor>'))
    .description('every partner of an actor before and after a date; without --at, when each relation turned')
    .option('--at <date>', 'the date that divides before from after, YYYY-MM-DD')
    .option('--from <date>', 'first day, YYYY-MM-DD')
    .option('--to <date>', 'day after the last, YYYY-MM-DD')
    .option('--partners <n>', 'how many of the busiest partners are compared at a date', String(BUSIEST))
    .option('--json', 'the comparison or the turns as JSON')
    .action(async (name: string, options: { store: string; at?: string; from?: string; to?: string; partners: string; json?: boolean }) => {
      const at = options.at === undefined ? null : isoDate(options.at);
      const period = { ...(options.from ? { from: isoDate(options.from) } : {}), ...(options.to ? { to: isoDate(options.to) } : {}) };
      const busiest = wholeNumber('partners', options.partners, 1);
      const report = await fromStore(options.store, async (store) => {
        const names = await ActorNames.in(store, loadActors());
        const actor = actorCode(name, names);
        if (at !== null) return comparisonReport(actor, at, await changesOf(store, { actor, at, ...(await spanOf(store, actor, period)), partners: busiest }), names, options.json);
        const rows = await store.partnerSeries({ actor, unit: 'day', ...period });
        const partners = new Map<string, DayRow[]>();
        for (const row of rows) {
          const list = partners.get(row.partner) ?? [];
          if (list.length === 0) partners.set(row.partner, list);
          list.push(row);
        }
        return turnsReport(actor, partners, rows, names, options.json);
      });
      process.stdout.write(report);
      done(0);
    });
}

function comparisonReport(actor: string, at: string, { comparisons, partners }: Changes, names: ActorNames, json?: boolean): string {
  if (json) return `${JSON.stringify({ actor, at, comparison: comparisons })}\n`;
  const lines = comparisons
    .filter((c) => c.before.count + c.after.count >= FEWEST)
    .map((c) => [names.nameOf(c.partner), shown(c.before), shown(c.after), c.difference === null ? '' : c.difference.toFixed(1), c.q === null ? '' : c.q.toFixed(3), c.verdict]);
  return `${names.nameOf(actor)} before and after ${at}: mean intensity of deeds with each partner, both directions;\n` +
    `the ${partners.length} busiest partners, asked about together (q)\n\n` +
    `${table(['partner', 'before', 'after', 'change', 'q', 'verdict'], lines, ['left', 'left', 'left', 'right', 'right', 'left'])}\n`;
}

function turnsReport(actor: string, partners: ReadonlyMap<string, DayRow[]>, rows: readonly DayRow[], names: ActorNames, json?: boolean): string {
  const overall = findTurns(rows);
  const each = [...partners]
    .map(([partner, own]) => ({ partner, ...findTurns(own) }))
    .filter(({ count }) => count >= FEWEST)
    .sort((a, b) => b.turns.length - a.turns.length || (b.probability ?? 0) - (a.probability ?? 0) || b.count - a.count);
  if (json) return `${JSON.stringify({ actor, overall, partners: each })}\n`;
  const lines = [{ name: 'all partners together', turns: overall }, ...each.map((turns) => ({ name: names.nameOf(turns.partner), turns: turns as Turns }))].flatMap(({ name, turns }) => linesOf(name, turns));
  return `${names.nameOf(actor)}: turns in the mean intensity of deeds, both directions (n: deeds before and after)\n\n` +
    `${table(['partner', 'deeds', 'turn', 'between (95 %)', 'before', 'after', 'n', 'p', 'verdict'], lines, ['left', 'right', 'left', 'left', 'right', 'right', 'right', 'right', 'left'])}\n`;
}

function linesOf(name: string, { count, probability, turns, verdict }: Turns): string[][] {
  if (turns.length === 0) return [[name, String(count), '', '', '', '', '', probability === null ? '' : probability.toFixed(2), verdict]];
  return turns.map((turn, i) => [
    i === 0 ? name : '', i === 0 ? String(count) : '', turn.date, `${turn.from} … ${turn.to}`,
    turn.before.value.toFixed(1), turn.after.value.toFixed(1), `${turn.before.count}, ${turn.after.count}`, turn.probability.toFixed(2), turn.verdict,
  ]);
}
