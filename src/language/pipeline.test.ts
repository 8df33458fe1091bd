import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConllu, writeConllu, type Doc } from './index.js';
import { loadPipeline } from './node.js';
import { MAX_SENTENCE } from './segmenter.js';

const pipelines = { en: loadPipeline('en'), es: loadPipeline('es') };

/** What must hold of any parse of any text. */
function check(doc: Doc, text: string): void {
  expect(doc.text).toBe(text);
  let covered = 0;
  for (let i = 0; i < doc.length; i++) {
    const start = doc.start[i]!, end = doc.end[i]!;
    if (doc.mwt[i]! > 1) {
      expect([start, end]).toEqual([doc.start[i - 1], doc.end[i - 1]]);
      continue;
    }
    expect(start).toBeGreaterThanOrEqual(covered);
    expect(end).toBeGreaterThan(start);
    // Nothing but white space is left out between tokens.
    expect(text.slice(covered, start).trim()).toBe('');
    if (doc.mwt[i] === 0) expect(doc.form[i]).toBe(text.slice(start, end));
    covered = end;
  }
  expect(text.slice(covered).trim()).toBe('');
  expect(doc.sentenceStart[doc.sentenceCount]).toBe(doc.length);
  for (let s = 0; s < doc.sentenceCount; s++) {
    const from = doc.sentenceStart[s]!, to = doc.sentenceStart[s + 1]!;
    expect(to).toBeGreaterThan(from);
    let roots = 0;
    for (let i = from; i < to; i++) {
      const head = doc.head[i]!;
      if (head < 0) roots++;
      else expect(head >= from && head < to && head !== i).toBe(true);
      expect(typeof doc.lemma[i]).toBe('string');
      // Following heads comes to the root within as many steps as there are words.
      let at = i, steps = 0;
      while (doc.head[at]! >= 0 && steps <= to - from) {
        at = doc.head[at]!;
        steps++;
      }
      expect(doc.head[at]).toBe(-1);
    }
    expect(roots).toBe(1);
  }
}

describe.each(['en', 'es'] as const)('%s: any text', (language) => {
  const pipeline = pipelines[language];

  it('is parsed into trees whose offsets reproduce it', { timeout: 180_000 }, () => {
    const pieces = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.constantFrom(
        'The U.S. said no.', 'don’t', 'decírselo del mar', '\n\n', '\r\n', '\u00a0', '\ufeff', '\u200b', '...', '“', '\ud800',
        'BUENOS AIRES, Dec 10 (Reuters) - ', 'No. 3', '10 Dec. 2023', '👩‍👩‍👧', 'é', 'https://a.b/c?d=e', '1,234.5%', 'ﬁ', '中文。',
      ),
      fc.string({ unit: 'grapheme-ascii', maxLength: 80 }),
    );
    const texts = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(' '));
    fc.assert(fc.property(texts, (text) => check(pipeline.parse(text), text)), { numRuns: 1_000_000, interruptAfterTimeLimit: 15_000 });
  });

  it('is parsed the same each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (text) => {
        expect(writeConllu(pipeline.parse(text))).toBe(writeConllu(pipeline.parse(text)));
      }),
      { numRuns: 200 },
    );
  });

  it('comes back from CoNLL-U', () => {
    const doc = pipeline.parse('Dr. Smith didn’t go.\n\n“No,” he said.\nHablan del mar; quiere decírselo.');
    const back = readConllu(writeConllu(doc), language);
    for (const column of ['form', 'lemma', 'upos', 'head', 'deprel', 'mwt'] as const) expect([...back[column]]).toEqual([...doc[column]]);
  });

  it('takes time in line with its length, whatever it is', { timeout: 180_000 }, () => {
    const time = (text: string): number => {
      const started = performance.now();
      check1(pipeline.parse(text));
      return performance.now() - started;
    };
    const check1 = (doc: Doc): void => {
      for (let s = 0; s < doc.sentenceCount; s++) expect(doc.sentenceStart[s + 1]! - doc.sentenceStart[s]!).toBeLessThanOrEqual(MAX_SENTENCE * 3);
    };
    for (const unit of ['word ', 'x', '-', '.', 'a-b,', '( ', '\n', '¿']) {
      const small = unit.repeat(20_000 / unit.length), large = unit.repeat(160_000 / unit.length);
      time(small);
      const each = Math.min(time(small), time(small));
      expect(time(large), JSON.stringify(unit)).toBeLessThan(each * 8 * 3 + 100);
    }
    // A sentence of a megabyte.
    expect(time('word '.repeat(200_000))).toBeLessThan(30_000);
  });

  it('may be empty', () => {
    for (const text of ['', ' ', '\n\n\t']) {
      const doc = pipeline.parse(text);
      expect(doc.length).toBe(0);
      expect(doc.sentenceCount).toBe(0);
    }
  });
});

describe('sentence ends', () => {
  const sentences = (language: 'en' | 'es', text: string): string[] => [...pipelines[language].parse(text).sentences()].map((s) => s.text);

  it.each([
    ['The U.S. Treasury said on Monday that it had not acted.', 'It gave no reason.'],
    ['Dr. Smith met Gen. Jones in Washington.', 'They did not speak to the press.'],
    ['The plan is No. 3 on the list.', 'The talks began on 10 Dec. 2023 in Geneva.'],
    ['“We will not sign the treaty,” the minister said.', 'He left the room.'],
    ['BUENOS AIRES, Dec 10 (Reuters) - Argentina said on Sunday that it would leave the group.', 'It did not say when.'],
  ])('%s | %s', (first, second) => {
    expect(sentences('en', `${first} ${second}`)).toEqual([first, second]);
  });

  it('a blank line ends a headline', () => {
    expect(sentences('en', 'Minister visits Beijing\n\nThe minister arrived on Monday.')).toEqual(['Minister visits Beijing', 'The minister arrived on Monday.']);
  });

  it.each([
    ['El Sr. Pérez habló con EE.UU. sobre el acuerdo.', 'No hubo respuesta.'],
    ['La Dra. Gómez llegó el lunes a Madrid.', 'El encuentro duró dos horas.'],
  ])('%s | %s', (first, second) => {
    expect(sentences('es', `${first} ${second}`)).toEqual([first, second]);
  });
});

describe('words', () => {
  const forms = (language: 'en' | 'es', text: string): string[] => pipelines[language].parse(text).form;

  it('come out of contractions and clitics', () => {
    expect(forms('en', "They don't know Iran's plan.")).toEqual(['They', 'do', "n't", 'know', 'Iran', "'s", 'plan', '.']);
    expect(forms('es', 'El presidente del país no quiso decirles nada al respecto.')).toEqual([
      'El', 'presidente', 'de', 'el', 'país', 'no', 'quiso', 'decir', 'les', 'nada', 'a', 'el', 'respecto', '.',
    ]);
  });

  it('carry what a coder asks for', () => {
    const doc = pipelines.en.parse('Brazil has condemned the attack.');
    const verb = doc.form.indexOf('condemned');
    expect(doc.token(verb).upos).toBe('VERB');
    expect(doc.lemma[verb]).toBe('condemn');
    expect(doc.head[doc.form.indexOf('Brazil')]).toBe(verb);
    expect(doc.token(doc.form.indexOf('Brazil')).deprel).toBe('nsubj');
    expect(doc.token(doc.form.indexOf('attack')).deprel).toBe('obj');
  });
});
