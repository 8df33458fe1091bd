/** Verbs and nouns of saying, and whose words they bring: the codebook's operators with `speech`. A speaker not found is left open. */
import type { NamedOperator } from '../codebook/index.js';
import { isNegated } from './clauses.js';
import type { ReadingContext } from './context.js';
import { isFirstPerson, partyAt, type Party } from './parties.js';
import type { QuotedWords } from './quoted-words.js';
import { childOf, childrenOf, P, R, sentenceBounds } from './tree.js';

export type SpeechContext = Pick<ReadingContext, 'doc' | 'roles' | 'mentions' | 'coreference' | 'status' | 'codebook'>;

/** A verb or noun of saying, and what is said. */
export interface Attribution {
  word: number;
  operator: NamedOperator;
  speaker: Party | null;
  /** Nobody's statement: negated, only planned, or the "I think" of an author whom nobody knows. */
  void: boolean;
}

/** Verbs under which an infinitive of saying was said. */
const GOES_ON: ReadonlySet<string> = new Set(['go', 'continue', 'proceed', 'volver', 'llegar', 'pasar', 'continuar']);
/** How many sentences back "she added" may reach. */
const LOOK_BACK = 3;

export class SpeechVerbs {
  private readonly attributions = new Map<number, Attribution | null>();

  constructor(private readonly context: SpeechContext, private readonly quoted: QuotedWords) {}

  /** Word i as a verb of saying, with its speaker; null where it is none. */
  at(i: number): Attribution | null {
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
  operatorsOf(i: number): NamedOperator[] {
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

  /** A word of saying with whoever says it. */
  attributed(word: number, operator: NamedOperator): Attribution {
    const { doc } = this.context;
    const subject = this.subjectOf(word);
    const author = (subject >= 0 && isFirstPerson(doc, subject)) || (subject < 0 && doc.feat(word, 'Person') === '1');
    const speaker = author ? this.author(subject >= 0 ? subject : word) : subject >= 0 ? this.partyAt(subject) : this.topic(word);
    return { word, operator, speaker, void: (author && !speaker) || this.unsaid(word) };
  }

  /** Whoever says "I condemn" or "prometemos": the author, where known. Inside a quotation it is told with the rest of it. */
  private author(i: number): Party | null {
    const reading = this.quoted.isQuoted(i) ? null : this.context.coreference.firstPerson(i);
    return reading ? { mention: reading.mention, certainty: 0.9 } : null;
  }

  /** Whose the verb or noun of saying is. */
  private subjectOf(word: number): number {
    const { doc, roles } = this.context;
    const outside = (i: number): boolean => i >= 0 && this.quoted.isBeside(i, word);
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
      return (tag === P.NOUN || tag === P.PROPN || tag === P.ADJ || tag === P.DET) && this.quoted.isBeside(i, word);
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
    const sides = this.quoted.isQuoted(word - 1) || this.quoted.isQuoted(word - 2) || this.quoted.isQuoted(word - 3) ? [headOf(word + 1, to), headOf(from, end)] : [headOf(from, end), headOf(word + 1, to)];
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

  /** Who the phrase headed by word i is; a pronoun that fits nobody else is whoever spoke last. */
  partyAt(i: number): Party | null {
    return partyAt(this.context, i) ?? this.lastSpeaker(i);
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
        const speaker = this.quoted.isQuoted(i) ? null : this.at(i)?.speaker;
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
}
