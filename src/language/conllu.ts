/**
 * CoNLL-U in and out. See https://universaldependencies.org/format.html
 *
 * Reading rebuilds the text from the forms and `SpaceAfter=No`; a new paragraph or document begins after a
 * blank line. Empty nodes, enhanced dependencies and language-specific tags are passed over: a `Doc` does not
 * carry them.
 */
import { Doc } from './doc.js';
import { DEPREL, UPOS, deprelId, uposId } from './ud.js';

/** Says where in a CoNLL-U text something is wrong, and what was expected there. */
export class ConlluError extends Error {
  constructor(readonly line: number, found: string, expected: string) {
    super(`CoNLL-U line ${line}: found ${JSON.stringify(found)}, expected ${expected}`);
    this.name = 'ConlluError';
  }
}

/** Collects words of any number of sentences into the columns of a `Doc`. */
class Columns {
  text = '';
  readonly start: number[] = [];
  readonly end: number[] = [];
  readonly form: string[] = [];
  readonly lemma: string[] = [];
  readonly upos: number[] = [];
  readonly feats: number[] = [];
  readonly featsTable: string[] = [''];
  readonly head: number[] = [];
  readonly deprel: number[] = [];
  readonly mwt: number[] = [];
  readonly sentenceStart: number[] = [];
  private readonly featsNumber = new Map<string, number>([['', 0]]);

  featsId(feats: string): number {
    let id = this.featsNumber.get(feats);
    if (id === undefined) {
      id = this.featsTable.length;
      this.featsTable.push(feats);
      this.featsNumber.set(feats, id);
    }
    return id;
  }

  toDoc(language: string): Doc {
    return new Doc(this.text, language, {
      start: Int32Array.from(this.start),
      end: Int32Array.from(this.end),
      form: this.form,
      lemma: this.lemma,
      upos: Uint8Array.from(this.upos),
      feats: Uint16Array.from(this.feats),
      featsTable: this.featsTable,
      head: Int32Array.from(this.head),
      deprel: Uint8Array.from(this.deprel),
      mwt: Uint8Array.from(this.mwt),
      sentenceStart: Int32Array.from([...this.sentenceStart, this.form.length]),
    });
  }
}

