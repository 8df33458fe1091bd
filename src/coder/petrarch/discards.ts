/** The discard list: words that show that a sentence (or, with `+`, a whole story) is about something else. */
import { contentLines, type DictionaryFile } from './lines.js';
import { fold, type Unit } from './units.js';

export interface Discard {
  words: string[];
  /** The last word must be complete; else it is a stem. */
  whole: boolean;
  story: boolean;
}

export function parseDiscardFiles(files: readonly DictionaryFile[]): Map<string, Discard[]> {
  const byFirst = new Map<string, Discard[]>();
  for (const file of files) {
    for (const line of contentLines(file)) {
      const text = line.text.trim();
      const story = text.startsWith('+');
      const phrase = story ? text.slice(1).trim() : text;
      const words = phrase.split(/\s+/).flatMap(fold);
      if (words.length === 0) continue;
      // A lone stem has no first word to look it up by, so that stems are kept by their first three letters.
      const key = keyOf(words[0] as string);
      const list = byFirst.get(key) ?? [];
      list.push({ words, whole: phrase.endsWith('_'), story });
      byFirst.set(key, list);
    }
  }
  return byFirst;
}

const keyOf = (word: string): string => word.slice(0, 3);

/** What the discard list says of a sentence: code it, leave it, or leave the whole story. */
export function discardOf(discards: ReadonlyMap<string, readonly Discard[]>, units: readonly Unit[]): 'none' | 'sentence' | 'story' {
  let found: 'none' | 'sentence' = 'none';
  for (let i = 0; i < units.length; i++) {
    for (const discard of discards.get(keyOf((units[i] as Unit).text)) ?? []) {
      const fits = discard.words.every((word, k) => {
        const text = units[i + k]?.text ?? '';
        return k === discard.words.length - 1 && !discard.whole ? text.startsWith(word) : text === word;
      });
      if (!fits) continue;
      if (discard.story) return 'story';
      found = 'sentence';
    }
  }
  return found;
}
