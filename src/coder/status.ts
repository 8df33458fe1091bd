/**
 * What became of an event, by the words above it: done, planned, denied, conditional or reported, and on whose word.
 * Climbs from the trigger to the root; at each verb, noun or adjective on the way the codebook's operators say what a
 * clause below them means ("threatened to", "refused to", "is considering", "said that").
 */
import type { Codebook, NamedOperator } from '../codebook/index.js';
import { DEPREL, type Doc } from '../language/index.js';
import type { Lexemes } from './lexemes.js';
import type { RoleReader } from './roles.js';
import { childOf, childrenOf, P, preposition, R } from './tree.js';
import type { Status, StatementKind } from './types.js';

/** One operator met on the way up. */
export interface Lift {
  operator: NamedOperator;
  /** The word of the operator. */
  word: number;
}

export interface Standing {
  status: Status;
  absence: boolean;
  /** A negated future or conditional: "would not join" is a refusal. */
  refused: boolean;
  /** The operator that makes the event another type ("threatened to attack"), the highest one. */
  retyped: { lift: Lift; type: string; mode: string | null } | null;
  /** Every operator that had a say, lowest first. */
  lifts: Lift[];
  /** Words that put it in another light, for the `why`: negation, auxiliary, "if". */
  signs: { word: number; text: string }[];
  /** The word that heads the speaker's phrase, −1 when nobody is named as the source. */
  source: number;
  sourceLift: Lift | null;
  speechKind: StatementKind | null;
}

const RANK: Readonly<Record<Status, number>> = { done: 0, reported: 1, planned: 2, conditional: 3, denied: 4 };
const MAX_CLIMB = 12;
const FIRST_PERSON_FUTURE = /[aeid]r(é|emos)$/i;
/** Words before a Spanish infinitive that tell when, not what for. */
const WHEN: ReadonlySet<string> = new Set(['el', 'al', 'tras', 'luego', 'despues', 'hasta', 'de']);

export class StatusReader {
  /** Verbs of which what hangs on them is only the topic. */
  private readonly topicVerbs: ReadonlySet<string>;

  constructor(
    private readonly doc: Doc,
    private readonly roles: RoleReader,
    private readonly lexemes: Lexemes,
    private readonly codebook: Codebook,
  ) {
    this.topicVerbs = lexemes.lexicon.classes.get('topic-verb') ?? new Set();
  }

  /** Operators that a word may be. */
  operators(i: number): readonly NamedOperator[] {
    return this.lexemes.operators(i);
  }

  private fitting(word: number, relation: string): NamedOperator | undefined {
    const universal = relation.split(':', 1)[0] as string;
    const particle = childOf(this.doc, word, R.particle);
    const form = particle < 0 ? undefined : (this.doc.form[particle] as string).toLowerCase();
    return this.operators(word).find(
      (operator) => (operator.particle ?? form) === form && (!operator.takes || operator.takes.includes(relation) || operator.takes.includes(universal)),
    );
  }

  /** The standing of an event whose trigger is word i and whose type is the pattern's. */
  read(i: number, type: string): Standing {
    const { doc } = this;
    const standing: Standing = {
      status: 'done', absence: false, refused: false, retyped: null, lifts: [], signs: [], source: -1, sourceLift: null, speechKind: null,
    };
    this.own(i, standing);
    let current = type;
    let word = i;
    for (let step = 0; step < MAX_CLIMB; step++) {
      const above = doc.head[word] as number;
      if (above < 0) break;
      const relation = doc.deprel[word] as number;
      if (relation === R.conj) {
        // A coordinated clause stands under the same words as the first.
        word = above;
        if (this.isInfinitive(i) && (doc.upos[word] as number) === P.VERB) this.auxiliaries(word, standing);
        continue;
      }
      const name = DEPREL[relation] as string;
      // "Ordered Mali to close it": a parse may take the infinitive that such a verb asks for as one of purpose.
      const operator = this.fitting(above, name) ?? (relation === R.advcl && doc.language === 'en' && this.isInfinitive(word) ? this.fitting(above, 'xcomp') : undefined);
      const clausal = relation === R.xcomp || relation === R.ccomp || relation === R.advcl || relation === R.acl || relation === R.parataxis || relation === R.csubj || relation === R.csubjPass;
      if (!clausal && relation !== R.relcl && !operator) {
        if (doc.upos[word] === P.VERB || relation === R.nsubj) break;
        // "Declined to comment on the attack" declines no attack.
        if (this.topicVerbs.has(this.lexemes.lemma(above))) break;
        word = above;
        if (relation === R.obj || relation === R.obl || relation === R.nmod || relation === R.nsubjPass) {
          this.surroundings(word, standing);
          continue;
        }
        break;
      }
      if (operator) {
        const lift: Lift = { operator, word: above };
        current = this.apply(lift, standing, current);
      } else if (relation === R.relcl || (relation === R.advcl && !this.isPurpose(word)) || (relation === R.acl && !this.isInfinitive(word))) {
        // An adjunct clause states its own fact, whatever the main verb is.
        break;
      } else if (relation === R.advcl && this.isInfinitive(word) && this.codebook.standing['purpose']?.[current]) {
        // "Gathered to protest": who does it for that purpose does it in so doing.
        this.own(above, standing);
      } else if (relation === R.advcl && this.isInfinitive(word)) {
        this.lower(standing, 'planned', word, 'infinitive of purpose');
        break;
      } else if (relation === R.xcomp || relation === R.acl) {
        this.own(above, standing);
      }
      word = above;
    }
    const willed = standing.signs.some((sign) => sign.text === 'auxiliary' || sign.text === 'future tense' || sign.text === 'conditional mood');
    standing.refused = standing.retyped === null && willed && standing.signs.some((sign) => sign.text === 'negation');
    this.quotation(i, standing);
    if (standing.status === 'done' && standing.source >= 0) standing.status = 'reported';
    return standing;
  }

