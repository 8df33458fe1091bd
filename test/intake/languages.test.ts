import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codeOne } from '../../src/intake/coding.js';
import { recogniseLanguage } from '../../src/intake/languages.js';

const OWN = ['en', 'es'];
const DISPATCHES = new URL('../../data/example/dispatches/', import.meta.url);
const documents = readdirSync(DISPATCHES).filter((name) => name.endsWith('.jsonl')).flatMap((name) => readFileSync(new URL(name, DISPATCHES), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as { text: string; language: string }));

describe('the language of a text', () => {
  it('is right for every dispatch of the example, and for nearly all of their first sentences', () => {
    const wrong = (part: (text: string) => string): number => documents.filter(({ text, language }) => recogniseLanguage(part(text), OWN) !== language).length;
    expect(wrong((text) => text)).toBe(0);
    expect(wrong((text) => text.split(/(?<=[.!?])\s/)[0]!) / documents.length).toBeLessThan(0.01);
  });

  it('is told from its neighbours and from the rest of the world', () => {
    const said = {
      pt: 'O ministro das Relações Exteriores reuniu-se ontem em Brasília com a sua homóloga e os dois países assinaram um acordo sobre comércio.',
      fr: 'Le ministre des Affaires étrangères a rencontré hier son homologue à Paris, et les deux pays ont signé un accord sur le commerce.',
      it: 'Il ministro degli Esteri ha incontrato ieri a Roma il suo omologo e i due paesi hanno firmato un accordo sul commercio.',
      ca: 'El ministre d’Afers Exteriors es va reunir ahir amb el seu homòleg i els dos països van signar un acord sobre comerç.',
      de: 'Der Außenminister traf gestern in Berlin seinen Amtskollegen, und beide Länder unterzeichneten ein Abkommen über den Handel.',
      ru: 'Министр иностранных дел встретился вчера со своим коллегой, и обе страны подписали соглашение о торговле.',
      zh: '外交部长昨天会见了他的同行，两国签署了贸易协定。',
      ar: 'التقى وزير الخارجية أمس نظيره ووقع البلدان اتفاقا تجاريا.',
      es: 'El ministro se reunió ayer con su par y los dos países firmaron un acuerdo.',
      en: 'The minister met his counterpart yesterday, and the two countries signed an agreement.',
    };
    expect(Object.fromEntries(Object.entries(said).map(([language, text]) => [language, recogniseLanguage(text, OWN)]))).toEqual(Object.fromEntries(Object.keys(said).map((language) => [language, language])));
  });

  it('is one of the coder\'s own where there is next to nothing to tell it by', () => {
    for (const text of ['Kissinger visits Beijing.', 'Milei viaja a Davos', '1982', 'OK']) expect(OWN).toContain(recogniseLanguage(text, OWN));
  });
});

it('a document in another language is kept with its language and no codings, unless a language is asked for', async () => {
  const coder = { version: 'v', languages: OWN, code: ({ language }: { language?: string }) => ({ coderVersion: 'v', language: language!, sentences: [], mentions: [], events: [], statements: [], forecasts: [] }) };
  const text = 'Le ministre des Affaires étrangères a rencontré hier son homologue à Paris et ils ont signé un accord.';
  expect(await codeOne(coder, { text, language: 'auto' })).toMatchObject({ coding: { language: 'fr', events: [] } });
  expect(await codeOne(coder, { text, language: 'en' })).toMatchObject({ coding: { language: 'en' } });
  expect(await codeOne(coder, { text: 'The minister met.', language: 'pt' })).toMatchObject({ coding: { language: 'pt', sentences: [] } });
});
