/** The main table of each page, as CSV (RFC 4180): what a spreadsheet or a statistics program takes. */
import type { ActorProfile, ChangesPage, FoundActors, UnresolvedPage } from './api/actors.js';
import type { DeskAgenda, DeskFacts, DeskVotes } from './api/desk.js';
import type { Ledger } from './api/ledger.js';
import type { BriefView } from './api/brief.js';
import type { BriefsPage, KeptBrief } from './api/briefs.js';
import type { DocumentHit, Facets, SearchHits, SearchPage, StatementHit, StatementPage } from './api/search.js';
import type { AuditPage, UsersView } from './api/security.js';
import type { SourcesView, StoriesPage } from './api/sources.js';
import type { ActorName, CodedDocument, Desk, DocumentPage, Dyad, EventEntry, EventPage, Network, Summary } from './api/schemas.js';

type Cell = string | number | boolean | null | undefined;
type Row = Record<string, Cell>;

const QUAD_COLUMNS = ['verbal_cooperation', 'material_cooperation', 'verbal_conflict', 'material_conflict'] as const;

const quads = (counts: readonly number[], prefix = ''): Row => Object.fromEntries(QUAD_COLUMNS.map((name, i) => [prefix + name, counts[i]]));

function deskRows({ partners, names, at }: Desk): Row[] {
  return partners.map(({ partner, before, after, difference, p, q, verdict }) => ({
    partner,
    name: names[partner]?.name.en,
    at,
    verdict,
    difference,
    p,
    q,
    before_deeds: before.count,
    before: before.estimate?.value,
    before_low: before.estimate?.low,
    before_high: before.estimate?.high,
    after_deeds: after.count,
    after: after.estimate?.value,
    after_low: after.estimate?.low,
    after_high: after.estimate?.high,
    ...quads(before.quads, 'before_'),
    ...quads(after.quads, 'after_'),
  }));
}

const factRows = ({ actor, series }: DeskFacts): Row[] =>
  series.flatMap(({ series: name, partner, values }) => values.map(({ date, value, unit, source }) => ({ actor: actor.code, series: partner === null ? name : `${name}:${partner}`, date, value, unit, source })));

const agendaRows = ({ items }: DeskAgenda): Row[] =>
  items.map(({ date, precision, kind, actors, recipients, eventType, probability, words, sources }) => ({
    date, date_precision: precision, kind, actors: actors.join(' '), recipients: recipients.join(' '), event_type: eventType, probability, words, sources: sources.length, document_id: sources[0]?.documentId,
  }));

const voteRows = ({ actor, points, agreement }: DeskVotes): Row[] => [
  ...points.map(({ state, year, session, value, low, high, votes }) => ({ state, year, session, ideal_point: value, ideal_point_low: low, ideal_point_high: high, votes })),
  ...agreement.flatMap(({ state, years }) => years.map(({ year, count, simple, kappa, pi, s }) => ({ state, year, agrees_with: actor.code, votes: count, agreement: simple, kappa, pi, s }))),
];

function dyadRows({ points, actor, partner }: Dyad): Row[] {
  return points.map((point) => ({
    actor: actor.code,
    partner: partner.code,
    period: point.period,
    deeds: point.count,
    ...quads(point.quads),
    mean_intensity: point.mean,
    net_cooperation: point.net?.value,
    smoothed: point.level.value,
    smoothed_low: point.level.low,
    smoothed_high: point.level.high,
  }));
}

function eventRow(event: EventEntry['event']): Row {
  const codes = (mentions: { code: string }[]) => mentions.map(({ code }) => code).join(' ');
  return {
    id: event.id,
    date: event.date,
    date_precision: event.datePrecision,
    actors: codes(event.actors),
    event_type: event.eventType,
    mode: event.mode,
    recipients: codes(event.recipients),
    status: event.status,
    absence: event.absence,
    attributed_to: event.attributedTo?.code,
    quad: event.quad,
    intensity: event.intensity,
    contexts: event.contexts.join(' '),
    place: event.place?.text,
    confidence: event.confidence,
    document_id: event.documentId,
    start: event.start,
    end: event.end,
  };
}

const eventEntryRow = ({ event, sentenceText, publication, documentTitle, judged }: EventEntry): Row => ({ ...eventRow(event), judged, publication, document: documentTitle, sentence: sentenceText });

const eventRows = ({ rows }: EventPage): Row[] => rows.map(eventEntryRow);

const documentRow = ({ passage, ...row }: DocumentHit): Row => ({ ...row, passage: passage?.text });

const statementRow = ({ id, date, kind, speaker, about, words, likelihood, horizon, confidence, judged, outcome, publication, documentTitle, documentId }: StatementHit): Row => ({
  id, date, kind, speaker, about: about.join(' '), words, likelihood: likelihood?.words, horizon: horizon?.date, confidence, judged, outcome, publication, document: documentTitle, document_id: documentId,
});

/** A row of what a kept search finds, of whichever list it is. */
function hitRow(row: SearchHits['rows'][number]): Row {
  if ('event' in row) return eventEntryRow(row);
  return 'speaker' in row ? statementRow(row) : documentRow(row);
}

