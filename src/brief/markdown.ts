/** A brief as Markdown with footnotes. Texts of documents are never markup: their signs are escaped. */
import type { CheckedBrief } from './check.js';
import { citationLine, citedSources, deedLine } from './citation.js';
import type { Words } from './words.js';

const escape = (text: string) => text.replace(/\s+/g, ' ').replace(/([\\`*_[\]<>#|~])/g, '\\$1');

export function writeMarkdown(brief: CheckedBrief, words: Words): string {
  const lines = [`# ${escape(brief.title)}`, '', escape(brief.period), ''];
  for (const { level, heading, facts } of brief.sections) {
    lines.push(`${'#'.repeat(level)} ${escape(heading)}`, '');
    if (facts.length === 0 && level === 2) lines.push(words.heading('empty'), '');
    for (const { text, sources } of facts) lines.push(`- ${escape(text)}${sources.map((n) => `[^${n}]`).join('')}`);
    if (facts.length > 0) lines.push('');
  }
  lines.push(...brief.notes.map((note) => `- ${escape(note)}`), '', `## ${words.heading('events')}`, '');
  lines.push(...brief.deeds.map((deed) => `${deed.number}. ${escape(deedLine(deed, brief, words))}`), '');
  lines.push(...citedSources(brief).map((source) => `[^${source.number}]: ${escape(citationLine(source, words))}`), '');
  return lines.join('\n');
}
