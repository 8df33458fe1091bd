/**
 * The coder: text in, records out. Deterministic and without state: the same text with the same codebook, dictionary and
 * models gives the same records, in Node and in a browser.
 */
import { withAdditions, type ActorAdditions } from '../actors/index.js';
import type { Doc } from '../language/index.js';
import { classify, type Classification } from './classify.js';
import { readDocument, type CoderResources, type ReadingContext } from './context.js';
import { readContexts } from './contexts.js';
import { eventDate } from './event-date.js';
import { ForecastReader } from './forecasts.js';
import type { MentionReader } from './mentions.js';
import { readPlace } from './places.js';
import { Ranker } from './ranker.js';
import { StatementReader } from './statements.js';
import type { ActorMention, Coding, CoderInput, EventDraft, ForecastDraft, Span, StatementDraft } from './types.js';
import { unresolvedNames } from './unresolved.js';
import { weigh, type Weighed } from './weigh.js';

/** Grows with every change that can change what is coded. */
export const CODER_VERSION = '0.2.0';

/**
 * What is less sure is shown only to those who ask for it: confidence is calibrated, and of such events four in five are
 * wrong. Where the line lies was found on the project's own sentences.
 */
export const SHOWN = 0.2;

export interface Coder {
  /** Version of the coder with those of its models. */
  readonly version: string;
  readonly languages: readonly string[];
  /**
   * Codes a document.
   * @throws when a language is asked for that the coder has no model of.
   */
  code(input: CoderInput): Coding;
  /** The same coder with what a person added to its dictionary; of a version of its own. */
  withActors(additions: ActorAdditions): Coder;
  /** The same coder with another ranker, from its file's bytes. @throws when they are no ranker of this version. */
  withRanker(bytes: Uint8Array): Coder;
  /** The type of event between an actor and a recipient that are marked in the text. */
  classify(input: CoderInput, actor: readonly Span[], recipient: readonly Span[]): Classification;
}

/** Makes a coder of its parts. */
export function createCoder(resources: CoderResources, ranker?: Ranker): Coder {
  const languages = [...resources.pipelines.keys()];
  const version = [CODER_VERSION, `codebook-${resources.codebook.version}`, `actors-${resources.actors.version}`, ...[...resources.pipelines.values()].map((p) => p.version), ...(ranker ? [ranker.version] : [])].join('+');
  return {
    version,
    languages,
    code: (input) => code(resources, version, input, ranker),
    withActors: (additions) => createCoder({ ...resources, actors: withAdditions(resources.actors, additions) }, ranker),
    withRanker: (bytes) => createCoder(resources, Ranker.fromBytes(bytes)),
    classify: (input, actor, recipient) => classify(readDocument(resources, input), actor, recipient, ranker),
  };
}

function code(resources: CoderResources, coderVersion: string, input: CoderInput, ranker: Ranker | undefined): Coding {
  const context = readDocument(resources, input);
  const { doc, mentions } = context;
  const statementReader = new StatementReader(context);
  const forecastReader = new ForecastReader(context, statementReader);
  const events: EventDraft[] = [];
  const statements: StatementDraft[] = [];
  const forecasts: ForecastDraft[] = [];
  for (let s = 0; s < doc.sentenceCount; s++) {
    const from = doc.sentenceStart[s] as number;
    const to = doc.sentenceStart[s + 1] as number;
    const found = weigh(context, from, to, context.events.read(from, to), ranker);
    const contexts = found.length > 0 ? readContexts(context.lexemes, from, to) : [];
    for (const weighed of found) events.push(draft(weighed, s, from, to, contexts, context));
    statements.push(...statementReader.read(s, from, to));
    forecasts.push(...forecastReader.read(s, from, to));
  }
  const sentences = Array.from({ length: doc.sentenceCount }, (_, s) => ({
    start: doc.start[doc.sentenceStart[s] as number] as number,
    end: doc.end[(doc.sentenceStart[s + 1] as number) - 1] as number,
  }));
  return { coderVersion, language: context.language, sentences, mentions: allMentions(doc, mentions), events, statements, forecasts, unresolved: unresolvedNames(context) };
}

function draft({ candidate, type, mode, confidence, why }: Weighed, sentence: number, from: number, to: number, contexts: readonly string[], context: ReadingContext): EventDraft {
  const { doc, mentions, codebook } = context;
  const { standing } = candidate;
  const question = doc.form[to - 1] === '?' || doc.form[from] === '¿';
  const status = question && standing.status === 'done' ? 'conditional' : standing.status;
  const when = eventDate(context, candidate.words, status);
  return {
    sentence,
    start: doc.start[from] as number,
    end: doc.end[to - 1] as number,
    eventType: type,
    mode,
    quad: codebook.type(type).quad,
    intensity: codebook.intensity(type, mode),
    actors: candidate.actors,
    recipients: candidate.recipients,
    reciprocal: candidate.reciprocal,
    status,
    absence: standing.absence,
    attributedTo: candidate.source,
    date: when.date,
    datePrecision: when.precision,
    contexts: [...contexts],
    place: readPlace(doc, candidate.words, mentions),
    trigger: candidate.trigger,
    confidence: Math.round(confidence * 1000) / 1000,
    why: [...candidate.why, ...why, when.why],
  };
}

/** Every actor named, whether or not in an event: what the reader marks in the text. */
function allMentions(doc: Doc, mentions: MentionReader): ActorMention[] {
  const found: ActorMention[] = [];
  let end = -1;
  for (let i = 0; i < doc.length; i++) {
    if ((doc.start[i] as number) < end) continue;
    const match = mentions.match(i);
    if (!match || match.from !== i) continue;
    for (let word = match.from; word < match.to; word++) {
      const reading = mentions.read(word);
      if (reading?.isActor && reading.mention.code !== '') {
        found.push(reading.mention);
        end = Math.max(end, reading.mention.end);
        break;
      }
    }
  }
  return found;
}
