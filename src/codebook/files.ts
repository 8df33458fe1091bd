/** Reading data files that people edit: an error names the file, the line, what was found and what was expected. */
import type { z } from 'zod';

/** Raised when a data file does not say what its schema expects. */
export class DataFileError extends Error {
  constructor(readonly file: string, readonly line: number | null, found: string, expected: string) {
    super(`${file}${line === null ? '' : `, line ${line}`}: ${found}; expected ${expected}. Correct the file and load it again.`);
    this.name = 'DataFileError';
  }
}

function describe(error: z.ZodError): [found: string, expected: string] {
  const issue = error.issues[0] as z.core.$ZodIssue;
  return [`field "${issue.path.join('.') || '(whole entry)'}"`, issue.message];
}

/**
 * Entries of a JSONL file, one a line; empty lines are allowed.
 * @throws DataFileError on a line that is no JSON or not of the schema.
 */
export function readJsonl<S extends z.ZodType>(file: string, text: string, schema: S): z.output<S>[] {
  const entries: z.output<S>[] = [];
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const line = (lines[i] as string).trim();
    if (line === '') continue;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch (error) {
      throw new DataFileError(file, i + 1, (error as Error).message, 'one JSON object on the line');
    }
    const result = schema.safeParse(value);
    if (!result.success) throw new DataFileError(file, i + 1, ...describe(result.error));
    entries.push(result.data);
  }
  return entries;
}

/**
 * The content of a JSON file.
 * @throws DataFileError when it is no JSON or not of the schema.
 */
export function readJson<S extends z.ZodType>(file: string, text: string, schema: S): z.output<S> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new DataFileError(file, null, (error as Error).message, 'JSON');
  }
  const result = schema.safeParse(value);
  if (!result.success) throw new DataFileError(file, null, ...describe(result.error));
  return result.data;
}

/** The text of one file of a set, by its name. @throws DataFileError when it is missing. */
export function fileOf(files: ReadonlyMap<string, string>, name: string): string {
  const text = files.get(name);
  if (text === undefined) throw new DataFileError(name, null, 'no such file', 'a file of that name in the data folder');
  return text;
}
