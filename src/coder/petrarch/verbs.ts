/** The verb dictionary: synonym sets, blocks of verbs that share patterns and a code, and what verbs make of each other. */
import { contentLines, PetrarchDictionaryError, type DictionaryFile, type Line, type Problems } from './lines.js';
import { morePrecise, parseEventCode, parsePatternBody, PatternError, type EventCode, type Pattern } from './patterns.js';
import { parseTransformation, type Transformation } from './transformations.js';
import { fold, plural, verbForms } from './units.js';

/** Verbs that mean the same, with their patterns, the most precise first. */
export interface VerbBlock {
  patterns: Pattern[];
  /** Its verbs, as the dictionary names them. */
  names: Set<string>;
}

/** One form of a verb, with the words that belong to it before and after ("CORDON" + "OFF", "WIRE" + "TAP"). */
export interface VerbForm {
  before: readonly string[];
  after: readonly string[];
  code: EventCode;
  block: VerbBlock;
  /** The verb as the dictionary names it. */
  verb: string;
  at: string;
}

export interface VerbDictionary {
  /** Forms by their verb word, those of most words first. */
  forms: Map<string, VerbForm[]>;
  transformations: Transformation[];
}

const NO_EVENT: EventCode = { forth: null, back: null };

interface VerbPhrase {
  before: string[];
  verb: string;
  after: string[];
}

/** "ABANDON", "+CORDON_OFF", "WIRE_+TAP", "RULE OUT". */
function parseVerbPhrase(raw: string): VerbPhrase | null {
  const pieces = raw.split(/[\s_]+/).filter(Boolean);
  if (pieces.length === 0) return null;
  const marked = pieces.findIndex((piece) => piece.startsWith('+'));
  const at = marked < 0 ? 0 : marked;
  const words = pieces.map((piece) => fold(piece.replace(/^\+/, '')));
  const [verb, ...rest] = words[at] as string[];
  if (verb === undefined) return null;
  return { before: words.slice(0, at).flat(), verb, after: [...rest, ...words.slice(at + 1).flat()] };
}

/** Reads one file; synonym sets hold from their definition on. */
class Reader {
  private readonly synsets = new Map<string, (readonly string[])[]>();
  private synset: { name: string; plurals: boolean } | null = null;
  private block: VerbBlock = { patterns: [], names: new Set() };
  private blockCode = NO_EVENT;
  private lastWas: 'verb' | 'pattern' | 'none' = 'none';
  verbs = 0;

  constructor(private readonly dictionary: VerbDictionary, private readonly problems: Problems) {}

  read(line: Line): void {
    const text = line.text.trim();
    try {
      if (text.startsWith('---')) this.header(text);
      else if (text.startsWith('&')) this.openSynset(text);
      else if (text.startsWith('+') && this.synset) this.member(text.slice(1).trim());
      else if (/^-\s*[^-]/.test(text)) this.pattern(text.slice(1), line);
      else if (text.startsWith('~')) this.dictionary.transformations.push(parseTransformation(text.slice(1), `${line.file}:${line.number}`));
      else this.verb(text, line);
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      this.problems.add(line, error.message);
    }
  }

