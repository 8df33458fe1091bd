/**
 * Words that many pages share: the record's codes in words (the server sends the codes), things counted, and the labels of
 * fields that stand on several pages.
 */
import { ofSpanish, plural, possessive } from '../lib/words.js';
import { table } from './index.js';

export const COMMON = table({
  en: {
    statuses: { done: 'done', reported: 'reported', planned: 'planned', conditional: 'conditional', denied: 'denied' } as Record<string, string>,
    verdicts: { accepted: 'accepted', corrected: 'corrected', rejected: 'rejected', resolved: 'resolved', withdrawn: 'taken back' } as Record<string, string>,
    /** Kinds of what is said. */
    kinds: { position: 'position', promise: 'promise', claim: 'claim', warning: 'warning', demand: 'demand', forecast: 'forecast' } as Record<string, string>,
    /** How a relation changed. */
    changes: {
      warmer: 'warmer', cooler: 'cooler', 'more deeds': 'more deeds', 'fewer deeds': 'fewer deeds', 'no evidence of change': 'no evidence of change',
    } as Record<string, string>,
    quads: ['verbal cooperation', 'material cooperation', 'verbal conflict', 'material conflict'],
    measures: { intensity: 'mean intensity', net: 'net cooperation' },
    absence: 'absence',
    unnamed: 'unnamed',
    count: {
      events: (n: number) => plural(n, 'event'),
      deeds: (n: number) => plural(n, 'deed'),
      statements: (n: number) => plural(n, 'statement'),
      forecasts: (n: number) => plural(n, 'forecast'),
      sayings: (n: number) => plural(n, 'saying'),
      documents: (n: number) => plural(n, 'document'),
      actors: (n: number) => plural(n, 'actor'),
      pairs: (n: number) => plural(n, 'pair'),
      partners: (n: number) => plural(n, 'partner'),
      codings: (n: number) => plural(n, 'coding'),
    },
    deskOf: (name: string) => `${possessive(name)} desk`,
    confidence: (share: string) => `confidence ${share}`,
    reading: 'Reading the record …',
    readDocument: 'Read the document',
    untitled: 'Untitled',
    openEvents: 'Open its events.',
    to: 'to',
    from: 'From',
    upTo: 'Up to',
    moreEvents: 'More events',
    unreachable: 'The server does not answer. Is it still running? Start it with "npm start" or "demarche serve".',
    answered: (status: number) => `The server answered ${status}.`,
  },
  es: {
    statuses: { done: 'realizado', reported: 'atribuido', planned: 'previsto', conditional: 'condicional', denied: 'desmentido' },
    verdicts: { accepted: 'aceptado', corrected: 'corregido', rejected: 'rechazado', resolved: 'resuelto', withdrawn: 'retirado' },
    kinds: { position: 'postura', promise: 'promesa', claim: 'afirmación', warning: 'advertencia', demand: 'exigencia', forecast: 'pronóstico' },
    changes: {
      warmer: 'más cálida', cooler: 'más fría', 'more deeds': 'más acciones', 'fewer deeds': 'menos acciones', 'no evidence of change': 'sin indicios de cambio',
    },
    quads: ['cooperación verbal', 'cooperación material', 'conflicto verbal', 'conflicto material'],
    measures: { intensity: 'intensidad media', net: 'cooperación neta' },
    absence: 'ausencia',
    unnamed: 'sin nombre',
    count: {
      events: (n) => plural(n, 'hecho', 'hechos'),
      deeds: (n) => plural(n, 'acción', 'acciones'),
      statements: (n) => plural(n, 'declaración', 'declaraciones'),
      forecasts: (n) => plural(n, 'pronóstico', 'pronósticos'),
      sayings: (n) => plural(n, 'dicho', 'dichos'),
      documents: (n) => plural(n, 'documento', 'documentos'),
      actors: (n) => plural(n, 'actor', 'actores'),
      pairs: (n) => plural(n, 'par', 'pares'),
      partners: (n) => plural(n, 'contraparte', 'contrapartes'),
      codings: (n) => plural(n, 'codificación', 'codificaciones'),
    },
    deskOf: (name) => `ficha ${ofSpanish(name)}`,
    confidence: (share) => `confianza ${share}`,
    reading: 'Leyendo el registro …',
    readDocument: 'Leer el documento',
    untitled: 'Sin título',
    openEvents: 'Abrir sus hechos.',
    to: 'a',
    from: 'Desde',
    upTo: 'Hasta',
    moreEvents: 'Más hechos',
    unreachable: 'El servidor no responde. ¿Sigue en marcha? Se inicia con «npm start» o «demarche serve».',
    answered: (status) => `El servidor respondió ${status}.`,
  },
});

/** A code in words; the code itself where the table has none, as of a newer server. */
export function wordFor(words: Record<string, string>, code: string): string {
  return words[code] ?? code;
}
