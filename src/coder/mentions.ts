/**
 * From nominal phrases to actors: "Argentina's foreign minister" → ARG, GOV, and who that was on the day;
 * "Chinese investors" → CHN, BUS; "the Kremlin" → RUS, GOV; "FARC guerrillas" → the FARC.
 */
import { matchNames, type ActorDictionary, type AgentEntry, type Meaning, type NameMatch } from '../actors/index.js';
import { fold, type Codebook } from '../codebook/index.js';
import type { Doc } from '../language/index.js';
import { childOf, childrenOf, P, phrase, preposition, R, sentenceBounds } from './tree.js';
import type { ActorMention } from './types.js';

/** Prepositions after which a phrase names whose the head is: "troops from Chad", "ministro de Chile". */
const BELONGING = new Set(['of', 'from', 'in', 'for', 'at', 'de', 'en', 'por', 'to', 'ante', 'with']);
/** After these the name of a seat of government is where something is: "a trial in Paris" is not the French government's. */
const PLACING = new Set(['in', 'near', 'en', 'cerca']);
/** Before a medium: what is said by its means ("praised him on Twitter") is not said to it. */
const BY_MEANS_OF = new Set(['on', 'via', 'over', 'through', 'en', 'por', 'vía', 'a través de']);
/** Where an officer is sent, not whence: "ambassador to China" is not China's. */
const ABROAD = new Set(['to', 'ante', 'at', 'in', 'en']);

/** A phrase as it was read: the mention, and whether the head itself is an actor or merely belongs to one. */
export interface Reading {
  mention: ActorMention;
  /** The head names or describes an actor. False: a thing of an actor's ("Argentine exports"). */
  isActor: boolean;
  agent: AgentEntry | undefined;
}

const SECTOR_BY_OFFICE: Readonly<Record<string, string>> = {
  'opposition-leader': 'OPP', legislator: 'LEG', speaker: 'LEG', 'military-commander': 'MIL',
};

/** Prepositions before where something happens. */
const WHERE = new Set(['in', 'en', 'at']);

/** Sectors that are the state's own: the police of whoever's miners are meant. */
const PUBLIC = new Set(['GOV', 'MIL', 'COP', 'LEG', 'JUD']);

/** The sector whose people act in other countries as well as in their own. */
const ABROAD_TOO = 'MIL';

/** Offices whose holder a bare surname means first. */
const LEADING_OFFICES = ['president', 'head-of-government', 'head-of-state', 'foreign-minister'];

interface Owner {
  code: string;
  sectors: string[];
  by: string;
  state?: string;
  distance: number;
  preposition: string;
}

export class MentionReader {
  readonly matches: NameMatch[];
  /** Index of the name match that covers a word, −1 for none. */
  private readonly matchAt: Int32Array;
  private readonly readings = new Map<number, Reading | null>();
  /** People named in full so far: a later bare surname is theirs. */
  private readonly namedPeople = new Map<string, string>();
  /** Nouns that only count or group what stands after them. */
  private readonly partitives: ReadonlySet<string>;
  /** Adjectives that are nouns for an actor elsewhere. */
  private readonly plainAdjectives: ReadonlySet<string>;
  /** Nouns for a part of a town or country: "the centre of Madrid" is a place, not Spain's government. */
  private readonly localities: ReadonlySet<string>;
  /** By the first word of a sentence, the state that its headline names before a colon. */
  private readonly headings = new Map<number, string | undefined>();

  /** Names of media that things are said by. */
  private readonly media: ReadonlySet<string>;

