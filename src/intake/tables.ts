/** What the data sets' codes mean in ours: from the codebook, the dictionary of actors, and the table between the two worlds. */
import type { ActorDictionary } from '../actors/index.js';
import type { Codebook } from '../codebook/index.js';
import type { ImportKind } from '../record/imports.js';
import type { Tables } from '../sources/datasets/batch.js';

/** `data/codebook/dataset-actors.json`: what the data sets call actors otherwise than our dictionary does. */
export interface DatasetActors {
  /** CAMEO's code of a state → ours. */
  states: Record<string, string>;
  /** Three letters of a CAMEO code → an organisation of the dictionary. */
  organisations: Record<string, string>;
  /** First letters of codes that name no state. */
  organisationRoots: string[];
  sectors: Record<string, string>;
  /** A sector in words → its code. */
  words: Record<string, string>;
  /** A country's name in the data sets → its code. */
  countries: Record<string, string>;
}

/** CAMEO's statements: PLOVER counts them as no event. */
const STATEMENT = /^01[0-4]?$/;

export function makeTables(codebook: Codebook, actors: ActorDictionary, dataset: DatasetActors): Tables {
  const countries = new Map<string, string>();
  for (const state of actors.states.values()) {
    for (const name of [state.code, state.name.en, ...state.names.en]) if (!countries.has(name)) countries.set(name, state.code);
  }
  for (const [name, code] of Object.entries(dataset.countries)) countries.set(name, code);

  const plover = (eventType: string, mode: string | null, contexts: string[], code: string, name: string): ImportKind | undefined => {
    const type = codebook.types.get(eventType);
    if (!type) return undefined;
    const known = mode === null ? undefined : codebook.modes.get(`${eventType}/${mode}`);
    return { eventType, mode: known ? mode : null, quad: type.quad, intensity: known?.intensity ?? type.intensity, contexts: contexts.filter((context) => codebook.contexts.has(context)), code, name };
  };
  return {
    cameo(code) {
      if (STATEMENT.test(code)) return null;
      const entry = codebook.cameo.get(code);
      return entry && plover(entry.type, entry.mode, [], `CAMEO ${code}`, entry.name);
    },
    plover(eventType, mode, contexts) {
      const type = eventType.trim().toUpperCase();
      const word = mode.trim().toLowerCase().replaceAll('_', '-');
      return plover(type, word === '' ? null : word, contexts.map((context) => context.toLowerCase()), `PLOVER ${[type, mode].filter(Boolean).join(' ')}`, [type, mode].filter(Boolean).join(', '));
    },
    actorCode(code) {
      const parts = code.match(/.{3}/g) ?? [];
      const root = parts[0] ?? '';
      const state = dataset.states[root] ?? (actors.states.has(root) ? root : '');
      const organisation = state === '' && dataset.organisationRoots.includes(root) ? parts.slice(1).map((part) => dataset.organisations[part]).filter(Boolean).at(-1) : undefined;
      const sectors = (state === '' ? parts : parts.slice(1)).map((part) => dataset.sectors[part]).filter((sector) => sector !== undefined);
      return { code: state || organisation || '', sectors: [...new Set(organisation === undefined ? sectors : ['IGO'])] };
    },
    country: (name) => countries.get(name) ?? countries.get(dataset.states[name] ?? '') ?? '',
    sector: (word) => dataset.words[word] ?? dataset.sectors[word] ?? '',
  };
}
