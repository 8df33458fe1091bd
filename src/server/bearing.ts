/**
 * On which questions to the record a change of it bears. A question is a function of the store with what it was asked; an
 * answer that rests on questions none of which a change bears on is after it what it was before. Where that is not certain,
 * it bears: an answer made again costs some milliseconds, a stale one is a lie.
 */
import type { Change } from '../record/changes.js';
import type { DocumentFilter, EventFilter, FacetFilters, SaidFilter, Store } from '../record/store.js';

/** What was asked of the record while an answer was made. */
export type Question =
  | { name: Exclude<keyof Store, 'summary'>; query: unknown }
  /** Of the summary, the counts; or only the dates that it gave. */
  | { name: 'summary' }
  | { name: 'span'; first: string; last: string };

/** Whom an actor's code counts as. */
export type CountedAs = (code: string) => string;

/** Judgements and new documents as the rules below look at them. */
interface Touched {
  /** Actors of the events that are new or count otherwise, and of what was said; null where there is none. */
  events: ReadonlySet<string> | null;
  said: ReadonlySet<string> | null;
  documents: ReadonlySet<string>;
  /** Documents came; otherwise something in one was judged. */
  fresh: boolean;
  /** The event that was judged; "" where documents came. */
  id: string;
  dates: readonly string[];
}

function touchedBy(change: Extract<Change, { of: 'judgement' | 'documents' }>): Touched {
  if (change.of === 'documents') {
    return { events: new Set(change.actors), said: new Set(change.said), documents: new Set(change.ids), fresh: true, id: '', dates: change.dates };
  }
  const [event, actors] = [change.kind === 'event', new Set(change.actors)];
  return { events: event ? actors : null, said: event ? null : actors, documents: new Set([change.documentId]), fresh: false, id: change.id, dates: change.dates };
}

/** Questions about what is kept beside documents and judgements, and the one kind of change that bears on each. */
const BESIDE: Partial<Record<Question['name'], Change['of']>> = {
  indicators: 'figures', rollCalls: 'votes', votes: 'votes', idealPoints: 'votes', savedSearches: 'searches', savedBriefs: 'briefs', rankers: 'rankers', rankerInUse: 'rankers',
};

/** Whether a change can be about an actor that a question names, or about any where it names none. */
type Has = (among: ReadonlySet<string>, code: string | undefined) => boolean;
type Rule = (touched: Touched, query: never, has: Has) => boolean;

/** Deeds of one actor, or of two with each other: nothing about others is in the answer. */
const ofActor: Rule = ({ events }, { actor }: { actor: string }, has) => events !== null && has(events, actor);
const ofDyad: Rule = ({ events }, { actor, recipient }: { actor: string; recipient: string }, has) => events !== null && has(events, actor) && has(events, recipient);
const ofSaid: Rule = ({ said }, { speaker, about, updatedSince }: SaidFilter, has) => updatedSince !== undefined || (said !== null && has(said, speaker) && has(said, about));
const always: Rule = () => true;

/** Whether something of a list of events can be new, gone or other. */
function inEvents({ events, documents }: Touched, { actor, recipient, involving, between, documentId, updatedSince }: EventFilter, has: Has): boolean {
  if (updatedSince !== undefined) return true;
  if (events === null || (documentId !== undefined && !documents.has(documentId))) return false;
  return [actor, recipient, involving, ...(between ?? [])].every((code) => has(events, code));
}

/** What judgements and new documents bear on, by question; all of it on what is not here. */
const RULES: Partial<Record<Question['name'], Rule>> = {
  document: ({ documents }, id: string) => documents.has(id),
  // Texts are never judged; a list of documents has nothing of their events but how many were coded.
  texts: ({ documents, fresh }, ids: string[]) => fresh && ids.some((id) => documents.has(id)),
  documents: ({ fresh }, { updatedSince }: DocumentFilter) => fresh || updatedSince !== undefined,
  changed: ({ documents }, ids: string[]) => ids.some((id) => documents.has(id)),
  events: (touched, filter: EventFilter, has) => inEvents(touched, filter, has),
  event: ({ id, fresh }, asked: string) => fresh || id === asked,
  statements: ofSaid,
  forecasts: ofSaid,
  said: ofSaid,
  // Of each field that is asked for, the values are counted without it.
  facets: (touched, { list, filter }: { list: keyof FacetFilters; filter: EventFilter }, has) => {
    if (touched.fresh || filter.updatedSince !== undefined) return true;
    return list === 'events' ? inEvents(touched, { ...(filter.involving === undefined ? {} : { involving: filter.involving }) }, has) : list === 'statements' && touched.said !== null;
  },
  series: ofDyad,
  counts: always,
  partners: ofActor,
  partnerSeries: ofActor,
  partnerLayers: ofActor,
  activity: ofActor,
  pairs: ({ events }, { actors }: { actors: string[] }, has) => events !== null && actors.filter((code) => has(events, code)).length > 1,
  actors: ({ events }) => events !== null,
  summary: always,
  unresolvedNames: ({ fresh }, { updatedSince }: { updatedSince?: string }) => fresh || updatedSince !== undefined,
  actorChanges: () => false,
};

/** The one condition that is of what the question had for an answer: days within the span leave it as it is. */
function reachesOut({ dates, fresh }: Touched, { first, last }: Extract<Question, { name: 'span' }>): boolean {
  return fresh ? dates.some((date) => first === '' || date < first || date > last) : dates.length > 0;
}

/** A change as a condition on questions. */
export function bearing(change: Change, countedAs: CountedAs): (question: Question) => boolean {
  if (change.of === 'anything') return () => true;
  if (change.of === 'judgement' || change.of === 'documents') {
    const touched = touchedBy(change);
    // A side that nobody is named of, or a field left empty, leaves it open who it may be.
    const has: Has = (among, code) => code === undefined || code === '' || among.has(countedAs(code));
    return (question) => {
      if (question.name === 'span') return reachesOut(touched, question);
      if (question.name in BESIDE) return false;
      const rule = RULES[question.name];
      return rule === undefined || rule(touched, ('query' in question ? question.query : undefined) as never, has);
    };
  }
  return (question) => {
    if (!(question.name in BESIDE)) return question.name !== 'span' && !(question.name in RULES);
    if (BESIDE[question.name] !== change.of) return false;
    if (change.of !== 'figures') return true;
    const { actor } = (question as { query: { actor?: string } }).query;
    return actor === undefined || change.actors.includes(actor);
  };
}
