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
      const letters = line.match(/\p{L}/gu)?.length ?? 0;
      const capitals = line.match(/\p{Lu}/gu)?.length ?? 0;
      if (letters === 0 || capitals / letters < SHARE || line.trim().split(/\s+/).length < LEAST_WORDS) return line;
      const small = line.toLowerCase();
      return small.length === line.length ? small : line;
    })
    .join('\n');
}
