/**
 * From a parsed sentence to its events: a pattern of the lexicon gives the type, the tree gives actor and recipient, the
 * words above give the standing. Compound actors make one event with several actors.
 */
import { NONE, type Codebook, type Pattern } from '../codebook/index.js';
import { DEPREL, type Doc } from '../language/index.js';
import { auxiliaries, isObligation } from './clauses.js';
import type { Coreference } from './coreference.js';
import type { Lexemes } from './lexemes.js';
import type { MentionReader, Reading } from './mentions.js';
import { PatternMatcher, type PatternMatch } from './patterns.js';
import type { RoleReader } from './roles.js';
import type { Standing, StatusReader } from './status.js';
import { childOf, childrenOf, isUnder, P, preposition, R } from './tree.js';
import type { ActorMention, Span, Why } from './types.js';

/** An event as found in the tree, before dates, places and calibration. */
export interface Candidate {
  match: PatternMatch;
  standing: Standing;
  type: string;
  mode: string | null;
  reciprocal: boolean;
  actors: ActorMention[];
  recipients: ActorMention[];
  source: ActorMention | null;
  trigger: Span[];
  /** Words of the trigger, operator first: what a date or place of the event hangs on. */
  words: number[];
  /** Depth of the trigger in the tree: the main clause's events come first. */
  depth: number;
  /** How surely words, actor and recipient were found, each 0…1. */
  certainty: { words: number; actor: number; recipient: number };
  why: Why[];
}

interface Filled {
  mentions: ActorMention[];
  certainty: number;
  path: string;
}

const DEFAULT_WEIGHT = 0.7;
/** How surely words mean something of which no pattern says what. */
const UNKNOWN_WORDS = 0.3;
/** What stands for a pattern where none knows the words. */
const NO_PATTERN: Pattern = {
  ref: 'none', lemma: '', pos: 'VERB', type: '', mode: null, particle: undefined, reflexive: undefined, light: undefined, reciprocal: undefined, weight: UNKNOWN_WORDS,
  contexts: undefined, actor: undefined, recipient: undefined, specificity: 0, objectSet: undefined, notObjectSet: undefined, complementSet: undefined, subjectSet: undefined, withList: [],
};
const BETWEEN = 'both sides of "between"';
const NOTHING: Filled = { mentions: [], certainty: 0, path: '' };
/** How surely somebody who is only described is the one meant. */
const DESCRIBED = 0.75;
/** Below this a noun alone is no event: "attack", "visit" are often only mentioned. */
const NOUN_FLOOR = 0.55;
/** What nobody is said to have done to anybody is an event only where its own words are this sure: "riots in the capital". */
const SIDELESS_NOUN = 0.5;
const SIDELESS_VERB = 0.55;

export class EventReader {
  private readonly patterns: PatternMatcher;

  constructor(
    private readonly doc: Doc,
    private readonly roles: RoleReader,
    private readonly mentions: MentionReader,
    private readonly coreference: Coreference,
    private readonly status: StatusReader,
    private readonly codebook: Codebook,
    private readonly lexemes: Lexemes,
    /** Stretches of the text that name dates: "March" is no march. */
    private readonly dates: readonly Span[],
  ) {
    this.patterns = new PatternMatcher(doc, roles, lexemes);
  }

  /** All event candidates of the sentence [from, to), main clause first. */
  read(from: number, to: number): Candidate[] {
    const matches: PatternMatch[] = [];
    for (let i = from; i < to; i++) {
      const match = this.patterns.match(i);
      if (match && match.pattern.type !== NONE && !this.isInDate(i)) matches.push(match);
    }
    const used = new Set(matches.filter((m) => m.pattern.pos !== 'NOUN').flatMap((m) => m.support));
    const candidates: Candidate[] = [];
    for (const match of matches) {
      if (match.pattern.pos === 'NOUN' && (used.has(match.word) || this.isPartOfName(match.word, used))) continue;
      const candidate = this.candidate(match);
      // "Applauded its decision to expel them", "backed its bid to join": what a noun is about that is itself what another trigger is about was told with it.
      const lift = candidate?.standing.retyped?.lift;
      if (candidate && !(lift?.operator.pos === 'NOUN' && used.has(lift.word))) candidates.push(candidate);
    }
    candidates.sort((a, b) => a.depth - b.depth || (a.words[0] as number) - (b.words[0] as number));
    return this.withoutRepeats(candidates);
  }

