/** Search over events, statements and documents: by words and by field, with counts; the address holds all of it. */
import { useEffect, useState } from 'preact/hooks';
import type { DocumentHit, Facets as FacetsData, SearchList, StatementPage } from '../../server/api/search.js';
import type { DocumentPage, EventPage, Names } from '../../server/api/schemas.js';
import { ask, queryOf, useApi } from '../lib/api.js';
import { setQuery, withQuery, type Place } from '../lib/route.js';
import { dated, whole } from '../lib/words.js';
import { ActorInput } from '../parts/ActorInput.js';
import { EventList } from '../parts/EventList.js';
import { Facets, useFieldWords } from '../parts/Facets.js';
import { Found } from '../parts/Found.js';
import { SaidList } from '../parts/SaidList.js';
import { SavedSearches } from '../parts/SavedSearches.js';
import { Waiting } from '../parts/Waiting.js';
import { COMMON } from '../text/common.js';
import { inLanguage } from '../text/index.js';
import { SEARCH } from '../text/search.js';

const SHARED = ['text', 'publication', 'language', 'from', 'to', 'order'] as const;
const FIELDS: Record<SearchList, readonly string[]> = {
  events: [...SHARED, 'actor', 'recipient', 'type', 'quad', 'status', 'place', 'judged'],
  statements: [...SHARED, 'speaker', 'about', 'kind'],
  documents: SHARED,
};
const LISTS = Object.keys(FIELDS) as SearchList[];
const ORDERS: Record<SearchList, readonly ('newest' | 'oldest' | 'doubtful' | 'added')[]> = {
  events: ['newest', 'oldest', 'doubtful', 'added'],
  statements: ['newest', 'oldest', 'doubtful', 'added'],
  documents: ['newest', 'oldest', 'added'],
};
const PAGE = 50;

type Hits = { rows: unknown[]; next: string | null; names?: Names };

/** What of the address is the search: of a list, its own fields. */
const fieldsOf = (list: SearchList, query: URLSearchParams) => Object.fromEntries(FIELDS[list].map((name) => [name, query.get(name) ?? '']));

export function Search({ list, place: { query } }: { list: SearchList; place: Place }) {
  const words = inLanguage(SEARCH);
  const asked = fieldsOf(list, query);
  const search = queryOf(asked);
  const path = `/${list}${queryOf({ ...asked, limit: PAGE })}`;
  const { data, error, loading } = useApi<Hits>(path);
  const facets = useApi<FacetsData>(`/facets/${list}${queryOf({ ...asked, order: '' })}`);
  const [more, setMore] = useState<Hits[]>([]);
  useEffect(() => setMore([]), [data]);
  useEffect(() => {
    document.title = `${asked['text'] || words.title} · demarche`;
  }, [asked['text'], words]);
  const pages = data ? [data, ...more] : [];
  const rows = pages.flatMap((page) => page.rows);
  const names = Object.assign({}, ...pages.map((page) => page.names ?? {})) as Names;
  const next = pages.at(-1)?.next;
  const total = facets.data?.total;
  const fetchMore = async () => {
    const further = await ask<Hits>(`${path}&after=${encodeURIComponent(next!)}`);
    setMore((old) => [...old, further]);
  };
  return (
    <main class="searching">
      <h1>{words.title}</h1>
      <Box key={`${list} ${asked['text']}`} list={list} text={asked['text']!} />
      <nav class="tabs" aria-label={words.title}>
        {LISTS.map((other) => <a key={other} href={`/${other}${queryOf(fieldsOf(other, query))}`} aria-current={other === list ? 'page' : undefined}>{words.lists[other]}</a>)}
      </nav>
      <p class="section-note">{words.lede[list]} {list === 'events' && <a href="/review">{words.review}</a>}</p>
      <Controls list={list} asked={asked} />
      <Chosen list={list} asked={asked} names={{ ...names, ...facets.data?.names }} />
      <div class="search-columns">
        <section aria-labelledby="found" class="hits">
          <h2 id="found" class="sr">{words.lists[list]}</h2>
          <p class="quiet num" aria-live="polite">
            <span>{data && (rows.length === 0 ? words.none : total === undefined ? words.loading : next ? words.shown(whole(rows.length), words.counts[list](total)) : words.counts[list](total))}</span>
            {rows.length > 0 && <> · <a href={`/${list}.csv${queryOf({ ...asked, limit: list === 'documents' ? 200 : 1000 })}`}>{words.asCsv}</a></>}
          </p>
          <Waiting loading={loading && !data} error={error} />
          {list === 'events' && <EventList rows={rows as EventPage['rows']} names={names} />}
          {list === 'statements' && <SaidList said={rows as StatementPage['rows']} names={names} />}
          {list === 'documents' && <DocumentHits rows={rows as DocumentPage['rows']} />}
          {next && <button type="button" onClick={() => void fetchMore()}>{words.more}</button>}
        </section>
        <aside class="facets">
          <details open={matchMedia('(min-width: 861px)').matches}>
            <summary>{words.narrow}</summary>
            <Waiting loading={facets.loading && !facets.data} error={facets.error} />
            {facets.data && <Facets data={facets.data} query={query} />}
          </details>
        </aside>
        <section aria-labelledby="saved" class="saved">
          <h2 id="saved">{words.saved}</h2>
          <SavedSearches search={{ list, query: search.slice(1) }} />
        </section>
      </div>
    </main>
  );
}

