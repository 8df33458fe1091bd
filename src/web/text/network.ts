/** Words of the network. */
import { table } from './index.js';

export const NETWORK = table({
  en: {
    title: 'Network',
    heading: 'Who deals with whom',
    answer: (actors: string, pairs: string, deeds: string) => `${actors} and ${pairs} with at least ${deeds}.`,
    colours: 'Blue is mostly cooperation, orange mostly conflict; the wider, the more deeds.',
    deeds: 'Deeds',
    kinds: { all: 'All deeds', cooperation: 'Cooperation', conflict: 'Conflict' },
    atLeast: 'At least',
    unloaded: 'The graph could not be loaded: load the page anew.',
    noPairs: 'No two actors have so many deeds in this period.',
    matrix: 'As a matrix',
    matrixNote: 'Deeds of cooperation / of conflict; each leads to the relation.',
    busiest: (shown: string, all: string) => ` The busiest ${shown} of ${all}.`,
    matrixLabel: 'Matrix of deeds',
    cell: (row: string, column: string, cooperation: string, conflict: string) => `${row} and ${column}, cooperation / conflict: ${cooperation} / ${conflict}`,
  },
  es: {
    title: 'Red',
    heading: 'Quién trata con quién',
    answer: (actors, pairs, deeds) => `${actors} y ${pairs} con al menos ${deeds}.`,
    colours: 'En azul predomina la cooperación; en naranja, el conflicto. Cuanto más ancha la línea, más acciones.',
    deeds: 'Acciones',
    kinds: { all: 'Todas', cooperation: 'Cooperación', conflict: 'Conflicto' },
    atLeast: 'Al menos',
    unloaded: 'No se pudo cargar el grafo: vuelva a cargar la página.',
    noPairs: 'No hay dos actores con tantas acciones en este período.',
    matrix: 'Como matriz',
    matrixNote: 'Acciones de cooperación / de conflicto; cada celda lleva a la relación.',
    busiest: (shown, all) => ` Los ${shown} más activos de ${all}.`,
    matrixLabel: 'Matriz de acciones',
    cell: (row, column, cooperation, conflict) => `${row} y ${column}, cooperación / conflicto: ${cooperation} / ${conflict}`,
  },
});
