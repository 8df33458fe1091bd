/** A brief as a Word document with real footnotes. */
import { AlignmentType, BorderStyle, Document, Footer, FootnoteReferenceRun, HeadingLevel, ImageRun, Packer, PageNumber, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } from 'docx';
import { CHART_AFTER, changeDrawing, chartTable, seriesDrawing, seriesOfSection, seriesTitle } from './chart.js';
import type { CheckedBrief } from './check.js';
import { citation, citedSources, deedLine } from './citation.js';
import { svgOf, type Drawing } from './drawing.js';
import { pngOf } from './png.js';
import { markOf, shown } from './wording.js';
import type { Words } from './words.js';

const LEVELS = { 2: HeadingLevel.HEADING_1, 3: HeadingLevel.HEADING_2, 4: HeadingLevel.HEADING_3 } as const;
const INK = '1A1A1A';
/** Half points; spaces in twentieths of a point. */
const FONT = 'Georgia';
const heading = (size: number, before: number) => ({ run: { font: FONT, size, bold: true, color: INK }, paragraph: { spacing: { before, after: 80 }, keepNext: true } });
const STYLES = {
  default: {
    document: { run: { font: FONT, size: 21, color: INK }, paragraph: { spacing: { after: 90, line: 276 } } },
    title: { run: { font: FONT, size: 38, bold: true, color: INK }, paragraph: { spacing: { after: 120 } } },
    heading1: heading(28, 360),
    heading2: heading(24, 280),
    heading3: heading(21, 180),
    footnoteText: { run: { font: FONT, size: 17 }, paragraph: { spacing: { after: 30, line: 240 } } },
  },
};
const SMALL = 17;

/** Signs that XML has no place for. */
const clean = (text: string) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
const run = (text: string, more: { italics?: boolean; bold?: boolean; size?: number } = {}) => new TextRun({ text: clean(text), ...more });

export async function writeDocx(brief: CheckedBrief, words: Words): Promise<Uint8Array> {
  const sources = new Map(citedSources(brief).map((source) => [source.number, source]));
  const footnotes: Record<string, { children: Paragraph[] }> = {};
  // Word wants a note of its own at every place that refers to one.
  const reference = (number: number): FootnoteReferenceRun => {
    const { lead, quote, tail } = citation(sources.get(number)!, words);
    const id = Object.keys(footnotes).length + 1;
    footnotes[id] = { children: [new Paragraph({ style: 'FootnoteText', children: [run(` ${lead}`), ...(quote ? [run(` ${quote}`, { italics: true })] : []), ...(tail ? [run(` ${tail}`)] : [])] })] };
    return new FootnoteReferenceRun(id);
  };
  const children = [
    new Paragraph({ heading: HeadingLevel.TITLE, children: [run(brief.title)] }),
    new Paragraph({ children: [run(brief.period)] }),
    ...brief.sections.flatMap(({ key, level, heading: title, facts }) => [
      new Paragraph({ heading: LEVELS[level], children: [run(title)] }),
      ...(facts.length === 0 && level === 2 ? [new Paragraph({ children: [run(words.heading('empty'))] })] : []),
      ...facts.map((fact) => {
        const by = markOf(fact, words);
        return new Paragraph({ bullet: { level: 0 }, children: [run(shown(fact)), ...fact.sources.map(reference), ...(by ? [run(` (${by})`, { italics: true, size: SMALL })] : [])] });
      }),
      ...(key === CHART_AFTER && brief.chart.length > 0 ? chart(brief, words) : []),
      ...series(brief, key, words),
    ]),
    ...brief.notes.map((note) => new Paragraph({ spacing: { before: 60 }, children: [run(note, { size: SMALL })] })),
    new Paragraph({ heading: HeadingLevel.HEADING_1, children: [run(words.heading('events'))] }),
    ...brief.deeds.map((deed) => new Paragraph({ spacing: { after: 40, line: 240 }, indent: { left: 440, hanging: 440 }, children: [run(`${deed.number}. ${deedLine(deed, brief, words)}`, { size: SMALL })] })),
  ];
  const footer = new Footer({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ size: SMALL, children: [PageNumber.CURRENT] })] })] });
  const document = new Document({
    title: clean(brief.title), creator: 'demarche', footnotes, styles: STYLES,
    sections: [{ properties: { page: { margin: { top: 1300, bottom: 1300, left: 1300, right: 1300 } } }, footers: { default: footer }, children }],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

/** Of charts, in points: what the page holds between its margins. */
const WIDTH = 460;
/** Word counts pictures in dots of a screen, of which 96 go to the 72 points of an inch. */
const SCREEN = 96 / 72;

/** A drawing with what it shows, in words: SVG, and a picture beside it for programs that show none. */
function figure(drawing: Drawing, title: string): Paragraph[] {
  const transformation = { width: Math.round(drawing.width * SCREEN), height: Math.round(drawing.height * SCREEN) };
  return [
    new Paragraph({ spacing: { before: 120, after: 40 }, keepNext: true, children: [new ImageRun({ type: 'svg', data: Buffer.from(clean(svgOf(drawing, title))), transformation, fallback: { type: 'png', data: Buffer.from(pngOf(drawing)) }, altText: { name: clean(title).slice(0, 60), title: clean(title), description: clean(title) } })] }),
    new Paragraph({ spacing: { after: 120, line: 240 }, children: [run(title, { italics: true, size: SMALL })] }),
  ];
}

function series(brief: CheckedBrief, key: string, words: Words): Paragraph[] {
  const own = seriesOfSection(brief.series, key);
  return own ? figure(seriesDrawing(own, brief.question, WIDTH, (value) => words.number(value, 0)), seriesTitle(own, brief.question, words)) : [];
}

/** The chart and, since a picture can be searched by nobody, the same as a table. */
function chart(brief: CheckedBrief, words: Words): (Paragraph | Table)[] {
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  const line = { style: BorderStyle.SINGLE, size: 4, color: '999999' };
  const rows = chartTable(brief.chart, words).map((cells, i) => new TableRow({
    tableHeader: i === 0,
    cantSplit: true,
    children: cells.map((cell, column) => new TableCell({
      margins: { top: 40, bottom: 40, left: 60, right: 60 },
      children: [new Paragraph({ spacing: { after: 0 }, alignment: column === 0 ? AlignmentType.LEFT : AlignmentType.RIGHT, children: [run(cell, { bold: i === 0, size: SMALL })] })],
    })),
  }));
  return [
    ...figure(changeDrawing(brief.chart, WIDTH, (value) => words.number(value, 0)), words.heading('chart', { at: words.date(brief.question.at) })),
    new Paragraph({ spacing: { before: 160 }, keepNext: true, children: [run(words.heading('chartTable', { at: words.date(brief.question.at) }), { italics: true, size: SMALL })] }),
    new Table({ width: { size: 100, type: WidthType.PERCENTAGE }, borders: { top: line, bottom: line, left: none, right: none, insideVertical: none, insideHorizontal: { ...line, color: 'DDDDDD' } }, rows }),
  ];
}
