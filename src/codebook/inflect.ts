/**
 * Inflection of the lexicon's own verbs and nouns by rule, so that a form whose lemma the tagger got wrong ("expelled" as
 * "expell", "condenó" in capitals or without accent) still finds its entry. Forms are folded, as lemmas are.
 */
import { fold } from './fold.js';

const VOWEL = /[aeiou]/;

/** English verbs with forms of their own, by the ending that their compounds share ("lead", "mislead"). */
const ENGLISH_STRONG: Readonly<Record<string, readonly string[]>> = {
  freeze: ['froze', 'frozen'], lead: ['led'], forbid: ['forbade', 'forbidden'], fling: ['flung'], bear: ['bore', 'borne'], swear: ['swore', 'sworn'], shrink: ['shrank', 'shrunk'], cling: ['clung'],
};

function english(lemma: string, pos: string): string[] {
  const strong = pos === 'VERB' ? Object.entries(ENGLISH_STRONG).find(([ending]) => lemma.endsWith(ending)) : undefined;
  const own = strong ? strong[1].map((form) => lemma.slice(0, -strong[0].length) + form) : [];
  return [...own, ...regularEnglish(lemma, pos)];
}

function regularEnglish(lemma: string, pos: string): string[] {
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

/** Verbs whose past has a stem of its own, by the ending that their compounds share ("tener", "detener", "mantener"). */
const STRONG_PAST: Readonly<Record<string, readonly string[]>> = {
  tener: ['tuv'], poner: ['pus'], querer: ['quis'], decir: ['dij'], traer: ['traj'], hacer: ['hic', 'hiz'], venir: ['vin'], poder: ['pud'], ducir: ['duj'], estar: ['estuv'], andar: ['anduv'], saber: ['sup'],
};
/** Participles of their own, likewise. */
const STRONG_PARTICIPLE: Readonly<Record<string, string>> = {
  poner: 'puest', ver: 'vist', escribir: 'escrit', scribir: 'scrit', abrir: 'abiert', cubrir: 'cubiert', decir: 'dich', hacer: 'hech', romper: 'rot', morir: 'muert', volver: 'vuelt', solver: 'suelt',
};
/** First persons singular from which the subjunctive is made ("ponga", "tenga", "diga", "haga", "salga"). */
const STRONG_PRESENT: Readonly<Record<string, string>> = { tener: 'teng', poner: 'pong', decir: 'dig', traer: 'traig', hacer: 'hag', venir: 'veng', salir: 'salg', caer: 'caig' };

/** Forms of Spanish verbs that change their stem, by the kinds of change; more than exist, since only forms met in a text are looked up. */
function spanishIrregular(lemma: string): string[] {
  const ending = lemma.slice(-2);
  const stem = lemma.slice(0, -2);
  const forms: string[] = [];
  for (const [tail, pasts] of Object.entries(STRONG_PAST)) {
    if (!lemma.endsWith(tail)) continue;
    for (const past of pasts) for (const e of ['o', 'ieron', 'eron', 'iera', 'ieran', 'era', 'eran']) forms.push(lemma.slice(0, -tail.length) + past + e);
  }
  for (const [tail, participle] of Object.entries(STRONG_PARTICIPLE)) {
    if (lemma.endsWith(tail)) for (const e of ['o', 'a', 'os', 'as']) forms.push(lemma.slice(0, -tail.length) + participle + e);
  }
  for (const [tail, present] of Object.entries(STRONG_PRESENT)) {
    if (lemma.endsWith(tail)) for (const e of ['o', 'a', 'an']) forms.push(lemma.slice(0, -tail.length) + present + e);
  }
  const vowel = /^(.*)([eou])([^aeiou]+)$/.exec(stem);
  if (vowel) {
    const [, before, changing, after] = vowel as unknown as [string, string, string, string];
    // "Pensar" → "piensa", "acordar" → "acuerda", "pedir" → "pide", "herir" → "hirió", "morir" → "murió".
    const present = { e: ['ie', 'i'], o: ['ue'], u: ['ue'] }[changing] as string[];
    const softened = ending === 'ar' ? after.replace(/c$/, 'qu').replace(/g$/, 'gu').replace(/z$/, 'c') : after;
    for (const change of present) {
      for (const e of ending === 'ar' ? ['a', 'an'] : ['e', 'en', 'a', 'an']) forms.push(before + change + after + e);
      if (ending === 'ar') for (const e of ['e', 'en']) forms.push(before + change + softened + e);
    }
    if (ending === 'ir') {
      const past = changing === 'e' ? 'i' : 'u';
      for (const e of ['io', 'ieron', 'iendo', 'iera', 'ieran', 'a', 'an']) forms.push(before + past + after + e);
    }
  }
  // "Huir" → "huyó", "leer" → "leyó", "oír" → "oyó".
  if (/[aeou]$/.test(stem) && ending !== 'ar') for (const e of ['yo', 'yeron', 'ye', 'yen', 'yendo', 'yera', 'ya', 'yan']) forms.push(stem + e);
  return forms;
}

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
  return [...forms, ...spanishIrregular(lemma)];
}

/** Folded forms of a folded lemma, without the lemma itself; [] for a language without rules here. */
export function formsOf(language: string, lemma: string, pos: string): string[] {
  if (lemma.includes(' ')) return [];
  return (language === 'en' ? english(lemma, pos) : language === 'es' ? spanish(lemma, pos) : []).map(fold);
}