  /**
   * Verbs that no pattern knows, between two sides that are known: without a type, which a ranker may find ("Chad torched a
   * Malian village"). None where the patterns already say something of the two.
   */
  open(from: number, to: number, known: readonly Candidate[]): Candidate[] {
    const { doc } = this;
    const found: Candidate[] = [];
    for (let word = from; word < to; word++) {
      if ((doc.upos[word] as number) !== P.VERB || (doc.deprel[word] as number) === R.amod) continue;
      const { subject } = this.roles.of(word);
      const doer = subject < 0 ? null : this.coreference.read(subject);
      if (!doer?.isActor || doer.mention.code === '' || known.some((c) => c.words.includes(word) || c.match.support.includes(word))) continue;
      if (this.lexemes.operators(word).some(({ effect }) => effect.speech ?? effect.type ?? effect.typeBy) || this.patterns.match(word)) continue;
      const actor = this.fill(word, ['subj'], true);
      let recipient = this.fill(word, ['obj', 'iobj', 'obj.poss', 'obj.amod', 'obj.nmod:of', 'obj.nmod:de'], false, actor.mentions);
      if (recipient.mentions.every((m) => m.code === '')) recipient = this.otherParty(word, actor.mentions, false);
      recipient = this.without(recipient, actor.mentions);
      const codes = (mentions: readonly ActorMention[]): string[] => mentions.map((m) => m.code).filter((code) => code !== '');
      if (codes(recipient.mentions).length === 0) continue;
      const among = (a: readonly ActorMention[], b: readonly ActorMention[]): boolean => codes(a).some((code) => codes(b).includes(code));
      if (known.some((c) => (among(c.actors, actor.mentions) && among(c.recipients, recipient.mentions)) || (among(c.actors, recipient.mentions) && among(c.recipients, actor.mentions)))) continue;
      const standing = this.status.read(word, '');
      if (standing.retyped) continue;
      const pattern = { ...NO_PATTERN, lemma: this.lexemes.lemma(word) };
      found.push({
        match: { word, pattern, support: [], rivals: [] }, standing, type: '', mode: null, reciprocal: false,
        actors: actor.mentions, recipients: recipient.mentions,
        source: standing.source >= 0 ? (this.coreference.read(standing.source)?.mention ?? this.plain(standing.source)) : null,
        trigger: [this.span(word)], words: [word], depth: this.depth(word),
        certainty: { words: UNKNOWN_WORDS, actor: actor.certainty, recipient: recipient.certainty },
        why: this.why({ word, pattern, support: [], rivals: [] }, standing, actor, recipient, ''),
      });
    }
    return found;
  }

  private isInDate(i: number): boolean {
    const start = this.doc.start[i] as number;
    return (this.doc.upos[i] as number) === P.PROPN && this.dates.some((date) => date.start <= start && start < date.end);
  }

  /** "Trade agreement", "aid workers": a noun that only says of what kind another trigger or an actor is. */
  private isPartOfName(word: number, used: ReadonlySet<number>): boolean {
    if ((this.doc.deprel[word] as number) !== R.compound) return false;
    const head = this.doc.head[word] as number;
    return used.has(head) || this.mentions.read(head)?.agent !== undefined;
  }

