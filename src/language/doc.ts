/**
 * A parsed text: `Doc` holds the columns, `Sentence` and `Token` are light views on it.
 *
 * The unit is the syntactic word of Universal Dependencies. A multiword token ("del" = "de" + "el") is one
 * stretch of text under several words: each of them carries the offsets of the whole token, and `mwt` says
 * how the words of one token belong together. Everything is indexed by the word's place in the document,
 * heads too, so that no code has to convert between sentence and document numbering.
 */
import { DEPREL, UPOS, type Deprel, type Upos } from './ud.js';

/** What a tagger and a parser fill in. All typed arrays have one entry a word. */
export interface DocColumns {
  /** UTF-16 offsets into `text` of the token that the word belongs to: [start, end). */
  start: Int32Array;
  end: Int32Array;
  /** The word's own form: the text itself, but for the parts of a multiword token. */
  form: string[];
  lemma: string[];
  /** Index into UPOS. */
  upos: Uint8Array;
  /** Index into `featsTable`. */
  feats: Uint16Array;
  /** Distinct FEATS strings as in CoNLL-U ("Mood=Ind|Tense=Past"; "" for none). */
  featsTable: readonly string[];
  /** Document index of the head, −1 for a root. */
  head: Int32Array;
  /** Index into DEPREL. */
  deprel: Uint8Array;
  /** 0 for a word that is a token of its own, else k for the k-th word (from 1) of a multiword token. */
  mwt: Uint8Array;
  /** First word of each sentence, and the number of words as last entry: sentence i is [sentenceStart[i], sentenceStart[i+1]). */
  sentenceStart: Int32Array;
}

/** Feature lookup is by string tables shared by all documents of a model: parsed once. */
const featsCache = new WeakMap<readonly string[], ReadonlyMap<string, string>[]>();

function parsedFeats(table: readonly string[]): ReadonlyMap<string, string>[] {
  let parsed = featsCache.get(table);
  if (!parsed) {
    parsed = table.map(
      (feats) => new Map(feats.split('|').filter(Boolean).map((pair) => pair.split('=', 2) as [string, string])),
    );
    featsCache.set(table, parsed);
  }
  return parsed;
}

export class Doc implements DocColumns {
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly form: string[];
  readonly lemma: string[];
  readonly upos: Uint8Array;
  readonly feats: Uint16Array;
  readonly featsTable: readonly string[];
  readonly head: Int32Array;
  readonly deprel: Uint8Array;
  readonly mwt: Uint8Array;
  readonly sentenceStart: Int32Array;

  /** Children as linked lists, in the order of the text: −1 ends a list. Built when first asked for. */
  private links: { first: Int32Array; next: Int32Array } | undefined;

  constructor(readonly text: string, readonly language: string, columns: DocColumns) {
    this.start = columns.start;
    this.end = columns.end;
    this.form = columns.form;
    this.lemma = columns.lemma;
    this.upos = columns.upos;
    this.feats = columns.feats;
    this.featsTable = columns.featsTable;
    this.head = columns.head;
    this.deprel = columns.deprel;
    this.mwt = columns.mwt;
    this.sentenceStart = columns.sentenceStart;
  }

  /** Number of words. */
  get length(): number {
    return this.form.length;
  }

  get sentenceCount(): number {
    return this.sentenceStart.length - 1;
  }

  token(i: number): Token {
    return new Token(this, i);
  }

  sentence(i: number): Sentence {
    return new Sentence(this, i);
  }

  *sentences(): IterableIterator<Sentence> {
    for (let i = 0; i < this.sentenceCount; i++) yield new Sentence(this, i);
  }

