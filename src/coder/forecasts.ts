/**
 * What is said to come, and how likely: a clause about the future under a word of likelihood ("will probably", "seems
 * unlikely", "podría") or of forecasting ("expects", "se prevé que"). The likelihood's number is that of a published scale,
 * named with it; a hedge that stands for no number keeps its words alone.
 */
import { periodAround, parseIso, toIso } from './calendar.js';
import { clauseTime, extent, isNegated, isOwnAct, trimmed } from './clauses.js';
import { datesIn, datesNoun, eventDate } from './event-date.js';
import { complement, likelihoodWords, type Band, type LikelihoodMatch, type LikelihoodWords } from './likelihood.js';
import { isFirstPerson, partiesIn, plainParty, type Party } from './parties.js';
import type { StatementContext, StatementReader } from './statements.js';
import { childOf, childrenOf, P, R, sentenceBounds } from './tree.js';
import type { ForecastDraft, Span, Why } from './types.js';

/** A word of likelihood with the clause that it is about. */
interface Found {
  /** The word that the clause hangs on, or that hangs on the clause's predicate. */
  word: number;
  predicate: number;
  /** Words of the clause: [from, to). */
  from: number;
  to: number;
  band: Band;
  words: Span;
  /** Whose forecast the word itself says it is, −1 for nobody's; undefined where it does not say. */
  subject?: number;
  /** The word makes the clause one about the future, whatever its tense. */
  ahead: boolean;
  why: Why;
}

const UNSCALED: Band = { scale: null, name: 'forecast', low: null, point: null, high: null };
/** Modals of ability as much as of likelihood: a forecast only with a date ahead. */
const ABILITY = /^(ca|can|puede|pueden|podemos|puedo)$/i;
/** "more likely than", "tan probable como" compare, they do not forecast. */
const COMPARES = /^(more|less|equally|as|most|least|how|más|menos|tan|igual)$/i;
/** A year-less date further ahead than this is the past one. */
const FARTHEST = 300;
const CERTAINTY = { scaled: 0.85, unscaled: 0.75, hedge: 0.6 };

export class ForecastReader {
  private readonly words: LikelihoodWords;

  constructor(private readonly context: StatementContext, private readonly statements: StatementReader) {
    this.words = likelihoodWords(context.codebook, context.doc.language);
  }

  /** The forecasts of sentence `index`, the words [from, to), in the order of the text. */
  read(index: number, from: number, to: number): ForecastDraft[] {
    const { doc } = this.context;
    if (doc.form[to - 1] === '?') return [];
    const found: Found[] = [];
    for (const match of this.words.find(this.context.lexemes, from, to)) {
      const one = this.byPhrase(match);
      if (one) found.push(one);
    }
    for (let i = from; i < to; i++) {
      const one = this.byOperator(i);
      if (one) found.push(one);
    }
    // Of several words about one clause, the one that stands for a number says most.
    found.sort((a, b) => Number(b.band.scale !== null) - Number(a.band.scale !== null) || a.from - b.from);
    const drafts: ForecastDraft[] = [];
    for (const one of found) {
      if (found.some((other) => other !== one && other.predicate === one.predicate && found.indexOf(other) < found.indexOf(one))) continue;
      const draft = this.draft(one, index);
      if (draft && !drafts.some((d) => d.start === draft.start && d.end === draft.end)) drafts.push(draft);
    }
    return drafts.sort((a, b) => a.start - b.start);
  }