  private candidate(match: PatternMatch): Candidate | null {
    const { pattern, word } = match;
    const standing = this.status.read(word, pattern.type);
    const noun = pattern.pos === 'NOUN';

    const below = {
      actor: this.fill(word, pattern.actor ?? (noun ? ['poss', 'compound', 'amod', 'nmod:by', 'nmod:of'] : ['subj']), true),
      recipient: NOTHING,
    };
    if (below.actor.mentions.length === 0) below.actor = noun ? this.governorOf(word) : this.agentBelow(word);
    if (below.actor.mentions.length === 0 && !noun) below.actor = this.fallbackActor(word);
    below.recipient = this.fill(word, pattern.recipient ?? (noun ? ['nmod:of', 'nmod:with', 'nmod:against', 'nmod:to'] : ['obj', 'iobj']), false, below.actor.mentions);

    if (below.recipient.mentions.length === 0 && !noun) below.recipient = this.fill(word, ['obj', 'iobj'], false, below.actor.mentions);

    let type = pattern.type;
    let mode = pattern.mode ?? null;
    let reciprocal = pattern.reciprocal ?? false;
    let { actor, recipient } = below;
    const words = [word];
    if (standing.retyped) {
      const { lift } = standing.retyped;
      type = standing.retyped.type;
      mode = standing.retyped.mode;
      reciprocal = reciprocal && this.codebook.type(type).reciprocal;
      words.unshift(lift.word);
      const above = this.fill(lift.word, lift.operator.pos === 'NOUN' ? ['poss', 'compound', 'amod', 'nmod:of'] : ['subj'], true);
      actor = above.mentions.length > 0 ? above : lift.operator.pos === 'NOUN' ? this.governorOf(lift.word) : this.fallbackActor(lift.word);
      if (actor.mentions.length === 0) actor = lift.operator.effect.speech ? NOTHING : below.actor;
      recipient = NOTHING;
      if (lift.operator.recipientFrom === 'obj') {
        recipient = this.fill(lift.word, ['obj', 'iobj', 'obl:to', 'obl:on', 'obl:a'], false, actor.mentions);
        // Its own troops a state orders to withdraw, and so withdraws; those of another it asks to.
        if (lift.operator.effect.typeBy && lift.operator.effect.type && this.areStrangers(actor, recipient)) [type, mode] = [lift.operator.effect.type, null];
      }
      if (recipient.mentions.length === 0) recipient = this.without(below.actor, actor.mentions);
      if (recipient.mentions.length === 0) recipient = this.without(below.recipient, actor.mentions);
      // "Threatened to send elephants to Germany".
      if (recipient.mentions.length === 0) recipient = this.otherParty(word, actor.mentions, false);
    } else if (standing.refused && this.refusalOf(type) !== undefined) {
      type = this.refusalOf(type) as string;
      mode = null;
      reciprocal = false;
      standing.status = standing.source >= 0 ? 'reported' : 'done';
    } else if (recipient.mentions.length === 0 || recipient.mentions.every((m) => m.code === '' && m.sectors.length === 0)) {
      const other = this.otherParty(word, actor.mentions, this.codebook.type(type).direction === 'conflict');
      if (other.mentions.length > 0) recipient = other;
    }

    // A crowd marches somewhere against somebody: where it does is not against whom.
    if (this.codebook.standing['against']?.[type] !== undefined && recipient.mentions.some((m) => m.by === 'place')) {
      const mentions = recipient.mentions.filter((m) => m.by !== 'place');
      recipient = mentions.length === 0 ? NOTHING : { ...recipient, mentions };
    }

    // "Mali must withdraw, Chad said": what one is told to do for another is asked of it.
    const owed = standing.retyped === null && standing.source >= 0 && isObligation(this.doc, word) ? this.codebook.standing['owed']?.[this.codebook.type(type).direction] : undefined;
    if (owed !== undefined) {
      const speaker = this.coreference.readAll(standing.source).flatMap(({ reading }) => (reading && reading.mention.code !== '' ? [reading.mention] : []));
      const asked = this.without(actor, speaker);
      if (speaker.length > 0 && asked.mentions.some((m) => m.code !== '')) {
        [type, mode, reciprocal] = [owed, null, false];
        [actor, recipient] = [{ mentions: speaker, certainty: 0.9, path: 'speaker of what is to be done' }, asked];
        standing.status = 'done';
      }
    }
    // A state that protests is no crowd: it says so.
    const said = this.codebook.standing['ofState']?.[`${type}/${mode}`];
    if (said !== undefined && pattern.pos === 'VERB' && actor.mentions.length > 0 && actor.mentions.every((m) => m.code !== '' && (m.by === 'name' || m.by === 'metonym' || m.person !== undefined) && m.sectors.every((sector) => sector === 'GOV'))) [type, mode] = [said, null];
    const between = standing.retyped ? [] : this.partiesBetween(word);
    if (between.length > 1) {
      const sides = { mentions: between, certainty: 1, path: BETWEEN };
      const among = (filled: Filled): boolean => filled.mentions.every((m) => m.code === '' || between.some((side) => this.same(side, m)));
      // Who brings two together acts on both; where nobody does, they act on each other.
      const mutual = noun || pattern.reciprocal === true || this.codebook.type(type).direction === 'conflict' || (this.doc.language === 'es' && actor.mentions.length === 0 && this.roles.of(word).passive);
      if (mutual && among(actor)) [actor, recipient, reciprocal] = [sides, sides, true];
      else if (among(recipient)) recipient = sides;
    }
    // Of what is done together by its nature two who are named as one are each other's side: "Uruguay and Brazil opened a bridge".
    const nature = this.codebook.type(type);
    if (nature.reciprocal && nature.medium === 'material' && !standing.retyped) reciprocal = true;
    // Two who do it together do it to each other: "Argentina and China signed a treaty".
    if (reciprocal && actor !== recipient && actor.mentions.filter((m) => m.code !== '').length > 1 && recipient.mentions.every((m) => m.code === '')) recipient = { ...actor, path: 'both sides of a reciprocal act' };
    const sides = Number(actor.mentions.length > 0) + Number(recipient.mentions.length > 0);
    const weight = pattern.weight ?? DEFAULT_WEIGHT;
    if (noun && sides < 2 && weight < NOUN_FLOOR) return null;
    if (sides === 0 && weight < (noun ? SIDELESS_NOUN : SIDELESS_VERB)) return null;

    const source = standing.source >= 0 ? (this.coreference.read(standing.source)?.mention ?? this.plain(standing.source)) : null;
    const trigger = [...new Set([...words, ...match.support])].sort((a, b) => a - b).map((w) => this.span(w));
    return {
      match, standing, type, mode, reciprocal,
      actors: actor.mentions, recipients: recipient.mentions, source, trigger, words,
      depth: this.depth(words[0] as number),
      certainty: { words: noun ? weight * 0.85 : weight, actor: actor.certainty, recipient: recipient.certainty },
      why: this.why(match, standing, actor, recipient, type),
    };
  }

