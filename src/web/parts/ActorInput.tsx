/** A field for an actor: its name is typed, its code is kept. */
import { useEffect, useState } from 'preact/hooks';
import type { ActorName } from '../../server/api/schemas.js';
import { ask } from '../lib/api.js';
import { language } from '../text/index.js';

let asked: Promise<ActorName[]> | null = null;

/** Fields that are opened after this ask anew: who is called what has changed. */
export function forgetActors(): void {
  asked = null;
}

/** Every actor that the dictionary knows, asked for once. */
export function useActors(): ActorName[] {
  const [actors, set] = useState<ActorName[]>([]);
  useEffect(() => {
    asked ??= ask<ActorName[]>('/actors');
    asked.then(set, () => (asked = null));
  }, []);
  return actors;
}

/** The code that a typed name or code stands for; what was typed where none is known. */
export function codeOf(actors: readonly ActorName[], typed: string): string {
  const words = typed.trim().toLowerCase();
  const found = actors.find(({ code, name }) => code.toLowerCase() === words || name.en.toLowerCase() === words || name.es.toLowerCase() === words);
  return found?.code ?? typed.trim();
}

interface Props {
  label: string;
  /** A code, or "". */
  value: string;
  onChange(code: string): void;
}

export function ActorInput({ label, value, onChange }: Props) {
  const actors = useActors();
  const nameOf = (code: string) => actors.find((actor) => actor.code === code)?.name[language()] ?? code;
  const [typed, setTyped] = useState<string | null>(null);
  // Typed before the names had come.
  useEffect(() => {
    const code = codeOf(actors, value);
    if (value !== '' && code !== value) onChange(code);
  }, [actors]);
  const id = `actors-${label.toLowerCase().replace(/[^\p{L}\d]+/gu, '-')}`;
  return (
    <label class="field">
      <span>{label}</span>
      <input
        list={id}
        value={typed ?? nameOf(value)}
        autocomplete="off"
        spellcheck={false}
        // The names may arrive while somebody is typing: what stands in the field is then theirs.
        onFocus={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => setTyped(null)}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onChange={(event) => {
          onChange(codeOf(actors, event.currentTarget.value));
          setTyped(null);
        }}
      />
      <datalist id={id}>{actors.map(({ code, name }) => <option key={code} value={name[language()]}>{code}</option>)}</datalist>
    </label>
  );
}
