/** The audit log: who did what, when. */
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { AuditPage, AuditQuery } from '../api/security.js';
import { router, type ServerContext } from '../context.js';
import { json, problems } from '../openapi.js';
import { AUDIT_KINDS } from '../security/roles.js';

export function auditRoutes({ store }: ServerContext): OpenAPIHono {
  const app = router();

  app.openapi(
    createRoute({
      method: 'get',
      path: '/audit',
      summary: 'Who did what, newest first: judgements, logins, exports and changes',
      request: { query: AuditQuery },
      responses: { 200: json(AuditPage, 'A page of the log'), ...problems(400) },
    }),
    async (c) => {
      const { updated_since: since, ...filter } = c.req.valid('query');
      const [page, people] = await Promise.all([store.audit({ ...filter, since }), store.auditedPeople()]);
      return c.json({ ...page, people, kinds: [...AUDIT_KINDS] }, 200);
    },
  );

  return app;
}
