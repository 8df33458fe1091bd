/**
 * The words that dictionaries and texts are compared by: upper case, without accents; hyphens and underscores part
 * words that stand side by side; contractions and possessives are split as the tokenizer splits them.
 */
import type { Doc } from '../../language/index.js';

/** One comparable word of a text. */
export interface Unit {
  text: string;
  /** Index of the document's word that it is (part of). */
  word: number;
}

/** A phrase of a dictionary. */
export interface Phrase {
  words: string[];
  /** Whether a word must follow the one before it directly; the first one's says how the phrase joins what stands before. */
  adjacent: boolean[];
}

/** One written word as comparable ones. */
export function fold(word: string): string[] {
  if (/^[A-Za-z0-9]+$/.test(word)) return [word.toUpperCase()];
  const upper = word.normalize('NFD').replace(/\p{M}/gu, '').replace(/[’ʼ]/g, "'").toUpperCase();
  const parts: string[] = [];
  for (const piece of upper.split(/[-‐‑–_]+/)) {
    const contraction = /^(.+)(N'T|'S|'RE|'VE|'LL|'D|'M)$/.exec(piece) ?? /^(.+S)(')$/.exec(piece);
    for (const part of contraction ? [contraction[1] as string, contraction[2] as string] : [piece]) {
      // "U.S." at the end of a sentence may have lost its last stop to it.
      const bare = part.length > 1 ? part.replace(/\.+$/, '') : part;
      if (bare !== '') parts.push(bare);
    }
  }
  return parts;
}

/** Words joined by blanks (others may come between) and underscores or hyphens (none may). */
export function parsePhrase(raw: string): Phrase {
  const words: string[] = [];
  const adjacent: boolean[] = [];
  for (const token of raw.trim().split(/\s+/)) {
    let first = true;
    for (const word of fold(token)) {
      words.push(word);
      adjacent.push(!first);
      first = false;
    }
  }
  return { words, adjacent };
}

/** The comparable words of a stretch of a document: words [from, to). */
export function unitsOf(doc: Doc, from: number, to: number): Unit[] {
  const units: Unit[] = [];
  for (let word = from; word < to; word++) {
    for (const text of fold(doc.form[word] as string)) units.push({ text, word });
  }
  return units;
}

const VOWEL = /[AEIOU]/;

/** Plural of an English noun in capitals, by the rules that the dictionaries count on. */
export function plural(noun: string): string {
  if (/[^AEIOU]Y$/.test(noun)) return `${noun.slice(0, -1)}IES`;
  if (/(SS|SH|CH|X)$/.test(noun)) return `${noun}ES`;
  return `${noun}S`;
}

/** True where a last consonant is doubled before -ED and -ING: one vowel before it ("STAB", "PERMIT"). */
function doubles(verb: string): boolean {
  return /[^AEIOU][AEIOU][BDGKLMNPRTV]$/.test(verb) || (verb.length === 3 && VOWEL.test(verb[1] as string) && /[BDGMNPRT]$/.test(verb));
}

/** Present, gerund and, unless `irregular`, past forms of an English verb in capitals. */
export function verbForms(verb: string, irregular: boolean): string[] {
  const forms = [verb];
  const past: string[] = [];
  if (/E$/.test(verb)) {
    forms.push(`${verb}S`, /(EE|OE|YE)$/.test(verb) ? `${verb}ING` : `${verb.slice(0, -1)}ING`);
    past.push(`${verb}D`);
  } else if (/[^AEIOU]Y$/.test(verb)) {
    forms.push(`${verb.slice(0, -1)}IES`, `${verb}ING`);
    past.push(`${verb.slice(0, -1)}IED`);
  } else {
    forms.push(/(S|SH|CH|X|Z)$/.test(verb) ? `${verb}ES` : `${verb}S`, `${verb}ING`);
    past.push(`${verb}ED`);
    if (doubles(verb)) {
      const last = verb.at(-1) as string;
      forms.push(`${verb}${last}ING`);
      past.push(`${verb}${last}ED`);
    }
  }
  return irregular ? forms : [...forms, ...past];
}
