/**
 * Who does what to whom in a clause, by the tree: passive and active, relative and participle clauses, and the subject
 * that an infinitive, a coordinated verb or a Spanish verb without one takes from the clause above it.
 */
import type { Doc } from '../language/index.js';
import type { Lexemes } from './lexemes.js';
import { childOf, childrenOf, P, phrase, preposition, R } from './tree.js';

export interface Roles {
  /** Logical subject: who does it; −1 when nobody is said to. */
  subject: number;
  /** Logical object: to whom it is done. */
  object: number;
  passive: boolean;
  /** How the subject was found, for the `why`. */
  path: string;
}

const AGENT_PREPOSITION: Readonly<Record<string, readonly string[]>> = { en: ['by'], es: ['por', 'por parte de', 'a manos de'] };
const SPANISH_PARTICIPLE = /(ad|id|t|ch)[oa]s?$/i;
/** Forms of "ser" with a participle are a passive, whatever a parse calls the relation. */
const SER = /^(es|son|era|eran|fue|fueron|será|serán|sería|serían|sea|sean|fuera|fueran|fuese|fuesen|ser|sido|siendo)$/i;
const MAX_CLIMB = 6;

export class RoleReader {
  private readonly cache = new Map<number, Roles>();

  constructor(private readonly doc: Doc, private readonly lexemes: Lexemes) {}

  /** Roles of the clause whose predicate is word i (a verb, or the nominal or adjective of a copula). */
  of(i: number): Roles {
    let roles = this.cache.get(i);
    if (!roles) {
      roles = this.find(i, 0);
      this.cache.set(i, roles);
    }
    return roles;
  }

  isPassive(i: number): boolean {
    const { doc } = this;
    if (this.isAdjective(i) || this.isMainVerb(i)) return false;
    if (childOf(doc, i, R.auxPass, R.nsubjPass, R.csubjPass) >= 0) return true;
    if (childOf(doc, i, R.oblAgent) >= 0 && !this.isFiniteIntransitive(i)) return true;
    if (childOf(doc, i, R.explPass) >= 0 && !this.isPronominal(i) && this.takenBy(i) < 0) return true;
    const relation = doc.deprel[i] as number;
    if ((doc.upos[i] as number) !== P.VERB && (doc.upos[i] as number) !== P.ADJ) return false;
    if (this.isHeadlinePassive(i)) return true;
    if (doc.language === 'es' && SPANISH_PARTICIPLE.test(doc.form[i] as string)) {
      if (childOf(doc, i, R.cop) >= 0 || childrenOf(doc, i, R.aux).some((c) => SER.test(doc.form[c] as string))) return true;
    }
    const participle = doc.feat(i, 'VerbForm') === 'Part' && doc.feat(i, 'Tense') !== 'Pres';
    if (!participle) return false;
    if (childOf(doc, i, R.aux) >= 0 || childOf(doc, i, R.nsubj) >= 0) return false;
    // "The ambassador, Ramiro Soto, criticised Chile": what a parse took for a participle after a comma has an object of its own.
    if (relation === R.acl && childOf(doc, i, R.obj) >= 0 && doc.form[i - 1] === ',') return false;
    return relation === R.acl || relation === R.amod || relation === R.advcl || childOf(doc, i, R.obj) < 0;
  }

  /** "The minister spoke by phone": a past tense that is no participle's form has a subject, and whatever stands after "by" is no agent. */
  private isFiniteIntransitive(i: number): boolean {
    const { doc } = this;
    return doc.language === 'en' && doc.feat(i, 'VerbForm') === 'Fin' && childOf(doc, i, R.nsubj) >= 0 && !/ed$/i.test(doc.form[i] as string) && !this.isTransitive(i);
  }

  private isTransitive(i: number): boolean {
    return this.lexemes.lexicon.classes.get('transitive')?.has(this.lexemes.lemma(i)) === true;
  }

  /** "Envoy expelled from Chad": a past form without an object, of a verb that the codebook knows to need one. */
  private isHeadlinePassive(i: number): boolean {
    const { doc } = this;
    if (doc.language !== 'en' || !this.isTransitive(i)) return false;
    const form = this.lexemes.form(i);
    if (form === this.lexemes.lemma(i) || /(s|ing)$/.test(form)) return false;
    return childOf(doc, i, R.obj, R.iobj, R.xcomp, R.ccomp, R.aux, R.particle, R.conj) < 0 && childOf(doc, i, R.nsubj) >= 0 && (doc.deprel[i] as number) === R.root;
  }

