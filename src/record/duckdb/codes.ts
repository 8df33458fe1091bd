/** Small numbers for words that come back in every row (actors' codes, event types). */
import type { DuckDBConnection } from '@duckdb/node-api';
import { countedAs, overlayOf } from '../actors.js';
import { readChanges } from './actors.js';
import type { Engine } from './engine.js';

/** The number of "no code": an actor that no dictionary knows, or a side that an event lacks. */
export const NONE = 0;

export class Codes {
  private readonly engine: Engine;
  private numbers = new Map<string, number>();
  private words: string[] = [''];
  /** Codes of actors that a person merged into others (see record/actors.ts). */
  private merged: ReadonlyMap<string, string> = new Map();

  private constructor(engine: Engine) {
    this.engine = engine;
  }

  static async load(engine: Engine): Promise<Codes> {
    const codes = new Codes(engine);
    await codes.reload();
    return codes;
  }

  /** Reads the numbers again: after a write that failed may have left some here that are not there. */
  async reload(): Promise<void> {
    this.numbers = new Map();
    this.words = [''];
    for (const row of await this.engine.rows('SELECT n, word FROM code ORDER BY n')) this.learn(String(row.word), Number(row.n));
    this.merged = overlayOf(await readChanges(this.engine)).merged;
  }

  /** Actors count by these merges from now on. */
  merge(merged: ReadonlyMap<string, string>): void {
    this.merged = merged;
  }

  /** Whom an actor's code counts as. */
  countedAs(code: string): string {
    return this.merged.size === 0 ? code : countedAs(this.merged, code);
  }

  /** The number that an actor counts under. */
  actor(code: string): number {
    return this.find(this.countedAs(code));
  }

  /** The number of a word; -1 for a word that the record has never seen, which no row has. */
  find(word: string): number {
    return word === '' ? NONE : (this.numbers.get(word) ?? -1);
  }

  word(n: number): string {
    return this.words[n] ?? '';
  }

  /** Gives numbers to all words that have none yet, inside a write. */
  async ensure(connection: DuckDBConnection, words: Iterable<string>): Promise<void> {
    const fresh = [...new Set([...words].flatMap((word) => [word, this.countedAs(word)]))].filter((word) => word !== '' && !this.numbers.has(word));
    if (fresh.length === 0) return;
    const appender = await connection.createAppender('code');
    for (const word of fresh) {
      const n = this.words.length;
      appender.appendInteger(n);
      appender.appendVarchar(word);
      appender.endRow();
      this.learn(word, n);
    }
    appender.closeSync();
  }

  private learn(word: string, n: number): void {
    this.numbers.set(word, n);
    this.words[n] = word;
  }
}
