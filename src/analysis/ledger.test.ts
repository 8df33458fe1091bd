import { describe, expect, it } from 'vitest';
import type { ActorMention, Event, Forecast, Judgement, Statement } from '../record/schema.js';
import type { EventRow, SaidRow } from '../record/store.js';
import { agendaOf } from './agenda.js';
import { calibration, forecastBearings, forecastEntries, forecastPairs, forecastScores, scoreOf } from './forecasts.js';
import { bearings, FORECAST_STATUSES, keptScores, ledgerOf, resolutionOf, STATEMENT_STATUSES } from './ledger.js';

const mention = (code: string, more: Partial<ActorMention> = {}): ActorMention => ({ start: 0, end: 3, text: code, code, sectors: ['GOV'], by: 'name', ...more });
const coded = { documentId: 'd', coderVersion: 'test', sentence: 0, confidence: 0.9, why: [], start: 0, end: 100 };

function event(id: string, actor: string, recipient: string, date: string, more: Partial<Event> = {}, sentenceText = `${actor} and ${recipient}.`): EventRow {
  return {
    event: {
      ...coded, id, documentId: id, eventType: 'CONSULT', mode: 'visit', quad: 1, intensity: 2, actors: [mention(actor)], recipients: [mention(recipient)], reciprocal: false, status: 'done',
      absence: false, attributedTo: null, date, datePrecision: 'day', contexts: [], place: null, trigger: [], ...more,
    },
    documentTitle: id, publication: 'Gazette', sentenceText, judged: 'none',
  };
}

const judgement = (verdict: Judgement['verdict'], changes: Record<string, unknown> = {}, more: Partial<Judgement> = {}): Judgement => ({ id: 'j', targetKind: 'statement', targetId: 's', documentId: 'd', verdict, changes, note: '', judge: 'ana', at: '2025-01-01T00:00:00Z', ...more });

function statement(more: Partial<Statement> = {}, judgements: Judgement[] = []): SaidRow<Statement> {
  const value: Statement = { ...coded, id: 's', documentId: 'said', speaker: mention('ARG', { person: 'milei' }), about: [mention('CHN')], kind: 'promise', direct: true, words: 'We will renew the currency swap with China', date: '2024-01-10', datePrecision: 'day', ...more };
  return { said: { value, coded: value, judgements, rejected: judgements.at(-1)?.verdict === 'rejected' }, documentTitle: '', author: '', publication: 'Gazette' };
}

const announced = event('said', 'ARG', 'CHN', '2024-06-01', { status: 'planned', eventType: 'COOPERATE', mode: null, quad: 2, contexts: ['economic'] });
const renewed = event('renewed', 'ARG', 'CHN', '2024-06-12', { eventType: 'COOPERATE', mode: null, quad: 2, contexts: ['economic'] }, 'Argentina and China renewed the currency swap.');
const visited = event('visited', 'CHN', 'ARG', '2024-03-01');
const broke = event('broke', 'ARG', 'CHN', '2024-02-01', { eventType: 'SANCTION', mode: 'discontinue', quad: 4 });
const before = event('before', 'ARG', 'CHN', '2023-11-01');
const others = event('others', 'ARG', 'BRA', '2024-04-01');
const EVENTS = [announced, renewed, visited, broke, before, others];

