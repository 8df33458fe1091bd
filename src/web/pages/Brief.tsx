/** A cited report on a country: its question in the address, its text to be edited, its files to be had once all of it stands. */
import { useEffect, useState } from 'preact/hooks';
import type { BriefFormat, BriefView, EditedBrief } from '../../server/api/brief.js';
import { fetchFile, queryOf, send } from '../lib/api.js';
import { keepDraft, keptDraft, type Sections } from '../lib/draft.js';
import { go, setQuery, type Place } from '../lib/route.js';
import { dated } from '../lib/words.js';
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
  const key = `${actor}${queryOf({ ...asked, language: spoken })}`;
  const [sections, setSections] = useState<{ key: string; sections: Sections | null }>({ key, sections: keptDraft(key) });
  // Another question has another draft.
  const own = sections.key === key ? sections.sections : keptDraft(key);
  const [brief, setBrief] = useState<BriefView | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(true);
  const [saving, setSaving] = useState(false);
  const body = JSON.stringify({ ...question, ...(own ? { sections: own } : {}) });
  useEffect(() => {
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
  }, [actor, body]);
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
  const date = (field: 'at' | 'from' | 'to') => (
    <label class="field"><span>{words[field]}</span><input type="date" value={asked[field] ?? brief?.[field] ?? ''} onChange={(event) => setQuery({ [field]: event.currentTarget.value })} /></label>
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
          <input value={asked['partners'] ?? ''} title={words.partnersHint} placeholder="CHN,USA" onChange={(event) => setQuery({ partners: event.currentTarget.value.toUpperCase().replace(/[^A-Z0-9_:-]+/g, ',').replace(/^,|,$/g, '') })} />
        </label>
        <label class="field">
          <span>{words.language}</span>
          <select value={spoken} onChange={(event) => setQuery({ language: event.currentTarget.value })}>
            {(['en', 'es'] as const).map((code) => <option key={code} value={code}>{words.languages[code]}</option>)}
          </select>
        </label>
        {brief && brief.governments.some(({ from }) => from > brief.from) && (
          <div class="presets" role="group" aria-label={words.changes}>
            {brief.governments.filter(({ from }) => from > brief.from).map(({ person, from }) => <button key={from} type="button" aria-pressed={from === brief.at} onClick={() => setQuery({ at: from })}>{person} <small>{dated(from)}</small></button>)}
          </div>
        )}
      </div>
      <div class="brief-bar">
        <span>{words.save}</span>
        {FORMATS.map((format) => <button key={format} type="button" disabled={!brief || busy || saving || refused > 0} onClick={() => void save(format)}>{words.formats[format]}</button>)}
        <span class="quiet" role="status">{saving ? words.saving : busy ? words.writing : ''}</span>
        {own && <span class="quiet">{words.changed} <button type="button" class="plain" onClick={() => change(null)}>{words.undo}</button></span>}
      </div>
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
