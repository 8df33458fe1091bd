/** Events as files for other programs: one flat row an event. */
import { createWriteStream, rmSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { EventRow } from '../../record/index.js';
import { whole } from '../files.js';
import { csvLine } from './csv.js';
import { graphml } from './graphml.js';
import { COLUMNS, flat } from './flat.js';

export const FORMATS = ['csv', 'jsonl', 'parquet', 'graphml'] as const;
export type Format = (typeof FORMATS)[number];

async function* linesOf(rows: AsyncIterable<EventRow>, format: Format): AsyncIterable<string> {
  if (format === 'graphml') {
    yield* graphml(rows);
    return;
  }
  if (format === 'csv') yield csvLine(COLUMNS);
  for await (const row of rows) yield format === 'csv' ? csvLine(Object.values(flat(row))) : `${JSON.stringify(format === 'jsonl' ? row : flat(row))}\n`;
}

const writeLines = (lines: AsyncIterable<string>, file: string): Promise<void> => pipeline(lines, createWriteStream(file));

/** Writes lines to a file, all of them or nothing. */
export const writeText = (lines: AsyncIterable<string>, target: string): Promise<void> => whole(target, (part) => writeLines(lines, part));

/**
 * Writes events to a file, all of it or nothing.
 * @returns the number of events written.
 * @throws when the file cannot be written; nothing is left half-done.
 */
export async function writeEvents(rows: AsyncIterable<EventRow>, format: Format, target: string): Promise<number> {
  let count = 0;
  async function* counted(): AsyncIterable<EventRow> {
    for await (const row of rows) {
      count++;
      yield row;
    }
  }
  if (format === 'parquet') await whole(target, (part) => writeParquet(counted(), part));
  else await writeText(linesOf(counted(), format), target);
  return count;
}

async function writeParquet(rows: AsyncIterable<EventRow>, part: string): Promise<void> {
  const lines = `${part}.jsonl`;
  async function* plain(): AsyncIterable<string> {
    for await (const row of rows) yield `${JSON.stringify(flat(row))}\n`;
  }
  try {
    await writeLines(plain(), lines);
    // Loaded only here: the other formats need no database.
    const { DuckDBInstance } = await import('@duckdb/node-api');
    const connection = await (await DuckDBInstance.create()).connect();
    // Quoted: "end" is a word of the language.
    const columns = COLUMNS.map((name) => `"${name}": '${typeOf(name)}'`).join(', ');
    const quoted = (path: string): string => `'${path.replaceAll("'", "''")}'`;
    await connection.run(`COPY (SELECT * FROM read_json(${quoted(lines)}, format = 'newline_delimited', columns = {${columns}})) TO ${quoted(part)} (FORMAT parquet)`);
    connection.closeSync();
  } finally {
    rmSync(lines, { force: true });
  }
}

function typeOf(column: string): string {
  if (column === 'quad' || column === 'sentence' || column === 'start' || column === 'end') return 'INTEGER';
  if (column === 'intensity' || column === 'confidence') return 'DOUBLE';
  if (column === 'absence') return 'BOOLEAN';
  return 'VARCHAR';
}
