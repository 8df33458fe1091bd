/** Events by a team's own PETRARCH-format dictionaries. */
export { codePetrarch, type PetrarchEvent } from './code.js';
export { parsePetrarchDictionaries, type PetrarchDictionaries, type PetrarchFiles } from './dictionaries.js';
export { PetrarchDictionaryError, type DictionaryFile, type DictionaryProblem } from './lines.js';
