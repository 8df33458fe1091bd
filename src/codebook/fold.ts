/** Folding of names: what may differ between two spellings of the same name is taken away. */

const DIACRITICS = /\p{M}+/gu;
const NOT_ALPHANUMERIC = /[^\p{L}\p{N}]+/u;
const SPECIAL: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', đ: 'd', ł: 'l', æ: 'ae', œ: 'oe', ı: 'i' };

/** Lower case, without accents: "Türkiye" → "turkiye". */
export function fold(text: string): string {
  let folded = text.toLowerCase();
  // Plain ASCII is by far the commonest and needs nothing more.
  if (/^[\x00-\x7f]*$/.test(folded)) return folded;
  folded = folded.normalize('NFD').replace(DIACRITICS, '');
  return folded.replace(/[ßøđłæœı]/g, (c) => SPECIAL[c] as string);
}

/** The alphanumeric units of a text, folded: "U.S." → ["u", "s"], "Côte d'Ivoire" → ["cote", "d", "ivoire"]. */
export function units(text: string): string[] {
  return fold(text).split(NOT_ALPHANUMERIC).filter((unit) => unit !== '');
}
