/** A document as far as it has been read: what every reader of the coder works on. */
import { namesAtStart, type ActorDictionary } from '../actors/index.js';
import { fold, type Codebook } from '../codebook/index.js';
import { Doc, type Pipeline } from '../language/index.js';
import { readAuthor } from './author.js';
import { withoutCapitals, withoutFirstCapitals } from './capitals.js';
import { Coreference } from './coreference.js';
import { findDates, type DateMention } from './dates.js';
import { EventReader } from './events.js';
import { guessLanguage } from './language.js';
import { Lexemes } from './lexemes.js';
import { MentionReader } from './mentions.js';
import { RoleReader } from './roles.js';
import { StatusReader } from './status.js';
import type { ActorMention, CoderInput, Precision } from './types.js';

export interface CoderResources {
  codebook: Codebook;
  actors: ActorDictionary;
  /** Parsers by language; the first is what a text falls back to that shows no language. */
  pipelines: ReadonlyMap<string, Pipeline>;
}

export interface ReadingContext {
  doc: Doc;
  language: string;
  roles: RoleReader;
  mentions: MentionReader;
  coreference: Coreference;
  status: StatusReader;
  events: EventReader;
  codebook: Codebook;
  lexemes: Lexemes;
  /** The document's date; "" when unknown. */
  base: { date: string; precision: Precision };
  /** Who says "I" outside quotations, where that is known. */
  author: ActorMention | null;
  /** Dates that the text names. */
  dates: DateMention[];
}

/** How a Spanish verb in the third person ends. */
const FINITE = /[aeo]n?$/;

/**
 * Parses a document and readies everything that reads it.
 * @throws when a language is asked for that the coder has no model of.
 */
export function readDocument(resources: CoderResources, input: CoderInput): ReadingContext {
  const languages = [...resources.pipelines.keys()];
  const { language: asked } = input;
  const language = asked === undefined || asked === '' || asked === 'auto' ? guessLanguage(input.text, languages) : asked;
  const pipeline = resources.pipelines.get(language);
  const lexicon = resources.codebook.lexicons.get(language);
  if (!pipeline || !lexicon) throw new Error(`No coder for language "${language}"; expected one of ${languages.join(', ')}, or "auto". Name the document's language or leave it out.`);

  const capitals = withoutCapitals(input.text);
  const isCommon = (word: string, line: string): boolean => {
    const form = fold(word);
    const noun = lexicon.forms.get(`NOUN:${form}`) ?? form;
    const names = namesAtStart(resources.actors, line);
    if (names.some(({ meaning }) => meaning.kind !== 'agent')) return false;
    // Before another capital only a verb is no name's first part: "Critica Cuba a …", but "Banco Mundial".
    if (/^\S+ +\p{Lu}/u.test(line)) return names.length === 0 && FINITE.test(form) && lexicon.forms.has(`VERB:${form}`) && !lexicon.patterns.has(`NOUN:${noun}`);
    return names.length > 0 || lexicon.forms.has(`VERB:${form}`) || lexicon.patterns.has(`NOUN:${noun}`) || lexicon.forms.has(`NOUN:${form}`);
  };
  // Spanish headlines leave out articles, and their first word looks like a name.
  const plain = language === 'es' ? withoutFirstCapitals(capitals, isCommon) : capitals;
  const parsed = pipeline.parse(plain);
  const doc = plain === input.text ? parsed : new Doc(input.text, language, parsed);
  const date = input.date ?? '';
  const base = { date, precision: date === '' ? ('unknown' as const) : (input.datePrecision ?? 'day') };
  const mentions = new MentionReader(doc, resources.actors, date, resources.codebook, input.home);
  const coreference = new Coreference(doc, mentions);
  const lexemes = new Lexemes(doc, lexicon);
  const roles = new RoleReader(doc, lexemes);
  const status = new StatusReader(doc, roles, lexemes, resources.codebook);
  const dates = findDates(input.text, language, base);
  const events = new EventReader(doc, roles, mentions, coreference, status, resources.codebook, lexemes, dates);
  const author = readAuthor(input, { actors: resources.actors, codebook: resources.codebook, pipeline });
  coreference.voice = () => author;
  return { doc, language, roles, mentions, coreference, status, events, codebook: resources.codebook, lexemes, base, author, dates };
}
