/** Every route has a line in the table of permissions, and every line a route. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PERMISSIONS } from '../../src/server/security/roles.js';
import { serveFixture, type Fixture } from './fixture.js';

let server: Fixture;
beforeAll(async () => {
  server = await serveFixture();
});
afterAll(() => server.close());

/** Routes that OpenAPI does not list: its own description, as data and as a page. */
const UNLISTED = ['GET /api/openapi.json', 'GET /api/docs', 'GET /api/docs.css'];

it('has a role for every route of the API, and no line without a route', async () => {
  const { paths } = (await (await fetch(`${server.url}api/openapi.json`)).json()) as { paths: Record<string, Record<string, unknown>> };
  const routes = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`));
  expect(routes.filter((route) => PERMISSIONS[route] === undefined), 'routes without a line in src/server/security/roles.ts').toEqual([]);
  expect(Object.keys(PERMISSIONS).filter((line) => !routes.includes(line) && !UNLISTED.includes(line)), 'lines of src/server/security/roles.ts without a route').toEqual([]);
});
