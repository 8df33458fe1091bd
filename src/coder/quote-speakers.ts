/** Whose words a quotation is: by the verb of saying nearest to it, "according to", a name before a colon, or the quotation before. */
import { partyAt, type Party } from './parties.js';
import type { Quote, QuotedWords } from './quoted-words.js';
import type { Attribution, SpeechContext, SpeechVerbs } from './speech-verbs.js';
import { P, sentenceBounds } from './tree.js';

/** How a speaker was found. */
export type FoundBy = 'direct' | 'clause' | 'infinitive' | 'noun' | 'accordingTo' | 'label' | 'continued' | 'nobody';

export interface Speaker {
  party: Party | null;
  attribution: Attribution | null;
  by: FoundBy;
  why: string;
}

/** Fewer quoted words than this are a name or a phrase, not a statement. */
const SHORTEST_QUOTE = 4;
/** How many words may stand between a quotation and its verb of saying. */
const NEAR = 12;

export class QuoteSpeakers {
  private readonly speakers = new Map<Quote, Speaker>();

  constructor(private readonly context: SpeechContext, private readonly quoted: QuotedWords, private readonly verbs: SpeechVerbs) {}

  /** Who says the quotation, and how that was found. */
  of(quote: Quote): Speaker {
    let found = this.speakers.get(quote);
    if (!found) {
      found = this.findSpeaker(quote);
      this.speakers.set(quote, found);
    }
    return found;
  }

  private findSpeaker(quote: Quote): Speaker {
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
    const before = this.quoted.quotes[this.quoted.quotes.indexOf(quote) - 1];
    if (before) {
      const between = doc.text.slice(before.span.end, quote.span.start);
      const sameRun = before.span.continues || (!between.includes('\n') && this.quoted.beginsSentence(quote) && between.length < 200);
      if (sameRun) {
        const earlier = this.of(before);
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
      const attribution = this.verbs.at(i);
      if (attribution) best = { gap, attribution };
    };
    let gap = 0;
    for (let i = quote.to; i < last && gap <= NEAR; i++) {
      if (this.quoted.isQuoted(i)) break;
      consider(i, gap + (open ? 0 : 6));
      gap++;
    }
    gap = 0;
    for (let i = quote.from - 1; i >= first && gap <= 2 * NEAR; i--) {
      if (this.quoted.isQuoted(i)) break;
      consider(i, gap + (before === ':' || before === ',' ? 1 : 5));
      gap++;
    }
    if (!best && before === ':' && first > 0 && quote.from - first <= 2) {
      const [previous] = sentenceBounds(doc, first - 1);
      for (let i = first - 1; i >= previous; i--) if (!this.quoted.isQuoted(i)) consider(i, first - i);
    }
    return (best as { gap: number; attribution: Attribution } | null)?.attribution ?? null;
  }

  /** "According to X" beside the quotation. */
  private sourceIn(quote: Quote): Party | null {
    const { doc, status } = this.context;
    const [first] = sentenceBounds(doc, quote.from);
    const [, last] = sentenceBounds(doc, quote.to - 1);
    for (let i = first; i < last; i++) {
      if (!this.quoted.isQuoted(i) && status.isAccordingTo(i)) return partyAt(this.context, i);
    }
    return null;
  }

  /** Long enough to say something: a verb, and four words, or two that a verb of saying answers for. */
  isStatement(quote: Quote): boolean {
    const words = this.quoted.wordCount(quote.from, quote.to);
    return words >= 2 && this.quoted.hasVerb(quote) && (words >= SHORTEST_QUOTE || this.of(quote).by === 'direct');
  }

  /** Words of a quotation that is a statement of its own belong to that statement. */
  inStatement(i: number): boolean {
    const quote = this.quoted.at(i);
    return quote !== undefined && !this.quoted.isPartial(quote) && this.isStatement(quote);
  }

  /** A quotation that is a sentence, not a title or a term inside one. */
  standsAlone(quote: Quote): boolean {
    const { doc } = this.context;
    return this.quoted.beginsSentence(quote) && this.quoted.wordCount(quote.from, quote.to) >= 6 && /[.!?…,]/.test(doc.text.slice(quote.span.end - 1, quote.span.end + 2));
  }

  private labelBefore(quote: Quote): Party | null {
    const { doc } = this.context;
    const [from] = sentenceBounds(doc, quote.from);
    const colon = this.colonOf(from, quote.from);
    return colon >= 0 && this.quoted.wordCount(colon + 1, quote.from) === 0 ? this.partyBefore(from, colon) : null;
  }

  colonOf(from: number, to: number): number {
    for (let i = from + 1; i < to && i - from <= 7; i++) if (this.context.doc.form[i] === ':') return i;
    return -1;
  }

  /** A person, or the holder of an office, and nothing else before the colon. */
  partyBefore(from: number, colon: number): Party | null {
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
}