  /** "Britain to train soldiers": an infinitive that a parse hangs on the name that the headline begins with. */
  isHeadlined(i: number): boolean {
    const { doc } = this;
    const head = doc.head[i] as number;
    return doc.language === 'en' && head >= 0 && (doc.deprel[i] as number) === R.acl && (doc.deprel[head] as number) === R.root && (doc.upos[head] as number) === P.PROPN && childOf(doc, i, R.mark) >= 0;
  }

  /** "Diplomats pleaded for his release": a past form of a verb that takes no object, which a parse hangs on the noun that is its subject. */
  private isMainVerb(i: number): boolean {
    const { doc } = this;
    const head = doc.head[i] as number;
    if (doc.language !== 'en' || head < 0 || head > i || (doc.deprel[i] as number) !== R.acl || (doc.deprel[head] as number) !== R.root) return false;
    if (doc.feat(i, 'Tense') !== 'Past' || !this.lexemes.lexicon.classes.get('intransitive')?.has(this.lexemes.lemma(i))) return false;
    return childOf(doc, i, R.obj, R.oblAgent, R.auxPass) < 0;
  }

  /** "Is prepared to receive": what the codebook knows as an adjective is said of its subject, whatever a parse calls that. */
  private isAdjective(i: number): boolean {
    return (this.doc.upos[i] as number) === P.ADJ && this.lexemes.patterns(i).some((pattern) => pattern.pos === 'ADJ') && childOf(this.doc, i, R.oblAgent) < 0;
  }

  /** "Los insurgentes se tomaron un pueblo": of two that a parse calls subjects, one on either side of the verb, the second is the object. */
  private takenBy(i: number): number {
    const subjects = childrenOf(this.doc, i, R.nsubj, R.nsubjPass);
    return subjects.length === 2 && (subjects[0] as number) < i && (subjects[1] as number) > i ? (subjects[1] as number) : -1;
  }

  /** "Se enfrentaron": a verb that the codebook knows with "se" and no other condition is active, whatever a parse takes the "se" for. */
  private isPronominal(i: number): boolean {
    return this.lexemes.patterns(i).some((pattern) => pattern.reflexive === true && pattern.specificity === 1);
  }

  private find(i: number, depth: number): Roles {
    const { doc } = this;
    const passive = this.isPassive(i);
    let subject = -1;
    let object = -1;
    let path = '';
    if (passive) {
      // "Refugees were given shelter": what is given stays the object, and who is the subject is given it.
      const kept = doc.language === 'en' ? this.keptObject(i) : -1;
      object = kept >= 0 ? kept : childOf(doc, i, R.nsubjPass, R.nsubj, R.csubjPass);
      if (childOf(doc, i, R.explPass) >= 0 && object < 0) object = childOf(doc, i, R.obj);
      subject = this.agent(i);
      if (subject >= 0) path = 'agent of a passive';
    } else {
      subject = childOf(doc, i, R.nsubj, R.nsubjOuter);
      if (subject < 0 && (doc.upos[i] as number) === P.ADJ) subject = childOf(doc, i, R.nsubjPass);
      object = this.objectOf(i);
      if (subject >= 0) path = 'subject';
    }
    if (!passive && subject < 0 && doc.language === 'es') {
      subject = this.behindVerb(i);
      if (subject >= 0) [object, path] = [childrenOf(doc, i, R.obj, R.iobj, R.obl).find((c) => c > subject && preposition(doc, c) === 'a') ?? -1, 'subject behind its verb'];
    }
    const relation = doc.deprel[i] as number;
    const head = doc.head[i] as number;

    // A relative pronoun stands for the noun that its clause modifies.
    if (relation === R.relcl && head >= 0) {
      if (subject >= 0 && this.isRelative(subject)) subject = head;
      if (object >= 0 && this.isRelative(object)) object = head;
      if (passive && object < 0) object = head;
      else if (!passive && subject < 0 && object < 0) subject = head;
      if (subject === head) path = 'noun that the relative clause modifies';
    } else if (relation === R.acl && head >= 0 && (doc.upos[head] as number) !== P.VERB) {
      const form = doc.feat(i, 'VerbForm');
      if (passive) {
        if (object < 0) object = head;
      } else if (subject < 0 && this.isHeadlined(i)) {
        subject = this.named(head);
        path = 'name that a headline begins with';
      } else if (subject < 0 && (form === 'Ger' || form === 'Part' || this.isMainVerb(i))) {
        subject = this.named(head);
        path = 'noun that the participle modifies';
      }
    } else if (relation === R.amod && head >= 0 && passive && object < 0) {
      object = head;
    }

    if (head >= 0 && depth < MAX_CLIMB) {
      if (passive ? object < 0 : subject < 0) {
        const inherited = this.inherit(i, head, relation, depth);
        if (inherited.word >= 0) {
          if (passive) object = inherited.word;
          else {
            subject = inherited.word;
            path = inherited.path;
          }
        }
      }
      // "arrested and deported the man": the shared object stands after the last verb, or with the first.
      if (relation === R.conj && !passive && object < 0) {
        const shared = childOf(doc, head, R.obj);
        if (shared > i && childOf(doc, i, R.obl, R.ccomp, R.xcomp) < 0) object = shared;
      }
    }
    if (!passive && object < 0) {
      const conj = childrenOf(doc, i, R.conj).find((c) => (doc.upos[c] as number) === P.VERB && childOf(doc, c, R.nsubj) < 0);
      if (conj !== undefined && childOf(doc, i, R.obl, R.ccomp, R.xcomp) < 0) object = childOf(doc, conj, R.obj);
    }
    return { subject, object, passive, path };
  }

