/** A brief as a Word document with real footnotes. */
import { Document, FootnoteReferenceRun, HeadingLevel, Packer, Paragraph, TextRun } from 'docx';
import type { CheckedBrief } from './check.js';
import { citation, citedSources, deedLine } from './citation.js';
import type { Words } from './words.js';

const LEVELS = { 2: HeadingLevel.HEADING_1, 3: HeadingLevel.HEADING_2, 4: HeadingLevel.HEADING_3 } as const;
/** Signs that XML has no place for. */
const clean = (text: string) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
const run = (text: string, italics = false) => new TextRun({ text: clean(text), italics });

export async function writeDocx(brief: CheckedBrief, words: Words): Promise<Uint8Array> {
  const sources = new Map(citedSources(brief).map((source) => [source.number, source]));
  const footnotes: Record<string, { children: Paragraph[] }> = {};
  // Word wants a note of its own at every place that refers to one.
  const reference = (number: number): FootnoteReferenceRun => {
    const { lead, quote, tail } = citation(sources.get(number)!, words);
    const id = Object.keys(footnotes).length + 1;
    footnotes[id] = { children: [new Paragraph({ children: [run(lead), ...(quote ? [run(` ${quote}`, true)] : []), ...(tail ? [run(` ${tail}`)] : [])] })] };
    return new FootnoteReferenceRun(id);
  };
  const children = [
    new Paragraph({ heading: HeadingLevel.TITLE, children: [run(brief.title)] }),
    new Paragraph({ children: [run(brief.period)] }),
    ...brief.sections.flatMap(({ level, heading, facts }) => [
      new Paragraph({ heading: LEVELS[level], keepNext: true, children: [run(heading)] }),
      ...(facts.length === 0 && level === 2 ? [new Paragraph({ children: [run(words.heading('empty'))] })] : []),
      ...facts.map((fact) => new Paragraph({ bullet: { level: 0 }, children: [run(fact.text), ...fact.sources.map(reference)] })),
    ]),
    ...brief.notes.map((note) => new Paragraph({ bullet: { level: 0 }, children: [run(note)] })),
    new Paragraph({ heading: HeadingLevel.HEADING_1, children: [run(words.heading('events'))] }),
    ...brief.deeds.map((deed) => new Paragraph({ children: [run(`${deed.number}. ${deedLine(deed, brief, words)}`)] })),
  ];
  const document = new Document({ title: clean(brief.title), creator: 'demarche', footnotes, sections: [{ children }] });
  return new Uint8Array(await Packer.toBuffer(document));
}
