/** The agenda: dated things to come, taken from what texts say is planned and from forecasts with a horizon. */
import type { Forecast, Precision } from '../record/schema.js';
import type { EventRow, SaidRow } from '../record/store.js';
import { dayAfterPeriod } from './forecasts.js';

export interface AgendaItem {
  /** First day of the period in which it is to be, and how well that is known. */
  date: string;
  precision: Precision;
  kind: 'planned' | 'conditional' | 'forecast';
  /** The two sides, by code. */
  actors: string[];
  recipients: string[];
  /** PLOVER event type; "" for a forecast. */
  eventType: string;
  /** The sentence, or the forecast's words, of the first of its sources. */
  words: string;
  /** Probability that a forecast's words stand for. */
  probability: number | null;
  /** Where it was said, in the order given: one item may be told of in many documents. */
  sources: { documentId: string; documentTitle: string; publication: string; id: string }[];
  /** Still ahead on the day asked about, or its period has passed. */
  state: 'to come' | 'passed';
  /** A deed of the same kind between the same two, dated within the period (or the tolerance about it); null when there is none. */
  done: EventRow | null;
}

export interface AgendaOptions {
  /** The day on which the agenda is read. */
  asOf: string;
  /** Things later than this are left out. */
  until?: string;
  /** Keep things whose time has passed, to see whether they were done. */
  passed?: boolean;
  /** Days by which a deed may miss its announced period and still be it. */
  tolerance?: number;
}

const DAY = 86_400_000;

/** The agenda of some events and forecasts, soonest first. What a person rejected, and what was stated not to be, is left out. */
export function agendaOf(events: readonly EventRow[], forecasts: readonly SaidRow<Forecast>[], options: AgendaOptions): AgendaItem[] {
  const { asOf, until = '9999-12-31', passed = false, tolerance = 7 } = options;
  const items = new Map<string, AgendaItem>();
  const put = (key: string, item: Omit<AgendaItem, 'state' | 'done'>): void => {
    const held = items.get(key);
    if (held) held.sources.push(...item.sources);
    else items.set(key, { ...item, state: dayAfterPeriod(item.date, item.precision) > asOf ? 'to come' : 'passed', done: null });
  };

  for (const { event, judged, sentenceText, documentTitle, publication } of events) {
    if ((event.status !== 'planned' && event.status !== 'conditional') || event.absence || event.date === '' || judged === 'rejected') continue;
    const [actors, recipients] = [codes(event.actors), codes(event.recipients)];
    const sides = event.reciprocal ? [[...actors, ...recipients].sort()] : [actors, recipients];
    put(JSON.stringify([event.status, event.date, event.datePrecision, event.eventType, sides]), {
      date: event.date, precision: event.datePrecision, kind: event.status, actors, recipients, eventType: event.eventType, words: sentenceText, probability: null,
      sources: [{ documentId: event.documentId, documentTitle, publication, id: event.id }],
    });
  }
  for (const { said, documentTitle, publication } of forecasts) {
    const { value, rejected } = said;
    if (rejected || value.horizon === null || value.horizon.date === '') continue;
    put(value.id, {
      date: value.horizon.date, precision: value.horizon.precision, kind: 'forecast', actors: value.forecaster ? [value.forecaster.code] : [], recipients: codes(value.about), eventType: '', words: value.words,
      probability: value.likelihood.point, sources: [{ documentId: value.documentId, documentTitle, publication, id: value.id }],
    });
  }

  return [...items.values()]
    .map((item) => ({ ...item, done: doneAs(item, events, tolerance) }))
    .filter(({ date, state }) => date <= until && (passed || state === 'to come'))
    .sort((a, b) => a.date.localeCompare(b.date) || a.kind.localeCompare(b.kind) || a.words.localeCompare(b.words));
}

function doneAs(item: AgendaItem, events: readonly EventRow[], tolerance: number): EventRow | null {
  if (item.kind === 'forecast') return null;
  const shifted = (date: string, days: number): string => new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
  const [from, to] = [shifted(item.date, -tolerance), shifted(dayAfterPeriod(item.date, item.precision), tolerance)];
  const meets = (some: readonly string[], side: readonly { code: string }[]): boolean => side.some(({ code }) => some.includes(code));
  return (
    events.find(({ event, judged }) =>
      judged !== 'rejected' && event.status === 'done' && !event.absence && event.eventType === item.eventType && event.date >= from && event.date < to &&
      ((meets(item.actors, event.actors) && meets(item.recipients, event.recipients)) || (event.reciprocal && meets(item.actors, event.recipients) && meets(item.recipients, event.actors)))) ?? null
  );
}

function codes(mentions: readonly { code: string }[]): string[] {
  return [...new Set(mentions.map(({ code }) => code))];
}
