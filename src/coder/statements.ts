/**
 * What was said, by whom, about whom: quotations with the verb of saying that they hang on, clauses under a verb or noun of
 * saying, "according to", and a speaker's name before a colon. Which words say, promise, claim, warn or demand is the
 * codebook's (operators with `speech`); quotation marks make the words verbatim. A speaker not found is left open.
 */
import type { NamedOperator } from '../codebook/index.js';
import { DEPREL } from '../language/index.js';
import { clauseTime, extent, isIndicative, isNegated, isObligation, isOwnAct, trimmed } from './clauses.js';
import type { ReadingContext } from './context.js';
import { eventDate } from './event-date.js';
import { isFirstPerson, isThirdPerson, partiesIn, partyAt, sameParty, type Party } from './parties.js';
import { findQuotations, type Quotation } from './quotations.js';
import { childOf, childrenOf, P, phrase, preposition, R, sentenceBounds } from './tree.js';
import type { ActorMention, Span, StatementDraft, StatementKind, Why } from './types.js';

export type StatementContext = Pick<ReadingContext, 'doc' | 'roles' | 'mentions' | 'coreference' | 'status' | 'codebook' | 'lexemes' | 'base' | 'dates' | 'author'>;

/** A quotation as words: [from, to). */
interface Quote {
  span: Quotation;
  from: number;
  to: number;
}

/** A verb or noun of saying, and what is said. */
interface Attribution {
  word: number;
  operator: NamedOperator;
  speaker: Party | null;
  /** Nobody's statement: negated, only planned, or the "I think" of an author whom nobody knows. */
  void: boolean;
}

/** Fewer quoted words than this are a name or a phrase, not a statement. */
const SHORTEST_QUOTE = 4;
/** How many words may stand between a quotation and its verb of saying. */
const NEAR = 12;
/** Verbs under which an infinitive of saying was said. */
const GOES_ON: ReadonlySet<string> = new Set(['go', 'continue', 'proceed', 'volver', 'llegar', 'pasar', 'continuar']);
/** How many sentences back "she added" may reach. */
const LOOK_BACK = 3;
const CERTAINTY = { direct: 0.92, clause: 0.85, infinitive: 0.75, noun: 0.65, accordingTo: 0.85, label: 0.85, continued: 0.7, nobody: 0.4 };

export class StatementReader {
  private readonly quotes: Quote[];
  /** Index of the quotation that a word is in, −1 for none. */
  private readonly quoteAt: Int32Array;
  private readonly attributions = new Map<number, Attribution | null>();
  private readonly speakers = new Map<Quote, { party: Party | null; attribution: Attribution | null; by: keyof typeof CERTAINTY; why: string }>();

  constructor(private readonly context: StatementContext) {
    const { doc } = context;
    this.quoteAt = new Int32Array(doc.length).fill(-1);
    this.quotes = [];
    // In a quotation "we" are those who are quoted.
    const { author, coreference } = context;
    coreference.voice = (i) => (this.isQuoted(i) ? (this.speakerOf(i)?.mention ?? null) : author);
    let word = 0;
    for (const span of findQuotations(doc.text)) {
      while (word < doc.length && (doc.start[word] as number) < span.start) word++;
      const from = word;
      while (word < doc.length && (doc.end[word] as number) <= span.end) word++;
      if (word === from) continue;
      this.quoteAt.fill(this.quotes.length, from, word);
      this.quotes.push({ span, from, to: word });
    }
  }

  /** The statements that begin in sentence `index`, the words [from, to), in the order of the text. */
  read(index: number, from: number, to: number): StatementDraft[] {
    const clauses: StatementDraft[] = [];
    for (let i = from; i < to; i++) clauses.push(...this.indirect(i, index));
    const drafts: StatementDraft[] = [];
    for (const quote of this.quotes) {
      if (quote.from < from || quote.from >= to) continue;
      // A few quoted words inside reported speech are told with the rest of it.
      if (this.isPartial(quote) && clauses.some((c) => c.start <= quote.span.start && c.end >= quote.span.end - 1)) continue;
      const draft = this.quotation(quote, index);
      if (draft) drafts.push(draft);
    }
    for (const draft of clauses) if (!drafts.some((d) => overlap(d, draft) > 0.5)) drafts.push(draft);
    const labelled = this.label(index, from, to);
    if (labelled && !drafts.some((d) => overlap(d, labelled) > 0)) drafts.push(labelled);
    return drafts.sort((a, b) => a.start - b.start);
  }

  /** Who speaks the words at i: of a quotation, or of the verb of saying above them. For forecasts inside statements. */
  speakerOf(i: number): Party | null {
    const quote = this.quotes[this.quoteAt[i] as number];
    if (quote) return this.speakerOfQuote(quote).party;
    return null;
  }