  /** "Bolivia to buy vaccines", "France is to return them": an infinitive that is the whole sentence. */
  private isHeadlineFuture(i: number): boolean {
    const { doc } = this;
    if (doc.language !== 'en' || (doc.upos[i] as number) !== P.VERB) return false;
    const mark = childOf(doc, i, R.mark);
    if (mark < 0 || (doc.upos[mark] as number) !== P.PART) return false;
    if ((doc.deprel[i] as number) === R.root) return childOf(doc, i, R.nsubj, R.nsubjPass, R.nsubjOuter) >= 0;
    return this.roles.isHeadlined(i);
  }

  /** An infinitive that says what for; "al pisar una mina", "luego de sacarlo" say when. */
  private isPurpose(i: number): boolean {
    if (!this.isInfinitive(i)) return false;
    if (this.doc.language !== 'es') return true;
    const introduced = childrenOf(this.doc, i, R.mark, R.case, R.det, R.advmod).filter((c) => c < i).map((c) => this.lexemes.form(c));
    return introduced.includes('para') || !introduced.some((form) => WHEN.has(form));
  }

  private isInfinitive(i: number): boolean {
    return this.doc.feat(i, 'VerbForm') === 'Inf';
  }

  private lower(standing: Standing, status: Status, word: number, text: string): void {
    standing.signs.push({ word, text });
    if (RANK[status] > RANK[standing.status]) standing.status = status;
  }

  /** Negation, auxiliaries, tense, conjunctions and adverbs of the clause itself. */
  private own(i: number, standing: Standing): void {
    const { doc } = this;
    this.auxiliaries(i, standing);
    this.surroundings(i, standing);
    const mood = doc.feat(i, 'Mood');
    const tense = doc.feat(i, 'Tense');
    if (mood === 'Cnd') this.lower(standing, 'conditional', i, 'conditional mood');
    else if (tense === 'Fut' || this.looksFuture(i)) this.lower(standing, 'planned', i, 'future tense');
    else if (this.isHeadlineFuture(i)) this.lower(standing, 'planned', i, 'infinitive of a headline');
    else if (mood === 'Imp' && childOf(doc, i, R.nsubj) < 0) this.lower(standing, 'planned', i, 'imperative');
  }

  /** "Aceptaremos": a Spanish future in the first person, which a tagger may not tell. */
  private looksFuture(i: number): boolean {
    return this.doc.language === 'es' && (this.doc.upos[i] as number) === P.VERB && FIRST_PERSON_FUTURE.test(this.doc.form[i] as string);
  }

  private auxiliaries(i: number, standing: Standing): void {
    const { doc } = this;
    for (const c of childrenOf(doc, i, R.aux, R.auxPass, R.cop)) {
      const mood = doc.feat(c, 'Mood');
      if (mood === 'Cnd') this.lower(standing, 'conditional', c, 'conditional mood');
      else if (doc.feat(c, 'Tense') === 'Fut') this.lower(standing, 'planned', c, 'future tense');
      const effect = this.operators(c).find((operator) => operator.effect.status)?.effect;
      if (effect?.status) this.lower(standing, effect.status, c, 'auxiliary');
    }
  }

  private surroundings(i: number, standing: Standing): void {
    const { doc } = this;
    for (const c of childrenOf(doc, i, R.advmod, R.mark, R.amod, R.det, R.nsubj, R.nsubjPass, R.case)) {
      const relation = doc.deprel[c] as number;
      if (relation === R.nsubj || relation === R.nsubjPass || relation === R.det) {
        // "No country backed …", "no agreement was signed".
        const negative = relation === R.det ? c : childOf(doc, c, R.det);
        if (negative >= 0 && (doc.feat(negative, 'PronType') === 'Neg' || doc.feat(negative, 'Polarity') === 'Neg' || /^(no|ning[uú]n|ninguna)$/i.test(doc.form[negative] as string))) {
          this.lower(standing, 'denied', negative, 'negative determiner');
        }
        continue;
      }
      if (relation === R.advmod && doc.feat(c, 'Polarity') === 'Neg') {
        this.lower(standing, 'denied', c, 'negation');
        continue;
      }
      const operator = this.operators(c).find((o) => o.effect.status && (relation !== R.amod || o.takes?.includes('amod')));
      if (operator?.effect.status && (relation !== R.case)) this.lower(standing, operator.effect.status, c, relation === R.amod ? 'adjective' : relation === R.advmod && operator.effect.status === 'denied' ? 'negation' : 'adverb or conjunction');
    }
  }