  private byPhrase(match: LikelihoodMatch): Found | null {
    const { doc } = this.context;
    const word = this.headOf(match);
    if (COMPARES.test(doc.form[match.from - 1] ?? '')) return null;
    const tag = doc.upos[word] as number;
    // "seguro": an insurance; nouns of likelihood ("riesgo", "chance") are told by the clause below them.
    if (tag === P.NOUN && childOf(doc, word, R.ccomp, R.acl) < 0) return null;
    const relation = doc.deprel[word] as number;
    const form = doc.text.slice(doc.start[match.from] as number, doc.end[match.to - 1] as number);
    const open = match.band.scale === null && match.band.name !== 'possible';
    let predicate = -1;
    let ahead = false;
    let from = -1;
    let to = -1;
    let subject: number | undefined;
    const below = childOf(doc, word, R.xcomp, R.ccomp, R.csubj, R.csubjPass, R.acl, R.advcl);
    const complementClause = below > word ? below : -1;
    if (relation === R.aux || (tag === P.AUX && relation !== R.cop)) {
      predicate = relation === R.aux ? (doc.head[word] as number) : complementClause;
      ahead = !this.isAbility(word);
    } else if (tag === P.ADV || relation === R.advmod) {
      predicate = this.predicateAbove(word);
    } else if (complementClause >= 0) {
      predicate = complementClause;
      // "impossible to answer" tells what can be done, not what will be.
      if (tag === P.ADJ && doc.feat(below, 'VerbForm') === 'Inf' && (match.band.point === 0 || match.band.name === 'possible')) return null;
      ahead = !open && this.isPresent(word);
      if (!open && !ahead) return null;
      // An infinitive under it lies ahead; a clause must show its own future.
      if (this.isAbility(word) || doc.feat(below, 'VerbForm') !== 'Inf') ahead = false;
      if (tag === P.VERB && !this.isPassive(word) && this.forecasting(word)) subject = childOf(doc, word, R.nsubj);
    } else if (tag === P.ADJ && relation !== R.amod && (childOf(doc, word, R.cop) >= 0 || relation === R.xcomp)) {
      // "A deal seems unlikely", "war is inevitable".
      predicate = relation === R.xcomp && childOf(doc, word, R.cop) < 0 ? (doc.head[word] as number) : word;
      if (childOf(doc, predicate, R.nsubj) < 0 || !this.isPresent(predicate) || this.context.mentions.read(childOf(doc, predicate, R.nsubj))?.isActor) return null;
      ahead = match.band.scale !== null;
    }
    if (predicate < 0 || (predicate === word && tag !== P.ADJ)) return null;
    // "if he were likely to": a condition forecasts nothing.
    if ([...childrenOf(doc, predicate, R.mark), ...childrenOf(doc, word, R.mark)].some((m) => /^(if|whether|unless|si)$/i.test(doc.form[m] as string))) return null;
    [from, to] = this.clauseOf(word, predicate);
    let band = match.band;
    let start = doc.start[match.from] as number;
    let negation = match.negative ? -1 : this.negationOf(word, predicate);
    if (negation >= match.from && negation < match.to) negation = -1;
    if (negation >= 0) {
      // "not bound to", "not certain" are no certainty of the contrary.
      if (band.point === 0 || band.point === 1) return null;
      band = complement(band);
      start = Math.min(start, doc.start[negation] as number);
    }
    if (band.scale === null && !this.isOpen(word, predicate)) return null;
    const words = { start, end: Math.max(doc.end[match.to - 1] as number, negation >= 0 ? (doc.end[negation] as number) : 0) };
    return {
      word, predicate, from, to, band, words, ahead, ...(subject === undefined ? {} : { subject }),
      why: { kind: 'lexicon', text: band.scale === null ? `"${form}" leaves it open (${band.name})` : `"${form}" is "${band.name}" on the scale of ${band.scale}: ${band.low} to ${band.high}`, ref: band.scale ?? `hedge:${band.name}`, ...words },
    };
  }

  /** "The IMF expects growth to slow", "se prevé que": verbs of forecasting, with or without a place on a scale. */
  private byOperator(i: number): Found | null {
    const { doc, status } = this.context;
    if ((doc.upos[i] as number) !== P.VERB && (doc.upos[i] as number) !== P.NOUN) return null;
    const operator = status.operators(i).find((o) => o.effect.forecast);
    if (!operator || !this.isPresent(i) || doc.feat(i, 'VerbForm') === 'Inf') return null;
    const subject = childOf(doc, i, R.nsubj);
    if (subject >= 0 && (doc.upos[subject] as number) === P.PRON && /Rel|Int/.test(doc.feat(subject, 'PronType') ?? '') && this.context.coreference.read(subject) === null) return null;
    const predicate = childOf(doc, i, R.ccomp, R.xcomp, R.csubj, R.csubjPass);
    const named = predicate >= 0 ? predicate : childOf(doc, i, R.obj);
    if (named < i) return null;
    // "Esperamos que llegue": a wish of one's own.
    if (doc.feat(i, 'Person') === '1' && doc.feat(named, 'Mood') === 'Sub') return null;
    const [from, to] = this.clauseOf(i, named);
    const negation = this.negationOf(i, named);
    const scaled = this.words.find(this.context.lexemes, negation >= 0 && negation === i - 1 ? negation : i, i + 1)[0];
    const words = { start: doc.start[negation >= 0 && negation < i ? negation : i] as number, end: doc.end[i] as number };
    const band = scaled && negation >= 0 && !scaled.negative ? complement(scaled.band) : (scaled?.band ?? UNSCALED);
    return {
      word: i, predicate: named, from, to, band, words,
      subject: this.isPassive(i) ? -1 : subject,
      // What is named by a noun alone ("expects guests") lies ahead only with a date.
      ahead: predicate >= 0,
      why: { kind: 'operator', text: `"${doc.form[i]}" forecasts`, ref: operator.ref, ...words },
    };
  }