  /** What a negated will to do such a thing is ("would not join" → a refusal), by the codebook's table of standings. */
  private refusalOf(type: string): string | undefined {
    const table = this.codebook.standing['refused'];
    return table?.[type] ?? table?.[this.codebook.type(type).direction];
  }

  private span(i: number): Span {
    const [start, end] = this.doc.wordSpan(i);
    return { start, end };
  }

  private depth(i: number): number {
    let depth = 0;
    for (let word = i; (this.doc.head[word] as number) >= 0 && depth < 50; word = this.doc.head[word] as number) {
      if ((this.doc.deprel[word] as number) !== R.conj) depth++;
    }
    return depth;
  }

  /** Somebody whom no dictionary knows, as a mention without code: a name with all its parts. */
  private plain(i: number): ActorMention {
    const parts = [i, ...childrenOf(this.doc, i, R.flat, R.flatName, R.flatForeign, R.compound).filter((c) => (this.doc.upos[c] as number) === P.PROPN)];
    const { start } = this.span(Math.min(...parts));
    const { end } = this.span(Math.max(...parts));
    return { start, end, text: this.doc.text.slice(start, end), code: '', sectors: [], by: 'unresolved' };
  }

  /**
   * The actors in the first slot that names any; a slot that only describes somebody or names an unknown is kept as last
   * resort. What is neither known nor written as a name is nobody: neither "ballots" nor "sadness" is an actor.
   */
  private fill(word: number, slots: readonly string[], asActor: boolean, not: readonly ActorMention[] = []): Filled {
    let lastResort = NOTHING;
    // Spanish marks persons as objects by "a", and a parse may take them for something else.
    const wanted = this.doc.language === 'es' ? slots.flatMap((slot) => (slot === 'obj' ? ['obj', 'obl:a'] : [slot])) : slots;
    for (const slot of wanted) {
      const owner = this.adjectiveIn(word, slot);
      const at = owner ? owner.word : this.patterns.slot(word, slot);
      // "Diplomatic relations" are no diplomat's: to whom a thing is done no other adjective says.
      if (at < 0 || (!owner && !asActor && slot.endsWith('amod'))) continue;
      const readings = owner ? [[at, owner.reading] as const] : [at, ...(slot === 'subj' ? this.listedBefore(word) : [])].flatMap((i) => this.coreference.readAll(i)).map(({ word: i, reading }) => [i, reading] as const);
      const known = readings.filter((r): r is readonly [number, Reading] => r[1] !== null && (r[1].mention.code !== '' || r[1].mention.sectors.length > 0));
      // "In the dispute between Chile and Peru": whom a thing is between it concerns.
      if (known.length === 0 && !owner && !asActor) {
        const between = this.partiesBetween(at).filter((mention) => !not.some((n) => this.same(n, mention)));
        if (between.length > 0) return { mentions: between, certainty: 0.85, path: BETWEEN };
      }
      // As actor, a thing of somebody's counts for less than somebody.
      const mentions = known.map(([, reading]) => reading.mention).filter((mention) => !not.some((n) => this.same(n, mention)));
      const path = slot === 'subj' ? this.roles.of(word).path || 'subject' : slot;
      if (mentions.length > 0 && mentions.some((m) => m.code !== '')) {
        const thing = known.every(([, reading]) => !reading.isActor);
        const inherited = slot === 'subj' && path !== 'subject' && path !== 'agent of a passive';
        return { mentions, certainty: (thing ? (asActor ? 0.6 : 0.8) : 1) * (inherited ? 0.85 : 1), path };
      }
      // Somebody described is likelier meant than a thing that no dictionary knows.
      if (mentions.length > 0 && lastResort.certainty < DESCRIBED) lastResort = { mentions, certainty: DESCRIBED, path };
      else if (lastResort.mentions.length === 0 && known.length === 0 && readings.length > 0 && (this.doc.upos[at] as number) === P.PROPN && !this.isInDate(at) && !not.some((n) => n.start === this.span(at).start)) {
        lastResort = { mentions: [this.phraseOf(at)], certainty: 0.3, path };
      }
    }
    return lastResort;
  }