  /** Who the phrase headed by word i is; a pronoun that fits nobody else is whoever spoke last. */
  partyAt(i: number): Party | null {
    return partyAt(this.context, i) ?? this.lastSpeaker(i);
  }

  isQuoted(i: number): boolean {
    return (this.quoteAt[i] as number) >= 0;
  }

  // Quotations

  private quotation(quote: Quote, index: number): StatementDraft | null {
    const { doc } = this.context;
    if (!this.isStatement(quote)) return null;
    const { party, attribution, by, why } = this.speakerOfQuote(quote);
    if (attribution?.void) return null;
    if (by === 'nobody' && !this.standsAlone(quote)) return null;
    const predicate = this.predicateIn(quote.from, quote.to);
    const span = { start: quote.span.start, end: trimEnd(doc.text, quote.span.start, quote.span.end) };
    return this.draft(index, span, [quote.from, quote.to], party, attribution, predicate, true, by, [
      { kind: 'rule', text: 'in quotation marks', ref: 'quotation', ...span }, { kind: 'rule', text: why, ref: by },
    ]);
  }

  private speakerOfQuote(quote: Quote): { party: Party | null; attribution: Attribution | null; by: keyof typeof CERTAINTY; why: string } {
    let found = this.speakers.get(quote);
    if (!found) {
      found = this.findSpeaker(quote);
      this.speakers.set(quote, found);
    }
    return found;
  }

  private findSpeaker(quote: Quote): { party: Party | null; attribution: Attribution | null; by: keyof typeof CERTAINTY; why: string } {
    const { doc } = this.context;
    const attribution = this.nearestAttribution(quote);
    if (attribution) {
      const form = doc.form[attribution.word] as string;
      return { party: attribution.speaker, attribution, by: 'direct', why: attribution.speaker ? `"${attribution.speaker.mention.text}" is who "${form}" it` : `nobody fits "${form}"` };
    }
    const source = this.sourceIn(quote);
    if (source) return { party: source, attribution: null, by: 'accordingTo', why: `on the word of "${source.mention.text}"` };
    const label = this.labelBefore(quote);
    if (label) return { party: label, attribution: null, by: 'label', why: `"${label.mention.text}" stands before the colon` };
    // "… ," X said. "And another thing": the next quotation of the paragraph, or of a run of paragraphs, is the same speaker's.
    const before = this.quotes[this.quotes.indexOf(quote) - 1];
    if (before) {
      const between = doc.text.slice(before.span.end, quote.span.start);
      const sameRun = before.span.continues || (!between.includes('\n') && this.beginsSentence(quote) && between.length < 200);
      if (sameRun) {
        const earlier = this.speakerOfQuote(before);
        if (earlier.party && !earlier.attribution?.void && !this.othersBetween(before, quote)) {
          return { party: { ...earlier.party, certainty: earlier.party.certainty * 0.85 }, attribution: null, by: 'continued', why: `goes on with the words of "${earlier.party.mention.text}"` };
        }
      }
    }
    return { party: null, attribution: null, by: 'nobody', why: 'nobody is named as the speaker' };
  }

  /** Between two quotations stands a sentence of its own: its subject may be the speaker. */
  private othersBetween(before: Quote, quote: Quote): boolean {
    let sentences = 0;
    for (let i = before.to; i < quote.from; i++) if (this.context.doc.head[i] === -1) sentences++;
    return sentences > 1;
  }

  /** The verb of saying nearest to the quotation, in the sentences that it begins and ends in, outside all quotations. */
  private nearestAttribution(quote: Quote): Attribution | null {
    const { doc } = this.context;
    const [first] = sentenceBounds(doc, quote.from);
    const [, last] = sentenceBounds(doc, quote.to - 1);
    const before = doc.text.slice(0, quote.span.start - 1).trimEnd().at(-1) ?? '';
    // A quotation that ends its sentence is answered for by what stands before it; "… ," by what comes after.
    const inner = doc.text[quote.span.end - 1] as string;
    const after = (doc.text.slice(quote.span.end + 1).trimStart()[0] ?? '') as string;
    const open = inner === ',' || after === ',' || inner === '?' || inner === '!' || /^\p{Ll}/u.test(after);
    let best: { gap: number; attribution: Attribution } | null = null;
    const consider = (i: number, gap: number): void => {
      if (best && gap >= best.gap) return;
      const attribution = this.attribution(i);
      if (attribution) best = { gap, attribution };
    };
    let gap = 0;
    for (let i = quote.to; i < last && gap <= NEAR; i++) {
      if (this.isQuoted(i)) break;
      consider(i, gap + (open ? 0 : 6));
      gap++;
    }
    gap = 0;
    for (let i = quote.from - 1; i >= first && gap <= 2 * NEAR; i--) {
      if (this.isQuoted(i)) break;
      consider(i, gap + (before === ':' || before === ',' ? 1 : 5));
      gap++;
    }
    if (!best && before === ':' && first > 0 && quote.from - first <= 2) {
      const [previous] = sentenceBounds(doc, first - 1);
      for (let i = first - 1; i >= previous; i--) if (!this.isQuoted(i)) consider(i, first - i);
    }
    return (best as { gap: number; attribution: Attribution } | null)?.attribution ?? null;
  }