  /** @param date ISO date of the document, "" when unknown: offices are those of that day. */
  constructor(readonly doc: Doc, readonly dictionary: ActorDictionary, readonly date: string, private readonly codebook: Codebook, private readonly home?: string) {
    this.matches = matchNames(doc, dictionary);
    const classes = codebook.lexicons.get(doc.language)?.classes;
    this.partitives = classes?.get('partitive') ?? new Set();
    this.plainAdjectives = classes?.get('plain-adjective') ?? new Set();
    this.localities = classes?.get('locality') ?? new Set();
    this.media = classes?.get('medium') ?? new Set();
    this.matchAt = new Int32Array(doc.length).fill(-1);
    this.matches.forEach((match, index) => this.matchAt.fill(index, match.from, match.to));
    this.introduceAcronyms();
    for (const match of this.matches) {
      for (const meaning of match.meanings) {
        if (meaning.kind === 'person' && meaning.by === 'name') this.namedPeople.set(this.surname(meaning.id), meaning.id);
      }
    }
  }

  /** "The Free Aceh Movement (GAM)": from there on GAM is who stands before the bracket, if a dictionary knows him. */
  private introduceAcronyms(): void {
    const { doc } = this;
    const introduced = new Map<string, Meaning[]>();
    for (let i = 0; i < doc.length; i++) {
      const form = doc.form[i] as string;
      if (form === '(' && doc.form[i + 2] === ')' && i > 0 && /^\p{Lu}[\p{Lu}\p{N}-]{1,7}$/u.test(doc.form[i + 1] as string)) {
        const before = this.match(i - 1);
        if (before && before.to === i && !this.match(i + 1)) introduced.set(doc.form[i + 1] as string, before.meanings);
      }
      const meanings = introduced.size === 0 ? undefined : introduced.get(form);
      if (!meanings || (this.matchAt[i] as number) >= 0) continue;
      const [start, end] = doc.wordSpan(i);
      this.matchAt[i] = this.matches.length;
      this.matches.push({ from: i, to: i + 1, start, end, meanings });
    }
  }

  private surname(id: string): string {
    const person = this.dictionary.people.get(id);
    return person ? (person.surname ?? (person.name.split(' ').at(-1) as string)) : id;
  }

  /** The name match at a word. */
  match(i: number): NameMatch | undefined {
    const index = this.matchAt[i] as number;
    return index < 0 ? undefined : this.matches[index];
  }

  /** The actor that the phrase headed by word i names, or null. */
  read(i: number): Reading | null {
    let reading = this.readings.get(i);
    if (reading === undefined) {
      // Phrases may lean on each other in a circle: one that is being read is nobody's yet.
      this.readings.set(i, null);
      reading = this.readPhrase(i);
      this.readings.set(i, reading);
    }
    return reading;
  }

  /** The state that an adjective names: whose the noun is, in "the Russian attack". Alone it is nobody: "Russian troops" are the troops. */
  modifier(i: number): Reading | null {
    const meaning = this.match(i)?.meanings.find((m) => m.kind === 'state' && m.by === 'adjective');
    if (meaning?.kind !== 'state' || ((this.doc.upos[i] as number) !== P.ADJ && !this.isSecondAdjective(i))) return null;
    const [start, end] = this.doc.wordSpan(i);
    return { isActor: true, agent: undefined, mention: { start, end, text: this.doc.text.slice(start, end), code: meaning.code, sectors: [], by: 'demonym' } };
  }

  /** "Uzbek and Tajik engineers": what is coordinated with an adjective before a noun is one, whatever a tagger calls it. */
  private isSecondAdjective(i: number): boolean {
    const head = this.doc.head[i] as number;
    return (this.doc.deprel[i] as number) === R.conj && head >= 0 && (this.doc.upos[head] as number) === P.ADJ && (this.doc.deprel[head] as number) === R.amod;
  }

