/** Users and tokens, for administrators; and everybody's own password. */
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { NewPassword, NewRole, NewToken, NewUser, OwnPassword, TokenSecret, UsersView } from '../api/security.js';
import { router } from '../context.js';
import { body, json, problems } from '../openapi.js';
import { HttpProblem, problem } from '../problem.js';
import type { Gate } from '../security/gate.js';
import { noteAudit, personOf } from '../security/person.js';
import { UsersError, type Users } from '../security/users.js';

const Named = { params: z.object({ name: z.string().max(200) }) };
const done = { 204: { description: 'Done' } };

export function userRoutes(gate: Gate): OpenAPIHono {
  const app = router();

  function users(): Users {
    if (gate.users) return gate.users;
    throw new HttpProblem(400, 'This server was started without a file of users.');
  }

  /** What is wrong with a change is the asker's to put right. */
  async function change(c: Context, target: string, detail: string, job: (users: Users) => unknown): Promise<void> {
    try {
      await job(users());
    } catch (error) {
      throw error instanceof UsersError ? new HttpProblem(400, error.message) : error;
    }
    noteAudit(c, { target, detail });
  }

  /** Somebody must be left who can let others in. */
  function keepsAnAdmin(name: string): void {
    const admins = users().list.filter(({ role }) => role === 'admin');
    if (admins.length === 1 && admins[0] === users().user(name)) throw new HttpProblem(400, `${admins[0]!.name} is the only administrator: give somebody else that role first.`);
  }

  app.openapi(
    createRoute({ method: 'get', path: '/users', summary: 'Who may log in, and the tokens of scripts', responses: { 200: json(UsersView, 'Users and tokens, without their secrets') } }),
    (c) => {
      const { list = [], tokens = [] } = gate.users ?? {};
      return c.json(
        { users: list.map(({ name, role, created, changed }) => ({ name, role, created, changed })), tokens: tokens.map(({ name, role, created, expires }) => ({ name, role, created, expires })) }, 200,
      );
    },
  );

  app.openapi(
    createRoute({ method: 'post', path: '/users', summary: 'Adds a user; the first one must be an administrator', request: { body: body(NewUser) }, responses: { ...done, ...problems(400) } }),
    async (c) => {
      const { name, role, password } = c.req.valid('json');
      if (users().list.length === 0 && role !== 'admin') throw new HttpProblem(400, 'role: the first user must be an administrator, for from then on everybody has to log in.');
      await change(c, `user ${name}`, `added as ${role}`, (all) => all.addUser(name, role, password));
      return c.body(null, 204);
    },
  );

  app.openapi(
    createRoute({ method: 'post', path: '/users/{name}/role', summary: 'Gives a user another role, at once', request: { ...Named, body: body(NewRole) }, responses: { ...done, ...problems(400) } }),
    async (c) => {
      const [{ name }, { role }] = [c.req.valid('param'), c.req.valid('json')];
      if (role !== 'admin') keepsAnAdmin(name);
      await change(c, `user ${name}`, `role ${role}`, (all) => all.setRole(name, role));
      return c.body(null, 204);
    },
  );

  app.openapi(
    createRoute({ method: 'post', path: '/users/{name}/password', summary: 'Gives a user a new password; the user’s sessions end', request: { ...Named, body: body(NewPassword) }, responses: { ...done, ...problems(400) } }),
    async (c) => {
      const [{ name }, { password }] = [c.req.valid('param'), c.req.valid('json')];
      await change(c, `user ${name}`, 'new password', (all) => all.setPassword(name, password));
      return c.body(null, 204);
    },
  );

  app.openapi(
    createRoute({ method: 'delete', path: '/users/{name}', summary: 'Takes a user away; the user’s sessions end', request: Named, responses: { ...done, ...problems(400) } }),
    async (c) => {
      const { name } = c.req.valid('param');
      keepsAnAdmin(name);
      await change(c, `user ${name}`, 'removed', (all) => all.removeUser(name));
      return c.body(null, 204);
    },
  );

  app.openapi(
    createRoute({ method: 'post', path: '/tokens', summary: 'Makes a token; it is said this once', request: { body: body(NewToken) }, responses: { 201: json(TokenSecret, 'The token'), ...problems(400) } }),
    async (c) => {
      const { name, role, days } = c.req.valid('json');
      let secret = '';
      await change(c, `token ${name}`, `added as ${role}`, (all) => (secret = all.addToken(name, role, days)));
      c.header('Cache-Control', 'no-store');
      return c.json({ secret }, 201);
    },
  );

  app.openapi(
    createRoute({ method: 'delete', path: '/tokens/{name}', summary: 'Takes a token away, at once', request: Named, responses: { ...done, ...problems(400) } }),
    async (c) => {
      const { name } = c.req.valid('param');
      await change(c, `token ${name}`, 'removed', (all) => all.removeToken(name));
      return c.body(null, 204);
    },
  );

  app.openapi(
    createRoute({
      method: 'post', path: '/password', summary: 'Changes one’s own password; one’s other sessions end', request: { body: body(OwnPassword) },
      responses: { ...done, ...problems(400, 429) },
    }),
    async (c) => {
      const { kind, name } = personOf(c);
      const { current, password } = c.req.valid('json');
      if (kind !== 'user') throw new HttpProblem(400, 'Only a user who has logged in has a password of their own.');
      // Whoever found a session open has no more tries at the password than whoever has none.
      const wait = gate.byName.wait(name);
      if (wait > 0) {
        c.header('Retry-After', String(wait));
        return problem(c, 429, `Too many tries that failed; try again in ${wait} seconds.`) as never;
      }
      gate.byName.begin(name);
      if (!(await users().check(name, current))) throw new HttpProblem(400, 'current: this is not your password.');
      gate.byName.forget(name);
      await change(c, `user ${name}`, 'own password', (all) => all.setPassword(name, password));
      gate.renew(c, users().user(name)!);
      return c.body(null, 204);
    },
  );

  return app;
}
