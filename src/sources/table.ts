/** Tables of text with a first line of names: rows with the lines that they begin in. */
import { parse, type Info, type Parser } from 'csv-parse';
import { peek, unpacked } from './bytes.js';
import { decodeStream, encodingOf } from './encoding.js';
import { Unreadable, type Bytes, type Failure } from './types.js';

const LONGEST_RECORD = 1 << 26;

export interface Row {
  record: string[];
  line: number;
}

/** Rows as they come, apart by comma, semicolon or tab, whichever the first line has most of. @throws Unreadable where it can't go on. */
export async function* readTable(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Row> {
  const start = await peek(chunks, 65_536);
  const head = new TextDecoder(encodingOf(start.head)).decode(start.head);
  const firstLine = head.slice(0, Math.max(0, head.indexOf('\n')) || undefined);
  const delimiter = ['\t', ';', ','].map((sign) => ({ sign, n: firstLine.split(sign).length })).sort((a, b) => b.n - a.n)[0]!.sign;
  const parser = parse({ delimiter, bom: true, relax_column_count: true, info: true, skip_empty_lines: true, max_record_size: LONGEST_RECORD });
  let line = 1;
  try {
    for await (const { record, info } of rowsOf(parser, decodeStream(start.head, start.chunks, LONGEST_RECORD))) {
      yield { record, line };
      line = info.lines + 1;
    }
  } catch (error) {
    if (error instanceof Unreadable) throw error;
    throw new Unreadable({ place: `from line ${line}`, found: `a table that can't be read (${(error as Error).message})`, expected: 'columns apart by comma, semicolon or tab, quoted with "', advice: 'Look for a quotation mark that is not closed; the rows above were read.' });
  }
}

/** A row of a table whose columns are known by name. */
export interface NamedRow<Column extends string> {
  record: string[];
  line: number;
  /** How many columns the first line has. */
  width: number;
  /** Where a column stands. */
  at(column: Column): number;
  field(column: Column): string;
  failure(column: Column | '', found: string, expected: string): { failure: Failure };
}

/** Rows below a first line that names at least these columns, in any order and in any case; the file may be packed with gzip. @throws Unreadable where the table can't be read on. */
export async function* readNamed<Column extends string>(file: Bytes, columns: readonly Column[]): AsyncGenerator<NamedRow<Column>> {
  let places: Map<Column, number> | null = null;
  let width = 0;
  for await (const { record, line } of readTable(unpacked(file.chunks))) {
    if (places === null) {
      const names = record.map((name) => name.trim().toLowerCase());
      const missing = columns.filter((column) => !names.includes(column));
      if (missing.length > 0) {
        throw new Unreadable({ place: 'line 1', found: `no column ${missing.map((column) => `"${column}"`).join(', ')}`, expected: `the columns ${columns.join(', ')}`, advice: 'Name the columns in the first line.' });
      }
      places = new Map(columns.map((column) => [column, names.indexOf(column)]));
      width = record.length;
      continue;
    }
    const at = (column: Column): number => places!.get(column)!;
    yield {
      record, line, width, at,
      field: (column) => record[at(column)]?.trim() ?? '',
      failure: (column, found, expected) => ({ failure: { source: file.name, place: `line ${line}${column && `, column ${column}`}`, found, expected, advice: 'Mend the row; the other rows were read.' } }),
    };
  }
  if (places === null) throw new Unreadable({ place: '', found: 'nothing', expected: `a table with the columns ${columns.join(', ')}`, advice: 'Leave it out.' });
}

/** What stands in a field, as errors show it. */
export const shown = (text: string): string => `"${text.slice(0, 40)}"`;

/** Rows as text comes, each taken out before more text goes in: an error further down does not lose those that were read. */
async function* rowsOf(parser: Parser, text: AsyncIterable<string>): AsyncGenerator<{ record: string[]; info: Info }> {
  const taken = function* (): Generator<{ record: string[]; info: Info }> {
    for (let row: unknown = parser.read(); row !== null; row = parser.read()) yield row as { record: string[]; info: Info };
  };
  const failed = new Promise<never>((_resolve, reject) => parser.once('error', reject));
  failed.catch(() => undefined);
  for await (const chunk of text) {
    await Promise.race([failed, new Promise<void>((resolve) => parser.write(chunk, () => resolve()))]);
    yield* taken();
  }
  await Promise.race([failed, new Promise<void>((resolve) => parser.end(() => resolve()))]);
  yield* taken();
}
