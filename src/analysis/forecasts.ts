/**
 * How good forecasts were. Scores rest only on forecasts with a probability that a person has resolved as happened or not; what is
 * pending, void (ambiguous, annulled) or has no number is counted beside them, never left out of sight.
 *
 * References: G. W. Brier, "Verification of forecasts expressed in terms of probability", Monthly Weather Review 78(1), 1950;
 * I. J. Good, "Rational decisions", Journal of the Royal Statistical Society B 14(1), 1952 (the logarithmic score);
 * A. H. Murphy, R. L. Winkler, Applied Statistics 26(1), 1977 (calibration).
 */
import type { Forecast } from '../record/schema.js';
import type { EventRow, SaidRow } from '../record/store.js';
import { shareOf } from './alignment.js';
import { nextPeriod, type Estimate } from './desk.js';
import { announcedIn, bearingsOf, directionOf, FORECAST_STATUSES, resolutionOf, type Bearing, type Expected, type ForecastStatus, type Resolution } from './ledger.js';

export interface ForecastEntry {
  said: SaidRow<Forecast>;
  status: ForecastStatus;
  resolution: Resolution<ForecastStatus> | null;
  /** The probability that its words stand for; null when they stand for none. */
  probability: number | null;
  /** Its horizon has passed and nobody has resolved it. */
  due: boolean;
  /** Later deeds that bear on it, up to its horizon. */
  bearings: Bearing[];
}

/** Two that a forecast is about; where it is about one alone, that one and the forecaster. */
export function forecastPairs({ forecaster, about }: Pick<Forecast, 'forecaster' | 'about'>): [string, string][] {
  const codes = [...new Set(about.map(({ code }) => code))].filter((code) => code !== '');
  const [only] = codes;
  if (codes.length === 1 && forecaster !== null && forecaster.code !== only) return [[forecaster.code, only!]];
  return codes.flatMap((one, i) => codes.slice(i + 1).map((other): [string, string] => [one, other]));
}

/** The deeds that bear on a forecast (see bearingsOf): of the kind coded in its words, or of the other where it holds that unlikely. */
export function forecastBearings(forecast: Forecast, events: readonly EventRow[], limit?: number): Bearing[] {
  const { horizon, likelihood, date } = forecast;
  if (date === '') return [];
  const until = horizon === null || horizon.date === '' ? {} : { until: dayAfterPeriod(horizon.date, horizon.precision) };
  const expectations = forecastPairs(forecast).map((pair): Expected => {
    const announced = announcedIn(forecast, pair, events);
    const direction = directionOf(announced);
    const unlikely = likelihood.point !== null && likelihood.point < 0.5;
    return { pair, by: null, direction: direction === null ? null : unlikely ? (direction === 1 ? -1 : 1) : direction, announced };
  });
  return bearingsOf({ ...forecast, ...until }, expectations, events, limit);
}

/** Forecasts with their status on a day, in the order given; what a person rejected is left out. */
export function forecastEntries(forecasts: readonly SaidRow<Forecast>[], asOf: string, events: readonly EventRow[] = []): ForecastEntry[] {
  return forecasts
    .filter(({ said }) => !said.rejected)
    .map((row) => {
      const { likelihood, horizon } = row.said.value;
      const resolution = resolutionOf(row.said.judgements, FORECAST_STATUSES);
      const status = resolution?.status ?? 'pending';
      return { said: row, status, resolution, probability: likelihood.point, due: status === 'pending' && horizon !== null && horizon.date !== '' && dayAfterPeriod(horizon.date, horizon.precision) <= asOf, bearings: forecastBearings(row.said.value, events) };
    });
}

/** First day after a period that is known no better than its precision. */
export function dayAfterPeriod(date: string, precision: Forecast['datePrecision']): string {
  return nextPeriod(date, precision === 'unknown' ? 'day' : precision);
}

export interface ForecastScore {
  who: string;
  /** Forecasts that the scores rest on. */
  n: number;
  /** Mean squared distance of probability and outcome: 0 is best, 0.25 what "fifty-fifty" always gets. */
  brier: number | null;
  /** Mean −ln of the probability given to what happened: 0 is best, 0.693 what "fifty-fifty" always gets. */
  log: number | null;
  /** Share that happened, and the Brier score of always saying just that. */
  baseRate: number | null;
  baseRateBrier: number | null;
  pending: number;
  /** Pending, though their horizon has passed. */
  due: number;
  /** Ambiguous or annulled. */
  void: number;
  /** Resolved, but in words that stand for no number. */
  withoutNumber: number;
}

/** Certainty that turns out wrong would cost without bound; probabilities count as no nearer to 0 and 1 than this. */
const SUREST = 0.001;

/** Scores of some forecasts together. */
export function scoreOf(who: string, entries: readonly ForecastEntry[]): ForecastScore {
  const settled = entries.filter(({ status }) => status === 'happened' || status === 'did not happen');
  const scored = settled.filter((entry): entry is ForecastEntry & { probability: number } => entry.probability !== null);
  const n = scored.length;
  const mean = (of: (p: number, outcome: 0 | 1) => number): number | null =>
    n === 0 ? null : scored.reduce((sum, { probability, status }) => sum + of(probability, status === 'happened' ? 1 : 0), 0) / n;
  const baseRate = mean((_, outcome) => outcome);
  return {
    who, n,
    brier: mean((p, outcome) => (p - outcome) ** 2),
    log: mean((p, outcome) => -Math.log(Math.max(SUREST, outcome === 1 ? p : 1 - p))),
    baseRate,
    baseRateBrier: baseRate === null ? null : baseRate * (1 - baseRate),
    pending: entries.filter(({ status }) => status === 'pending').length,
    due: entries.filter(({ due }) => due).length,
    void: entries.filter(({ status }) => status === 'ambiguous' || status === 'annulled').length,
    withoutNumber: settled.length - n,
  };
}

/** Scores by forecaster (or by whatever `whoOf` names), most scored first. */
export function forecastScores(entries: readonly ForecastEntry[], whoOf: (entry: ForecastEntry) => string = forecasterOf): ForecastScore[] {
  const groups = new Map<string, ForecastEntry[]>();
  for (const entry of entries) groups.set(whoOf(entry), [...(groups.get(whoOf(entry)) ?? []), entry]);
  return [...groups].map(([who, list]) => scoreOf(who, list)).sort((a, b) => b.n - a.n || b.pending - a.pending || a.who.localeCompare(b.who));
}

/** The person who forecast, else the actor; the publication where the text itself does. */
export function forecasterOf({ said }: ForecastEntry): string {
  const { forecaster } = said.said.value;
  return forecaster?.person ?? forecaster?.code ?? said.publication;
}

export interface CalibrationRow {
  /** Probabilities from `from` up to `to`; the last row holds 1 too. */
  from: number;
  to: number;
  n: number;
  /** Mean probability given; null without a forecast. */
  forecast: number | null;
  /** Share that happened, with its 95 % interval. */
  happened: Estimate | null;
}

/** Of forecasts made with about the same probability, how many happened. */
export function calibration(entries: readonly ForecastEntry[], bins = 5): CalibrationRow[] {
  return Array.from({ length: bins }, (_, i) => {
    const [from, to] = [i / bins, (i + 1) / bins];
    const own = entries.filter(({ status, probability: p }) => (status === 'happened' || status === 'did not happen') && p !== null && p >= from && (p < to || i === bins - 1));
    const n = own.length;
    return { from, to, n, forecast: n === 0 ? null : own.reduce((sum, { probability }) => sum + probability!, 0) / n, happened: shareOf(own.filter(({ status }) => status === 'happened').length, n) };
  });
}
