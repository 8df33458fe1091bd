/** Text in, coding out, at once; kept only when asked. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Added, CodedDocument } from '../../server/api/schemas.js';
import { send } from '../lib/api.js';
import { itemsOf } from '../lib/items.js';
import { go, usePlace } from '../lib/route.js';
import { plural } from '../lib/words.js';
import { CodedText, MarksKey } from '../parts/CodedText.js';
import { Waiting } from '../parts/Waiting.js';

/** How long the hand must rest before the text is coded. */
const REST_MS = 200;
const EXAMPLE = 'Argentina’s president met his Chinese counterpart in Rio de Janeiro on Tuesday. The two agreed to renew the currency swap between their central banks.';

export function Paste() {
  const { query } = usePlace();
  const [fields, setFields] = useState({ text: query.get('text') ?? '', title: '', date: query.get('date') ?? '', publication: '' });
  const [coded, setCoded] = useState<CodedDocument | null>(null);
  const [chosenId, setChosen] = useState<string | undefined>();
  const [error, setError] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const items = useMemo(() => (coded ? itemsOf(coded) : []), [coded]);
  const chosen = items.find(({ id }) => id === chosenId) ?? null;

  useEffect(() => {
    document.title = 'Paste a text · demarche';
  }, []);
  useEffect(() => {
    if (fields.text.trim() === '') {
      setCoded(null);
      setError(null);
      return undefined;
    }
    const abort = new AbortController();
    const rest = setTimeout(() => {
      send<CodedDocument>('/code', fields, abort.signal).then(
        (answer) => (setCoded(answer), setError(null)),
        (problem: Error) => problem.name !== 'AbortError' && setError(problem.message),
      );
    }, REST_MS);
    return () => (clearTimeout(rest), abort.abort());
  }, [fields]);

  const set = (name: keyof typeof fields) => (event: Event) => {
    const value = (event.currentTarget as HTMLInputElement).value;
    setFields((old) => ({ ...old, [name]: value }));
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

  return (
    <main class="paste">
      <h1>Paste a text and see how it is read</h1>
      <p class="answer">It is coded as you type, on this machine, and kept only when you add it to the record. <button type="button" class="plain" onClick={() => setFields((old) => ({ ...old, text: EXAMPLE, date: '2024-11-20' }))}>Try an example</button></p>
      <form class="paste-form" onSubmit={(event) => { event.preventDefault(); void add(); }}>
        <label class="wide"><span>Text</span><textarea rows={6} value={fields.text} onInput={set('text')} /></label>
        <label><span>Published on</span><input type="date" value={fields.date} onInput={set('date')} /></label>
        <label><span>Title</span><input value={fields.title} onInput={set('title')} /></label>
        <label><span>Publication</span><input value={fields.publication} onInput={set('publication')} /></label>
        <button type="submit" class="primary" disabled={!coded || adding}>Add to the record</button>
      </form>
      <Waiting loading={false} error={error} />
      <section aria-labelledby="reading">
        <h2 id="reading">How it is read</h2>
        <p class="sr" role="status">{coded ? `${plural(items.length, 'coding')} found` : ''}</p>
        {coded ? (
          <>
            <div class="reader-bar"><MarksKey /></div>
            <CodedText coded={coded} items={items} chosen={chosen} onChoose={setChosen} />
          </>
        ) : <p class="quiet">Nothing yet.</p>}
      </section>
    </main>
  );
}
