/** Errors as `application/problem+json` (RFC 9457): what was found, what was expected, what to do. */
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { STATUS_CODES } from 'node:http';
import type { z } from 'zod';

/** Thrown by a route to answer with this status and these words. */
export class HttpProblem extends Error {
  constructor(
    readonly status: ContentfulStatusCode,
    detail: string,
  ) {
    super(detail);
  }
}

export function problem(c: Context, status: ContentfulStatusCode, detail: string): Response {
  const title = STATUS_CODES[status] ?? 'Error';
  return c.json({ type: 'about:blank', title, status, detail, instance: c.req.path }, status, { 'Content-Type': 'application/problem+json' });
}

/** A failed validation in words: each field with what was wrong with it. */
export function validationDetail(error: z.core.$ZodError): string {
  return error.issues.map((issue) => `${issue.path.length > 0 ? `${issue.path.join('.')}: ` : ''}${issue.message}`).join('; ');
}
