/**
 * Whom a pronoun or a description stands for: the nearest fitting actor before it, preferring subjects. Few rules, and
 * silence where they do not decide: a wrong link costs more than a missing one. (In the spirit of Hobbs 1978 and of the
 * precise sieves of Lee et al. 2013.)
 */
import type { Doc } from '../language/index.js';
import type { MentionReader, Reading } from './mentions.js';
import { childOf, childrenOf, conjuncts, isUnder, P, R, sentenceBounds } from './tree.js';
import type { ActorMention } from './types.js';

/** How many sentences back a pronoun may reach. */
const REACH = 2;

export class Coreference {
  private readonly cache = new Map<number, Reading | null>();
  /** Of a plural pronoun: the words that are coordinated in its antecedent. */
  private readonly antecedents = new Map<number, number[]>();

  /** Whoever says "I" or "we" at word i: the speaker of the quotation that it stands in, else the author. Set once both can be asked. */
  voice: (i: number) => ActorMention | null = () => null;

  constructor(private readonly doc: Doc, private readonly mentions: MentionReader) {}

  /** Everybody that the phrase headed by word i stands for: all that are coordinated in it, or in what a plural pronoun refers to. */
  readAll(i: number): { word: number; reading: Reading | null }[] {
    return conjuncts(this.doc, i).flatMap((word) => {
      const reading = this.read(word);
      const antecedents = this.antecedents.get(word);
      if (!reading || !antecedents || antecedents.length < 2) return [reading, ...this.mentions.coordinated(word)].map((one) => ({ word, reading: one }));
      return antecedents.map((other) => ({ word, reading: this.link(word, this.mentions.read(other)) })).filter((r) => r.reading !== null);
    });
  }

  /** What the phrase headed by word i stands for: itself, or what its pronoun refers to. */
  read(i: number): Reading | null {
    const own = this.mentions.read(i);
    if (own && !own.agent?.peer && !(own.agent?.denotes && own.mention.code === '')) return own;
    const tag = this.doc.upos[i] as number;
    if (!own && tag !== P.PRON && tag !== P.DET) return null;
    let found = this.cache.get(i);
    if (found === undefined) {
      found = own ? (own.agent?.peer ? this.peer(i, own) : this.stateBefore(i)) : this.resolve(i);
      this.cache.set(i, found);
    }
    return found;
  }

  private resolve(i: number): Reading | null {
    const { doc } = this;
    const form = (doc.form[i] as string).toLowerCase();
    const type = doc.feat(i, 'PronType') ?? '';
    if (type.includes('Rel') || type.includes('Int')) {
      // A relative pronoun stands for the noun that its clause modifies.
      for (let word = doc.head[i] as number; word >= 0; word = doc.head[word] as number) {
        if ((doc.deprel[word] as number) === R.relcl || (doc.deprel[word] as number) === R.acl) {
          const head = doc.head[word] as number;
          return head >= 0 ? this.link(i, this.mentions.read(head)) : null;
        }
      }
      return null;
    }
    if (!type.includes('Prs') && type !== '') return null;
    const person = doc.feat(i, 'Person');
    if (person === '1') return this.firstPerson(i);
    if (person !== undefined && person !== '3') return null;
    const plural = doc.feat(i, 'Number') === 'Plur' || /^(they|them|their|ellos|ellas|sus)$/.test(form);
    const human = /^(he|him|his|she|her|él|ella)$/.test(form);
    const gender = /^(he|him|his|él)$/.test(form) ? 'm' : /^(she|her|ella)$/.test(form) ? 'f' : undefined;
    return this.link(i, this.antecedent(i, { plural, human, gender, thing: /^(it|its)$/.test(form) }));
  }

  /** Whoever speaks at word i, a pronoun or a Spanish verb in the first person. */
  firstPerson(i: number): Reading | null {
    const who = this.voice(i);
    if (!who || who.code === '') return null;
    const [start, end] = this.doc.wordSpan(i);
    return { isActor: true, agent: undefined, mention: { ...who, start, end, text: this.doc.text.slice(start, end), by: `first person, of "${who.text}"` } };
  }

  /** "The country": the state of the nearest actor before it. */
  private stateBefore(i: number): Reading | null {
    if (this.doc.feat(i, 'Number') === 'Plur') return null;
    const found = this.antecedent(i, { plural: false, human: false, gender: undefined, thing: false });
    const state = found?.mention.code.length === 3 ? found.mention.code : found?.mention.state;
    if (!found || state === undefined || !this.mentions.dictionary.states.has(state)) return null;
    const [start, end] = this.doc.wordSpan(i);
    return {
      isActor: true, agent: undefined,
      mention: { start, end, text: this.doc.text.slice(start, end), code: state, sectors: [], by: `description for the state of "${found.mention.text}"` },
    };
  }