/** Reads CoNLL-U into one document. Throws `ConlluError` where the text is not CoNLL-U. */
export function readConllu(conllu: string, language: string): Doc {
  const out = new Columns();
  const lines = conllu.split('\n');
  let sentenceFrom = 0;
  let inSentence = false;
  let newParagraph = false;
  let rangeLast = 0; // id of the last word of the multiword token that is open
  let rangeFirst = 0;
  let rangeStart = 0;
  let rangeEnd = 0;
  let rangeSpace = '';
  let pendingSpace = '';

  for (let n = 0; n < lines.length; n++) {
    let line = lines[n] as string;
    if (line.endsWith('\r')) line = line.slice(0, -1);
    if (line === '') {
      if (inSentence) {
        closeSentence(n);
        inSentence = false;
        rangeLast = 0;
      }
      continue;
    }
    if (line.startsWith('#')) {
      if (/^# *new(par|doc)\b/.test(line)) newParagraph = true;
      continue;
    }
    const field = line.split('\t');
    if (field.length !== 10) throw new ConlluError(n + 1, line.slice(0, 80), '10 columns separated by tabs');
    const id = field[0] as string;
    if (id.includes('.')) continue;
    if (!inSentence) {
      inSentence = true;
      sentenceFrom = out.form.length;
      out.sentenceStart.push(sentenceFrom);
      if (newParagraph && out.text !== '') pendingSpace = '\n\n';
      newParagraph = false;
    }
    const form = field[1] as string;
    const space = /(^|\|)SpaceAfter=No(\||$)/.test(field[9] as string) ? '' : ' ';
    const range = /^(\d+)-(\d+)$/.exec(id);
    if (range) {
      rangeFirst = Number(range[1]);
      rangeLast = Number(range[2]);
      if (rangeLast <= rangeFirst) throw new ConlluError(n + 1, id, 'a range whose second number is greater');
      out.text += pendingSpace;
      pendingSpace = '';
      rangeStart = out.text.length;
      out.text += form;
      rangeEnd = out.text.length;
      rangeSpace = space;
      continue;
    }
    const number = Number(id);
    if (number !== out.form.length - sentenceFrom + 1) {
      throw new ConlluError(n + 1, id, `word number ${out.form.length - sentenceFrom + 1}`);
    }
    const head = field[6] === '_' ? NaN : Number(field[6]);
    if (field[6] !== '_' && !(Number.isInteger(head) && head >= 0)) {
      throw new ConlluError(n + 1, field[6] as string, 'the number of the head, or 0 for the root');
    }
    if (number <= rangeLast) {
      out.start.push(rangeStart);
      out.end.push(rangeEnd);
      out.mwt.push(number - rangeFirst + 1);
      if (number === rangeLast) pendingSpace = rangeSpace;
    } else {
      out.text += pendingSpace;
      out.start.push(out.text.length);
      out.text += form;
      out.end.push(out.text.length);
      out.mwt.push(0);
      pendingSpace = space;
    }
    out.form.push(form);
    out.lemma.push(field[2] as string);
    out.upos.push(uposId(field[3] as string));
    out.feats.push(out.featsId(field[5] === '_' ? '' : (field[5] as string)));
    out.head.push(Number.isNaN(head) ? -2 : head === 0 ? -1 : sentenceFrom + head - 1);
    out.deprel.push(deprelId(field[7] as string));
  }
  if (inSentence) closeSentence(lines.length);
  return out.toDoc(language);

  function closeSentence(line: number): void {
    const to = out.form.length;
    for (let i = sentenceFrom; i < to; i++) {
      const head = out.head[i] as number;
      // A tree that has not been annotated is a flat one: the first word is its root.
      if (head === -2) out.head[i] = i === sentenceFrom ? -1 : sentenceFrom;
      else if (head >= to) throw new ConlluError(line, String(head - sentenceFrom + 1), `a head of at most ${to - sentenceFrom}`);
    }
  }
}

/** Writes a document as CoNLL-U; `# text` is the sentence's own stretch of the text. */
export function writeConllu(doc: Doc): string {
  const out: string[] = [];
  for (let s = 0; s < doc.sentenceCount; s++) {
    const from = doc.sentenceStart[s] as number;
    const to = doc.sentenceStart[s + 1] as number;
    if (from === to) continue;
    const text = doc.text.slice(doc.start[from], doc.end[to - 1]).replace(/\s+/g, ' ');
    out.push(`# sent_id = ${s + 1}`, `# text = ${text}`);
    for (let i = from; i < to; i++) {
      const spaceAfter = i + 1 < doc.length && doc.start[i + 1] === doc.end[i] ? 'SpaceAfter=No' : '_';
      let misc = spaceAfter;
      if (doc.mwt[i]) {
        misc = '_';
        if (doc.mwt[i] === 1) {
          let last = i;
          while (last + 1 < to && (doc.mwt[last + 1] as number) > 1) last++;
          const rangeSpace = last + 1 < doc.length && doc.start[last + 1] === doc.end[last] ? 'SpaceAfter=No' : '_';
          const token = oneField(doc.text.slice(doc.start[i], doc.end[i]));
          out.push(`${i - from + 1}-${last - from + 1}\t${token}\t_\t_\t_\t_\t_\t_\t_\t${rangeSpace}`);
        }
      }
      const head = doc.head[i] as number;
      out.push(
        [
          i - from + 1,
          oneField(doc.form[i] as string),
          oneField(doc.lemma[i] as string) || '_',
          UPOS[doc.upos[i] as number],
          '_',
          doc.featsTable[doc.feats[i] as number] || '_',
          head < 0 ? 0 : head - from + 1,
          DEPREL[doc.deprel[i] as number],
          '_',
          misc,
        ].join('\t'),
      );
    }
    out.push('');
  }
  return out.length ? out.join('\n') + '\n' : '';
}

/** CoNLL-U fields can't hold a tab or a line end. */
function oneField(text: string): string {
  return text.replace(/[\t\n\r]+/g, ' ');
}
