/** Parts of speech and relations of Universal Dependencies, in words. */
import { table } from './index.js';

export const GRAMMAR = table({
  en: {
    upos: {
      ADJ: 'adjective', ADP: 'adposition', ADV: 'adverb', AUX: 'auxiliary', CCONJ: 'coordinating conjunction', DET: 'determiner', INTJ: 'interjection', NOUN: 'noun',
      NUM: 'numeral', PART: 'particle', PRON: 'pronoun', PROPN: 'proper noun', PUNCT: 'punctuation', SCONJ: 'subordinating conjunction', SYM: 'symbol', VERB: 'verb', X: 'other',
    } as Record<string, string>,
    relations: {
      acl: 'clause on a noun', advcl: 'adverbial clause', advmod: 'adverbial modifier', amod: 'adjectival modifier', appos: 'apposition', aux: 'auxiliary', case: 'case marker', cc: 'conjunction',
      ccomp: 'clausal complement', clf: 'classifier', compound: 'compound', conj: 'conjunct', cop: 'copula', csubj: 'clausal subject', dep: 'unspecified dependent', det: 'determiner',
      discourse: 'discourse element', dislocated: 'dislocated element', expl: 'expletive', fixed: 'fixed expression', flat: 'flat name', goeswith: 'goes with', iobj: 'indirect object',
      list: 'list', mark: 'marker', nmod: 'nominal modifier', nsubj: 'subject', nummod: 'numeric modifier', obj: 'object', obl: 'oblique', orphan: 'orphan', parataxis: 'parataxis',
      punct: 'punctuation', reparandum: 'repair', root: 'root', vocative: 'vocative', xcomp: 'open complement',
    } as Record<string, string>,
  },
  es: {
    upos: {
      ADJ: 'adjetivo', ADP: 'preposición', ADV: 'adverbio', AUX: 'auxiliar', CCONJ: 'conjunción coordinante', DET: 'determinante', INTJ: 'interjección', NOUN: 'sustantivo',
      NUM: 'numeral', PART: 'partícula', PRON: 'pronombre', PROPN: 'nombre propio', PUNCT: 'puntuación', SCONJ: 'conjunción subordinante', SYM: 'símbolo', VERB: 'verbo', X: 'otra',
    },
    relations: {
      acl: 'oración que modifica a un nombre', advcl: 'oración adverbial', advmod: 'modificador adverbial', amod: 'modificador adjetivo', appos: 'aposición', aux: 'auxiliar', case: 'marca de caso', cc: 'conjunción',
      ccomp: 'complemento oracional', clf: 'clasificador', compound: 'compuesto', conj: 'elemento coordinado', cop: 'cópula', csubj: 'sujeto oracional', dep: 'dependiente sin precisar', det: 'determinante',
      discourse: 'elemento discursivo', dislocated: 'elemento dislocado', expl: 'expletivo', fixed: 'expresión fija', flat: 'nombre compuesto', goeswith: 'parte de palabra', iobj: 'objeto indirecto',
      list: 'lista', mark: 'marca de subordinación', nmod: 'modificador nominal', nsubj: 'sujeto', nummod: 'modificador numeral', obj: 'objeto', obl: 'oblicuo', orphan: 'huérfano', parataxis: 'parataxis',
      punct: 'puntuación', reparandum: 'reparación', root: 'raíz', vocative: 'vocativo', xcomp: 'complemento abierto',
    },
  },
});

/** A relation in words; a subtype ("nsubj:pass") by its relation. */
export function relationName(names: Record<string, string>, relation: string): string {
  return names[relation] ?? names[relation.split(':', 1)[0]!] ?? relation;
}
