/** Labelled pairs of sentences, as the ranker learns from them. */
import { NONE } from '../../codebook/index.js';
import { readPair } from '../classify.js';
import { readDocument, type CoderResources } from '../context.js';
import type { Span } from '../types.js';
import type { Example } from './fit.js';

/** One labelled sentence: who acts on whom, and how. */
export interface LabelledPair {
  id: string;
  text: string;
  language?: string;
  actor: readonly (readonly [number, number])[];
  recipient: readonly (readonly [number, number])[];
  /** A type of the codebook, or NONE. */
  eventType: string;
}

/** Labels in the codebook's order, with NONE last. */
export function labelsOf(resources: CoderResources): string[] {
  return [...resources.codebook.types.keys(), NONE];
}

const spans = (list: readonly (readonly [number, number])[]): Span[] => list.map(([start, end]) => ({ start, end }));

/**
 * Turns a labelled pair into an example.
 * @throws when the label is no type of the codebook, or a span lies outside the text.
 */
export function exampleOf(resources: CoderResources, labels: readonly string[], pair: LabelledPair): Example {
  const label = labels.indexOf(pair.eventType);
  if (label < 0) throw new Error(`${pair.id}: eventType "${pair.eventType}" found, expected one of ${labels.join(', ')}; correct the label.`);
  for (const [start, end] of [...pair.actor, ...pair.recipient]) {
    if (!(start >= 0 && start < end && end <= pair.text.length)) throw new Error(`${pair.id}: span [${start}, ${end}) found, expected offsets within the text's ${pair.text.length} characters; correct the span.`);
  }
  const context = readDocument(resources, { text: pair.text, language: pair.language ?? 'auto' });
  return { features: readPair(context, spans(pair.actor), spans(pair.recipient)).features, label };
}
