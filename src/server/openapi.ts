/** Short forms for describing routes. */
import type { z } from '@hono/zod-openapi';
import { Problem } from './api/schemas.js';

export const json = <S extends z.ZodType>(schema: S, description: string) => ({ description, content: { 'application/json': { schema } } });

export const body = <S extends z.ZodType>(schema: S) => ({ required: true, content: { 'application/json': { schema } } });

const DESCRIPTIONS = { 400: 'The request is not as described', 401: 'It takes a login', 404: 'There is no such thing', 413: 'The text is too long', 429: 'Too many tries that failed; Retry-After says how long to wait', 503: 'Too much waits already' };

/** Error answers of a route. */
export function problems<Status extends keyof typeof DESCRIPTIONS>(...statuses: Status[]) {
  const of = (status: Status) => ({ description: DESCRIPTIONS[status], content: { 'application/problem+json': { schema: Problem } } });
  return Object.fromEntries(statuses.map((status) => [status, of(status)])) as Record<Status, ReturnType<typeof of>>;
}
