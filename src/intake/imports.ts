/** Data sets into the record: one batch is written while the next is read, so that memory does not grow with the file. */
import { stat } from 'node:fs/promises';
import type { ImportSummary, Store } from '../record/index.js';
import { fileBytes } from '../sources/bytes.js';
import type { Tables } from '../sources/datasets/batch.js';
import { readGdelt } from '../sources/datasets/gdelt.js';
import { readIcews } from '../sources/datasets/icews.js';
import { readPolecat } from '../sources/datasets/polecat.js';
import type { Failure } from '../sources/types.js';
import { failuresOf } from './unread.js';

const READERS = { gdelt: readGdelt, icews: readIcews, polecat: readPolecat };
export type DatasetKind = keyof typeof READERS;
export const DATASET_KINDS = Object.keys(READERS) as DatasetKind[];

export interface ImportOptions {
  store: Store;
  kind: DatasetKind;
  files: string[];
  tables: Tables;
  onFailure?: (failure: Failure) => void;
  onProgress?: (progress: { rows: number; bytesRead: number; bytesTotal: number }) => void;
  signal?: AbortSignal;
  /** Rows written at a time. */
  batchRows?: number;
}

export interface ImportResult extends ImportSummary {
  /** Rows of kinds that the codebook has no event type for (CAMEO's statements). */
  leftOut: number;
  failed: number;
  stopped: boolean;
  seconds: number;
}

/** Imports files. Rejects only when the store can't be written: what was written before stays, and is not written again. */
export async function importFiles({ store, kind, files, tables, ...options }: ImportOptions): Promise<ImportResult> {
  const started = performance.now();
  const result: ImportResult = { added: 0, alreadyThere: 0, documents: 0, leftOut: 0, failed: 0, stopped: false, seconds: 0 };
  const fail = (failure: Failure): void => {
    result.failed += 1;
    options.onFailure?.(failure);
  };
  const sizes = await Promise.all(files.map(async (file) => (await stat(file).catch(() => ({ size: 0 }))).size));
  const progress = { rows: 0, bytesRead: 0, bytesTotal: sizes.reduce((sum, size) => sum + size, 0) };
  let writing: Promise<void> = Promise.resolve();
  const write = async (batch: Parameters<Store['addImported']>[0]): Promise<void> => {
    const summary = await store.addImported(batch);
    for (const field of ['added', 'alreadyThere', 'documents'] as const) result[field] += summary[field];
    progress.rows += batch.rows;
    options.onProgress?.({ ...progress });
  };
  try {
    for (const path of files) {
      const reading = { ...(options.batchRows ? { batchRows: options.batchRows } : {}), onBytes: (count: number) => { progress.bytesRead += count; } };
      for await (const item of failuresOf(path, READERS[kind](fileBytes(path), tables, reading))) {
        if ('failure' in item) fail({ ...item.failure, source: path });
        else if ('leftOut' in item) result.leftOut += item.leftOut;
        else {
          await writing;
          writing = write(item.batch);
          writing.catch(() => undefined); // Awaited in its turn.
        }
        if (options.signal?.aborted) break;
      }
      result.stopped = options.signal?.aborted ?? false;
      if (result.stopped) break;
    }
  } finally {
    await writing;
  }
  if (result.added > 0) await store.optimize();
  result.seconds = (performance.now() - started) / 1000;
  return result;
}
