/** Before every route: is it us that is asked for, is it no other site's page that asks, who asks, and may they. */
import type { Context, MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Store } from '../../record/store.js';
import { problem } from '../problem.js';
import { logEntry, logRequest } from './audit.js';
import type { Gate } from './gate.js';
import { isOurs, schemeOf } from './origin.js';
import { sameText } from './passwords.js';
import { permissionOf, reaches, type Permission } from './roles.js';

/** Carries a session's guard; a page of another site can neither read nor send it. */
export const GUARD_HEADER = 'X-Demarche-Guard';
const CHANGES_NOTHING = new Set(['GET', 'HEAD', 'OPTIONS']);
const FROM_US = new Set(['same-origin', 'none']);

export function guard(gate: Gate, store: Store): MiddlewareHandler {
  return async (c, next) => {
    const host = c.req.header('host') ?? new URL(c.req.url).host;
    if (!isOurs(host, gate.reach)) {
      return problem(c, 403, `This server does not go by the name "${host}". Where that is its name, start it with --public-name.`);
    }
    const stranger = strangersPage(c, host, gate);
    if (stranger !== null) return problem(c, 403, stranger);

    const { person, session, refusedToken } = gate.identify(c);
    c.set('person', person);
    // Users are added and taken away on the command line, which can't write into a record that is being served.
    for (const target of gate.changes()) await logEntry(store, { name: '', role: '' }, 'user', { target });
    const permission = permissionFor(c);
    if (permission === 'no route') return problem(c, 404, `There is nothing at ${c.req.path}; /api/docs lists what there is.`);
    if (permission === 'no line') return problem(c, 403, `${c.req.method} ${c.req.path} has no line in the table of permissions (security/roles.ts): nobody may use it.`);
    if (permission && permission.role !== 'anyone') {
      if (!person) return refuse(c, gate, store, refusedToken);
      if (!reaches(person.role, permission.role)) return problem(c, 403, `This takes the role ${permission.role}; ${person.name} has the role ${person.role}.`);
    }
    if (session && !CHANGES_NOTHING.has(c.req.method) && !sameText(c.req.header(GUARD_HEADER) ?? '', session.guard)) {
      return problem(c, 403, `The request lacks its ${GUARD_HEADER} header: load the page anew and try again. A script logs in with a token instead.`);
    }
    await next();
    if (permission?.audit && c.res.status < 400) await logRequest(c, store, permission.audit);
    return undefined;
  };
}

/** What is wrong when another site's page asks; null when none does. */
function strangersPage(c: Context, host: string, { reach }: Gate): string | null {
  const site = c.req.header('sec-fetch-site');
  const fromUs = site === undefined || FROM_US.has(site);
  if (CHANGES_NOTHING.has(c.req.method)) {
    // Following a link from elsewhere is fine; loading our data into another page is not.
    const loads = c.req.header('sec-fetch-mode') !== 'navigate' || c.req.header('sec-fetch-dest') !== 'document';
    return !fromUs && loads ? 'A page of another site may not load from this record.' : null;
  }
  const origin = c.req.header('origin');
  const ours = new URL(`${schemeOf(c, reach)}://${host}`).origin;
  if (origin !== undefined && origin !== ours) {
    return `A page of ${origin} may not change this record; this is ${ours}. Behind a proxy, start the server with --behind-proxy and let the proxy send X-Forwarded-Proto.`;
  }
  return fromUs ? null : 'A page of another site may not change this record.';
}

/** The line that governs the routes that a request meets; null for the app's pages and files, which hold nothing of the record. */
function permissionFor(c: Context): Permission | 'no route' | 'no line' | null {
  const method = c.req.method === 'HEAD' ? 'GET' : c.req.method;
  // What stands before many routes (sizes of bodies, headers) answers for none of them.
  const routes = matchedRoutes(c).filter(({ method, path }) => !(path.includes('*') && (method === 'ALL' || OPEN.has(path))));
  if (routes.length === 0) return c.req.path === '/api' || c.req.path.startsWith('/api/') ? 'no route' : null;
  for (const { path } of routes) {
    const permission = permissionOf(method, path);
    if (permission) return permission;
  }
  return 'no line';
}

/** Routes of the app's own pages and files. */
const OPEN = new Set(['*', '/*']);

async function refuse(c: Context, gate: Gate, store: Store, refusedToken: boolean): Promise<Response> {
  if (!refusedToken) return problem(c, 401, 'This takes a login: open /login in a browser, or send a token in an Authorization header.');
  const key = `token ${gate.network(c)}`;
  if (gate.byAddress.wait(key) === 0) {
    gate.byAddress.begin(key);
    await logEntry(store, { name: '', role: '' }, 'token refused', { target: c.req.path, address: gate.address(c) });
  }
  c.header('WWW-Authenticate', 'Bearer error="invalid_token"');
  return problem(c, 401, 'The token is not known here, or no longer good. "demarche token list" shows those that are.');
}
