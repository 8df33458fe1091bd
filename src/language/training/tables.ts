/** Learns the look-up tables: word lexicon, lemmas, multiword tokens. */
import type { Doc } from '../doc.js';
import { HashTable, hashText } from '../hash.js';
import { LONGEST_ENDING, editScript, endingKey, formKey, lemmaKey } from '../lemma.js';
import { LONGEST_MWT_ENDING, ONE_WORD, openKey, splitScript, tokenEndingKey, tokenKey, tokenKind } from '../mwt.js';
import { uposId } from '../ud.js';
import { BY_FORM, BY_SUFFIX2, BY_SUFFIX3, choiceKey } from '../tagger.js';
import { normalise, suffixHash } from '../words.js';

const PROPN = uposId('PROPN');

/** Counts of values by key. */
class Counts {
  readonly byKey = new Map<number, Map<number, number>>();

  add(key: number, value: number, times = 1): void {
    let values = this.byKey.get(key);
    if (!values) this.byKey.set(key, (values = new Map()));
    values.set(value, (values.get(value) ?? 0) + times);
  }
}

/** The most frequent value, its count and the total. */
function top(values: Map<number, number>): { value: number; count: number; total: number } {
  let value = 0, count = 0, total = 0;
  for (const [v, n] of values) {
    total += n;
    if (n > count || (n === count && v < value)) {
      value = v;
      count = n;
    }
  }
  return { value, count, total };
}

/** Numbers strings in the order of their first coming. */
class Numbering {
  readonly list: string[] = [];
  private readonly numbers = new Map<string, number>();

  number(text: string): number {
    let n = this.numbers.get(text);
    if (n === undefined) {
      n = this.list.length;
      this.list.push(text);
      this.numbers.set(text, n);
    }
    return n;
  }
}

/** For words seen often enough, the class of tags that they have; a tag that is rare for a word is left out. */
export function learnLexicon(docs: readonly Doc[], atLeast: number): HashTable {
  const counts = new Counts();
  for (const doc of docs) {
    for (let i = 0; i < doc.length; i++) counts.add(hashText(normalise(doc.form[i] as string)), doc.upos[i] as number);
  }
  const classes = new Numbering();
  const entries = new Map<number, number>();
  for (const [key, tags] of counts.byKey) {
    const { value, total } = top(tags);
    if (total < atLeast) continue;
    const kept = [...tags].filter(([, n]) => n > total * 0.04).map(([tag]) => tag).sort((a, b) => a - b);
    entries.set(key, classes.number(`${value}:${kept.join(',')}`));
  }
  return HashTable.from(entries);
}

