/** Searches that are kept: each leads to its page, its feed and its data, and can be deleted and put back. */
import { useState } from 'preact/hooks';
import type { SavedSearch, SearchPage } from '../../server/api/search.js';
import { remove, send, useApi } from '../lib/api.js';
import { useSession } from '../lib/session.js';
import { day } from '../lib/words.js';
import { inLanguage, language } from '../text/index.js';
import { SEARCH } from '../text/search.js';
import { Problem } from './Problem.js';
import { Waiting } from './Waiting.js';

interface Props {
  /** The search on the page, which can be kept; none where there is nothing to keep. */
  search?: Pick<SavedSearch, 'list' | 'query'>;
}

export function SavedSearches({ search }: Props) {
  const words = inLanguage(SEARCH);
  const { data, error, loading, again } = useApi<SearchPage>('/searches');
  const [name, setName] = useState('');
  const [deleted, setDeleted] = useState<SavedSearch | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const role = useSession()?.person?.role;
  const mayChange = role === 'analyst' || role === 'admin';
  const doing = async (job: Promise<unknown>, then: SavedSearch | null = null) => {
    try {
      await job;
      setProblem(null);
      setName('');
      setDeleted(then);
      again();
    } catch (failure) {
      setProblem((failure as Error).message);
    }
  };
  return (
    <div class="saved-searches">
      <p class="section-note">{words.savedNote}</p>
      {search && mayChange && (
        <form class="search" onSubmit={(event) => { event.preventDefault(); void doing(send('/searches', { ...search, name: name.trim() })); }}>
          <input value={name} required maxLength={120} aria-label={words.name} placeholder={words.name} onInput={(event) => setName(event.currentTarget.value)} />
          <button type="submit">{words.save}</button>
        </form>
      )}
      <Problem message={problem} />
      <div aria-live="polite">
        {deleted && <p class="kept-deleted">{words.deleted(deleted.name)} <button type="button" onClick={() => void doing(send(`/searches/${deleted.id}/restore`, {}))}>{words.undoDelete}</button></p>}
      </div>
      <Waiting loading={loading && !data} error={error} />
      {data && data.rows.length === 0 && <p class="quiet">{words.noneSaved}</p>}
      <ul>
        {data?.rows.map((one) => (
          <li key={one.id}>
            <a href={`/${one.list}${one.query && `?${one.query}`}`}>{one.name}</a>
            <small>{words.lists[one.list]} · {words.by(one.person === 'local' ? words.here : one.person, day(one.at.slice(0, 10)))}</small>
            <span class="saved-forms">
              <a href={`/searches/${one.id}.atom${language() === 'en' ? '' : `?lang=${language()}`}`}>{words.feed}</a> <a href={`/searches/${one.id}.json`}>JSON</a> <a href={`/searches/${one.id}.csv`}>CSV</a>
              {mayChange && <button type="button" class="plain" aria-label={words.deleteNamed(one.name)} onClick={() => void doing(remove(`/searches/${one.id}`), one)}>{words.delete}</button>}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
