/** Numbers, dates, names and lists as each language writes them. */
import { beforeEach, describe, expect, it, vi } from 'vitest';

vi.stubGlobal('location', { search: '?lang=es', href: 'http://localhost/?lang=es' });
vi.stubGlobal('history', { replaceState: vi.fn() });
vi.stubGlobal('navigator', { language: 'en' });
vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
vi.stubGlobal('document', { documentElement: {} });

const { language, speak } = await import('../../src/web/text/index.js');
const words = await import('../../src/web/lib/words.js');

/** Spaces that do not break count as spaces here. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

it('takes the language from the address', () => {
  expect(language()).toBe('es');
});

describe('in Spanish', () => {
  beforeEach(() => speak('es'));
  it('writes figures with a decimal comma and a true minus sign', () => {
    expect(words.number(-1.25, { digits: 2 })).toBe('−1,25');
    expect(words.number(3.04, { sign: true })).toBe('+3,0');
    expect(words.number(-0.01, { sign: true })).toBe('0,0');
    expect(plain(words.percent(0.125))).toBe('13 %');
    expect(words.whole(1234567)).toBe('1.234.567');
  });
  it('writes dates no finer than they are known', () => {
    expect(words.day('2023-12-10')).toBe('10 de diciembre de 2023');
    expect(words.dated('2023-12-10', 'week')).toBe('semana del 10 dic 2023');
    expect(words.dated('2023-12-10', 'month')).toBe('diciembre de 2023');
    expect(words.dated('2023-10-01', 'quarter')).toBe('cuarto trimestre de 2023');
    expect(words.dated('')).toBe('sin fecha');
  });
  it('names actors, with their article where a sentence wants it', () => {
    const names = { GBR: { code: 'GBR', kind: 'state', name: { en: 'United Kingdom', es: 'Reino Unido' } } };
    expect(words.nameIn(names, 'GBR')).toBe('Reino Unido');
    expect(words.nameIn(names, '')).toBe('sin nombre');
    expect(words.ofSpanish('Reino Unido')).toBe('del Reino Unido');
    expect(words.toSpanish('Grupo de los Siete')).toBe('al Grupo de los Siete');
    expect(words.ofSpanish('China')).toBe('de China');
    expect(words.inSentence('Unión Europea')).toBe('la Unión Europea');
    expect(words.inSentence('Países Bajos')).toBe('los Países Bajos');
  });
  it('joins names as the ear wants it', () => {
    expect(words.list(['Brasil', 'China', 'India'])).toBe('Brasil, China e India');
  });
});

describe('in English', () => {
  beforeEach(() => speak('en'));
  it('writes figures, dates and names its own way', () => {
    expect(words.number(-1.25, { digits: 2 })).toBe('−1.25');
    expect(words.whole(12345)).toBe('12,345');
    expect(words.day('2023-12-10')).toBe('10 December 2023');
    expect(words.dated('2023-10-01', 'quarter')).toBe('fourth quarter of 2023');
    expect(words.withDates('"2023-12-01" is 2023-12-01 (day), by president on 2024-11-19')).toBe('"2023-12-01" is 1 Dec 2023 (day), by president on 19 Nov 2024');
    expect(words.inSentence('Netherlands')).toBe('the Netherlands');
    expect(words.possessive('United States')).toBe('United States’');
    expect(words.list(['Brazil', 'China', 'India'])).toBe('Brazil, China and India');
  });
});

it('changes the language in an address that names one, so that loading it anew brings no other', () => {
  speak('en');
  expect(String(vi.mocked(history.replaceState).mock.lastCall?.[2])).toBe('http://localhost/?lang=en');
});
