/** What the record holds: its counts, its countries, its documents. */
import { useEffect, useState } from 'preact/hooks';
import type { DocumentPage, Summary } from '../../server/api/schemas.js';
import { ask, queryOf, useApi } from '../lib/api.js';
import { setQuery, type Place } from '../lib/route.js';
import { dated, day, whole } from '../lib/words.js';
import { Waiting } from '../parts/Waiting.js';
import { COMMON } from '../text/common.js';
import { HOME } from '../text/home.js';
import { inLanguage, language } from '../text/index.js';

const KIND_STATE = 'state';

export function Home({ place }: { place: Place }) {
  const [words, { count, deskOf }] = [inLanguage(HOME), inLanguage(COMMON)];
  const sought = place.query.get('q') ?? '';
  const { data, error, loading } = useApi<Summary>('/summary');
  useEffect(() => {
    document.title = sought ? `${sought} · demarche` : 'demarche';
  }, [sought]);
  const top = data?.actors.find(({ kind }) => kind === KIND_STATE);
  const states = data?.actors.filter(({ kind }) => kind === KIND_STATE) ?? [];
  const others = data?.actors.filter(({ kind }) => kind !== KIND_STATE) ?? [];
  return (
    <main class="home">
      <h1>{words.question}</h1>
      <Waiting loading={loading && !data} error={error} />
      {data && (
        <>
          <p class="lede">
            {words.lede(count.events(data.events), count.statements(data.statements), count.forecasts(data.forecasts), count.documents(data.documents))}
            {data.first && words.span(day(data.from), day(data.last))}{words.sourced}
            {top && <> {words.begin} <a class="begin" href={`/desk/${top.code}`}>{deskOf(top.name[language()])}</a>.</>}
          </p>
          <div class="home-columns">
            <section aria-labelledby="countries">
              <h2 id="countries">{words.countries}</h2>
              <ActorTable actors={states} />
              {others.length > 0 && <><h2>{words.others}</h2><ActorTable actors={others.slice(0, 15)} /></>}
            </section>
            <Documents sought={sought} />
          </div>
        </>
      )}
    </main>
  );
}

function ActorTable({ actors }: { actors: Summary['actors'] }) {
  const most = Math.max(1, ...actors.map(({ count }) => count));
  return (
    <ul class="actors">
      {actors.map((actor) => (
        <li key={actor.code}>
          <a href={`/desk/${actor.code}`}>{actor.name[language()]}</a>
          <span class="actor-bar" aria-hidden="true"><i style={{ width: `${(100 * actor.count) / most}%` }} /></span>
          <span class="num" aria-label={inLanguage(COMMON).count.events(actor.count)}>{whole(actor.count)}</span>
        </li>
      ))}
    </ul>
  );
}

function Documents({ sought }: { sought: string }) {
  const [words, { count, untitled }] = [inLanguage(HOME), inLanguage(COMMON)];
  const [draft, setDraft] = useState(sought);
  const [more, setMore] = useState<DocumentPage[]>([]);
  const { data, error, loading } = useApi<DocumentPage>(`/documents${queryOf({ text: sought, limit: 20 })}`);
  useEffect(() => setDraft(sought), [sought]);
  useEffect(() => setMore([]), [data]);
  const pages = data ? [data, ...more] : [];
  const rows = pages.flatMap((page) => page.rows);
  const next = pages.at(-1)?.next ?? null;
  const fetchMore = async () => {
    const page = await ask<DocumentPage>(`/documents${queryOf({ text: sought, limit: 20, after: next })}`);
    setMore((old) => [...old, page]);
  };
  return (
    <section aria-labelledby="documents">
      <h2 id="documents">{sought ? words.withWords(sought) : words.latest}</h2>
      <form role="search" aria-label={words.documents} class="search" onSubmit={(event) => { event.preventDefault(); setQuery({ q: draft.trim() }); }}>
        <input type="search" value={draft} onInput={(event) => setDraft(event.currentTarget.value)} aria-label={words.wordsSought} placeholder={words.wordsSought} />
        <button type="submit">{words.search}</button>
      </form>
      <Waiting loading={loading && !data} error={error} />
      {data && rows.length === 0 && <p class="quiet">{sought ? words.noneWith : words.none}</p>}
      <ol class="documents">
        {rows.map((row) => (
          <li key={row.id}>
            <time dateTime={row.date}>{dated(row.date, row.datePrecision)}</time>
            <a href={`/document/${row.id}`} lang={row.language || undefined}>{row.title || untitled}</a>
            <small>{[row.publication, count.events(row.events)].filter(Boolean).join(' · ')}</small>
          </li>
        ))}
      </ol>
      {next && <button type="button" onClick={fetchMore}>{words.more}</button>}
    </section>
  );
}