  /** "Argentina, Brazil sign accord": names that a headline lists before its verb, which a parse takes into the verb. */
  private listedBefore(verb: number): number[] {
    const { doc } = this;
    if (doc.language !== 'en' || (doc.upos[verb] as number) !== P.VERB) return [];
    return childrenOf(doc, verb, R.compound, R.oblUnmarked).filter((c) => c < verb && (doc.upos[c] as number) === P.PROPN && (doc.form[c - 1] === ',' || doc.form[c + 1] === ','));
  }

  /** The state named by one of the adjectives in a slot: "the sudden Russian attack", "rejected the Chinese offer" (obj.amod). */
  private adjectiveIn(word: number, slot: string): { word: number; reading: Reading } | null {
    if (!slot.endsWith('amod')) return null;
    const noun = slot === 'amod' ? word : this.patterns.slot(word, slot.slice(0, -'.amod'.length));
    if (noun < 0) return null;
    for (const c of childrenOf(this.doc, noun, R.amod)) {
      const reading = this.mentions.modifier(c);
      if (reading) return { word: c, reading };
    }
    return null;
  }

  private phraseOf(i: number): ActorMention {
    const own = this.mentions.read(i);
    return own ? own.mention : this.plain(i);
  }

  private same(a: ActorMention, b: ActorMention): boolean {
    if (a.start === b.start && a.end === b.end) return true;
    return a.code !== '' && a.code === b.code && a.person === b.person && a.sectors.join() === b.sectors.join();
  }

