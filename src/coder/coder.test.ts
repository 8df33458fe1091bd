import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Coder, EventDraft } from './index.js';
import { loadCoder } from './node.js';

const coder: Coder = await loadCoder();

/** Events of a text, the surest first for each sentence, as "ARG CONSULT CHN done". */
function events(text: string, language = 'en', date = '2024-02-13'): string[] {
  return coder.code({ text, language, date }).events.map(line);
}

function line(event: EventDraft): string {
  const codes = (mentions: EventDraft['actors']): string => mentions.map((m) => m.code || '?').join('+') || '-';
  return `${codes(event.actors)} ${event.eventType} ${codes(event.recipients)} ${event.status}${event.absence ? ' absence' : ''}`;
}

describe('whose a deed is', () => {
  it('takes the adjective of a noun for whose it is', () => {
    expect(events('The Russian attack on Ukraine began in February.')).toContain('RUS ASSAULT UKR done');
  });

  it('tells both apart where two adjectives share a noun', () => {
    expect(events('Chinese and Pakistani officials met on Thursday.')).toEqual(['CHN+PAK CONSULT CHN+PAK done']);
  });

  it('knows Spanish names with a contraction in them, and the state that a headline names before a colon', () => {
    const first = (text: string) => coder.code({ text, language: 'es' }).events[0];
    expect(first('China condenó a Corea del Sur.')?.recipients[0]?.code).toBe('KOR');
    expect(first('Bolivia: transportistas bloquean la carretera a Cochabamba')?.actors[0]).toMatchObject({ code: 'BOL', sectors: ['LAB'] });
  });

  it('knows a Spanish passive by its participle', () => {
    expect(events('Un labriego fue asesinado por miembros de un grupo armado.', 'es')[0]).toMatch(/^\? ASSAULT \? done$/);
    const [event] = coder.code({ text: 'Un labriego fue asesinado por miembros de un grupo armado.', language: 'es', home: 'COL' }).events;
    expect(event?.actors[0]).toMatchObject({ code: 'COL', sectors: ['UAF'] });
    expect(event?.recipients[0]?.sectors).toEqual(['AGR']);
  });

  it('says once what a refusal and the refused thing say both', () => {
    expect(events('Iran refused to negotiate with the United States.')).toEqual(['IRN REJECT USA done']);
  });

  it('calls no general for a general strike', () => {
    const found = coder.code({ text: 'El sindicato convocó a una huelga general para el viernes.', language: 'es', date: '2024-02-13' }).events;
    expect(found.flatMap((event) => event.actors.flatMap((actor) => actor.sectors))).not.toContain('MIL');
  });

  it('takes no month for a march', () => {
    expect(events('China increased trade with Kazakhstan in March.').join()).not.toContain('PROTEST');
  });
});

describe('English clauses that a parse or a second event confuses', () => {
  it.each([
    ["Italy's foreign minister spoke by phone with his Libyan counterpart.", 'ITA CONSULT LBY done'],
    ['Vatican diplomats pleaded for the release of the Nicaraguan bishop.', 'VAT REQUEST NIC done'],
    ["Paraguay's lower house impeached the president.", 'PRY ACCUSE PRY done'],
    ['Botswana threatened to send 20,000 elephants to Germany.', 'BWA THREATEN DEU done'],
    ["Denmark shelved plans to sell Greenland's ore to China.", 'DNK SANCTION CHN done'],
    ['Kazakhstan would never recognise Palestine.', 'KAZ REJECT PSE done'],
  ])('who and what: %s', (text, expected) => {
    expect(events(text)).toContain(expected);
  });

  it.each([
    ["Iraq's decision to expel the Swedish ambassador was applauded by Iran.", 'IRN SUPPORT IRQ done'],
    ["The Czech premier backed Moldova's bid to join the union.", 'CZE SUPPORT MDA done'],
  ])('what another event is about is told with it: %s', (text, expected) => {
    expect(events(text)).toEqual([expected]);
  });

  it('only says which ones are meant', () => {
    expect(events('Oman released fifteen Yemeni prisoners held at its border.')).toEqual(['OMN RETREAT YEM done']);
  });
});