  /** "According to X" beside the quotation. */
  private sourceIn(quote: Quote): Party | null {
    const { doc, status } = this.context;
    const [first] = sentenceBounds(doc, quote.from);
    const [, last] = sentenceBounds(doc, quote.to - 1);
    for (let i = first; i < last; i++) {
      if (!this.isQuoted(i) && status.isAccordingTo(i)) return partyAt(this.context, i);
    }
    return null;
  }

  /** Begins in the middle of the reporter's sentence: "called it “a grave mistake”". */
  private isPartial(quote: Quote): boolean {
    const { doc } = this.context;
    const before = quote.from - (doc.text[quote.span.start - 1] === doc.form[quote.from - 1] ? 2 : 1);
    if (before < 0 || this.beginsSentence(quote)) return false;
    if (/^[:,—–]$/.test(doc.form[before] as string) || /^(that|que)$/i.test(doc.form[before] as string)) return false;
    return !/^\p{Lu}/u.test(doc.text.slice(quote.span.start));
  }

  /** Words of a quotation that is a statement of its own belong to that statement. */
  private inStatement(i: number): boolean {
    const quote = this.quotes[this.quoteAt[i] as number];
    return quote !== undefined && !this.isPartial(quote) && this.isStatement(quote);
  }

  /** Long enough to say something: a verb, and four words, or two that a verb of saying answers for. */
  private isStatement(quote: Quote): boolean {
    const words = this.wordCount(quote.from, quote.to);
    return words >= 2 && this.hasVerb(quote) && (words >= SHORTEST_QUOTE || this.speakerOfQuote(quote).by === 'direct');
  }

  private wordCount(from: number, to: number): number {
    let count = 0;
    for (let i = from; i < to; i++) if ((this.context.doc.upos[i] as number) !== P.PUNCT) count++;
    return count;
  }

  private hasVerb({ from, to }: Quote): boolean {
    const { doc } = this.context;
    for (let i = from; i < to; i++) {
      const tag = doc.upos[i] as number;
      if ((tag === P.VERB || tag === P.AUX) && doc.feat(i, 'VerbForm') !== 'Part') return true;
    }
    return false;
  }

  private beginsSentence(quote: Quote): boolean {
    const [first] = sentenceBounds(this.context.doc, quote.from);
    return this.wordCount(first, quote.from) === 0;
  }

  /** A quotation that is a sentence, not a title or a term inside one. */
  private standsAlone(quote: Quote): boolean {
    const { doc } = this.context;
    return this.beginsSentence(quote) && this.wordCount(quote.from, quote.to) >= 6 && /[.!?…,]/.test(doc.text.slice(quote.span.end - 1, quote.span.end + 2));
  }

  // Verbs and nouns of saying

  /** Word i as a verb of saying, with its speaker; null where it is none. */
  private attribution(i: number): Attribution | null {
    let found = this.attributions.get(i);
    if (found === undefined) {
      found = this.findAttribution(i);
      this.attributions.set(i, found);
    }
    return found;
  }

  private findAttribution(i: number): Attribution | null {
    const { doc } = this.context;
    const tag = doc.upos[i] as number;
    if (tag !== P.VERB && tag !== P.NOUN && tag !== P.ADJ) return null;
    const operators = this.operatorsOf(i);
    const operator = tag === P.VERB ? (operators.find((o) => o.takes?.includes('parataxis')) ?? operators.find((o) => o.takes?.includes('ccomp') && o.recipientFrom !== 'obj')) : operators[0];
    if (!operator) return null;
    if (tag !== P.VERB && !this.nounSays(i)) return null;
    return this.attributed(i, operator);
  }

  /** "in a statement: “…”": a noun of saying introduces a quotation only by a colon. */
  private nounSays(i: number): boolean {
    const { doc } = this.context;
    return (doc.upos[i] as number) === P.NOUN && doc.form[i + 1] === ':';
  }

  /** The word's operators of saying, in the form (particle, "se") that it has here. */
  private operatorsOf(i: number): NamedOperator[] {
    const { doc, status } = this.context;
    const all = status.operators(i);
    if (all.length === 0) return [];
    const pronominal = childrenOf(doc, i, R.explPv, R.expl).some((c) => /^(se|me|nos)$/i.test(doc.form[c] as string));
    const onlyReflexive = pronominal && all.some((o) => o.reflexive);
    return all.filter((o) => o.effect.speech && !o.effect.forecast && (!onlyReflexive || o.reflexive) && this.isForm(i, o));
  }

