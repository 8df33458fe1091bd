/** Puts a trained model to work: bytes in, a pipeline out. */
import { Doc } from './doc.js';
import { HashTable, hashText, mix2 } from './hash.js';
import { Lemmatiser } from './lemma.js';
import { readModel, type ModelHeader, type Section } from './model.js';
import { Splitter, type Split } from './mwt.js';
import { ARC_CLASSES, GreedyParser, GuidedParser } from './parser.js';
import { ParserState, type SentenceParser } from './transitions.js';
import { NeuralParser } from './neural/parser.js';
import { networkSource } from './neural/sections.js';
import type { Pipeline } from './pipeline.js';
import { Segmenter } from './segmenter.js';
import { FeatsModel, TagModel, sentenceKind, type Weights } from './tagger.js';
import { Words, normalise } from './words.js';

/** When so many word forms have been met, the table of words starts anew. */
const MAX_WORDS = 30_000;

/** Languages that write pronouns onto verbs (see clitics.ts). */
const VERBS_TAKE_PRONOUNS = new Set(['es']);

/** Features that a parser gains from; the others (person, gender, number of verbs) only thin its counts out. */
const SYNTACTIC = new Set(['VerbForm', 'Tense', 'Mood', 'PronType', 'Case', 'Poss', 'Reflex', 'Degree', 'Polarity', 'NumType', 'PrepCase', 'Voice', 'PunctType', 'PunctSide', 'AdvType']);

/** For each FEATS string a hash of those features that the parser looks at. */
export function syntacticFeats(feats: readonly string[]): Int32Array {
  return Int32Array.from(feats, (all) =>
    hashText(all.split('|').filter((pair) => SYNTACTIC.has(pair.split('=', 1)[0] as string)).join('|')));
}

/** The parser's fine tag: part of speech and syntactic features in one number. */
export function fineTag(tag: number, syntactic: number): number {
  return mix2(syntactic, tag + 1);
}

/** The linear parser of a model that has no network. */
function linearParser(header: ModelHeader, section: <T extends Section>(name: string) => T): SentenceParser {
  const candidates: Uint8Array[] = [];
  for (let i = 0; i < ARC_CLASSES; i++) candidates.push(Uint8Array.from(header.arcs[i] ?? header.anyArc));
  // The guide reads from the end: its sides are the other way round.
  const mirrored = candidates.map((_, i) => candidates[i ^ 1] as Uint8Array);
  const guide = new GreedyParser(section<Int16Array>('guideActions'), section<Int8Array>('guideLabels'), mirrored);
  const parser = new GreedyParser(section<Int16Array>('actions'), section<Int8Array>('labels'), candidates);
  return new GuidedParser(guide, parser);
}

/** The parts of a pipeline, open to the trainer and the benchmark. */
export class TrainedPipeline implements Pipeline {
  readonly language: string;
  readonly version: string;
  readonly words: Words;
  readonly segmenter: Segmenter;
  readonly splitter: Splitter;
  readonly tagger: TagModel;
  readonly featsModel: FeatsModel;
  readonly lemmatiser: Lemmatiser;
  readonly parser: SentenceParser;
  private readonly featsTable: readonly string[];
  private readonly syntactic: Int32Array;
  private readonly state = new ParserState();
  private splits: (Split | null)[] = [];
  /** Times that the table of words has started anew. */
  private generation = 0;
  private ids = new Int32Array(256);
  private padded = new Uint8Array(256);

  constructor(bytes: Uint8Array) {
    const { header, sections } = readModel(bytes);
    const section = <T extends Section>(name: string): T => {
      const found = sections[name];
      if (!found) throw new Error(`language model ${header.version}: section ${name} is missing; train it again`);
      return found as T;
    };
    const table = (name: string): HashTable => new HashTable(section<Int32Array>(`${name}.keys`), section<Uint16Array>(`${name}.values`));
    this.language = header.language;
    this.version = header.version;
    this.words = new Words(table('lexicon'), table('clusters'), table('topics'));
    this.segmenter = new Segmenter(section<Int16Array>('cuts'), section<Int16Array>('ends'), table('clusters'));
    const verbs = VERBS_TAKE_PRONOUNS.has(header.language) ? table('lemmasKnown') : undefined;
    this.splitter = new Splitter(header.splitScripts, table('splits'), section<Int16Array>('parts'), table('lexicon'), table('clusters'), verbs);
    this.tagger = new TagModel(section<Int8Array>('tags') as Weights, this.words);
    this.featsModel = new FeatsModel(section<Int8Array>('feats') as Weights, header.featsLists, table('choices'), this.words);
    this.lemmatiser = new Lemmatiser(header.lemmaScripts, table('lemmas'), table('lemmasKnown'));
    this.parser = header.network ? new NeuralParser(networkSource(header.network, section)) : linearParser(header, section);
    this.featsTable = header.feats;
    this.syntactic = syntacticFeats(header.feats);
    this.forget();
  }

