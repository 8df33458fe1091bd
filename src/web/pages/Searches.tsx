/** Searches that are kept; and, at the address of one, the way to what it finds now. */
import { useEffect } from 'preact/hooks';
import type { SearchHits } from '../../server/api/search.js';
import { useApi } from '../lib/api.js';
import { go } from '../lib/route.js';
import { SavedSearches } from '../parts/SavedSearches.js';
import { Waiting } from '../parts/Waiting.js';
import { inLanguage } from '../text/index.js';
import { SEARCH } from '../text/search.js';

export function Searches({ id }: { id?: string | undefined }) {
  const words = inLanguage(SEARCH);
  const { data, error, loading } = useApi<SearchHits>(id === undefined ? null : `/searches/${encodeURIComponent(id)}?limit=1`);
  useEffect(() => {
    document.title = `${words.saved} · demarche`;
  }, [words]);
  useEffect(() => {
    if (data) go(`/${data.search.list}${data.search.query && `?${data.search.query}`}`, { replace: true });
  }, [data]);
  return (
    <main class="searching">
      <h1>{words.saved}</h1>
      {id !== undefined && <Waiting loading={loading} error={error && words.noSearch} />}
      <SavedSearches />
    </main>
  );
}