  private isForm(i: number, operator: NamedOperator): boolean {
    const { doc } = this.context;
    const particle = childOf(doc, i, R.particle);
    if ((operator.particle ?? '') !== (particle < 0 ? '' : (doc.form[particle] as string).toLowerCase())) return false;
    if (!operator.reflexive) return true;
    return childrenOf(doc, i, R.explPv, R.explPass, R.expl, R.obj, R.iobj).some((c) => /^(se|me|nos)$/i.test(doc.form[c] as string));
  }

  private attributed(word: number, operator: NamedOperator): Attribution {
    const { doc } = this.context;
    const subject = this.subjectOf(word);
    const author = (subject >= 0 && isFirstPerson(doc, subject)) || (subject < 0 && doc.feat(word, 'Person') === '1');
    const speaker = author ? this.author(subject >= 0 ? subject : word) : subject >= 0 ? this.partyAt(subject) : this.topic(word);
    return { word, operator, speaker, void: (author && !speaker) || this.unsaid(word) };
  }

  /** Whoever says "I condemn" or "prometemos": the author, where known. Inside a quotation it is told with the rest of it. */
  private author(i: number): Party | null {
    const reading = this.isQuoted(i) ? null : this.context.coreference.firstPerson(i);
    return reading ? { mention: reading.mention, certainty: 0.9 } : null;
  }

  /** Whose the verb or noun of saying is. */
  private subjectOf(word: number): number {
    const { doc, roles } = this.context;
    const outside = (i: number): boolean => i >= 0 && (this.quoteAt[i] as number) === (this.quoteAt[word] as number);
    const usable = (i: number): boolean => outside(i) && (doc.upos[i] as number) !== P.VERB && (doc.upos[i] as number) !== P.AUX;
    if ((doc.upos[word] as number) === P.NOUN) return this.ownerOf(word);
    const found = roles.of(word);
    if (usable(found.subject)) {
      // "criticised the move, arguing …": the participle is not the move's.
      const thing = found.subject === doc.head[word] && (doc.deprel[word] as number) === R.acl && !this.context.mentions.read(found.subject)?.isActor;
      const above = thing ? this.ownerOf(found.subject) : -1;
      return above >= 0 ? above : found.subject;
    }
    if (found.passive || doc.feat(word, 'VerbForm') !== 'Fin') return -1;
    // "…," said Marta Ríos: behind a quotation the parser may take the speaker for an object.
    const inverted = childrenOf(doc, word, R.obj, R.obl, R.dep, R.iobj, R.flat, R.compound, R.parataxis).find((c) => c > word && c - word <= 4 && usable(c) && childOf(doc, c, R.case) < 0);
    return inverted ?? this.besideNominal(word);
  }

  /** Where the tree gives a verb of saying no subject: the name or description right behind or before it. */
  private besideNominal(word: number): number {
    const { doc, mentions } = this.context;
    const [first, last] = sentenceBounds(doc, word);
    const nominal = (i: number): boolean => {
      const tag = doc.upos[i] as number;
      return (tag === P.NOUN || tag === P.PROPN || tag === P.ADJ || tag === P.DET) && this.quoteAt[i] === this.quoteAt[word];
    };
    const headOf = (from: number, to: number): number => {
      for (let i = from; i < to; i++) {
        const head = doc.head[i] as number;
        if ((head < from || head >= to) && ((doc.upos[i] as number) === P.NOUN || (doc.upos[i] as number) === P.PROPN)) return i;
      }
      return -1;
    };
    let to = word + 1;
    while (to < last && nominal(to)) to++;
    let from = word;
    if (from - 1 > first && doc.form[from - 1] === ',') from--;
    const end = from;
    while (from > first && nominal(from - 1)) from--;
    if (from > first && (doc.upos[from - 1] as number) === P.ADP) from = end;
    const sides = this.isQuoted(word - 1) || this.isQuoted(word - 2) || this.isQuoted(word - 3) ? [headOf(word + 1, to), headOf(from, end)] : [headOf(from, end), headOf(word + 1, to)];
    return sides.find((i) => i >= 0 && ((doc.upos[i] as number) === P.PROPN || mentions.read(i)?.isActor === true)) ?? -1;
  }

  private ownerOf(noun: number): number {
    const { doc, roles } = this.context;
    const owner = childOf(doc, noun, R.nmodPoss);
    if (owner >= 0) return owner;
    const by = childrenOf(doc, noun, R.nmod).find((c) => childrenOf(doc, c, R.case).some((k) => /^(by|de|del|of|from)$/i.test(doc.form[k] as string)));
    if (by !== undefined) return by;
    for (let word = noun, step = 0; step < 3; step++) {
      const head = doc.head[word] as number;
      if (head < 0) return -1;
      if ((doc.upos[head] as number) === P.VERB) return (doc.deprel[word] as number) === R.nsubj ? -1 : roles.of(head).subject;
      word = head;
    }
    return -1;
  }

