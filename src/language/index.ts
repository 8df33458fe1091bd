/** Text to parsed sentences, in English and Spanish. Pure: no input, no output, no Node API. */
export { Doc, Sentence, Token, type DocColumns } from './doc.js';
export { DEPREL, UPOS, deprelId, uposId, type Deprel, type Upos } from './ud.js';
export type { Pipeline } from './pipeline.js';
export { createPipeline } from './create.js';
export { ConlluError, readConllu, writeConllu } from './conllu.js';
export { scoreDoc, type Score, type Scores } from './scorer.js';