describe('said and done', () => {
  it('ranks the later deeds of the same pair, and says why', () => {
    const found = bearings(statement().said.value, EVENTS);
    expect(found.map(({ deed, direction }) => [deed.event.id, direction])).toEqual([['renewed', 'bears it out'], ['broke', 'goes against it'], ['visited', 'bears it out']]);
    expect(found[0]!.reasons).toEqual([
      { kind: 'later', days: 154, partner: 'CHN' }, { kind: 'announced', eventType: 'COOPERATE' }, { kind: 'material' }, { kind: 'own', by: 'ARG' },
      { kind: 'context', contexts: ['economic'] }, { kind: 'words', words: ['currency', 'china'] },
    ]);
  });

  it('turns about where the act was denied, and takes no side where nothing was announced', () => {
    const denied = { ...announced, event: { ...announced.event, status: 'denied' as const } };
    expect(bearings(statement().said.value, [denied, renewed])[0]!.direction).toBe('goes against it');
    expect(bearings(statement().said.value, [renewed])[0]!.direction).toBe('bears on it');
  });

  it('holds a threat to be borne out by the deed that was threatened, a demand by the other giving way', () => {
    const threat = event('said', 'ARG', 'CHN', '2024-06-01', { eventType: 'THREATEN', quad: 3 });
    expect(bearings(statement({ kind: 'warning' }).said.value, [threat, broke])[0]!.direction).toBe('bears it out');
    const yielded = event('yielded', 'CHN', 'ARG', '2024-05-01', { eventType: 'CONCEDE', quad: 1 });
    expect(bearings(statement({ kind: 'demand' }).said.value, [threat, yielded])[0]).toMatchObject({ direction: 'bears it out', reasons: [{ kind: 'later', days: 112, partner: 'CHN' }, { kind: 'own', by: 'CHN' }] });
  });

  it('leaves out what a person rejected, and who cannot be named', () => {
    expect(bearings(statement().said.value, [{ ...renewed, judged: 'rejected' }])).toEqual([]);
    expect(bearings(statement({ speaker: null }).said.value, EVENTS)).toEqual([]);
    expect(ledgerOf([statement({}, [judgement('rejected')]), statement({ kind: 'claim' })], EVENTS)).toEqual([]);
  });
});

describe('statuses', () => {
  it('are a person\'s, the last that stands', () => {
    const judgements = [judgement('resolved', { status: 'stalled' }), judgement('resolved', { status: 'kept', evidence: ['renewed'] })];
    expect(resolutionOf(judgements, STATEMENT_STATUSES)).toMatchObject({ status: 'kept', evidence: ['renewed'], judge: 'ana' });
    expect(resolutionOf([...judgements, judgement('withdrawn')], STATEMENT_STATUSES)).toMatchObject({ status: 'stalled' });
    expect(resolutionOf([judgement('resolved', { status: 'happened' })], STATEMENT_STATUSES)).toBeNull();
    expect(resolutionOf([judgement('resolved', { status: 'happened' })], FORECAST_STATUSES)).toMatchObject({ status: 'happened' });
  });

  it('make the score, anew after each', () => {
    const rows = (last: string) => [statement({}, [judgement('resolved', { status: 'kept' })]), statement({}, [judgement('resolved', { status: last })]), statement(), statement({ speaker: mention('BRA') })];
    const [first, second] = keptScores(ledgerOf(rows('broken'), []));
    expect(first).toMatchObject({ who: 'milei', total: 3, counts: { kept: 1, broken: 1, 'not yet rated': 1, compromise: 0 }, kept: { value: 0.5 } });
    expect(second).toMatchObject({ who: 'BRA', total: 1, kept: null });
    expect(keptScores(ledgerOf(rows('kept'), []))[0]!.kept!.value).toBe(1);
  });
});

function forecast(point: number | null, status?: string, more: Partial<Forecast> = {}): SaidRow<Forecast> {
  const value: Forecast = {
    ...coded, id: `f${point}${status}${more.id ?? ''}`, forecaster: mention('USA'), about: [mention('ARG')], words: 'likely to agree', likelihood: { start: 0, end: 6, words: 'likely', scale: 'Kent', low: null, point, high: null },
    horizon: { start: 0, end: 1, text: 'by June', date: '2024-06-01', precision: 'month' }, date: '2024-01-01', datePrecision: 'day', ...more,
  };
  return { said: { value, coded: value, judgements: status ? [judgement('resolved', { status }, { targetKind: 'forecast' })] : [], rejected: false }, documentTitle: '', author: '', publication: 'Review' };
}

