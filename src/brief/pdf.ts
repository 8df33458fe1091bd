/** A brief as PDF, in an embedded free font that has the accents of every Latin script, Cyrillic and Greek. */
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { CHART_AFTER, geometry } from './chart.js';
import type { CheckedBrief } from './check.js';
import { citationLine, citedSources, deedLine } from './citation.js';
import { short } from './html.js';
import type { ChartRow } from './model.js';
import { markOf, shown } from './wording.js';
import type { Words } from './words.js';

const font = (name: string) => createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);
const MARGIN = 62;
const SIZES = { 2: 15, 3: 12.5, 4: 10.5 } as const;
const INK = '#1a1a1a';
const BLUE = '#0072b2';

export async function writePdf(brief: CheckedBrief, words: Words): Promise<Uint8Array> {
  const pdf = new PDFDocument({ size: 'A4', margin: MARGIN, bufferPages: true, lang: words.language, info: { Title: brief.title, Creator: 'demarche' } });
  const chunks: Uint8Array[] = [];
  const finished = new Promise<void>((resolve, reject) => {
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    pdf.on('end', resolve);
    pdf.on('error', reject);
  });
  pdf.registerFont('text', font('DejaVuSerif'));
  pdf.registerFont('bold', font('DejaVuSerif-Bold'));
  pdf.registerFont('italic', font('DejaVuSerif-Italic'));
  const width = pdf.page.width - 2 * MARGIN;
  const heading = (text: string, size: number) => {
    // A heading at the foot of a page would stand without what it is over.
    if (pdf.y > pdf.page.height - MARGIN - 5 * size) pdf.addPage();
    pdf.moveDown(0.6).fillColor(INK).font('bold').fontSize(size).text(text, MARGIN).moveDown(0.25);
  };
  const paragraph = (text: string, size = 9.5) => pdf.font('text').fontSize(size).fillColor(INK).text(text, MARGIN, undefined, { lineGap: 1.5 }).moveDown(0.3);
  /** A paragraph that hangs from its sign or number. */
  const hanging = (sign: string, text: string, { size = 9.5, indent = 12, notes = '', by = '' }) => {
    pdf.font('text').fontSize(size);
    // The sign would stay at the foot of the page while its text begins on the next.
    if (pdf.y + 2 * pdf.currentLineHeight(true) > pdf.page.height - MARGIN) pdf.addPage();
    const y = pdf.y;
    pdf.fillColor(INK).text(sign, MARGIN, y, { lineBreak: false });
    const more = { lineGap: 1.5, width: width - indent };
    pdf.text(text, MARGIN + indent, y, { ...more, continued: notes !== '' || by !== '' });
    if (notes !== '') pdf.fillColor(BLUE).fontSize(size - 2).text(` ${notes}`, { ...more, continued: by !== '' });
    if (by !== '') pdf.fillColor(INK).font('italic').fontSize(size - 1.5).text(` (${by})`, more);
    pdf.moveDown(0.3);
  };

  pdf.fillColor(INK).font('bold').fontSize(20).text(brief.title).moveDown(0.3);
  paragraph(brief.period);
  for (const { key, level, heading: title, facts } of brief.sections) {
    heading(title, SIZES[level]);
    if (facts.length === 0 && level === 2) paragraph(words.heading('empty'));
    for (const fact of facts) hanging('•', shown(fact), { notes: fact.sources.map((number) => `[${number}]`).join(' '), by: markOf(fact, words) });
    if (key === CHART_AFTER && brief.chart.length > 0) drawChart(pdf, brief.chart, words.heading('chart', { at: words.date(brief.question.at) }), words);
  }
  pdf.moveDown(0.8);
  brief.notes.forEach((note) => paragraph(note, 8));
  heading(words.heading('sources'), SIZES[2]);
  for (const source of citedSources(brief)) hanging(`[${source.number}]`, citationLine(source, words), { size: 8, indent: 30 });
  heading(words.heading('events'), SIZES[2]);
  for (const deed of brief.deeds) hanging(`${deed.number}.`, deedLine(deed, brief, words), { size: 7, indent: 24 });
  const { start, count } = pdf.bufferedPageRange();
  for (let i = start; i < start + count; i++) {
    pdf.switchToPage(i);
    // Below the margin, where text would begin a new page.
    pdf.page.margins.bottom = 0;
    pdf.font('text').fontSize(8).fillColor(INK).text(words.heading('page', { n: i + 1, all: count }), MARGIN, pdf.page.height - MARGIN / 2, { width, align: 'center', lineBreak: false });
  }
  pdf.end();
  await finished;
  return new Uint8Array(Buffer.concat(chunks));
}

function drawChart(pdf: PDFKit.PDFDocument, rows: readonly ChartRow[], title: string, words: Words): void {
  const { height, ticks, top, bottom, rows: drawn } = geometry(rows, pdf.page.width - 2 * MARGIN);
  // The title stands over the chart, on the same page.
  if (pdf.y + height + 40 > pdf.page.height - MARGIN) pdf.addPage();
  pdf.moveDown(0.6).font('bold').fontSize(8.5).fillColor(INK).text(title, MARGIN).moveDown(0.3);
  const [x0, y0] = [MARGIN, pdf.y];
  const line = (x1: number, y1: number, x2: number, y2: number, colour: string, opacity: number, width = 1) =>
    pdf.moveTo(x0 + x1, y0 + y1).lineTo(x0 + x2, y0 + y2).lineWidth(width).strokeOpacity(opacity).stroke(colour);
  pdf.font('text').fontSize(8).fillColor(INK);
  for (const { x, value } of ticks) {
    line(x, top, x, bottom, INK, value === 0 ? 0.6 : 0.15);
    pdf.text(words.number(value, 0), x0 + x - 15, y0 + bottom + 5, { width: 30, align: 'center', lineBreak: false });
  }
  for (const { y, name, link, dots } of drawn) {
    pdf.fillColor(INK).text(short(name), x0, y0 + y - 5, { lineBreak: false });
    if (link) line(link[0], y - 4, link[1], y + 4, BLUE, 0.5, 2);
    for (const dot of dots) {
      line(dot.low, dot.y, dot.high, dot.y, BLUE, 0.45);
      pdf.circle(x0 + dot.x, y0 + dot.y, 3.5).lineWidth(1.5).strokeOpacity(1);
      if (dot.side === 'after') pdf.fillAndStroke(BLUE, BLUE);
      else pdf.fillAndStroke('#ffffff', BLUE);
    }
  }
  pdf.strokeOpacity(1).fillColor(INK);
  pdf.x = MARGIN;
  pdf.y = y0 + height + 12;
}