describe('what is ended, crowds, plans told in the past', () => {
  it.each([
    ['Los maestros pusieron fin a la huelga.', 'es'],
    ['El sindicato levantó la huelga tras doce días.', 'es'],
    ['The rebels called off the siege.', 'en'],
    ['The army lifted the siege of the town.', 'en'],
  ])('an end of a hostile act is no hostile act: %s', (text, language) => {
    expect(events(text, language)[0]).toContain(' RETREAT ');
  });

  it('a crowd that blocks a road protests', () => {
    expect(events('Mineros en huelga bloquearon la carretera.', 'es')[0]).toContain(' PROTEST ');
  });

  it('"said it would" is a plan', () => {
    expect(events('Cuba said it would release the American prisoners.')).toEqual(['CUB RETREAT USA planned']);
  });

  it('keeps what names nobody below the mark of a deed', () => {
    const found = coder.code({ text: 'Violent riots shook the city centre.', language: 'en' }).events.filter((event) => event.actors.length + event.recipients.length === 0);
    for (const event of found) expect(event.confidence).toBeLessThan(0.3);
  });
});

describe('sides and standing by the tree', () => {
  it.each([
    ['The foreign ministers of Cuba and Jamaica met in Kingston.', 'en', 'CUB+JAM CONSULT CUB+JAM done'],
    ['Los cancilleres de Chile y Perú se reunieron en Tacna.', 'es', 'CHL+PER CONSULT CHL+PER done'],
    ['A trade pact between Ecuador and Chile was signed on Tuesday.', 'en', 'ECU+CHL SUPPORT ECU+CHL done'],
    ['Fighting between Sudan and Ethiopia broke out near the border.', 'en', 'SDN+ETH ASSAULT SDN+ETH done'],
    ['The Vatican agreed to mediate in the dispute between Chile and Argentina.', 'en', 'VAT AGREE CHL+ARG done'],
    ['Argentina, Brazil sign accord on nuclear inspections', 'en', 'ARG+BRA SUPPORT ARG+BRA done'],
    ['Sudanese refugees were given shelter by Chad.', 'en', 'TCD AID SDN done'],
    ['Croatia lent Bosnia 50 million euros.', 'en', 'HRV AID BIH done'],
    ['Mali must withdraw its troops, Chad said.', 'en', 'TCD REQUEST MLI done'],
    ['China protested to Japan over the drilling.', 'en', 'CHN ACCUSE JPN done'],
    ['Bolivia to buy vaccines from Russia', 'en', 'BOL COOPERATE RUS planned'],
    ['Israeli minister cancels trip to Ireland', 'en', 'ISR SANCTION IRL done'],
    ['Norway brushed aside Russian complaints about the radar station.', 'en', 'NOR REJECT RUS done'],
    ['Chile hizo caso omiso de las advertencias de Perú.', 'es', 'CHL REJECT PER done'],
    ['Chile pidió perdón a Perú.', 'es', 'CHL CONCEDE PER done'],
    ['Ecuador llamó a consultas a su embajador en México.', 'es', 'ECU SANCTION MEX done'],
    ['Guerrilleros dieron de baja a dos soldados colombianos.', 'es', '? ASSAULT COL done'],
  ])('%s', (text, language, expected) => {
    expect(events(text, language)).toContain(expected);
  });

  it('who gathers to protest protests', () => {
    expect(events('Cientos de estudiantes se congregaron para protestar contra el rector.', 'es').join()).toMatch(/PROTEST \S+ done/);
  });

  it('gives the police of whom they face to their state, and strangers to none', () => {
    const sides = (text: string): string[] => coder.code({ text, language: 'en' }).events.flatMap((event) => event.recipients.map((m) => m.code));
    expect(sides('Bolivian miners attacked the police.')).toContain('BOL');
    expect(sides('Russia attacked the police.')).not.toContain('RUS');
  });

  it('names what no pattern knows by the ranker alone, and says so', () => {
    const open = coder.code({ text: 'Brazil resumed its long-delayed uranium shipments, and Chile outfoxed Peru at the court.', language: 'en' }).events.filter((event) => event.why.some((w) => w.ref === 'open'));
    for (const event of open) expect(event.why.map((w) => w.kind)).toContain('ranker');
  });
});

