/** A document with everything marked in place; reviewed by keyboard alone if one likes. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { CodedDocument, Decision } from '../../server/api/schemas.js';
import { send, useApi } from '../lib/api.js';
import { itemsOf, verdictOf, type Item } from '../lib/items.js';
import { nextInQueue } from '../lib/queue.js';
import { go, setQuery, type Place } from '../lib/route.js';
import { dated, whole } from '../lib/words.js';
import { CodedText, MarksKey } from '../parts/CodedText.js';
import { CorrectForm } from '../parts/CorrectForm.js';
import { Problem } from '../parts/Problem.js';
import { Waiting } from '../parts/Waiting.js';
import { COMMON, wordFor } from '../text/common.js';
import { inLanguage } from '../text/index.js';
import { READER } from '../text/reader.js';
import { TRAIN } from '../text/train.js';

const itemInAddress = () => new URLSearchParams(location.search).get('item');

export function Reader({ id, place: { query } }: { id: string; place: Place }) {
  const { data, error, loading, again } = useApi<CodedDocument>(`/document/${encodeURIComponent(id)}`);
  const items = useMemo(() => (data ? itemsOf(data) : []), [data]);
  const chosen = items.find((item) => item.id === query.get('item')) ?? null;
  const queue = query.get('queue');
  const [words, common] = [inLanguage(READER), inLanguage(COMMON)];
  const [correcting, setCorrecting] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const [failed, setFailed] = useState<string | null>(null);
  const help = useRef<HTMLDialogElement>(null);
  const busy = useRef(false);
  /** The item whose note stands drawn on the page, open. */
  const drawn = useRef<string | null>(null);

  useEffect(() => {
    document.title = data ? `${data.document.title || words.document} · demarche` : 'demarche';
  }, [data]);

  const choose = (item: string | undefined) => setQuery({ item }, { replace: true });
  const step = (by: number) => {
    if (items.length === 0) return;
    const now = items.findIndex((item) => item.id === itemInAddress());
    const index = now >= 0 ? now + by : by > 0 ? 0 : items.length - 1;
    choose(items[Math.max(0, Math.min(items.length - 1, index))]!.id);
  };
  /** In the review queue, the next event; the document may be another. */
  const onward = async () => {
    const address = await nextInQueue(queue!);
    go(address ?? '/review');
  };
  const judge = async (item: Item, verdict: Decision['verdict'], changes: Decision['changes'] = {}) => {
    if (busy.current || (verdict === 'withdrawn' && verdictOf(item) === null)) return;
    busy.current = true;
    try {
      await send('/judgements', { targetKind: item.kind, targetId: item.judged.coded.id, documentId: id, verdict, changes, seen: item.judged.judgements.at(-1)?.id ?? '' });
      setFailed(null);
      setSaid(verdict === 'withdrawn' ? words.takenBack : words.marked(wordFor(common.verdicts, verdict)));
      setCorrecting(null);
      if (queue !== null && verdict !== 'withdrawn') await onward();
      else again();
    } catch (problem) {
      setFailed((problem as Error).message);
    } finally {
      busy.current = false;
    }
  };

  // After the painting, not before: what is not on the screen nobody has seen.
  useEffect(() => {
    drawn.current = chosen?.id ?? null;
  }, [chosen?.id]);
  // Keys may come faster than pages are drawn: the chosen item is read from the address, where it is never stale, and is
  // judged only once it is drawn (opening its correction judges nothing). A key that is held down judges once.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const meant = items.find((item) => item.id === itemInAddress());
      const chosen = meant?.id === drawn.current ? meant : undefined;
      const target = event.target as Element;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'Escape' && correcting) return setCorrecting(null);
      if (target.closest('input, select, textarea, dialog[open]')) return;
      if (event.repeat && /^[aru]$/.test(event.key)) return event.preventDefault();
      const act: Record<string, () => void> = {
        j: () => (queue !== null ? void onward() : step(1)),
        k: () => (queue !== null ? history.back() : step(-1)),
        a: () => chosen && judge(chosen, 'accepted'),
        r: () => chosen && judge(chosen, 'rejected'),
        u: () => chosen && judge(chosen, 'withdrawn'),
        c: () => meant && setCorrecting(meant.id),
        '?': () => help.current?.showModal(),
      };
      if (!act[event.key]) return;
      event.preventDefault();
      act[event.key]!();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });

  if (!data) return <main><h1 class="sr">{words.document}</h1><Waiting loading={loading} error={error} /></main>;
  const { document: doc } = data;
  const judged = items.filter((item) => verdictOf(item) !== null).length;
  return (
    <main class="reader">
      <p class="kicker">{[doc.publication, dated(doc.date, doc.datePrecision), doc.author].filter(Boolean).join(' · ')}</p>
      <h1 lang={(doc.title && doc.language) || undefined}>{doc.title || words.untitled}</h1>
      <div class="reader-bar">
        <MarksKey />
        <p class="num">{words.counts(common.count.codings(items.length), whole(judged))}</p>
        <button type="button" onClick={() => help.current?.showModal()}>{words.keys} <kbd>?</kbd></button>
      </div>
      {queue !== null && (
        <div class="queue">
          <p><strong>{words.queue}</strong>{words.queueNote}</p>
          <button type="button" onClick={() => void onward()}>{words.skip} <kbd>j</kbd></button>
          <button type="button" onClick={() => setQuery({ queue: undefined })}>{words.leave}</button>
          <a href="/review?train=1">{inLanguage(TRAIN).link}</a>
        </div>
      )}
      <p class="sr" role="status">{said}</p>
      <Problem message={failed} />
      <h2 class="sr">{words.textAndCodings}</h2>
      <CodedText
        coded={data}
        items={items}
        chosen={chosen}
        onChoose={choose}
        actions={(item) =>
          correcting === item.id ? <CorrectForm item={item} onSave={(changes) => judge(item, 'corrected', changes)} onCancel={() => setCorrecting(null)} /> : (
            <div class="buttons">
              <button type="button" aria-pressed={verdictOf(item) === 'accepted'} onClick={() => judge(item, 'accepted')}>{words.accept} <kbd>a</kbd></button>
              <button type="button" onClick={() => setCorrecting(item.id)}>{words.correct} <kbd>c</kbd></button>
              <button type="button" aria-pressed={item.judged.rejected} onClick={() => judge(item, 'rejected')}>{words.reject} <kbd>r</kbd></button>
              {verdictOf(item) !== null && <button type="button" onClick={() => judge(item, 'withdrawn')}>{words.undo} <kbd>u</kbd></button>}
            </div>
          )
        }
      />
      <footer class="source">
        {doc.lookup && <p>{words.lookup} {doc.lookup}</p>}
        {/^https?:\/\//.test(doc.url) && <p><a href={doc.url} rel="noreferrer">{words.original}</a></p>}
      </footer>
      <dialog ref={help} aria-labelledby="keys-title">
        <h2 id="keys-title">{words.keys}</h2>
        <dl class="keys">{Object.entries(words.keyNames).map(([key, does]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{does}</dd></div>)}</dl>
        <form method="dialog"><button type="submit">{words.close}</button></form>
      </dialog>
    </main>
  );
}
