/** The quotations of a document as words: where they begin and end, and what can be told of one by its words alone. */
import type { Doc } from '../language/index.js';
import { findQuotations, type Quotation } from './quotations.js';
import { P, sentenceBounds } from './tree.js';

/** A quotation as words: [from, to). */
export interface Quote {
  span: Quotation;
  from: number;
  to: number;
}

export class QuotedWords {
  readonly quotes: Quote[] = [];
  /** Index of the quotation that a word is in, −1 for none. */
  private readonly quoteAt: Int32Array;

  constructor(private readonly doc: Doc) {
    this.quoteAt = new Int32Array(doc.length).fill(-1);
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

  /** The quotation that word i is in. */
  at(i: number): Quote | undefined {
    return this.quotes[this.quoteAt[i] as number];
  }

  /** Are both words in the same quotation, or both in none? */
  isBeside(i: number, j: number): boolean {
    return this.quoteAt[i] === this.quoteAt[j];
  }

  /** Is word i in a quotation? */
  isQuoted(i: number): boolean {
    return (this.quoteAt[i] as number) >= 0;
  }

  /** Words among [from, to), without punctuation. */
  wordCount(from: number, to: number): number {
    let count = 0;
    for (let i = from; i < to; i++) if ((this.doc.upos[i] as number) !== P.PUNCT) count++;
    return count;
  }

  /** Holds the quotation a verb that is no participle? */
  hasVerb({ from, to }: Quote): boolean {
    const { doc } = this;
    for (let i = from; i < to; i++) {
      const tag = doc.upos[i] as number;
      if ((tag === P.VERB || tag === P.AUX) && doc.feat(i, 'VerbForm') !== 'Part') return true;
    }
    return false;
  }

  /** Does nothing of its sentence stand before the quotation? */
  beginsSentence(quote: Quote): boolean {
    const [first] = sentenceBounds(this.doc, quote.from);
    return this.wordCount(first, quote.from) === 0;
  }

  /** Begins in the middle of the reporter's sentence: "called it “a grave mistake”". */
  isPartial(quote: Quote): boolean {
    const { doc } = this;
    const before = quote.from - (doc.text[quote.span.start - 1] === doc.form[quote.from - 1] ? 2 : 1);
    if (before < 0 || this.beginsSentence(quote)) return false;
    if (/^[:,—–]$/.test(doc.form[before] as string) || /^(that|que)$/i.test(doc.form[before] as string)) return false;
    return !/^\p{Lu}/u.test(doc.text.slice(quote.span.start));
  }

  /** Share of the words [from, to) that is in quotation marks. */
  covered(from: number, to: number): number {
    let quoted = 0;
    let all = 0;
    for (let i = from; i < to; i++) {
      if ((this.doc.upos[i] as number) === P.PUNCT) continue;
      all++;
      if (this.isQuoted(i)) quoted++;
    }
    return all === 0 ? 0 : quoted / all;
  }
}
