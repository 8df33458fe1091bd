/** A person with an office and its dates. */
import { useState } from 'preact/hooks';
import type { Offices } from '../../server/api/actors.js';
import { useApi } from '../lib/api.js';
import type { Deciding } from '../lib/deciding.js';
import { ACTORS } from '../text/actors.js';
import { inLanguage } from '../text/index.js';
import { ActorInput } from './ActorInput.js';

interface Props {
  /** The name that stands in the form first. */
  name: string;
  deciding: Deciding;
  onKept?: () => void;
}

const EMPTY = { others: '', office: '', state: '', from: '', to: '' };

export function PersonForm({ name: given, deciding, onKept }: Props) {
  const words = inLanguage(ACTORS);
  const offices = useApi<Offices>('/actors/offices');
  const [name, setName] = useState(given);
  const [fields, setFields] = useState(EMPTY);
  const set = (field: keyof typeof EMPTY) => (value: string) => setFields((old) => ({ ...old, [field]: value }));
  const text = (field: 'others' | 'office', label: string, more = {}) => (
    <label class="field"><span>{label}</span><input value={fields[field]} maxLength={200} onInput={(event) => set(field)(event.currentTarget.value)} {...more} /></label>
  );
  const date = (field: 'from' | 'to', label: string) => (
    <label class="field"><span>{label}</span><input type="date" value={fields[field]} onInput={(event) => set(field)(event.currentTarget.value)} /></label>
  );
  const submit = async () => {
    const { others, office, state, from, to } = fields;
    const names = others.split(',').map((other) => other.trim()).filter(Boolean);
    const kept = await deciding.decide({ kind: 'person', name, names, offices: [{ office, state, from: from || null, to: to || null }] });
    if (!kept) return;
    setName('');
    setFields(EMPTY);
    onKept?.();
  };
  return (
    <form class="person-form" onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      <label class="field"><span>{words.personName}</span><input value={name} maxLength={200} required onInput={(event) => setName(event.currentTarget.value)} /></label>
      {text('others', words.otherNames)}
      {text('office', words.office, { list: 'offices', required: true })}
      <datalist id="offices">{offices.data?.offices.map((office) => <option key={office} value={office} />)}</datalist>
      <ActorInput label={words.state} value={fields.state} onChange={set('state')} />
      {date('from', words.from)}
      {date('to', words.to)}
      <p class="quiet">{words.open}</p>
      <button type="submit" class="primary" disabled={deciding.busy}>{words.save}</button>
    </form>
  );
}
