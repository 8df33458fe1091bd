/** What a record calls the actors, and who governed when: the actor dictionary under what people decided in the record. */
import { executivesOf, formsByCode, withAdditions, type ActorDictionary, type MembershipEntry } from '../actors/index.js';
import { additionsIn, countedAs, NO_OVERLAY, overlayOf, withoutReplaced, type ActorOverlay } from './actors.js';
import { fold } from './folded.js';
import type { EventRow, Store } from './store.js';

type InBoth = { en: string; es: string };

/** An actor as every face shows it. */
export interface ActorName {
  code: string;
  /** Of a state or an organisation what the dictionary says; else `person` or `unknown`. */
  kind: string;
  name: InBoth;
}

/** Somebody's time at the head of a state's executive; from inclusive, to exclusive. */
export interface Government {
  state: string;
  person: string;
  title: InBoth;
  from: string | null;
  to: string | null;
}

/** Every actor's name, and what else is known of it, as a record has it. */
export class ActorNames {
  private overlay: ActorOverlay = NO_OVERLAY;
  private forms: Map<string, string[]> | null = null;

  constructor(private dictionary: ActorDictionary) {}

  /** From now on, names are those of this dictionary under these decisions. */
  know(dictionary: ActorDictionary, overlay: ActorOverlay): void {
    this.dictionary = dictionary;
    this.overlay = overlay;
    this.forms = null;
  }

  /** The names that a record has: the dictionary's, under what people decided in it. */
  static async in(store: Pick<Store, 'actorChanges'>, dictionary: ActorDictionary): Promise<ActorNames> {
    const names = new ActorNames(dictionary);
    const overlay = overlayOf(await store.actorChanges());
    names.know(withAdditions(dictionary, additionsIn(overlay)), overlay);
    return names;
  }

  /** An actor's name, of a merged one that of whom it counts as; the code stands for itself where nobody knows it. */
  of(code: string): ActorName {
    return { ...this.own(this.countedAs(code)), code };
  }

  /** An actor's own name, merged or not. */
  own(code: string): ActorName {
    return { code, kind: this.kindOf(code), name: this.overlay.names.get(code) ?? this.given(code) };
  }

  /** The dictionary's name, whatever people renamed it to. */
  given(code: string): InBoth {
    const entry = this.dictionary.states.get(code) ?? this.dictionary.organisations.get(code);
    const name = this.dictionary.people.get(code)?.name ?? code;
    return entry?.name ?? { en: name, es: name };
  }

  private kindOf(code: string): string {
    return (this.dictionary.states.get(code) ?? this.dictionary.organisations.get(code))?.kind ?? (this.isPerson(code) ? 'person' : 'unknown');
  }

  countedAs(code: string): string {
    return countedAs(this.overlay.merged, code);
  }

  /** All that count as this one. */
  mergedInto(code: string): string[] {
    return [...this.overlay.merged.keys()].filter((other) => this.countedAs(other) === code).sort();
  }

  isState(code: string): boolean {
    return this.dictionary.states.has(code);
  }

  isPerson(code: string): boolean {
    return this.dictionary.people.has(code);
  }

  knowsAnybody(code: string): boolean {
    return this.knows(code) || this.isPerson(code);
  }

  /** Everybody with a name that has these words, with those names; of the codes given besides, those that have them. */
  find(words: string, codes: Iterable<string>): { code: string; forms: string[] }[] {
    const sought = fold(words).trimEnd();
    const found = new Map<string, string[]>();
    for (const [code, forms] of this.allForms()) {
      const own = this.own(code).name;
      const fitting = [...new Set([...forms, own.en, own.es])].filter((form) => fold(form).includes(sought));
      if (fitting.length > 0 || code.toLowerCase() === words.trim().toLowerCase()) found.set(code, fitting);
    }
    for (const code of codes) if (!found.has(code) && fold(code).includes(sought)) found.set(code, []);
    return [...found].map(([code, forms]) => ({ code, forms }));
  }

  /** Every name by which texts call an actor or a person. */
  formsOf(code: string): string[] {
    return [...(this.allForms().get(code) ?? [])].sort((a, b) => a.localeCompare(b));
  }

  private allForms(): Map<string, string[]> {
    return (this.forms ??= formsByCode(this.dictionary));
  }

