/** A kept search as an Atom 1.0 feed (RFC 4287). Texts of documents are text here, never markup. */
import type { Store } from '../record/store.js';
import type { Names } from './api/schemas.js';
import type { DocumentHit, EventHit, SavedSearch, StatementHit } from './api/search.js';

type Language = 'en' | 'es';

const WORDS = {
  en: { kinds: { position: 'position', promise: 'promise', claim: 'claim', warning: 'warning', demand: 'demand', forecast: 'forecast' }, unnamed: 'unnamed', untitled: 'Untitled' },
  es: { kinds: { position: 'postura', promise: 'promesa', claim: 'afirmación', warning: 'advertencia', demand: 'exigencia', forecast: 'pronóstico' }, unnamed: 'sin nombre', untitled: 'Sin título' },
} as const;

export interface FeedInput {
  search: SavedSearch;
  rows: (EventHit | StatementHit | DocumentHit)[];
  names: Names;
  /** When documents changed, by id. */
  changed: Awaited<ReturnType<Store['changed']>>;
  /** Scheme, host and port under which we were asked. */
  origin: string;
  language: Language;
  typeName(type: string, mode: string | null, language: Language): string;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Text as XML can hold it. */
const xml = (text: string) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/[&<>"]/g, (sign) => ENTITIES[sign]!);

const urn = (id: string) => `urn:uuid:${id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')}`;

interface Entry {
  id: string;
  documentId: string;
  /** Where in the app it can be read, at its sentence. */
  path: string;
  title: string;
  date: string;
  author: string;
  content: string;
  category: string;
}

/** The feed, newest in the record first. An entry is updated when its document was added, coded anew or judged in. */
export function atomFeed(input: FeedInput): string {
  const { search, changed, origin, language } = input;
  const entries = input.rows.map((row) => ({ ...entryOf(row, input), updated: '' })).map((entry) => ({ ...entry, updated: changed.get(entry.documentId) ?? search.at }));
  const updated = entries.reduce((latest, entry) => (entry.updated > latest ? entry.updated : latest), search.at);
  const here = `${origin}/searches/${search.id}`;
  const page = `${origin}/${search.list}${search.query && '?'}${search.query}`;
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">`,
    `<id>${urn(search.id)}</id>`,
    `<title>${xml(search.name)}</title>`,
    `<updated>${updated}</updated>`,
    '<author><name>demarche</name></author>',
    '<generator>demarche</generator>',
    `<link rel="self" type="application/atom+xml" href="${xml(`${here}.atom`)}"/>`,
    `<link rel="alternate" type="text/html" href="${xml(page)}"/>`,
    ...entries.map((entry) =>
      [
        '<entry>',
        `<id>${urn(entry.id)}</id>`,
        `<title>${xml(entry.title)}</title>`,
        `<updated>${entry.updated}</updated>`,
        ...(entry.date ? [`<published>${entry.date}T00:00:00Z</published>`] : []),
        ...(entry.author ? [`<author><name>${xml(entry.author)}</name></author>`] : []),
        `<link rel="alternate" type="text/html" href="${xml(origin + entry.path)}"/>`,
        `<category term="${xml(entry.category)}"/>`,
        `<content type="text">${xml(entry.content)}</content>`,
        '</entry>',
      ].join('\n')),
    '</feed>',
    '',
  ].join('\n');
}

function entryOf(row: EventHit | StatementHit | DocumentHit, { names, language, typeName }: FeedInput): Entry {
  const words = WORDS[language];
  const name = (code: string) => (code === '' ? words.unnamed : (names[code]?.name[language] ?? code));
  const all = (codes: readonly string[]) => [...new Set(codes.length > 0 ? codes : [''])].map(name).join(', ');
  if ('event' in row) {
    const { event } = row;
    const sides = [event.actors, event.recipients].map((mentions) => all(mentions.map(({ code }) => code)));
    return {
      id: event.id, documentId: event.documentId, path: `/document/${event.documentId}?item=${event.id}`, date: event.date, author: row.publication,
      title: `${sides.join(' → ')}: ${typeName(event.eventType, event.mode, language)}`, content: row.sentenceText, category: event.eventType,
    };
  }
  if ('speaker' in row) {
    const about = row.about.length > 0 ? ` → ${all(row.about)}` : '';
    return {
      id: row.id, documentId: row.documentId, path: `/document/${row.documentId}?item=${row.id}`, date: row.date, author: row.publication,
      title: `${name(row.speaker)}${about}: ${words.kinds[row.kind]}`, content: row.words, category: row.kind,
    };
  }
  return {
    id: row.id, documentId: row.id, path: `/document/${row.id}`, date: row.date, author: row.author || row.publication, title: row.title || words.untitled,
    content: row.passage?.text ?? row.title, category: 'document',
  };
}
