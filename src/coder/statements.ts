/**
 * What was said, by whom, about whom: quotations with the verb of saying that they hang on, clauses under a verb or noun of
 * saying, "according to", and a speaker's name before a colon. Which words say, promise, claim, warn or demand is the
 * codebook's (operators with `speech`); quotation marks make the words verbatim. A speaker not found is left open.
 */
import { predicateIn, trimmed } from './clauses.js';
import type { ReadingContext } from './context.js';
import { eventDate } from './event-date.js';
import { IndirectSpeech, type Make, type Said } from './indirect-speech.js';
import { partiesIn, partyAt, sameParty, type Party } from './parties.js';
import { QuoteSpeakers, type FoundBy } from './quote-speakers.js';
import { QuotedWords, type Quote } from './quoted-words.js';
import { SpeechVerbs, type SpeechContext } from './speech-verbs.js';
import { StatementKinds } from './statement-kinds.js';
import { childOf, childrenOf, preposition, R } from './tree.js';
import type { ActorMention, Span, StatementDraft } from './types.js';

export type StatementContext = SpeechContext & Pick<ReadingContext, 'lexemes' | 'base' | 'dates' | 'author'>;

const CERTAINTY: Readonly<Record<FoundBy, number>> = { direct: 0.92, clause: 0.85, infinitive: 0.75, noun: 0.65, accordingTo: 0.85, label: 0.85, continued: 0.7, nobody: 0.4 };

export class StatementReader {
  private readonly quoted: QuotedWords;
  private readonly verbs: SpeechVerbs;
  private readonly speakers: QuoteSpeakers;
  private readonly indirect: IndirectSpeech;
  private readonly kinds: StatementKinds;

  constructor(private readonly context: StatementContext) {
    this.quoted = new QuotedWords(context.doc);
    this.verbs = new SpeechVerbs(context, this.quoted);
    this.speakers = new QuoteSpeakers(context, this.quoted, this.verbs);
    this.indirect = new IndirectSpeech(context, this.quoted, this.verbs, this.speakers);
    this.kinds = new StatementKinds(context, this.quoted);
    // In a quotation "we" are those who are quoted.
    const { author, coreference } = context;
    coreference.voice = (i) => (this.quoted.isQuoted(i) ? (this.speakerOf(i)?.mention ?? null) : author);
  }

  /** Who the phrase headed by word i is, as a speaker. */
  partyAt(i: number): Party | null {
    return this.verbs.partyAt(i);
  }

  /** The statements that begin in sentence `index`, the words [from, to), in the order of the text. */
  read(index: number, from: number, to: number): StatementDraft[] {
    const clauses: StatementDraft[] = [];
    const make: Make = (said) => this.draft(index, said);
    for (let i = from; i < to; i++) clauses.push(...this.indirect.read(i, make));
    const drafts: StatementDraft[] = [];
    for (const quote of this.quoted.quotes) {
      if (quote.from < from || quote.from >= to) continue;
      // A few quoted words inside reported speech are told with the rest of it.
      if (this.quoted.isPartial(quote) && clauses.some((c) => c.start <= quote.span.start && c.end >= quote.span.end - 1)) continue;
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
    const quote = this.quoted.at(i);
    if (quote) return this.speakers.of(quote).party;
    return null;
  }

  private quotation(quote: Quote, index: number): StatementDraft | null {
    const { doc } = this.context;
    if (!this.speakers.isStatement(quote)) return null;
    const { party, attribution, by, why } = this.speakers.of(quote);
    if (attribution?.void) return null;
    if (by === 'nobody' && !this.speakers.standsAlone(quote)) return null;
    const predicate = predicateIn(doc, quote.from, quote.to);
    const span = { start: quote.span.start, end: trimEnd(doc.text, quote.span.start, quote.span.end) };
    return this.draft(index, { span, words: [quote.from, quote.to], party, attribution, predicate, direct: true, by, why: [
      { kind: 'rule', text: 'in quotation marks', ref: 'quotation', ...span }, { kind: 'rule', text: why, ref: by },
    ] });
  }

  /** "Milei: no vamos a ceder": who stands before a colon at the head of a sentence. */
  private label(index: number, from: number, to: number): StatementDraft | null {
    const { doc } = this.context;
    const colon = this.speakers.colonOf(from, to);
    if (colon < 0) return null;
    const party = this.speakers.partyBefore(from, colon);
    const span = trimmed(doc, colon + 1, to);
    if (!party || !span || this.quoted.wordCount(colon + 1, to) < 3) return null;
    const predicate = predicateIn(doc, colon + 1, to);
    return this.draft(index, { span, words: [colon + 1, to], party, attribution: null, predicate, direct: this.quoted.covered(colon + 1, to) > 0.8, by: 'label', why: [
      { kind: 'rule', text: `"${party.mention.text}" stands before the colon`, ref: 'label', start: party.mention.start, end: party.mention.end },
    ] });
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

  private draft(index: number, { span, words: [from, to], party, attribution, predicate, direct, by, why }: Said): StatementDraft | null {
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
      kind: by === 'accordingTo' ? 'claim' : this.kinds.of(attribution?.operator, predicate, word, speaker, direct),
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