describe('who did what to whom', () => {
  it('finds a plain deed with its offices', () => {
    const [event] = coder.code({ text: "Argentina's president met his Chinese counterpart in Rio de Janeiro on Tuesday.", language: 'en', date: '2024-11-20' }).events;
    expect(event && line(event)).toBe('ARG CONSULT CHN done');
    expect(event?.actors[0]).toMatchObject({ person: 'javier-milei', sectors: ['GOV'] });
    expect(event?.recipients[0]).toMatchObject({ person: 'xi-jinping' });
    expect(event?.date).toBe('2024-11-19');
    expect(event?.why.map((w) => w.kind)).toEqual(expect.arrayContaining(['lexicon', 'relation', 'actor', 'date']));
  });

  it('turns a passive round', () => {
    expect(events('The Bolivian government was condemned by Argentina.')).toContain('ARG ACCUSE BOL done');
  });

  it('makes one event of several actors', () => {
    expect(events('Brazil and Uruguay condemned Venezuela.')).toContain('BRA+URY ACCUSE VEN done');
  });

  it('takes the subject of an infinitive from the verb above', () => {
    expect(events('Argentina refused to recognise the government of Venezuela.')).toContain('ARG REJECT VEN done');
  });

  it('resolves the president to who held the office on the day', () => {
    const of = (date: string): string | undefined => coder.code({ text: 'The Argentine president visited Brazil.', language: 'en', date }).events[0]?.actors[0]?.person;
    expect(of('2021-05-01')).toBe('alberto-fernandez');
    expect(of('2024-05-01')).toBe('javier-milei');
  });
});

describe('names', () => {
  it('takes an acronym from where the text introduces it', () => {
    const [, event] = coder.code({ text: 'The Andean Community (CANX) met in Lima. Chile condemned CANX.', language: 'en', date: '2024-02-13' }).events;
    expect(event?.recipients[0]?.text).toBe('CANX');
    expect(event?.recipients[0]?.code).not.toBe('');
  });

  it('describes people that no dictionary has', () => {
    const [event] = coder.code({ text: 'The Chilean ambassador, Ramiro Zorzalero, condemned Peru on Monday.', language: 'en', date: '2024-02-13' }).events;
    expect(event?.actors[0]).toMatchObject({ code: 'CHL', sectors: ['GOV'] });
  });
});

describe('first person', () => {
  const coded = (text: string, rest: { language: string; author?: string; publication?: string }) => coder.code({ text, date: '2024-03-01', ...rest });
  const lines = (text: string, rest: { language: string; author?: string; publication?: string }): string[] => coded(text, rest).events.map(line);

  it('is the author, where the dictionary knows who that is or whom they speak for', () => {
    expect(lines('We condemn the Russian attack on Kyiv.', { language: 'en', author: 'Ministry of Foreign Affairs of Germany' })).toContain('DEU ACCUSE RUS done');
    expect(lines('Hemos firmado un acuerdo con Chile.', { language: 'es', author: 'Cancillería argentina' })).toEqual([expect.stringMatching(/^ARG \w+ CHL done$/)]);
  });

  it('is the institution that publishes its own words, and no newspaper', () => {
    expect(lines('We reject the position of the United Kingdom.', { language: 'en', publication: 'Argentine Foreign Ministry' })).toContain('ARG REJECT GBR done');
    expect(lines('We met the Chinese minister.', { language: 'en', publication: 'Reuters' })).toEqual([expect.stringMatching(/^- /)]);
  });

  it('is, in a quotation, who is quoted', () => {
    expect(lines('“We will not join BRICS,” Milei said.', { language: 'en' })).toContain('ARG REJECT BRICS reported');
    expect(lines('«Firmaremos el acuerdo con Brasil», dijo la canciller Diana Mondino.', { language: 'es' })).toEqual([expect.stringMatching(/^ARG \w+ BRA planned$/)]);
  });

  it('makes promises and forecasts the author’s', () => {
    const coding = coded('I promise to work with Brazil. Russia will probably leave the treaty by June.', { language: 'en', author: 'Luis Caputo' });
    expect(coding.statements).toMatchObject([{ kind: 'promise', speaker: { code: 'ARG', person: 'luis-caputo', text: 'I' } }]);
    expect(coding.forecasts).toMatchObject([{ forecaster: { person: 'luis-caputo', text: '' } }]);
  });
});

