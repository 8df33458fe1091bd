/** A cited report on a country: its question in the address, its text to be edited, its files to be had once all of it stands. */
import { useEffect, useState } from 'preact/hooks';
import type { KeptBrief, SavedBrief } from '../../server/api/briefs.js';
import type { BriefFormat, BriefView, EditedBrief } from '../../server/api/brief.js';
import { fetchFile, queryOf, send, useApi } from '../lib/api.js';
import { keepDraft, keptDraft, type Sections } from '../lib/draft.js';
import { go, setQuery, type Place } from '../lib/route.js';
import { useSession } from '../lib/session.js';
import { dated, day } from '../lib/words.js';
import { ActorInput } from '../parts/ActorInput.js';
import { BriefText } from '../parts/BriefText.js';
import { Problem } from '../parts/Problem.js';
import { inLanguage, language, type Language } from '../text/index.js';
import { BRIEF } from '../text/brief.js';

const FIELDS = ['at', 'from', 'to', 'partners', 'language'] as const;
const FORMATS: BriefFormat[] = ['docx', 'pdf', 'html', 'md'];

export function Brief({ actor, place: { query } }: { actor: string; place: Place }) {
  const words = inLanguage(BRIEF);
  const asked = Object.fromEntries(FIELDS.map((name) => [name, query.get(name) ?? undefined]));
  const spoken = (query.get('language') ?? language()) as Language;
  const question: EditedBrief = { ...asked, language: spoken };
  const saved = query.get('saved') ?? undefined;
  const kept = useApi<KeptBrief>(saved === undefined ? null : `/briefs/${encodeURIComponent(saved)}`);
  const key = `${actor}${queryOf({ ...asked, language: spoken, saved })}`;
  const [sections, setSections] = useState<{ key: string; sections: Sections | null }>({ key, sections: keptDraft(key) });
  // Another question has another draft.
  const changed = sections.key === key ? sections.sections : keptDraft(key);
  const own = changed ?? kept.data?.edited.sections ?? null;
  const [brief, setBrief] = useState<BriefView | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(true);
  const [saving, setSaving] = useState(false);
  const body = JSON.stringify({ ...question, ...(own ? { sections: own } : {}) });
  useEffect(() => {
    // What is kept comes first: the draft would be shown in its place.
    if (kept.loading) return undefined;
    const abort = new AbortController();
    setBusy(true);
    send<BriefView>(`/brief/${encodeURIComponent(actor)}`, JSON.parse(body), abort.signal).then(
      (view) => { setBrief(view); setProblem(null); setBusy(false); },
      (error: Error) => {
        if (error.name === 'AbortError') return;
        setProblem(error.message);
        setBusy(false);
      },
    );
    return () => abort.abort();
  }, [actor, body, kept.loading]);
  const name = brief?.actor.code === actor ? brief.actor.name[language()] : actor;
  useEffect(() => {
    document.title = `${words.title(name)} · demarche`;
  }, [name, words]);
  const change = (next: Sections | null) => {
    keepDraft(key, next);
    setSections({ key, sections: next });
  };
  const refused = brief?.sections.flatMap(({ sentences }) => sentences).filter((sentence) => sentence.problem !== null).length ?? 0;
  const save = async (format: BriefFormat) => {
    setSaving(true);
    try {
      await fetchFile(`/brief/${encodeURIComponent(actor)}/${format}`, JSON.parse(body), `${actor}-${brief!.at}.${format}`);
      setProblem(null);
    } catch (error) {
      setProblem((error as Error).message);
    } finally {
      setSaving(false);
    }
  };
  const keep = async (title: string) => {
    try {
      const brief = await send<SavedBrief>('/briefs', { name: title, actor, edited: JSON.parse(body) });
      change(null);
      setProblem(null);
      setQuery({ saved: brief.id });
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  const date = (field: 'at' | 'from' | 'to') => (
    <label class="field"><span>{words[field]}</span><input type="date" value={asked[field] ?? brief?.[field] ?? ''} onChange={(event) => setQuery({ [field]: event.currentTarget.value, saved: undefined })} /></label>
  );
  return (
    <main class="briefing">
      <p class="kicker">{words.kicker} · <a href={`/desk/${actor}`}>{words.desk}: {name}</a></p>
      <h1>{words.title(name)}</h1>
      <p class="answer">{words.lede}</p>
      <div class="controls" role="group" aria-label={words.controls}>
        <ActorInput label={words.country} value={actor} onChange={(code) => { if (code) go(`/brief/${encodeURIComponent(code)}${queryOf({ language: query.get('language') })}`); }} />
        {date('from')}
        {date('at')}
        {date('to')}
        <label class="field">
          <span>{words.partners}</span>
          <input value={asked['partners'] ?? ''} title={words.partnersHint} placeholder="CHN,USA" onChange={(event) => setQuery({ partners: event.currentTarget.value.toUpperCase().replace(/[^A-Z0-9_:-]+/g, ',').replace(/^,|,$/g, ''), saved: undefined })} />
        </label>
        <label class="field">
          <span>{words.language}</span>
          <select value={spoken} onChange={(event) => setQuery({ language: event.currentTarget.value, saved: undefined })}>
            {(['en', 'es'] as const).map((code) => <option key={code} value={code}>{words.languages[code]}</option>)}
          </select>
        </label>
        {brief && brief.governments.some(({ from }) => from > brief.from) && (
          <div class="presets" role="group" aria-label={words.changes}>
            {brief.governments.filter(({ from }) => from > brief.from).map(({ person, from }) => <button key={from} type="button" aria-pressed={from === brief.at} onClick={() => setQuery({ at: from, saved: undefined })}>{person} <small>{dated(from)}</small></button>)}
          </div>
        )}
      </div>
      <div class="brief-bar">
        <span>{words.save}</span>
        {FORMATS.map((format) => <button key={format} type="button" disabled={!brief || busy || saving || refused > 0} onClick={() => void save(format)}>{words.formats[format]}</button>)}
        <span class="quiet" role="status">{saving ? words.saving : busy ? words.writing : ''}</span>
        {changed && <span class="quiet">{words.changed} <button type="button" class="plain" onClick={() => change(null)}>{kept.data ? words.toKept : words.undo}</button></span>}
      </div>
      <Keeping kept={kept.data?.brief ?? null} disabled={!brief || busy || refused > 0} onKeep={keep} />
      <Problem message={kept.error && words.noBrief} />
      {refused > 0 && <p class="problem" role="status">{words.refused(refused)}</p>}
      <Problem message={problem} />
      {brief && (
        <>
          <BriefText brief={brief} busy={busy} onChange={change} />
          <ul class="brief-notes">{brief.notes.map((note) => <li key={note} lang={brief.language}>{note}</li>)}</ul>
          <section aria-labelledby="sources">
            <h2 id="sources">{words.sources}</h2>
            <ol class="brief-sources">
              {brief.sources.map(({ number, lead, quote, tail, documentId }) => (
                <li key={number} id={`source-${number}`} value={number}>{documentId ? <a href={`/document/${documentId}`}>{lead}</a> : <span lang={brief.language}>{lead}</span>} {quote} {tail}</li>
              ))}
            </ol>
            <details class="brief-deeds">
              <summary>{words.deeds(brief.deeds.length)}</summary>
              <ol class="brief-sources">
                {brief.deeds.map(({ number, text, documentId, event }) => <li key={number} value={number}><a href={`/document/${documentId}?item=${event}`}>{text.slice(0, text.indexOf(':'))}</a>{text.slice(text.indexOf(':'))}</li>)}
              </ol>
            </details>
          </section>
        </>
      )}
    </main>
  );
}

/** Under which name the brief is kept, and where to; a form to keep it under one. */
function Keeping({ kept, disabled, onKeep }: { kept: SavedBrief | null; disabled: boolean; onKeep(name: string): Promise<void> }) {
  const words = inLanguage(BRIEF);
  const [name, setName] = useState('');
  const role = useSession()?.person?.role;
  return (
    <div class="brief-bar brief-keeping">
      {kept && <span>{words.keptAs(kept.name)} <small class="quiet">{words.keptBy(kept.person === 'local' ? words.here : kept.person, day(kept.at.slice(0, 10)))} · <a href={`/briefs/${kept.id}`}>{words.address}</a></small></span>}
      {(role === 'analyst' || role === 'admin') && (
        <form class="search" aria-label={words.keepBrief} onSubmit={(event) => { event.preventDefault(); void onKeep(name.trim()).then(() => setName('')); }}>
          <input value={name} required maxLength={120} aria-label={words.keepName} placeholder={words.keepName} onInput={(event) => setName(event.currentTarget.value)} />
          <button type="submit" disabled={disabled || name.trim() === ''}>{words.keepAs}</button>
        </form>
      )}
      <a href="/briefs">{words.allKept}</a>
    </div>
  );
}
