/** A brief as one HTML page that needs nothing else, loads nothing and prints well. Texts of documents are never markup. */
import { CHART_AFTER, geometry } from './chart.js';
import type { CheckedBrief } from './check.js';
import { citation, citedSources, deedLine } from './citation.js';
import type { ChartRow, Fact } from './model.js';
import { markOf, shown } from './wording.js';
import type { Words } from './words.js';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);

const STYLE = `body{font:16px/1.5 Georgia,"DejaVu Serif",serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
h1{font-size:1.7rem;line-height:1.2}h2{margin-top:2rem;border-bottom:1px solid #999}h4{margin-bottom:0}ul{padding-left:1.2rem}
sup a{text-decoration:none}.notes,.sources,.deeds{font-size:.85rem}.deeds li,.sources li{margin:.25rem 0}svg{width:100%;height:auto}
@media (prefers-color-scheme:dark){@media screen{body{color:#e6e6e6;background:#161616}a{color:#8ab4f8}}}
@media print{body{margin:0;max-width:none;font-size:11pt}h2,h3,h4{break-after:avoid}li{break-inside:avoid}a{color:inherit}}`;

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
    if (key === CHART_AFTER && brief.chart.length > 0) out.push(chart(brief.chart, words.heading('chart', { at: words.date(brief.question.at) }), words));
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

function chart(rows: readonly ChartRow[], title: string, words: Words): string {
  const { width, height, ticks, top, bottom, rows: drawn } = geometry(rows, 720);
  const grid = ticks.map(({ x, value }) => `<line x1="${x}" x2="${x}" y1="${top}" y2="${bottom}" stroke="currentColor" stroke-opacity="${value === 0 ? 0.6 : 0.15}"/><text x="${x}" y="${bottom + 16}" text-anchor="middle" font-size="12" fill="currentColor">${words.number(value, 0)}</text>`);
  const lines = drawn.map(({ y, name, link, dots }) =>
    [
      `<text x="4" y="${y + 4}" font-size="13" fill="currentColor">${escape(short(name))}</text>`,
      link ? `<line x1="${link[0]}" x2="${link[1]}" y1="${y - 4}" y2="${y + 4}" stroke="#0072b2" stroke-width="2" stroke-opacity=".5"/>` : '',
      ...dots.map((dot) => `<line x1="${dot.low}" x2="${dot.high}" y1="${dot.y}" y2="${dot.y}" stroke="#0072b2" stroke-opacity=".45"/><circle cx="${dot.x}" cy="${dot.y}" r="4" fill="${dot.side === 'after' ? '#0072b2' : 'none'}" stroke="#0072b2" stroke-width="1.5"/>`),
    ].join(''),
  );
  return `<figure><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(title)}">${grid.join('')}${lines.join('')}</svg><figcaption>${escape(title)}</figcaption></figure>`;
}

/** A name that fits the margin of the chart. */
export const short = (name: string) => (name.length > 24 ? `${name.slice(0, 23)}…` : name);
