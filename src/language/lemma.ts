/**
 * Lemmas by edit scripts: "1|3|y" means lower case, three characters off the end, "y" on ("Parties" → "party").
 * The script of a word is looked up under ever shorter keys: the form with its tag and features, the form with
 * its tag, then its endings from long to short.
 */
import { hashText, mix2, mix3, type HashTable } from './hash.js';

export const LONGEST_ENDING = 7;

/** Scripts of numbers: no marks between thousands, a full stop before decimals, a per cent sign as "/100"; the mark between thousands is named. */
const NUMBERS: Record<string, string> = { '#,': ',', '#.': '.' };

export class Lemmatiser {
  private readonly parts: { lower: boolean; strip: number; append: string; whole: boolean; thousands: string }[];
  private readonly found = new Int32Array(LONGEST_ENDING * 2 + 2);

  constructor(
    readonly scripts: readonly string[],
    readonly table: HashTable,
    /** Lemmas that were seen under a tag (see `lemmaKey`): of several guesses one of these is the better. */
    readonly known: HashTable,
  ) {
    this.parts = scripts.map((script) => {
      const base = { lower: true, strip: 0, append: '', whole: false, thousands: '' };
      const thousands = NUMBERS[script];
      if (thousands) return { ...base, thousands };
      if (script.startsWith('=')) return { ...base, append: script.slice(1), whole: true };
      const [lower, strip, append] = script.split('|', 3) as [string, string, string];
      return { ...base, lower: lower === '1', strip: Number(strip), append };
    });
  }

  /** The lemma of a form under a tag with features. `normal` is the form normalised (see words.ts). */
  lemma(form: string, normal: string, tag: number, feats: number): string {
    const whole = hashText(normal);
    let script = this.table.get(formKey(whole, tag, feats));
    if (script < 0) script = this.table.get(formKey(whole, tag, -1));
    if (script >= 0) return this.apply(script, form);
    const count = this.byEndings(normal, tag, feats);
    for (let k = 0; k < count; k++) {
      const guess = this.apply(this.found[k] as number, form);
      if (this.known.get(lemmaKey(guess, tag)) >= 0) return guess;
    }
    return count > 0 ? this.apply(this.found[0] as number, form) : form.toLowerCase();
  }

  private apply(script: number, form: string): string {
    const part = this.parts[script];
    if (!part) return form.toLowerCase();
    if (part.whole) return part.append;
    if (part.thousands) return plainNumber(form, part.thousands);
    const base = part.lower ? form.toLowerCase() : form;
    return part.strip >= base.length && part.append === '' ? base : base.slice(0, base.length - part.strip) + part.append;
  }

  /** Puts the scripts of the form's endings into `found`, the longest ending's first. */
  private byEndings(normal: string, tag: number, feats: number): number {
    let count = 0;
    for (const which of [feats, -1]) {
      for (let length = Math.min(LONGEST_ENDING, normal.length); length >= 0; length--) {
        const script = this.table.get(endingKey(hashText(normal, normal.length - length), length, tag, which));
        if (script >= 0) this.found[count++] = script;
      }
    }
    return count;
  }
}

/** A number as its lemma: "1.100" → "1100", "61,9" → "61.9", "4%" → "4/100" where a full stop parts thousands. */
function plainNumber(form: string, thousands: string): string {
  const digits = form.split(thousands).join('').replace(',', '.');
  return digits.endsWith('%') ? `${digits.slice(0, -1)}/100` : digits;
}

/** The key of a lemma under a tag among the known ones. */
export function lemmaKey(lemma: string, tag: number): number {
  return mix3(hashText(lemma), tag + 1, 77);
}

/** The key of a whole form; `feats` −1 for any. */
export function formKey(hash: number, tag: number, feats: number): number {
  return mix3(hash, tag + 1, feats + 2);
}

/** The key of an ending; `feats` −1 for any. */
export function endingKey(hash: number, length: number, tag: number, feats: number): number {
  return mix2(mix3(hash, tag + 1, feats + 2), length + 1);
}

/** The edit script that makes `lemma` from `form`. */
export function editScript(form: string, lemma: string): string {
  if (form !== lemma && /\d/.test(form)) for (const [script, thousands] of Object.entries(NUMBERS)) if (plainNumber(form, thousands) === lemma) return script;
  const lower = form.toLowerCase();
  const asIs = commonPrefix(form, lemma);
  const lowered = commonPrefix(lower, lemma);
  const useLower = lowered > asIs || form === lower;
  const kept = useLower ? lowered : asIs;
  if (kept === 0) return `=${lemma}`;
  return `${useLower ? 1 : 0}|${(useLower ? lower : form).length - kept}|${lemma.slice(kept)}`;
}

function commonPrefix(a: string, b: string): number {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n++;
  return n;
}