  /** "His Chinese counterpart": who holds in China, on the day, the office that he holds. */
  private peer(i: number, own: Reading): Reading {
    const { dictionary, date } = this.mentions;
    for (let word = this.doc.head[i] as number; word >= 0; word = this.doc.head[word] as number) {
      const subject = childOf(this.doc, word, R.nsubj, R.nsubjPass);
      if (subject < 0 || subject === i) continue;
      const other = this.read(subject);
      if (!other?.isActor) continue;
      const person = other.mention.person === undefined ? undefined : dictionary.people.get(other.mention.person);
      const office = person ? dictionary.officeOn(person, date).office.office : other.agent?.office;
      const holders = office === undefined || date === '' ? [] : dictionary.holders(own.mention.code, office, date);
      const mention = { ...own.mention, sectors: other.mention.sectors, by: `counterpart of "${other.mention.text}"` };
      return { ...own, mention: holders.length === 1 ? { ...mention, person: (holders[0] as { person: { id: string } }).person.id } : mention };
    }
    return own;
  }

  private link(i: number, reading: Reading | null): Reading | null {
    if (!reading || reading.mention.code === '') return null;
    const [start, end] = this.doc.wordSpan(i);
    return {
      ...reading,
      mention: { ...reading.mention, start, end, text: this.doc.text.slice(start, end), by: `pronoun for "${reading.mention.text}"` },
    };
  }

  private fits(reading: Reading | null, head: number, want: { plural: boolean; human: boolean; gender: string | undefined; thing: boolean }): boolean {
    if (!reading || !reading.isActor || reading.mention.code === '') return false;
    const person = reading.mention.person;
    const individual = person !== undefined || reading.agent?.office !== undefined;
    if (want.human) {
      if (!individual) return false;
      const gender = person === undefined ? undefined : this.mentions.dictionary.people.get(person)?.gender;
      return gender === undefined || want.gender === undefined || gender === want.gender;
    }
    if (want.thing) return !individual;
    const plural = this.doc.feat(head, 'Number') === 'Plur' || childOf(this.doc, head, R.conj) >= 0;
    return !want.plural || plural || !individual;
  }

  private antecedent(i: number, want: { plural: boolean; human: boolean; gender: string | undefined; thing: boolean }): Reading | null {
    const { doc } = this;
    let [from] = sentenceBounds(doc, i);
    // In its own sentence: the subject of a clause above or before it.
    for (let word = doc.head[i] as number; word >= 0; word = doc.head[word] as number) {
      const subject = childOf(doc, word, R.nsubj, R.nsubjPass);
      if (subject >= 0 && subject < i && !isUnder(doc, i, subject)) {
        const reading = this.mentions.read(subject);
        if (this.fits(reading, subject, want)) {
          if (want.plural) this.antecedents.set(i, conjuncts(doc, subject));
          return reading;
        }
      }
    }
    for (let back = 0; back < REACH && from > 0; back++) {
      const [previous, to] = sentenceBounds(doc, from - 1);
      const subjects: number[] = [];
      for (let word = previous; word < to; word++) {
        const relation = doc.deprel[word] as number;
        if (relation === R.nsubj || relation === R.nsubjPass) subjects.push(word);
      }
      for (const subject of subjects) {
        const reading = this.mentions.read(subject);
        if (this.fits(reading, subject, want)) {
          if (want.plural) this.antecedents.set(i, conjuncts(doc, subject));
          return reading;
        }
      }
      from = previous;
    }
    return null;
  }

  /** The subject that a Spanish sentence without one goes on with: that of the sentence before. */
  topic(i: number): Reading | null {
    const { doc } = this;
    const [from] = sentenceBounds(doc, i);
    if (from === 0) return null;
    const [previous, to] = sentenceBounds(doc, from - 1);
    for (let word = previous; word < to; word++) {
      if ((doc.head[word] as number) >= 0) continue;
      for (const subject of childrenOf(doc, word, R.nsubj)) {
        const reading = this.mentions.read(subject);
        if (reading?.isActor && reading.mention.code !== '') {
          return { ...reading, mention: { ...reading.mention, by: `subject of the sentence before, "${reading.mention.text}"` } };
        }
      }
    }
    return null;
  }
}
