import { describe, expect, it } from 'vitest';
import { findDates, type DateMention } from './dates.js';

// 2024-03-20 was a Wednesday.
const BASE = { date: '2024-03-20', precision: 'day' as const };

function show(m: DateMention | undefined): string {
  return m ? `${m.date}${m.endDate ? `..${m.endDate}` : ''} ${m.precision}` : 'none';
}

function only(text: string, language: string): string {
  const found = findDates(text, language, BASE);
  expect(found.map((m) => m.text), text).toHaveLength(1);
  return `${(found[0] as DateMention).text} = ${show(found[0])}`;
}

describe('English dates', () => {
  it.each([
    ['He took office on 10 December 2023.', '10 December 2023 = 2023-12-10 day'],
    ['He took office on December 10, 2023.', 'December 10, 2023 = 2023-12-10 day'],
    ['He took office on Dec. 10, 2023, at noon.', 'Dec. 10, 2023 = 2023-12-10 day'],
    ['He took office on the 10th of December, 2023.', '10th of December, 2023 = 2023-12-10 day'],
    ['He took office on 2023-12-10.', '2023-12-10 = 2023-12-10 day'],
    ['Published 25/12/2023.', '25/12/2023 = 2023-12-25 day'],
    ['They met on Sunday, December 10, 2023.', 'Sunday, December 10, 2023 = 2023-12-10 day'],
    ['They met on Dec. 10.', 'Dec. 10 = 2023-12-10 day'],
    ['The summit of May 3-5, 2023 ended.', 'May 3-5, 2023 = 2023-05-03..2023-05-05 day'],
    ['The summit of 3 to 5 May 2023 ended.', '3 to 5 May 2023 = 2023-05-03..2023-05-05 day'],
    ['It lasted from 28 December 2023 to 3 January 2024.', '28 December 2023 to 3 January 2024 = 2023-12-28..2024-01-03 day'],
    ['It fell between March and May 2022.', 'March and May 2022 = 2022-03-01..2022-05-31 month'],
    ['Talks were held in March 2022.', 'March 2022 = 2022-03-01 month'],
    ['Talks were held in March.', 'March = 2024-03-01 month'],
    ['Talks were held in early March 2022.', 'early March 2022 = 2022-03-01..2022-03-10 month'],
    ['Talks were held in mid-March 2022.', 'mid-March 2022 = 2022-03-11..2022-03-20 month'],
    ['It came at the end of 2022.', 'end of 2022 = 2022-10-01 quarter'],
    ['Exports rose in the first quarter of 2024.', 'first quarter of 2024 = 2024-01-01 quarter'],
    ['Exports rose in Q3 2023.', 'Q3 2023 = 2023-07-01 quarter'],
    ['Exports rose in the second half of 2023.', 'second half of 2023 = 2023-07-01..2023-12-31 quarter'],
    ['It was founded in 2019.', '2019 = 2019-01-01 year'],
    ['He governed from 2015 to 2019.', '2015 to 2019 = 2015-01-01..2019-12-31 year'],
    ['He governed (2015-2019).', '2015-2019 = 2015-01-01..2019-12-31 year'],
    ['Unrest marked the 1990s.', '1990s = 1990-01-01..1999-12-31 year'],
    ['They met yesterday.', 'yesterday = 2024-03-19 day'],
    ['They met the day before yesterday.', 'day before yesterday = 2024-03-18 day'],
    ['They dine tonight.', 'tonight = 2024-03-20 day'],
    ['They met last night.', 'last night = 2024-03-19 day'],
    ['They met last Tuesday.', 'last Tuesday = 2024-03-19 day'],
    ['They met last Wednesday.', 'last Wednesday = 2024-03-13 day'],
    ['They will meet next Wednesday.', 'next Wednesday = 2024-03-27 day'],
    ['They meet on Tuesday next week.', 'Tuesday next week = 2024-03-26 day'],
    ['They met last week.', 'last week = 2024-03-11 week'],
    ['They will meet next month.', 'next month = 2024-04-01 month'],
    ['They met earlier this month.', 'earlier this month = 2024-03-01..2024-03-20 month'],
    ['They met last March.', 'last March = 2023-03-01 month'],
    ['They met on May 3 last year.', 'May 3 last year = 2023-05-03 day'],
    ['They met two days ago.', 'two days ago = 2024-03-18 day'],
    ['They met a couple of weeks ago.', 'a couple of weeks ago = 2024-03-04 week'],
    ['They met two years ago.', 'two years ago = 2022-01-01 year'],
    ['Talks go on in the coming weeks.', 'coming weeks = 2024-03-20..2024-05-01 week'],
    ['Trade grew over the past two years.', 'past two years = 2022-03-20..2024-03-20 year'],
    ['The line opens in two weeks.', 'two weeks = 2024-04-01 week'],
    ['It should be done by the end of the year.', 'end of the year = 2024-10-01 quarter'],
    ['The September 11 attacks changed this.', 'September 11 = 2024-09-11 day'],
  ])('%s', (text, expected) => {
    expect(only(text, 'en')).toBe(expected);
  });

  it.each([
    'They may march on the capital.',
    'May I ask the second of you?',
    'He was third, and the army marched for 24-hour shifts.',
    'The first F-16 jets cost 2,019 dollars or $2019.',
    'Article 15 of the pact binds 1900 troops in 2000 villages.',
    'It was the worst drop in ten years.',
    'Theresa May spoke after May had left.',
    'The Good Friday Agreement was read in The Sunday Times.',
    'On 31 February 2023-nCoV.',
  ])('finds none in: %s', (text) => {
    expect(findDates(text, 'en', BASE).map((m) => m.text)).toEqual([]);
  });
});

