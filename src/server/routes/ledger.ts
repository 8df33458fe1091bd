/** What an actor said, beside what was done afterwards, with what a person made of it. */
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { nextPeriod } from '../../analysis/desk.js';
import { IsoDate } from '../../record/schema.js';
import type { EventRow } from '../../record/store.js';
import { listQuery } from '../api/lists.js';
import { Ledger, SaidKind, type Said } from '../api/schemas.js';
import { router, type ServerContext } from '../context.js';
import { eventPage } from '../events.js';
import { json, problems } from '../openapi.js';
import { pageOf } from '../paging.js';
import { HttpProblem } from '../problem.js';
import { saidBy } from '../said.js';

/** Deeds shown with each saying; the rest are counted. */
const SHOWN = 4;
/** Of one pair, how many deeds are looked through. */
const LOOKED_AT = 1000;
/** Where a saying names no time of its own, how long after it deeds are set beside it. */
const DAYS_AFTER = 365;
const DAY = 86_400_000;

/** The last day on which a deed has to do with a saying: that of its horizon, else a year on. */
function lastDay({ date, horizon }: Said): string {
  if (!horizon || horizon.date === '') return new Date(Date.parse(date) + DAYS_AFTER * DAY).toISOString().slice(0, 10);
  return horizon.precision === 'unknown' ? horizon.date : new Date(Date.parse(nextPeriod(horizon.date, horizon.precision)) - DAY).toISOString().slice(0, 10);
}

export function ledgerRoutes({ store, names }: ServerContext): OpenAPIHono {
  const app = router();

  app.openapi(
    createRoute({
      method: 'get',
      path: '/ledger/{actor}',
      summary: 'What an actor said, newest first, with the later deeds between it and those it spoke of',
      request: {
        params: z.object({ actor: z.string() }),
        query: z.object({ kind: SaidKind.optional(), about: z.string().optional(), from: IsoDate.optional(), to: IsoDate.optional(), ...listQuery(500, 500) }),
      },
      responses: { 200: json(Ledger, 'The ledger'), ...problems(400, 404) },
    }),
    async (c) => {
      const { actor } = c.req.valid('param');
      const { kind, about, from, to, updated_since: updatedSince, ...page } = c.req.valid('query');
      const all = await saidBy(store, { speaker: actor, ...(about ? { about } : {}), ...(from ? { from } : {}), ...(to ? { to } : {}), ...(updatedSince === undefined ? {} : { updatedSince }) });
      if (all.length === 0 && !names.knows(actor)) throw new HttpProblem(404, `No actor has the code "${actor}": states go by three letters (ISO 3166-1 alpha-3, such as ARG).`);
      const { rows: said, next } = pageOf(kind ? all.filter((one) => one.kind === kind) : all, page, ({ id }) => id);
      const others = [...new Set(said.flatMap((one) => one.about))].filter((code) => code !== actor);
      const found = await Promise.all(
        others.map(async (other) => [other, (await eventPage(store, { between: [actor, other], order: 'oldest', limit: LOOKED_AT }, { deeds: true })).rows] as const),
      );
      const deeds = new Map(found);
      const rows = said.map((one) => {
        const until = one.date === '' ? '' : lastDay(one);
        const later = new Map<string, EventRow>();
        for (const other of one.about) for (const row of deeds.get(other) ?? []) if (row.event.date > one.date && row.event.date <= until) later.set(row.event.id, row);
        const after = [...later.values()].sort((a, b) => (a.event.date < b.event.date ? -1 : a.event.date > b.event.date ? 1 : 0));
        return { said: one, until, cooperation: after.filter(({ event }) => event.quad <= 2).length, conflict: after.filter(({ event }) => event.quad > 2).length, later: after.slice(0, SHOWN) };
      });
      const tally = SaidKind.options.map((name) => {
        const own = all.filter((one) => one.kind === name);
        const count = (...outcomes: string[]) => own.filter(({ outcome }) => outcomes.includes(outcome)).length;
        return { kind: name, count: own.length, borneOut: count('borne out'), goneAgainst: count('gone against'), void: count('void'), pending: count('') };
      }).filter(({ count }) => count > 0);
      const shown = rows.flatMap(({ later }) => later);
      return c.json({ actor: names.of(actor), kind: kind ?? null, rows, next, tally, names: names.ofEvents(shown, [actor, ...said.flatMap((one) => one.about)]) }, 200);
    },
  );

  return app;
}
