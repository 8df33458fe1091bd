/** Names that no dictionary knows, by how many documents have them; who each is can be decided in its place. */
import { useEffect, useState } from 'preact/hooks';
import type { UnresolvedPage } from '../../server/api/actors.js';
import { ask } from '../lib/api.js';
import type { Deciding } from '../lib/deciding.js';
import { setQuery } from '../lib/route.js';
import { dated } from '../lib/words.js';
import { ACTORS } from '../text/actors.js';
import { inLanguage } from '../text/index.js';
import { ActorInput } from './ActorInput.js';
import { Choice } from './Choice.js';
import { Found } from './Found.js';
import { OrganisationForm } from './OrganisationForm.js';
import { PersonForm } from './PersonForm.js';

type Name = UnresolvedPage['rows'][number];
type Is = 'actor' | 'person' | 'group' | 'nobody';

interface Props {
  first: UnresolvedPage;
  /** Where further names are asked for. */
  path: string;
  /** The name that is being decided upon. */
  open: string | null;
  deciding: Deciding | undefined;
}

export function WaitingNames({ first, path, open, deciding }: Props) {
  const words = inLanguage(ACTORS);
  const [more, setMore] = useState<UnresolvedPage[]>([]);
  useEffect(() => setMore([]), [first]);
  const rows = [first, ...more].flatMap((page) => page.rows);
  const next = (more.at(-1) ?? first).next;
  return (
    <>
      {rows.length === 0 && <p class="quiet">{words.noneWaiting}</p>}
      <ol class="waiting-names">
        {rows.map((row) => (
          <li key={row.name}>
            <p class="waiting-head">
              <strong>{row.name}</strong>
              <span class="quiet num">{words.inDocuments(row.documents, row.mentions)}{row.forms.length > 1 && <> · {words.also(row.forms.slice(1).join(', '))}</>}</span>
              {deciding && open !== row.name && <button type="button" aria-label={words.resolveThis(row.name)} onClick={() => setQuery({ name: row.name }, { replace: true })}>{words.resolve}</button>}
            </p>
            <blockquote><Found text={row.excerpt} trigger={row.marks} /></blockquote>
            <p class="quiet"><small>{[row.publication, row.date && dated(row.date)].filter(Boolean).join(' · ')} <a href={`/document/${row.documentId}`}>{words.read}</a></small></p>
            {deciding && open === row.name && <Decide row={row} deciding={deciding} />}
          </li>
        ))}
      </ol>
      {next && <button type="button" onClick={async () => { const further = await ask<UnresolvedPage>(`${path}${path.includes('?') ? '&' : '?'}after=${encodeURIComponent(next)}`); setMore((old) => [...old, further]); }}>{words.more}</button>}
    </>
  );
}

function Decide({ row: { name }, deciding }: { row: Name; deciding: Deciding }) {
  const words = inLanguage(ACTORS);
  const [is, setIs] = useState<Is>('actor');
  const [code, setCode] = useState('');
  const close = () => setQuery({ name: undefined }, { replace: true });
  const submit = async () => {
    if (is === 'actor' && code === '') return;
    if (await deciding.decide(is === 'nobody' ? { kind: 'dismiss', form: name } : { kind: 'alias', form: name, code })) close();
  };
  return (
    <div class="decide">
      <Choice<Is> label={words.is(name)} value={is} options={[['actor', words.anActor], ['person', words.aPerson], ['group', words.aGroup], ['nobody', words.noActor]]} onChoose={setIs} />
      {is === 'person' && <PersonForm name={name} deciding={deciding} onKept={close} />}
      {is === 'group' && <OrganisationForm name={name} deciding={deciding} onKept={close} />}
      {(is === 'actor' || is === 'nobody') && (
        <form class="controls" onSubmit={(event) => { event.preventDefault(); void submit(); }}>
          {is === 'actor' && <ActorInput label={words.actor} value={code} onChange={setCode} />}
          <button type="submit" class="primary" disabled={deciding.busy}>{words.save}</button>
        </form>
      )}
      <button type="button" class="plain" onClick={close}>{words.cancel}</button>
    </div>
  );
}
