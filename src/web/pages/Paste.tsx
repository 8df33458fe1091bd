/** Text in, coding and trees out, at once and in this browser; kept only when asked. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Added, Pasted } from '../../server/api/schemas.js';
import { ParseTree } from '../charts/ParseTree.js';
import { useCoder } from '../coder/useCoder.js';
import { send } from '../lib/api.js';
import { itemsOf } from '../lib/items.js';
import { go, setQuery, usePlace } from '../lib/route.js';
import { number, whole } from '../lib/words.js';
import { CodedText, MarksKey } from '../parts/CodedText.js';
import { Waiting } from '../parts/Waiting.js';
import '../styles/paste.css';
import { COMMON } from '../text/common.js';
import { inLanguage } from '../text/index.js';
import { EXAMPLES, PASTE } from '../text/paste.js';

type Fields = Pick<Pasted, 'text' | 'title' | 'date' | 'publication'>;

/** Longest piece of a sentence in the list of sentences. */
const PIECE = 70;

const isExample = (name: string | null): name is keyof typeof EXAMPLES => name !== null && Object.hasOwn(EXAMPLES, name);

/** What the address asks for: an example, or a text of its own. What is typed stays out of it: it is nobody's but the writer's. */
function fieldsOf(query: URLSearchParams): Fields {
  const example = query.get('example');
  const blank = { title: '', publication: '' };
  return isExample(example) ? { ...blank, ...EXAMPLES[example] } : { ...blank, text: query.get('text') ?? '', date: query.get('date') ?? '' };
}

function Chevron({ left = false }: { left?: boolean }) {
  return <svg class="chevron" width="10" height="14" viewBox="0 0 10 14" aria-hidden="true"><path d={left ? 'M8 1 2 7l6 6' : 'M2 1l6 6-6 6'} /></svg>;
}

export function Paste() {
  const { query } = usePlace();
  const words = inLanguage(PASTE);
  const { count } = inLanguage(COMMON);
  const [fields, setFields] = useState(() => fieldsOf(query));
  const sentence = Math.max(0, Number(query.get('sentence') ?? 1) - 1 || 0);
  const pasted = useMemo<Pasted>(() => ({ ...fields, url: '', language: 'auto' }), [fields]);
  const { reading, loading, failed } = useCoder(pasted, sentence);
  const [error, setError] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const [chosenId, setChosen] = useState<string | undefined>();
  const coded = reading?.coded ?? null;
  const items = useMemo(() => (coded ? itemsOf(coded) : []), [coded]);
  const chosen = items.find(({ id }) => id === chosenId) ?? null;

  useEffect(() => {
    document.title = `${words.page} · demarche`;
  }, [words]);

  const set = (name: keyof Fields) => (event: Event) => {
    const value = (event.currentTarget as HTMLInputElement).value;
    setFields((old) => ({ ...old, [name]: value }));
    if (query.has('example') || query.has('text')) setQuery({ example: undefined, text: undefined, date: undefined }, { replace: true });
  };
  const tryExample = (name: keyof typeof EXAMPLES) => {
    setQuery({ example: name, text: undefined, date: undefined, sentence: undefined }, { replace: true });
    setFields({ title: '', publication: '', ...EXAMPLES[name] });
  };
  const showSentence = (index: number) => setQuery({ sentence: index === 0 ? undefined : String(index + 1) }, { replace: true });
  const choose = (id: string | undefined) => {
    setChosen(id);
    const item = items.find((one) => one.id === id);
    if (item) showSentence(item.judged.value.sentence);
  };
  const add = async () => {
    setAdding(true);
    try {
      const { id } = await send<Added>('/documents', fields);
      go(`/document/${id}`);
    } catch (problem) {
      setError((problem as Error).message);
      setAdding(false);
    }
  };

  const megabytes = (bytes: number) => number(bytes / 1e6);
  const last = coded ? coded.sentences.length - 1 : 0;
  const shown = reading?.sentence ?? 0;
  const textOf = ({ start, end }: { start: number; end: number }) => coded!.document.text.slice(start, end).replace(/\s+/g, ' ');
  return (
    <main class="paste">
      <h1>{words.title}</h1>
      <p class="answer">
        {words.intro} {words.examples}{' '}
        <span class="together"><button type="button" class="plain" onClick={() => tryExample('en')}>{words.example.en}</button>,</span>{' '}
        <button type="button" class="plain" onClick={() => tryExample('es')}>{words.example.es}</button>
      </p>
      <form class="paste-form" onSubmit={(event) => { event.preventDefault(); void add(); }}>
        <label class="wide"><span>{words.text}</span><textarea rows={6} value={fields.text} onInput={set('text')} /></label>
        <label><span>{words.date}</span><input type="date" value={fields.date} onInput={set('date')} /></label>
        <label><span>{words.heading}</span><input value={fields.title} onInput={set('title')} /></label>
        <label><span>{words.publication}</span><input value={fields.publication} onInput={set('publication')} /></label>
        <button type="submit" class="primary" disabled={fields.text.trim() === '' || adding}>{words.add}</button>
      </form>
      <Waiting loading={false} error={error} />
      {loading && (
        <p class="coder-loading">
          <progress max={loading.total} value={loading.loaded} aria-label={words.loading(megabytes(loading.loaded), megabytes(loading.total))} />
          <span>{words.loading(megabytes(loading.loaded), megabytes(loading.total))} <small>({words.once})</small></span>
        </p>
      )}
      {failed && <p class="problem" role="alert">{failed.problem === 'unreachable' ? words.unreachable : words.failed(failed.detail)}</p>}
      <section aria-labelledby="reading">
        <h2 id="reading">{words.reading}</h2>
        <p class="sr" role="status">{coded ? words.found(count.codings(items.length)) : ''}</p>
        {coded ? (
          <>
            <div class="reader-bar"><MarksKey /></div>
            <CodedText coded={coded} items={items} chosen={chosen} onChoose={choose} />
          </>
        ) : <p class="quiet">{words.nothing}</p>}
      </section>
      {coded && reading && reading.tree.length > 0 && (
        <section aria-labelledby="trees" class="trees">
          <h2 id="trees">{words.trees}</h2>
          <div class="tree-choice">
            <label>
              <span>{words.sentence}</span>
              <select value={String(shown)} onChange={(event) => showSentence(Number(event.currentTarget.value))}>
                {coded.sentences.map((span, i) => {
                  const text = textOf(span);
                  return <option key={i} value={String(i)}>{`${i + 1}. ${text.length > PIECE ? `${text.slice(0, PIECE)} …` : text}`}</option>;
                })}
              </select>
            </label>
            <button type="button" aria-label={words.before} disabled={shown <= 0} onClick={() => showSentence(shown - 1)}><Chevron left /></button>
            <button type="button" aria-label={words.after} disabled={shown >= last} onClick={() => showSentence(shown + 1)}><Chevron /></button>
            <span class="num">{words.of(whole(shown + 1), whole(last + 1))}</span>
          </div>
          <ParseTree words={reading.tree} lang={coded.document.language} />
          <p class="quiet">{words.about}</p>
        </section>
      )}
    </main>
  );
}
