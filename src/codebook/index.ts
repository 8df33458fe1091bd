/** The ontology and the lexicons, as validated data. */
export { Codebook, NONE, parseCodebook, versionOf, type LanguageLexicon, type Lexicons, type NamedOperator, type Pattern } from './codebook.js';
export { packCodebook, packLexicon, unpackCodebook, type PackedCodebook, type PackedLexicon } from './compiled.js';
export { fold, units } from './fold.js';
export { DataFileError, fileOf, readJson, readJsonl } from './files.js';
export type {
  CameoCode, CameoRoot, Context, EventType, Hedge, LexiconEntry, LikelihoodScale, Mode, NounClass, Operator, OperatorEffect, Sector,
} from './schema.js';
