/** The ontology and the lexicons, as validated data. */
export { Codebook, parseCodebook, versionOf, type LanguageLexicon, type NamedOperator, type Pattern } from './codebook.js';
export { fold, units } from './fold.js';
export { DataFileError, fileOf, readJson, readJsonl } from './files.js';
export type {
  CameoCode, CameoRoot, Context, EventType, Hedge, LexiconEntry, LikelihoodScale, Mode, NounClass, Operator, OperatorEffect, Sector,
} from './schema.js';
