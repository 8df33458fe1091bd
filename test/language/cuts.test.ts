/** Where the shipped models cut texts: hard sentence ends, contractions, what is one token whatever its marks. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadPipeline } from '../../src/language/node.js';
import { hashText } from '../../src/language/hash.js';
import { hashNormal, hashShape, normalise, shapeOf } from '../../src/language/words.js';
import { SENTENCES, WORDS } from './hard-cuts.js';

const pipelines = { en: loadPipeline('en'), es: loadPipeline('es') };

/** What the models still get wrong: an abbreviation at a sentence's end, a stop within brackets, clauses after a semicolon. */
const STILL_WRONG = new Set([
  'The talks moved from Geneva to Washington, D.C. | The agenda did not change.',
  'The accord (signed in 2015.) was never ratified. | It is still quoted.',
  'Perú cerró la frontera; Chile, no. | El comercio cayó.',
]);

describe.each(['en', 'es'] as const)('%s', (language) => {
  it.each(SENTENCES[language].filter((text) => !STILL_WRONG.has(text)))('%s', (text) => {
    const found = [...pipelines[language].parse(text.replaceAll(' | ', ' ')).sentences()].map((sentence) => sentence.text);
    expect(found.join(' | ')).toBe(text);
  });

  it.each(WORDS[language])('%s', (text, words) => {
    expect(pipelines[language].parse(text).form.join(' ')).toBe(words);
  });
});

describe('line ends', () => {
  const sentences = (text: string): number => pipelines.en.parse(text).sentenceCount;

  it('end a sentence after an end mark, and not within one', () => {
    expect(sentences('The envoy left on Monday.\nThe talks had failed.')).toBe(2);
    expect(sentences('The envoy left\non Monday for the\nsecond round of talks.')).toBe(1);
    expect(sentences('The envoy met Gen.\nOrtiz in Washington.')).toBe(1);
  });
});

describe('a space forgotten between two sentences', () => {
  const sentences = (language: 'en' | 'es', text: string): string => [...pipelines[language].parse(text).sentences()].map((sentence) => sentence.text).join(' | ');

  it('still parts them', () => {
    expect(sentences('es', 'El acuerdo seguirá en pie.Mientras haya voluntad, se cumplirá.Y lo primero es el crédito.')).toBe('El acuerdo seguirá en pie. | Mientras haya voluntad, se cumplirá. | Y lo primero es el crédito.');
    expect(sentences('es', 'Recibieron 15.Luego partieron.')).toBe('Recibieron 15. | Luego partieron.');
    expect(sentences('en', 'The envoy left on Monday.The talks had failed.')).toBe('The envoy left on Monday. | The talks had failed.');
  });

  it('does not part abbreviations, initials and addresses', () => {
    expect(sentences('es', 'El Sr.Pérez llamó a J.Soto desde EE.UU. el lunes.')).not.toContain('|');
    expect(sentences('en', 'The list is on Example.Org and names Gen.Ortiz of the U.S.Army.')).not.toContain('|');
  });
});

describe('tokens of awkward texts', () => {
  const tokens = (text: string): string[] => {
    const doc = pipelines.en.parse(text);
    return [...new Set([...doc.start].map((start, i) => text.slice(start, doc.end[i])))];
  };

  it.each(['https://example.org/a-b_c/2024/05?x=1,2&y=%20#top', 'first.last+tag@mail.example.co.uk', 'annex-2_final.v3.pdf', 'news.example.com', ':-)', 'w/o'])(
    'keep %s whole', (whole) => {
      expect(tokens(`see ${whole} now`)).toContain(whole);
    },
  );

  it('part a mark that belongs to the sentence from an address', () => {
    expect(tokens('It is (https://example.org/a).')).toEqual(['It', 'is', '(', 'https://example.org/a', ')', '.']);
    expect(tokens('Ask press@example.org, or call.')).toContain('press@example.org');
  });
});

describe('hashes of forms and shapes', () => {
  it('are those of the strings that they spare', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme-ascii', maxLength: 60 }), fc.string({ unit: 'binary', maxLength: 60 }));
    fc.assert(fc.property(text, fc.nat(60), fc.nat(60), (whole, a, b) => {
      const from = Math.min(a, b, whole.length), to = Math.min(Math.max(a, b), whole.length);
      const part = whole.slice(from, to);
      expect(hashNormal(whole, from, to)).toBe(hashText(normalise(part)));
      expect(hashShape(whole, from, to)).toBe(hashText(shapeOf(part)));
    }), { numRuns: 3000 });
  });
});
