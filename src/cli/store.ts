/** Where the command line keeps its record. */
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { DuckStore } from '../record/index.js';
import { outputFolder } from './files.js';

/** Adds the option that every command with a store has. */
export function withStore(command: Command): Command {
  return command.option('-s, --store <file>', 'the record’s file (or DEMARCHE_STORE)', process.env['DEMARCHE_STORE'] ?? 'demarche.duckdb');
}

/** Opens a store for the length of a job that may write in it, making it and its folder where they are missing. */
export async function inStore<T>(file: string, job: (store: DuckStore) => Promise<T>): Promise<T> {
  outputFolder(dirname(resolve(file)));
  return during(await DuckStore.open(file), job);
}

/** Opens a store for the length of a job that only reads it: none is made for a question, and others may read it meanwhile. */
export async function fromStore<T>(file: string, job: (store: DuckStore) => Promise<T>): Promise<T> {
  return during(await DuckStore.open(file, { readOnly: true }), job);
}

async function during<T>(store: DuckStore, job: (store: DuckStore) => Promise<T>): Promise<T> {
  try {
    return await job(store);
  } finally {
    await store.close();
  }
}
