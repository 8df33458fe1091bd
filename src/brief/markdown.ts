/** A brief as Markdown with footnotes. Texts of documents are never markup: their signs are escaped. */
import type { CheckedBrief } from './check.js';
import { citationLine, citedSources, deedLine } from './citation.js';
import { CHART_AFTER, changeDrawing, chartTable, seriesDrawing, seriesOfSection, seriesTitle } from './chart.js';
import { svgOf, type Drawing } from './drawing.js';
import { markOf, shown } from './wording.js';
import type { Words } from './words.js';

const escape = (text: string) => text.replace(/\s+/g, ' ').replace(/([\\`*_[\]<>#|~])/g, '\\$1');

/** Of charts, in points. */
const WIDTH = 720;

export function writeMarkdown(brief: CheckedBrief, words: Words): string {
  // Pictures are named in the text and stand at the end, where they do not come between its lines.
  const pictures: string[] = [];
  const picture = (name: string, drawing: Drawing, title: string): string => {
    pictures.push(`[${name}]: data:image/svg+xml;base64,${Buffer.from(svgOf(drawing, title)).toString('base64')}`);
    return `![${escape(title)}][${name}]`;
  };
  const whole = (value: number) => words.number(value, 0);
  const lines = [`# ${escape(brief.title)}`, '', escape(brief.period), ''];
  for (const { key, level, heading, facts } of brief.sections) {
    lines.push(`${'#'.repeat(level)} ${escape(heading)}`, '');
    if (facts.length === 0 && level === 2) lines.push(words.heading('empty'), '');
    for (const fact of facts) {
      const by = markOf(fact, words);
      lines.push(`- ${escape(shown(fact))}${fact.sources.map((n) => `[^${n}]`).join('')}${by && ` *(${escape(by)})*`}`);
    }
    if (facts.length > 0) lines.push('');
    if (key === CHART_AFTER && brief.chart.length > 0) lines.push(`${escape(words.heading('chartTable', { at: words.date(brief.question.at) }))}:`, '', ...table(chartTable(brief.chart, words)), '', picture('chart', changeDrawing(brief.chart, WIDTH, whole), words.heading('chart', { at: words.date(brief.question.at) })), '');
    const series = seriesOfSection(brief.series, key);
    if (series) lines.push(picture(`series-${series.partner.replace(/[^\w-]/g, '-')}`, seriesDrawing(series, brief.question, WIDTH, whole), seriesTitle(series, brief.question, words)), '');
  }
  lines.push(...brief.notes.map((note) => `- ${escape(note)}`), '', `## ${words.heading('events')}`, '');
  lines.push(...brief.deeds.map((deed) => `${deed.number}. ${escape(deedLine(deed, brief, words))}`), '');
  lines.push(...citedSources(brief).map((source) => `[^${source.number}]: ${escape(citationLine(source, words))}`), '', ...pictures, '');
  return lines.join('\n');
}

function table([head = [], ...rows]: string[][]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(escape).join(' | ')} |`;
  return [line(head), `|${head.map(() => ' --- |').join('')}`, ...rows.map(line)];
}
