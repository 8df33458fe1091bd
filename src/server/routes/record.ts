/** What the record holds: its summary, its actors, its events, the codebook. */
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { IsoDate } from '../../record/schema.js';
import type { EventFilter, EventRow, Page } from '../../record/store.js';
import { ActorName, CodebookView, EventPage, Summary } from '../api/schemas.js';
import { router, type ServerContext } from '../context.js';
import { json, problems } from '../openapi.js';

const STATUSES = ['done', 'reported', 'planned', 'conditional', 'denied'];
/** Statuses of what happened: the others are no deeds. */
const DEEDS = new Set(['done', 'reported']);

export function recordRoutes({ store, coder, names, codebook }: ServerContext): OpenAPIHono {
  const app = router();

  app.openapi(
    createRoute({ method: 'get', path: '/summary', summary: 'What the record holds', responses: { 200: json(Summary, 'Counts, the dates spanned, and the busiest actors') } }),
    async (c) => {
      const [counts, actors] = await Promise.all([store.summary(), store.actors(60)]);
      const named = actors.filter(({ code }) => code !== '').map((actor) => ({ ...names.of(actor.code), ...actor }));
      return c.json({ ...counts, coderVersion: coder.version, actors: named }, 200);
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
          contexts: [...codebook.contexts.values()].map(({ code, name, definition }) => ({ code, name, definition })),
          statuses: STATUSES,
        },
        200,
      ),
  );

  /** A page of events. The store's pages hold deeds and others alike: goes on until one page of what was asked for is full. */
  async function wanted(filter: EventFilter & { limit: number }, deeds: string | undefined): Promise<Page<EventRow>> {
    const rows: EventRow[] = [];
    let page = await store.events(filter);
    for (;;) {
      rows.push(...page.rows.filter((row) => !deeds || (DEEDS.has(row.event.status) && row.judged !== 'rejected')));
      if (rows.length >= filter.limit || page.next === null) return { rows, next: page.next };
      page = await store.events({ ...filter, after: page.next });
    }
  }

  /** The newest events in which an actor acts or is acted on. */
  async function onEitherSide(code: string, filter: EventFilter & { limit: number }, deeds: string | undefined): Promise<Page<EventRow>> {
    const both = await Promise.all([wanted({ ...filter, actor: code }, deeds), wanted({ ...filter, recipient: code }, deeds)]);
    const rows = new Map(both.flatMap((page) => page.rows).map((row) => [row.event.id, row]));
    const ordered = [...rows.values()].sort((a, b) => (a.event.date < b.event.date ? 1 : a.event.date > b.event.date ? -1 : a.event.id < b.event.id ? -1 : 1));
    return { rows: ordered.slice(0, filter.limit), next: null };
  }

  const EventQuery = z.object({
    between: z.string().regex(/^[^,]+,[^,]+$/, 'expected two actor codes with a comma between them').optional(),
    /** On either side; without paging. */
    involving: z.string().optional(),
    actor: z.string().optional(),
    recipient: z.string().optional(),
    type: z.string().optional(),
    quad: z.coerce.number().int().min(1).max(4).optional(),
    from: IsoDate.optional(),
    to: IsoDate.optional(),
    deeds: z.enum(['1']).optional(),
    order: z.enum(['newest', 'oldest', 'doubtful']).default('newest'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    after: z.string().optional(),
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
      const { between, involving, type, deeds, ...rest } = c.req.valid('query');
      const filter = { ...rest, eventType: type, between: between?.split(',') as [string, string] | undefined };
      const page = involving === undefined ? await wanted(filter, deeds) : await onEitherSide(involving, filter, deeds);
      return c.json({ ...page, names: names.ofEvents(page.rows) }, 200);
    },
  );

  return app;
}
