/**
 * What one verb makes of the event of another below it: `~ a (a b WILL_ATTACK) SAY = a b 138` reads "where a says that a
 * will attack b, a threatens b". Letters stand for actors, `.` for any actor, `_` for none, `Q` for any verb.
 */
import { PatternError } from './patterns.js';

export interface Transformation {
  source: string;
  lower: { source: string; target: string; verb: string[] };
  /** The verb above, in words. */
  verb: string[];
  result: { source: string; target: string; code: string };
  at: string;
}

const words = (verb: string): string[] => verb.toUpperCase().split('_').filter(Boolean);

/** Reads what follows "~". */
export function parseTransformation(text: string, at: string): Transformation {
  const found = /^\s*(\S+)\s*\(\s*(\S+)\s+(\S+)\s+(\S+)\s*\)\s*(\S+)\s*=\s*(\S+)\s+(\S+)\s+\[?([\w-]+)\]?\s*$/.exec(text);
  if (!found) throw new PatternError(`found ${JSON.stringify(text.trim())}, expected "a (b c VERB) VERB = a b CODE"`);
  const [, source, lowerSource, lowerTarget, lowerVerb, verb, newSource, newTarget, code] = found as unknown as string[];
  return {
    source: source as string,
    lower: { source: lowerSource as string, target: lowerTarget as string, verb: words(lowerVerb as string) },
    verb: words(verb as string),
    result: { source: newSource as string, target: newTarget as string, code: code as string },
    at,
  };
}

/** Codes for the letters, or null where an actor does not fit its place. */
export function bind(places: readonly [place: string, code: string | null][]): Map<string, string> | null {
  const bound = new Map<string, string>();
  for (const [place, code] of places) {
    if (place === '.') continue;
    if (place === '_') {
      if (code !== null) return null;
      continue;
    }
    if (code === null) return null;
    const before = bound.get(place);
    if (before !== undefined && before !== code) return null;
    bound.set(place, code);
  }
  return bound;
}