/** The words that are looked for. They count once they are sent. */
function Box({ list, text }: { list: SearchList; text: string }) {
  const words = inLanguage(SEARCH);
  const [draft, setDraft] = useState(text);
  return (
    <form role="search" aria-label={words.lists[list]} class="search wide-search" onSubmit={(event) => { event.preventDefault(); setQuery({ text: draft.trim() }); }}>
      <input type="search" value={draft} maxLength={200} aria-label={words.words} aria-describedby="search-hint" placeholder={words.words} onInput={(event) => setDraft(event.currentTarget.value)} />
      <button type="submit">{words.search}</button>
      <small id="search-hint">{words.hint}</small>
    </form>
  );
}

function Controls({ list, asked }: { list: SearchList; asked: Record<string, string> }) {
  const words = inLanguage(SEARCH);
  const actor = (name: 'actor' | 'recipient' | 'speaker' | 'about') => <ActorInput label={words[name]} value={asked[name]!} onChange={(code) => setQuery({ [name]: code })} />;
  const date = (name: 'from' | 'to') => (
    <label class="field"><span>{words[name]}</span><input type="date" value={asked[name]} onChange={(event) => setQuery({ [name]: event.currentTarget.value })} /></label>
  );
  return (
    <div class="controls">
      {list === 'events' && <>{actor('actor')}{actor('recipient')}</>}
      {list === 'statements' && <>{actor('speaker')}{actor('about')}</>}
      {date('from')}
      {date('to')}
      {list === 'events' && <label class="field"><span>{words.place}</span><input value={asked['place']} onChange={(event) => setQuery({ place: event.currentTarget.value.trim() })} /></label>}
      <label class="field">
        <span>{words.order}</span>
        <select value={asked['order'] || 'newest'} onChange={(event) => setQuery({ order: event.currentTarget.value === 'newest' ? undefined : event.currentTarget.value })}>
          {ORDERS[list].map((order) => <option key={order} value={order}>{words.orders[order]}</option>)}
        </select>
      </label>
    </div>
  );
}

/** The fields that the search is narrowed to, each with the way to be rid of it. */
function Chosen({ list, asked, names }: { list: SearchList; asked: Record<string, string>; names: Names }) {
  const words = inLanguage(SEARCH);
  const nameOf = useFieldWords(names);
  const set = FIELDS[list].filter((name) => name !== 'text' && name !== 'order' && asked[name]);
  if (set.length === 0) return null;
  const label = (name: string) => (name === 'from' ? words.from : name === 'to' ? words.to : (words.fields[name] ?? name));
  const value = (name: string) => (name === 'from' || name === 'to' ? dated(asked[name]!) : nameOf(name, asked[name]!));
  return (
    <p class="chosen">
      {set.map((name) => <a key={name} class="chip" href={withQuery({ [name]: undefined })} aria-label={words.take(label(name), value(name))}>{label(name)}: <b>{value(name)}</b> <span aria-hidden="true">×</span></a>)}
      {set.length > 1 && <a href={withQuery(Object.fromEntries(set.map((name) => [name, undefined])))}>{words.without}</a>}
    </p>
  );
}

function DocumentHits({ rows }: { rows: DocumentHit[] }) {
  const { count, untitled } = inLanguage(COMMON);
  return (
    <ol class="documents">
      {rows.map((row) => (
        <li key={row.id}>
          <time dateTime={row.date}>{dated(row.date, row.datePrecision)}</time>
          <a href={`/document/${row.id}`} lang={row.language || undefined}>{row.title || untitled}</a>
          {row.passage && <blockquote lang={row.language || undefined}><Found text={row.passage.text} found={row.passage.marks} /></blockquote>}
          <small>{[row.publication, count.events(row.events)].filter(Boolean).join(' · ')}</small>
        </li>
      ))}
    </ol>
  );
}
