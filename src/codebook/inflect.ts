/**
 * Regular inflection of the lexicon's own verbs and nouns, so that a form whose lemma the tagger got wrong ("expelled" as
 * "expell", "condenó" in capitals or without accent) still finds its entry. Forms are folded, as lemmas are.
 */
import { fold } from './fold.js';

const VOWEL = /[aeiou]/;

function english(lemma: string, pos: string): string[] {
  const plural = /[^aeiou]y$/.test(lemma) ? lemma.replace(/y$/, 'ies') : /(s|x|z|ch|sh)$/.test(lemma) ? `${lemma}es` : `${lemma}s`;
  if (pos === 'NOUN') return [plural];
  if (pos !== 'VERB') return [];
  if (lemma.endsWith('e')) return [plural, `${lemma}d`, lemma.endsWith('ee') ? `${lemma}ing` : `${lemma.slice(0, -1)}ing`];
  if (/[^aeiou]y$/.test(lemma)) return [plural, lemma.replace(/y$/, 'ied'), `${lemma}ing`];
  const forms = [plural, `${lemma}ed`, `${lemma}ing`];
  // "expel" → "expelled", "cancel" → "cancelled" or "canceled": a last consonant after a single vowel may be doubled.
  const end = lemma.slice(-3);
  if (end.length === 3 && !VOWEL.test(end[0] as string) && VOWEL.test(end[1] as string) && /[bdfgklmnprtv]/.test(end[2] as string)) {
    forms.push(`${lemma}${end[2]}ed`, `${lemma}${end[2]}ing`);
  }
  return forms;
}

const SPANISH_ENDINGS: Readonly<Record<string, readonly string[]>> = {
  ar: ['a', 'an', 'o', 'aron', 'aba', 'aban', 'ara', 'aran', 'aria', 'arian', 'ado', 'ada', 'ados', 'adas', 'ando', 'e', 'en', 'ase', 'asen', 'arse'],
  er: ['e', 'en', 'io', 'ieron', 'ia', 'ian', 'era', 'eran', 'eria', 'erian', 'ido', 'ida', 'idos', 'idas', 'iendo', 'a', 'an', 'iera', 'ieran', 'erse'],
  ir: ['e', 'en', 'io', 'ieron', 'ia', 'ian', 'ira', 'iran', 'iria', 'irian', 'ido', 'ida', 'idos', 'idas', 'iendo', 'a', 'an', 'iera', 'ieran', 'irse'],
};

function spanish(lemma: string, pos: string): string[] {
  if (pos === 'NOUN') return [/[aeiou]$/.test(lemma) ? `${lemma}s` : lemma.endsWith('z') ? `${lemma.slice(0, -1)}ces` : `${lemma}es`];
  if (pos !== 'VERB') return [];
  const ending = lemma.slice(-2);
  const stem = lemma.slice(0, -2);
  const forms = (SPANISH_ENDINGS[ending] ?? []).map((e) => stem + e);
  // Spelling before e: "atacar" → "ataque", "llegar" → "llegue", "rechazar" → "rechace".
  if (ending === 'ar') {
    const before = stem.replace(/c$/, 'qu').replace(/g$/, 'gu').replace(/z$/, 'c');
    if (before !== stem) forms.push(`${before}e`, `${before}en`);
  }
  return forms;
}

/** Folded regular forms of a folded lemma, without the lemma itself; [] for a language without rules here. */
export function regularForms(language: string, lemma: string, pos: string): string[] {
  if (lemma.includes(' ')) return [];
  return (language === 'en' ? english(lemma, pos) : language === 'es' ? spanish(lemma, pos) : []).map(fold);
}
