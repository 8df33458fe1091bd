import { beforeAll, describe, expect, it } from 'vitest';
import type { Coder } from './index.js';
import { loadCoder } from './node.js';

let coder: Coder;
beforeAll(async () => {
  coder = await loadCoder();
});
const unresolved = (text: string, language = 'en') => coder.code({ text, language, date: '2024-05-06' }).unresolved!.map((name) => name.text);

describe('names that no dictionary knows', () => {
  it('are found whole, without their titles, at their place', () => {
    const text = 'Minister Zoltan Prueba met Argentina’s president in Montevideo on Tuesday.';
    const [name] = coder.code({ text, language: 'en', date: '2024-05-06' }).unresolved!;
    expect(name).toMatchObject({ text: 'Zoltan Prueba' });
    expect(text.slice(name!.start, name!.end)).toBe(name!.text);
    expect(unresolved('El canciller Zoltan Prueba visitó la Argentina.', 'es')).toEqual(['Zoltan Prueba']);
  });

  it('are no dates, no places where something is, and nobody whom the dictionary knows', () => {
    expect(unresolved('Argentina met China in December.')).toEqual([]);
    expect(unresolved('Argentina criticised Brazil at Villa Inventada.')).toEqual([]);
  });
});

it('codes with what a person added, under a version of its own', () => {
  const text = 'Zoltan Prueba met the president of Chile.';
  const more = coder.withActors({ people: [{ id: 'added-zoltan-prueba', name: 'Zoltan Prueba', names: [], offices: [{ office: 'president', state: 'PER', from: '2024-01-01', to: null }] }], organisations: [], aliases: [] });
  const [before, now] = [coder, more].map((one) => one.code({ text, language: 'en', date: '2024-05-06' }));
  expect(before!.unresolved!.map((name) => name.text)).toEqual(['Zoltan Prueba']);
  expect(now!.unresolved).toEqual([]);
  expect(now!.events[0]!.actors[0]).toMatchObject({ code: 'PER', person: 'added-zoltan-prueba' });
  expect(more.version).not.toBe(coder.version);
  const league = { code: 'ADDED-LIGA-PRUEBA', name: { en: 'Prueba League', es: 'Liga Prueba' }, names: [], type: 'bloc', sector: 'IGO', state: null, from: null, to: null };
  const knowing = coder.withActors({ people: [], organisations: [league], aliases: [] });
  for (const [words, language] of [['Argentina criticised the Prueba League.', 'en'], ['Argentina criticó a la Liga Prueba.', 'es']] as const) {
    expect(knowing.code({ text: words, language, date: '2024-05-06' }).events[0]!.recipients[0]).toMatchObject({ code: 'ADDED-LIGA-PRUEBA', sectors: ['IGO'] });
  }
  expect(now!.coderVersion).toBe(more.version);
});
