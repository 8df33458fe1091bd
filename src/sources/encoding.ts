/** Bytes as text: which encoding they are in, or that they are no text at all. */
import { isUtf8 } from 'node:buffer';
import chardet from 'chardet';
import iconv from 'iconv-lite';
import { lines } from './bytes.js';
import { Unreadable } from './types.js';

/** Enough to tell an encoding by. */
const SAMPLE = 65_536;

const MARKS: [number[], string][] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/** First bytes of formats that hold no text, and what a person calls them. */
const BINARY: [number[], string, string][] = [
  [[0x89, 0x50, 0x4e, 0x47], 'a PNG picture', 'Read the text off it first (OCR).'],
  [[0xff, 0xd8, 0xff], 'a JPEG picture', 'Read the text off it first (OCR).'],
  [[0x47, 0x49, 0x46, 0x38], 'a GIF picture', 'Read the text off it first (OCR).'],
  [[0x50, 0x4b, 0x03, 0x04], 'a ZIP archive', 'Unpack it and add what is in it.'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an older Office file (.doc, .xls)', 'Save it as .docx or as text.'],
  [[0x7f, 0x45, 0x4c, 0x46], 'a program', 'Leave it out.'],
  [[0x50, 0x41, 0x52, 0x31], 'a Parquet file', 'Write it out as CSV or JSONL.'],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], 'an SQLite database', 'Write it out as CSV or JSONL.'],
  [[0x7b, 0x5c, 0x72, 0x74, 0x66], 'an RTF file', 'Save it as .docx or as text.'],
];

const begins = (bytes: Uint8Array, start: number[]): boolean => start.every((byte, i) => bytes[i] === byte);

/**
 * The encoding of text by its bytes. Byte-order marks first; then UTF-16 by the zero bytes that
 * Latin script leaves in every second place, and by its newlines and spaces; then UTF-8, which other encodings are almost
 * never valid as; then the other encodings by their letters. Throws Unreadable when the bytes are no text.
 */
export function encodingOf(bytes: Uint8Array, declared?: string): string {
  for (const [mark, encoding] of MARKS) if (begins(bytes, mark)) return encoding;
  const sample = bytes.subarray(0, SAMPLE);
  for (const [start, what, advice] of BINARY) {
    if (begins(sample, start)) throw new Unreadable({ place: '', found: what, expected: 'text', advice });
  }
  const wide = utf16By(sample);
  if (wide) return wide;
  if (looksBinary(sample)) {
    throw new Unreadable({ place: '', found: 'bytes that are no text', expected: 'text in UTF-8, UTF-16, Windows-1252 or another encoding of text', advice: 'If it is a document, save it as text, HTML, PDF or .docx.' });
  }
  if (isUtf8(bytes.length > SAMPLE ? wholeLetters(sample) : sample)) return 'utf-8';
  if (declared && iconv.encodingExists(declared)) return western(declared.toLowerCase());
  return legacy(sample);
}

/** Bytes as text, without a byte-order mark. */
export function decode(bytes: Uint8Array, declared?: string): string {
  const encoding = encodingOf(bytes, declared);
  const text = decodeAs(encoding, bytes);
  // A long text that began in plain ASCII and turned out to be no UTF-8.
  if (encoding === 'utf-8' && bytes.length > SAMPLE && text.includes('\uFFFD') && !isUtf8(bytes)) return decodeAs(legacy(bytes), bytes);
  return text;
}

const STRICT = new TextDecoder('utf-8', { fatal: true });

/** One line of a text that is read line by line: UTF-8, or failing that Windows-1252. */
export function decodeLine(bytes: Uint8Array): string {
  try {
    return STRICT.decode(bytes);
  } catch {
    return decodeAs('windows-1252', bytes);
  }
}

