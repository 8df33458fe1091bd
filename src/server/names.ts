/** What pages call the actors, and who governed when: the actor dictionary as the server reads it. */
import type { ActorDictionary } from '../actors/index.js';
import type { ActorName, EventEntry, Government, Names } from './api/schemas.js';
import { PRESIDENT_LEADS } from './executives.js';

export class ActorNames {
  constructor(private readonly dictionary: ActorDictionary) {}

  /** An actor's name; the code stands for itself where the dictionary does not know it. */
  of(code: string): ActorName {
    const entry = this.dictionary.states.get(code) ?? this.dictionary.organisations.get(code);
    if (entry) return { code, kind: entry.kind, name: entry.name };
    return { code, kind: 'unknown', name: { en: code, es: code } };
  }

  knows(code: string): boolean {
    return this.dictionary.states.has(code) || this.dictionary.organisations.has(code);
  }

  ofAll(codes: Iterable<string>): Names {
    return Object.fromEntries([...new Set(codes)].filter((code) => code !== '').sort().map((code) => [code, this.of(code)]));
  }

  ofEvents(rows: readonly Pick<EventEntry, 'event'>[], others: readonly string[] = []): Names {
    return this.ofAll([
      ...others,
      ...rows.flatMap(({ event }) => [...event.actors, ...event.recipients, ...(event.attributedTo ? [event.attributedTo] : [])].map((mention) => mention.code)),
    ]);
  }

  /** All states and organisations, for pickers. */
  all(): ActorName[] {
    return [...this.dictionary.states.keys(), ...this.dictionary.organisations.keys()].map((code) => this.of(code));
  }

  /** Who led a state's executive between two dates, in order; [] for what is no state. */
  governments(state: string, from: string, to: string): Government[] {
    const offices = [...this.dictionary.people.values()].flatMap((person) =>
      person.offices.filter((office) => office.state === state).map((office) => ({ person, office })),
    );
    const leading = (office: string) => offices.filter((held) => held.office.office === office);
    const heads = leading('head-of-government');
    const chosen = heads.length === 0 || PRESIDENT_LEADS.has(state) ? leading('president') : heads;
    return chosen
      .filter(({ office }) => (office.from ?? '') <= to && (office.to ?? '9999') > from)
      .sort((a, b) => ((a.office.from ?? '') < (b.office.from ?? '') ? -1 : 1))
      .map(({ person, office }) => ({
        state,
        person: person.name,
        title: office.title ?? { en: office.office, es: office.office },
        from: office.from,
        to: office.to,
      }));
  }
}
