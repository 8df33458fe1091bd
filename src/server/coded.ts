/**
 * A text with its coding, as the API gives it and nothing keeps it. The server and the browser's own coder both come
 * through here, so that they cannot say different things of one text.
 */
import type { Coding, CoderInput } from '../coder/types.js';
import { coderInput } from '../intake/documents.js';
import { eventId, forecastId, makeDocument, statementId } from '../record/ids.js';
import type { ActorNames } from '../record/names.js';
import type { Document, DocumentInput, Event } from '../record/schema.js';
import type { DocumentCoding } from '../record/store.js';
import type { CodedDocument, Names, Pasted } from './api/schemas.js';

type ActorMention = Event['actors'][number];

export const inputOf = (pasted: Pasted): DocumentInput => ({ ...pasted, language: pasted.language === 'auto' ? '' : pasted.language });

/** The document that a pasted text would be, before its language is known; its text may be blank. */
export function draftOf(pasted: Pasted): Document {
  return makeDocument(inputOf(pasted));
}

/** The names of all actors in a coding. */
export function namesIn({ events, statements, forecasts }: Pick<DocumentCoding, 'events' | 'statements' | 'forecasts'>, names: ActorNames): Names {
  const mentions: (ActorMention | null)[] = [
    ...events.flatMap(({ value, coded }) => [value, coded].flatMap((event) => [...event.actors, ...event.recipients, event.attributedTo])),
    ...statements.flatMap(({ value }) => [value.speaker, ...value.about]),
    ...forecasts.flatMap(({ value }) => [value.forecaster, ...value.about]),
  ];
  return names.ofAll(mentions.flatMap((mention) => mention?.code ?? []));
}

/** Codes a draft as it would be coded when it is added. */
export function codedDraft(draft: Document, asked: Pasted['language'], coder: { version: string; code(input: CoderInput): Coding }, names: ActorNames): CodedDocument {
  const coding = coder.code(coderInput(draft, asked));
  const kept = { documentId: draft.id, coderVersion: coder.version };
  const unjudged = <T>(value: T) => ({ value, coded: value, judgements: [], rejected: false });
  const coded = {
    sentences: coding.sentences,
    events: coding.events.map((event) => unjudged({ ...event, ...kept, id: eventId(draft.id, event) })),
    statements: coding.statements.map((statement) => unjudged({ ...statement, ...kept, id: statementId(draft.id, statement) })),
    forecasts: coding.forecasts.map((forecast) => unjudged({ ...forecast, ...kept, id: forecastId(draft.id, forecast) })),
  };
  return { document: { ...draft, language: coding.language }, ...coded, names: namesIn(coded, names) };
}
