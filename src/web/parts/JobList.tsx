/** What is being brought in, and what was of late: how far, what came of it, what failed and why. */
import type { JobView } from '../../server/api/sources.js';
import { languageOf } from '../lib/api.js';
import { setQuery } from '../lib/route.js';
import { moment } from '../lib/words.js';
import { inLanguage } from '../text/index.js';
import { SOURCES } from '../text/sources.js';

export const isActive = ({ state }: JobView) => state === 'waiting' || state === 'running';

interface Props {
  jobs: JobView[];
  /** The job whose failures are open. */
  open: string | null;
  /** Undefined where the reader may not stop any. */
  onStop: ((job: JobView) => void) | undefined;
}

export function JobList({ jobs, open, onStop }: Props) {
  const words = inLanguage(SOURCES);
  if (jobs.length === 0) return <p class="quiet">{words.noJobs}</p>;
  return (
    <ol class="jobs">
      {jobs.map((job) => (
        <li key={job.id} class={`job is-${job.state}`}>
          <p class="job-head">
            <span class={`tag${job.state === 'failed' ? ' conflict' : ''}`}>{words.states[job.state]}</span>
            <strong>{words.kindOf[job.kind]}</strong>
            <span class="job-label">{job.label}</span>
            <time dateTime={job.askedAt}>{moment(job.askedAt)}</time>
            {isActive(job) && onStop && <button type="button" aria-label={words.stopThis(job.label)} onClick={() => onStop(job)}>{words.stop}</button>}
          </p>
          {job.state === 'running' && <Bar job={job} />}
          <p class="quiet num">{words.outcome(job.progress.added, job.progress.alreadyThere, job.progress.recoded, job.progress.events)}</p>
          {job.problem && <p class="problem" lang={languageOf(job.problem)}>{job.problem}</p>}
          {job.progress.failed > 0 && (
            <details open={open === job.id} onToggle={(event) => {
              const now = event.currentTarget.open;
              if (now !== (open === job.id)) setQuery({ job: now ? job.id : undefined }, { replace: true });
            }}>
              <summary>{words.failed(job.progress.failed)}</summary>
              <ul class="failures">
                {job.failures.map(({ source, place, found, expected, advice }, i) => (
                  <li key={i}>
                    <b>{source}</b>{place && <>, {place}</>}
                    {/* In the language of the readers, which is English. */}
                    <span lang="en">: {words.found} {found}, {words.expected} {expected}. {advice}</span>
                  </li>
                ))}
              </ul>
              {job.failures.length < job.progress.failed && <p class="quiet">{words.shownOf(job.failures.length, job.progress.failed)}</p>}
            </details>
          )}
        </li>
      ))}
    </ol>
  );
}

function Bar({ job: { label, progress: { bytesRead, bytesTotal } } }: { job: JobView }) {
  const words = inLanguage(SOURCES);
  return bytesTotal === null ? <progress aria-label={words.progress(label)} /> : <progress aria-label={words.progress(label)} max={Math.max(1, bytesTotal)} value={bytesRead} />;
}
