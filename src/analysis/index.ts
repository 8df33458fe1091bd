/** The measures of relations: pure functions over the record's rows, each with its formula and reference. */
export * from './compare.js';
export * from './desk.js';
export * from './layers.js';
export * from './span.js';
export * from './turns.js';
