/** The audit log: who did what, when; by person, kind and time. */
import { useEffect, useState } from 'preact/hooks';
import type { AuditEntry, AuditPage } from '../../server/api/security.js';
import { ask, queryOf, useApi } from '../lib/api.js';
import { setQuery, type Place } from '../lib/route.js';
import { moment } from '../lib/words.js';
import { Waiting } from '../parts/Waiting.js';
import { inLanguage } from '../text/index.js';
import { AUDIT, LOGIN } from '../text/security.js';

const FIELDS = ['person', 'kind', 'from', 'to'] as const;
const PAGE = 100;
/** Where what an entry is about is read, by its first word. */
const PAGES: Record<string, string | undefined> = { document: 'document', search: 'searches', brief: 'briefs' };

/** What an entry is about; what was judged or added leads to its place in the document. */
function About({ entry: { target, documentId, kind } }: { entry: AuditEntry }) {
  const words = inLanguage(AUDIT);
  const [thing = '', id = ''] = target.split(' ');
  if (documentId) return <a href={`/document/${documentId}?item=${id}`}>{words.things[thing] ?? thing}</a>;
  const page = PAGES[thing];
  if (page !== undefined && /^[0-9a-f]{32}$/.test(id)) return <a href={`/${page}/${id}`}>{words.things[thing]}</a>;
  if (kind === 'login failed' && target !== '') return <>{words.unknownName}</>;
  return <>{kind === 'user' || kind === 'brief' ? [words.things[thing] ?? thing, id].join(' ') : target}</>;
}

export function Audit({ place: { query } }: { place: Place }) {
  const words = inLanguage(AUDIT);
  const roles = inLanguage(LOGIN).roles as Record<string, string>;
  const asked = Object.fromEntries(FIELDS.map((name) => [name, query.get(name) ?? '']));
  const path = `/audit${queryOf({ ...asked, limit: PAGE })}`;
  const { data, error, loading } = useApi<AuditPage>(path);
  const [more, setMore] = useState<AuditPage[]>([]);
  useEffect(() => setMore([]), [data]);
  useEffect(() => {
    document.title = `${words.title} · demarche`;
  }, [words]);
  const pages = data ? [data, ...more] : [];
  const rows = pages.flatMap((page) => page.rows);
  const next = pages.at(-1)?.next;
  const nameOf = (person: string) => (person === 'local' ? words.local : person || words.nobody);
  const select = (name: 'person' | 'kind', label: string, options: readonly (readonly [string, string])[]) => (
    <label class="field">
      <span>{label}</span>
      <select value={asked[name]} onChange={(event) => setQuery({ [name]: event.currentTarget.value })}>
        {[['', words.any] as const, ...options].map(([value, text]) => <option key={value} value={value}>{text}</option>)}
      </select>
    </label>
  );
  const date = (name: 'from' | 'to', label: string) => (
    <label class="field"><span>{label}</span><input type="date" value={asked[name]} onChange={(event) => setQuery({ [name]: event.currentTarget.value })} /></label>
  );
  const detailOf = ({ kind, detail }: AuditEntry): string => {
    const [verdict = '', ...note] = detail.split(': ');
    return kind === 'judgement' ? [words.verdicts[verdict] ?? verdict, ...note].join(': ') : words.details(detail);
  };
  return (
    <main class="audit">
      <h1>{words.title}</h1>
      <p class="answer">{words.what}</p>
      <div class="controls">
        {select('person', words.person, (data?.people ?? []).map((person) => [person, nameOf(person)] as const))}
        {select('kind', words.kind, (data?.kinds ?? []).map((kind) => [kind, words.kinds[kind] ?? kind] as const))}
        {date('from', words.from)}
        {date('to', words.to)}
      </div>
      <p class="quiet num" aria-live="polite">
        {data && (rows.length === 0 ? words.none : words.count(rows.length, Boolean(next)))}
        {rows.length > 0 && <> · <a href={`/audit.csv${queryOf({ ...asked, limit: 1000 })}`}>{words.asCsv}</a></>}
      </p>
      <Waiting loading={loading && !data} error={error} />
      {rows.length > 0 && (
        <table class="log">
          <thead>
            <tr>{[words.when, words.who, words.did, words.about, words.detail, words.address].map((title) => <th key={title} scope="col">{title}</th>)}</tr>
          </thead>
          <tbody>
            {rows.map((entry) => (
              <tr key={entry.id}>
                <th scope="row"><time dateTime={entry.at}>{moment(entry.at, 'second')}</time></th>
                <td>{nameOf(entry.person)}{entry.role && entry.person !== 'local' && <small class="quiet">{roles[entry.role] ?? entry.role}</small>}</td>
                <td>{words.kinds[entry.kind] ?? entry.kind}</td>
                <td><About entry={entry} /></td>
                <td>{detailOf(entry)}</td>
                <td class="num address">{entry.address}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {next && <button type="button" onClick={async () => { const further = await ask<AuditPage>(`${path}&after=${encodeURIComponent(next)}`); setMore((old) => [...old, further]); }}>{words.more}</button>}
    </main>
  );
}