  /** "Felicitó Petro a Lula": a bare name right behind a Spanish verb, before whom an "a" marks as the object, is the subject. */
  private behindVerb(i: number): number {
    const { doc } = this;
    const name = i + 1;
    if (name >= doc.length || (doc.upos[name] as number) !== P.PROPN || (doc.head[name] as number) !== i || (doc.deprel[name] as number) !== R.obj) return -1;
    return childrenOf(doc, i, R.obj, R.iobj, R.obl).some((c) => c > name && (doc.upos[c] as number) === P.PROPN && preposition(doc, c) === 'a') ? name : -1;
  }

  private keptObject(i: number): number {
    return childrenOf(this.doc, i, R.obj).find((c) => c > i && (this.doc.upos[c] as number) === P.NOUN && childOf(this.doc, c, R.case) < 0) ?? -1;
  }

  /** Of several objects of a Spanish verb the one that is neither a pronoun nor marked as to whom. */
  private plainObject(i: number): number {
    const { doc } = this;
    const objects = childrenOf(doc, i, R.obj);
    if (objects.length < 2) return objects[0] ?? -1;
    return objects.find((c) => (doc.upos[c] as number) !== P.PRON && childOf(doc, c, R.case) < 0) ?? objects.find((c) => (doc.upos[c] as number) !== P.PRON) ?? (objects[0] as number);
  }

  /** The object; of two that a parse calls so ("granted Egypt a loan") the second, since the first is to whom. */
  private objectOf(i: number): number {
    const { doc } = this;
    const first = doc.language === 'es' ? this.plainObject(i) : childOf(doc, i, R.obj);
    if (first < 0 && doc.language === 'es') return this.takenBy(i);
    // "Gave London a week": what is given may look like a time.
    if (first < 0 && doc.language === 'en' && childOf(doc, i, R.iobj) >= 0) return childrenOf(doc, i, R.oblUnmarked).find((c) => c > childOf(doc, i, R.iobj)) ?? -1;
    if (first < 0) return this.afterParticle(i);
    const second = this.secondObject(i, first);
    return second < 0 ? first : second;
  }

  /** "Called off the siege": behind a particle, a noun without a preposition is the object, whatever a parse calls it. */
  private afterParticle(i: number): number {
    const { doc } = this;
    const particle = doc.language === 'en' ? childOf(doc, i, R.particle) : -1;
    if (particle < 0) return -1;
    const noun = childrenOf(doc, i, R.obl, R.xcomp, R.ccomp).find((c) => c > particle && (doc.upos[c] as number) === P.NOUN && childOf(doc, c, R.case, R.cop, R.nsubj) < 0);
    return noun !== undefined && phrase(doc, noun)[0] === particle + 1 ? noun : -1;
  }

  private secondObject(i: number, first: number): number {
    const { doc } = this;
    if (doc.language !== 'en' || first < i) return -1;
    return childrenOf(doc, i, R.obj).find((c) => c > first && childOf(doc, c, R.case) < 0) ?? -1;
  }