/** Text as it comes, of which the first bytes are known. */
export async function* decodeStream(head: Uint8Array, chunks: AsyncIterable<Uint8Array>, longestLine: number): AsyncGenerator<string> {
  const encoding = encodingOf(head);
  if (encoding === 'utf-8' || encoding === 'windows-1252') {
    // Line by line: a table may begin in plain ASCII and show its encoding only further down.
    for await (const line of lines(chunks, longestLine)) yield `${decodeLine(line.bytes)}\n`;
    return;
  }
  const decoder = iconv.getDecoder(encoding);
  let first = true;
  for await (const chunk of chunks) {
    const text = decoder.write(Buffer.from(chunk));
    yield first ? text.replace(/^\uFEFF/, '') : text;
    first = false;
  }
  yield decoder.end() ?? '';
}

/** Without a mark: zeros nearly always in the same half of each pair, or newlines and spaces of one order alone. */
function utf16By(sample: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const pairs = sample.length >> 1;
  if (pairs < 2 || !sample.includes(0)) return null;
  let zeroFirst = 0;
  let zeroSecond = 0;
  let spaceFirst = 0;
  let spaceSecond = 0;
  for (let i = 0; i < pairs; i += 1) {
    const [first, second] = [sample[2 * i]!, sample[2 * i + 1]!];
    if (first === 0) zeroFirst += 1;
    if (second === 0) zeroSecond += 1;
    if (first === 0 && (second === 0x20 || second === 0x0a)) spaceSecond += 1;
    if (second === 0 && (first === 0x20 || first === 0x0a)) spaceFirst += 1;
  }
  if (zeroSecond > pairs * 0.4 && zeroFirst < pairs * 0.02) return 'utf-16le';
  if (zeroFirst > pairs * 0.4 && zeroSecond < pairs * 0.02) return 'utf-16be';
  if (zeroSecond === spaceFirst && zeroFirst === 0 && spaceFirst > 2) return 'utf-16le';
  if (zeroFirst === spaceSecond && zeroSecond === 0 && spaceSecond > 2) return 'utf-16be';
  return null;
}

/** How much each byte speaks against text. */
const ODD = Uint8Array.from({ length: 256 }, (_, byte) => (byte === 0 ? 10 : byte < 0x20 && ![0x09, 0x0a, 0x0d, 0x0c, 0x1b].includes(byte) ? 1 : 0));

function looksBinary(sample: Uint8Array): boolean {
  let odd = 0;
  for (let i = 0; i < sample.length; i += 1) odd += ODD[sample[i]!]!;
  return odd > sample.length * 0.02 && odd >= 10;
}

/** Bytes cut anywhere, without a last letter of UTF-8 that may be cut with them. */
function wholeLetters(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > bytes.length - 4 && end > 0 && (bytes[end - 1]! & 0xc0) === 0x80) end -= 1;
  return end > 0 && bytes[end - 1]! >= 0xc0 ? bytes.subarray(0, end - 1) : bytes;
}

/** Node's own decoder serves for UTF-8 alone: it takes Windows-1252 for Latin-1, so that quotation marks and dashes would be lost. */
function decodeAs(encoding: string, bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return encoding === 'utf-8' ? buffer.toString('utf8').replace(/^\uFEFF/, '') : iconv.decode(buffer, encoding);
}

/** What calls itself Latin-1 is read as Windows-1252, which has all its letters and more. */
function western(encoding: string): string {
  return /^(iso-?8859-?1|latin-?1|us-ascii|ascii)$/.test(encoding) ? 'windows-1252' : encoding;
}

/** Encodings of other scripts than Latin. Between the code pages of Latin script a guess is a toss, and nearly all such text
 *  is Windows-1252; in it accented letters are few, where in other scripts nearly every byte is above ASCII. */
const OTHER_SCRIPTS = /^(windows-125[135]|koi8-r|iso-8859-[5678]|gb18030|big5|shift_jis|euc-(jp|kr)|iso-2022-(jp|kr|cn))$/;
const LEAST_HIGH_SHARE = 0.3;

function legacy(sample: Uint8Array): string {
  const high = sample.reduce((sum, byte) => sum + (byte >= 0x80 ? 1 : 0), 0);
  const name = chardet.analyse(sample)[0]?.name.toLowerCase() ?? '';
  const other = OTHER_SCRIPTS.test(name) && (high > sample.length * LEAST_HIGH_SHARE || name.startsWith('iso-2022'));
  return other && iconv.encodingExists(name) ? name : 'windows-1252';
}