describe('standing', () => {
  it('tells plans, conditions and denials from deeds', () => {
    expect(events('Argentina will visit China.').some((e) => e.endsWith('planned'))).toBe(true);
    expect(events('Argentina may condemn Venezuela.').some((e) => e.endsWith('conditional'))).toBe(true);
    expect(events('Argentina did not condemn Venezuela.')).toContain('ARG ACCUSE VEN denied');
  });

  it('reads a negated will as a refusal', () => {
    expect(events('Argentina would not join BRICS.').some((e) => e.startsWith('ARG REJECT BRICS'))).toBe(true);
  });

  it('keeps on whose word a report is', () => {
    const [event] = coder.code({ text: 'The Chilean foreign minister said that Peru had expelled the Mexican ambassador.', language: 'en', date: '2022-12-20' }).events;
    expect(event && line(event)).toBe('PER SANCTION MEX reported');
    expect(event?.attributedTo?.code).toBe('CHL');
  });
});

describe('Spanish', () => {
  it('codes the same facts', () => {
    expect(events('La Argentina condenó a Venezuela.', 'es')).toContain('ARG ACCUSE VEN done');
    expect(events('El presidente argentino se reunió con su par chileno en Santiago.', 'es').some((e) => e.startsWith('ARG CONSULT CHL'))).toBe(true);
  });

  it('knows its own language', () => {
    expect(coder.code({ text: 'El canciller viajó a Pekín.', language: 'auto' }).language).toBe('es');
    expect(coder.code({ text: 'The minister travelled to Beijing.', language: 'auto' }).language).toBe('en');
  });
});

describe('always', () => {
  it('gives the same records for the same text', () => {
    const text = 'The United States imposed sanctions on Venezuelan oil. Police said that they had arrested three men.';
    expect(coder.code({ text, language: 'en' })).toEqual(coder.code({ text, language: 'en' }));
  });

  it('refuses a language that it has no model of', () => {
    expect(() => coder.code({ text: 'Bonjour', language: 'fr' })).toThrow(/"fr".*en, es/);
  });

  it('never fails, and every span lies in the text', () => {
    const words = fc.constantFrom('Argentina', 'China', 'said', 'that', 'the', 'president', 'would', 'not', 'attack', ',', '.', '"', 'and', 'of', 'Milei', 'sanctions', 'who', '\n', '—', 'É', '🙂', 'dijo', 'que');
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.array(words, { maxLength: 60 }).map((list) => list.join(' '))), (text) => {
        const coding = coder.code({ text, language: 'auto', date: '2024-01-01' });
        for (const event of coding.events) {
          for (const span of [...event.actors, ...event.recipients, ...event.trigger]) {
            expect(span.start).toBeGreaterThanOrEqual(0);
            expect(span.end).toBeLessThanOrEqual(text.length);
            expect(span.start).toBeLessThan(span.end);
          }
          for (const mention of event.actors) expect(text.slice(mention.start, mention.end)).toBe(mention.text);
          expect(event.confidence).toBeGreaterThanOrEqual(0);
          expect(event.confidence).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 300, seed: 11 },
    );
  });
});
