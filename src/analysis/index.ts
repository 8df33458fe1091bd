/** The measures of relations: pure functions over the record's rows, each with its formula and reference. */
export * from './agenda.js';
export * from './alignment.js';
export * from './compare.js';
export * from './desk.js';
export * from './forecasts.js';
export * from './ideal-points.js';
export * from './layers.js';
export * from './ledger.js';
export * from './regimes.js';
export * from './span.js';
export * from './turns.js';
export * from './turns/costs.js';
export * from './turns/evidence.js';
export * from './turns/posterior.js';
export * from './turns/segmentation.js';
export * from './votes.js';