  /** "She added": whoever spoke last, where nobody else fits. */
  private lastSpeaker(pronoun: number): Party | null {
    const { doc, mentions } = this.context;
    const form = (doc.form[pronoun] as string).toLowerCase();
    const gender = /^(he|él)$/.test(form) ? 'm' : /^(she|ella)$/.test(form) ? 'f' : null;
    if (gender === null) return null;
    let [from, to] = sentenceBounds(doc, pronoun);
    to = pronoun;
    for (let back = 0; back <= LOOK_BACK; back++) {
      for (let i = to - 1; i >= from; i--) {
        const speaker = this.isQuoted(i) ? null : this.attribution(i)?.speaker;
        if (!speaker) continue;
        const { person, by } = speaker.mention;
        const known = person === undefined ? null : mentions.dictionary.people.get(person)?.gender;
        if ((person === undefined && by !== 'unresolved') || (known && known !== gender)) return null;
        const start = doc.start[pronoun] as number;
        const end = doc.end[pronoun] as number;
        return { mention: { ...speaker.mention, start, end, text: doc.text.slice(start, end), by: `pronoun for the last speaker, "${speaker.mention.text}"` }, certainty: speaker.certainty * 0.8 };
      }
      if (from === 0) break;
      [from, to] = sentenceBounds(doc, from - 1);
    }
    return null;
  }

  /** Spanish goes on with the subject of the sentence before. */
  private topic(word: number): Party | null {
    const { doc, coreference } = this.context;
    if (doc.language !== 'es' || doc.feat(word, 'VerbForm') !== 'Fin' || doc.feat(word, 'Number') === 'Plur' || childOf(doc, word, R.explPass, R.explImpers) >= 0) return null;
    const topic = coreference.topic(word);
    return topic ? { mention: topic.mention, certainty: 0.6 } : null;
  }

  /** Not said: denied to have been said, only to be said, or a question. */
  private unsaid(word: number): boolean {
    const { doc, status, codebook } = this.context;
    if ((doc.upos[word] as number) !== P.VERB) return false;
    if (isNegated(doc, word)) return true;
    if (doc.feat(word, 'VerbForm') === 'Inf') {
      // "wanted to say", "es decir": not said; "went on to say" is.
      const head = doc.head[word] as number;
      const said = (doc.deprel[word] as number) === R.xcomp && head >= 0 && GOES_ON.has((doc.lemma[head] as string).toLowerCase());
      if (!said && childOf(doc, word, R.aux) < 0) return true;
    }
    const [type] = codebook.types.keys();
    const standing = status.read(word, type as string).status;
    return standing === 'planned' || standing === 'denied' || standing === 'conditional';
  }

  // Indirect speech

  private indirect(i: number, index: number): StatementDraft[] {
    const { doc, status } = this.context;
    const drafts: StatementDraft[] = [];
    const tag = doc.upos[i] as number;
    if (tag === P.VERB || tag === P.NOUN || tag === P.ADJ) {
      const operators = this.operatorsOf(i);
      if (operators.length > 0) {
        const draft = this.below(i, operators, index) ?? this.beside(i, operators, index);
        if (draft) drafts.push(draft);
      }
    }
    if ((tag === P.NOUN || tag === P.PROPN || tag === P.PRON) && !this.isQuoted(i) && status.isAccordingTo(i)) {
      const draft = this.accordingTo(i, index);
      if (draft) drafts.push(draft);
    }
    return drafts;
  }

  /** "said that …", "promised to …", "accused X of …", "its threat to …". */
  private below(word: number, operators: readonly NamedOperator[], index: number): StatementDraft | null {
    const { doc } = this.context;
    for (const c of childrenOf(doc, word, R.ccomp, R.xcomp, R.advcl, R.acl, R.csubjPass, R.obl)) {
      const finite = childrenOf(doc, c, R.mark).some((m) => /^(that|que)$/i.test(doc.form[m] as string));
      const relation = finite && (doc.deprel[c] as number) === R.xcomp ? 'ccomp' : (DEPREL[doc.deprel[c] as number] as string);
      // A verb that can stand beside a quotation can report a clause as well.
      const operator = operators.find((o) => o.takes?.includes(relation)) ?? (relation === 'ccomp' ? operators.find((o) => o.takes?.includes('parataxis')) : undefined);
      if (!operator || (doc.upos[c] as number) === P.PRON) continue;
      if (this.asks(c)) return null;
      const verb = (doc.upos[word] as number) === P.VERB;
      // "is sure that", not "make sure that".
      if ((doc.upos[word] as number) === P.ADJ && childOf(doc, word, R.cop) < 0) continue;
      // "He told reporters while flying": an adverbial clause is what is said only after a preposition of the verb's own.
      if (relation === 'advcl' && (c < word || childrenOf(doc, c, R.mark, R.case).every((m) => !/^(of|for|to|with|from|de|con|a|en|por)$/i.test(doc.form[m] as string)))) continue;
      // A clause of its own under a noun says what the noun does not: "the statement made on Monday".
      if (relation === 'acl' && doc.feat(c, 'VerbForm') !== 'Inf' && childrenOf(doc, c, R.mark).every((m) => !/^(that|que|to)$/i.test(doc.form[m] as string))) continue;
      if (relation === 'acl' && childrenOf(doc, c, R.mark).some((m) => /^(para|por|for|in)$/i.test(doc.form[m] as string))) continue;
      const attribution = this.attributed(word, operator);
      if (attribution.void || (verb && !attribution.speaker && (this.context.roles.isPassive(word) || relation === 'xcomp'))) return null;
      if (!verb && !attribution.speaker) return null;
      const [from, to] = this.contentOf(word, c);
      return this.clause(word, attribution, c, from, to, relation, index);
    }
    return null;
  }