  parse(text: string): Doc {
    const segments = this.segmenter.segment(text);
    const start: number[] = [], end: number[] = [], mwt: number[] = [], form: string[] = [], sentenceStart: number[] = [], ids: number[] = [];
    const { generation } = this;
    for (let i = 0; i < segments.count; i++) {
      const from = segments.start[i] as number, to = segments.end[i] as number;
      if (segments.begins[i]) sentenceStart.push(form.length);
      const token = text.slice(from, to);
      const id = this.intern(token);
      const split = this.split(token, id);
      if (!split || (split.open && !this.splitter.parts(text, segments, i))) {
        // The table's copy, of which no reader has to work out the hash again.
        form.push(this.words.forms[id] as string);
        ids.push(id);
        start.push(from);
        end.push(to);
        mwt.push(0);
        continue;
      }
      split.words.forEach((part, k) => {
        form.push(part);
        ids.push(this.intern(part));
        start.push(from);
        end.push(to);
        mwt.push(k + 1);
      });
    }
    sentenceStart.push(form.length);
    return this.annotate(text, {
      start: Int32Array.from(start),
      end: Int32Array.from(end),
      form,
      mwt: Uint8Array.from(mwt),
      sentenceStart: Int32Array.from(sentenceStart),
    }, generation === this.generation ? ids : undefined);
  }

  /** The words of a token, or null where it is one word; found once for each distinct token. */
  private split(token: string, id: number): Split | null {
    const known = this.splits[id];
    if (known !== undefined) return known;
    const split = this.splitter.find(token) ?? null;
    this.splits[id] = split;
    return split;
  }

  /** The number of a word, which it has until the table of words starts anew. */
  private intern(form: string): number {
    if (this.words.size > MAX_WORDS) this.forget();
    return this.words.intern(form);
  }

  /**
   * Tags, lemmas and trees for words that are given: what `parse` does once it has cut the text.
   * @param numbers of the words, where they are known.
   */
  annotate(text: string, given: Pick<Doc, 'start' | 'end' | 'form' | 'mwt' | 'sentenceStart'>, numbers?: readonly number[]): Doc {
    const { generation } = this;
    const length = given.form.length;
    const doc = new Doc(text, this.language, {
      ...given,
      lemma: new Array<string>(length),
      upos: new Uint8Array(length),
      feats: new Uint16Array(length),
      featsTable: this.featsTable,
      head: new Int32Array(length).fill(-1),
      deprel: new Uint8Array(length),
    });
    for (let s = 0; s + 1 < given.sentenceStart.length; s++) {
      if (this.words.size > MAX_WORDS) this.forget();
      this.annotateSentence(doc, given.sentenceStart[s] as number, given.sentenceStart[s + 1] as number, generation === this.generation ? numbers : undefined);
    }
    return doc;
  }

  private annotateSentence(doc: Doc, from: number, to: number, numbers: readonly number[] | undefined): void {
    const length = to - from;
    if (length === 0) return;
    const { words, state } = this;
    if (this.ids.length < length + 4) {
      this.ids = new Int32Array((length + 4) * 2);
      this.padded = new Uint8Array((length + 4) * 2);
    }
    const { ids, padded } = this;
    ids[0] = ids[1] = ids[length + 2] = ids[length + 3] = 0;
    for (let i = 0; i < length; i++) ids[i + 2] = numbers ? (numbers[from + i] as number) : words.intern(doc.form[from + i] as string);
    const tags = doc.upos.subarray(from, to);
    this.tagger.tag(ids, length, sentenceKind(doc.form, from, to), tags);
    padded[0] = padded[1] = padded[length + 2] = padded[length + 3] = 17;
    padded.set(tags, 2);
    const feats = doc.feats.subarray(from, to);
    this.featsModel.fill(ids, padded, length, feats);

    state.reserve(length);
    for (let i = 0; i < length; i++) {
      const word = ids[i + 2] as number, tag = tags[i] as number, feat = feats[i] as number;
      doc.lemma[from + i] = this.lemma(word, tag, feat);
      state.word[i] = words.lower[word] as number;
      state.tag[i] = tag;
      state.fine[i] = fineTag(tag, this.syntactic[feat] as number);
      state.feats[i] = feat;
      state.suffix[i] = words.suffix3[word] as number;
    }
    this.parser.parse(state, length);
    for (let i = 0; i < length; i++) {
      const head = state.head[i] as number;
      doc.head[from + i] = head === length ? -1 : from + head;
      doc.deprel[from + i] = (state.label[i] as number) - 1;
    }
  }

  private lemma(word: number, tag: number, feats: number): string {
    const { candidates, lemmas } = this.featsModel.analysis(word, tag);
    return (lemmas[Math.max(0, candidates.indexOf(feats))] ??= this.lookUpLemma(word, tag, feats));
  }

  private lookUpLemma(word: number, tag: number, feats: number): string {
    const form = this.words.forms[word] as string;
    return this.lemmatiser.lemma(form, normalise(form), tag, feats);
  }

  /** Empties the table of words; its entry 0 is the place outside a sentence. */
  private forget(): void {
    this.generation++;
    this.words.clear();
    this.words.intern('');
    this.tagger.clear();
    this.featsModel.clear();
    this.splits = [];
  }
}

/** Makes a pipeline from the bytes of a model file (models/en.model, models/es.model). */
export function createPipeline(bytes: Uint8Array): Pipeline {
  return new TrainedPipeline(bytes);
}
