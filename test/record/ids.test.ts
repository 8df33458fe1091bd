import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalText, documentId, eventId, makeDocument } from '../../src/record/index.js';
import { daysOf, isoOf } from '../../src/record/dates.js';
import { eventOf } from './make.js';

describe('canonical text', () => {
  it('is the same whatever the system that saved the text', () => {
    expect(canonicalText('\uFEFFBrasi\u0301lia\r\nPar\u00ADis\u0000\rRome\u2028')).toBe('Bras\u00EDlia\nParis \nRome');
    expect(canonicalText('a\u0007b\uD800c')).toBe('a b\uFFFDc');
    expect(canonicalText('\u{1F1E6}\u{1F1F7} ok')).toBe('\u{1F1E6}\u{1F1F7} ok');
  });

  it('is its own canonical form', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const once = canonicalText(text);
      expect(canonicalText(once)).toBe(once);
      expect(once).not.toMatch(/[\r\u0000\uFEFF]/);
    }));
  });
});

describe('ids', () => {
  it('follow from text, publication and date alone', () => {
    const one = makeDocument({ text: 'ARG met CHN.\r\n', publication: ' Gazette', date: '2022-02-06', title: 'One' });
    const same = makeDocument({ text: 'ARG met CHN.', publication: 'Gazette', date: '2022-02-06', title: 'Another', url: 'https://example.org/' });
    expect(one.id).toMatch(/^[0-9a-f]{32}$/);
    expect(same.id).toBe(one.id);
    expect(documentId(one)).toBe(one.id);
    for (const other of [{ text: 'ARG met CHL.' }, { publication: 'Herald' }, { date: '2022-02-07' }]) {
      expect(makeDocument({ text: 'ARG met CHN.', publication: 'Gazette', date: '2022-02-06', ...other }).id).not.toBe(one.id);
    }
  });

  it('stay when a coder is surer or gives other reasons, and change with what is said', () => {
    const document = makeDocument({ text: 'ARG met CHN.', date: '2022-02-06' });
    const event = eventOf(document, 'met', 'ARG', 'CHN');
    expect(eventId(document.id, { ...event, confidence: 0.1, why: [], contexts: ['x'] })).toBe(eventId(document.id, event));
    expect(eventId(document.id, { ...event, status: 'planned' })).not.toBe(eventId(document.id, event));
    expect(eventId(document.id, { ...event, trigger: [] })).not.toBe(eventId(document.id, event));
  });
});

describe('dates', () => {
  it('go to days and back', () => {
    fc.assert(fc.property(fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }), (date) => {
      const iso = date.toISOString().slice(0, 10);
      expect(isoOf(daysOf(iso))).toBe(iso);
    }));
    expect(daysOf('2023-02-29')).toBeNull();
    expect(daysOf('')).toBeNull();
    expect(isoOf(null)).toBe('');
  });
});
