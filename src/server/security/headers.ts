/** Headers that every answer carries: what a browser may do with it, and who may keep it. */
import type { MiddlewareHandler } from 'hono';
import { CONTENT_SECURITY_POLICY } from '../pages.js';

const ALWAYS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  // For browsers that don't know the policy's frame-ancestors.
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
};

export const headers: MiddlewareHandler = async (c, next) => {
  await next();
  for (const [name, value] of Object.entries(ALWAYS)) c.res.headers.set(name, value);
  if (!c.res.headers.has('Cache-Control')) {
    // What a person read after logging in is not to be found on the disk of a shared machine; elsewhere a browser may keep it, and asks whether it is new.
    const person = c.get('person');
    c.res.headers.set('Cache-Control', person?.kind === 'user' ? 'no-store' : 'private, no-cache');
    c.res.headers.append('Vary', 'Cookie, Authorization');
  }
};
