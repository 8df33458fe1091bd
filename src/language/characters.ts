/** Kinds of characters, and where two of them can come apart. */

/** Character kinds: 0 other mark, 1 lower-case letter, 2 upper-case letter, 3 digit, 4 white space. */
export function kindOf(code: number): number {
  if (code < 128) {
    if (code >= 97 && code <= 122) return 1;
    if (code >= 65 && code <= 90) return 2;
    if (code >= 48 && code <= 57) return 3;
    return code === 32 || (code >= 9 && code <= 13) ? 4 : 0;
  }
  if (code === 0xa0 || code === 0x1680 || (code >= 0x2000 && code <= 0x200a) || code === 0x2028 || code === 0x2029 ||
    code === 0x202f || code === 0x205f || code === 0x3000 || code === 0xfeff) return 4;
  if (code >= 0xd800 && code <= 0xdfff) return 1; // halves of a pair stay together
  if (code < 0x2000 || code > 0x2bff) {
    if (code < 0xc0) return code === 0xaa || code === 0xba || code === 0xb5 ? 1 : 0;
    if (code === 0xd7 || code === 0xf7) return 0;
    const c = String.fromCharCode(code);
    const lower = c.toLowerCase();
    if (lower !== c) return 2;
    return code >= 0x3000 && code <= 0x303f ? 0 : 1;
  }
  return 0;
}

/** Whether a character counts as white space here: where it stands no token goes on. */
export function isSpace(code: number): boolean {
  return kindOf(code) === 4;
}

/** A place where a token may end inside a run of characters: two kinds meet there, or a mark stands on one side. */
export function mayCut(before: number, after: number): boolean {
  const a = kindOf(before), b = kindOf(after);
  if (a === 0 || b === 0) return !(after >= 0xdc00 && after <= 0xdfff) && !isJoiner(after) && !isJoiner(before);
  if (a === 3 || b === 3) return a !== b;
  return false;
}

/** Combining marks, variation selectors and joiners belong to the character before them. */
function isJoiner(code: number): boolean {
  return (code >= 0x300 && code <= 0x36f) || code === 0x200d || (code >= 0xfe00 && code <= 0xfe0f);
}

/** The feature of a place where there is no character. */
export const OUTSIDE = 0x7001;

/** A character as a feature: letters and digits by their kind, marks by themselves. */
export function charFeature(code: number): number {
  const kind = kindOf(code);
  return kind === 0 ? code + 16 : kind;
}
