/** Files, folders and addresses into the record. */
import { useState } from 'preact/hooks';
import { MAX_UPLOAD } from '../../server/api/limits.js';
import type { JobView } from '../../server/api/sources.js';
import { send } from '../lib/api.js';
import { chosen, dropped, portions, readable, type Given } from '../lib/files.js';
import { inLanguage } from '../text/index.js';
import { SOURCES } from '../text/sources.js';
import { Choice } from './Choice.js';
import { Problem } from './Problem.js';

type As = 'pages' | 'feeds';

export function BringIn({ onJob }: { onJob(job: JobView): void }) {
  const words = inLanguage(SOURCES);
  const [over, setOver] = useState(false);
  const [busy, setBusy] = useState(false);
  const [notes, setNotes] = useState<string[]>([]);
  const [failed, setFailed] = useState<string | null>(null);
  const [addresses, setAddresses] = useState('');
  const [as, setAs] = useState<As>('pages');

  const during = async (job: () => Promise<void>) => {
    setBusy(true);
    setFailed(null);
    try {
      await job();
    } catch (problem) {
      setFailed((problem as Error).message);
    }
    setBusy(false);
  };
  const give = (files: Given[]) =>
    during(async () => {
      const kept = readable(files);
      const cut = portions(kept);
      setNotes([
        ...(files.length > 0 && kept.length === 0 ? [words.nothing] : files.length > kept.length ? [words.leftOut(files.length - kept.length)] : []),
        ...cut.tooLarge.map(({ name }) => words.tooLarge(name, MAX_UPLOAD / 1e6)),
      ]);
      for (const portion of cut.portions) {
        const form = new FormData();
        for (const { name, file } of portion) form.append('files', file, name);
        onJob(await send<JobView>('/sources/files', form));
      }
    });
  const choose = (label: string, folder: boolean) => (
    <label class="file-button">
      <input
        type="file"
        class="sr"
        multiple
        {...(folder ? { webkitdirectory: true } : {})}
        disabled={busy}
        onChange={(event) => {
          const files = chosen(event.currentTarget.files);
          // The same file chosen again is another choice.
          event.currentTarget.value = '';
          void give(files);
        }}
      />
      <span>{label}</span>
    </label>
  );
  return (
    <>
      <div
        class={`drop${over ? ' is-over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          if (event.dataTransfer) void dropped(event.dataTransfer).then(give, (problem: Error) => setFailed(problem.message));
        }}
      >
        <p class="drop-here">{words.drop}</p>
        <div class="buttons">{choose(words.chooseFiles, false)}{choose(words.chooseFolder, true)}</div>
        <p class="quiet">{words.kinds}</p>
      </div>
      <form
        class="addresses"
        onSubmit={(event) => {
          event.preventDefault();
          const given = addresses.split(/\s+/).filter(Boolean);
          if (given.length === 0) return;
          setNotes([]);
          void during(async () => {
            onJob(await send<JobView>('/sources/addresses', { addresses: given, as }));
            setAddresses('');
          });
        }}
      >
        <label class="field"><span>{words.addresses}</span><textarea rows={2} spellcheck={false} value={addresses} onInput={(event) => setAddresses(event.currentTarget.value)} placeholder="https://" /></label>
        <div class="controls">
          <Choice<As> label={words.as} value={as} options={[['pages', words.pages], ['feeds', words.feeds]]} onChoose={setAs} />
          <button type="submit" class="primary" disabled={busy || addresses.trim() === ''}>{words.fetch}</button>
        </div>
      </form>
      <div aria-live="polite">
        {busy && <p class="quiet">{words.sending}</p>}
        {notes.map((note) => <p key={note} class="quiet">{note}</p>)}
      </div>
      <Problem message={failed} />
    </>
  );
}
