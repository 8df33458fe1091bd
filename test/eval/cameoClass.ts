/** A sentence → 0 (no event) or the quad class of its main event. */
import type { Codebook } from '../../src/codebook/index.js';
import type { EventDraft } from '../../src/coder/index.js';

/** Quad class (older roots) of the main event; "0" when there is none. */
export function mainQuad(events: readonly EventDraft[], codebook: Codebook, quads: ReadonlyMap<string, string>, minimum: number): string {
  const main = events.find((event) => event.confidence >= minimum);
  if (!main) return '0';
  const direction = codebook.type(main.eventType).direction;
  const shown = codebook.standing[main.status]?.[main.eventType] ?? codebook.standing[main.status]?.[direction] ?? main.eventType;
  return quads.get(codebook.types.get(shown)?.legacy ?? shown) ?? '0';
}
