/** Where the record comes from: bringing in, how that goes, what failed; copies shown together; publications and feeds. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { JobsView, JobView, SourcesView, StoriesPage } from '../../server/api/sources.js';
import { ask, languageOf, send, useApi } from '../lib/api.js';
import { setQuery, type Place } from '../lib/route.js';
import { useSession } from '../lib/session.js';
import { dated, moment, whole } from '../lib/words.js';
import { BringIn } from '../parts/BringIn.js';
import { isActive, JobList } from '../parts/JobList.js';
import { Problem } from '../parts/Problem.js';
import { StoryList } from '../parts/StoryList.js';
import { Waiting } from '../parts/Waiting.js';
import { inLanguage } from '../text/index.js';
import { SOURCES } from '../text/sources.js';

/** Milliseconds between two looks at jobs that are under way. */
const LOOK = 500;
/** Publications shown before all are asked for. */
const SOME = 15;

/** Jobs as the server tells of them, looked at again while any is under way; `onEnd` when one has ended. */
function useJobs(known: JobView[] | undefined, onEnd: () => void) {
  const [jobs, setJobs] = useState<JobView[]>([]);
  const ended = useRef(onEnd);
  ended.current = onEnd;
  useEffect(() => void (known && setJobs(known)), [known]);
  const active = jobs.filter(isActive).length;
  useEffect(() => {
    if (active === 0) return undefined;
    const abort = new AbortController();
    const timer = setInterval(() => {
      ask<JobsView>('/sources/jobs', abort.signal).then(
        (answer) => {
          setJobs(answer.jobs);
          if (answer.jobs.filter(isActive).length < active) ended.current();
        },
        // The next look may fare better.
        () => undefined,
      );
    }, LOOK);
    return () => {
      clearInterval(timer);
      abort.abort();
    };
  }, [active]);
  return { jobs, put: (job: JobView) => setJobs((old) => [job, ...old.filter(({ id }) => id !== job.id)]) };
}

export function Sources({ place: { query } }: { place: Place }) {
  const words = inLanguage(SOURCES);
  const session = useSession();
  const mayChange = session?.person ? session.person.role !== 'reader' : false;
  const { data, error, loading, again } = useApi<SourcesView>('/sources');
  const stories = useApi<StoriesPage>('/sources/stories');
  const [more, setMore] = useState<StoriesPage[]>([]);
  const [failed, setFailed] = useState<string | null>(null);
  const { jobs, put } = useJobs(data?.jobs, () => {
    again();
    stories.again();
  });
  useEffect(() => setMore([]), [stories.data]);
  useEffect(() => {
    document.title = `${words.title} · demarche`;
  }, [words]);
  const pages = stories.data ? [stories.data, ...more] : [];
  const next = pages.at(-1)?.next;
  const trying = (job: Promise<JobView>) => job.then((answer) => { setFailed(null); put(answer); }, (problem: Error) => setFailed(problem.message));
  const askFeeds = (urls: string[]) => trying(send<JobView>('/sources/addresses', { addresses: urls, as: 'feeds' }));
  return (
    <main class="sources">
      <h1>{words.heading}</h1>
      <Waiting loading={loading && !data} error={error} />
      {data && (
        <>
          <p class="answer">{words.answer(data.counts.documents, data.publications.length, data.counts.copies)}</p>
          <p class="section-note">{words.counted(data.counts.coded, data.counts.reports, data.counts.events)}</p>
          <section aria-labelledby="bring">
            <h2 id="bring">{words.bring}</h2>
            {mayChange ? <BringIn onJob={put} /> : <p class="quiet">{words.mayNot}</p>}
          </section>
          <section aria-labelledby="jobs">
            <h2 id="jobs">{words.jobs}</h2>
            <Problem message={failed} />
            <JobList jobs={jobs} open={query.get('job')} onStop={mayChange ? (job) => void send<JobView>(`/sources/jobs/${job.id}/stop`, {}).then(() => again(), (problem: Error) => setFailed(problem.message)) : undefined} />
          </section>
          <section aria-labelledby="stories">
            <h2 id="stories">{words.stories}</h2>
            <p class="section-note">{words.storiesNote} <a href="/sources/stories.csv">{words.asCsv}</a></p>
            <Waiting loading={stories.loading && !stories.data} error={stories.error} />
            {stories.data?.stories.length === 0 && <p class="quiet">{words.noStories}</p>}
            <StoryList stories={pages.flatMap((page) => page.stories)} />
            {next && <button type="button" onClick={async () => { const further = await ask<StoriesPage>(`/sources/stories?after=${encodeURIComponent(next)}`); setMore((old) => [...old, further]); }}>{words.moreStories}</button>}
          </section>
          <Publications rows={data.publications} all={query.get('all') === '1'} />
          <Feeds
            rows={data.feeds} everyMinutes={data.schedule.everyMinutes}
            onAsk={mayChange ? (urls) => void askFeeds(urls) : undefined}
            onFollow={(url, followed) => void send('/sources/feeds', { url, followed }).then(() => again(), (problem: Error) => setFailed(problem.message))}
          />
        </>
      )}
    </main>
  );
}

