/** An event as one flat row: lists are joined by ";". */
import type { EventRow } from '../../record/index.js';

export const COLUMNS = [
  'id', 'date', 'date_precision', 'actor', 'actor_sector', 'actor_text', 'event_type', 'mode', 'recipient', 'recipient_sector', 'recipient_text',
  'quad', 'intensity', 'status', 'absence', 'attributed_to', 'contexts', 'place', 'confidence', 'judged', 'document', 'title', 'publication',
  'sentence', 'start', 'end', 'sentence_text', 'coder_version',
] as const;

export type FlatRow = Record<(typeof COLUMNS)[number], string | number | boolean>;

/** The flat row of an event, with the columns in the order of COLUMNS. */
export function flat({ event, documentTitle, publication, sentenceText, judged }: EventRow): FlatRow {
  const join = (values: readonly string[]): string => values.join(';');
  return {
    id: event.id,
    date: event.date,
    date_precision: event.datePrecision,
    actor: join(event.actors.map((m) => m.code)),
    actor_sector: join(event.actors.map((m) => m.sectors.join(' '))),
    actor_text: join(event.actors.map((m) => m.text)),
    event_type: event.eventType,
    mode: event.mode ?? '',
    recipient: join(event.recipients.map((m) => m.code)),
    recipient_sector: join(event.recipients.map((m) => m.sectors.join(' '))),
    recipient_text: join(event.recipients.map((m) => m.text)),
    quad: event.quad,
    intensity: event.intensity,
    status: event.status,
    absence: event.absence,
    attributed_to: event.attributedTo ? event.attributedTo.code || event.attributedTo.text : '',
    contexts: join(event.contexts),
    place: event.place?.state ?? '',
    confidence: event.confidence,
    judged,
    document: event.documentId,
    title: documentTitle,
    publication,
    sentence: event.sentence,
    start: event.start,
    end: event.end,
    sentence_text: sentenceText,
    coder_version: event.coderVersion,
  };
}
