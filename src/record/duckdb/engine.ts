/** The DuckDB file: opening, connections, transactions, and its errors in words. Knows nothing of what the tables mean. */
import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { DuckDBInstance, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import { RecordError } from '../errors.js';
import { MIGRATIONS, SCHEMA_VERSION } from './migrations.js';

export type Values = Record<string, DuckDBValue>;

/** Never reaches for the network; small batches are kept in the write-ahead log until it is worth rewriting the file. */
const OPTIONS = { autoinstall_known_extensions: 'false', autoload_known_extensions: 'false', checkpoint_threshold: '64MB' };
/** Connections kept open for readers between queries. */
const IDLE_READERS = 4;

/** How a store is opened. */
export interface Opening {
  /** Nothing will be written. */
  readOnly?: boolean;
}

export class Engine {
  readonly path: string;
  private instance: DuckDBInstance;
  private readonly idle: DuckDBConnection[] = [];
  private writing: Promise<unknown> = Promise.resolve();
  private closed = false;

  private constructor(path: string, instance: DuckDBInstance) {
    this.path = path;
    this.instance = instance;
  }

  /**
   * Opens the store at a path, making it or bringing it up to date as needed. To be read only, it must be there; others may
   * read it meanwhile.
   */
  static async open(path: string, { readOnly = false }: Opening = {}): Promise<Engine> {
    const full = resolve(path);
    try {
      const there = existsSync(full) && statSync(full).size > 0;
      if (!there && readOnly) {
        throw new RecordError('not-found', `${full}: found no store, expected one to read. Look at the path's spelling, or make a store there: "demarche add" and "demarche import" do.`);
      }
      if (!there) await create(full);
      // Once: what is in the log is read again at every opening, which for a full one takes a second.
      const instance = await DuckDBInstance.create(full, readOnly ? { ...OPTIONS, access_mode: 'READ_ONLY' } : OPTIONS);
      const found = await versionOf(instance, full);
      if (found < SCHEMA_VERSION && readOnly) {
        instance.closeSync();
        await (await Engine.open(full)).close();
        return await Engine.open(full, { readOnly });
      }
      if (found < SCHEMA_VERSION) await migrate(instance, found);
      return new Engine(full, instance);
    } catch (error) {
      throw explain(error, full);
    }
  }

  /** Runs a query and gives its rows, values as plain JavaScript (dates and ids must be cast by the query). */
  async rows(sql: string, values?: Values): Promise<Record<string, unknown>[]> {
    return this.withReader(async (connection) => (await connection.runAndReadAll(sql, values)).getRowObjectsJS());
  }

  /** Runs a query and gives its columns: for results of many rows. */
  async columns(sql: string, values?: Values): Promise<unknown[][]> {
    return this.withReader(async (connection) => (await connection.runAndReadAll(sql, values)).getColumnsJS());
  }

  /**
   * Runs a query whose columns are all numbers, none of them null, and gives them as such: for results of a hundred thousand rows,
   * which as values of any kind take three times as long to fetch.
   */
  async numbers(sql: string): Promise<Float64Array[]> {
    return this.withReader(async (connection) => {
      const result = await connection.run(sql);
      const chunks = await result.fetchAllChunks();
      const rows = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
      const columns = Array.from({ length: result.columnCount }, () => new Float64Array(rows));
      let at = 0;
      for (const chunk of chunks) {
        const count = chunk.rowCount;
        columns.forEach((column, i) => {
          const vector = chunk.getColumnVector(i);
          for (let row = 0; row < count; row++) column[at + row] = vector.getItem(row) as number;
        });
        at += count;
      }
      return columns;
    });
  }

  /** Runs a query and gives its rows in portions, without holding all of them. */
  async *stream(sql: string, values?: Values): AsyncGenerator<Record<string, unknown>[]> {
    const connection = await this.reader();
    try {
      const result = await connection.stream(sql, values);
      yield* result.yieldRowObjectJs();
    } catch (error) {
      throw explain(error, this.path);
    } finally {
      // Not given back: a stream that was left half-read would keep its transaction open.
      connection.closeSync();
    }
  }

  /** Runs a job in one transaction, all or nothing; jobs wait for each other. */
  write<T>(job: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const run = this.writing.then(() => this.transaction(job));
    this.writing = run.catch(() => undefined);
    return run;
  }

  /** Does a job while DuckDB keeps to a limit: without one it keeps every page that it has written, as long as there is memory. */
  async within<T>(memory: string, job: () => Promise<T>): Promise<T> {
    await this.rows(`SET memory_limit = '${memory}'`);
    try {
      return await job();
    } finally {
      await this.rows('RESET memory_limit').catch(() => undefined); // Closed in the meantime.
    }
  }

  /** Waits for the writers, and closes the file with all that was written in it. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.writing;
    for (const connection of this.idle.splice(0)) connection.closeSync();
    this.instance.closeSync();
  }

  private async transaction<T>(job: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const connection = await this.reader();
    try {
      await connection.run('BEGIN TRANSACTION');
      const value = await job(connection);
      await connection.run('COMMIT');
      this.release(connection);
      return value;
    } catch (error) {
      await connection.run('ROLLBACK').catch(() => undefined);
      connection.closeSync();
      await this.reviveIfDead();
      throw explain(error, this.path);
    }
  }

  private async withReader<T>(job: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const connection = await this.reader();
    try {
      const value = await job(connection);
      this.release(connection);
      return value;
    } catch (error) {
      connection.closeSync();
      throw explain(error, this.path);
    }
  }

  private async reader(): Promise<DuckDBConnection> {
    if (this.closed) throw new RecordError('closed', `${this.path}: the store was closed.`);
    return this.idle.pop() ?? this.instance.connect();
  }

  private release(connection: DuckDBConnection): void {
    if (!this.closed && this.idle.length < IDLE_READERS) this.idle.push(connection);
    else connection.closeSync();
  }

  /** DuckDB refuses all work after a failure in the midst of writing the file; opening it again replays its log. */
  private async reviveIfDead(): Promise<void> {
    try {
      const connection = await this.instance.connect();
      await connection.run('SELECT count(*) FROM migration');
      connection.closeSync();
    } catch {
      for (const connection of this.idle.splice(0)) connection.closeSync();
      this.instance.closeSync();
      this.instance = await DuckDBInstance.create(this.path, OPTIONS);
    }
  }
}

/** Makes a new store beside its place and moves it there whole, so that no half-made store is ever at the path. */
async function create(path: string): Promise<void> {
  if (!existsSync(dirname(path))) {
    throw new RecordError('not-found', `${path}: found no folder ${dirname(path)}, expected one to make the store in. Make the folder, or give another path.`);
  }
  const draft = `${path}.new`;
  for (const file of [draft, `${draft}.wal`]) rmSync(file, { force: true });
  const instance = await DuckDBInstance.create(draft, OPTIONS);
  await migrate(instance, 0).finally(() => instance.closeSync());
  renameSync(draft, path);
}

/** The version of an opened store. What is none of ours, or a newer version's, is closed again as it was. */
async function versionOf(instance: DuckDBInstance, path: string): Promise<number> {
  const connection = await instance.connect();
  try {
    const tables = await connection.runAndReadAll(`SELECT 1 FROM duckdb_tables() WHERE table_name = 'migration'`);
    if (tables.currentRowCount === 0) {
      throw new RecordError('not-a-store', `${path}: found a DuckDB database without demarche's tables, expected a store that demarche made. Give another path.`);
    }
    const rows = await connection.runAndReadAll('SELECT max(version)::INTEGER AS version FROM migration');
    const found = Number(rows.getRowObjectsJS()[0]?.version ?? 0);
    if (found > SCHEMA_VERSION) {
      throw new RecordError('newer-version', `${path}: found a store of schema version ${found}, expected at most ${SCHEMA_VERSION}. It was made by a newer demarche and was left untouched: update demarche, or open another store.`);
    }
    connection.closeSync();
    return found;
  } catch (error) {
    // Closing would otherwise write what is in the log into the file.
    await connection.run('PRAGMA disable_checkpoint_on_shutdown').catch(() => undefined);
    connection.closeSync();
    instance.closeSync();
    throw error;
  }
}

async function migrate(instance: DuckDBInstance, from: number): Promise<void> {
  const connection = await instance.connect();
  await connection.run('BEGIN TRANSACTION');
  await connection.run('CREATE TABLE IF NOT EXISTS migration (version INTEGER NOT NULL, name VARCHAR NOT NULL, instant VARCHAR NOT NULL)');
  for (const migration of MIGRATIONS.filter((entry) => entry.version > from)) {
    for (const statement of migration.statements) await connection.run(statement);
    await migration.fill?.(connection);
    await connection.run('INSERT INTO migration VALUES ($version, $name, $instant)', { version: migration.version, name: migration.name, instant: new Date().toISOString() });
  }
  await connection.run('COMMIT');
  await connection.run('CHECKPOINT');
  connection.closeSync();
}

/** Who has the file open, as far as DuckDB tells. */
function holder(said: string): string {
  const [, program, id] = /held in (.+?) \(PID (\d+)\)/.exec(said) ?? [];
  return program === undefined ? '' : ` (${basename(program)}, process ${id})`;
}

/** DuckDB's errors in our own words, where they are ones that a person can do something about. */
function explain(error: unknown, path: string): unknown {
  if (error instanceof RecordError || !(error instanceof Error)) return error;
  const said = error.message;
  const because = { cause: error };
  if (/No space left|File too large|not enough space|disk full/i.test(said)) {
    return new RecordError('disk-full', `${path}: the disk is full. Nothing of this batch was kept, all earlier ones are there. Free some space and add it again.`, because);
  }
  if (/Could not set lock|being used by another process|Conflicting lock/i.test(said)) {
    return new RecordError('locked', `${path}: found the store open in another process${holder(said)}, expected none that writes while another has it. Stop that one; or, if it is a server, ask it instead: its pages give their data at their address with .json or .csv.`, because);
  }
  if (/Permission denied|Access is denied/i.test(said)) {
    return new RecordError('no-permission', `${path}: found a store that may not be opened, expected the right to read it (and to write in it, and in its folder, where something is added). Give yourself that right, or use another store.`, because);
  }
  if (/Is a directory/i.test(said)) {
    return new RecordError('not-a-store', `${path}: found a folder, expected the file of a store. Give the path of a file.`, because);
  }
  if (/not a valid DuckDB database/i.test(said)) {
    return new RecordError('not-a-store', `${path}: found a file that is no store, expected one that demarche made. Give another path; this one was left untouched.`, because);
  }
  if (/newer version|version number|storage version/i.test(said)) {
    return new RecordError('newer-version', `${path}: found a database file of a newer format than this version reads. It was left untouched: update demarche.`, because);
  }
  return new RecordError('failed', `${path}: ${said}`, because);
}
