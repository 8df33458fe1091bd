/** What the record holds: its counts, its countries, its documents. */
import { useEffect, useState } from 'preact/hooks';
import type { DocumentPage, Summary } from '../../server/api/schemas.js';
import { ask, queryOf, useApi } from '../lib/api.js';
import { setQuery, type Place } from '../lib/route.js';
import { dated, day, plural, possessive, whole } from '../lib/words.js';
import { Waiting } from '../parts/Waiting.js';

const KIND_STATE = 'state';

export function Home({ place }: { place: Place }) {
  const words = place.query.get('q') ?? '';
  const { data, error, loading } = useApi<Summary>('/summary');
  useEffect(() => {
    document.title = words ? `${words} · demarche` : 'demarche';
  }, [words]);
  const top = data?.actors.find(({ kind }) => kind === KIND_STATE);
  const states = data?.actors.filter(({ kind }) => kind === KIND_STATE) ?? [];
  const others = data?.actors.filter(({ kind }) => kind !== KIND_STATE) ?? [];
  return (
    <main class="home">
      <h1>Has the course changed, toward whom, and how do you know?</h1>
      <Waiting loading={loading && !data} error={error} />
      {data && (
        <>
          <p class="lede">
            A record of {plural(data.events, 'event')}, {plural(data.statements, 'statement')} and {plural(data.forecasts, 'forecast')} read
            from {plural(data.documents, 'document')}
            {data.first && <>, {day(data.from)} to {day(data.last)}</>}; each entry tied to the sentence it came from.
            {top && <> Begin with <a class="begin" href={`/desk/${top.code}`}>{possessive(top.name.en)} desk</a>.</>}
          </p>
          <div class="home-columns">
            <section aria-labelledby="countries">
              <h2 id="countries">Countries</h2>
              <ActorTable actors={states} />
              {others.length > 0 && <><h2>Organisations and others</h2><ActorTable actors={others.slice(0, 15)} /></>}
            </section>
            <Documents words={words} />
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
          <a href={`/desk/${actor.code}`}>{actor.name.en}</a>
          <span class="actor-bar" aria-hidden="true"><i style={{ width: `${(100 * actor.count) / most}%` }} /></span>
          <span class="num" aria-label={plural(actor.count, 'event')}>{whole(actor.count)}</span>
        </li>
      ))}
    </ul>
  );
}

function Documents({ words }: { words: string }) {
  const [draft, setDraft] = useState(words);
  const [more, setMore] = useState<DocumentPage[]>([]);
  const { data, error, loading } = useApi<DocumentPage>(`/documents${queryOf({ text: words, limit: 20 })}`);
  useEffect(() => setDraft(words), [words]);
  useEffect(() => setMore([]), [data]);
  const pages = data ? [data, ...more] : [];
  const rows = pages.flatMap((page) => page.rows);
  const next = pages.at(-1)?.next ?? null;
  const fetchMore = async () => {
    const page = await ask<DocumentPage>(`/documents${queryOf({ text: words, limit: 20, after: next })}`);
    setMore((old) => [...old, page]);
  };
  return (
    <section aria-labelledby="documents">
      <h2 id="documents">{words ? `Documents with “${words}”` : 'Latest documents'}</h2>
      <form role="search" aria-label="Documents" class="search" onSubmit={(event) => { event.preventDefault(); setQuery({ q: draft.trim() }); }}>
        <input type="search" value={draft} onInput={(event) => setDraft(event.currentTarget.value)} aria-label="Words in title or text" placeholder="Words in title or text" />
        <button type="submit">Search</button>
      </form>
      <Waiting loading={loading && !data} error={error} />
      {data && rows.length === 0 && <p class="quiet">{words ? 'No document has these words.' : 'No documents yet: paste one, or add files with “demarche add”.'}</p>}
      <ol class="documents">
        {rows.map((row) => (
          <li key={row.id}>
            <time dateTime={row.date}>{dated(row.date, row.datePrecision)}</time>
            <a href={`/document/${row.id}`} lang={row.language || undefined}>{row.title || 'Untitled'}</a>
            <small>{[row.publication, plural(row.events, 'event')].filter(Boolean).join(' · ')}</small>
          </li>
        ))}
      </ol>
      {next && <button type="button" onClick={fetchMore}>More documents</button>}
    </section>
  );
}