/** The dictionary's actors, those that were looked for, names that wait, decisions, or the names of one. */
function actorTable(answer: ActorName[] | FoundActors | UnresolvedPage | ChangesPage | ActorProfile): Row[] {
  if (Array.isArray(answer)) return answer.map(({ code, kind, name }) => ({ code, kind, name_en: name.en, name_es: name.es }));
  if ('found' in answer) return answer.found.map(({ code, kind, name, count, into, forms }) => ({ code, kind, name_en: name.en, name_es: name.es, deeds: count, counts_as: into, names: forms.join('; ') }));
  if ('forms' in answer) return answer.forms.map((form) => ({ code: answer.actor.code, name: form }));
  return (answer.rows as (UnresolvedPage['rows'][number] | ChangesPage['rows'][number])[]).map((row) =>
    'decision' in row
      ? { id: row.id, at: row.at, judge: row.judge, kind: row.decision.kind, decision: JSON.stringify(row.decision), standing: row.standing, note: row.note }
      : { name: row.name, forms: row.forms.join('; '), documents: row.documents, mentions: row.mentions, document_id: row.documentId, publication: row.publication, date: row.date, excerpt: row.excerpt },
  );
}

/** By the first part of an address: the rows of the page's answer. */
const TABLES: Record<string, (answer: never) => Row[]> = {
  desk: (answer: Desk | DeskFacts | DeskAgenda | DeskVotes) => ('partners' in answer ? deskRows(answer) : 'memberships' in answer ? factRows(answer) : 'items' in answer ? agendaRows(answer) : voteRows(answer)),
  dyad: dyadRows,
  events: eventRows,
  ledger: ({ rows }: Ledger) =>
    rows.map(({ said, who, author, status, resolution, due, bearings }) => ({
      id: said.id, date: said.date, kind: said.kind, speaker: said.speaker, who, author, about: said.about.join(' '), words: said.words,
      likelihood: said.likelihood?.words, likelihood_low: said.likelihood?.low, likelihood_high: said.likelihood?.high, horizon: said.horizon?.date,
      status, due, judge: resolution?.judge, judged_at: resolution?.at, evidence: resolution?.evidence.join(' '), note: resolution?.note,
      ...Object.fromEntries((['bears it out', 'goes against it', 'bears on it'] as const).map((direction) => [direction.replaceAll(' ', '_'), bearings.filter((one) => one.direction === direction).map(({ deed }) => deed.event.id).join(' ')])),
      confidence: said.confidence, document_id: said.documentId, document: said.documentTitle, publication: said.publication,
    })),
  network: ({ pairs }: Network) => pairs.map(({ a, b, count, cooperation, conflict, mean }) => ({ actor: a, partner: b, deeds: count, cooperation, conflict, mean_intensity: mean })),
  brief: ({ sections }: BriefView) => sections.flatMap(({ heading, sentences }) => sentences.map(({ key, text, sources }) => ({ section: heading, sentence: text, by: key === null ? 'author' : 'record', sources: sources.join(' ') }))),
  briefs: (answer: BriefsPage | KeptBrief) =>
    'rows' in answer ? answer.rows : (answer.edited.sections ?? []).flatMap(({ key, sentences }) => sentences.map((sentence) => ({ section: key, sentence: 'own' in sentence ? sentence.own : (sentence.wording ?? ''), claim: 'own' in sentence ? '' : sentence.key, by: 'own' in sentence ? 'author' : 'record' }))),
  documents: ({ rows }: DocumentPage) => rows.map(documentRow),
  statements: ({ rows }: StatementPage) => rows.map(statementRow),
  facets: ({ facets }: Facets) => facets.flatMap(({ field, values }) => values.map(({ value, count }) => ({ field, value, count }))),
  searches: (answer: SearchPage | SearchHits) => ('search' in answer ? answer.rows.map(hitRow) : answer.rows),
  document: ({ events, document }: CodedDocument) => events.map(({ value }) => ({ ...eventRow(value), sentence: document.text.slice(value.start, value.end) })),
  users: ({ users, tokens }: UsersView) => [
    ...users.map(({ name, role, created, changed }) => ({ kind: 'user', name, role, created, changed, expires: null })),
    ...tokens.map(({ name, role, created, expires }) => ({ kind: 'token', name, role, created, changed: null, expires })),
  ],
  actors: actorTable,
  audit: ({ rows }: AuditPage) => rows.map(({ at, person, role, kind, target, detail, address, documentId }) => ({ at, person, role, kind, target, detail, address, document_id: documentId })),
  sources: (answer: SourcesView | StoriesPage) =>
    'stories' in answer
      ? answer.stories.flatMap(({ sightings, documents }) => sightings.map(({ documentId, similarity, ...rest }) => ({ story: sightings[0]!.documentId, sightings: documents, document_id: documentId, similarity, ...rest })))
      : answer.publications,
  summary: ({ actors }: Summary) => actors.map(({ code, kind, name, count, first, last }) => ({ code, kind, name: name.en, events: count, first, last })),
};

/** The table of an address of the API, or null where it has none. */
export function tableOf(path: string, answer: unknown): string | null {
  const rows = TABLES[path.split('/')[1] ?? '']?.(answer as never);
  return rows === undefined ? null : csv(rows);
}

function csv(rows: Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return [columns, ...rows.map((row) => columns.map((column) => row[column]))].map((cells) => cells.map(cell).join(',') + '\r\n').join('');
}

function cell(value: Cell): string {
  if (value === null || value === undefined) return '';
  // A spreadsheet takes text that begins so for a formula, and the texts are other people's.
  const text = typeof value === 'string' && /^[=+\-@\t]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