  /** Words of the clause c that hangs on the verb or noun of saying. */
  private contentOf(word: number, c: number): [from: number, to: number] {
    const { doc } = this.context;
    const [from, to] = extent(doc, c, new Set());
    if (from < word && to > word) {
      // "The guardrail, he said, would hold": of both sides the longer.
      const [low, high] = extent(doc, word, new Set(childrenOf(doc, word).filter((child) => child === c || (doc.upos[child] as number) === P.PUNCT)));
      const left: [number, number] = [from, Math.max(from, Math.min(low, word))];
      const right: [number, number] = [Math.min(high, to), to];
      return left[1] - left[0] >= right[1] - right[0] ? left : right;
    }
    // "said the road was damaged": what the parser takes for the object is the subject of the clause behind it.
    if (c > word && doc.language === 'en' && (doc.deprel[c] as number) === R.ccomp && childOf(doc, c, R.nsubj, R.nsubjPass, R.mark, R.csubj, R.expl) < 0) {
      const object = childOf(doc, word, R.obj, R.iobj);
      if (object > word && object < from) return [extent(doc, object, new Set())[0], to];
    }
    return [from, to];
  }

  /** "…, police said": the verb of saying hangs on what is said. */
  private beside(word: number, operators: readonly NamedOperator[], index: number): StatementDraft | null {
    const { doc } = this.context;
    const operator = operators.find((o) => o.takes?.includes('parataxis'));
    const relation = doc.deprel[word] as number;
    const head = doc.head[word] as number;
    if (!operator || relation !== R.parataxis || head < 0) return null;
    const attribution = this.attributed(word, operator);
    if (attribution.void || !attribution.speaker) return null;
    const [from, to] = extent(doc, head, new Set([word]));
    const [low, high] = extent(doc, word, new Set());
    // Of words on both sides of the verb the longer stretch is taken.
    const left: [number, number] = [from, Math.min(low, to)];
    const right: [number, number] = [Math.max(high, from), to];
    const [start, end] = left[1] - left[0] >= right[1] - right[0] ? left : right;
    return this.clause(word, attribution, head, start, end, 'parataxis', index);
  }

  private asks(c: number): boolean {
    const { doc } = this.context;
    return childrenOf(doc, c, R.mark, R.advmod, R.obl).some((m) => /^(whether|if|why|how|when|where|si|cómo|cuándo|dónde|qué)$/i.test(doc.form[m] as string) && m < c);
  }

  private clause(word: number, attribution: Attribution, predicate: number, from: number, to: number, relation: string, index: number): StatementDraft | null {
    const { doc } = this.context;
    if (this.quoteAt[predicate] !== this.quoteAt[word] && this.inStatement(predicate)) return null;
    const tag = doc.upos[predicate] as number;
    if (tag !== P.VERB && tag !== P.AUX && childOf(doc, predicate, R.cop, R.nsubj, R.nsubjPass, R.expl) < 0) return null;
    const span = trimmed(doc, from, to);
    if (!span || this.wordCount(from, to) < 2) return null;
    const by = (doc.upos[word] as number) !== P.VERB ? 'noun' : relation === 'xcomp' || relation === 'advcl' || relation === 'acl' ? 'infinitive' : 'clause';
    const { speaker } = attribution;
    // Words that are wholly in quotation marks are verbatim though a clause.
    const direct = this.quoteAt[predicate] !== -1 && this.quoteAt[predicate] !== this.quoteAt[word] && this.covered(from, to) > 0.8;
    return this.draft(index, span, [from, to], speaker, attribution, predicate, direct, by, [
      { kind: 'relation', text: `${relation} of "${doc.form[word]}"`, ref: relation, ...span },
      { kind: 'rule', text: speaker ? `"${speaker.mention.text}" is who says it` : 'nobody is found who says it', ref: by },
    ]);
  }

