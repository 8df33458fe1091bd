/** What a user names as a source of documents. */
import { isUrl, STANDARD_INPUT } from '../sources/fields.js';

/** A path or pattern as it stands, an address to be fetched, or standard input for "-". */
export function inputOf(text: string): string | { url: string } | { name: string; chunks: AsyncIterable<Uint8Array> } {
  if (text === '-') return { name: STANDARD_INPUT, chunks: process.stdin as AsyncIterable<Uint8Array> };
  return isUrl(text) ? { url: text } : text;
}
