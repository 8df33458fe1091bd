/**
 * Which language a text is in, of sixty: letter n-grams (the library `eld`) where the text is long enough, with the count
 * of function words between the coder's own languages, which names in a short sentence mislead less.
 */
import { eld } from 'eld/small';
import { guessLanguage } from '../coder/language.js';

/** More text than this decides nothing new. */
const SAMPLE = 4000;
/** By how many times another language must be likelier than the coder's own, the fewer words the more. */
const LEADS: readonly { below: number; lead: number }[] = [{ below: 9, lead: 1.1 }, { below: 25, lead: 1.03 }];
/** Fewer words than these, in Latin letters, are most often names: they say nothing. */
const FEWEST = 5;

/** The code (ISO 639-1) of a text's language, one of `own` where there is doubt. */
export function recogniseLanguage(text: string, own: readonly string[]): string {
  const sample = text.slice(0, SAMPLE);
  const found = eld.detect(sample);
  if (!found.language || own.includes(found.language)) return guessLanguage(sample, found.language ? [found.language, ...own] : own);
  const words = sample.match(/\p{L}+/gu)?.length ?? 0;
  if (words < FEWEST && /^\P{L}*\p{Script=Latin}/u.test(sample)) return guessLanguage(sample, own);
  const scores = found.getScores();
  const best = Math.max(...own.map((language) => scores[language] ?? 0));
  const lead = LEADS.find(({ below }) => words < below)?.lead ?? 1;
  return best === 0 || scores[found.language]! / best >= lead ? found.language : guessLanguage(sample, own);
}