  /** Whose else a phrase is: "Chinese and Pakistani officials", "the foreign ministers of Cuba and Jamaica" are of both. */
  coordinated(i: number): Reading[] {
    const { doc } = this;
    const own = this.read(i);
    if (!own?.isActor || !own.agent || own.mention.code === '') return [];
    const others: Reading[] = [];
    const add = (other: Reading | null): void => {
      if (!other || other.mention.code === '' || other.mention.code === own.mention.code || others.some((o) => o.mention.code === other.mention.code)) return;
      const { person: _, ...mention } = own.mention;
      others.push({ ...own, mention: { ...mention, start: other.mention.start, end: other.mention.end, text: other.mention.text, code: other.mention.code } });
    };
    for (const c of childrenOf(doc, i, R.amod, R.nmod, R.nmodPoss)) {
      const relation = doc.deprel[c] as number;
      if (relation === R.amod) for (const adjective of [c, ...childrenOf(doc, c, R.conj)]) add(this.modifier(adjective));
      else if (relation === R.nmodPoss || ['of', 'de', 'from'].includes(preposition(doc, c))) {
        // "Los ministros de Defensa de Chile y Argentina": whose stands under of what.
        const below = doc.language === 'es' ? childrenOf(doc, c, R.nmod).filter((inner) => preposition(doc, inner) === 'de') : [];
        for (const owner of [c, ...below].flatMap((word) => childrenOf(doc, word, R.conj))) {
          const other = this.read(owner);
          if (other?.isActor && !other.agent && other.mention.person === undefined) add(other);
        }
      }
    }
    return others;
  }

