/** Briefs that are kept; and, at the address of one, the way to it. */
import { useEffect, useState } from 'preact/hooks';
import type { BriefsPage, KeptBrief } from '../../server/api/briefs.js';
import { queryOf, remove, send, useApi } from '../lib/api.js';
import { go } from '../lib/route.js';
import { useSession } from '../lib/session.js';
import { day, nameIn } from '../lib/words.js';
import { Problem } from '../parts/Problem.js';
import { Waiting } from '../parts/Waiting.js';
import { BRIEF } from '../text/brief.js';
import { inLanguage } from '../text/index.js';

/** The address at which a kept brief is read and edited. */
function addressOf({ brief, edited: { sections: _, ...question } }: KeptBrief): string {
  return `/brief/${encodeURIComponent(brief.actor)}${queryOf({ ...question, saved: brief.id })}`;
}

export function Briefs({ id }: { id?: string | undefined }) {
  const words = inLanguage(BRIEF);
  const kept = useApi<KeptBrief>(id === undefined ? null : `/briefs/${encodeURIComponent(id)}`);
  const { data, error, loading, again } = useApi<BriefsPage>('/briefs');
  const [deleted, setDeleted] = useState<{ id: string; name: string } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const role = useSession()?.person?.role;
  const mayChange = role === 'analyst' || role === 'admin';
  useEffect(() => {
    document.title = `${words.briefs} · demarche`;
  }, [words]);
  useEffect(() => {
    if (kept.data) go(addressOf(kept.data), { replace: true });
  }, [kept.data]);
  const doing = async (job: Promise<unknown>, then: typeof deleted) => {
    try {
      await job;
      setProblem(null);
      setDeleted(then);
      again();
    } catch (failure) {
      setProblem((failure as Error).message);
    }
  };
  return (
    <main class="briefing">
      <h1>{words.briefs}</h1>
      <p class="answer">{words.briefsNote}</p>
      {id !== undefined && <Waiting loading={kept.loading} error={kept.error && words.noBrief} />}
      <Problem message={problem} />
      <div aria-live="polite">
        {deleted && <p class="kept-deleted">{words.deleted(deleted.name)} <button type="button" onClick={() => void doing(send(`/briefs/${deleted.id}/restore`, {}), null)}>{words.undoDelete}</button></p>}
      </div>
      <Waiting loading={loading && !data} error={error} />
      {data?.rows.length === 0 && <p class="quiet">{words.noneKept}</p>}
      <div class="saved-searches">
        <ul>
          {data?.rows.map((one) => (
            <li key={one.id}>
              <a href={`/briefs/${one.id}`}>{one.name}</a>
              <small>{nameIn(data.names, one.actor)} · {words.keptBy(one.person === 'local' ? words.here : one.person, day(one.at.slice(0, 10)))}</small>
              {mayChange && <span class="saved-forms"><button type="button" class="plain" aria-label={words.deleteNamed(one.name)} onClick={() => void doing(remove(`/briefs/${one.id}`), one)}>{words.delete}</button></span>}
            </li>
          ))}
        </ul>
      </div>
    </main>
  );
}
