/** Phrases by their first word, longest first, and how they are found in a text. */
import type { Phrase, Unit } from './units.js';

interface Entry<T> {
  phrase: Phrase;
  value: T;
}

/** A phrase found: units [from, to); `matched` are those that are the phrase's own words. */
export interface Found<T> {
  from: number;
  to: number;
  matched: number[];
  value: T;
}

/** At most so many other words may stand between two words of a phrase. */
const LONGEST_GAP = 4;

export class PhraseIndex<T> {
  private readonly byFirst = new Map<string, Entry<T>[]>();
  private readonly known = new Set<string>();
  private sorted = true;

  get size(): number {
    return this.known.size;
  }

  /** Adds a phrase, unless the very same is there already. */
  add(phrase: Phrase, value: T): void {
    const key = phrase.words.map((word, i) => `${phrase.adjacent[i] ? '_' : ' '}${word}`).join('');
    if (this.known.has(key)) return;
    this.known.add(key);
    const first = phrase.words[0] as string;
    const entries = this.byFirst.get(first);
    if (entries) entries.push({ phrase, value });
    else this.byFirst.set(first, [{ phrase, value }]);
    this.sorted = false;
  }

  /** The longest phrase that begins at unit `at`. `mayPass(i)`: may unit i stand between two words of a phrase? */
  at(units: readonly Unit[], at: number, mayPass: (i: number) => boolean): Found<T> | null {
    const entries = this.entries((units[at] as Unit).text);
    for (const { phrase, value } of entries) {
      const matched = [at];
      let position = at + 1;
      let fits = true;
      for (let k = 1; k < phrase.words.length && fits; k++) {
        const last = phrase.adjacent[k] ? position : position + LONGEST_GAP;
        while (position < units.length && position < last && (units[position] as Unit).text !== phrase.words[k] && mayPass(position)) position++;
        fits = units[position]?.text === phrase.words[k];
        if (fits) matched.push(position++);
      }
      if (fits) return { from: at, to: position, matched, value };
    }
    return null;
  }

  private entries(first: string): readonly Entry<T>[] {
    if (!this.sorted) {
      const firmness = ({ phrase }: Entry<T>): number => phrase.words.length * 8 + phrase.adjacent.filter(Boolean).length;
      for (const entries of this.byFirst.values()) entries.sort((a, b) => firmness(b) - firmness(a));
      this.sorted = true;
    }
    return this.byFirst.get(first) ?? [];
  }
}
