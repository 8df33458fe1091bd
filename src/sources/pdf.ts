/** PDF: lines by their place on the page, words that were broken at a line's end mended, running headers left out. */
import { extractTextItems, getDocumentProxy, getMeta } from 'unpdf';
import { dateInName, titleFromName } from './fields.js';
import { Unreadable, type Reading } from './types.js';

interface Line {
  text: string;
  y: number;
  size: number;
}

export async function* readPdf(name: string, bytes: Uint8Array): AsyncGenerator<Reading> {
  // The reader takes the buffer for its own: a copy is handed over.
  const pdf = await getDocumentProxy(Uint8Array.from(bytes), { verbosity: 0 }).catch((error: unknown) => {
    throw refusal(error);
  });
  try {
    const { items } = await extractTextItems(pdf).catch((error: unknown) => {
      throw refusal(error);
    });
    const pages = withoutRunning(items.map(linesOf));
    const text = paragraphs(pages);
    if (text === '') {
      throw new Unreadable({ place: '', found: `${pages.length} pages with no text on them`, expected: 'a PDF with text', advice: 'It is likely scanned: read the text off it first (OCR).' });
    }
    const { info } = await getMeta(pdf).catch(() => ({ info: {} as Record<string, unknown> }));
    const field = (key: string): string => (typeof info[key] === 'string' ? (info[key] as string).trim() : '');
    // When the file was made is not when it was published: only its name may say that.
    yield { document: { title: field('Title') || titleFromName(name), author: field('Author'), ...dateInName(name), text }, place: '' };
  } finally {
    await pdf.destroy();
  }
}

function refusal(error: unknown): Unreadable {
  const { name, message } = error as Error;
  if (name === 'PasswordException') {
    return new Unreadable({ place: '', found: 'a PDF with a password', expected: 'one that opens without', advice: 'Save a copy without the password and add that.' });
  }
  return new Unreadable({ place: '', found: `a damaged PDF (${message})`, expected: 'a whole one', advice: 'Fetch it again, or save its text.' });
}

type Item = Awaited<ReturnType<typeof extractTextItems>>['items'][number][number];

/** Pieces that share a height are one line; the order is that in which the page draws them, which is that of reading. */
function linesOf(items: Item[]): Line[] {
  const lines: Line[] = [];
  let end = 0;
  for (const item of items) {
    if (item.str === '') continue;
    const last = lines.at(-1);
    if (last && Math.abs(last.y - item.y) < Math.max(2, item.fontSize * 0.5) && item.x >= end - item.fontSize) {
      const apart = item.x - end > item.fontSize * 0.15 && !/\s$/.test(last.text) && !/^\s/.test(item.str);
      last.text += (apart ? ' ' : '') + item.str;
    } else {
      lines.push({ text: item.str, y: item.y, size: item.fontSize });
    }
    end = item.x + item.width;
  }
  return lines.map((line) => ({ ...line, text: line.text.replace(/\s+/g, ' ').trim() })).filter((line) => line.text !== '');
}

/** Headers and footers: the same line (but for numbers) first or last on at least three pages and on most of them. */
function withoutRunning(pages: Line[][]): Line[][] {
  const shape = (line: Line | undefined): string => line?.text.replace(/\d+/g, '#') ?? '';
  const seen = new Map<string, number>();
  for (const page of pages) {
    for (const text of new Set([shape(page[0]), shape(page.at(-1))])) seen.set(text, (seen.get(text) ?? 0) + 1);
  }
  const running = (line: Line | undefined): boolean => {
    const times = seen.get(shape(line)) ?? 0;
    return line !== undefined && ((times >= 3 && times > pages.length / 2) || /^(page |página )?\d+( (of|de) \d+)?$/i.test(line.text));
  };
  return pages.map((page) => {
    const from = running(page[0]) ? 1 : 0;
    return page.slice(from, running(page.at(-1)) && page.length > from ? -1 : undefined);
  });
}

/** Lines joined to paragraphs. A paragraph ends at a gap, at a change of size, or at a short line that ends a sentence. */
function paragraphs(pages: Line[][]): string {
  const blocks: string[] = [];
  let current = '';
  let last: Line | null = null;
  for (const page of pages) {
    const widest = Math.max(...page.map((line) => line.text.length), 0);
    for (const [i, line] of page.entries()) {
      const gap: number = last === null || i === 0 ? 0 : last.y - line.y;
      const ended: boolean = last !== null && /[.!?:”"»]$/.test(last.text) && (last.text.length < widest * 0.8 || i === 0);
      const broken: boolean = last === null || gap > line.size * 1.8 || Math.abs(line.size - last.size) > 1.5 || ended;
      if (broken && current !== '') {
        blocks.push(current);
        current = '';
      }
      current = current === '' ? line.text : joined(current, line.text);
      last = line;
    }
  }
  if (current !== '') blocks.push(current);
  return blocks.join('\n\n');
}

/** "govern-" and "ment" are one word; "Franco-" and "British", or "1990-" and "95", keep the hyphen. */
function joined(before: string, after: string): string {
  if (/\p{Ll}-$/u.test(before) && /^\p{Ll}/u.test(after)) return before.slice(0, -1) + after;
  return /[-/]$/.test(before) ? before + after : `${before} ${after}`;
}
