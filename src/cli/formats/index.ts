/** Events as files for other programs: one flat row an event. Written beside the target and moved there when whole. */
import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { once } from 'node:events';
import type { EventRow } from '../../record/index.js';
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

async function writeLines(lines: AsyncIterable<string>, file: string): Promise<number> {
  const out = createWriteStream(file);
  let count = 0;
  try {
    for await (const line of lines) {
      count++;
      if (!out.write(line)) await once(out, 'drain');
    }
  } finally {
    out.end();
    await once(out, 'close');
  }
  return count;
}

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
  const part = `${resolve(target)}.part`;
  try {
    if (format === 'parquet') {
      const lines = `${part}.jsonl`;
      async function* plain(): AsyncIterable<string> {
        for await (const row of counted()) yield `${JSON.stringify(flat(row))}\n`;
      }
      try {
        await writeLines(plain(), lines);
        // Loaded only here: the other formats need no database.
        const { DuckDBInstance } = await import('@duckdb/node-api');
        const connection = await (await DuckDBInstance.create()).connect();
        const columns = COLUMNS.map((name) => `${name}: '${typeOf(name)}'`).join(', ');
        const quoted = (path: string): string => `'${path.replaceAll("'", "''")}'`;
        await connection.run(`COPY (SELECT * FROM read_json(${quoted(lines)}, format = 'newline_delimited', columns = {${columns}})) TO ${quoted(part)} (FORMAT parquet)`);
        connection.closeSync();
      } finally {
        rmSync(lines, { force: true });
      }
    } else {
      await writeLines(linesOf(counted(), format), part);
    }
    renameSync(part, target);
  } finally {
    rmSync(part, { force: true });
  }
  return count;
}

function typeOf(column: string): string {
  if (column === 'quad' || column === 'sentence' || column === 'start' || column === 'end') return 'INTEGER';
  if (column === 'intensity' || column === 'confidence') return 'DOUBLE';
  if (column === 'absence') return 'BOOLEAN';
  return 'VARCHAR';
}
