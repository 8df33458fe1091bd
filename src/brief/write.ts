/** A brief in the form that a file's name asks for. */
import type { CheckedBrief } from './check.js';
import { writeHtml } from './html.js';
import { writeMarkdown } from './markdown.js';
import type { Words } from './words.js';

// The libraries for Word and PDF are loaded when one is written.
const WRITERS = { md: writeMarkdown, html: writeHtml, docx: async (brief, words) => (await import('./docx.js')).writeDocx(brief, words), pdf: async (brief, words) => (await import('./pdf.js')).writePdf(brief, words) } satisfies Record<string, (brief: CheckedBrief, words: Words) => string | Promise<Uint8Array>>;
export type Format = keyof typeof WRITERS;
export const FORMATS = Object.keys(WRITERS) as Format[];

/** The format of a file by its ending; null when no brief is written so. */
export function formatOf(file: string): Format | null {
  return FORMATS.find((format) => file.toLowerCase().endsWith(`.${format}`)) ?? null;
}

/** Writes a brief that has passed its check. */
export async function writeBrief(brief: CheckedBrief, format: Format, words: Words): Promise<Uint8Array> {
  const written = await WRITERS[format](brief, words);
  return typeof written === 'string' ? new TextEncoder().encode(written) : written;
}
