/** What a person changes in a coding. Only what was changed is sent. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Decision } from '../../server/api/schemas.js';
import { useCodebook } from '../lib/codebook.js';
import type { Item } from '../lib/items.js';
import { CODING } from '../text/coding.js';
import { COMMON, wordFor } from '../text/common.js';
import { inLanguage } from '../text/index.js';
import { ActorInput } from './ActorInput.js';

type Changes = Decision['changes'];

interface Props {
  item: Item;
  onSave(changes: Changes): void;
  onCancel(): void;
}

const KINDS = ['position', 'promise', 'claim', 'warning', 'demand'];

export function CorrectForm(props: Props) {
  return props.item.kind === 'event' ? <EventForm {...props} item={props.item} /> : <StatementForm {...props} />;
}

function EventForm({ item, onSave, onCancel }: Props & { item: Extract<Item, { kind: 'event' }> }) {
  const { value } = item.judged;
  const { view, typeName, modeName } = useCodebook();
  const [coding, words] = [inLanguage(CODING), inLanguage(COMMON)];
  const before = {
    eventType: value.eventType,
    mode: value.mode ?? '',
    actor: value.actors[0]?.code ?? '',
    recipient: value.recipients[0]?.code ?? '',
    status: value.status as string,
    date: value.date,
  };
  const [fields, setFields] = useState(before);
  const first = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    first.current?.focus({ preventScroll: true });
    first.current?.form?.scrollIntoView({ block: 'nearest' });
  }, []);
  const modes = view?.modes.filter(({ eventType }) => eventType === fields.eventType) ?? [];
  const set = (name: keyof typeof before) => (event: Event) => {
    const chosen = (event.currentTarget as HTMLInputElement).value;
    setFields((old) => ({ ...old, [name]: chosen, ...(name === 'eventType' ? { mode: '' } : {}) }));
  };
  const save = (event: Event) => {
    event.preventDefault();
    const changes: Record<string, string | null> = {};
    for (const name of Object.keys(before) as (keyof typeof before)[]) if (fields[name] !== before[name]) changes[name] = name === 'mode' && fields.mode === '' ? null : fields[name];
    // A mode means something only with its type.
    if ('mode' in changes || 'eventType' in changes) Object.assign(changes, { eventType: fields.eventType, mode: fields.mode || null });
    onSave(changes as Changes);
  };
  return (
    <form class="correct" onSubmit={save}>
      <label><span>{coding.type}</span><select ref={first} value={fields.eventType} onChange={set('eventType')}>{view?.types.map(({ code }) => <option key={code} value={code}>{typeName(code)}</option>)}</select></label>
      <label><span>{coding.mode}</span><select value={fields.mode} onChange={set('mode')}><option value="">{coding.none}</option>{modes.map(({ mode }) => <option key={mode} value={mode}>{modeName(fields.eventType, mode)}</option>)}</select></label>
      <ActorInput label={coding.actor} value={fields.actor} onChange={(actor) => setFields((old) => ({ ...old, actor }))} />
      <ActorInput label={coding.recipient} value={fields.recipient} onChange={(recipient) => setFields((old) => ({ ...old, recipient }))} />
      <label><span>{coding.status}</span><select value={fields.status} onChange={set('status')}>{view?.statuses.map((status) => <option key={status} value={status}>{wordFor(words.statuses, status)}</option>)}</select></label>
      <label><span>{coding.date}</span><input type="date" value={fields.date} onInput={set('date')} /></label>
      <Buttons onCancel={onCancel} />
    </form>
  );
}

function StatementForm({ item, onSave, onCancel }: Props) {
  const before = item.kind === 'statement' ? item.judged.value.kind : '';
  const [date, setDate] = useState(item.judged.value.date);
  const [coding, words] = [inLanguage(CODING), inLanguage(COMMON)];
  const [kind, setKind] = useState<string>(before);
  const save = (event: Event) => {
    event.preventDefault();
    onSave({ ...(kind !== before ? { kind } : {}), ...(date !== item.judged.value.date ? { date } : {}) });
  };
  return (
    <form class="correct" onSubmit={save}>
      {item.kind === 'statement' && <label><span>{coding.kind}</span><select value={kind} onChange={(event) => setKind(event.currentTarget.value)}>{KINDS.map((name) => <option key={name} value={name}>{wordFor(words.kinds, name)}</option>)}</select></label>}
      <label><span>{coding.date}</span><input type="date" value={date} onInput={(event) => setDate(event.currentTarget.value)} /></label>
      <Buttons onCancel={onCancel} />
    </form>
  );
}

function Buttons({ onCancel }: { onCancel(): void }) {
  const words = inLanguage(CODING);
  return (
    <div class="buttons">
      <button type="submit" class="primary">{words.save}</button>
      <button type="button" onClick={onCancel}>{words.cancel}</button>
    </div>
  );
}
