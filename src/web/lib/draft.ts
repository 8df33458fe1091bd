/** What an author changed in a brief: kept in the browser under the question that it answers, so that a reload loses nothing. */
import type { BriefView, EditedBrief } from '../../server/api/brief.js';

export type Sections = NonNullable<EditedBrief['sections']>;
export type Sentence = Sections[number]['sentences'][number];

const PREFIX = 'brief ';

/** The brief as it stands, as an edit. */
export function sectionsOf({ sections }: BriefView): Sections {
  return sections.map(({ key, sentences }) => ({
    key,
    sentences: sentences.map(({ key: sentence, text, record }): Sentence => (sentence === null ? { own: text } : record === null ? { key: sentence } : { key: sentence, wording: text })),
  }));
}

export function keptDraft(question: string): Sections | null {
  try {
    const kept = sessionStorage.getItem(PREFIX + question);
    return kept === null ? null : (JSON.parse(kept) as Sections);
  } catch {
    // Storage is closed to us: the draft lasts as long as the page.
    return null;
  }
}

export function keepDraft(question: string, sections: Sections | null): void {
  try {
    if (sections === null) sessionStorage.removeItem(PREFIX + question);
    else sessionStorage.setItem(PREFIX + question, JSON.stringify(sections));
  } catch {
    // Storage is closed to us, or full.
  }
}

/** A list with one of its entries a place further up or down. */
export function moved<T>(list: readonly T[], from: number, by: -1 | 1): T[] {
  const next = [...list];
  const [entry] = next.splice(from, 1);
  next.splice(from + by, 0, entry!);
  return next;
}