  private isAbility(i: number): boolean {
    return ABILITY.test(this.context.doc.form[i] as string);
  }

  /** A modal that leaves the future open: not a wish ("may he rest"), a past ability ("could not find"), a guess at what is ("may be due to"). */
  private isOpen(word: number, predicate: number): boolean {
    const { doc } = this.context;
    if ((doc.deprel[word] as number) !== R.aux) return true;
    const subject = childOf(doc, predicate, R.nsubj, R.nsubjPass, R.expl);
    if (doc.language === 'en' && (subject < 0 || word < subject)) return (doc.deprel[predicate] as number) === R.conj || (doc.deprel[predicate] as number) === R.relcl;
    if (/^(one|uno)$/i.test(doc.form[subject] ?? '')) return false;
    const could = /^(could|podría|podrían|pudiera|pudieran)$/i.test(doc.form[word] as string);
    if (could && (isNegated(doc, predicate) || (doc.deprel[predicate] as number) === R.relcl || childrenOf(doc, predicate, R.mark).some((m) => (doc.form[m] as string).toLowerCase() === 'so'))) return false;
    return childOf(doc, predicate, R.cop) < 0 || datesIn(this.context.dates, doc.start[word] as number, (doc.end[predicate] as number) + 60).length > 0;
  }

  private forecasting(i: number): boolean {
    return this.context.status.operators(i).some((o) => o.effect.forecast);
  }

  private isPassive(i: number): boolean {
    return this.context.roles.isPassive(i) || childOf(this.context.doc, i, R.explPass, R.explImpers) >= 0;
  }

  private headOf({ from, to }: LikelihoodMatch): number {
    const { doc } = this.context;
    let best = from;
    for (let i = from; i < to; i++) {
      const head = doc.head[i] as number;
      if ((head < from || head >= to) && ((doc.upos[i] as number) !== P.PART || to - from === 1)) {
        best = i;
        if ((doc.upos[i] as number) === P.ADJ || (doc.upos[i] as number) === P.VERB) break;
      }
    }
    return best;
  }

  private predicateAbove(i: number): number {
    const { doc } = this.context;
    const head = doc.head[i] as number;
    if (head < 0) return childOf(doc, i, R.xcomp, R.ccomp, R.csubj);
    const tag = doc.upos[head] as number;
    return tag === P.VERB || tag === P.AUX || childOf(doc, head, R.cop) >= 0 ? head : -1;
  }

  /** Said of now, or of then by somebody reported: not "was likely", "had expected". */
  private isPresent(i: number): boolean {
    const { doc } = this.context;
    if ((doc.upos[i] as number) === P.VERB && (doc.deprel[i] as number) === R.acl && doc.feat(i, 'VerbForm') === 'Part') return false;
    return !['past', 'perfect'].includes(clauseTime(doc, i, false)) || this.isReported(i) || (doc.feat(i, 'VerbForm') !== 'Part' && (doc.upos[i] as number) === P.VERB && (doc.deprel[i] as number) === R.root && this.forecasting(i) && doc.feat(i, 'Tense') === 'Past');
  }

  private isReported(i: number): boolean {
    const { doc, status } = this.context;
    const head = doc.head[i] as number;
    return (doc.deprel[i] as number) === R.ccomp && head >= 0 && status.operators(head).some((o) => o.effect.speech);
  }

