/** An organisation or a group: what it is called, what kind it is, of which state, since when. */
import { useState } from 'preact/hooks';
import { useCodebook } from '../lib/codebook.js';
import type { Deciding } from '../lib/deciding.js';
import { byName } from '../lib/words.js';
import { ACTORS, GROUP_KINDS } from '../text/actors.js';
import { inLanguage, language } from '../text/index.js';
import { ActorInput } from './ActorInput.js';

interface Props {
  /** The name that stands in the form first. */
  name: string;
  deciding: Deciding;
  onKept?: () => void;
}

const EMPTY = { en: '', es: '', others: '', type: '', sector: '', state: '', from: '', to: '' };

export function OrganisationForm({ name: given, deciding, onKept }: Props) {
  const words = inLanguage(ACTORS);
  const { view } = useCodebook();
  const [fields, setFields] = useState({ ...EMPTY, en: given, es: given });
  const set = (field: keyof typeof EMPTY) => (value: string) => setFields((old) => ({ ...old, [field]: value }));
  const text = (field: 'en' | 'es' | 'others', label: string, required = false) => (
    <label class="field"><span>{label}</span><input value={fields[field]} maxLength={200} required={required} onInput={(event) => set(field)(event.currentTarget.value)} /></label>
  );
  const date = (field: 'from' | 'to', label: string) => (
    <label class="field"><span>{label}</span><input type="date" value={fields[field]} onInput={(event) => set(field)(event.currentTarget.value)} /></label>
  );
  const choice = (field: 'type' | 'sector', label: string, options: readonly (readonly [string, string])[]) => (
    <label class="field">
      <span>{label}</span>
      <select value={fields[field]} required onChange={(event) => set(field)(event.currentTarget.value)}>
        <option value="">{words.chooseOne}</option>
        {[...options].sort((a, b) => byName(a[1], b[1])).map(([code, name]) => <option key={code} value={code}>{name}</option>)}
      </select>
    </label>
  );
  const submit = async () => {
    const { en, es, others, type, sector, state, from, to } = fields;
    const names = others.split(',').map((other) => other.trim()).filter(Boolean);
    if (given !== '' && ![en, es, ...names].includes(given)) names.push(given);
    const kept = await deciding.decide({ kind: 'organisation', name: { en, es }, names, type, sector, state: state || null, from: from || null, to: to || null });
    if (!kept) return;
    setFields(EMPTY);
    onKept?.();
  };
  return (
    <form class="person-form" onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      {text('en', words.english, true)}
      {text('es', words.spanish, true)}
      {text('others', words.otherNames)}
      <ActorInput label={words.ofState} value={fields.state} onChange={set('state')} />
      {choice('type', words.groupKind, GROUP_KINDS.map((kind) => [kind, words.kinds[kind] ?? kind]))}
      {choice('sector', words.sector, (view?.sectors ?? []).map(({ code, name }) => [code, name[language()]]))}
      {date('from', words.from)}
      {date('to', words.to)}
      <p class="quiet">{words.openGroup}</p>
      <button type="submit" class="primary" disabled={deciding.busy}>{words.save}</button>
    </form>
  );
}
