/**
 * Canonical text: what a document's id is made from and what every offset refers to. The same article saved by an editor
 * on another system (other line ends, decomposed accents, a byte-order mark) gives the same text, hence the same id.
 */

const LINE_ENDS = /\r\n|[\r\n\u0085\u2028\u2029\u000B\u000C]/g;
/**
 * Invisible and without meaning inside a word: soft hyphen, zero-width space, word joiner, byte-order mark; and the signs
 * that turn the order of letters around, with which a text can be made to read otherwise than it was coded.
 */
const INVISIBLE = /[\u00AD\u200B\u2060\uFEFF\u202A-\u202E\u2066-\u2069]/g;
const CONTROL = /[\u0000-\u0008\u000E-\u001F\u007F-\u009F]/g;
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/**
 * The canonical form of a text: Unicode NFC, lines ended by \n, no byte-order mark, no control characters other than tab
 * and newline (each becomes a space, so that words it stood between stay apart), no invisible characters, no half of a
 * surrogate pair, no blank space at either end. Canonical text is its own canonical form.
 */
export function canonicalText(raw: string): string {
  return raw
    .replace(LINE_ENDS, '\n')
    .replace(INVISIBLE, '')
    .replace(CONTROL, ' ')
    .replace(LONE_SURROGATE, '\uFFFD')
    .normalize('NFC')
    .trim();
}

/** The canonical form of a field that is one line: title, publication, author. */
export function canonicalLine(raw: string): string {
  return canonicalText(raw).replace(/\s+/g, ' ');
}
