/** Plain text and Markdown. A heading on top is the title; a block of `field: value` between `---` lines is read. */
import type { DocumentInput } from '../record/schema.js';
import { dateInName, dateOf, languageOf, titleFromName } from './fields.js';
import { Unreadable, type Reading } from './types.js';

const LONGEST_TITLE = 200;
const FIELDS = new Set(['title', 'publication', 'author', 'url', 'date', 'language', 'lookup']);

export function* readText(name: string, raw: string): Generator<Reading> {
  const normal = raw.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const { fields, body } = frontMatter(normal);
  const markdown = /\.(md|markdown)(\.gz)?$/i.test(name);
  const { title, rest } = heading(body, markdown);
  const dated = fields.date === undefined ? dateInName(name) : dateOf(fields.date);
  if (dated === null) {
    throw new Unreadable({ place: 'field date', found: `"${fields.date}"`, expected: 'a date as YYYY-MM-DD, YYYY-MM or YYYY', advice: 'Mend it, or leave it out.' });
  }
  const document: DocumentInput = {
    title: fields.title ?? (title || titleFromName(name)),
    publication: fields.publication ?? '', author: fields.author ?? '', url: fields.url ?? '', lookup: fields.lookup ?? '',
    language: languageOf(fields.language), ...dated,
    text: markdown ? withoutMarks(rest) : rest,
  };
  yield { document, place: '' };
}

function frontMatter(text: string): { fields: Record<string, string>; body: string } {
  const block = /^---\n([\s\S]{0,4000}?)\n---\n/.exec(text);
  if (!block) return { fields: {}, body: text };
  const fields: Record<string, string> = {};
  for (const line of block[1]!.split('\n')) {
    const pair = /^([a-z]+):\s*(.*)$/i.exec(line);
    if (pair && FIELDS.has(pair[1]!.toLowerCase())) fields[pair[1]!.toLowerCase()] = pair[2]!.trim().replace(/^(["'])(.*)\1$/, '$2');
  }
  return { fields, body: text.slice(block[0].length) };
}

/** A first line that stands alone, ends in no full stop and is short is the title; else the text has none. */
function heading(text: string, markdown: boolean): { title: string; rest: string } {
  const first = /^\s*([^\n]+)\n\s*\n/.exec(text);
  const line = first?.[1]?.trim() ?? '';
  const marked = markdown && /^#+\s/.test(line);
  if (!first || line.length > LONGEST_TITLE || (!marked && /[.!?:;,"”»]$/.test(line))) return { title: '', rest: text };
  return { title: line.replace(/^#+\s+/, ''), rest: text.slice(first[0].length) };
}

/** Markdown's marks away, its words left. */
function withoutMarks(text: string): string {
  return text
    .replace(/!\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .replace(/\[([^\]\n]+)\]\([^)\n]*\)/g, '$1')
    .replace(/^#{1,6}\s+/gm, '')
    .replace(/^>\s?/gm, '')
    .replace(/(\*\*|__)(?=\S)([^\n]*?\S)\1/g, '$2')
    .replace(/(?<![\w*])[*_](?=\S)([^*_\n]*?\S)[*_](?![\w*])/g, '$1');
}