  /** "Bolivia: maestros marchan …", "Perú.- Mineros …": the state that a headline names before it tells, of whose people it then speaks. */
  private heading(i: number): string | undefined {
    const { doc } = this;
    const [from] = sentenceBounds(doc, i);
    if (this.headings.has(from)) return this.headings.get(from);
    let state: string | undefined;
    const match = this.match(from);
    // A sentence mark may be taken for the end of one: "Honduras.- Médicos inician …".
    if (match?.from === from && /^\s*(:|\.-|\.\s*[–—-])\s*(?!["“«‘'¿¡\s])/u.test(doc.text.slice(match.end, match.end + 6))) {
      const meaning = match.meanings.find((m) => m.kind === 'state' && m.by === 'name');
      if (meaning?.kind === 'state') state = meaning.code;
    }
    this.headings.set(from, state);
    return state;
  }

  private span(i: number): { start: number; end: number; text: string } {
    const [from, to] = phrase(this.doc, i);
    const [start] = this.doc.wordSpan(from);
    const [, end] = this.doc.wordSpan(to);
    return { start, end, text: this.doc.text.slice(start, end) };
  }

  private readPhrase(i: number): Reading | null {
    const tag = this.doc.upos[i] as number;
    if (tag === P.PRON || tag === P.VERB || tag === P.ADV || tag === P.ADP) return null;
    if (this.media.has(fold(this.doc.lemma[i] as string)) && BY_MEANS_OF.has(preposition(this.doc, i))) return null;
    const match = this.match(i);
    let meaning = match ? this.choose(match) : undefined;
    if (meaning?.kind === 'agent' && this.isPlainAdjective(i)) meaning = undefined;
    const span = this.span(i);

    // A person named in apposition or as part of the head's name decides: "Foreign Minister Santiago Cafiero".
    const person = this.personIn(i, meaning);
    const agent = meaning?.kind === 'agent' ? meaning.agent : this.agentIn(i);

    if (person) return { mention: this.personMention(person, span, i), isActor: true, agent };
    if (meaning?.kind === 'state') {
      if (match?.from === sentenceBounds(this.doc, i)[0] && this.heading(i) !== undefined) return { mention: { ...span, code: meaning.code, sectors: [], by: 'place' }, isActor: false, agent: undefined };
      if (meaning.by === 'adjective' && tag === P.ADJ && this.doc.deprel[i] === R.amod) return null;
      if (meaning.by === 'metonym' && PLACING.has(preposition(this.doc, i))) {
        return { mention: { ...span, code: meaning.code, sectors: [], by: 'place' }, isActor: false, agent: undefined };
      }
      return {
        mention: { ...span, code: meaning.code, sectors: meaning.sector ? [meaning.sector] : [], by: meaning.by === 'adjective' ? 'demonym' : meaning.by },
        isActor: true, agent: undefined,
      };
    }
    if (meaning?.kind === 'organisation') return { mention: this.organisationMention(meaning, span), isActor: true, agent };
    if (agent && (meaning?.kind === 'agent' || !meaning)) return this.agentReading(i, agent, span);
    // "Members of an armed group", "thousands of demonstrators": who they are stands after the preposition.
    if (!meaning && this.partitives.has(fold(this.doc.lemma[i] as string))) {
      const of = childrenOf(this.doc, i, R.nmod).find((c) => ['of', 'de', 'from'].includes(preposition(this.doc, c)));
      const whole = of === undefined ? null : this.read(of);
      if (whole) return { ...whole, mention: { ...whole.mention, ...span } };
    }
    const owner = this.owner(i, true);
    if (meaning?.kind === 'place') return { mention: { ...span, code: meaning.state, sectors: [], by: 'place' }, isActor: false, agent: undefined };
    if (!owner) return null;
    const locality = owner.by === 'metonym' && this.localities.has(fold(this.doc.lemma[i] as string));
    const mention: ActorMention = { ...span, code: owner.code, sectors: locality ? [] : owner.sectors, by: locality ? 'place' : 'description' };
    if (owner.state) mention.state = owner.state;
    return { mention, isActor: false, agent: undefined };
  }

  /** Which meaning of an ambiguous name is meant. Organisations and people beat places, common nouns come last. */
  private choose(match: NameMatch): Meaning | undefined {
    const meanings = match.meanings.some((m) => m.kind === 'person' && m.by === 'surname') && this.isPartOfName(match)
      ? match.meanings.filter((m) => m.kind !== 'person' || m.by !== 'surname')
      : match.meanings;
    if (meanings.length === 0) return undefined;
    if (meanings.length === 1) return this.usable(meanings[0] as Meaning) ? meanings[0] : undefined;
    const people = meanings.filter((m) => m.kind === 'person');
    const states = meanings.filter((m) => m.kind === 'state');
    const preferred = states.find((m) => m.prefer !== undefined)?.prefer;
    if (preferred) return meanings.find((m) => m.kind === 'organisation' && m.code === preferred) ?? states[0];
    const state = states.find((m) => !m.ambiguous) ?? states[0];
    if (state && !state.ambiguous) return state;
    const organisation = meanings.find((m) => m.kind === 'organisation');
    if (organisation) return organisation;
    if (people.length > 0) return this.choosePerson(people) ?? state ?? meanings.find((m) => m.kind === 'place' || m.kind === 'agent');
    return state ?? meanings.find((m) => m.kind === 'agent') ?? meanings[0];
  }

  private usable(meaning: Meaning): boolean {
    if (meaning.kind === 'person' && meaning.by === 'surname') return this.choosePerson([meaning]) !== undefined;
    return true;
  }

  /** A surname within a longer name that is nobody's of the dictionary ("Wu" in "Wu Weihua") names nobody. */
  private isPartOfName(match: NameMatch): boolean {
    const { doc } = this;
    const proper = (i: number): boolean =>
      i >= 0 && i < doc.length && (doc.upos[i] as number) === P.PROPN && (this.matchAt[i] as number) < 0 &&
      ((doc.head[i] as number) === match.from || (doc.head[match.from] as number) === i || ((doc.head[i] as number) === (doc.head[match.from] as number) && (doc.deprel[i] as number) === R.flat));
    return proper(match.from - 1) || proper(match.to);
  }

  /** Of several people of one name: the one named in full in this text, else the only one in office on the day. */
  private choosePerson(candidates: (Meaning & { kind: 'person' })[]): (Meaning & { kind: 'person' }) | undefined {
    const full = candidates.find((c) => c.by === 'name');
    if (full) return full;
    for (const candidate of candidates) {
      const named = this.namedPeople.get(this.surname(candidate.id));
      const same = named === undefined ? undefined : candidates.find((c) => c.id === named);
      if (same) return same;
    }
    const current = candidates.filter((c) => {
      const person = this.dictionary.people.get(c.id);
      return person !== undefined && (this.date === '' || this.dictionary.officeOn(person, this.date).current);
    });
    if (current.length > 1 && this.date !== '') {
      // Of several in office the one who leads: "Milei" is the president, not his sister.
      for (const leading of LEADING_OFFICES) {
        const leaders = current.filter((c) => {
          const person = this.dictionary.people.get(c.id);
          return person !== undefined && person.offices.some((o) => o.office === leading && this.dictionary.officeOn(person, this.date).office === o);
        });
        if (leaders.length === 1) return leaders[0];
        if (leaders.length > 1) return undefined;
      }
    }
    if (current.length === 1) return current[0]?.ambiguous && candidates.length > 1 ? undefined : current[0];
    return candidates.length === 1 && !candidates[0]?.ambiguous ? candidates[0] : undefined;
  }

  private personIn(i: number, meaning: Meaning | undefined): string | undefined {
    if (meaning?.kind === 'person') return meaning.id;
    if (meaning && meaning.kind !== 'agent') return undefined;
    return this.personBelow(i, 0);
  }

  /** A person named in the words that make up a phrase's name: "Economy Minister Sergio Massa", however the parse hangs them. */
  private personBelow(i: number, depth: number): string | undefined {
    for (const c of childrenOf(this.doc, i, R.flat, R.flatName, R.appos, R.nmodDesc, R.compound, R.nmodUnmarked)) {
      const match = this.match(c);
      const chosen = match ? this.choose(match) : undefined;
      if (chosen?.kind === 'person') return chosen.id;
      const below = depth < 3 ? this.personBelow(c, depth + 1) : undefined;
      if (below !== undefined) return below;
    }
    return undefined;
  }

  private personMention(id: string, span: { start: number; end: number; text: string }, i: number): ActorMention {
    const person = this.dictionary.people.get(id);
    if (!person) return { ...span, code: '', sectors: [], person: id, by: 'name' };
    const { office, current } = this.dictionary.officeOn(person, this.date);
    const organisation = office.organisation ? this.dictionary.organisations.get(office.organisation) : undefined;
    const former = !current && office.to !== null && this.date !== '' && office.to <= this.date;
    const sector = organisation?.sector ?? SECTOR_BY_OFFICE[office.office] ?? (former ? 'ELI' : 'GOV');
    const owner = this.owner(i, false);
    const code = office.state ?? office.organisation ?? owner?.code ?? '';
    return {
      ...span, code, sectors: [sector], person: id,
      by: this.date === '' ? 'name' : current ? `${office.office} on ${this.date}` : former ? `former ${office.office}` : 'name',
    };
  }

  private organisationMention(meaning: Meaning & { kind: 'organisation' }, span: { start: number; end: number; text: string }): ActorMention {
    const mention: ActorMention = { ...span, code: meaning.code, sectors: [meaning.sector], by: meaning.by === 'metonym' ? 'metonym' : 'name' };
    if (meaning.state) mention.state = meaning.state;
    return mention;
  }

  /** The noun for a kind of actor in a phrase whose head no name covers: "police" in "police chief". */
  private agentIn(i: number): AgentEntry | undefined {
    for (const c of childrenOf(this.doc, i, R.compound, R.nmodDesc, R.amod)) {
      const meaning = this.match(c)?.meanings.find((m) => m.kind === 'agent');
      if (meaning?.kind === 'agent' && !this.isPlainAdjective(c)) return meaning.agent;
    }
    return undefined;
  }

  /** "General" in "a general strike" is no officer: adjectives that the codebook lists are never nouns for an actor. */
  private isPlainAdjective(i: number): boolean {
    return (this.doc.upos[i] as number) === P.ADJ && (this.doc.deprel[i] as number) === R.amod && this.plainAdjectives.has(fold(this.doc.lemma[i] as string));
  }

  private agentReading(i: number, agent: AgentEntry, span: { start: number; end: number; text: string }): Reading {
    const owner = this.owner(i, true, agent.office === 'ambassador' || agent.office === 'un-ambassador' ? ABROAD : undefined);
    const sectors = agent.sector === '' ? [] : [agent.sector];
    for (const c of childrenOf(this.doc, i, R.compound, R.amod, R.nmodDesc)) {
      const other = this.match(c)?.meanings.find((m) => m.kind === 'agent');
      if (other?.kind === 'agent' && !sectors.includes(other.agent.sector) && !this.isPlainAdjective(c)) sectors.unshift(other.agent.sector);
    }
    const here = owner ? undefined : (this.heading(i) ?? (sectors.some((sector) => this.codebook.sectors.get(sector)?.ofState) ? (this.placeOf(i, PUBLIC.has(sectors[0] as string)) ?? this.home) : undefined));
    const mention: ActorMention = { ...span, code: owner?.code ?? here ?? '', sectors, by: here === undefined ? 'description' : 'description, of the state where it is met' };
    if (owner?.state) mention.state = owner.state;
    const office = agent.exceptions?.[owner?.code ?? ''] ?? agent.office;
    if (office && owner && this.date !== '' && (!agent.onlyFor || agent.onlyFor.includes(owner.code))) {
      const holders = this.dictionary.holders(owner.code, office, this.date);
      if (holders.length === 1 && !this.doc.feat(i, 'Number')?.startsWith('Plur')) {
        mention.person = (holders[0] as { person: { id: string } }).person.id;
        mention.by = `${office} on ${this.date}`;
      }
    }
    return { mention, isActor: true, agent };
  }

  /**
   * The one state of whose places, or of whose people who are no part of the state, the sentence speaks: "Bolivian miners" face
   * the police of Bolivia, "Russia" faces somebody else's. Undefined when it speaks of none or of several.
   * @param people take the state of people too, not of places only.
   */
  private placeOf(i: number, people: boolean): string | undefined {
    const { doc } = this;
    const [from, to] = sentenceBounds(doc, i);
    let found: string | undefined;
    for (let word = from; word < to; word++) {
      const match = this.match(word);
      if (!match || match.from !== word) continue;
      for (const meaning of match.meanings) {
        const state = meaning.kind === 'place' ? (meaning.ambiguous ? undefined : meaning.state) : meaning.kind === 'state' ? meaning.code : meaning.kind === 'organisation' ? meaning.state : undefined;
        if (state == null) continue;
        const place = meaning.kind === 'place' || (meaning.kind === 'state' && meaning.by === 'metonym' && WHERE.has(preposition(doc, this.headOf(match))));
        if (!place && !people) continue;
        if ((found !== undefined && found !== state) || (!place && !this.isAmongPeople(match, meaning))) return undefined;
        found = state;
      }
    }
    return found;
  }

  private headOf(match: NameMatch): number {
    let head = match.from;
    while ((this.doc.head[head] as number) >= match.from && (this.doc.head[head] as number) < match.to) head = this.doc.head[head] as number;
    return head;
  }

  /** Does a name say whose the people are: "Bolivian miners", "students in Mali", "the ELN", "Peru's congress"? */
  private isAmongPeople(match: NameMatch, meaning: Meaning): boolean {
    const { doc } = this;
    // An army that faces a country's own rebels is that country's.
    if (meaning.kind === 'organisation') return meaning.sector !== '' && !PUBLIC.has(meaning.sector);
    const head = this.headOf(match);
    const relation = doc.deprel[head] as number;
    if (relation !== R.amod && relation !== R.nmod && relation !== R.nmodPoss && relation !== R.compound) return false;
    const people = this.match(doc.head[head] as number)?.meanings.find((m) => m.kind === 'agent');
    if (people?.kind !== 'agent' || people.agent.sector === '') return false;
    // A state's institutions face its own ("Peru's congress … the president"); its soldiers may be abroad.
    const atHome = (relation === R.nmodPoss || relation === R.amod) && people.agent.sector !== ABROAD_TOO;
    return atHome || !this.codebook.sectors.get(people.agent.sector)?.ofState;
  }

  /**
   * Whose the phrase's head is: the nearest state or organisation among its modifiers.
   * @param deep look through prepositional modifiers too.
   * @param not prepositions that do not make it theirs.
   */
  private owner(i: number, deep: boolean, not?: ReadonlySet<string>): Owner | undefined {
    let best: Owner | undefined;
    const consider = (owner: Owner): void => {
      if (!best || owner.distance < best.distance) best = owner;
    };
    const visit = (word: number, depth: number, prep: string): void => {
      if (depth > 3) return;
      for (const c of childrenOf(this.doc, word)) {
        const relation = this.doc.deprel[c] as number;
        const through =
          relation === R.amod || relation === R.compound || relation === R.nmodPoss || relation === R.flat || relation === R.flatName ||
          relation === R.nmodDesc || relation === R.nmodUnmarked || (relation === R.det && depth === 0);
        const prepositional = deep && (relation === R.nmod || relation === R.appos || relation === R.obl);
        if (!through && !prepositional) continue;
        const here = relation === R.nmod || relation === R.obl ? preposition(this.doc, c) : prep;
        if (relation === R.nmod && (!BELONGING.has(here) || not?.has(here))) continue;
        const match = this.match(c);
        const meaning = match ? this.choose(match) : undefined;
        const distance = depth * 4 + (relation === R.nmod ? 1 : relation === R.appos ? 2 : 0);
        if (meaning?.kind === 'state') {
          const placed = meaning.by === 'metonym' && PLACING.has(here);
          consider({ code: meaning.code, sectors: meaning.sector && !placed ? [meaning.sector] : [], by: meaning.by, distance, preposition: here });
        } else if (meaning?.kind === 'organisation') {
          consider({ code: meaning.code, sectors: [meaning.sector], by: meaning.by, distance, preposition: here, ...(meaning.state ? { state: meaning.state } : {}) });
        } else if (meaning?.kind === 'place' && deep && relation !== R.appos && relation !== R.flat) consider({ code: meaning.state, sectors: [], by: 'place', distance: distance + 2, preposition: here });
        else if (meaning?.kind === 'person' && (relation === R.nmodPoss || relation === R.nmod)) {
          const person = this.dictionary.people.get(meaning.id);
          const office = person ? this.dictionary.officeOn(person, this.date).office : undefined;
          const code = office?.state ?? office?.organisation;
          if (code !== undefined) consider({ code, sectors: [], by: 'person', distance: distance + 1, preposition: here });
        }
        visit(c, depth + 1, here);
      }
      // "The measures that Caputo announced", "the envoy proposed by Chile": whose they are stands in the clause.
      if (deep && depth === 0) {
        for (const clause of childrenOf(this.doc, word, R.relcl, R.acl)) {
          const doer = childOf(this.doc, clause, R.oblAgent, R.nsubj);
          const reading = doer < 0 || (this.doc.upos[doer] as number) === P.PRON ? null : this.read(doer);
          if (reading && reading.mention.code !== '') consider({ code: reading.mention.code, sectors: [], by: 'clause', distance: 10, preposition: '' });
        }
      }
    };
    visit(i, 0, '');
    // "Of" belongs to the noun before it, wherever a parse may have hung it: "the government of Venezuela".
    if (deep && !best) {
      const [, last] = phrase(this.doc, i);
      const link = last + 1;
      if (link < this.doc.length && (this.doc.upos[link] as number) === P.ADP && ['of', 'de', 'del'].includes(fold(this.doc.form[link] as string)) && !not?.has('of')) {
        const object = this.doc.head[link] as number;
        const match = object > link && object - link < 5 ? this.match(object) : undefined;
        const meaning = match ? this.choose(match) : undefined;
        if (meaning?.kind === 'state') consider({ code: meaning.code, sectors: meaning.sector ? [meaning.sector] : [], by: meaning.by, distance: 12, preposition: 'of' });
        else if (meaning?.kind === 'organisation') consider({ code: meaning.code, sectors: [meaning.sector], by: meaning.by, distance: 12, preposition: 'of', ...(meaning.state ? { state: meaning.state } : {}) });
      }
    }
    // The head may be inside a longer name: "the US-led coalition", "Argentine-born".
    const own = this.match(i);
    if (own && !best) {
      for (let word = own.from; word < own.to; word++) if (word !== i) visit(word, 0, '');
    }
    return best;
  }
}
