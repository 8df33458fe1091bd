/** From what a source gives to what a coder is asked, and what is said when either fails. */
import type { CoderInput } from '../coder/types.js';
// Not from record's index: coding without a store need not load the database.
import { makeDocument } from '../record/ids.js';
import type { Document, DocumentInput } from '../record/schema.js';
import type { Failure } from '../sources/index.js';

/** A document under its id with where it came from, or what is wrong with its fields. */
export type Item = { document: Document; source: string; place: string } | { failure: Failure };

export function itemOf(input: DocumentInput, source: string, place: string): Item {
  try {
    return { document: makeDocument(input), source, place };
  } catch (error) {
    const issue = (error as { issues?: { path: PropertyKey[]; message: string }[] }).issues?.[0];
    const field = issue ? `field ${issue.path.join('.')}` : '';
    return { failure: { source, place: [place, field].filter(Boolean).join(', '), found: issue?.message ?? (error as Error).message, expected: 'a document as the record keeps it', advice: 'Mend it; the other documents were read.' } };
  }
}

/** What the coder is asked of a document: in the language asked for, else what its source says, else what its text looks like. */
export function coderInput({ text, title, date, datePrecision, language, author, publication }: Document, asked: string | undefined): CoderInput {
  return { text, title, date, datePrecision, author, publication, language: asked !== undefined && asked !== 'auto' ? asked : language || 'auto' };
}

/** A document that the coder refused. */
export function notCoded(source: string, place: string, error: string): Failure {
  return {
    source, place, found: `a document that can't be coded (${error})`, expected: 'one in a language that the coder has a model of',
    advice: 'The others were coded; say the language with --lang if it was taken for another.',
  };
}
