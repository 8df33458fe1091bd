/** What every route works with. */
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Codebook } from '../codebook/index.js';
import type { Coding, CoderInput } from '../coder/types.js';
import type { Fetching } from '../intake/fetching.js';
import type { ActorNames } from '../record/names.js';
import type { Store } from '../record/store.js';
import type { BrowserCoderFiles } from './coder-files.js';
import type { Following } from './feeds.js';
import type { Jobs } from './jobs.js';
import type { Trainer } from './trainer.js';
import { problem, validationDetail } from './problem.js';

export interface ServerContext {
  store: Store;
  /** With the bytes of its ranker, where that is not the package's own. */
  coder: { version: string; ranker?: Uint8Array | null; code(input: CoderInput): Coding };
  names: ActorNames;
  codebook: Codebook;
  /** The coder's data and models, for browsers. */
  coderFiles: BrowserCoderFiles;
  /** Has names and coder know people's decisions about actors, after there was another. */
  knowDecisions: () => Promise<void>;
  /** Trains the coder's ranker. */
  trainer: Trainer;
  /** What is being brought in. */
  jobs: Jobs;
  /** How feeds are followed. */
  following: Following;
  /** Threads that code what is brought in. */
  workers: number;
  /** Who fetches addresses; one that asks public ones alone when left out. */
  openFetcher?: () => Promise<Fetching>;
}

/** A router whose failed validations answer as problems do. */
export function router(): OpenAPIHono {
  return new OpenAPIHono({
    defaultHook: (result, c) => (result.success ? undefined : problem(c, 400, validationDetail(result.error))),
  });
}
