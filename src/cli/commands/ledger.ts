/** demarche ledger ARG: what was said held against what was done, how often it was kept, and how good the forecasts were. */
import type { Command } from 'commander';
import { loadActors } from '../../actors/node.js';
import type { ActorDictionary } from '../../actors/index.js';
import { agendaOf } from '../../analysis/agenda.js';
import { calibration, forecastEntries, forecastScores } from '../../analysis/forecasts.js';
import { keptScores, ledgerOf, STATEMENT_STATUSES } from '../../analysis/ledger.js';
import type { EventRow, Page, Store } from '../../record/index.js';
import { actorCode, isoDate } from '../checks.js';
import { inStore, withStore } from '../store.js';
import { table } from '../table.js';

/** Statements listed in the terminal; --json has all. */
const SHOWN = 20;

/** All rows of a paged question. */
async function allOf<T>(ask: (after?: string) => Promise<Page<T>>): Promise<T[]> {
  const rows: T[] = [];
  let after: string | undefined;
  do {
    const page = await ask(after);
    rows.push(...page.rows);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return rows;
}

/** Events that have the actor on either side, each once. */
async function eventsOf(store: Store, actor: string): Promise<EventRow[]> {
  const filters = [{ actor }, { recipient: actor }];
  const lists = await Promise.all(filters.map((filter) => allOf((after) => store.events({ ...filter, limit: 500, ...(after === undefined ? {} : { after }) }))));
  return [...new Map(lists.flat().map((row) => [row.event.id, row])).values()];
}

export function ledgerCommand(program: Command, done: (status: number) => void): void {
  withStore(program.command('ledger <actor>'))
    .description('what an actor said, the later deeds that bear it out or go against it, scores and agenda')
    .option('--at <date>', 'the day on which it is read, YYYY-MM-DD', new Date().toISOString().slice(0, 10))
    .option('--about <actor>', 'only what was said about this actor')
    .option('--json', 'the whole ledger as JSON')
    .action(async (name: string, options: { store: string; at: string; about?: string; json?: boolean }) => {
      const actors = loadActors();
      const actor = actorCode(name, actors);
      const asOf = isoDate(options.at);
      const about = options.about === undefined ? {} : { about: actorCode(options.about, actors) };
      const filter = { speaker: actor, ...about, limit: 500 };
      const [statements, forecasts, events] = await inStore(options.store, (store) => Promise.all([
        allOf((after) => store.statements({ ...filter, ...(after === undefined ? {} : { after }) })),
        allOf((after) => store.forecasts({ ...filter, ...(after === undefined ? {} : { after }) })),
        eventsOf(store, actor),
      ]));
      const entries = ledgerOf(statements, events);
      const predicted = forecastEntries(forecasts, asOf);
      const ledger = { actor, asOf, entries, kept: keptScores(entries), forecasts: predicted, scores: forecastScores(predicted), calibration: calibration(predicted), agenda: agendaOf(events, forecasts, { asOf }) };
      process.stdout.write(options.json ? `${JSON.stringify(ledger)}\n` : report(ledger, actors));
      done(0);
    });
}

type LedgerReport = {
  actor: string;
  asOf: string;
  entries: ReturnType<typeof ledgerOf>;
  kept: ReturnType<typeof keptScores>;
  scores: ReturnType<typeof forecastScores>;
  agenda: ReturnType<typeof agendaOf>;
};

function report({ actor, asOf, entries, kept, scores, agenda }: LedgerReport, actors: ActorDictionary): string {
  const parts = [`${actors.nameOf(actor)}: said and done, read on ${asOf}. Statuses are set by people; deeds are only set beside.\n`];
  const withDeeds = entries.filter(({ bearings }) => bearings.length > 0);
  for (const { said, status, bearings } of withDeeds.slice(0, SHOWN)) {
    const { value } = said.said;
    parts.push(`${value.date}  ${value.kind} (${status}), about ${[...new Set(value.about.map(({ code }) => actors.nameOf(code)))].join(', ')}: ${value.words}`);
    for (const { deed, direction, reasons } of bearings.slice(0, 3)) parts.push(`    ${deed.event.date}  ${direction}: ${deed.sentenceText}\n                (${reasons.join('; ')})`);
  }
  parts.push(`\n${entries.length} statements, ${withDeeds.length} with later deeds of the same pair${withDeeds.length > SHOWN ? `; the ${SHOWN} newest of these are shown` : ''}.\n`);
  if (kept.length > 0) {
    parts.push(table(
      ['speaker', ...STATEMENT_STATUSES, 'kept of settled'],
      kept.map((score) => [actors.nameOf(score.who), ...STATEMENT_STATUSES.map((status) => String(score.counts[status])), percent(score.kept)]),
      ['left', ...STATEMENT_STATUSES.map(() => 'right' as const), 'right'],
    ));
  }
  if (scores.length > 0) {
    parts.push('', table(
      ['forecaster', 'scored', 'Brier', 'log', 'pending', 'due', 'void', 'no number'],
      scores.map((s) => [actors.nameOf(s.who), String(s.n), s.brier?.toFixed(3) ?? '–', s.log?.toFixed(3) ?? '–', String(s.pending), String(s.due), String(s.void), String(s.withoutNumber)]),
      ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'right'],
    ));
  }
  if (agenda.length > 0) {
    parts.push('\nTo come:', ...agenda.map(({ date, precision, kind, words, sources }) => `    ${date}${precision === 'day' ? '' : ` (${precision})`}  ${kind}: ${words}${sources.length > 1 ? ` (${sources.length} sources)` : ''}`));
  }
  return `${parts.join('\n')}\n`;
}

function percent(share: { value: number; low: number; high: number } | null): string {
  const shown = (x: number): string => `${Math.round(100 * x)}%`;
  return share === null ? '–' : `${shown(share.value)} [${shown(share.low)}, ${shown(share.high)}]`;
}
