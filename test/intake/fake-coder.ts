/** A coder for tests: each "ARG met CHN" is an event. Slow, stuck, failing or dying where a document's text asks for it. */
import type { CoderInput, Coding, EventDraft } from '../../src/coder/types.js';
import type { CoderLike } from '../../src/intake/index.js';

export async function loadCoder(): Promise<CoderLike> {
  return { version: 'fake 1', code };
}

function code(input: CoderInput): Coding {
  if (input.language === 'xx') throw new Error('no model of "xx"');
  if (input.text.includes('KILL')) process.exit(1);
  if (input.text.includes('SLOW')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 8);
  const events = [...input.text.matchAll(/([A-Z]{3}) (met) ([A-Z]{3})/g)].map((match): EventDraft => {
    const side = (code: string): EventDraft['actors'][number] => ({ start: match.index, end: match.index + 3, text: code, code, sectors: [], by: 'name' });
    return {
      start: 0, end: input.text.length, sentence: 0, eventType: 'CONSULT', mode: 'meet', quad: 1, intensity: 1, actors: [side(match[1]!)], recipients: [side(match[3]!)],
      reciprocal: false, status: 'done', absence: false, attributedTo: null, date: input.date ?? '', datePrecision: input.datePrecision ?? 'unknown', contexts: [], place: null,
      trigger: [{ start: match.index + 4, end: match.index + 7 }], confidence: 0.9, why: [],
    };
  });
  return { coderVersion: 'fake 1', language: 'en', sentences: [{ start: 0, end: input.text.length }], mentions: [], events, statements: [], forecasts: [] };
}
