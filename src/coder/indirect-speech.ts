/** What is told in clauses: under a verb or noun of saying, with one beside it, or "according to" somebody. */
import type { NamedOperator } from '../codebook/index.js';
import { DEPREL } from '../language/index.js';
import { extent, predicateIn, trimmed } from './clauses.js';
import { partyAt, type Party } from './parties.js';
import type { QuotedWords } from './quoted-words.js';
import type { FoundBy, QuoteSpeakers } from './quote-speakers.js';
import type { Attribution, SpeechContext, SpeechVerbs } from './speech-verbs.js';
import { childOf, childrenOf, P, phrase, R, sentenceBounds } from './tree.js';
import type { Span, StatementDraft, Why } from './types.js';

/** Words that somebody said, as they were found. */
export interface Said {
  span: Span;
  /** The words: [from, to). */
  words: [number, number];
  party: Party | null;
  attribution: Attribution | null;
  predicate: number;
  direct: boolean;
  by: FoundBy;
  why: Why[];
}

/** Makes a statement of what was said, or null where it is no entry in anyone's record. */
export type Make = (said: Said) => StatementDraft | null;

export class IndirectSpeech {
  constructor(private readonly context: SpeechContext, private readonly quoted: QuotedWords, private readonly verbs: SpeechVerbs, private readonly speakers: QuoteSpeakers) {}

  /** The statements of which word i is the verb, noun or source. */
  read(i: number, make: Make): StatementDraft[] {
    const { doc, status } = this.context;
    const drafts: StatementDraft[] = [];
    const tag = doc.upos[i] as number;
    if (tag === P.VERB || tag === P.NOUN || tag === P.ADJ) {
      const operators = this.verbs.operatorsOf(i);
      if (operators.length > 0) {
        const draft = this.below(i, operators, make) ?? this.beside(i, operators, make);
        if (draft) drafts.push(draft);
      }
    }
    if ((tag === P.NOUN || tag === P.PROPN || tag === P.PRON) && !this.quoted.isQuoted(i) && status.isAccordingTo(i)) {
      const draft = this.accordingTo(i, make);
      if (draft) drafts.push(draft);
    }
    return drafts;
  }

  /** "said that …", "promised to …", "accused X of …", "its threat to …". */
  private below(word: number, operators: readonly NamedOperator[], make: Make): StatementDraft | null {
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
      const attribution = this.verbs.attributed(word, operator);
      if (attribution.void || (verb && !attribution.speaker && (this.context.roles.isPassive(word) || relation === 'xcomp'))) return null;
      if (!verb && !attribution.speaker) return null;
      const [from, to] = this.contentOf(word, c);
      return this.clause(word, attribution, c, from, to, relation, make);
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
  private beside(word: number, operators: readonly NamedOperator[], make: Make): StatementDraft | null {
    const { doc } = this.context;
    const operator = operators.find((o) => o.takes?.includes('parataxis'));
    const relation = doc.deprel[word] as number;
    const head = doc.head[word] as number;
    if (!operator || relation !== R.parataxis || head < 0) return null;
    const attribution = this.verbs.attributed(word, operator);
    if (attribution.void || !attribution.speaker) return null;
    const [from, to] = extent(doc, head, new Set([word]));
    const [low, high] = extent(doc, word, new Set());
    // Of words on both sides of the verb the longer stretch is taken.
    const left: [number, number] = [from, Math.min(low, to)];
    const right: [number, number] = [Math.max(high, from), to];
    const [start, end] = left[1] - left[0] >= right[1] - right[0] ? left : right;
    return this.clause(word, attribution, head, start, end, 'parataxis', make);
  }

  private asks(c: number): boolean {
    const { doc } = this.context;
    return childrenOf(doc, c, R.mark, R.advmod, R.obl).some((m) => /^(whether|if|why|how|when|where|si|cómo|cuándo|dónde|qué)$/i.test(doc.form[m] as string) && m < c);
  }

  private clause(word: number, attribution: Attribution, predicate: number, from: number, to: number, relation: string, make: Make): StatementDraft | null {
    const { doc } = this.context;
    if (!this.quoted.isBeside(predicate, word) && this.speakers.inStatement(predicate)) return null;
    const tag = doc.upos[predicate] as number;
    if (tag !== P.VERB && tag !== P.AUX && childOf(doc, predicate, R.cop, R.nsubj, R.nsubjPass, R.expl) < 0) return null;
    const span = trimmed(doc, from, to);
    if (!span || this.quoted.wordCount(from, to) < 2) return null;
    const by = (doc.upos[word] as number) !== P.VERB ? 'noun' : relation === 'xcomp' || relation === 'advcl' || relation === 'acl' ? 'infinitive' : 'clause';
    const { speaker } = attribution;
    // Words that are wholly in quotation marks are verbatim though a clause.
    const direct = this.quoted.isQuoted(predicate) && !this.quoted.isBeside(predicate, word) && this.quoted.covered(from, to) > 0.8;
    return make({ span, words: [from, to], party: speaker, attribution, predicate, direct, by, why: [
      { kind: 'relation', text: `${relation} of "${doc.form[word]}"`, ref: relation, ...span },
      { kind: 'rule', text: speaker ? `"${speaker.mention.text}" is who says it` : 'nobody is found who says it', ref: by },
    ] });
  }

  /** "according to X": the rest of the sentence, before or after. */
  private accordingTo(i: number, make: Make): StatementDraft | null {
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
    const predicate = predicateIn(doc, start, end);
    if (!span || predicate < 0) return null;
    return make({ span, words: [start, end], party: speaker, attribution: null, predicate, direct: false, by: 'accordingTo', why: [
      { kind: 'rule', text: `on the word of "${speaker.mention.text}"`, ref: 'accordingTo', start: speaker.mention.start, end: speaker.mention.end },
    ] });
  }
}
