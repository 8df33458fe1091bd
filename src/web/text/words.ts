/** Words for dates and for what has no name, and how a country's name stands in a sentence. */
import { table } from './index.js';

/** Names of actors that take an article, by their first words; Spanish wants its gender and number. */
const ARTICLES_ES: readonly [string, RegExp][] = [
  ['el', /^(Reino Unido|Banco|Fondo|Grupo|Consejo|Comité|Congreso|Tribunal|Organismo|Foro|Parlamento|Movimiento|Ejército|Partido|Frente|Mecanismo|Programa|Instituto|Territorio|Estado|Pacto|Gobierno)(?= |$)/],
  ['la', /^(Unión|República|Organización|Comunidad|Liga|Santa Sede|Asamblea|Junta|Cámara|Fuerza|Cumbre|Comisión|Corte|Agencia|Alianza|Autoridad|Asociación|Corporación|Conferencia|Coalición|Polinesia|Guayana|Isla|Secretaría|Oficina|Fundación|Confederación)(?= |$)/],
  ['los', /^(Países Bajos|Emiratos)(?= |$)/],
  ['las', /^(Naciones Unidas|Islas|Bahamas|Bermudas|Comoras|Maldivas|Seychelles|Fuerzas|Georgias del Sur|Antillas)(?= |$)/],
];

/** Names of actors that take an article in English. */
const ARTICLE_EN = /^(United|Netherlands|Philippines|Bahamas|Maldives|Gambia|European Union|International|Organi[sz]ation|World|Group of|UN |Falkland)/;

export const WORDS = table({
  en: {
    noDate: 'no date',
    unnamed: 'unnamed',
    week: (day: string) => `week of ${day}`,
    quarter: (index: number, year: string) => `${['first', 'second', 'third', 'fourth'][index]} quarter of ${year}`,
    inSentence: (name: string) => (ARTICLE_EN.test(name) ? `the ${name}` : name),
  },
  es: {
    noDate: 'sin fecha',
    unnamed: 'sin nombre',
    week: (day) => `semana del ${day}`,
    quarter: (index, year) => `${['primer', 'segundo', 'tercer', 'cuarto'][index]} trimestre de ${year}`,
    inSentence: (name) => {
      const article = ARTICLES_ES.find(([, names]) => names.test(name))?.[0];
      return article ? `${article} ${name}` : name;
    },
  },
});