  /** A person's offices, the latest first; [] for who is none. */
  officesOf(id: string): { office: string; state: string; title: InBoth | null; from: string | null; to: string | null }[] {
    const offices = (this.dictionary.people.get(id)?.offices ?? []).map(({ office, state, organisation, title, from, to }) => ({ office, state: state ?? organisation ?? '', title: title ?? null, from, to }));
    return offices.sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? 1 : -1));
  }

  /** Every office that somebody holds or held. */
  offices(): string[] {
    return [...new Set([...this.dictionary.people.values()].flatMap((person) => person.offices.map(({ office }) => office)))].sort();
  }

  /** What an actor or person is called in a text. */
  nameOf(code: string, language: 'en' | 'es' = 'en'): string {
    return this.of(code).name[language];
  }

  /** Whether people gave it another name than the dictionary's. */
  isRenamed(code: string): boolean {
    return this.overlay.names.has(this.countedAs(code));
  }

  /** The code of a state or organisation, given its code in any case, what it is called, or the dictionary's name; undefined where none has it. */
  codeOf(text: string): string | undefined {
    const upper = text.toUpperCase();
    if (this.knows(upper)) return upper;
    const wanted = text.toLowerCase();
    const codes = [...this.dictionary.states.keys(), ...this.dictionary.organisations.keys()];
    const called = (name: (code: string) => InBoth) => codes.find((code) => Object.values(name(code)).some((one) => one.toLowerCase() === wanted));
    return called((code) => this.own(code).name) ?? called((code) => this.given(code));
  }

  /** What is known of an organisation besides its names; null for what is none. */
  organisation(code: string): { sector: string; state: string | null; from: string | null; to: string | null } | null {
    const entry = this.dictionary.organisations.get(code);
    return entry ? { sector: entry.sector, state: entry.state, from: entry.from, to: entry.to } : null;
  }

  knows(code: string): boolean {
    return this.dictionary.states.has(code) || this.dictionary.organisations.has(code);
  }

  ofAll(codes: Iterable<string>, { own = false } = {}): Record<string, ActorName> {
    return Object.fromEntries([...new Set(codes)].filter((code) => code !== '').sort().map((code) => [code, own ? this.own(code) : this.of(code)]));
  }

  ofEvents(rows: readonly Pick<EventRow, 'event'>[], others: readonly string[] = []): Record<string, ActorName> {
    return this.ofAll([
      ...others,
      ...rows.flatMap(({ event }) => [...event.actors, ...event.recipients, ...(event.attributedTo ? [event.attributedTo] : [])].map((mention) => mention.code)),
    ]);
  }

  /** All states and organisations, for pickers. */
  all(): ActorName[] {
    return [...this.dictionary.states.keys(), ...this.dictionary.organisations.keys()].filter((code) => !this.overlay.merged.has(code)).map((code) => this.of(code));
  }

  /** Every membership as it counts: the dictionary's, but for those that the record has otherwise, and those that it has besides. */
  allMemberships(): MembershipEntry[] {
    const { memberships } = this.overlay;
    return [...withoutReplaced(this.dictionary.memberships, memberships), ...memberships];
  }

  /** Who stood in any role towards an organisation on a day. */
  membersOn(organisation: string, day: string): MembershipEntry[] {
    return this.allMemberships().filter((one) => one.organisation === organisation && (one.from === null || one.from <= day) && (one.to === null || day < one.to));
  }

  /** What a state belonged to, by organisation, in the order of joining; [] for what is no state. */
  memberships(state: string): { organisation: string; role: string; from: string | null; to: string | null; fromPrecision: 'day' | 'month' | 'year' | null; toPrecision: 'day' | 'month' | 'year' | null; source: string }[] {
    const own = this.allMemberships().filter((membership) => membership.state === state);
    const first = new Map<string, string>();
    for (const { organisation, from } of own) {
      const held = first.get(organisation);
      if (held === undefined || (from ?? '') < held) first.set(organisation, from ?? '');
    }
    const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
    return own
      .sort((a, b) => order(first.get(a.organisation)!, first.get(b.organisation)!) || order(a.organisation, b.organisation) || order(a.from ?? '', b.from ?? ''))
      .map(({ organisation, role, from, to, fromPrecision = null, toPrecision = null, source }) => ({ organisation, role, from, to, fromPrecision, toPrecision, source }));
  }

  /** Who led a state's executive between two dates, in order; [] for what is no state. */
  governments(state: string, from: string, to: string): Government[] {
    return executivesOf(this.dictionary, state, from, to).map(({ person, office }) => ({
      state, person: person.name, title: office.title ?? { en: office.office, es: office.office }, from: office.from, to: office.to,
    }));
  }
}
