/** demarche ledger ARG: what was said held against what was done, how often it was kept, and how good the forecasts were. */
import type { Command } from 'commander';
import { loadActors } from '../../actors/node.js';
import type { AgendaItem } from '../../analysis/agenda.js';
import { STATEMENT_STATUSES, type Bearing, type Reason } from '../../analysis/ledger.js';
import { readAgenda, readLedger, type Ledger } from '../../analysis/said-and-done.js';
import { ActorNames } from '../../record/names.js';
import { actorCode, isoDate } from '../checks.js';
import { fromStore, withStore } from '../store.js';
import { table } from '../table.js';

/** Statements listed in the terminal; --json has all. */
const SHOWN = 20;

export function ledgerCommand(program: Command, done: (status: number) => void): void {
  withStore(program.command('ledger <actor>'))
    .description('what an actor said, the later deeds that bear it out or go against it, scores and agenda')
    .option('--at <date>', 'the day on which it is read, YYYY-MM-DD', new Date().toISOString().slice(0, 10))
    .option('--about <actor>', 'only what was said about this actor')
    .option('--json', 'the whole ledger as JSON')
    .action(async (name: string, options: { store: string; at: string; about?: string; json?: boolean }) => {
      const asOf = isoDate(options.at);
      await fromStore(options.store, async (store) => {
        const names = await ActorNames.in(store, loadActors());
        const actor = actorCode(name, names);
        const about = options.about === undefined ? {} : { about: actorCode(options.about, names) };
        const [ledger, agenda] = await Promise.all([readLedger(store, { actor, asOf, ...about }), readAgenda(store, { actor, asOf })]);
        process.stdout.write(options.json ? `${JSON.stringify({ actor, asOf, ...ledger, agenda })}\n` : report({ actor, asOf, ledger, agenda }, names));
      });
      done(0);
    });
}

interface LedgerReport {
  actor: string;
  asOf: string;
  ledger: Ledger;
  agenda: AgendaItem[];
}

/** Why a deed is set beside what was said, in words. */
function why(reason: Reason, names: ActorNames): string {
  switch (reason.kind) {
    case 'later':
      return `${reason.days} day${reason.days === 1 ? '' : 's'} later, with ${names.nameOf(reason.partner)}`;
    case 'announced':
      return `the kind of act announced (${reason.eventType})`;
    case 'mode':
      return `in the same mode (${reason.mode})`;
    case 'material':
      return 'a material deed, not words';
    case 'own':
      return `by ${names.nameOf(reason.by)}`;
    case 'context':
      return `on the same matter (${reason.contexts.join(', ')})`;
    case 'words':
      return `in words shared with it: ${reason.words.join(', ')}`;
  }
}

function report({ actor, asOf, ledger: { entries, forecasts, claims, kept, scores, calibration }, agenda }: LedgerReport, names: ActorNames): string {
  const parts = [`${names.nameOf(actor)}: said and done, read on ${asOf}. Statuses are set by people; deeds are only set beside.\n`];
  const bearing = ({ deed, direction, reasons }: Bearing): void => void parts.push(`    ${deed.event.date}  ${direction}: ${deed.sentenceText}\n                (${reasons.map((reason) => why(reason, names)).join('; ')})`);
  const withDeeds = entries.filter(({ bearings }) => bearings.length > 0);
  for (const { said, status, bearings } of withDeeds.slice(0, SHOWN)) {
    const { value } = said.said;
    parts.push(`${value.date}  ${value.kind} (${status}), about ${[...new Set(value.about.map(({ code }) => names.nameOf(code)))].join(', ')}: ${value.words}`);
    bearings.slice(0, 3).forEach(bearing);
  }
  parts.push(`\n${entries.length} statements, ${withDeeds.length} with later deeds of the same pair${withDeeds.length > SHOWN ? `; the ${SHOWN} newest of these are shown` : ''}; ${claims} claims about what is, which are not held against deeds.\n`);
  for (const { said, status, due, bearings } of forecasts) {
    const { value } = said.said;
    parts.push(`${value.date}  forecast (${status}${due ? ', due' : ''}): ${value.words}`);
    bearings.slice(0, 3).forEach(bearing);
  }
  for (const [by, list] of [['speaker', kept.speakers], ['author', kept.authors]] as const) {
    if (list.length === 0) continue;
    parts.push('', table(
      [by, ...STATEMENT_STATUSES, 'kept of settled'],
      list.map((score) => [names.nameOf(score.who), ...STATEMENT_STATUSES.map((status) => String(score.counts[status])), percent(score.kept)]),
      ['left', ...STATEMENT_STATUSES.map(() => 'right' as const), 'right'],
    ));
  }
  for (const [by, list] of [['forecaster', scores.speakers], ['author', scores.authors]] as const) {
    if (list.length === 0) continue;
    parts.push('', table(
      [by, 'scored', 'Brier', 'log', 'pending', 'due', 'void', 'no number'],
      list.map((s) => [names.nameOf(s.who), String(s.n), s.brier?.toFixed(3) ?? '–', s.log?.toFixed(3) ?? '–', String(s.pending), String(s.due), String(s.void), String(s.withoutNumber)]),
      ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'right'],
    ));
  }
  if (scores.all.n > 0) {
    parts.push('', table(
      ['said to be', 'forecasts', 'mean probability', 'happened'],
      calibration.map(({ from, to, n, forecast, happened }) => [`${Math.round(100 * from)}–${Math.round(100 * to)}%`, String(n), forecast === null ? '–' : `${Math.round(100 * forecast)}%`, percent(happened)]),
      ['left', 'right', 'right', 'right'],
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
