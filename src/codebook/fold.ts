/** Folding of names: what may differ between two spellings of the same name is taken away. */

const DIACRITICS = /\p{M}+/gu;
const NOT_ALPHANUMERIC = /[^\p{L}\p{N}]+/u;
const SPECIAL: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', đ: 'd', ł: 'l', æ: 'ae', œ: 'oe', ı: 'i' };

/** Lower case, without accents: "Türkiye" → "turkiye". */
export function fold(text: string): string {
  // Plain ASCII is by far the commonest and needs no more than small letters, if that.
  let capitals = false, plain = true;
  for (let i = 0; i < text.length && plain; i++) {
    const code = text.charCodeAt(i);
    if (code >= 65 && code <= 90) capitals = true;
    else if (code > 127) plain = false;
  }
  if (plain) return capitals ? text.toLowerCase() : text;
  const folded = text.toLowerCase().normalize('NFD').replace(DIACRITICS, '');
  return folded.replace(/[ßøđłæœı]/g, (c) => SPECIAL[c] as string);
}

/** The alphanumeric units of a text, folded: "U.S." → ["u", "s"], "Côte d'Ivoire" → ["cote", "d", "ivoire"]. */
export function units(text: string): string[] {
  return fold(text).split(NOT_ALPHANUMERIC).filter((unit) => unit !== '');
}
