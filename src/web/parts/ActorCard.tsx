/** All that is known of one actor or person, and what can be decided about it. */
import { useState } from 'preact/hooks';
import type { ActorProfile } from '../../server/api/actors.js';
import { useCodebook } from '../lib/codebook.js';
import type { Deciding } from '../lib/deciding.js';
import { officeName } from '../lib/reasons.js';
import { dated, nameIn } from '../lib/words.js';
import { ACTORS } from '../text/actors.js';
import { inLanguage, language } from '../text/index.js';
import { ActorInput } from './ActorInput.js';
import { ChangeList } from './ChangeList.js';

interface Props {
  profile: ActorProfile;
  deciding: Deciding | undefined;
}

export function ActorCard({ profile, deciding }: Props) {
  const words = inLanguage(ACTORS);
  const { actor, given, into, merged, organisation, count, first, last, forms, offices, changes, names } = profile;
  const { sectorName } = useCodebook();
  const name = actor.name[language()];
  return (
    <section class="actor-card" aria-labelledby="actor">
      <h2 id="actor">{name}</h2>
      <p class="quiet">
        {[actor.code, words.kinds[actor.kind] ?? actor.kind, words.deeds(count), first && words.period(dated(first), dated(last))].filter(Boolean).join(' · ')}
        {count > 0 && actor.kind !== 'person' && <> · <a href={`/desk/${actor.code}`}>{words.desk}</a></>}
      </p>
      {organisation && (
        <p class="quiet">{[words.inSector(sectorName(organisation.sector)), organisation.state ? nameIn(names, organisation.state) : '', organisation.from || organisation.to ? words.until(organisation.from && dated(organisation.from), organisation.to && dated(organisation.to)) : ''].filter(Boolean).join(' · ')}</p>
      )}
      {given[language()] !== name && <p>{words.givenName(given[language()])}</p>}
      {into !== null && <p><strong>{words.countsAs(nameIn(names, into))}</strong></p>}
      {merged.length > 0 && <p>{words.mergedHere(merged.map((code) => nameIn(names, code)).join(', '))}</p>}
      {offices.length > 0 && (
        <>
          <h3>{words.offices}</h3>
          <ul class="offices">
            {offices.map(({ office, state, title, from, to }, i) => (
              <li key={i}>{title?.[language()] ?? officeName(office)}, {nameIn(names, state)} <span class="quiet num">{words.until(from && dated(from), to && dated(to))}</span></li>
            ))}
          </ul>
        </>
      )}
      {deciding && <Actions key={actor.code} profile={profile} deciding={deciding} />}
      <details class="forms">
        <summary>{words.names(forms.length)}</summary>
        {forms.length === 0 && <p class="quiet">{words.noNames}</p>}
        <Forms forms={forms} deciding={deciding} />
      </details>
      {changes.length > 0 && <ChangeList changes={changes} names={names} deciding={deciding} />}
    </section>
  );
}

/** Names in texts; each can be moved to somebody else, or to nobody. */
function Forms({ forms, deciding }: { forms: string[]; deciding: Deciding | undefined }) {
  const words = inLanguage(ACTORS);
  const [moving, setMoving] = useState<string | null>(null);
  const [to, setTo] = useState('');
  const move = async (form: string, code: string) => {
    if (await deciding?.decide({ kind: 'alias', form, code })) setMoving(null);
  };
  return (
    <ul>
      {forms.map((form) => (
        <li key={form}>
          {form}{' '}
          {deciding && moving !== form && <button type="button" class="plain" aria-label={words.moveThis(form)} onClick={() => { setMoving(form); setTo(''); }}>{words.move}</button>}
          {deciding && moving === form && (
            <form class="controls" onSubmit={(event) => { event.preventDefault(); if (to !== '') void move(form, to); }}>
              <ActorInput label={words.standsFor} value={to} onChange={setTo} />
              <button type="submit" class="primary" disabled={deciding.busy}>{words.save}</button>
              <button type="button" disabled={deciding.busy} onClick={() => void move(form, '')}>{words.forNobody}</button>
              <button type="button" onClick={() => setMoving(null)}>{words.cancel}</button>
            </form>
          )}
        </li>
      ))}
    </ul>
  );
}

function Actions({ profile: { actor, into }, deciding }: { profile: ActorProfile; deciding: Deciding }) {
  const words = inLanguage(ACTORS);
  const [name, setName] = useState(actor.name);
  const [target, setTarget] = useState('');
  const [form, setForm] = useState('');
  const named = (of: 'en' | 'es', label: string) => (
    <label class="field"><span>{label}</span><input value={name[of]} required maxLength={200} onInput={(event) => setName({ ...name, [of]: event.currentTarget.value })} /></label>
  );
  return (
    <div class="actions">
      <form class="controls" onSubmit={(event) => { event.preventDefault(); void deciding.decide({ kind: 'rename', code: actor.code, name }); }}>
        {named('en', words.english)}
        {named('es', words.spanish)}
        <button type="submit" disabled={deciding.busy || (name.en === actor.name.en && name.es === actor.name.es)}>{words.rename}</button>
      </form>
      {into === null && (
        <form class="controls" onSubmit={(event) => { event.preventDefault(); if (target !== '') void deciding.decide({ kind: 'merge', code: actor.code, into: target }); }}>
          <ActorInput label={words.into} value={target} onChange={setTarget} />
          <button type="submit" disabled={deciding.busy}>{words.merge}</button>
        </form>
      )}
      <form class="controls" onSubmit={(event) => { event.preventDefault(); void deciding.decide({ kind: 'alias', form, code: actor.code }).then((kept) => kept && setForm('')); }}>
        <label class="field"><span>{words.form}</span><input value={form} required maxLength={200} onInput={(event) => setForm(event.currentTarget.value)} /></label>
        <button type="submit" disabled={deciding.busy}>{words.addName}</button>
      </form>
    </div>
  );
}
