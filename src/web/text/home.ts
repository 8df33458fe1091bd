/** Words of the first page. */
import { table } from './index.js';

export const HOME = table({
  en: {
    question: 'Has the course changed, toward whom, and how do you know?',
    lede: (events: string, statements: string, forecasts: string, documents: string) => `A record of ${events}, ${statements} and ${forecasts} read from ${documents}`,
    span: (from: string, to: string) => `, ${from} to ${to}`,
    sourced: '; each entry tied to the sentence it came from.',
    begin: 'Begin with',
    countries: 'Countries',
    others: 'Organisations and others',
    documents: 'Documents',
    latest: 'Latest documents',
    withWords: (words: string) => `Documents with “${words}”`,
    wordsSought: 'Words in title or text',
    search: 'Search',
    noneWith: 'No document has these words.',
    none: 'No documents yet: paste one, or add files with “demarche add”.',
    more: 'More documents',
  },
  es: {
    question: '¿Cambió el rumbo, hacia quién, y cómo se sabe?',
    lede: (events, statements, forecasts, documents) => `Un registro de ${events}, ${statements} y ${forecasts}, leídos en ${documents}`,
    span: (from, to) => `, del ${from} al ${to}`,
    sourced: '; cada entrada, unida a la oración de la que salió.',
    begin: 'Empiece por la',
    countries: 'Países',
    others: 'Organizaciones y otros',
    documents: 'Documentos',
    latest: 'Últimos documentos',
    withWords: (words) => `Documentos con «${words}»`,
    wordsSought: 'Palabras del título o del texto',
    search: 'Buscar',
    noneWith: 'Ningún documento tiene estas palabras.',
    none: 'Todavía no hay documentos: pegue uno, o agregue archivos con «demarche add».',
    more: 'Más documentos',
  },
});
