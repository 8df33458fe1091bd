/**
 * The lines of a dictionary file without their comments, and what is said of a line that can't be used.
 *
 * Three kinds of comment are in use, often in one file: `# …` to the end of the line, `; …` from older dictionaries,
 * and `<!-- … -->`, which may run over several lines.
 */

/** A dictionary file: its name for messages, and its text. */
export interface DictionaryFile {
  name: string;
  text: string;
}

/** A line that was left out, and why. */
export interface DictionaryProblem {
  file: string;
  line: number;
  message: string;
}

/** A dictionary of which nothing can be used. */
export class PetrarchDictionaryError extends Error {
  override readonly name = 'PetrarchDictionaryError';

  constructor(readonly file: string, readonly line: number, message: string) {
    super(`${file}, line ${line}: ${message}`);
  }
}

/** One line of a file, its comments gone. */
export interface Line {
  file: string;
  /** From 1. */
  number: number;
  text: string;
}

/** Position of the first comment sign outside of [square brackets], where a code may hold any sign; −1 for none. */
function commentStart(text: string): number {
  let open = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i] as string;
    if (sign === '[') open = true;
    else if (sign === ']') open = false;
    else if ((sign === '#' || sign === ';') && !open) return i;
  }
  return -1;
}

/** The lines of a file that say something. */
export function* contentLines(file: DictionaryFile): IterableIterator<Line> {
  let inComment = false;
  let number = 0;
  for (const raw of file.text.split(/\r?\n/)) {
    number++;
    let text = raw;
    if (inComment) {
      const end = text.indexOf('-->');
      if (end < 0) continue;
      text = text.slice(end + 3);
      inComment = false;
    }
    text = text.replace(/<!\s*--.*?-->/g, ' ');
    const open = text.search(/<!\s*--/);
    if (open >= 0) {
      text = text.slice(0, open);
      inComment = true;
    }
    const comment = commentStart(text);
    if (comment >= 0) text = text.slice(0, comment);
    if (text.trim() !== '') yield { file: file.name, number, text: text.trimEnd() };
  }
}

/** Collects problems of one reading. */
export class Problems {
  readonly list: DictionaryProblem[] = [];

  add(line: Line, message: string): void {
    this.list.push({ file: line.file, line: line.number, message });
  }
}
