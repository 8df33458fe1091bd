/**
 * Statements, forecasts and the dates of events, from trees checked by hand (speech.en.conllu, speech.es.conllu), so that
 * what is tested is the reading of a tree and not the parser of the day.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadActors } from '../../src/actors/node.js';
import { fold } from '../../src/codebook/index.js';
import { loadCodebook } from '../../src/codebook/node.js';
import { readDocument, type ReadingContext } from '../../src/coder/context.js';
import { eventDate } from '../../src/coder/event-date.js';
import { ForecastReader } from '../../src/coder/forecasts.js';
import { StatementReader } from '../../src/coder/statements.js';
import { Lexemes } from '../../src/coder/lexemes.js';
import { StatusReader } from '../../src/coder/status.js';
import type { ActorMention, ForecastDraft, StatementDraft, Status } from '../../src/coder/types.js';
import { readConllu } from '../../src/language/conllu.js';

const codebook = loadCodebook();
const actors = loadActors();
const trees = new Map(['en', 'es'].map((language) => [language, documents(language)]));

function documents(language: string): Map<string, string> {
  const text = readFileSync(new URL(`speech.${language}.conllu`, import.meta.url), 'utf8');
  return new Map(text.split('# newdoc id = ').slice(1).map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)]));
}

/** 2024-11-20 was a Wednesday. */
function context(language: string, id: string): ReadingContext {
  const tree = trees.get(language)?.get(id);
  if (tree === undefined) throw new Error(`no tree "${id}" in speech.${language}.conllu`);
  const doc = readConllu(tree, language);
  const pipelines = new Map([[language, { language, version: 'test', parse: () => doc }]]);
  return readDocument({ codebook, actors, pipelines }, { text: doc.text, date: '2024-11-20', language });
}

function perSentence<T>({ doc }: ReadingContext, read: (index: number, from: number, to: number) => T[]): T[] {
  return Array.from({ length: doc.sentenceCount }, (_, s) => read(s, doc.sentenceStart[s] as number, doc.sentenceStart[s + 1] as number)).flat();
}

const statements = (language: string, id: string): StatementDraft[] => {
  const reading = context(language, id);
  const reader = new StatementReader(reading);
  return perSentence(reading, (s, from, to) => reader.read(s, from, to));
};

const forecasts = (language: string, id: string): ForecastDraft[] => {
  const reading = context(language, id);
  const reader = new ForecastReader(reading, new StatementReader(reading));
  return perSentence(reading, (s, from, to) => reader.read(s, from, to));
};

const who = (mention: ActorMention | null): string => (mention ? mention.person ?? (mention.code || mention.text) : '?');
const say = (s: StatementDraft): string => `${who(s.speaker)} ${s.direct ? 'direct' : 'indirect'} ${s.kind} [${s.about.map(who).join(' ')}] ${s.words}`;
const foresee = (f: ForecastDraft): string =>
  `${who(f.forecaster)} "${f.likelihood.words}" ${f.likelihood.scale ?? 'no scale'} ${f.likelihood.low ?? ''}-${f.likelihood.high ?? ''} ${f.horizon ? `by ${f.horizon.date} ${f.horizon.precision}` : 'no horizon'}: ${f.words}`;

describe('statements in English', () => {
  it.each<[string, string[]]>([
    ['quote-before', ['joe-biden direct promise [IRN] We will respond to Iran']],
    ['quote-run', ['emmanuel-macron direct position [IRN] The deal is dead. We expect nothing from Iran']],
    ['promise', ['CHN indirect promise [ARG] to send aid to Argentina']],
    ['own-plan', ['ARG indirect promise [BRICS] it would leave the BRICS']],
    ['demand', ['CHL indirect demand [ARG] Argentina withdraw its troops']],
    ['accusation', ['IRN indirect claim [ISR] violating the agreement']],
    ['warning', ['RUS indirect warning [UKR] it would close the border']],
    ['claim', ['ISR indirect claim [HAMAS] Hamas had broken the truce']],
    ['label', ['javier-milei indirect position [BRA] We will not give in to Brazil']],
    ['unsaid', []],
    ['pronoun', ['luiz-inacio-lula-da-silva indirect position [ARG] Brazil would support Argentina']],
    ['title', []],
    ['unknown', ['Marta Ríos direct claim [CHL] The talks with Chile failed']],
    ['split', ['luiz-inacio-lula-da-silva direct promise [] We will sign', 'luiz-inacio-lula-da-silva direct position [ARG MERCOSUR] if Argentina stays in Mercosur.']],
  ])('%s', (id, expected) => {
    expect(statements('en', id).map(say)).toEqual(expected);
  });

  it('takes what is suggested as a fact for no demand', () => {
    const kinds = statements('en', 'suggest').map((s) => s.kind);
    expect(kinds).toHaveLength(1);
    expect(kinds).not.toContain('demand');
  });

  it('reads words before their verb of saying as what must be done', () => {
    expect(statements('en', 'beside').map(say)).toEqual(['luiz-inacio-lula-da-silva indirect demand [ARG] Argentina must apologise']);
  });

  it.each([['en', 'according to', 'IMF indirect claim [ARG] Argentina had met its targets'], ['es', 'según', 'IMF indirect claim [ARG] la economía argentina creció']])(
    'names who is told by "according to" (%s), by the codebook\'s prepositions', (language, lemma, expected) => {
      const reading = context(language, 'according');
      const known = reading.codebook.lexicons.get(language)!;
      const operators = new Map(known.operators);
      operators.set(`ADP:${fold(lemma)}`, [{ lemma, pos: 'ADP', effect: { status: 'reported', speech: true, kind: 'claim' }, ref: `${language}:op:${lemma}#1` }]);
      const lexemes = new Lexemes(reading.doc, { ...known, operators });
      const status = new StatusReader(reading.doc, reading.roles, lexemes, reading.codebook);
      const reader = new StatementReader({ ...reading, lexemes, status });
      expect(perSentence(reading, (s, from, to) => reader.read(s, from, to)).map(say)).toEqual([expected]);
    },
  );

  it('gives the exact words, the day on which they were said and what shows it', () => {
    const { doc } = context('en', 'quote-before');
    const [statement] = statements('en', 'quote-before');
    expect(doc.text.slice(statement?.start, statement?.end)).toBe(statement?.words);
    expect(statement?.date).toBe('2024-11-19');
    expect(statement?.why.map((w) => w.kind)).toContain('operator');
  });
});

