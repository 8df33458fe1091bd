/** Small documents and codings for tests of the record. */
import { makeDocument, type CodingInput, type Document } from '../../src/record/index.js';

type Event = CodingInput['events'][number];

export function mention(text: string, code: string, start = 0): Event['actors'][number] {
  return { start, end: start + text.length, text, code, sectors: ['GOV'], by: 'name' };
}

/** An event over the whole of a text, its trigger the given word. */
export function eventOf(document: Document, trigger: string, actor: string, recipient: string, more: Partial<Event> = {}): Event {
  const start = document.text.indexOf(trigger);
  return {
    start: 0, end: document.text.length, sentence: 0, eventType: 'CONSULT', mode: 'meet', quad: 1, intensity: 2,
    actors: [mention(actor, actor)], recipients: [mention(recipient, recipient)], status: 'done', absence: false, attributedTo: null,
    date: document.date, datePrecision: document.datePrecision, contexts: [], place: null, trigger: [{ start, end: start + trigger.length }],
    confidence: 0.8, reciprocal: false, why: [{ kind: 'lexicon', text: trigger }], ...more,
  };
}

export function codingOf(document: Document, parts: Partial<CodingInput> = {}): CodingInput {
  return { coderVersion: 'test 1', language: 'en', sentences: [{ start: 0, end: document.text.length }], events: [], statements: [], forecasts: [], ...parts };
}

/** A dispatch in which one state meets another. */
export function meeting(actor: string, recipient: string, date: string, more: Partial<Event> = {}, coderVersion = 'test 1'): { document: Document; coding: CodingInput } {
  const document = makeDocument({ title: `${actor} and ${recipient}`, publication: 'Test Gazette', date, text: `${actor} met ${recipient} on ${date}.` });
  return { document, coding: codingOf(document, { coderVersion, events: [eventOf(document, 'met', actor, recipient, more)] }) };
}

/** How many documents `batchOf` makes. */
export const BATCH = 40;

/** The n-th batch of a long, always equal list of documents. */
export function batchOf(n: number): { document: Document; coding: CodingInput }[] {
  return Array.from({ length: BATCH }, (_, i) => {
    const filler = `Paragraph ${n}.${i}. `.repeat(40);
    const document = makeDocument({ title: `Batch ${n}`, publication: `Gazette ${i}`, date: '2022-02-06', text: `ARG met CHN. ${filler}` });
    return { document, coding: codingOf(document, { events: [eventOf(document, 'met', 'ARG', 'CHN')] }) };
  });
}