  /** `first[i]`: leftmost child of word i; `next[c]`: the sibling right of c; −1 where there is none. */
  get children(): { first: Int32Array; next: Int32Array } {
    if (!this.links) {
      const first = new Int32Array(this.length).fill(-1);
      const next = new Int32Array(this.length).fill(-1);
      for (let i = this.length - 1; i >= 0; i--) {
        const head = this.head[i] as number;
        if (head >= 0) {
          next[i] = first[head] as number;
          first[head] = i;
        }
      }
      this.links = { first, next };
    }
    return this.links;
  }

  /**
   * The word's own stretch of the text: [start, end). For a word of a multiword token that is spelled out in it ("Argentina"
   * in "Argentina's") that part; for one that is not ("el" in "del") the whole token.
   */
  wordSpan(i: number): [start: number, end: number] {
    const place = this.mwt[i] as number;
    const start = this.start[i] as number;
    const end = this.end[i] as number;
    if (place === 0) return [start, end];
    let at = start;
    for (let word = i - place + 1; word < this.length && (word <= i || (this.mwt[word] as number) > 1); word++) {
      const form = this.form[word] as string;
      if (!this.text.startsWith(form, at)) return [start, end];
      if (word === i) return [at, at + form.length];
      at += form.length;
    }
    return [start, end];
  }

  /** Where the word's own stretch of the text begins, and where it ends: see `wordSpan`. */
  wordStart(i: number): number {
    return (this.mwt[i] as number) === 0 ? (this.start[i] as number) : this.wordSpan(i)[0];
  }

  wordEnd(i: number): number {
    return (this.mwt[i] as number) === 0 ? (this.end[i] as number) : this.wordSpan(i)[1];
  }

  /** The value of a feature of word i ("Tense" → "Past"), or undefined. */
  feat(i: number, name: string): string | undefined {
    return (parsedFeats(this.featsTable)[this.feats[i] as number] as ReadonlyMap<string, string>).get(name);
  }
}

/** A view on one sentence of a document. */
export class Sentence {
  /** Document indices of its words: [from, to). */
  readonly from: number;
  readonly to: number;

  constructor(readonly doc: Doc, readonly index: number) {
    this.from = doc.sentenceStart[index] as number;
    this.to = doc.sentenceStart[index + 1] as number;
  }

  get length(): number {
    return this.to - this.from;
  }

  /** UTF-16 offsets into the document's text. */
  get start(): number {
    return this.doc.start[this.from] as number;
  }

  get end(): number {
    return this.doc.end[this.to - 1] as number;
  }

  get text(): string {
    return this.doc.text.slice(this.start, this.end);
  }

  get root(): Token {
    for (let i = this.from; i < this.to; i++) if ((this.doc.head[i] as number) < 0) return new Token(this.doc, i);
    return new Token(this.doc, this.from);
  }

  *tokens(): IterableIterator<Token> {
    for (let i = this.from; i < this.to; i++) yield new Token(this.doc, i);
  }
}

/** A view on one syntactic word. */
export class Token {
  constructor(readonly doc: Doc, readonly i: number) {}

  get form(): string {
    return this.doc.form[this.i] as string;
  }

  get lemma(): string {
    return this.doc.lemma[this.i] as string;
  }

  get upos(): Upos {
    return UPOS[this.doc.upos[this.i] as number] as Upos;
  }

  get feats(): string {
    return this.doc.featsTable[this.doc.feats[this.i] as number] as string;
  }

  feat(name: string): string | undefined {
    return this.doc.feat(this.i, name);
  }

  get deprel(): Deprel {
    return DEPREL[this.doc.deprel[this.i] as number] as Deprel;
  }

  get head(): Token | undefined {
    const head = this.doc.head[this.i] as number;
    return head < 0 ? undefined : new Token(this.doc, head);
  }

  get start(): number {
    return this.doc.start[this.i] as number;
  }

  get end(): number {
    return this.doc.end[this.i] as number;
  }

  *children(): IterableIterator<Token> {
    const { first, next } = this.doc.children;
    for (let c = first[this.i] as number; c >= 0; c = next[c] as number) yield new Token(this.doc, c);
  }
}