/** Lemma scripts of forms and of endings; an entry that a shorter ending gives as well is left out. */
export function learnLemmas(docs: readonly Doc[], targetWeight: number): { scripts: string[]; table: HashTable; known: HashTable } {
  const scripts = new Numbering();
  const exact = new Counts(), byTag = new Counts(), endings = new Counts(), tagEndings = new Counts();
  const shorterOf = new Map<number, number>();
  const known = new Map<number, number>();
  docs.forEach((doc, treebank) => {
    // Treebanks differ in what a lemma is (names in lower case or not): the target has more of a say.
    const weight = treebank === 0 ? targetWeight : 1;
    for (let i = 0; i < doc.length; i++) {
      const form = doc.form[i] as string, lemma = doc.lemma[i] as string;
      if (lemma === '_' && form !== '_') continue;
      const normal = normalise(form);
      const tag = doc.upos[i] as number, feats = doc.feats[i] as number;
      if (targetWeight > 1 && treebank > 0 && tag === PROPN) continue;
      const script = scripts.number(editScript(form, lemma));
      const whole = hashText(normal);
      known.set(lemmaKey(lemma, tag), 1);
      // Numbers fall together in normalisation: what one has does not hold for the next.
      const digits = /\d/.test(form);
      if (digits && !/^(#.|[01]\|0\|$)/.test(scripts.list[script] as string)) continue;
      exact.add(formKey(whole, tag, feats), script, weight);
      byTag.add(formKey(whole, tag, -1), script, weight);
      if ((scripts.list[script] as string).startsWith('=')) continue;
      let shorter = 0, shorterAny = 0;
      for (let length = 0; length <= Math.min(LONGEST_ENDING, normal.length); length++) {
        const ending = hashText(normal, normal.length - length);
        const key = endingKey(ending, length, tag, feats), any = endingKey(ending, length, tag, -1);
        endings.add(key, script, weight);
        tagEndings.add(any, script, weight);
        if (length > 0) {
          shorterOf.set(key, shorter);
          shorterOf.set(any, shorterAny);
        }
        shorter = key;
        shorterAny = any;
      }
    }
  });
  const entries = new Map<number, number>();
  for (const counts of [endings, tagEndings]) {
    for (const [key, values] of counts.byKey) {
      const { value } = top(values);
      const shorter = counts.byKey.get(shorterOf.get(key) ?? 0);
      if (shorter && top(shorter).value === value) continue;
      entries.set(key, value);
    }
  }
  for (const [key, values] of byTag.byKey) entries.set(key, top(values).value);
  for (const [key, values] of exact.byKey) entries.set(key, top(values).value);
  return { scripts: scripts.list, table: HashTable.from(entries), known: HashTable.from(known) };
}

/** The last word of the token that word i begins. Words written together with no mark between them are one token (`glued`). */
export function tokenOf(doc: Doc, i: number): { last: number; glued: boolean } {
  let last = i;
  while (last + 1 < doc.length && (doc.mwt[last + 1] as number) > 1) last++;
  let glued = false;
  // "alot", "cannot": words with letters on both sides and nothing between.
  while (last + 1 < doc.length && doc.start[last + 1] === doc.end[last] && isLetter(doc.text, (doc.end[last] as number) - 1) && isLetter(doc.text, doc.end[last] as number)) {
    glued = true;
    last++;
    while (last + 1 < doc.length && (doc.mwt[last + 1] as number) > 1) last++;
  }
  return { last, glued };
}

function isLetter(text: string, at: number): boolean {
  return /\p{L}/u.test(text.charAt(at));
}

/** An ending that leaves so many characters before what is cut off speaks for tokens that nobody has seen. */
const TELLING_ENDING = 2;
/** A token with so many occurrences of the rarer kind, and such a share of them, is decided by its neighbours. */
const OPEN_TIMES = 2, OPEN_SHARE = 0.02, OPEN_SURELY = 6;

/**
 * Scripts of multiword tokens, by the whole token and by its ending. `contractions` are words ("do nt") of tokens that
 * come apart whether or not the treebanks have them; `byApostrophe`: of others without an apostrophe little follows.
 */
export function learnSplits(docs: readonly Doc[], contractions: readonly string[], byApostrophe: boolean): { scripts: string[]; table: HashTable } {
  const scripts = new Numbering();
  scripts.number('');
  const whole = new Counts(), endings = new Counts(), texts = new Map<number, string>(), together = new Set<number>();
  const evidence = new Map<number, { tokens: Set<string>; telling: boolean }>();
  for (const doc of docs) {
    for (let i = 0; i < doc.length;) {
      const { last, glued } = tokenOf(doc, i);
      const token = doc.text.slice(doc.start[i], doc.end[last]);
      const parted = doc.mwt[i] !== 0 || glued;
      const script = parted ? scripts.number(splitScript(token, doc.form.slice(i, last + 1))) : ONE_WORD;
      const normal = normalise(token), kind = tokenKind(token);
      whole.add(tokenKey(normal), script);
      texts.set(tokenKey(normal), normal);
      if (glued) together.add(tokenKey(normal));
      for (let length = 2; length < normal.length && length <= LONGEST_MWT_ENDING; length++) {
        if (byApostrophe && !normal.includes("'", normal.length - length)) continue;
        const key = tokenEndingKey(normal, length, kind);
        const off = parted ? cutOff(scripts.list[script] as string) : 0;
        // An ending speaks for what is cut off within it.
        if (off > length) continue;
        endings.add(key, script);
        if (parted) {
          let found = evidence.get(key);
          if (!found) evidence.set(key, (found = { tokens: new Set(), telling: false }));
          found.tokens.add(normal);
          if (length - off >= TELLING_ENDING) found.telling = true;
        }
      }
      i = last + 1;
    }
  }
  const entries = new Map<number, number>();
  // Endings under which no multiword token was seen say what the default says; a short one of a single token ("gotta") says
  // nothing of others ("Calcutta").
  for (const [key, values] of endings.byKey) {
    const { value, total } = top(values);
    const split = total - (values.get(ONE_WORD) ?? 0);
    const found = evidence.get(key);
    const enough = value === ONE_WORD || (found && (found.telling || found.tokens.size > 1));
    if (split > 0 && enough && !(scripts.list[value] as string).startsWith('=')) entries.set(key, value);
  }
  for (const words of contractions) {
    const token = words.replaceAll(' ', '');
    entries.set(tokenKey(token), scripts.number(splitScript(token, words.split(' '))));
  }
  for (const [key, values] of whole.byKey) {
    const { value, total } = top(values);
    const one = values.get(ONE_WORD) ?? 0, split = total - one;
    const fewer = Math.min(one, split);
    // Words written together by chance ("lastnight") are no words of their own.
    if (byApostrophe && split > 0 && split < OPEN_SURELY && !(texts.get(key) as string).includes("'") && !(one === 0 && together.has(key))) continue;
    if (fewer >= OPEN_TIMES && (fewer >= OPEN_SHARE * total || fewer >= OPEN_SURELY)) {
      const parted = top(new Map([...values].filter(([script]) => script !== ONE_WORD))).value;
      entries.set(openKey(texts.get(key) as string), parted);
    } else if (split > 0 || total >= 3) entries.set(key, value);
  }
  return { scripts: scripts.list, table: HashTable.from(entries) };
}

/** Characters that a script takes off the end of a token. */
function cutOff(script: string): number {
  if (script.startsWith('=')) return 0;
  return (script.split('|', 1)[0] as string).split(',').reduce((sum, part) => sum + Number(part), 0);
}

/**
 * Lists of the FEATS that a tag, a form or an ending has been seen with. The first lists are those of the tags; a form
 * or an ending that was seen too seldom has none of its own.
 */
export function learnChoices(docs: readonly Doc[], tags: number): { lists: number[][]; choices: HashTable } {
  const byTag = new Counts(), byForm = new Counts(), bySuffix3 = new Counts(), bySuffix2 = new Counts();
  for (const doc of docs) {
    for (let i = 0; i < doc.length; i++) {
      const normal = normalise(doc.form[i] as string), length = normal.length;
      const tag = doc.upos[i] as number, feats = doc.feats[i] as number;
      byTag.add(tag, feats);
      byForm.add(choiceKey(hashText(normal), tag, BY_FORM), feats);
      bySuffix3.add(choiceKey(suffixHash(normal, length, 3), tag, BY_SUFFIX3), feats);
      bySuffix2.add(choiceKey(suffixHash(normal, length, 2), tag, BY_SUFFIX2), feats);
    }
  }
  const lists = Array.from({ length: tags }, (_, tag) => [...(byTag.byKey.get(tag) ?? new Map<number, number>([[0, 1]])).keys()].sort((a, b) => a - b));
  const numbers = new Numbering();
  const entries = new Map<number, number>();
  for (const [counts, floor, share] of [[bySuffix2, 8, 0.003], [bySuffix3, 6, 0.003], [byForm, 4, 0.002]] as const) {
    for (const [key, values] of counts.byKey) {
      const { total } = top(values);
      if (total < floor) continue;
      const list = [...values].filter(([, n]) => n > total * share).map(([feats]) => feats).sort((a, b) => a - b);
      const number = tags + numbers.number(list.join(','));
      if (number === lists.length) lists.push(list);
      entries.set(key, number);
    }
  }
  return { lists, choices: HashTable.from(entries) };
}
