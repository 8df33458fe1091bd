/** A sentence → 0 (no event; CAMEO counts statements and appeals as none) or the quad class of its main event. */
import type { Codebook } from '../../src/codebook/index.js';
import type { EventDraft } from '../../src/coder/index.js';
import { cameoRoot } from '../../src/coder/scoring/triples.js';

/** Quad classes of CAMEO's roots as the data set has them: reduced relations (16) count with verbal conflict there. */
const QUAD: Readonly<Record<string, string>> = {
  '01': '0', '02': '0', '03': '1', '04': '1', '05': '1', '06': '2', '07': '2', '08': '2', '09': '3', 10: '3', 11: '3', 12: '3', 13: '3', 14: '4',
  15: '4', 16: '3', 17: '4', 18: '4', 19: '4', 20: '4',
};

/** Quad class of the main event; "0" when there is none. */
export function mainQuad(events: readonly EventDraft[], text: string, codebook: Codebook, minimum: number): string {
  const main = events.find((event) => event.confidence >= minimum);
  return main ? (QUAD[cameoRoot(main, text, codebook)] ?? '0') : '0';
}
