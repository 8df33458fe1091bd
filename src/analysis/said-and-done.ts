/**
 * The ledger of an actor, and what lies ahead of it, as every face shows them: what it said, and forecasts by it or of it, held
 * against the deeds of the pairs that they speak of.
 */
import { allPages } from '../record/pages.js';
import type { Forecast, Statement } from '../record/schema.js';
import type { EventRow, SaidRow, Store } from '../record/store.js';
import { agendaOf, type AgendaItem } from './agenda.js';
import { calibration, forecastEntries, forecastPairs, forecastScores, scoreOf, type CalibrationRow, type ForecastEntry, type ForecastScore } from './forecasts.js';
import { authorOf, keptScores, ledgerOf, pairsOf, type KeptScore, type LedgerEntry } from './ledger.js';

export interface LedgerQuestion {
  actor: string;
  /** The day on which it is read. */
  asOf: string;
  /** Only what was said of this actor. */
  about?: string;
  /** When it was said: from inclusive, to exclusive. */
  from?: string;
  to?: string;
}

export interface Ledger {
  /** Positions, promises, warnings and demands, newest first. */
  entries: LedgerEntry[];
  forecasts: ForecastEntry[];
  /** Claims about what is: nothing that could be kept, so that they are counted and no more. */
  claims: number;
  kept: { speakers: KeptScore[]; authors: KeptScore[] };
  scores: { all: ForecastScore; speakers: ForecastScore[]; authors: ForecastScore[] };
  calibration: CalibrationRow[];
}

const PAGE = 500;

/** Reads an actor's ledger; scores are made from the judgements each time. */
export async function readLedger(store: Pick<Store, 'statements' | 'forecasts' | 'events'>, { actor, asOf, about, from, to }: LedgerQuestion): Promise<Ledger> {
  const filter = { ...(about === undefined ? {} : { about }), ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }), limit: PAGE };
  const [statements, own, of] = await Promise.all([
    allPages<SaidRow<Statement>>((after) => store.statements({ speaker: actor, ...filter, ...after })),
    allPages<SaidRow<Forecast>>((after) => store.forecasts({ speaker: actor, ...filter, ...after })),
    allPages<SaidRow<Forecast>>((after) => store.forecasts({ ...filter, about: actor, ...after })),
  ]);
  const aboutBoth = (row: SaidRow<Forecast>): boolean => about === undefined || row.said.value.about.some(({ code }) => code === about);
  const forecasts = [...new Map([...own, ...of.filter(aboutBoth)].map((row) => [row.said.coded.id, row])).values()].sort((a, b) => newest(a.said.value, b.said.value));
  const events = await eventsOfPairs(store, [...statements.flatMap(({ said }) => pairsOf(said.value)), ...forecasts.flatMap(({ said }) => forecastPairs(said.value))]);
  const entries = ledgerOf(statements, events);
  const predicted = forecastEntries(forecasts, asOf, events);
  const claims = statements.filter(({ said }) => !said.rejected && said.value.kind === 'claim').length;
  return {
    entries, forecasts: predicted, claims,
    kept: { speakers: keptScores(entries), authors: keptScores(entries, authorOf) },
    scores: { all: scoreOf('', predicted), speakers: forecastScores(predicted), authors: forecastScores(predicted, authorOf) },
    calibration: calibration(predicted),
  };
}

/** What is to come for an actor on a day: planned and conditional deeds that it takes part in, and forecasts by it or of it. */
export async function readAgenda(store: Pick<Store, 'events' | 'forecasts'>, { actor, asOf }: { actor: string; asOf: string }): Promise<AgendaItem[]> {
  // What is dated by its year lies ahead until the year has ended.
  const from = `${asOf.slice(0, 4)}-01-01`;
  const events = (status: string): Promise<EventRow[]> => allPages((after) => store.events({ involving: actor, status, from, order: 'oldest', limit: PAGE, ...after }));
  const [planned, conditional, own, of] = await Promise.all([
    events('planned'), events('conditional'),
    allPages<SaidRow<Forecast>>((after) => store.forecasts({ speaker: actor, limit: PAGE, ...after })), allPages<SaidRow<Forecast>>((after) => store.forecasts({ about: actor, limit: PAGE, ...after })),
  ]);
  const forecasts = new Map([...own, ...of].map((row) => [row.said.coded.id, row]));
  return agendaOf([...planned, ...conditional], [...forecasts.values()], { asOf });
}

/** All events of these pairs, each once; of any date, because what was announced is read from events that may have none. */
async function eventsOfPairs(store: Pick<Store, 'events'>, pairs: readonly (readonly [string, string])[]): Promise<EventRow[]> {
  const distinct = new Map(pairs.map((pair) => {
    const [one, other] = [...pair].sort() as [string, string];
    return [`${one} ${other}`, [one, other] as [string, string]];
  }));
  const lists = await Promise.all([...distinct.values()].map((between) => allPages<EventRow>((after) => store.events({ between, order: 'oldest', limit: PAGE, ...after }))));
  return [...new Map(lists.flat().map((row) => [row.event.id, row])).values()];
}

function newest(a: { date: string; id: string }, b: { date: string; id: string }): number {
  return a.date < b.date ? 1 : a.date > b.date ? -1 : a.id < b.id ? -1 : 1;
}