  private header(text: string): void {
    this.synset = null;
    this.block = { patterns: [], names: new Set() };
    this.lastWas = 'none';
    const code = /\[([^\]]*)\]/.exec(text);
    this.blockCode = NO_EVENT;
    if (code) this.blockCode = parseEventCode(code[1] as string);
  }

  private openSynset(text: string): void {
    const label = text.split(/\s/)[0] as string;
    const name = label.replace(/_+$/, '').toUpperCase();
    this.synset = { name, plurals: !label.endsWith('_') };
    this.synsets.set(name, []);
  }

  private member(text: string): void {
    const { name, plurals } = this.synset as { name: string; plurals: boolean };
    const members = this.synsets.get(name) as (readonly string[])[];
    if (text.startsWith('&')) {
      const other = text.replace(/_+$/, '').toUpperCase();
      const found = this.synsets.get(other);
      if (!found) throw new PatternError(`${other} is not defined above; add it before ${name}`);
      members.push(...found);
      return;
    }
    const words = text.split(/[\s_]+/).flatMap(fold);
    if (words.length === 0) throw new PatternError(`an empty member of ${name}`);
    members.push(words);
    if (plurals && !text.endsWith('_')) members.push([...words.slice(0, -1), plural(words.at(-1) as string)]);
  }

  private pattern(text: string, line: Line): void {
    this.synset = null;
    const found = /^(.*?)\[([^\]]*)\]/.exec(text);
    if (!found) throw new PatternError(`found ${JSON.stringify(`-${text}`)}, expected a pattern with its code in [brackets]`);
    this.lastWas = 'pattern';
    const body = found[1] as string;
    this.block.patterns.push({
      ...parsePatternBody(body, this.synsets),
      code: parseEventCode(found[2] as string),
      at: `${line.file}:${line.number}`,
      text: body.trim(),
    });
  }

  private verb(text: string, line: Line): void {
    this.synset = null;
    const found = /^([^{[]*?)\s*(?:\{([^}]*)\})?\s*(?:\[([^\]]*)\].*)?$/.exec(text);
    const phrase = found ? parseVerbPhrase(found[1] as string) : null;
    if (!found || !phrase) throw new PatternError(`found ${JSON.stringify(text)}, expected "VERB {FORMS} [CODE]"`);
    // Older dictionaries have no header: a verb after the patterns of another begins a block of its own.
    if (this.lastWas === 'pattern') {
      this.block = { patterns: [], names: new Set() };
      this.blockCode = NO_EVENT;
    }
    this.lastWas = 'verb';
    let code = this.blockCode;
    if (found[3] !== undefined) {
      try {
        code = parseEventCode(found[3]);
      } catch (error) {
        this.problems.add(line, (error as Error).message);
        code = NO_EVENT;
      }
    }
    const name = [...phrase.before, phrase.verb, ...phrase.after].join(' ');
    this.block.names.add(name);
    const irregular = (found[2] ?? '').split(/[\s,]+/).filter(Boolean).map(parseVerbPhrase).filter((form) => form !== null);
    // "{}": no other forms.
    const regular = (found[2]?.trim() === '' ? [phrase.verb] : verbForms(phrase.verb, irregular.length > 0)).map((verb) => ({ ...phrase, verb }));
    for (const form of [...regular, ...irregular]) this.addForm(form, code, name, line);
    this.verbs++;
  }

  private addForm({ before, verb, after }: VerbPhrase, code: EventCode, name: string, line: Line): void {
    const form: VerbForm = { before, after, code, block: this.block, verb: name, at: `${line.file}:${line.number}` };
    const forms = this.dictionary.forms.get(verb);
    if (forms) forms.push(form);
    else this.dictionary.forms.set(verb, [form]);
  }
}

/**
 * Reads verb dictionaries.
 * @throws PetrarchDictionaryError when a file has no verb that can be used.
 */
export function parseVerbFiles(files: readonly DictionaryFile[], problems: Problems): VerbDictionary {
  const dictionary: VerbDictionary = { forms: new Map(), transformations: [] };
  for (const file of files) {
    const reader = new Reader(dictionary, problems);
    for (const line of contentLines(file)) reader.read(line);
    if (reader.verbs === 0) {
      throw new PetrarchDictionaryError(file.name, 1, 'no verbs found; expected blocks that begin with "--- NAME [CODE] ---" and hold a verb a line');
    }
  }
  const blocks = new Set<VerbBlock>();
  for (const forms of dictionary.forms.values()) {
    forms.sort((a, b) => b.before.length + b.after.length - a.before.length - a.after.length);
    for (const { block } of forms) blocks.add(block);
  }
  for (const { patterns } of blocks) patterns.sort(morePrecise);
  return dictionary;
}
