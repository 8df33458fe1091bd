/** Where the command line keeps its record. */
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { DuckStore } from '../record/index.js';

/** Adds the option that every command with a store has. */
export function withStore(command: Command): Command {
  return command.option('-s, --store <file>', 'the record’s file (or DEMARCHE_STORE)', process.env['DEMARCHE_STORE'] ?? 'demarche.duckdb');
}

/** Opens a store for the length of a job, making its folder where that is missing. */
export async function inStore<T>(file: string, job: (store: DuckStore) => Promise<T>): Promise<T> {
  mkdirSync(dirname(resolve(file)), { recursive: true });
  const store = await DuckStore.open(file);
  try {
    return await job(store);
  } finally {
    await store.close();
  }
}
