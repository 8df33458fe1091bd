/**
 * Where a text quotes: “ ”, " ", « », „ “, ‘ ’ and the dashes of Spanish dialogue. Marks are paired within a paragraph; a
 * quotation that opens again with the next paragraph goes on. Marks inside a quotation belong to it.
 */
import type { Span } from './types.js';

/** Offsets of the quoted words, without their marks. */
export interface Quotation extends Span {
  /** The paragraph ends in it, and the next one opens it again. */
  continues: boolean;
}

const CLOSERS: Readonly<Record<string, string>> = { '“': '”', '«': '»', '„': '“', '"': '"', '‘': '’', "'": "'" };
const OPENERS = new RegExp(`[${Object.keys(CLOSERS).join('')}]`, 'g');
/** What runs on longer than this has lost its closing mark. */
const LONGEST = 4000;

const isLetter = (char: string | undefined): boolean => char !== undefined && /[\p{L}\p{N}]/u.test(char);

function opens(text: string, i: number): boolean {
  const char = text[i] as string;
  const after = text[i + 1] ?? ' ';
  if (!(char in CLOSERS) || /\s/.test(after)) return false;
  if (char === '«' || char === '“' || char === '„') return true;
  // These marks also close or stand for an apostrophe.
  return !isLetter(text[i - 1]) && (char === '"' || (/\p{L}/u.test(after) && text[i - 1] !== "'"));
}

function closesAt(text: string, from: number, closer: string, to: number): number {
  const apostrophe = closer === '’' || closer === "'";
  let first = -1;
  for (let i = from; i < to; i++) {
    if (apostrophe && first >= 0 && text[i] === '‘') break;
    if (text[i] !== closer) continue;
    if (!apostrophe) return i;
    if (isLetter(text[i + 1])) continue;
    // "the workers’ deal,’ he said": the mark after a comma or stop is the quotation's.
    if (/[.,;:!?…]/.test(text[i - 1] as string)) return i;
    if (first < 0) first = i;
  }
  return first;
}

/** All quotations, in the order of the text; none lies inside another. */
export function findQuotations(text: string): Quotation[] {
  const found: Quotation[] = [];
  for (let from = 0; from < text.length; ) {
    const newline = text.indexOf('\n', from);
    const to = newline < 0 ? text.length : newline;
    if (/^\s*[—–](?=\S)/.test(text.slice(from, Math.min(to, from + 8)))) dialogue(text, from, to, found);
    else paragraph(text, from, to, found);
    from = to + 1;
  }
  return found;
}

function paragraph(text: string, from: number, to: number, found: Quotation[]): void {
  for (let i = nextOpener(text, from); i < to; i = nextOpener(text, i + 1)) {
    if (!opens(text, i)) continue;
    const closer = CLOSERS[text[i] as string] as string;
    const end = closesAt(text, i + 1, closer, Math.min(to, i + LONGEST));
    if (end >= 0) {
      found.push({ start: i + 1, end, continues: false });
      i = end;
    } else if (closer !== "'" && closer !== '’' && nextParagraphOpens(text, to, text[i] as string)) {
      found.push({ start: i + 1, end: to, continues: true });
      return;
    }
  }
}

/** The next mark that may open a quotation, from a place on; the text's end where there is none. */
function nextOpener(text: string, from: number): number {
  OPENERS.lastIndex = from;
  return OPENERS.exec(text)?.index ?? text.length;
}

function nextParagraphOpens(text: string, end: number, mark: string): boolean {
  const next = /\S/.exec(text.slice(end, end + 20));
  return next !== null && (next[0] === mark || next[0] === CLOSERS[mark]);
}

/** "—Vamos a firmar —dijo el canciller—. No hay otra salida." */
function dialogue(text: string, from: number, to: number, found: Quotation[]): void {
  const dashes: number[] = [];
  for (let i = from; i < to; i++) if (text[i] === '—' || text[i] === '–') dashes.push(i);
  let start = (dashes[0] as number) + 1;
  for (let d = 1; d <= dashes.length; d++) {
    const dash = dashes[d];
    // Who speaks is told in lower case right behind the dash.
    if (dash !== undefined && !/^\p{Ll}/u.test(text.slice(dash + 1, dash + 3))) continue;
    const end = dash ?? to;
    if (text.slice(start, end).trim().length > 1) found.push({ start: start + (/^[\s.,;:]*/.exec(text.slice(start, end)) as RegExpExecArray)[0].length, end: start + text.slice(start, end).trimEnd().length, continues: false });
    if (dash === undefined) return;
    const close = dashes[d + 1];
    if (close === undefined) return;
    start = close + 1;
    d++;
  }
}