  /** What an operator does to the event below it; returns the event's type from there on. */
  private apply(lift: Lift, standing: Standing, type: string): string {
    const { effect } = lift.operator;
    standing.lifts.push(lift);
    const direction = this.codebook.types.get(type)?.direction ?? 'cooperation';
    const named = effect.typeBy?.[type] ?? effect.typeBy?.[direction] ?? effect.type;
    // "Pledged not to attack" is a promise, "vowed not to negotiate" a refusal: who gives his word against a deed turns it round.
    const against = standing.status === 'denied' && effect.type !== undefined && effect.typeBy?.['conflict'] !== undefined;
    const retype = !against ? named : direction === 'conflict' ? effect.type : (this.codebook.standing['refused']?.[direction] ?? named);
    if (effect.speech) {
      const roles = this.roles.of(lift.word);
      const speaker = roles.subject;
      if (speaker >= 0 && standing.source < 0) {
        standing.source = speaker;
        standing.sourceLift = lift;
        standing.speechKind = effect.kind ?? 'position';
      }
    }
    if (retype) {
      // The operator's own verb is the deed now: its tense and negation count, not the clause's below.
      const below = standing.status;
      standing.retyped = { lift, type: retype, mode: effect.mode ?? null };
      standing.status = 'done';
      standing.absence = effect.absence ?? false;
      if (below === 'denied' && effect.status !== 'denied') standing.signs.push({ word: lift.word, text: 'what it is about is negated' });
      this.own(lift.word, standing);
      return retype;
    }
    if (effect.status) this.lower(standing, effect.status, lift.word, `"${lift.operator.lemma}"`);
    if (effect.absence) standing.absence = true;
    if (effect.speech) this.futureInThePast(lift.word, standing);
    const before = standing.status;
    this.own(lift.word, standing);
    // A negated verb of saying or thinking does not deny what it is about, only leaves it open.
    if (effect.speech && standing.status === 'denied' && before !== 'denied') standing.status = 'conditional';
    return type;
  }

  /** "Said it would release them": what is conditional only by its "would" was, when it was said, to come. */
  private futureInThePast(speech: number, standing: Standing): void {
    const { doc } = this;
    if (standing.status !== 'conditional' || doc.feat(speech, 'Tense') !== 'Past') return;
    const lowering = standing.signs.filter(({ word, text }) => text !== 'negation' && this.operators(word).every((o) => o.effect.status !== 'planned'));
    if (lowering.length === 0 || lowering.some(({ word }) => !(doc.lemma[word] === 'would' || doc.feat(word, 'Mood') === 'Cnd') || doc.lemma[word] === 'poder' || doc.lemma[word] === 'deber')) return;
    standing.status = 'planned';
  }

  /** "X was arrested, police said": the verb of saying hangs below; "according to Y" too. */
  private quotation(i: number, standing: Standing): void {
    if (standing.source >= 0) return;
    const { doc } = this;
    for (let word = i; word >= 0; word = doc.head[word] as number) {
      for (const c of childrenOf(doc, word, R.parataxis, R.advcl, R.ccomp)) {
        if ((doc.deprel[c] as number) === R.ccomp && word !== i) continue;
        const operator = this.operators(c).find((o) => o.effect.speech && o.takes?.includes('parataxis'));
        if (!operator || (doc.deprel[c] as number) === R.ccomp) continue;
        const { subject } = this.roles.of(c);
        const own = childOf(doc, c, R.nsubj);
        const speaker = own >= 0 ? own : (doc.deprel[c] as number) === R.parataxis ? subject : -1;
        if (speaker < 0 || speaker === i) continue;
        standing.source = speaker;
        standing.sourceLift = { operator, word: c };
        standing.speechKind = operator.effect.kind ?? 'position';
        standing.lifts.push(standing.sourceLift);
        return;
      }
      for (const c of childrenOf(doc, word, R.obl, R.advmod, R.nmod)) {
        if (this.isAccordingTo(c)) {
          standing.source = c;
          standing.speechKind = 'claim';
          return;
        }
      }
      const relation = doc.deprel[word] as number;
      if (relation === R.relcl || relation === R.acl) return;
    }
  }

  /** "according to X", "según X": the codebook's prepositions that name a source. */
  isAccordingTo(i: number): boolean {
    const by = preposition(this.doc, i);
    if (by === '') return false;
    return (this.lexemes.lexicon.operators.get(`ADP:${by}`) ?? []).some((operator) => operator.effect.speech || operator.effect.status === 'reported');
  }
}
