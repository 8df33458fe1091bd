/** Logging in and out, and who one is. */
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { Login, SessionView } from '../api/security.js';
import { router, type ServerContext } from '../context.js';
import { body, json, problems } from '../openapi.js';
import { problem } from '../problem.js';
import { logEntry } from '../security/audit.js';
import type { Gate } from '../security/gate.js';

export function sessionRoutes({ store }: ServerContext, gate: Gate): OpenAPIHono {
  const app = router();

  app.openapi(
    createRoute({ method: 'get', path: '/session', summary: 'Who asks, and what requests that change something must carry', responses: { 200: json(SessionView, 'The person, or nobody') } }),
    (c) => {
      const { person, session } = gate.identify(c);
      return c.json({ person, guard: session?.guard ?? null }, 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'post',
      path: '/login',
      summary: 'Begins a session, in a cookie; after some failures a name and an address have to wait, longer each time',
      request: { body: body(Login) },
      responses: { 204: { description: 'Logged in' }, ...problems(400, 401, 429) },
    }),
    async (c) => {
      if (gate.open || !gate.users) return problem(c, 400, 'Nobody needs a login here.') as never;
      const { name, password } = c.req.valid('json');
      const key = name.normalize('NFC').toLowerCase();
      const network = gate.network(c);
      const wait = Math.max(gate.byName.wait(key), gate.byAddress.wait(network));
      if (wait > 0) {
        c.header('Retry-After', String(wait));
        return problem(c, 429, `Too many tries that failed; try again in ${wait} seconds.`) as never;
      }
      gate.byName.begin(key);
      gate.byAddress.begin(network);
      const user = await gate.users.check(name, password);
      const address = gate.address(c);
      if (!user) {
        // The log shows names as they were typed, and a password may have been typed in its place: an unknown name is not kept.
        const known = gate.users.user(name);
        await logEntry(store, { name: known?.name ?? '', role: known?.role ?? '' }, 'login failed', { target: known ? '' : 'unknown name', address });
        return problem(c, 401, 'The name or the password is wrong.') as never;
      }
      gate.byName.forget(key);
      gate.byAddress.takeBack(network);
      gate.admit(c, user);
      await logEntry(store, user, 'login', { target: '', address });
      return c.body(null, 204);
    },
  );

  app.openapi(
    createRoute({ method: 'post', path: '/logout', summary: 'Ends the session', responses: { 204: { description: 'Logged out' } } }),
    async (c) => {
      const { person, session } = gate.identify(c);
      gate.dismiss(c);
      if (person && session) await logEntry(store, person, 'logout', { target: '' });
      return c.body(null, 204);
    },
  );

  return app;
}