describe('statements in Spanish', () => {
  it.each<[string, string[]]>([
    ['quote-before', ['gerardo-werthein direct position [IRN] No vamos a ceder ante Irán']],
    ['own-plan', ['ARG indirect promise [UKR] enviará ayuda a Ucrania']],
    ['demand', ['CHL indirect demand [ARG] retirara los paneles']],
    ['promise', ['CHN indirect promise [ARG] a comprar soja argentina']],
    ['label', ['javier-milei indirect position [CHN] No vamos a negociar con China']],
    ['dialogue', ['gabriel-boric direct promise [CHL] Vamos a firmar el acuerdo con Chile', 'gabriel-boric direct position [CHL] Chile no tiene otra salida.']],
    ['unsaid', []],
    ['obligation', ['emmanuel-macron direct demand [RUS UKR] Rusia debe retirarse de Ucrania']],
    ['topic', ['luiz-inacio-lula-da-silva indirect position [ARG] Brasil apoyará a Argentina']],
    ['es-decir', []],
  ])('%s', (id, expected) => {
    expect(statements('es', id).map(say)).toEqual(expected);
  });

  it('takes a clause that is all in quotation marks for verbatim', () => {
    const [statement] = statements('es', 'que');
    expect(statement?.direct).toBe(true);
    expect(statement?.words).toBe('la soberanía de las Malvinas es irrenunciable');
    expect(who(statement?.speaker ?? null)).toBe('santiago-cafiero');
  });
});

describe('forecasts', () => {
  it.each<[string, string, string[]]>([
    ['en', 'unlikely', ['? "unlikely" Kent 0.2-0.4 by 2024-10-01 quarter: Argentina is unlikely to join the BRICS by the end of 2024']],
    ['en', 'expects', ['IMF "expects" Kent 0.63-0.87 by 2025-01-01 year: inflation in Argentina to fall in 2025']],
    ['en', 'hedge', ['luiz-inacio-lula-da-silva "could" no scale - by 2025-01-01 year: Brazil could leave Mercosur next year']],
    ['en', 'expected', ['? "expected" Kent 0.63-0.87 by 2024-11-25 week: Xi Jinping is expected to visit Chile next week']],
    ['en', 'quoted', ['xi-jinping "probably" Kent 0.63-0.87 no horizon: China will probably support Argentina']],
    ['en', 'not-likely', ['? "not likely" Kent 0.2-0.4 no horizon: Chile will withdraw its ambassador']],
    ['en', 'past', []],
    ['en', 'ability', []],
    ['en', 'resolve', []],
    ['en', 'more-likely', []],
    ['en', 'condition', []],
    ['es', 'expects', ['IMF "prevé" no scale - by 2025-01-01 year: la economía argentina crezca en 2025']],
    ['es', 'expected', ['? "Se espera" Kent 0.63-0.87 by 2024-11-25 week: Lula viaje a China la próxima semana']],
    ['es', 'unlikely', ['? "poco probable" Kent 0.2-0.4 no horizon: Argentina ingrese a los BRICS']],
    ['es', 'hedge', ['? "podría" no scale - by 2025-01-01 year: Brasil podría abandonar el Mercosur el año que viene']],
    ['es', 'probably', ['? "probablemente" Kent 0.63-0.87 by 2024-11-27 day: Chile probablemente retirará a su embajador en los próximos días']],
    ['es', 'insurance', []],
  ])('%s %s', (language, id, expected) => {
    expect(forecasts(language, id).map(foresee)).toEqual(expected);
  });
});

describe('the date of an event', () => {
  const dateOf = (id: string, verb: string, status: Status): string => {
    const reading = context('en', id);
    const { date, precision, mention } = eventDate(reading, [reading.doc.form.indexOf(verb)], status);
    return `${date} ${precision} ${mention?.text ?? 'document'}`;
  };

  it('is the one that hangs on its verb, or on a noun below it', () => {
    expect(dateOf('event-day', 'signed', 'done')).toBe('2024-11-19 day Tuesday');
  });

  it('is the day on which it was told where it has none of its own', () => {
    expect(dateOf('event-speech', 'recalled', 'reported')).toBe('2024-11-18 day Monday');
    expect(dateOf('event-speech', 'said', 'done')).toBe('2024-11-18 day Monday');
  });

  it('is not that of another thing', () => {
    expect(dateOf('event-noun', 'left', 'done')).toBe('2024-11-20 day document');
    expect(dateOf('event-after', 'protested', 'done')).toBe('2024-11-20 day document');
  });

  it('lies ahead for what is planned', () => {
    expect(dateOf('event-plan', 'visit', 'planned')).toBe('2024-11-26 day Tuesday');
  });
});
