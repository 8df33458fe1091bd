/** Figures of actors into the record. */
import type { IndicatorSummary, Store } from '../record/index.js';
import type { Indicator } from '../record/store.js';
import { fileBytes } from '../sources/bytes.js';
import { readIndicators } from '../sources/indicators.js';
import type { Failure } from '../sources/types.js';
import { failuresOf } from './unread.js';

export interface IndicatorImport {
  store: Store;
  files: string[];
  /** The code for what a file calls an actor; undefined where nobody is called so. */
  actorOf: (name: string) => string | undefined;
  onFailure?: (failure: Failure) => void;
  signal?: AbortSignal;
}

export interface IndicatorResult extends IndicatorSummary {
  failed: number;
  stopped: boolean;
  seconds: number;
}

/** Rows written at a time: all or none of them. */
const BATCH = 20_000;

/** Imports files. Rejects only when the store can't be written: what was written before stays, and is not written again. */
export async function importIndicators({ store, files, actorOf, onFailure, signal }: IndicatorImport): Promise<IndicatorResult> {
  const started = performance.now();
  const result: IndicatorResult = { added: 0, replaced: 0, alreadyThere: 0, failed: 0, stopped: false, seconds: 0 };
  let batch: Indicator[] = [];
  const write = async (): Promise<void> => {
    if (batch.length === 0) return;
    const summary = await store.addIndicators(batch);
    batch = [];
    for (const field of ['added', 'replaced', 'alreadyThere'] as const) result[field] += summary[field];
  };
  for (const path of files) {
    for await (const item of failuresOf(path, readIndicators(fileBytes(path), actorOf))) {
      if (signal?.aborted) break;
      if ('failure' in item) {
        result.failed += 1;
        onFailure?.(item.failure);
        continue;
      }
      batch.push(item.indicator);
      if (batch.length >= BATCH) await write();
    }
  }
  await write();
  result.stopped = signal?.aborted ?? false;
  result.seconds = (performance.now() - started) / 1000;
  return result;
}
