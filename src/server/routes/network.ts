/** Who dealt with whom in a period: the busiest actors and the deeds between each two of them. */
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { IsoDate } from '../../record/schema.js';
import { Network } from '../api/schemas.js';
import { router, type ServerContext } from '../context.js';
import { json, problems } from '../openapi.js';

export function networkRoutes({ store, names }: ServerContext): OpenAPIHono {
  const app = router();

  app.openapi(
    createRoute({
      method: 'get',
      path: '/network',
      summary: 'Deeds between each two of the busiest actors in a period',
      request: { query: z.object({ from: IsoDate.optional(), to: IsoDate.optional(), actors: z.coerce.number().int().min(2).max(60).default(30), least: z.coerce.number().int().min(1).default(2) }) },
      responses: { 200: json(Network, 'Actors and pairs, strongest first'), ...problems(400) },
    }),
    async (c) => {
      const { from = '', to = '', actors: limit, least } = c.req.valid('query');
      const period = { ...(from ? { from } : {}), ...(to ? { to } : {}) };
      const busiest = (await store.actors(limit + 1)).map(({ code }) => code).filter((code) => code !== '').slice(0, limit);
      const pairs = (await store.pairs({ actors: busiest, ...period }))
        .filter(({ count }) => count >= least)
        .map(({ a, b, count, quads, intensitySum }) => ({ a, b, count, cooperation: quads[0] + quads[1], conflict: quads[2] + quads[3], mean: intensitySum / count }));
      const linked = new Set(pairs.flatMap(({ a, b }) => [a, b]));
      return c.json({ from, to, least, actors: busiest.filter((code) => linked.has(code)), pairs, names: names.ofAll(linked) }, 200);
    },
  );

  return app;
}
