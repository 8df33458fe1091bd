/** ETags: who has the answer already gets 304 and no body. The tag is of the bytes, so that it is right whatever an answer depends on. */
import type { MiddlewareHandler } from 'hono';
import { createHash } from 'node:crypto';

/** Whole answers only: what flows (progress, large exports) goes through untouched. */
const WHOLE = /^(application\/(json|problem\+json|atom\+xml|xml)|text\/(csv|html|css|javascript|markdown|plain)|image\/svg\+xml)\b/;

/** Weak: a proxy may pack the same bytes in another way. */
export function tagOf(bytes: Uint8Array): string {
  return `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`;
}

function holds(ifNoneMatch: string, tag: string): boolean {
  const bare = (text: string) => text.trim().replace(/^W\//, '');
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((one) => bare(one) === bare(tag));
}

export const conditional: MiddlewareHandler = async (c, next) => {
  await next();
  const { res } = c;
  if ((c.req.method !== 'GET' && c.req.method !== 'HEAD') || res.status !== 200 || !WHOLE.test(res.headers.get('Content-Type') ?? '')) return;
  const asked = c.req.header('if-none-match');
  // An answer that was kept has its tag already (answers.ts).
  const given = res.headers.get('ETag');
  if (given !== null && (asked === undefined || !holds(asked, given))) return;
  const bytes = given === null ? new Uint8Array(await res.arrayBuffer()) : null;
  const tag = given ?? tagOf(bytes!);
  const headers = new Headers(res.headers);
  headers.set('ETag', tag);
  const known = asked !== undefined && holds(asked, tag);
  c.res = undefined;
  c.res = known ? new Response(null, { status: 304, headers }) : new Response(bytes, { status: 200, headers });
};
