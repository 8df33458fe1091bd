/**
 * The file of a trained language: a magic word, the length of a JSON header, the header, and the typed arrays that it
 * names, each on a 64-byte boundary and in little-endian order. The arrays are used where they lie.
 */

import type { NetworkHeader } from './neural/sections.js';

const MAGIC = 'DMRL';
const FORMAT = 1;
const ALIGN = 64;

const TYPES = { i8: Int8Array, u8: Uint8Array, i16: Int16Array, u16: Uint16Array, i32: Int32Array, f32: Float32Array } as const;
type TypeName = keyof typeof TYPES;
export type Section = Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Float32Array;

/** What a model says of itself besides its weights. */
export interface ModelHeader {
  language: string;
  version: string;
  /** FEATS strings by number. */
  feats: string[];
  /** Lists of FEATS numbers to choose from (see tagger.ts). */
  featsLists: number[][];
  lemmaScripts: string[];
  splitScripts: string[];
  /** The relations possible for each arc class (see parser.ts); classes never seen have the list `anyArc`. */
  arcs: Record<string, number[]>;
  anyArc: number[];
  /** The neural parser's network, where the model has one. */
  network?: NetworkHeader;
}

export interface Model {
  header: ModelHeader;
  sections: Record<string, Section>;
}

interface Listed {
  name: string;
  type: TypeName;
  offset: number;
  length: number;
}

/** Writes a model as bytes. */
export function writeModel(model: Model): Uint8Array {
  const listed: Listed[] = [];
  let offset = 0;
  for (const [name, array] of Object.entries(model.sections)) {
    const type = (Object.keys(TYPES) as TypeName[]).find((t) => array instanceof TYPES[t]);
    if (!type) throw new Error(`model section ${name}: unknown array type`);
    listed.push({ name, type, offset, length: array.length });
    offset += Math.ceil(array.byteLength / ALIGN) * ALIGN;
  }
  const header = new TextEncoder().encode(JSON.stringify({ ...model.header, sections: listed }));
  const base = Math.ceil((12 + header.length) / ALIGN) * ALIGN;
  const bytes = new Uint8Array(base + offset);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < 4; i++) bytes[i] = MAGIC.charCodeAt(i);
  view.setUint32(4, FORMAT, true);
  view.setUint32(8, header.length, true);
  bytes.set(header, 12);
  for (const { name, offset: at } of listed) {
    const array = model.sections[name] as Section;
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), base + at);
  }
  return bytes;
}

/** Reads a model from bytes, without copying where they lie on a 4-byte boundary. */
export function readModel(bytes: Uint8Array): Model {
  if (bytes.byteOffset % 4 !== 0) bytes = bytes.slice();
  const magic = String.fromCharCode(...bytes.subarray(0, 4));
  if (magic !== MAGIC) {
    throw new Error(`language model: found ${JSON.stringify(magic)} at its beginning, expected "${MAGIC}"; is this the .model file?`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const format = view.getUint32(4, true);
  if (format !== FORMAT) throw new Error(`language model: format ${format}, expected ${FORMAT}; train it again with this version`);
  const headerLength = view.getUint32(8, true);
  const { sections: listed, ...header } = JSON.parse(new TextDecoder().decode(bytes.subarray(12, 12 + headerLength))) as ModelHeader & {
    sections: Listed[];
  };
  const base = Math.ceil((12 + headerLength) / ALIGN) * ALIGN;
  const sections: Record<string, Section> = {};
  for (const { name, type, offset, length } of listed) {
    const end = base + offset + length * TYPES[type].BYTES_PER_ELEMENT;
    if (end > bytes.length) throw new Error(`language model: cut off at ${bytes.length} bytes, section ${name} ends at ${end}`);
    sections[name] = new TYPES[type](bytes.buffer as ArrayBuffer, bytes.byteOffset + base + offset, length);
  }
  return { header, sections };
}
