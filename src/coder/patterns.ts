/**
 * Which pattern of the lexicon fits a word in its tree, and which words fill the pattern's slots.
 */
import { NONE, type Pattern } from '../codebook/index.js';
import type { Doc } from '../language/index.js';
import type { Lexemes } from './lexemes.js';
import type { RoleReader } from './roles.js';
import { childOf, childrenOf, conjuncts, isPreposition, P, preposition, R } from './tree.js';

export interface PatternMatch {
  /** The trigger word. */
  word: number;
  pattern: Pattern;
  /** Words that the pattern asked for and found (object, complement …), besides the trigger. */
  support: number[];
  /** Patterns of other types that fit about as well, for the ranker. */
  rivals: Pattern[];
}

/** Particles that hardly ever begin a phrase of their own. */
const PARTICLE_ALONE: ReadonlySet<string> = new Set(['aside', 'apart', 'away', 'back', 'down', 'forward', 'off', 'out', 'together', 'up']);

/** Words with what each is known by: parallel lists. */
interface Named {
  words: number[];
  names: string[];
}

export class PatternMatcher {
  /** By its head, the words of a phrase that may fill a slot; by word, what hangs on it by a preposition: many patterns ask for the same ones. */
  private readonly phrases = new Map<number, Named>();
  private readonly attached = new Map<number, Named>();

  constructor(private readonly doc: Doc, private readonly roles: RoleReader, private readonly lexemes: Lexemes) {}

  /** The best pattern for word i, or null; one of the type NONE says that these words are no event ("met the deadline"). */
  match(i: number): PatternMatch | null {
    let best: PatternMatch | null = null;
    for (const pattern of this.lexemes.patterns(i)) {
      if (best && pattern.specificity < best.pattern.specificity) {
        if (pattern.type !== best.pattern.type && pattern.type !== NONE && this.support(i, pattern)) best.rivals.push(pattern);
        continue;
      }
      const support = this.support(i, pattern);
      if (!support) continue;
      if (!best) best = { word: i, pattern, support, rivals: [] };
      else if (pattern.type !== best.pattern.type && pattern.type !== NONE) best.rivals.push(pattern);
    }
    return best;
  }

  /** The words that meet the pattern's conditions, or null when one is not met. */
  private support(i: number, pattern: Pattern): number[] | null {
    const { doc } = this;
    const support: number[] = [];
    const particle = childOf(doc, i, R.particle);
    if (pattern.particle) {
      const found = particle >= 0 && (doc.form[particle] as string).toLowerCase() === pattern.particle
        ? particle
        : (childrenOf(doc, i, R.advmod, R.case, R.mark).find((c) => c > i && (doc.form[c] as string).toLowerCase() === pattern.particle) ?? this.nextParticle(i, pattern.particle));
      if (found === undefined || found < 0) return null;
      support.push(found);
    } else if (particle >= 0 && pattern.pos === 'VERB' && pattern.specificity === 0) {
      return null;
    }
    if (pattern.reflexive && childrenOf(doc, i, R.explPv, R.explPass, R.expl, R.obj, R.iobj).every((c) => (doc.lemma[c] as string) !== 'se' && (doc.form[c] as string).toLowerCase() !== 'se')) return null;
    if (pattern.objectSet) {
      const object = pattern.pos === 'NOUN' ? this.nounComplement(i) : this.roles.of(i).object;
      let found = object < 0 ? -1 : this.lemmaIn(object, pattern.objectSet);
      // "Paro cardíaco", "movilización militar": in Spanish an adjective says of what.
      if (found < 0 && pattern.pos === 'NOUN' && doc.language === 'es') found = childrenOf(doc, i, R.amod).find((c) => c > i && pattern.objectSet?.has(this.lexemes.lemma(c))) ?? -1;
      // "Pusieron fin a la huelga": the noun of a fixed phrase may hang on its verb as a part of it.
      if (found < 0 && pattern.pos === 'VERB') found = childrenOf(doc, i, R.compound).find((c) => c > i && pattern.objectSet?.has(this.lexemes.lemma(c))) ?? -1;
      // "Pidió perdón a", "abrieron fuego contra": a bare noun right behind its verb is one phrase with it, wherever a parse hung it.
      if (found < 0 && pattern.pos === 'VERB' && this.isBareNoun(i + 1) && pattern.objectSet.has(this.lexemes.lemma(i + 1))) found = i + 1;
      if (found < 0) return null;
      support.push(found);
    }
    if (pattern.notObjectSet) {
      const object = pattern.pos === 'NOUN' ? this.nounComplement(i) : this.roles.of(i).object;
      if (object >= 0 && this.lemmaIn(object, pattern.notObjectSet) >= 0) return null;
    }
    if (pattern.subjectSet) {
      const { subject } = this.roles.of(i);
      const found = subject < 0 ? -1 : this.lemmaIn(subject, pattern.subjectSet);
      if (found < 0) return null;
      support.push(found);
    }
    if (pattern.complementSet) {
      const found = this.complement(i, pattern.complementSet);
      if (found < 0) return null;
      support.push(found);
    }
    for (const [wanted, lemmas] of pattern.withList) {
      const found = lemmas ? (this.prepositional(i, wanted).find((c) => this.lemmaIn(c, lemmas) >= 0) ?? -1) : this.firstPrepositional(i, wanted);
      if (found < 0) return null;
      support.push(found);
    }
    return support;
  }

  /** "Brushed aside complaints", "pulled out of the talks": right behind the verb such a word is its particle, wherever a parse hung it. */
  private nextParticle(i: number, particle: string): number | undefined {
    return PARTICLE_ALONE.has(particle) && i + 1 < this.doc.length && (this.doc.form[i + 1] as string).toLowerCase() === particle ? i + 1 : undefined;
  }

