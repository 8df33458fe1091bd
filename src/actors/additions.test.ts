import { describe, expect, it } from 'vitest';
import { formsByCode, parseActors, withAdditions, type ActorDictionary } from './index.js';

const state = (code: string, en: string) => JSON.stringify({ code, kind: 'state', name: { en, es: en }, names: { en: [], es: [] }, adjectives: { en: [], es: [] }, demonyms: { en: [], es: [] }, metonyms: [], from: null, to: null });
const person = JSON.stringify({ id: 'ann-example', name: 'Ann Example', names: [], offices: [{ office: 'legislator', state: 'AAA', from: '2020-01-01', to: '2021-01-01', source: 'test' }] });
const dictionary = parseActors(new Map([['states.jsonl', [state('AAA', 'Alphaland'), state('BBB', 'Betaland')].join('\n')], ['people.jsonl', person]]));
const formsOf = (dictionary: ActorDictionary, code: string) => [...formsByCode(dictionary).get(code)!].sort();
const office = { office: 'president', state: 'AAA', from: '2024-01-01', to: null };

describe('additions', () => {
  it('leave a dictionary as it is where there are none, and the given one in any case', () => {
    expect(withAdditions(dictionary, { people: [], organisations: [], aliases: [] })).toBe(dictionary);
    const extended = withAdditions(dictionary, { people: [], organisations: [], aliases: [{ form: 'Alphaland', code: 'BBB' }] });
    expect(formsOf(dictionary, 'AAA')).toEqual(['Alphaland']);
    expect(formsOf(extended, 'AAA')).toEqual([]);
    expect(formsOf(extended, 'BBB')).toEqual(['Alphaland', 'Betaland']);
    expect(extended.version).not.toBe(dictionary.version);
    expect(withAdditions(dictionary, { people: [], organisations: [], aliases: [{ form: 'Alphaland', code: 'BBB' }] }).version).toBe(extended.version);
  });

  it('add a person with dated offices, or offices to somebody who is there', () => {
    const extended = withAdditions(dictionary, {
      people: [{ id: 'added-ben-example', name: 'Ben Example', names: ['B. Example'], offices: [office] }, { id: 'added-ann-example', name: 'Ann Example', names: ['A. E.'], offices: [{ ...office, office: 'foreign-minister' }] }],
      organisations: [],
      aliases: [{ form: 'Benny', code: 'added-ben-example' }],
    });
    expect(extended.holders('AAA', 'president', '2024-06-01').map((held) => held.person.id)).toEqual(['added-ben-example']);
    expect(extended.holders('AAA', 'foreign-minister', '2024-06-01').map((held) => held.person.id)).toEqual(['ann-example']);
    expect(extended.holders('AAA', 'legislator', '2020-06-01')).toHaveLength(1);
    expect(extended.people.has('added-ann-example')).toBe(false);
    expect(formsOf(extended, 'added-ben-example')).toEqual(['B. Example', 'Ben Example', 'Benny', 'Example']);
    expect(formsOf(extended, 'ann-example')).toContain('A. E.');
  });

  it('add an organisation, whose names are nobody else’s, and in which somebody may hold an office', () => {
    const league = { code: 'ADDED-LEAGUE', name: { en: 'Example League', es: 'Liga de Ejemplo' }, names: ['Betaland'], type: 'bloc', sector: 'IGO', state: null, from: '2024-01-01', to: null };
    const extended = withAdditions(dictionary, { people: [{ id: 'added-ben-example', name: 'Ben Example', names: [], offices: [{ ...office, state: 'ADDED-LEAGUE' }] }], organisations: [league], aliases: [{ form: 'The League', code: 'ADDED-LEAGUE' }] });
    expect(formsOf(extended, 'ADDED-LEAGUE')).toEqual(['Betaland', 'Example League', 'Liga de Ejemplo', 'The League']);
    expect(formsOf(extended, 'BBB')).toEqual([]);
    expect(extended.organisations.get('ADDED-LEAGUE')).toMatchObject({ kind: 'bloc', sector: 'IGO', from: '2024-01-01' });
    expect(extended.nameOf('ADDED-LEAGUE', 'es')).toBe('Liga de Ejemplo');
    expect(extended.holders('ADDED-LEAGUE', 'president', '2024-06-01').map((held) => held.person.id)).toEqual(['added-ben-example']);
    expect(dictionary.organisations.size).toBe(0);
  });

  it('make a name nobody’s', () => {
    expect(formsOf(withAdditions(dictionary, { people: [], organisations: [], aliases: [{ form: 'betaland', code: '' }] }), 'BBB')).toEqual([]);
  });
});
