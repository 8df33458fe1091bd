/** Enough of ZIP to know what a file holds before anybody unpacks it, and to read one small entry. */
import { createInflateRaw, inflateRawSync } from 'node:zlib';
import { Unreadable } from './types.js';
import { megabytes } from './bytes.js';

interface Entry {
  name: string;
  method: number;
  packed: Uint8Array;
}

const damaged = (found: string): Unreadable => new Unreadable({ place: '', found, expected: 'a whole .docx', advice: 'Open it in a word processor and save it again.' });

/** The entries of an archive, by its directory at the end. */
export function entriesOf(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && end > bytes.length - 66_000 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) throw damaged('a ZIP archive that breaks off');
  const entries: Entry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let i = view.getUint16(end + 10, true); i > 0; i -= 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw damaged('a ZIP archive with a damaged directory');
    const [size, nameLength, extra, comment] = [view.getUint32(at + 20, true), view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)];
    const local = view.getUint32(at + 42, true);
    if (local + 30 > bytes.length) throw damaged('a ZIP archive with a damaged directory');
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      packed: bytes.subarray(start, start + size),
    });
    at += 46 + nameLength + extra + comment;
  }
  return entries;
}

/** Unpacks all entries to nowhere and throws when together they come to more than a limit: a directory may lie about sizes. */
export async function checkSize(entries: Entry[], limit: number): Promise<void> {
  let total = 0;
  const count = (length: number, { name }: Entry): void => {
    total += length;
    if (total > limit) {
      throw new Unreadable({ place: name, found: `an archive that unpacks to more than ${megabytes(limit)}`, expected: 'a document of ordinary size', advice: 'It may be a "zip bomb": leave it out, or save its text if you trust it.' });
    }
  };
  for (const entry of entries) {
    if (entry.method !== 8) {
      count(entry.packed.length, entry);
      continue;
    }
    const inflate = createInflateRaw();
    inflate.end(entry.packed);
    try {
      for await (const chunk of inflate) count((chunk as Uint8Array).length, entry);
    } catch (error) {
      if (error instanceof Unreadable) throw error;
      throw damaged(`a damaged entry "${entry.name}" (${(error as Error).message})`);
    }
  }
}

/** The text of a small entry; "" when it is not there. */
export function entryText(entries: Entry[], name: string): string {
  const entry = entries.find((candidate) => candidate.name === name);
  if (!entry) return '';
  return new TextDecoder().decode(entry.method === 8 ? inflateRawSync(entry.packed) : entry.packed);
}
