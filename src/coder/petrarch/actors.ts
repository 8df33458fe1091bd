/** The actor dictionary: names, other names for the same actor, and a code for each time. */
import { contentLines, type DictionaryFile, type Line, type Problems } from './lines.js';
import { PhraseIndex } from './phrase-index.js';
import { parsePhrase } from './units.js';

/** A code and the dates from and to which (inclusive, as YYYYMMDD) it holds; null: no limit. */
export interface DatedCode {
  /** Several for a name that stands for several actors ("A/B"); empty for a name that is not coded. */
  codes: string[];
  from: string | null;
  to: string | null;
}

export interface ActorEntry {
  /** In the order of the file: the first that holds on a date counts, before any without dates. */
  dated: DatedCode[];
  /** Where it is defined, "file:line". */
  at: string;
}

/** Two-digit years up to this one are of the twenty-first century. */
const LAST_SHORT_YEAR = 30;

/** YYMMDD or YYYYMMDD as YYYYMMDD. */
function fullDate(date: string): string {
  if (date.length === 8) return date;
  return `${Number(date.slice(0, 2)) <= LAST_SHORT_YEAR ? '20' : '19'}${date}`;
}

/** Codes that say "not an actor". */
const NULL_CODES = /^(-+|\++|#+|\*+)$/;

/** "ABC", "ABC < 950601", "ABC 20100109-20100112"; null when it is none of them. */
export function parseDatedCode(inner: string): DatedCode | null {
  const found = /^\s*([^\s<>]+)\s*(?:([<>])\s*(\d{8}|\d{6})|<?(\d{8}|\d{6})\s*-\s*(\d{8}|\d{6}))?\s*>?\s*$/.exec(inner);
  if (!found) return null;
  const [, code, side, limit, from, to] = found as unknown as [string, string, string?, string?, string?, string?];
  const codes = NULL_CODES.test(code) ? [] : code.split('/').filter(Boolean);
  if (side === '<') return { codes, from: null, to: fullDate(limit as string) };
  if (side === '>') return { codes, from: fullDate(limit as string), to: null };
  if (from) return { codes, from: fullDate(from), to: fullDate(to as string) };
  return { codes, from: null, to: null };
}

/** Codes of an actor on a date (YYYYMMDD; "" when unknown): the first dated one that holds, else the one without dates. */
export function codesOn(entry: ActorEntry, date: string): string[] {
  const limited = entry.dated.find(
    ({ from, to }) => date !== '' && (from !== null || to !== null) && (from === null || date >= from) && (to === null || date <= to),
  );
  return (limited ?? entry.dated.find(({ from, to }) => from === null && to === null))?.codes ?? [];
}

/** Reads actor dictionaries. A name that is defined twice keeps its first definition. */
export function parseActorFiles(files: readonly DictionaryFile[], problems: Problems): PhraseIndex<ActorEntry> {
  const index = new PhraseIndex<ActorEntry>();
  for (const file of files) {
    let entry: ActorEntry | null = null;
    for (const line of contentLines(file)) {
      const [name, brackets] = nameAndBrackets(line, problems);
      const alias = name.startsWith('+');
      if (name !== '' && !alias) entry = { dated: [], at: `${line.file}:${line.number}` };
      if (!entry) {
        problems.add(line, alias ? 'another name (+) before any name that it belongs to' : 'a code before any name that it belongs to');
        continue;
      }
      if (name !== '') {
        const phrase = parsePhrase(alias ? name.slice(1) : name);
        if (phrase.words.length === 0) problems.add(line, `found ${JSON.stringify(name)}, expected a name`);
        else index.add(phrase, entry);
      }
      for (const inner of brackets) {
        const dated = parseDatedCode(inner);
        if (dated) entry.dated.push(dated);
        else problems.add(line, `found [${inner}], expected [CODE], [CODE <DATE], [CODE >DATE] or [CODE DATE-DATE] with dates as YYYYMMDD or YYMMDD`);
      }
    }
  }
  return index;
}

/** The part before the first bracket, and what stands in each pair of brackets. */
function nameAndBrackets(line: Line, problems: Problems): [name: string, brackets: string[]] {
  const open = line.text.indexOf('[');
  if (open < 0) return [line.text.trim(), []];
  const brackets: string[] = [];
  let rest = line.text.slice(open);
  while (rest.startsWith('[')) {
    const close = rest.indexOf(']');
    if (close < 0) {
      problems.add(line, `"[" without "]" in ${JSON.stringify(rest.trim())}`);
      break;
    }
    brackets.push(rest.slice(1, close));
    rest = rest.slice(close + 1).trim();
  }
  return [line.text.slice(0, open).trim(), brackets];
}