  private areStrangers(a: Filled, b: Filled): boolean {
    const known = (m: ActorMention): boolean => m.code !== '';
    return a.mentions.some(known) && b.mentions.some(known) && !a.mentions.some((x) => b.mentions.some((y) => x.code === y.code));
  }

  private without(filled: Filled, not: readonly ActorMention[]): Filled {
    const mentions = filled.mentions.filter((m) => !not.some((n) => this.same(n, m) || (n.code !== '' && n.code === m.code)));
    return mentions.length === 0 ? NOTHING : { ...filled, mentions };
  }

  /** "Was killed by a shot in the head by rebels": a passive's agent that a parse hung on another word of its clause. */
  private agentBelow(word: number): Filled {
    const { doc } = this;
    if (!this.roles.of(word).passive || this.roles.of(word).subject >= 0) return NOTHING;
    const by = doc.language === 'es' ? 'por' : 'by';
    for (const c of childrenOf(doc, word, R.obl, R.oblArg, R.obj, R.nsubj, R.nsubjPass)) {
      for (const agent of childrenOf(doc, c, R.nmod)) {
        if (agent < word || preposition(doc, agent) !== by) continue;
        const mentions = this.coreference.readAll(agent).flatMap(({ reading }) => (reading?.isActor ? [reading.mention] : []));
        if (mentions.length > 0) return { mentions, certainty: 0.85, path: 'agent of a passive' };
      }
    }
    return NOTHING;
  }

  /** Who stand on either side of a "between": "talks between Chad and Mali", "a pact between X and Y was signed". */
  private partiesBetween(word: number): ActorMention[] {
    const { doc } = this;
    const between = doc.language === 'es' ? 'entre' : 'between';
    const object = this.roles.of(word).object;
    for (const head of object >= 0 && (doc.upos[word] as number) === P.VERB ? [word, object] : [word]) {
      for (const c of childrenOf(doc, head, R.nmod, R.obl, R.oblArg)) {
        if (preposition(doc, c) !== between) continue;
        const first = this.coreference.readAll(c);
        // A parse may hang the second on a name within the first: "between dissidents of the FARC and the army".
        const second = first.length > 1 ? [] : childrenOf(doc, c, R.nmod, R.flat, R.appos).flatMap((inner) => this.coreference.readAll(inner).slice(1));
        const sides = [...first, ...second].flatMap(({ reading }) => (reading && (reading.mention.code !== '' || reading.mention.sectors.length > 0) ? [reading.mention] : []));
        return sides.filter((side, index) => !sides.slice(0, index).some((other) => this.same(other, side)));
      }
    }
    return [];
  }

  /** Spanish goes on with the subject of the sentence before. */
  private fallbackActor(word: number): Filled {
    const { doc } = this;
    if (doc.language !== 'es' || this.roles.of(word).passive || childOf(doc, word, R.explImpers, R.explPass) >= 0) return NOTHING;
    const person = [word, ...auxiliaries(doc, word)].map((w) => doc.feat(w, 'Person')).find((p) => p !== undefined);
    if (person === '1') {
      const own = this.coreference.firstPerson(word);
      return own ? { mentions: [own.mention], certainty: 0.85, path: 'first person of the verb' } : NOTHING;
    }
    if (person !== undefined && person !== '3') return NOTHING;
    const topic = this.coreference.topic(word);
    return topic ? { mentions: [topic.mention], certainty: 0.5, path: 'subject of the sentence before' } : NOTHING;
  }

