/** What kind of statement it is: position, promise, claim, warning or demand, by the verb of saying and the clause's own time and mood. */
import type { NamedOperator } from '../codebook/index.js';
import { clauseTime, isIndicative, isNegated, isObligation, isOwnAct } from './clauses.js';
import { isThirdPerson, sameParty } from './parties.js';
import type { QuotedWords } from './quoted-words.js';
import type { SpeechContext } from './speech-verbs.js';
import { childOf, childrenOf, R } from './tree.js';
import type { ActorMention, StatementKind } from './types.js';

export class StatementKinds {
  constructor(private readonly context: SpeechContext, private readonly quoted: QuotedWords) {}

  /** The kind of a statement by its operator, the predicate of what is said, the word of saying and who speaks. */
  of(operator: NamedOperator | undefined, predicate: number, word: number, speaker: ActorMention | null, direct: boolean): StatementKind {
    const { doc, roles, mentions } = this.context;
    let kind = operator?.effect.kind ?? 'position';
    // "suggests that it rains" tells, "suggests that it leave" asks: what is demanded stands in no indicative.
    if (kind === 'demand' && predicate >= 0 && (doc.deprel[predicate] as number) === R.ccomp && isIndicative(doc, predicate) && !isObligation(doc, predicate)) kind = 'position';
    if (kind !== 'position' || predicate < 0) return kind;
    const past = word >= 0 && (doc.feat(word, 'Tense') === 'Past' || childrenOf(doc, word, R.aux).length > 0);
    const time = clauseTime(doc, predicate, past && !direct);
    const own = this.isOwn(predicate, word, speaker, direct);
    if (time === 'future') return own && !isNegated(doc, predicate) ? 'promise' : 'position';
    if (isObligation(doc, predicate) && !own) {
      const { subject, object, passive } = roles.of(predicate);
      const who = passive ? object : subject;
      if ((direct && doc.feat(predicate, 'Mood') === 'Imp') || (who >= 0 && mentions.read(who)?.isActor)) return 'demand';
      return 'position';
    }
    if (time === 'perfect') return 'claim';
    // "China supported it", says China: what its own side does is its position.
    return time === 'past' && !(own || this.isOwnSide(predicate, speaker)) ? 'claim' : 'position';
  }

  private isOwnSide(predicate: number, speaker: ActorMention | null): boolean {
    const { roles, mentions } = this.context;
    const { subject, object, passive } = roles.of(predicate);
    const who = passive ? object : subject;
    const reading = who < 0 || !speaker || speaker.code === '' ? null : mentions.read(who);
    return reading !== null && reading.isActor && reading.mention.code === speaker?.code;
  }

  private isOwn(predicate: number, word: number, speaker: ActorMention | null, direct: boolean): boolean {
    const { doc, roles, coreference } = this.context;
    if (direct || this.quoted.isQuoted(predicate)) return isOwnAct(doc, roles, predicate);
    const own = childOf(doc, predicate, R.nsubj, R.nsubjPass);
    if (own < 0) {
      if (word < 0 || (doc.language === 'en' && (doc.deprel[predicate] as number) === R.ccomp)) return false;
      const { subject } = roles.of(predicate);
      return subject >= 0 && subject === roles.of(word).subject;
    }
    // "X said it would": the pronoun is X.
    if (isThirdPerson(doc, own)) return true;
    const reading = coreference.read(own);
    return speaker !== null && reading !== null && sameParty(reading.mention, speaker) && reading.mention.sectors.join() === speaker.sectors.join();
  }
}
