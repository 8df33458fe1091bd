/** What the codebook knows of each word of a document, looked up once a word: many readers ask for the same ones. */
import { fold, type LanguageLexicon, type NamedOperator, type Pattern } from '../codebook/index.js';
import type { Doc } from '../language/index.js';
import { childOf, P, R } from './tree.js';

/** The codebook's parts of speech by the tagger's. */
const POS_NAME: Readonly<Record<number, string>> = {
  [P.VERB]: 'VERB', [P.AUX]: 'AUX', [P.NOUN]: 'NOUN', [P.PROPN]: 'NOUN', [P.ADJ]: 'ADJ', [P.ADV]: 'ADV', [P.PART]: 'ADV', [P.SCONJ]: 'SCONJ', [P.ADP]: 'ADP',
};

const NO_PATTERNS: readonly Pattern[] = [];
const NO_OPERATORS: readonly NamedOperator[] = [];

export class Lexemes {
  private readonly lemmas: (string | undefined)[];
  private readonly tagged: (string | undefined)[];
  private readonly forms: (string | undefined)[];
  private readonly found: (readonly NamedOperator[] | undefined)[];
  private readonly triggers: (readonly Pattern[] | undefined)[];

  constructor(private readonly doc: Doc, readonly lexicon: LanguageLexicon) {
    this.lemmas = new Array<string | undefined>(doc.length);
    this.tagged = new Array<string | undefined>(doc.length);
    this.forms = new Array<string | undefined>(doc.length);
    this.found = new Array<readonly NamedOperator[] | undefined>(doc.length);
    this.triggers = new Array<readonly Pattern[] | undefined>(doc.length);
  }

  /** Folded form of word i. */
  form(i: number): string {
    return (this.forms[i] ??= fold(this.doc.form[i] as string));
  }

  /** Folded lemma of word i as the tagger has it. */
  taggedLemma(i: number): string {
    return (this.tagged[i] ??= fold(this.doc.lemma[i] as string));
  }

  /**
   * Folded lemma of word i: the tagger's, unless the codebook has no such word and knows the form as a regular one of another
   * ("expelled", which a tagger may give the lemma "expell").
   */
  lemma(i: number): string {
    return (this.lemmas[i] ??= this.lookUpLemma(i));
  }

  /**
   * Part of speech of word i in the codebook's words. What has a subject without a copula is a verb ("Minister cancels trip"),
   * and so is an English adjective with an object ("to free the tanker").
   */
  private pos(i: number): string | undefined {
    const { doc } = this;
    const tagged = POS_NAME[doc.upos[i] as number];
    if (doc.language === 'es') {
      const other = this.spanishPos(i, tagged);
      if (other) return other;
    }
    if (tagged === 'ADJ') return doc.language === 'en' && childOf(doc, i, R.obj) >= 0 && childOf(doc, i, R.cop) < 0 && this.lexicon.patterns.has(`VERB:${this.form(i)}`) ? 'VERB' : tagged;
    return tagged === 'NOUN' && childOf(doc, i, R.nsubj) >= 0 && childOf(doc, i, R.cop, R.det, R.case) < 0 && this.lexicon.forms.has(`VERB:${this.form(i)}`) ? 'VERB' : tagged;
  }

  /**
   * What the tagger takes for a verb and the codebook knows only as a noun ("motín"), or what stands behind a preposition ("por pedido
   * de"), is a noun; a participle that heads a headline and has an object is a verb ("Detenidos veinte manifestantes").
   */
  private spanishPos(i: number, tagged: string | undefined): string | undefined {
    const { doc, lexicon } = this;
    if (tagged === 'VERB') {
      const noun = lexicon.forms.get(`NOUN:${this.form(i)}`) ?? this.form(i);
      if (!lexicon.patterns.has(`NOUN:${noun}`) && !lexicon.operators.has(`NOUN:${noun}`)) return undefined;
      const verb = lexicon.forms.has(`VERB:${this.form(i)}`) || lexicon.patterns.has(`VERB:${this.taggedLemma(i)}`);
      return !verb || childOf(doc, i, R.case) >= 0 ? 'NOUN' : undefined;
    }
    const participle = (tagged === 'NOUN' || tagged === 'ADJ') && (doc.deprel[i] as number) === R.root && /[aei][dt][oa]s?$/.test(this.form(i));
    return participle && childOf(doc, i, R.obj, R.nsubj) > i && childOf(doc, i, R.det, R.case, R.cop) < 0 && lexicon.forms.has(`VERB:${this.form(i)}`) ? 'VERB' : undefined;
  }

  private lookUpLemma(i: number): string {
    const lemma = this.taggedLemma(i);
    const pos = this.pos(i);
    if (pos !== 'VERB' && pos !== 'NOUN') return lemma;
    const key = `${pos}:${lemma}`;
    if (this.lexicon.patterns.has(key) || this.lexicon.operators.has(key)) return lemma;
    return this.lexicon.forms.get(`${pos}:${this.form(i)}`) ?? lemma;
  }

  /** Operators that word i may be. */
  operators(i: number): readonly NamedOperator[] {
    return (this.found[i] ??= this.lookUpOperators(i));
  }

  private lookUpOperators(i: number): readonly NamedOperator[] {
    const { doc, lexicon } = this;
    const pos = this.pos(i);
    const own = pos && lexicon.operators.get(`${pos}:${this.lemma(i)}`);
    if (own) return own;
    // "Is poised to", "está dispuesto a": what the tagger takes for a participle may be the codebook's adjective.
    const adjective = pos === 'VERB' && childOf(doc, i, R.auxPass, R.cop) >= 0 && lexicon.operators.get(`ADJ:${this.form(i)}`);
    return adjective || NO_OPERATORS;
  }

  /** Patterns of which word i may be the trigger, most specific first. */
  patterns(i: number): readonly Pattern[] {
    return (this.triggers[i] ??= this.lookUpPatterns(i));
  }

  private lookUpPatterns(i: number): readonly Pattern[] {
    const { doc, lexicon } = this;
    const tagged = this.pos(i);
    if (!tagged) return NO_PATTERNS;
    const pos = tagged === 'AUX' ? 'VERB' : tagged;
    const lemma = this.lemma(i);
    const own = lexicon.patterns.get(`${pos}:${lemma}`);
    if (own || pos !== 'ADJ') return own ?? NO_PATTERNS;
    // A participle may be tagged as an adjective ("the imposed sanctions") or a verb used as noun, and the reverse.
    const verb = doc.feat(i, 'VerbForm') === 'Part' ? lexicon.patterns.get(`VERB:${lemma}`) : undefined;
    if (verb) return verb;
    // "Enfrentamientos entre …" may be tagged as an adjective where the sentence begins with it: what heads a phrase is a noun.
    const relation = doc.deprel[i] as number;
    if (relation !== R.amod && childOf(doc, i, R.nmod) >= 0 && childOf(doc, i, R.cop, R.nsubj) < 0) {
      const noun = lexicon.patterns.get(`NOUN:${lemma}`);
      if (noun) return noun;
    }
    // "Fue interceptada": a participle that the tagger took for an adjective.
    if (childOf(doc, i, R.cop, R.aux, R.auxPass, R.oblAgent) < 0) return NO_PATTERNS;
    const infinitive = lexicon.forms.get(`VERB:${lemma}`) ?? lexicon.forms.get(`VERB:${this.form(i)}`);
    return (infinitive !== undefined && lexicon.patterns.get(`VERB:${infinitive}`)) || NO_PATTERNS;
  }
}