  /** Who acts in a noun that has no owner: the subject of the verb that governs it ("announced sanctions against Iran"). */
  private governorOf(noun: number): Filled {
    const { doc } = this;
    for (let word = noun, step = 0; step < 3; step++) {
      const head = doc.head[word] as number;
      if (head < 0) return NOTHING;
      // "Presos en huelga de hambre": who is in it does it.
      if (step === 0 && doc.language === 'es' && (doc.deprel[noun] as number) === R.nmod && preposition(doc, noun) === 'en') {
        const mentions = this.coreference.readAll(head).flatMap(({ reading }) => (reading?.isActor ? [reading.mention] : []));
        if (mentions.length > 0) return { mentions, certainty: 0.8, path: 'who is in what the noun names' };
      }
      // "The premier is in Accra for talks": a predicate without a verb has its subject all the same.
      if ((doc.upos[head] as number) === P.VERB || childOf(doc, head, R.cop) >= 0) {
        const relation = doc.deprel[word] as number;
        if (relation === R.nsubj || relation === R.nsubjPass) return NOTHING;
        const filled = this.fill(head, ['subj'], true);
        return { ...filled, certainty: filled.certainty * 0.7, path: 'subject of the verb that governs the noun' };
      }
      word = head;
    }
    return NOTHING;
  }

  /** Somebody else named in the clause, where the pattern's own slots name nobody. */
  private otherParty(word: number, actors: readonly ActorMention[], hostile: boolean): Filled {
    const { doc } = this;
    const found: ActorMention[] = [];
    const visit = (i: number, depth: number): void => {
      for (const c of childrenOf(doc, i, R.obj, R.iobj, R.obl, R.oblArg, R.nmod, R.nsubjPass, R.xcomp, R.advcl)) {
        const clause = (doc.deprel[c] as number) === R.xcomp || (doc.deprel[c] as number) === R.advcl;
        // "Is open to dialogue with Mali": the infinitive that a predicate leans on names its other side.
        if (clause && !(depth === 0 && doc.feat(c, 'VerbForm') === 'Inf' && this.lexemes.patterns(c).length === 0)) continue;
        const by = preposition(doc, c);
        if (by === 'by' || by === 'after' || by === 'in' || by === 'en' || by === 'during' || by === 'since' || by === 'tras') {
          // What is done to things in a country by somebody hostile to it is done to the country.
          if ((doc.deprel[c] as number) !== R.nmod && !(hostile && depth === 0 && (by === 'in' || by === 'en') && this.mentions.read(c)?.mention.by === 'name')) continue;
        }
        const reading = this.coreference.read(c);
        if (reading && reading.mention.code !== '' && reading.mention.by !== 'place' && !actors.some((a) => this.same(a, reading.mention) || a.code === reading.mention.code)) found.push(reading.mention);
        else if (depth < 2) visit(c, depth + 1);
        if (found.length > 0) return;
      }
    };
    visit(word, 0);
    return found.length === 0 ? NOTHING : { mentions: found, certainty: 0.5, path: 'other party named in the clause' };
  }

