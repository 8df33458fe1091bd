/**
 * Ids are hashes of content, so that adding the same thing twice is adding it once, on any machine. A coding's id does
 * not hold the coder's version: where a newer coder says the same of the same words, a person's judgement stays on it.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalLine, canonicalText } from './canonical.js';
import { Document, type ActorMention, type DocumentInput, type Event, type Forecast, type Judgement, type Statement } from './schema.js';

/** First 16 bytes, in hex, of the SHA-256 of the values given. */
export function contentHash(kind: string, values: unknown[]): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify([kind, ...values]))).subarray(0, 16));
}

/** A document's id: of its canonical text, publication and date. Expects canonical fields, as `makeDocument` gives them. */
export function documentId(document: { text: string; publication?: string; date?: string }): string {
  return contentHash('document', [document.text, document.publication ?? '', document.date ?? '']);
}

/** Fields as they come from a source, made canonical and checked, with their id. Throws a ZodError on a field of the wrong form. */
export function makeDocument(input: DocumentInput): Document {
  const fields = {
    ...input,
    title: canonicalLine(input.title ?? ''),
    publication: canonicalLine(input.publication ?? ''),
    author: canonicalLine(input.author ?? ''),
    text: canonicalText(input.text),
  };
  return Document.parse({ ...fields, id: documentId(fields) });
}

const who = (mention: ActorMention): unknown[] => [mention.code, mention.start, mention.end];
const spans = (list: { start: number; end: number }[]): unknown[] => list.map((span) => [span.start, span.end]);

/** An event's id: what it says (type, mode, status, date), where, and of whom. */
export function eventId(document: string, event: Omit<Event, 'id' | 'documentId' | 'coderVersion'>): string {
  return contentHash('event', [
    document, event.start, event.end, event.eventType, event.mode, event.status, event.absence, event.date, event.datePrecision,
    event.actors.map(who), event.recipients.map(who), spans(event.trigger),
  ]);
}

/** A statement's id: its kind, its words' place, its speaker and whom it is about. */
export function statementId(document: string, statement: Omit<Statement, 'id' | 'documentId' | 'coderVersion'>): string {
  return contentHash('statement', [
    document, statement.start, statement.end, statement.kind, statement.speaker && who(statement.speaker), statement.about.map(who),
  ]);
}

/** A forecast's id: its clause's place, its words of likelihood, its forecaster and whom it is about. */
export function forecastId(document: string, forecast: Omit<Forecast, 'id' | 'documentId' | 'coderVersion'>): string {
  return contentHash('forecast', [
    document, forecast.start, forecast.end, forecast.likelihood.start, forecast.likelihood.end, forecast.likelihood.words,
    forecast.forecaster && who(forecast.forecaster), forecast.about.map(who),
  ]);
}

/** A judgement's id: all that it says, with who said it and when. */
export function judgementId(judgement: Omit<Judgement, 'id'>): string {
  return contentHash('judgement', [
    judgement.targetKind, judgement.targetId, judgement.documentId, judgement.verdict, judgement.changes, judgement.note, judgement.judge, judgement.at,
  ]);
}

/** A saved brief's id: whom it is about, its question and sentences, and its name. */
export function briefId(brief: { actor: string; body: string; name: string }): string {
  return contentHash('brief', [brief.actor, brief.body, brief.name]);
}

/** A saved search's id: its list, its query and its name. */
export function searchId(search: { list: string; query: string; name: string }): string {
  return contentHash('search', [search.list, search.query, search.name]);
}