  /** Share of the words [from, to) that is in quotation marks. */
  private covered(from: number, to: number): number {
    let quoted = 0;
    let all = 0;
    for (let i = from; i < to; i++) {
      if ((this.context.doc.upos[i] as number) === P.PUNCT) continue;
      all++;
      if (this.isQuoted(i)) quoted++;
    }
    return all === 0 ? 0 : quoted / all;
  }

  /** "according to X": the rest of the sentence, before or after. */
  private accordingTo(i: number, index: number): StatementDraft | null {
    const { doc } = this.context;
    const speaker = partyAt(this.context, i);
    if (!speaker) return null;
    const [from, to] = sentenceBounds(doc, i);
    const [low, high] = phrase(doc, i);
    const first = childrenOf(doc, i, R.case)[0] ?? low;
    const left: [number, number] = [from, Math.min(first, low)];
    const right: [number, number] = [high + 1, to];
    const [start, end] = left[1] - left[0] > 2 ? left : right;
    const span = trimmed(doc, start, end);
    const predicate = this.predicateIn(start, end);
    if (!span || predicate < 0) return null;
    return this.draft(index, span, [start, end], speaker, null, predicate, false, 'accordingTo', [
      { kind: 'rule', text: `on the word of "${speaker.mention.text}"`, ref: 'accordingTo', start: speaker.mention.start, end: speaker.mention.end },
    ]);
  }

  // Headlines

  /** "Milei: no vamos a ceder": who stands before a colon at the head of a sentence. */
  private label(index: number, from: number, to: number): StatementDraft | null {
    const { doc } = this.context;
    const colon = this.colonOf(from, to);
    if (colon < 0) return null;
    const party = this.partyBefore(from, colon);
    const span = trimmed(doc, colon + 1, to);
    if (!party || !span || this.wordCount(colon + 1, to) < 3) return null;
    const predicate = this.predicateIn(colon + 1, to);
    return this.draft(index, span, [colon + 1, to], party, null, predicate, this.covered(colon + 1, to) > 0.8, 'label', [
      { kind: 'rule', text: `"${party.mention.text}" stands before the colon`, ref: 'label', start: party.mention.start, end: party.mention.end },
    ]);
  }

  private labelBefore(quote: Quote): Party | null {
    const { doc } = this.context;
    const [from] = sentenceBounds(doc, quote.from);
    const colon = this.colonOf(from, quote.from);
    return colon >= 0 && this.wordCount(colon + 1, quote.from) === 0 ? this.partyBefore(from, colon) : null;
  }

  private colonOf(from: number, to: number): number {
    for (let i = from + 1; i < to && i - from <= 7; i++) if (this.context.doc.form[i] === ':') return i;
    return -1;
  }

  /** A person, or the holder of an office, and nothing else before the colon. */
  private partyBefore(from: number, colon: number): Party | null {
    const { doc, mentions } = this.context;
    for (let i = from; i < colon; i++) {
      if ((doc.upos[i] as number) === P.VERB) return null;
      const reading = mentions.read(i);
      if (reading?.isActor && (reading.mention.person !== undefined || reading.agent?.office !== undefined) && reading.mention.start <= (doc.start[from] as number)) {
        return { mention: reading.mention, certainty: 1 };
      }
    }
    return null;
  }

  // What all have in common

  /** The main predicate among the words [from, to): the one that hangs on a word outside. */
  private predicateIn(from: number, to: number): number {
    const { doc } = this.context;
    let first = -1;
    for (let i = from; i < to; i++) {
      const head = doc.head[i] as number;
      if (head >= from && head < to) continue;
      const tag = doc.upos[i] as number;
      if (tag === P.VERB || childOf(doc, i, R.cop, R.nsubj, R.nsubjPass, R.aux) >= 0) return i;
      if (first < 0 && tag !== P.PUNCT) first = i;
    }
    return first;
  }

  private kindOf(operator: NamedOperator | undefined, predicate: number, word: number, speaker: ActorMention | null, direct: boolean): StatementKind {
    const { doc, roles, mentions } = this.context;
    let kind = operator?.effect.kind ?? 'position';
    // "suggests that it rains" tells, "suggests that it leave" asks: what is demanded stands in no indicative.
    if (kind === 'demand' && predicate >= 0 && (doc.deprel[predicate] as number) === R.ccomp && isIndicative(doc, predicate) && !isObligation(doc, predicate)) kind = 'position';
    if (kind !== 'position' || predicate < 0) return kind;
    const past = word >= 0 && (doc.feat(word, 'Tense') === 'Past' || childrenOf(doc, word, R.aux).length > 0);
    const time = clauseTime(doc, predicate, past && !direct);
    const own = this.isOwn(predicate, word, speaker, direct);
    if (time === 'future') return own && !isNegated(doc, predicate) ? 'promise' : 'position';
    if (isObligation(doc, predicate) && !own) {
      const { subject, object, passive } = roles.of(predicate);
      const who = passive ? object : subject;
      if ((direct && doc.feat(predicate, 'Mood') === 'Imp') || (who >= 0 && mentions.read(who)?.isActor)) return 'demand';
      return 'position';
    }
    if (time === 'perfect') return 'claim';
    // "China supported it", says China: what its own side does is its position.
    return time === 'past' && !(own || this.isOwnSide(predicate, speaker)) ? 'claim' : 'position';
  }