  /** To whom it is given; −1 when nobody is named. */
  indirectObject(i: number): number {
    const { doc } = this;
    const marked = childOf(doc, i, R.iobj);
    if (marked >= 0) return marked;
    const first = childOf(doc, i, R.obj);
    if (first < 0 || doc.language !== 'en') return -1;
    if (this.secondObject(i, first) >= 0) return first;
    if (this.isPassive(i) && this.keptObject(i) >= 0) return childOf(doc, i, R.nsubjPass);
    // "Lent Bosnia 50 million euros": a name before a sum is to whom, though a parse may take it into the sum.
    return first > i + 2 && (doc.upos[i + 1] as number) === P.PROPN && (doc.upos[i + 2] as number) === P.NUM ? i + 1 : -1;
  }

  /** The noun that a name in apposition goes with. */
  private named(i: number): number {
    const { doc } = this;
    let word = i;
    while ((doc.deprel[word] as number) === R.appos && (doc.head[word] as number) >= 0) word = doc.head[word] as number;
    return word;
  }

  private agent(i: number): number {
    const { doc } = this;
    const marked = childOf(doc, i, R.oblAgent);
    if (marked >= 0) return marked;
    const by = AGENT_PREPOSITION[doc.language] ?? [];
    // A parse may take the agent for an object of the participle.
    return childrenOf(doc, i, R.obl, R.oblArg, R.obj).find((c) => by.includes(preposition(doc, c))) ?? -1;
  }

  private isRelative(i: number): boolean {
    if ((this.doc.upos[i] as number) !== P.PRON && (this.doc.upos[i] as number) !== P.DET) return false;
    const type = this.doc.feat(i, 'PronType');
    return type !== undefined && (type.includes('Rel') || /^(who|which|that|whom|que|quien|quienes|cual|cuales)$/i.test(this.doc.form[i] as string));
  }

  /** The subject that a clause without one takes from above. */
  private inherit(i: number, head: number, relation: number, depth: number): { word: number; path: string } {
    const { doc } = this;
    const none = { word: -1, path: '' };
    const above = (): Roles => this.cache.get(head) ?? this.find(head, depth + 1);
    const subjectAbove = (): number => {
      const roles = above();
      return roles.passive ? roles.object : roles.subject;
    };
    if (relation === R.xcomp) {
      const object = childOf(doc, head, R.obj, R.iobj);
      if (object >= 0 && object < i) return { word: object, path: 'object that controls the infinitive' };
      const roles = above();
      // "was urged to leave": the passive subject is who should leave.
      return { word: roles.passive ? roles.object : roles.subject, path: 'subject of the verb above' };
    }
    // "Se mostró dispuesta a mediar": what is said of the subject by way of another verb.
    if (relation === R.obj && doc.language === 'es' && (doc.upos[i] as number) === P.ADJ) return { word: subjectAbove(), path: 'subject of the verb above' };
    if (relation === R.conj) {
      // Only predicates share subjects; "the talks and visited" would be a parse error.
      return (doc.upos[head] as number) === P.VERB || childOf(doc, head, R.cop) >= 0 || childOf(doc, head, R.nsubj) >= 0
        ? { word: subjectAbove(), path: 'subject shared with the coordinated verb' }
        : none;
    }
    if (relation === R.advcl || relation === R.advclRelcl) {
      return { word: subjectAbove(), path: 'subject of the main clause' };
    }
    if (relation === R.ccomp || relation === R.parataxis) {
      // Spanish drops subjects: "dijo que viajará".
      if (doc.language === 'es' || doc.feat(i, 'VerbForm') !== 'Fin') return { word: subjectAbove(), path: 'subject of the verb above' };
      return none;
    }
    if (relation === R.acl) {
      // "a plan to visit", "la decisión de viajar": whose plan it is, or who is subject of its verb.
      const owner = childOf(doc, head, R.nmodPoss);
      if (owner >= 0) return { word: owner, path: 'owner of the noun above' };
      const verb = doc.head[head] as number;
      if (verb >= 0 && (doc.deprel[head] as number) !== R.nsubj && (doc.upos[verb] as number) === P.VERB) {
        const roles = this.cache.get(verb) ?? this.find(verb, depth + 1);
        return { word: roles.subject, path: 'subject of the verb that governs the noun above' };
      }
    }
    return none;
  }
}
