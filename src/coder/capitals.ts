/**
 * Headlines in capitals: a parser trained on ordinary spelling sees nothing but names in them. Such lines are parsed in small
 * letters; names are still compared with the text as it is written.
 */

/** A line counts as capitals from this many words on, with this share of its letters capital. */
const LEAST_WORDS = 3;
const SHARE = 0.8;

/** The text with its lines in capitals put in small letters; every offset stays what it was. */
export function withoutCapitals(text: string): string {
  if (!/\p{Lu}{3}/u.test(text)) return text;
  return text
    .split('\n')
    .map((line) => {
      if (!isCapitals(line) || line.trim().split(/\s+/).length < LEAST_WORDS) return line;
      const small = line.toLowerCase();
      return small.length === line.length ? small : line;
    })
    .join('\n');
}

function isCapitals(line: string): boolean {
  let small = 0;
  let capitals = 0;
  for (const char of line) {
    const code = char.charCodeAt(0);
    if ((code >= 97 && code <= 122) || (code > 127 && /[^\p{Lu}\P{L}]/u.test(char))) {
      // Most lines are ordinary writing, and show it soon.
      if (++small > (1 - SHARE) * line.length) return false;
    } else if ((code >= 65 && code <= 90) || (code > 127 && /\p{Lu}/u.test(char))) capitals++;
  }
  return capitals > 0 && capitals / (capitals + small) >= SHARE;
}

/** Names that a line may begin with are looked for in so many characters of it. */
const LONGEST_NAME = 60;
/** The first word of a line, with a capital and no other. */
const FIRST_WORD = /(^|\n)(\p{Lu}\p{Ll}{2,})(?= +\p{L})/gu;

/**
 * The text with small letters where a line's first word is a common one: "Lanzan granada contra …", "Motín en una cárcel …". Such a
 * word has its capital from its place, and a headline has no article before it that would tell a parser so.
 */
export function withoutFirstCapitals(text: string, isCommon: (word: string, line: string) => boolean): string {
  return text.replace(FIRST_WORD, (whole, before: string, word: string, at: number) => {
    const small = word.toLowerCase();
    return small.length === word.length && isCommon(small, text.slice(at + before.length, at + LONGEST_NAME)) ? before + small : whole;
  });
}
