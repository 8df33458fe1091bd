/** What the record holds: its summary, its actors, its events, the codebook. */
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { mainSpan } from '../../analysis/span.js';
import { listQuery } from '../api/lists.js';
import { EventFields } from '../api/search.js';
import { ActorName, CodebookView, EventPage, Summary } from '../api/schemas.js';
import { router, type ServerContext } from '../context.js';
import { eventPage, PRECISIONS } from '../events.js';
import { json, problems } from '../openapi.js';
import { withMarks } from '../searching.js';

const STATUSES = ['done', 'reported', 'planned', 'conditional', 'denied'];
export function recordRoutes({ store, coder, names, codebook }: ServerContext): OpenAPIHono {
  const app = router();

  app.openapi(
    createRoute({ method: 'get', path: '/summary', summary: 'What the record holds', responses: { 200: json(Summary, 'Counts, the dates spanned, and the busiest actors') } }),
    async (c) => {
      const [counts, actors] = await Promise.all([store.summary(), store.actors(60)]);
      const named = actors.filter(({ code }) => code !== '').map((actor) => ({ ...names.of(actor.code), ...actor }));
      const busiest = named[0] ? mainSpan(await store.activity({ actor: named[0].code })) : null;
      const from = busiest && busiest.first > counts.first ? busiest.first : counts.first;
      return c.json({ ...counts, from, coderVersion: coder.version, actors: named }, 200);
    },
  );

  app.openapi(
    createRoute({ method: 'get', path: '/actors', summary: 'Every state and organisation that the dictionary knows', responses: { 200: json(z.array(ActorName), 'Code, kind and name') } }),
    (c) => c.json(names.all(), 200),
  );

  app.openapi(
    createRoute({ method: 'get', path: '/codebook', summary: 'Event types, modes and contexts with their definitions', responses: { 200: json(CodebookView, 'The codebook') } }),
    (c) =>
      c.json(
        {
          types: [...codebook.types.values()].map(({ code, name, definition, quad, intensity, direction, medium }) => ({ code, name, definition, quad, intensity, direction, medium })),
          modes: [...codebook.modes.values()],
          sectors: [...codebook.sectors.values()].map(({ code, name, definition }) => ({ code, name, definition })),
          contexts: [...codebook.contexts.values()].map(({ code, name, definition }) => ({ code, name, definition })),
          statuses: STATUSES,
        },
        200,
      ),
  );

  const EventQuery = z.object({
    between: z.string().regex(/^[^,]+,[^,]+$/, 'expected two actor codes with a comma between them').optional(),
    /** On either side. */
    involving: z.string().optional(),
    ...EventFields,
    /** Only what happened, as the series count it. */
    deeds: z.enum(['1']).optional(),
    /** Only events dated at least this finely. */
    unit: z.enum(PRECISIONS).optional(),
    /** Only events that lie in the period wherever in their month or year they lie. */
    whole: z.enum(['1']).optional(),
    ...listQuery(50, 1000),
  });

  app.openapi(
    createRoute({
      method: 'get',
      path: '/events',
      summary: 'Events with their sentences; from is inclusive, to exclusive; deeds=1 leaves out what did not happen and what a person rejected',
      request: { query: EventQuery },
      responses: { 200: json(EventPage, 'A page of events'), ...problems(400) },
    }),
    async (c) => {
      const { between, type, judged, deeds, unit, whole, updated_since: updatedSince, ...rest } = c.req.valid('query');
      const narrowing = { deeds: deeds === '1', unit, whole: whole === '1' };
      const filter = { ...rest, updatedSince, eventType: type, judged: judged === undefined ? undefined : judged === '1', between: between?.split(',') as [string, string] | undefined };
      const page = await eventPage(store, filter, narrowing);
      return c.json({ rows: rest.text ? withMarks(page.rows, rest.text) : page.rows, next: page.next, names: names.ofEvents(page.rows) }, 200);
    },
  );

  return app;
}
