/** What every route works with. */
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Codebook } from '../codebook/index.js';
import type { Coding, CoderInput } from '../coder/types.js';
import type { Store } from '../record/store.js';
import type { ActorNames } from './names.js';
import { problem, validationDetail } from './problem.js';

export interface ServerContext {
  store: Store;
  coder: { version: string; code(input: CoderInput): Coding };
  names: ActorNames;
  codebook: Codebook;
}

/** A router whose failed validations answer as problems do. */
export function router(): OpenAPIHono {
  return new OpenAPIHono({
    defaultHook: (result, c) => (result.success ? undefined : problem(c, 400, validationDetail(result.error))),
  });
}
