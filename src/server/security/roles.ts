/**
 * Who may do what, as data. Every route has one line below: its method and path as OpenAPI writes them ("{id}" for a part
 * that varies), the least role that may use it and, where it changes or hands out something, the kind under which the
 * audit log keeps it (AUDIT_KINDS). A route without a line is refused to everybody, the local user too, and
 * test/server/roles.test.ts fails and names it.
 *
 *   'POST /api/uploads': { role: 'analyst', audit: 'upload' },
 *
 * In a handler, `personOf(c)` (security/person.ts) is who asks, and `noteAudit(c, { target, detail })` says what the log's
 * entry is about; without it the entry names the path. Requests of web pages that change something go through `send()` of
 * src/web/lib/api.ts, or carry `await guardHeaders()` (src/web/lib/session.ts), without which they are refused.
 */

/** From least to most: each may do all that those before it may. */
export const ROLES = ['reader', 'analyst', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** What the audit log tells apart. Judgements are kept as such by the record, and shown among these. */
export const AUDIT_KINDS = [
  'judgement', 'login', 'login failed', 'logout', 'token refused', 'user', 'export', 'upload', 'source', 'actor', 'merge', 'training', 'search', 'brief',
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

export interface Permission {
  /** `anyone` needs no login. */
  role: Role | 'anyone';
  audit?: Exclude<AuditKind, 'judgement'>;
}

export const PERMISSIONS: Record<string, Permission> = {
  // What a person sees before a login; none of it is of the record.
  'GET /api/session': { role: 'anyone' },
  'POST /api/login': { role: 'anyone' },
  'POST /api/logout': { role: 'anyone' },
  'GET /api/openapi.json': { role: 'anyone' },
  'GET /api/docs': { role: 'anyone' },
  'GET /api/docs.css': { role: 'anyone' },

  'GET /api/summary': { role: 'reader' },
  'GET /api/actors': { role: 'reader' },
  'GET /api/codebook': { role: 'reader' },
  'GET /api/events': { role: 'reader' },
  'GET /api/desk/{actor}': { role: 'reader' },
  'GET /api/desk/{actor}/facts': { role: 'reader' },
  'GET /api/desk/{actor}/agenda': { role: 'reader' },
  'GET /api/desk/{actor}/votes': { role: 'reader' },
  'GET /api/dyad/{actor}/{partner}': { role: 'reader' },
  'GET /api/ledger/{actor}': { role: 'reader' },
  'GET /api/network': { role: 'reader' },
  'GET /api/documents': { role: 'reader' },
  'GET /api/document/{id}': { role: 'reader' },
  'GET /api/coder': { role: 'reader' },
  'GET /api/training': { role: 'reader' },
  'GET /api/coder/{file}': { role: 'reader' },
  'GET /api/brief/{actor}': { role: 'reader' },
  'POST /api/brief/{actor}': { role: 'reader' },
  'POST /api/brief/{actor}/{format}': { role: 'reader', audit: 'brief' },
  'GET /api/briefs': { role: 'reader' },
  'GET /api/briefs/{brief}': { role: 'reader' },
  'POST /api/briefs': { role: 'analyst', audit: 'brief' },
  'DELETE /api/briefs/{brief}': { role: 'analyst', audit: 'brief' },
  'POST /api/briefs/{brief}/restore': { role: 'analyst', audit: 'brief' },
  'GET /api/statements': { role: 'reader' },
  'GET /api/facets/{list}': { role: 'reader' },
  'GET /api/searches': { role: 'reader' },
  'GET /api/searches/{search}': { role: 'reader' },
  'GET /api/searches/{search}/feed': { role: 'reader' },
  'POST /api/searches': { role: 'analyst', audit: 'search' },
  'DELETE /api/searches/{search}': { role: 'analyst', audit: 'search' },
  'POST /api/searches/{search}/restore': { role: 'analyst', audit: 'search' },
  'GET /api/actors/find': { role: 'reader' },
  'GET /api/actors/profile/{actor}': { role: 'reader' },
  'GET /api/actors/changes': { role: 'reader' },
  'GET /api/actors/unresolved': { role: 'reader' },
  'GET /api/actors/offices': { role: 'reader' },
  'GET /api/sources': { role: 'reader' },
  'GET /api/sources/jobs': { role: 'reader' },
  'GET /api/sources/stories': { role: 'reader' },

  'POST /api/documents': { role: 'analyst', audit: 'upload' },
  'POST /api/code': { role: 'analyst' },
  'POST /api/judgements': { role: 'analyst' },
  'POST /api/training': { role: 'admin', audit: 'training' },
  'POST /api/training/stop': { role: 'admin', audit: 'training' },
  'POST /api/training/use': { role: 'admin', audit: 'training' },
  'POST /api/actors/changes': { role: 'analyst', audit: 'actor' },
  'POST /api/sources/files': { role: 'analyst', audit: 'upload' },
  'POST /api/sources/addresses': { role: 'analyst', audit: 'source' },
  'POST /api/sources/feeds': { role: 'analyst', audit: 'source' },
  'POST /api/sources/jobs/{job}/stop': { role: 'analyst', audit: 'source' },

  'POST /api/password': { role: 'reader', audit: 'user' },

  'GET /api/audit': { role: 'admin' },
  'GET /api/users': { role: 'admin' },
  'POST /api/users': { role: 'admin', audit: 'user' },
  'POST /api/users/{name}/role': { role: 'admin', audit: 'user' },
  'POST /api/users/{name}/password': { role: 'admin', audit: 'user' },
  'DELETE /api/users/{name}': { role: 'admin', audit: 'user' },
  'POST /api/tokens': { role: 'admin', audit: 'user' },
  'DELETE /api/tokens/{name}': { role: 'admin', audit: 'user' },
};

/** What people decide about actors is one route: the kinds that change what everybody sees under a name take more than the route does. */
export const ACTOR_DECISIONS: Record<string, Role> = { merge: 'admin', rename: 'admin', import: 'admin' };

/** Whether a role may do what another is the least for. */
export function reaches(role: Role, least: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(least);
}

/** The line of a route as the router has it (`/desk/:actor`); undefined where it has none. */
export function permissionOf(method: string, route: string): Permission | undefined {
  return PERMISSIONS[permissionKey(method, route)];
}

/** A route's key in the table. */
export function permissionKey(method: string, route: string): string {
  return `${method} ${route.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}')}`;
}