describe('forecasts', () => {
  const rows = [forecast(0.9, 'happened'), forecast(0.8, 'did not happen'), forecast(0.3, 'did not happen'), forecast(null, 'happened'), forecast(0.5, 'annulled'), forecast(0.5, 'ambiguous'), forecast(0.6), forecast(1, undefined, { horizon: null })];

  it('are scored on those resolved with a number, the rest counted beside them', () => {
    const score = scoreOf('all', forecastEntries(rows, '2024-07-01'));
    expect(score).toMatchObject({ n: 3, pending: 2, due: 1, void: 2, withoutNumber: 1 });
    expect(score.brier).toBeCloseTo((0.01 + 0.64 + 0.09) / 3, 12);
    expect(score.log).toBeCloseTo(-(Math.log(0.9) + Math.log(0.2) + Math.log(0.7)) / 3, 12);
    expect(score.baseRateBrier).toBeCloseTo(2 / 9, 12);
  });

  it('are held against what followed between those they are about, up to their horizon, the other way about where they said "unlikely"', () => {
    const deal = event('deal', 'ARG', 'USA', '2024-06-20', { eventType: 'AGREE', quad: 1 });
    const late = event('late', 'ARG', 'USA', '2024-07-02', { eventType: 'AGREE', quad: 1 });
    const words = event('words', 'ARG', 'USA', '2024-06-01', { documentId: 'd', status: 'planned', eventType: 'AGREE', quad: 1 });
    const found = (point: number) => forecastBearings(forecast(point).said.value, [deal, late, words]).map(({ deed, direction }) => [deed.event.id, direction]);
    expect(found(0.8)).toEqual([['deal', 'bears it out']]);
    expect(found(0.2)).toEqual([['deal', 'goes against it']]);
    expect(forecastPairs(forecast(0.5, undefined, { about: [mention('ARG'), mention('BRA'), mention('ARG')] }).said.value)).toEqual([['ARG', 'BRA']]);
  });

  it('are due when the whole of their horizon has passed', () => {
    expect(forecastEntries([forecast(0.6)], '2024-06-30')[0]!.due).toBe(false);
    expect(forecastEntries([forecast(0.6)], '2024-07-01')[0]!.due).toBe(true);
  });

  it('cannot cost without bound, and score nothing while nothing is resolved', () => {
    expect(scoreOf('x', forecastEntries([forecast(1, 'did not happen')], '2024-07-01')).log).toBeCloseTo(-Math.log(0.001), 12);
    expect(scoreOf('x', forecastEntries([forecast(0.6)], '2024-07-01'))).toMatchObject({ n: 0, brier: null, log: null });
    expect(forecastScores(forecastEntries([forecast(0.6), forecast(0.6, undefined, { forecaster: null })], '2024-07-01')).map(({ who }) => who)).toEqual(['Review', 'USA']);
  });

  it('are calibrated bin by bin', () => {
    const table = calibration(forecastEntries([forecast(0.9, 'happened'), forecast(1, 'happened'), forecast(0.8, 'did not happen'), forecast(0.1, 'did not happen')], '2024-07-01'));
    expect(table.map(({ n }) => n)).toEqual([1, 0, 0, 0, 3]);
    expect(table[4]!.forecast).toBeCloseTo(0.9, 12);
    expect(table[4]!.happened!.value).toBeCloseTo(2 / 3, 12);
    expect(table[1]).toMatchObject({ forecast: null, happened: null });
  });
});

describe('agenda', () => {
  const summit = event('a', 'ARG', 'BRA', '2024-07-08', { status: 'planned' }, 'Argentina will meet Brazil on 8 July.');
  const again = event('b', 'ARG', 'BRA', '2024-07-08', { status: 'planned' });
  const past = event('c', 'ARG', 'CHL', '2024-04-01', { status: 'planned' });
  const held = event('e', 'ARG', 'CHL', '2024-04-03');
  const loan = event('g', 'ARG', 'IMF', '2024-12-01', { status: 'conditional', eventType: 'AID', quad: 2, datePrecision: 'month' });
  const events = [summit, again, past, held, loan, event('h', 'ARG', 'BRA', '', { status: 'planned' }), { ...event('i', 'ARG', 'URY', '2024-08-01', { status: 'planned' }), judged: 'rejected' as const }];

  it('has what is to come, soonest first, each once with all its sources', () => {
    const found = agendaOf(events, [forecast(0.6)], { asOf: '2024-06-15' });
    expect(found.map(({ date, kind, sources }) => [date, kind, sources.length])).toEqual([['2024-06-01', 'forecast', 1], ['2024-07-08', 'planned', 2], ['2024-12-01', 'conditional', 1]]);
    expect(agendaOf(events, [], { asOf: '2024-06-15', until: '2024-08-01' })).toHaveLength(1);
  });

  it('shows on request what has passed, and whether it was done', () => {
    const [first] = agendaOf(events, [], { asOf: '2024-06-15', passed: true });
    expect(first).toMatchObject({ date: '2024-04-01', state: 'passed', done: { event: { id: 'e' } } });
    expect(agendaOf([past], [], { asOf: '2024-06-15', passed: true })[0]!.done).toBeNull();
  });
});