  private why(match: PatternMatch, standing: Standing, actor: Filled, recipient: Filled, type: string): Why[] {
    const { doc } = this;
    const { pattern, word } = match;
    const why: Why[] = [];
    const words = [word, ...match.support].sort((a, b) => a - b).map((w) => doc.form[w]).join(' … ');
    why.push(
      pattern.type === ''
        ? { kind: 'rule', text: `no pattern knows "${words}", which stands between two known sides`, ref: 'open', ...this.span(word) }
        : { kind: 'lexicon', text: `"${words}" means ${pattern.type}${pattern.mode ? ` (${pattern.mode})` : ''}`, ref: pattern.ref, ...this.span(word) },
    );
    for (const lift of standing.lifts) {
      const turned = standing.retyped?.lift === lift ? `makes it ${type}` : lift.operator.effect.speech ? 'gives it on somebody’s word' : `leaves it ${lift.operator.effect.status ?? 'as it is'}`;
      why.push({ kind: 'operator', text: `"${doc.form[lift.word]}" above it ${turned}`, ref: lift.operator.ref, ...this.span(lift.word) });
    }
    for (const sign of standing.signs) why.push({ kind: 'rule', text: `"${doc.form[sign.word]}": ${sign.text}`, ref: 'status', ...this.span(sign.word) });
    const side = (name: string, filled: Filled): void => {
      for (const mention of filled.mentions) {
        why.push({ kind: 'relation', text: `${name} is the ${filled.path} of the trigger (${DEPREL[doc.deprel[word] as number]})`, ref: filled.path, start: mention.start, end: mention.end });
        why.push({
          kind: 'actor',
          text: `"${mention.text}" is ${mention.code || 'in no dictionary'}${mention.sectors.length > 0 ? ` ${mention.sectors.join(' ')}` : ''} by ${mention.by}${mention.person ? ` (${this.mentions.dictionary.nameOf(mention.person)})` : ''}`,
          start: mention.start, end: mention.end,
        });
      }
    };
    side('actor', actor);
    side('recipient', recipient);
    return why;
  }

  /** Of two candidates that say the same of the same actors, or whose triggers are one inside the other, the surer stays. */
  private withoutRepeats(candidates: Candidate[]): Candidate[] {
    const kept: Candidate[] = [];
    for (const candidate of candidates) {
      const twin = kept.findIndex((other) => {
        const sameSides = this.sides(other) === this.sides(candidate);
        if (other.type === candidate.type && sameSides) return true;
        // "Refused to negotiate with X": of refusing and negotiating the one that names X says it all.
        if ((other.type === candidate.type || this.counted(other) === this.counted(candidate)) && this.isPartOf(candidate, other)) return true;
        // What a retyping operator governs was not done: only the operator's event counts.
        if (other.standing.retyped && isUnder(this.doc, candidate.match.word, other.match.word) && candidate.standing.retyped?.lift.word === other.standing.retyped.lift.word) return true;
        return false;
      });
      if (twin < 0) kept.push(candidate);
      else if (this.score(candidate) > this.score(kept[twin] as Candidate)) kept[twin] = candidate;
    }
    return kept;
  }

  /** What an event counts as by its standing: a planned attack as a threat. */
  private counted({ type, standing }: Candidate): string {
    const table = this.codebook.standing[standing.status];
    return table?.[type] ?? table?.[this.codebook.type(type).direction] ?? type;
  }

  /** Of the same actors, one trigger below the other or both below the same operator, and to the same state, or one of them to nobody. */
  private isPartOf(a: Candidate, b: Candidate): boolean {
    const open = (candidate: Candidate): boolean => candidate.recipients.every((m) => m.code === '' && m.sectors.length === 0);
    const codes = ({ recipients }: Candidate): string => recipients.map((m) => m.code).sort().join();
    if (this.key(a.actors) !== this.key(b.actors) || !(open(a) || open(b) || codes(a) === codes(b))) return false;
    const lift = a.standing.retyped?.lift.word;
    return (lift !== undefined && lift === b.standing.retyped?.lift.word) || isUnder(this.doc, a.match.word, b.match.word) || isUnder(this.doc, b.match.word, a.match.word);
  }

  private key(mentions: readonly ActorMention[]): string {
    return mentions.map((m) => `${m.code}/${m.sectors.join()}/${m.code === '' ? m.text : ''}`).sort().join(';');
  }

  private sides(candidate: Candidate): string {
    return `${this.key(candidate.actors)}>${this.key(candidate.recipients)}`;
  }

  private score(candidate: Candidate): number {
    const { words, actor, recipient } = candidate.certainty;
    return words * (0.2 + 0.4 * actor + 0.4 * recipient);
  }
}
