/** A brief as PDF, in an embedded free font that has the accents of every Latin script, Cyrillic and Greek. */
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import { CHART_AFTER, changeDrawing, seriesDrawing, seriesOfSection, seriesTitle } from './chart.js';
import type { CheckedBrief } from './check.js';
import { citationLine, citedSources, deedLine } from './citation.js';
import { COLOURS, DASH, type Drawing } from './drawing.js';
import { markOf, shown } from './wording.js';
import type { Words } from './words.js';

const font = (name: string) => createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);
const MARGIN = 62;
const SIZES = { 2: 15, 3: 12.5, 4: 10.5 } as const;
const INK = '#1a1a1a';
const BLUE = '#0072b2';
/** Of a chart's title with the space around it. */
const CAPTION = 60;

/** "n = 24" and "95 %" stay on one line. */
const together = (text: string) => text.replace(/ ([%=])/g, '\u00a0$1').replace(/= (?=[\d−-])/g, '=\u00a0');

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
  const whole = (value: number) => words.number(value, 0);
  const heading = (text: string, size: number, under = 0) => {
    // A heading at the foot of a page would stand without what it is over: a few lines, or a chart.
    if (pdf.y > pdf.page.height - MARGIN - Math.max(5 * size, 2 * size + under)) pdf.addPage();
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
    pdf.text(together(text), MARGIN + indent, y, { ...more, continued: notes !== '' || by !== '' });
    if (notes !== '') pdf.fillColor(BLUE).fontSize(size - 2).text(` ${notes}`, { ...more, continued: by !== '' });
    if (by !== '') pdf.fillColor(INK).font('italic').fontSize(size - 1.5).text(` (${by})`, more);
    pdf.moveDown(0.3);
  };

  pdf.fillColor(INK).font('bold').fontSize(20).text(brief.title).moveDown(0.3);
  paragraph(brief.period);
  for (const { key, level, heading: title, facts } of brief.sections) {
    const own = seriesOfSection(brief.series, key);
    const series = own && seriesDrawing(own, brief.question, width, whole);
    heading(title, SIZES[level], series && facts.length === 0 ? series.height + CAPTION : 0);
    if (facts.length === 0 && level === 2) paragraph(words.heading('empty'));
    for (const fact of facts) hanging('•', shown(fact), { notes: fact.sources.map((number) => `[${number}]`).join(' '), by: markOf(fact, words) });
    if (key === CHART_AFTER && brief.chart.length > 0) draw(pdf, changeDrawing(brief.chart, width, whole), words.heading('chart', { at: words.date(brief.question.at) }));
    if (own && series) draw(pdf, series, seriesTitle(own, brief.question, words));
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

function draw(pdf: PDFKit.PDFDocument, { height, marks }: Drawing, title: string): void {
  // The title stands over the chart, on the same page.
  pdf.font('text').fontSize(8);
  if (pdf.y + pdf.heightOfString(title) + height + 30 > pdf.page.height - MARGIN) pdf.addPage();
  pdf.moveDown(0.6).fillColor(INK).text(together(title), MARGIN).moveDown(0.3);
  const [x0, y0] = [MARGIN, pdf.y];
  for (const mark of marks) {
    switch (mark.kind) {
      case 'line':
        pdf.moveTo(x0 + mark.x1, y0 + mark.y1).lineTo(x0 + mark.x2, y0 + mark.y2).lineWidth(mark.width).strokeOpacity(mark.opacity);
        if (mark.dashed) pdf.dash(DASH[0], { space: DASH[1] });
        pdf.stroke(COLOURS[mark.tone]).undash();
        break;
      case 'dot':
        pdf.circle(x0 + mark.x, y0 + mark.y, mark.r).lineWidth(1.5).strokeOpacity(1).fillAndStroke(mark.full ? COLOURS.data : '#ffffff', COLOURS.data);
        break;
      case 'band':
        pdf.rect(x0 + mark.x, y0 + mark.y, mark.width, mark.height).fillOpacity(mark.opacity).fill(COLOURS.data).fillOpacity(1);
        break;
      case 'text': {
        const size = Math.min(8, mark.size);
        const long = pdf.font('text').fontSize(size).widthOfString(mark.text);
        pdf.fillColor(INK).text(mark.text, x0 + mark.x - (mark.anchor === 'middle' ? long / 2 : mark.anchor === 'end' ? long : 0), y0 + mark.y - size, { lineBreak: false });
      }
    }
  }
  pdf.strokeOpacity(1).fillColor(INK);
  pdf.x = MARGIN;
  pdf.y = y0 + height + 8;
}