function Publications({ rows, all }: { rows: SourcesView['publications']; all: boolean }) {
  const words = inLanguage(SOURCES);
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="publications">
      <h2 id="publications">{words.publications}</h2>
      <div class="wide" tabIndex={0} role="region" aria-label={words.publicationsTable}>
        <table>
          <thead><tr>{[words.publication, words.documents, words.copies, words.events, words.first, words.last].map((title) => <th key={title} scope="col">{title}</th>)}</tr></thead>
          <tbody>
            {(all ? rows : rows.slice(0, SOME)).map(({ publication, documents, copies, events, first, last }) => (
              <tr key={publication}>
                <th scope="row">{publication || <span class="quiet">{words.unnamed}</span>}</th>
                {[documents, copies, events].map((count, i) => <td key={i}>{whole(count)}</td>)}
                <td>{first && dated(first)}</td><td>{last && dated(last)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {!all && rows.length > SOME && <button type="button" onClick={() => setQuery({ all: '1' })}>{words.showAll(rows.length)}</button>}
    </section>
  );
}

interface FeedsProps {
  rows: SourcesView['feeds'];
  everyMinutes: number | null;
  onAsk: ((urls: string[]) => void) | undefined;
  onFollow: (url: string, followed: boolean) => void;
}

function Feeds({ rows, everyMinutes, onAsk, onFollow }: FeedsProps) {
  const words = inLanguage(SOURCES);
  const instant = (iso: string | null) => (iso === null ? words.never : <time dateTime={iso}>{moment(iso)}</time>);
  const due = rows.filter(({ followed, nextAt }) => followed && (nextAt === null || nextAt <= new Date().toISOString())).map(({ url }) => url);
  return (
    <section aria-labelledby="feeds">
      <h2 id="feeds">{words.followed}</h2>
      {rows.length === 0 && <p class="quiet">{words.noFeeds}</p>}
      {rows.length > 0 && (
        <>
          <div class="wide" tabIndex={0} role="region" aria-label={words.feedsTable}>
            <table>
              <thead><tr>{[words.feed, words.items, words.failures, words.polled, words.cameOf, everyMinutes === null ? words.next : words.nextPoll].map((title) => <th key={title} scope="col" class={title === words.cameOf ? 'came-of' : undefined}>{title}</th>)}{onAsk && <td />}</tr></thead>
              <tbody>
                {rows.map(({ url, items, failures, polledAt, nextAt, followed, last }) => (
                  <tr key={url}>
                    <th scope="row">{url}</th>
                    <td>{whole(items)}</td><td>{failures}</td><td>{instant(polledAt)}</td>
                    <td class="came-of" lang={last?.problem ? languageOf(last.problem) : undefined}>{last === null ? '' : last.problem || words.lastOutcome(last.items, last.added)}</td>
                    <td>{followed ? instant(nextAt) : words.notFollowed}</td>
                    {onAsk && (
                      <td>
                        {followed && <button type="button" aria-label={words.askThis(url)} disabled={!due.includes(url)} onClick={() => onAsk([url])}>{words.askNow}</button>}{' '}
                        <button type="button" aria-label={followed ? words.unfollowThis(url) : words.followThis(url)} onClick={() => onFollow(url, !followed)}>{followed ? words.unfollow : words.follow}</button>
                      </td>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {onAsk && due.length > 1 && <button type="button" onClick={() => onAsk(due)}>{words.askAll}</button>}
          <p class="section-note">{everyMinutes === null ? words.watchNote : words.scheduleNote(everyMinutes)}</p>
        </>
      )}
    </section>
  );
}