  private isOwnSide(predicate: number, speaker: ActorMention | null): boolean {
    const { roles, mentions } = this.context;
    const { subject, object, passive } = roles.of(predicate);
    const who = passive ? object : subject;
    const reading = who < 0 || !speaker || speaker.code === '' ? null : mentions.read(who);
    return reading !== null && reading.isActor && reading.mention.code === speaker?.code;
  }

  private isOwn(predicate: number, word: number, speaker: ActorMention | null, direct: boolean): boolean {
    const { doc, roles, coreference } = this.context;
    if (direct || this.isQuoted(predicate)) return isOwnAct(doc, roles, predicate);
    const own = childOf(doc, predicate, R.nsubj, R.nsubjPass);
    if (own < 0) {
      if (word < 0 || (doc.language === 'en' && (doc.deprel[predicate] as number) === R.ccomp)) return false;
      const { subject } = roles.of(predicate);
      return subject >= 0 && subject === roles.of(word).subject;
    }
    // "X said it would": the pronoun is X.
    if (isThirdPerson(doc, own)) return true;
    const reading = coreference.read(own);
    return speaker !== null && reading !== null && sameParty(reading.mention, speaker) && reading.mention.sectors.join() === speaker.sectors.join();
  }

  /** "accused Iran of", "pidió al Reino Unido que": to whom it is said. */
  private addresseeOf(word: number): number {
    const { doc, roles } = this.context;
    const { object } = roles.of(word);
    if (object >= 0) return object;
    const first = childOf(doc, word, R.iobj, R.obj);
    if (first >= 0) return first;
    return childrenOf(doc, word, R.obl, R.oblArg).find((c) => c > word && /^(a|al|to)$/.test(preposition(doc, c))) ?? -1;
  }

  private draft(
    index: number, span: Span, [from, to]: [number, number], party: Party | null, attribution: Attribution | null, predicate: number, direct: boolean,
    by: keyof typeof CERTAINTY, why: Why[],
  ): StatementDraft | null {
    const { doc, dates, base } = this.context;
    const word = attribution?.word ?? -1;
    const speaker = party?.mention ?? null;
    const about: ActorMention[] = [];
    if (attribution?.operator.recipientFrom === 'obj') {
      const addressee = this.addresseeOf(word);
      const named = addressee >= 0 ? partyAt(this.context, addressee) : null;
      if (named && named.mention.code !== '') about.push(named.mention);
    }
    for (const mention of partiesIn(this.context, from, to, speaker)) if (!about.some((a) => sameParty(a, mention))) about.push(mention);
    // Nobody's words about nobody are no entry in anyone's record.
    if (!speaker && (about.length === 0 || (!direct && word >= 0 && doc.feat(word, 'VerbForm') !== 'Fin'))) return null;
    const dated = word >= 0 ? eventDate({ doc, dates, base }, [word], 'done', 'verb') : { date: base.date, precision: base.date === '' ? ('unknown' as const) : base.precision, why: null };
    if (attribution) why.unshift({ kind: 'operator', text: `"${doc.form[word]}" says`, ref: attribution.operator.ref, start: doc.start[word] as number, end: doc.end[word] as number });
    if (speaker) why.push({ kind: 'actor', text: `"${speaker.text}" is ${speaker.code || 'in no dictionary'} by ${speaker.by}`, start: speaker.start, end: speaker.end });
    if (dated.why) why.push(dated.why);
    return {
      sentence: index, ...span, speaker, about,
      kind: by === 'accordingTo' ? 'claim' : this.kindOf(attribution?.operator, predicate, word, speaker, direct),
      direct, words: doc.text.slice(span.start, span.end), date: dated.date, datePrecision: dated.precision,
      confidence: Math.round(CERTAINTY[by] * (party?.certainty ?? 0.5) * 1000) / 1000,
      why,
    };
  }
}

function trimEnd(text: string, start: number, end: number): number {
  while (end > start && /[\s,]/.test(text[end - 1] as string)) end--;
  return end;
}

/** Share of the shorter span that both have. */
function overlap(a: Span, b: Span): number {
  const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  return shared <= 0 ? 0 : shared / Math.min(a.end - a.start, b.end - b.start);
}
