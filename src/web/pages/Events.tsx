/** Every event of the record, by who, what, when and how sure: a search whose address can be sent on. */
import { useEffect, useState } from 'preact/hooks';
import type { EventPage } from '../../server/api/schemas.js';
import { ask, queryOf, useApi } from '../lib/api.js';
import { useCodebook } from '../lib/codebook.js';
import { setQuery, type Place } from '../lib/route.js';
import { plural, QUADS } from '../lib/words.js';
import { ActorInput } from '../parts/ActorInput.js';
import { EventList } from '../parts/EventList.js';
import { Waiting } from '../parts/Waiting.js';

const FIELDS = ['actor', 'recipient', 'type', 'quad', 'status', 'from', 'to', 'judged', 'order'] as const;
const PAGE = 60;

export function Events({ place: { query } }: { place: Place }) {
  const asked = Object.fromEntries(FIELDS.map((name) => [name, query.get(name) ?? '']));
  const path = `/events${queryOf({ ...asked, limit: PAGE })}`;
  const { data, error, loading } = useApi<EventPage>(path);
  const [more, setMore] = useState<EventPage[]>([]);
  const { view, typeName } = useCodebook();
  useEffect(() => setMore([]), [data]);
  useEffect(() => {
    document.title = 'Events · demarche';
  }, []);
  const pages = data ? [data, ...more] : [];
  const rows = pages.flatMap((page) => page.rows);
  const next = pages.at(-1)?.next;
  const select = (name: (typeof FIELDS)[number], label: string, options: readonly (readonly [string, string])[]) => (
    <label class="field">
      <span>{label}</span>
      <select value={asked[name]} onChange={(event) => setQuery({ [name]: event.currentTarget.value })}>
        {options.map(([value, words]) => <option key={value} value={value}>{words}</option>)}
      </select>
    </label>
  );
  const date = (name: 'from' | 'to', label: string) => (
    <label class="field"><span>{label}</span><input type="date" value={asked[name]} onChange={(event) => setQuery({ [name]: event.currentTarget.value })} /></label>
  );
  return (
    <main class="all-events">
      <h1>Events</h1>
      <p class="answer">Everything that was read, what was only planned or denied too. <a href="/review">Review what is most in doubt.</a></p>
      <div class="controls">
        <ActorInput label="Actor" value={asked['actor']!} onChange={(actor) => setQuery({ actor })} />
        <ActorInput label="Recipient" value={asked['recipient']!} onChange={(recipient) => setQuery({ recipient })} />
        {select('type', 'Type', [['', 'any'], ...(view?.types ?? []).map(({ code }) => [code, typeName(code)] as const)])}
        {select('quad', 'Kind', [['', 'any'], ...QUADS.map((words, i) => [String(i + 1), words] as const)])}
        {select('status', 'Status', [['', 'any'], ...(view?.statuses ?? []).map((status) => [status, status] as const)])}
        {date('from', 'From')}
        {date('to', 'Up to')}
        {select('judged', 'Judged', [['', 'or not'], ['1', 'by a person'], ['0', 'by nobody yet']])}
        {select('order', 'Order', [['', 'newest first'], ['oldest', 'oldest first'], ['doubtful', 'most doubtful first']])}
      </div>
      <section aria-labelledby="found">
        <h2 id="found" class="sr">Events found</h2>
        <p class="quiet num" aria-live="polite">
          {data && (rows.length === 0 ? 'No event is like this.' : `${plural(rows.length, 'event')}${next ? ' so far' : ''}`)}
          {rows.length > 0 && <> · <a href={`/events.csv${queryOf({ ...asked, limit: 1000 })}`}>as CSV</a></>}
        </p>
        <Waiting loading={loading && !data} error={error} />
        {data && <EventList rows={rows} names={Object.assign({}, ...pages.map(({ names }) => names))} />}
        {next && <button type="button" onClick={async () => { const further = await ask<EventPage>(`${path}&after=${encodeURIComponent(next)}`); setMore((old) => [...old, further]); }}>More events</button>}
      </section>
    </main>
  );
}
