/** Text in, events, statements and forecasts out, with the reasons for each. */
export { NONE } from '../codebook/index.js';
export type { Classification } from './classify.js';
export { CODER_VERSION, createCoder, SHOWN, type Coder } from './coder.js';
export type { CoderResources } from './context.js';
export { guessLanguage } from './language.js';
export type {
  ActorMention, Coding, CoderInput, EventDraft, ForecastDraft, Precision, Span, StatementDraft, StatementKind, Status, Why,
} from './types.js';
