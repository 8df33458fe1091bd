/**
 * Lemmas by edit scripts: "1|3|y" means lower case, three characters off the end, "y" on ("Parties" → "party").
 * The script of a word is looked up under ever shorter keys: the form with its tag and features, the form with
 * its tag, then its endings from long to short.
 */
import { hashText, mix2, mix3, type HashTable } from './hash.js';

export const LONGEST_ENDING = 7;

export class Lemmatiser {
  private readonly parts: { lower: boolean; strip: number; append: string; whole: boolean }[];

  constructor(readonly scripts: readonly string[], readonly table: HashTable) {
    this.parts = scripts.map((script) => {
      if (script.startsWith('=')) return { lower: true, strip: 0, append: script.slice(1), whole: true };
      const [lower, strip, append] = script.split('|', 3) as [string, string, string];
      return { lower: lower === '1', strip: Number(strip), append, whole: false };
    });
  }

  /** The lemma of a form under a tag with features. `normal` is the form normalised (see words.ts). */
  lemma(form: string, normal: string, tag: number, feats: number): string {
    const script = this.find(normal, tag, feats);
    const part = this.parts[script];
    if (!part) return form.toLowerCase();
    if (part.whole) return part.append;
    const base = part.lower ? form.toLowerCase() : form;
    return part.strip >= base.length && part.append === '' ? base : base.slice(0, base.length - part.strip) + part.append;
  }

  private find(normal: string, tag: number, feats: number): number {
    const whole = hashText(normal);
    let script = this.table.get(formKey(whole, tag, feats));
    if (script >= 0) return script;
    script = this.table.get(formKey(whole, tag, -1));
    if (script >= 0) return script;
    for (let length = Math.min(LONGEST_ENDING, normal.length); length >= 0; length--) {
      script = this.table.get(endingKey(hashText(normal, normal.length - length), length, tag, feats));
      if (script >= 0) return script;
    }
    for (let length = Math.min(LONGEST_ENDING, normal.length); length >= 0; length--) {
      script = this.table.get(endingKey(hashText(normal, normal.length - length), length, tag, -1));
      if (script >= 0) return script;
    }
    return -1;
  }
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