  private isBareNoun(i: number): boolean {
    const { doc } = this;
    return doc.language === 'es' && i < doc.length && (doc.upos[i] as number) === P.NOUN && (doc.deprel[i] as number) !== R.nsubj && childOf(doc, i, R.case) < 0;
  }

  /** What a noun is of: "expulsion of Paraguay", "retiro de tropas". */
  private nounComplement(i: number): number {
    const complement = childrenOf(this.doc, i, R.nmod).find((c) => ['of', 'de', 'on', 'to'].includes(preposition(this.doc, c)));
    return complement ?? childOf(this.doc, i, R.compound);
  }

  /** The word of the phrase headed by i (head, coordinated heads, compounds, "series of …") whose lemma is in the set. */
  private lemmaIn(i: number, lemmas: ReadonlySet<string>): number {
    let phrase = this.phrases.get(i);
    if (!phrase) this.phrases.set(i, (phrase = this.phraseOf(i)));
    for (let k = 0; k < phrase.names.length; k++) if (lemmas.has(phrase.names[k] as string)) return phrase.words[k] as number;
    return -1;
  }

  private phraseOf(i: number): Named {
    const { doc, lexemes } = this;
    const found: Named = { words: [], names: [] };
    const add = (word: number, name: string): void => {
      found.words.push(word);
      found.names.push(name);
    };
    for (const head of conjuncts(doc, i)) {
      add(head, lexemes.lemma(head));
      // "Granada" as an object may be tagged as the adjective that it also is.
      if ((doc.upos[head] as number) === P.ADJ) add(head, lexemes.lexicon.forms.get(`NOUN:${lexemes.form(head)}`) ?? lexemes.form(head));
      for (const c of childrenOf(doc, head, R.compound, R.amod, R.nmod, R.flat, R.fixed)) {
        if ((doc.deprel[c] as number) === R.nmod) {
          const by = preposition(doc, c);
          if (by !== 'of' && by !== 'de') continue;
        }
        add(c, lexemes.lemma(c));
      }
    }
    return found;
  }

  private complement(i: number, lemmas: ReadonlySet<string>): number {
    const { doc } = this;
    for (const c of childrenOf(doc, i, R.xcomp, R.ccomp, R.advcl, R.acl, R.obl)) {
      if (lemmas.has('*') && (doc.deprel[c] as number) !== R.obl && (doc.deprel[c] as number) !== R.advcl) return c;
      if (lemmas.has(this.lexemes.lemma(c))) return c;
    }
    return -1;
  }

  /** Words that hang on i by a preposition, also through i's object ("signed an agreement with Chile"). */
  prepositional(i: number, wanted: string): number[] {
    const { words, names } = this.attachedTo(i);
    return words.filter((_, k) => isPreposition(names[k] as string, wanted));
  }

  /** The first of them, −1 where there is none. */
  private firstPrepositional(i: number, wanted: string): number {
    const { words, names } = this.attachedTo(i);
    for (let k = 0; k < names.length; k++) if (isPreposition(names[k] as string, wanted)) return words[k] as number;
    return -1;
  }

  private attachedTo(i: number): Named {
    let found = this.attached.get(i);
    if (!found) {
      found = { words: [], names: [] };
      this.attach(i, true, found);
      this.attached.set(i, found);
    }
    return found;
  }

  private attach(word: number, deep: boolean, found: Named): void {
    const { doc } = this;
    const { first, next } = doc.children;
    for (let c = first[word] as number; c >= 0; c = next[c] as number) {
      const relation = doc.deprel[c] as number;
      if (relation === R.obl || relation === R.oblArg || relation === R.nmod || relation === R.oblAgent || relation === R.iobj || relation === R.obj || relation === R.advmod) {
        found.words.push(c);
        found.names.push(preposition(doc, c));
      }
      if (deep && (relation === R.obj || relation === R.nsubjPass || relation === R.xcomp)) this.attach(c, false, found);
    }
  }

  /**
   * The word in a slot ("subj", "obj", "obl:with", "obj.poss", "xcomp.obj" …) of trigger i; −1 when the slot is empty.
   */
  slot(i: number, name: string): number {
    const { doc } = this;
    const dot = name.indexOf('.');
    if (dot > 0) {
      const inner = this.slot(i, name.slice(0, dot));
      return inner < 0 ? -1 : this.slot(inner, name.slice(dot + 1));
    }
    const colon = name.indexOf(':');
    if (colon > 0) {
      const wanted = name.slice(colon + 1);
      const kind = name.slice(0, colon);
      if (kind === 'nmod') {
        const child = childrenOf(doc, i, R.nmod, R.obl, R.oblArg, R.acl).find((c) => isPreposition(preposition(doc, c), wanted));
        return child ?? -1;
      }
      return this.firstPrepositional(i, wanted);
    }
    switch (name) {
      case 'subj': return this.roles.of(i).subject;
      case 'obj': return this.roles.of(i).object;
      case 'iobj': return this.roles.indirectObject(i);
      case 'xcomp': return childOf(doc, i, R.xcomp);
      case 'ccomp': return childOf(doc, i, R.ccomp);
      case 'poss': {
        const owner = childOf(doc, i, R.nmodPoss);
        if (owner >= 0 || doc.language === 'en') return owner;
        return childrenOf(doc, i, R.nmod).find((c) => preposition(doc, c) === 'de') ?? -1;
      }
      case 'amod': return childOf(doc, i, R.amod);
      case 'compound': return childOf(doc, i, R.compound, R.nmodDesc, R.nmodUnmarked);
      default: return -1;
    }
  }
}
