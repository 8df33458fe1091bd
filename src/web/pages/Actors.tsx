/** Who is who: finding actors, deciding about them, names that wait, and all decisions with the way back. */
import { useEffect, useState } from 'preact/hooks';
import type { ActorProfile, ChangesPage, FoundActors, UnresolvedPage } from '../../server/api/actors.js';
import { ask, queryOf, useApi } from '../lib/api.js';
import { useDeciding } from '../lib/deciding.js';
import { setQuery, withQuery, type Place } from '../lib/route.js';
import { useSession } from '../lib/session.js';
import { nameIn } from '../lib/words.js';
import { ActorCard } from '../parts/ActorCard.js';
import { ChangeList } from '../parts/ChangeList.js';
import { OrganisationForm } from '../parts/OrganisationForm.js';
import { PersonForm } from '../parts/PersonForm.js';
import { Problem } from '../parts/Problem.js';
import { Waiting } from '../parts/Waiting.js';
import { WaitingNames } from '../parts/WaitingNames.js';
import { ACTORS } from '../text/actors.js';
import { inLanguage, language } from '../text/index.js';

const CHANGES = 15;

/** Milliseconds for which what became of a decision is said. */
const TO_READ = 10_000;

export function Actors({ place: { query } }: { place: Place }) {
  const words = inLanguage(ACTORS);
  const session = useSession();
  const mayDecide = session?.person ? session.person.role !== 'reader' : false;
  const [sought, actor, open, text] = ['q', 'actor', 'name', 'letters'].map((name) => query.get(name) ?? '') as [string, string, string, string];
  const [draft, setDraft] = useState(sought);
  useEffect(() => setDraft(sought), [sought]);
  const found = useApi<FoundActors>(`/actors/find${queryOf({ q: sought })}`);
  const profile = useApi<ActorProfile>(actor === '' ? null : `/actors/profile/${encodeURIComponent(actor)}`);
  const path = `/actors/unresolved${queryOf({ text })}`;
  const waiting = useApi<UnresolvedPage>(path);
  const changes = useApi<ChangesPage>(`/actors/changes${queryOf({ limit: CHANGES })}`);
  const [more, setMore] = useState<ChangesPage[]>([]);
  useEffect(() => setMore([]), [changes.data]);
  const deciding = useDeciding(() => [found, profile, waiting, changes].forEach(({ again }) => again()));
  useEffect(() => {
    document.title = `${profile.data?.actor.name[language()] ?? words.title} · demarche`;
  }, [words, profile.data]);
  const pages = changes.data ? [changes.data, ...more] : [];
  const next = pages.at(-1)?.next;
  const allowed = mayDecide ? deciding : undefined;
  // All lists come at once: one after another, they would move what is below from under the pointer.
  const lists = [found, waiting, changes, ...(actor === '' ? [] : [profile])];
  const [arrived, setArrived] = useState(false);
  const here = arrived || lists.every(({ data, error }) => data !== null || error !== null);
  useEffect(() => setArrived(here), [here]);
  const settled = deciding.kept && (deciding.job === null || deciding.job.endedAt !== null);
  const [read, setRead] = useState(false);
  useEffect(() => {
    setRead(false);
    if (!settled) return undefined;
    const timer = setTimeout(() => setRead(true), TO_READ);
    return () => clearTimeout(timer);
  }, [settled]);
  return (
    <main class="actors-page">
      <h1>{words.heading}</h1>
      <p class="answer">{words.answer}</p>
      {session && !mayDecide && <p class="quiet">{words.mayNot}</p>}
      <div class="decided" aria-live="polite">
        {deciding.kept && !read && <p>{words.kept} {deciding.job && (deciding.job.endedAt === null ? words.coding(deciding.job.inputs) : words.coded(deciding.job.progress.recoded))}</p>}
      </div>
      <Problem message={deciding.failed} />
      {!here ? <Waiting loading error={null} /> : (
        <>
          <div class="actors-columns">
            <section aria-labelledby="find">
              <h2 id="find">{words.find}</h2>
              <form role="search" aria-label={words.find} class="search" onSubmit={(event) => { event.preventDefault(); setQuery({ q: draft.trim() }); }}>
                <input type="search" value={draft} onInput={(event) => setDraft(event.currentTarget.value)} aria-label={words.search} placeholder={words.search} />
                <button type="submit">{words.go}</button>
              </form>
              <Waiting loading={found.loading && !found.data} error={found.error} />
              {found.data && (
                <>
                  <p class="section-note">{found.data.found.length === 0 ? words.none : sought === '' ? words.busiest : ''}</p>
                  <ul class="found-actors">
                    {found.data.found.map(({ code, name, kind, count, forms, into }) => (
                      <li key={code}>
                        <a href={withQuery({ actor: code })} aria-current={code === actor ? 'true' : undefined}>{name[language()]}</a>
                        <span class="quiet num"> {[words.kinds[kind] ?? kind, count > 0 ? words.deeds(count) : '', into ? words.countsAs(nameIn(found.data!.names, into)) : '', forms.filter((form) => form !== name[language()]).join(', ')].filter(Boolean).join(' · ')}</span>
                      </li>
                    ))}
                  </ul>
                </>
              )}
            </section>
            <div>
              <Waiting loading={profile.loading && !profile.data} error={profile.error} />
              {actor === '' && <p class="quiet">{words.choose}</p>}
              {profile.data && <ActorCard profile={profile.data} deciding={allowed} />}
            </div>
          </div>
          <section aria-labelledby="waiting">
            <h2 id="waiting">{words.waiting}</h2>
            <p class="section-note">{words.waitingNote} <a href={`/actors/unresolved.csv${queryOf({ text, limit: 500 })}`}>{words.asCsv}</a></p>
            <div class="controls">
              <label class="field"><span>{words.waitingFilter}</span><input type="search" value={text} onChange={(event) => setQuery({ letters: event.currentTarget.value.trim() })} /></label>
            </div>
            <Waiting loading={waiting.loading && !waiting.data} error={waiting.error} />
            {waiting.data && <WaitingNames first={waiting.data} path={path} open={open || null} deciding={allowed} />}
          </section>
          {allowed && open === '' && (
            <div class="adding">
              <section aria-labelledby="person">
                <h2 id="person">{words.person}</h2>
                <p class="section-note">{words.personNote}</p>
                <PersonForm name="" deciding={allowed} />
              </section>
              <section aria-labelledby="group">
                <h2 id="group">{words.group}</h2>
                <p class="section-note">{words.groupNote}</p>
                <OrganisationForm name="" deciding={allowed} />
              </section>
            </div>
          )}
          <section aria-labelledby="changes">
            <h2 id="changes">{words.changes}</h2>
            <Waiting loading={changes.loading && !changes.data} error={changes.error} />
            {changes.data?.rows.length === 0 && <p class="quiet">{words.noChanges}</p>}
            {changes.data && changes.data.rows.length > 0 && <p class="section-note"><a href={`/actors/changes.csv${queryOf({ limit: 500 })}`}>{words.asCsv}</a></p>}
            <ChangeList changes={pages.flatMap((page) => page.rows)} names={Object.assign({}, ...pages.map((page) => page.names)) as ChangesPage['names']} deciding={allowed} />
            {next && <button type="button" onClick={async () => { const further = await ask<ChangesPage>(`/actors/changes${queryOf({ limit: CHANGES, after: next })}`); setMore((old) => [...old, further]); }}>{words.moreChanges}</button>}
          </section>
        </>
      )}
    </main>
  );
}
