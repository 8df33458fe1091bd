/** Text in, events, statements and forecasts out, with the reasons for each. */
export { CODER_VERSION, createCoder, type Coder, type CoderResources } from './coder.js';
export { guessLanguage } from './language.js';
export type {
  ActorMention, Coding, CoderInput, EventDraft, ForecastDraft, Precision, Span, StatementDraft, StatementKind, Status, Why,
} from './types.js';
