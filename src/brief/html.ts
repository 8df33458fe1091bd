/** A brief as one HTML page that needs nothing else, loads nothing and prints well. Texts of documents are never markup. */
import { CHART_AFTER, changeDrawing, seriesDrawing, seriesOfSection, seriesTitle } from './chart.js';
import type { CheckedBrief } from './check.js';
import { citation, citedSources, deedLine } from './citation.js';
import { escapeMarkup as escape, svgOf, type Drawing } from './drawing.js';
import type { Fact } from './model.js';
import { markOf, shown } from './wording.js';
import type { Words } from './words.js';

const STYLE = `body{font:16px/1.5 Georgia,"DejaVu Serif",serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.7rem;line-height:1.2}h2{margin-top:2rem;border-bottom:1px solid #999}h4{margin-bottom:0}ul{padding-left:1.2rem}
sup a{text-decoration:none}.notes,.sources,.deeds{font-size:.85rem}.deeds li,.sources li{margin:.25rem 0}figure{margin:1rem 0}figcaption{font-size:.85rem}svg{width:100%;height:auto}
@media (prefers-color-scheme:dark){@media screen{body{color:#e6e6e6;background:#161616}a{color:#8ab4f8}}}
@media print{body{margin:0;max-width:none;font-size:11pt}h2,h3,h4{break-after:avoid}li{break-inside:avoid}a{color:inherit}}`;

/** Of charts, in points. */
const WIDTH = 720;

export function writeHtml(brief: CheckedBrief, words: Words): string {
  const out: string[] = [];
  const cited = new Set<number>();
  const reference = (number: number) => {
    // Only the first mention has the place that the note's way back leads to.
    const id = cited.has(number) ? '' : ` id="ref-${number}"`;
    cited.add(number);
    return `<sup><a href="#source-${number}"${id}>${number}</a></sup>`;
  };
  out.push(`<h1>${escape(brief.title)}</h1><p>${escape(brief.period)}</p>`);
  const mark = (fact: Fact) => {
    const by = markOf(fact, words);
    return by && ` <small class="by">(${escape(by)})</small>`;
  };
  for (const { key, level, heading, facts } of brief.sections) {
    out.push(`<h${level}>${escape(heading)}</h${level}>`);
    if (facts.length === 0 && level === 2) out.push(`<p>${escape(words.heading('empty'))}</p>`);
    if (facts.length > 0) out.push(`<ul>${facts.map((fact) => `<li>${escape(shown(fact))}${fact.sources.map(reference).join(' ')}${mark(fact)}</li>`).join('\n')}</ul>`);
    if (key === CHART_AFTER && brief.chart.length > 0) out.push(figure(changeDrawing(brief.chart, WIDTH, (value) => words.number(value, 0)), words.heading('chart', { at: words.date(brief.question.at) })));
    const series = seriesOfSection(brief.series, key);
    if (series) out.push(figure(seriesDrawing(series, brief.question, WIDTH, (value) => words.number(value, 0)), seriesTitle(series, brief.question, words)));
  }
  out.push(`<ul class="notes">${brief.notes.map((note) => `<li>${escape(note)}</li>`).join('')}</ul>`);
  out.push(`<h2>${escape(words.heading('sources'))}</h2><ol class="sources">`);
  for (const source of citedSources(brief)) {
    const { lead, quote, tail } = citation(source, words);
    out.push(`<li value="${source.number}" id="source-${source.number}">${escape(lead)} ${quote ? `<q>${escape(quote.slice(1, -1))}</q>` : ''} ${escape(tail)} <a href="#ref-${source.number}" aria-label="${source.number}">↩</a></li>`);
  }
  out.push(`</ol><h2>${escape(words.heading('events'))}</h2><ol class="deeds">${brief.deeds.map((deed) => `<li value="${deed.number}">${escape(deedLine(deed, brief, words))}</li>`).join('\n')}</ol>`);
  return `<!doctype html>\n<html lang="${words.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escape(brief.title)}</title><style>${STYLE}</style></head><body><main>\n${out.join('\n')}\n</main></body></html>\n`;
}

function figure(drawing: Drawing, title: string): string {
  return `<figure>${svgOf(drawing, title, { ink: 'currentColor', paper: 'none', inPage: true })}<figcaption>${escape(title)}</figcaption></figure>`;
}