describe('Spanish dates', () => {
  it.each([
    ['Asumió el 10 de diciembre de 2023.', '10 de diciembre de 2023 = 2023-12-10 day'],
    ['Asumió el 1° de mayo del 2023.', '1° de mayo del 2023 = 2023-05-01 day'],
    ['Asumió el domingo 10 de diciembre de 2023.', 'domingo 10 de diciembre de 2023 = 2023-12-10 day'],
    ['Se reunieron el pasado 3 de marzo.', 'pasado 3 de marzo = 2024-03-03 day'],
    ['Se reunieron el pasado 3 de mayo.', 'pasado 3 de mayo = 2023-05-03 day'],
    ['Se reunieron el 3 de mayo del año pasado.', '3 de mayo del año pasado = 2023-05-03 day'],
    ['La cumbre fue del 3 al 5 de mayo de 2023.', '3 al 5 de mayo de 2023 = 2023-05-03..2023-05-05 day'],
    ['Firmaron el 10/12/2023.', '10/12/2023 = 2023-12-10 day'],
    ['Firmaron en marzo de 2022.', 'marzo de 2022 = 2022-03-01 month'],
    ['Firmaron en diciembre.', 'diciembre = 2023-12-01 month'],
    ['Firmaron a mediados de marzo de 2022.', 'mediados de marzo de 2022 = 2022-03-11..2022-03-20 month'],
    ['Creció en el primer trimestre de 2024.', 'primer trimestre de 2024 = 2024-01-01 quarter'],
    ['Creció en el segundo semestre del año pasado.', 'segundo semestre del año pasado = 2023-07-01..2023-12-31 quarter'],
    ['Se fundó en 2019.', '2019 = 2019-01-01 year'],
    ['Gobernó de 2015 a 2019.', '2015 a 2019 = 2015-01-01..2019-12-31 year'],
    ['Se vieron el martes.', 'martes = 2024-03-19 day'],
    ['Se vieron el pasado martes.', 'pasado martes = 2024-03-19 day'],
    ['Se verán el próximo lunes.', 'próximo lunes = 2024-03-25 day'],
    ['Se verán el lunes que viene.', 'lunes que viene = 2024-03-25 day'],
    ['Se veran el proximo miercoles.', 'proximo miercoles = 2024-03-27 day'],
    ['SE VIERON LA SEMANA PASADA.', 'SEMANA PASADA = 2024-03-11 week'],
    ['Se vieron ayer.', 'ayer = 2024-03-19 day'],
    ['Se vieron anteayer.', 'anteayer = 2024-03-18 day'],
    ['Se verán mañana.', 'mañana = 2024-03-21 day'],
    ['Se verán pasado mañana.', 'pasado mañana = 2024-03-22 day'],
    ['Se ven esta mañana.', 'esta mañana = 2024-03-20 day'],
    ['Se vieron la semana pasada.', 'semana pasada = 2024-03-11 week'],
    ['Se verán la próxima semana.', 'próxima semana = 2024-03-25 week'],
    ['Se verán el mes que viene.', 'mes que viene = 2024-04-01 month'],
    ['Se vieron hace dos años.', 'hace dos años = 2022-01-01 year'],
    ['Se vieron hace más de tres semanas.', 'hace más de tres semanas = 2024-02-26 week'],
    ['Se verán en los próximos días.', 'próximos días = 2024-03-20..2024-03-27 day'],
    ['Se verán dentro de dos meses.', 'dentro de dos meses = 2024-05-01 month'],
    ['Debe estar antes de fin de año.', 'fin de año = 2024-10-01 quarter'],
    ['Cayó a fines del año pasado.', 'fines del año pasado = 2023-10-01 quarter'],
    ['Se verán el 15 de este mes.', '15 de este mes = 2024-03-15 day'],
  ])('%s', (text, expected) => {
    expect(only(text, 'es')).toBe(expected);
  });

  it.each([
    'Se vieron por la mañana y de la mañana a la noche.',
    'Caminó por la Avenida 9 de Julio con Julio hasta Plaza de Mayo.',
    'Costó 2.019 pesos en 2000 pueblos.',
    'Marcha por los martes y la segunda vez.',
    'Plácido Domingo cantó en Santo Domingo.',
  ])('finds none in: %s', (text) => {
    expect(findDates(text, 'es', BASE).map((m) => m.text)).toEqual([]);
  });
});

