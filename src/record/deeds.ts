/** Which events count: in series, in tests of change, as evidence for and against what was said. */
import type { Event } from './schema.js';
import type { EventRow } from './store.js';

/** A coding that is more likely wrong than right by this much counts for nothing until a person has looked at it. */
const DOUBTFUL = 0.3;

/**
 * A deed: done, or reported so, sure enough or confirmed by a person, and not taken back by one. What was expected and did
 * not happen is no deed.
 */
export function isDeed({ status, absence, confidence }: Pick<Event, 'status' | 'absence' | 'confidence'>, judged: EventRow['judged']): boolean {
  const confirmed = judged === 'accepted' || judged === 'corrected';
  return (status === 'done' || status === 'reported') && !absence && judged !== 'rejected' && (confirmed || confidence >= DOUBTFUL);
}