  /** The word that negates the word of likelihood itself: "does not seem likely", "no es probable". */
  private negationOf(word: number, predicate: number): number {
    const { doc } = this.context;
    const above = (doc.deprel[word] as number) === R.xcomp ? (doc.head[word] as number) : -1;
    for (const w of [word, above]) {
      if (w < 0 || (w === predicate && (doc.upos[w] as number) !== P.ADJ)) continue;
      const negation = childrenOf(doc, w, R.advmod).find((c) => doc.feat(c, 'Polarity') === 'Neg' || /^(not|n't|never|no|nunca)$/i.test(doc.form[c] as string));
      if (negation !== undefined && Math.abs(negation - word) < 5) return negation;
    }
    return -1;
  }

  /** The words of the clause that is forecast, with its subject. */
  private clauseOf(word: number, predicate: number): [from: number, to: number] {
    const { doc } = this.context;
    const relation = doc.deprel[predicate] as number;
    const under = doc.head[predicate] === word;
    if (under && relation === R.xcomp) {
      const object = childOf(doc, word, R.obj);
      // "expects inflation to fall": the object is the subject of what is expected.
      if (object >= 0 && object < predicate) return [extent(doc, object, new Set())[0], extent(doc, predicate, this.apart(predicate))[1]];
      if (this.forecasting(word) && !this.isPassive(word) && (doc.upos[word] as number) === P.VERB) return extent(doc, predicate, this.apart(predicate));
      return this.withSubject(word);
    }
    if (under && relation === R.ccomp && childOf(doc, predicate, R.nsubj, R.nsubjPass, R.expl, R.mark) < 0) {
      // "predicted the president would lose": what the parser takes for the object is the subject behind it.
      const object = childOf(doc, word, R.obj);
      if (object > word && object < predicate) return [extent(doc, object, new Set())[0], extent(doc, predicate, this.apart(predicate))[1]];
    }
    return this.withSubject(predicate);
  }

  private withSubject(i: number): [from: number, to: number] {
    const { doc } = this.context;
    const [from, to] = extent(doc, i, this.apart(i));
    return [from, to];
  }

  /** Branches of a clause that are none of it: coordinated clauses, who says it. */
  private apart(i: number): ReadonlySet<number> {
    const { doc, status } = this.context;
    return new Set(
      childrenOf(doc, i).filter((c) => {
        const relation = doc.deprel[c] as number;
        if (relation === R.parataxis || relation === R.cc || relation === R.mark || relation === R.discourse) return true;
        if (relation === R.conj) return (doc.upos[c] as number) === P.VERB || childOf(doc, c, R.nsubj, R.cop) >= 0;
        if (relation === R.advcl) return status.operators(c).some((o) => o.effect.speech);
        return relation === R.obl && status.isAccordingTo(c);
      }),
    );
  }

  private draft(found: Found, index: number): ForecastDraft | null {
    const { doc, base, dates } = this.context;
    const { predicate, word, band } = found;
    const span = trimmed(doc, found.from, found.to);
    if (!span || !/\s/.test(doc.text.slice(span.start, span.end))) return null;
    const horizon = this.horizon(found, span);
    const time = clauseTime(doc, predicate, true);
    if (time === 'past' || time === 'perfect') return null;
    const modal = childrenOf(doc, predicate, R.aux).some((a) => ['would', 'may', 'might', 'could', 'should', 'poder'].includes((doc.lemma[a] as string).toLowerCase()));
    const subjunctive = doc.feat(predicate, 'Mood') === 'Sub' && doc.language === 'es';
    if (!found.ahead && time !== 'future' && !horizon && !(band.scale !== null && modal) && !subjunctive) return null;
    // "We will never accept it" is a position, not a forecast.
    if ((band.point === 0 || band.point === 1) && isOwnAct(doc, this.context.roles, predicate)) return null;

    const party = this.forecaster(found);
    const forecaster = party?.mention ?? null;
    const about = partiesIn(this.context, found.from, found.to, forecaster);
    // That something of nobody's may happen some day is no entry in anyone's record.
    if (band.scale === null && !forecaster && !horizon && about.length === 0) return null;
    const { verb } = this.source(found);
    const dated = eventDate({ doc, dates, base }, [found.subject !== undefined ? word : verb >= 0 ? verb : word], 'done', 'verb');
    const why = [found.why, { kind: 'relation' as const, text: `about "${doc.form[predicate]}"`, ...span }];
    if (forecaster) why.push({ kind: 'actor', text: `${forecaster.text === '' ? 'the author' : `"${forecaster.text}"`} is ${forecaster.code || 'in no dictionary'} by ${forecaster.by}`, start: forecaster.start, end: forecaster.end });
    else why.push({ kind: 'rule', text: 'nobody is named who forecasts it: the author', ref: 'author' });
    if (horizon) why.push({ kind: 'date', text: `"${horizon.text}" is ${horizon.date} (${horizon.precision})`, ref: 'horizon', start: horizon.start, end: horizon.end });
    const sure = band.scale !== null ? CERTAINTY.scaled : band === UNSCALED ? CERTAINTY.unscaled : CERTAINTY.hedge;
    const ownDate = dated.mention !== null && dated.mention.start !== horizon?.start;
    return {
      sentence: index, ...span, forecaster, about,
      words: doc.text.slice(span.start, span.end),
      likelihood: { ...found.words, words: doc.text.slice(found.words.start, found.words.end), scale: band.scale, low: band.low, point: band.point, high: band.high },
      horizon,
      date: ownDate ? dated.date : base.date, datePrecision: ownDate ? dated.precision : base.date === '' ? 'unknown' : base.precision,
      confidence: Math.round(sure * (party?.certainty ?? 0.9) * (horizon || time === 'future' ? 1 : 0.9) * 1000) / 1000,
      why,
    };
  }

  /** The day by which it is to come: the last one that the clause names ahead of the text's own date. */
  private horizon(found: Found, span: Span): ForecastDraft['horizon'] {
    const { doc, base, dates } = this.context;
    const today = base.date;
    let best: { gap: number; horizon: NonNullable<ForecastDraft['horizon']> } | null = null;
    for (const mention of datesIn(dates, span.start, span.end)) {
      if (mention.future === 'past' || mention.relation === 'since' || datesNoun(doc, mention, found.predicate)) continue;
      const value = mention.resolve('future');
      if (value.date === '') continue;
      let { date } = value;
      const last = parseIso(value.endDate ?? '');
      if (last !== null && value.precision !== 'unknown') date = toIso(periodAround(last, value.precision).from);
      const end = periodAround(parseIso(date) as number, value.precision === 'unknown' ? 'day' : value.precision).to;
      if (today !== '' && (toIso(end) < today || (mention.future === 'unknown' && (parseIso(date) as number) - (parseIso(today) as number) > FARTHEST))) continue;
      // "today" is when it is said, not by when it comes.
      if (today !== '' && mention.relative && value.precision === 'day' && value.date === today && value.endDate === null && mention.relation === 'on') continue;
      const gap = Math.abs(mention.start - (doc.start[found.predicate] as number));
      if (!best || gap < best.gap) best = { gap, horizon: { start: mention.start, end: mention.end, text: mention.text, date, precision: value.precision } };
    }
    return best?.horizon ?? null;
  }

  /** Whose words the clause is in, and the verb that says so; −1 for nobody's. */
  private source({ word, predicate }: Found): { speaker: number; verb: number } {
    const { doc, status, codebook } = this.context;
    const [type] = codebook.types.keys();
    const top = (doc.deprel[word] as number) === R.aux || (doc.deprel[word] as number) === R.advmod ? predicate : word;
    const standing = status.read(top, type as string);
    if (standing.source >= 0) return { speaker: standing.source, verb: standing.sourceLift?.word ?? -1 };
    const [from, to] = sentenceBounds(doc, word);
    for (let i = from; i < to; i++) {
      const tag = doc.upos[i] as number;
      if ((tag === P.NOUN || tag === P.PROPN) && status.isAccordingTo(i)) return { speaker: i, verb: -1 };
    }
    return { speaker: -1, verb: -1 };
  }

  /** Who forecasts: the subject of the forecasting verb, else whoever's words they are, else the author; null where the author is nobody known. */
  private forecaster(found: Found): Party | null {
    const { doc } = this.context;
    const quoted = this.statements.speakerOf(found.word);
    const { subject } = found;
    if (subject !== undefined && subject >= 0) {
      if (isFirstPerson(doc, subject)) return quoted ?? this.author(found.word);
      return this.party(subject);
    }
    if (quoted) return quoted;
    if (subject === undefined || subject < 0) {
      const { speaker } = this.source(found);
      if (speaker >= 0 && !isFirstPerson(doc, speaker) && speaker !== found.predicate) return this.party(speaker);
    }
    return this.author(found.word);
  }

  /** The author, where known: named by no words of the text, so that the mention is empty. */
  private author(word: number): Party | null {
    const { author, doc } = this.context;
    const at = doc.start[word] as number;
    return author ? { mention: { ...author, start: at, end: at, text: '' }, certainty: 0.9 } : null;
  }

  /** Somebody else's forecast is not the author's, though nobody known is named. */
  private party(i: number): Party | null {
    const { doc } = this.context;
    const pronoun = (doc.upos[i] as number) === P.PRON && doc.feat(i, 'PronType') !== 'Prs';
    return this.statements.partyAt(i) ?? (pronoun ? null : plainParty(doc, i));
  }
}
