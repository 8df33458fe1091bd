/** A text too long for one document, in parts. */
import type { DocumentInput } from '../record/schema.js';

/** The longest text that one document holds, in characters: some sixty printed pages, a few seconds of coding. */
export const LONGEST_TEXT = 200_000;

/** The document, or its parts when its text is longer than one document holds: each cut at the end of a paragraph, line or sentence. */
export function* partsOf(document: DocumentInput, longest = LONGEST_TEXT): Generator<DocumentInput> {
  const { text } = document;
  if (text.length <= longest) {
    yield document;
    return;
  }
  const parts: string[] = [];
  for (let start = 0; start < text.length; ) {
    const end = text.length - start <= longest ? text.length : start + cut(text.slice(start, start + longest));
    const part = text.slice(start, end);
    if (part.trim() !== '') parts.push(part);
    start = end;
  }
  for (const [i, part] of parts.entries()) yield { ...document, title: `${document.title ?? ''} (part ${i + 1} of ${parts.length})`.trim(), text: part };
}

/** Where to end a part: after the last paragraph, else line, sentence or word in its second half. */
function cut(part: string): number {
  const half = part.length / 2;
  for (const [mark, keep] of [['\n\n', 2], ['\n', 1], ['. ', 2], [' ', 1]] as const) {
    const at = part.lastIndexOf(mark);
    if (at > half) return at + keep;
  }
  // No blank in half a part: cut anywhere but inside a surrogate pair.
  const last = part.charCodeAt(part.length - 1);
  return last >= 0xd800 && last < 0xdc00 ? part.length - 1 : part.length;
}
