/** Word documents, with their footnotes. */
import mammoth from 'mammoth';
import { dateInName, languageOf, titleFromName } from './fields.js';
import { htmlText } from './html.js';
import { Unreadable, type Reading } from './types.js';
import { checkSize, entriesOf, entryText } from './zip.js';

/** A book of a thousand pages unpacks to a tenth of this. */
const LARGEST = 100 << 20;

export async function* readDocx(name: string, bytes: Uint8Array): AsyncGenerator<Reading> {
  const entries = entriesOf(bytes);
  if (!entries.some((entry) => entry.name === 'word/document.xml')) {
    throw new Unreadable({ place: '', found: 'a ZIP archive that is no Word document', expected: 'a .docx', advice: 'Unpack it and add what is in it.' });
  }
  await checkSize(entries.filter((entry) => /\.(xml|rels)$/.test(entry.name)), LARGEST);
  const core = entryText(entries, 'docProps/core.xml');
  const field = (tag: string): string => unescaped(new RegExp(`<${tag}[^>]*>([^<]*)</${tag}>`).exec(core)?.[1] ?? '');
  let html: string;
  try {
    // Pictures are dropped: their bytes would only be carried about.
    html = (await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, { convertImage: mammoth.images.imgElement(async () => ({ src: '' })) })).value;
  } catch (error) {
    throw new Unreadable({ place: 'word/document.xml', found: `something that can't be read (${(error as Error).message})`, expected: 'a whole .docx', advice: 'Open it in a word processor and save it again.' });
  }
  // Marks of footnotes would stand in the middle of sentences; the arrows lead back from the notes to them.
  const text = htmlText(html.replace(/<sup><a [^>]*>[^<]*<\/a><\/sup>/g, '').replace(/<a href="#[^"]*">↑<\/a>/g, ''));
  yield { document: { title: field('dc:title') || titleFromName(name), author: field('dc:creator'), language: languageOf(field('dc:language')), ...dateInName(name), text }, place: '' };
}

function unescaped(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&amp;/g, '&').trim();
}
