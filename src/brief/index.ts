/** Cited reports on a country. */
export { checked, BriefError, problemsOf, type CheckedBrief } from './check.js';
export { composeBrief, draft } from './compose.js';
export { edited, EditError, keyOf, type EditedSection, type EditedSentence } from './edit.js';
export { gather, type Evidence } from './evidence.js';
export type * from './model.js';
export { briefWords, governmentChanges } from './naming.js';
export { questionOf, QuestionError } from './question.js';
export { markOf, refusals, shown, type Refusal } from './wording.js';
export { Words, loadTemplates, type Names, type Templates } from './words.js';
export { FORMATS, formatOf, writeBrief, type Format } from './write.js';