describe('what the tense decides', () => {
  const resolved = (text: string, language: string): string[] => {
    const [m] = findDates(text, language, BASE);
    return [show(m), m?.resolve('past').date ?? '', m?.resolve('future').date ?? ''];
  };

  it('gives the last and the coming weekday, today in both', () => {
    expect(resolved('on Tuesday', 'en')).toEqual(['2024-03-19 day', '2024-03-19', '2024-03-26']);
    expect(resolved('on Wednesday', 'en')).toEqual(['2024-03-20 day', '2024-03-20', '2024-03-20']);
    expect(resolved('el jueves', 'es')).toEqual(['2024-03-14 day', '2024-03-14', '2024-03-21']);
  });

  it('gives the last and the coming day of a year', () => {
    expect(resolved('on April 3', 'en')).toEqual(['2024-04-03 day', '2023-04-03', '2024-04-03']);
    expect(resolved('el 10 de diciembre', 'es')).toEqual(['2023-12-10 day', '2023-12-10', '2024-12-10']);
  });

  it('looks ahead after words that do', () => {
    expect(show(findDates('by Friday', 'en', BASE)[0])).toBe('2024-03-22 day');
    expect(show(findDates('hasta el viernes', 'es', BASE)[0])).toBe('2024-03-22 day');
  });
});

describe('relations and certainty', () => {
  it('tells how a date stands to what is dated', () => {
    const relations = (text: string, language: string) => findDates(text, language, BASE).map((m) => m.relation);
    expect(relations('since 2019, until the end of 2025, by Friday, before May 3, after Tuesday, on Monday', 'en')).toEqual(['since', 'until', 'by', 'before', 'after', 'on']);
    expect(relations('desde el 2019, hasta fines de 2025, antes del 3 de mayo, tras el martes, para 2030, en 2020', 'es')).toEqual(['since', 'until', 'before', 'after', 'by', 'on']);
  });

  it('says whether a date lies ahead', () => {
    const side = (text: string) => findDates(text, 'en', BASE).map((m) => m.future);
    expect(side('in 2019, next week, on Tuesday, in 2024, in the coming days, over the past two years')).toEqual(['past', 'future', 'unknown', 'unknown', 'future', 'past']);
  });

  it('is no more exact than the day of publication is known', () => {
    const month = { date: '2024-03-01', precision: 'month' as const };
    expect(findDates('yesterday', 'en', month).map(show)).toEqual(['2024-03-01 month']);
    expect(findDates('last year', 'en', month).map(show)).toEqual(['2023-01-01 year']);
    expect(findDates('10 December 2023', 'en', month).map(show)).toEqual(['2023-12-10 day']);
  });

  it('knows nothing relative without a day of publication', () => {
    const none = { date: '', precision: 'unknown' as const };
    expect(findDates('yesterday and on 10 December 2023', 'en', none).map(show)).toEqual([' unknown', '2023-12-10 day']);
  });

  it('stays linear', () => {
    const text = 'May 3 to May 5, from early the end of the last coming past Monday, '.repeat(20_000);
    const before = performance.now();
    expect(findDates(text, 'en', BASE).length).toBeGreaterThan(20_000);
    expect(performance.now() - before).toBeLessThan(20_000);
  });
});
