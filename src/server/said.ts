/** Statements and forecasts as lists and charts show them. */
import { lastVerdict, standing } from '../record/judgements.js';
import type { Forecast, Judgement, Statement } from '../record/schema.js';
import type { SaidEntry, SaidRow, Store, StatementFilter } from '../record/store.js';
import type { Said } from './api/schemas.js';

/** More than this in one answer would be a list that nobody reads. */
const MOST = 500;

const codesOf = (mentions: readonly { code: string }[]) => [...new Set(mentions.map(({ code }) => code))].filter((code) => code !== '');

/** What a person last resolved it to; "" when nobody has. */
function outcomeOf(judgements: Judgement[]): string {
  const outcome = standing(judgements).findLast(({ verdict }) => verdict === 'resolved')?.changes['status'];
  return typeof outcome === 'string' ? outcome : '';
}

function shared({ said: { value, judgements }, documentTitle, publication, language }: SaidRow<Statement> | SaidRow<Forecast>) {
  const { id, documentId, words, date, datePrecision, confidence } = value;
  return { id, documentId, words, date, datePrecision, confidence, about: codesOf(value.about), documentTitle, publication, language, judged: lastVerdict(judgements), outcome: outcomeOf(judgements) };
}

const statementSaid = (row: SaidRow<Statement>): Said => ({ ...shared(row), kind: row.said.value.kind, speaker: row.said.value.speaker?.code ?? '', likelihood: null, horizon: null });

function forecastSaid(row: SaidRow<Forecast>): Said {
  const { forecaster, likelihood, horizon } = row.said.value;
  return {
    ...shared(row),
    kind: 'forecast',
    speaker: forecaster?.code ?? '',
    likelihood: { words: likelihood.words, low: likelihood.low, high: likelihood.high },
    horizon: horizon && { text: horizon.text, date: horizon.date, precision: horizon.precision },
  };
}

/** One of both, as lists show it. */
export const saidOf = (entry: SaidEntry): Said => (entry.kind === 'statement' ? statementSaid(entry.row) : forecastSaid(entry.row));

/** Statements and forecasts that a filter lets through, newest first; what a person rejected is left out. */
export async function saidBy(store: Store, filter: Omit<StatementFilter, 'limit' | 'after'>): Promise<Said[]> {
  const [statements, forecasts] = await Promise.all([store.statements({ ...filter, limit: MOST }), store.forecasts({ ...filter, limit: MOST })]);
  const all = [...statements.rows.map(statementSaid), ...forecasts.rows.map(forecastSaid)].filter(({ judged }) => judged !== 'rejected');
  return all.sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : a.id < b.id ? -1 : 1)).slice(0, MOST);
}

/** What two actors said about each other, oldest first; in one direction alone, what the one said of the other. */
export async function saidBetween(store: Store, { actor, partner, direction, from, to }: { actor: string; partner: string; direction: 'out' | 'in' | 'both'; from: string; to: string }): Promise<Said[]> {
  const ways = [direction !== 'in' && { speaker: actor, about: partner }, direction !== 'out' && { speaker: partner, about: actor }].filter((way) => way !== false);
  const said = await Promise.all(ways.map((way) => saidBy(store, { ...way, from, to })));
  return said.flat().sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.id < b.id ? -1 : 1));
}
