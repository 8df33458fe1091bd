/** The network as sections of a model file: word vectors as bytes, all else as float32. */
import { HashTable } from '../hash.js';
import type { Section } from '../model.js';
import type { Sizes } from './network.js';
import type { NetworkSource } from './parser.js';

/** What the header of a model file says of its network. */
export interface NetworkHeader extends Sizes {
  /** Rows of words with a vector of their own; the others have a given one only. */
  ownRows: number;
  /** What a byte of each table of vectors is to be multiplied by. */
  givenScale: number;
  ownScale: number;
}

const PREFIX = 'network.';

/** The sections of a network whose words have their rows in `rows` and their given vectors in `given`. */
export function networkSections(
  sizes: Sizes, weights: Record<string, Float32Array>, rows: HashTable, given: Float32Array,
): { header: NetworkHeader; sections: Record<string, Section> } {
  const own = weights['own'] as Float32Array;
  const ownRows = own.length / sizes.own;
  const g = toBytes(given), o = toBytes(own);
  const sections: Record<string, Section> = {
    [`${PREFIX}rows.keys`]: rows.keys, [`${PREFIX}rows.values`]: rows.values, [`${PREFIX}given`]: g.bytes, [`${PREFIX}own`]: o.bytes,
  };
  for (const [name, values] of Object.entries(weights)) if (name !== 'own') sections[PREFIX + name] = values;
  return { header: { ...sizes, ownRows, givenScale: g.scale, ownScale: o.scale }, sections };
}

function toBytes(values: Float32Array): { bytes: Int8Array; scale: number } {
  let squares = 0;
  for (const v of values) squares += v * v;
  // Rare values beyond five deviations are cut, so that the others have finer steps.
  const scale = Math.max(1e-6, (5 * Math.sqrt(squares / Math.max(1, values.length))) / 127);
  return { bytes: Int8Array.from(values, (v) => Math.max(-127, Math.min(127, Math.round(v / scale)))), scale };
}

/** The network of a model file; `section` finds a section by its name. */
export function networkSource(header: NetworkHeader, section: (name: string) => Section): NetworkSource {
  const rows = new HashTable(section(`${PREFIX}rows.keys`) as Int32Array, section(`${PREFIX}rows.values`) as Uint16Array);
  const given = section(`${PREFIX}given`) as Int8Array, own = section(`${PREFIX}own`) as Int8Array;
  const { givenScale, ownScale, ownRows } = header;
  return {
    sizes: header,
    weights: (name) => section(PREFIX + name) as Float32Array,
    wordVector(hash, out) {
      const row = rows.get(hash);
      if (row <= 0) return;
      for (let d = 0; d < header.given; d++) out[d] = (given[row * header.given + d] as number) * givenScale;
      if (row < ownRows) for (let d = 0; d < header.own; d++) out[header.given + d] = (own[row * header.own + d] as number) * ownScale;
    },
  };
}
