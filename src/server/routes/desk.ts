/** The parts of a desk that come after its first look: memberships and figures, what is to come, votes. */
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { readAgenda } from '../../analysis/said-and-done.js';
import { agreementBy } from '../../analysis/votes.js';
import { IsoDate } from '../../record/schema.js';
import { DeskAgenda, DeskFacts, DeskVotes } from '../api/desk.js';
import { router, type ServerContext } from '../context.js';
import { json, problems } from '../openapi.js';
import { HttpProblem } from '../problem.js';

const actorParam = z.object({ actor: z.string() });
/** Others that votes are held against unless some were chosen: the busiest partners that vote. */
const OTHERS = 4;
/** More lines than these nobody tells apart. */
const MOST_OTHERS = 8;
/** The Assembly's first session began in 1946. */
const FIRST_YEAR = 1945;

export function deskRoutes({ store, names }: ServerContext): OpenAPIHono {
  const app = router();
  const problem = (code: string) => new HttpProblem(404, `No actor has the code "${code}": states go by three letters (ISO 3166-1 alpha-3, such as ARG), organisations by the dictionary's code (such as MERCOSUR).`);

  app.openapi(
    createRoute({
      method: 'get',
      path: '/desk/{actor}/facts',
      summary: 'Memberships of a country over time, and the figures that the record holds of it, each with its source',
      request: { params: actorParam },
      responses: { 200: json(DeskFacts, 'Memberships and figures'), ...problems(404) },
    }),
    async (c) => {
      const { actor: code } = c.req.valid('param');
      const figures = await store.indicators({ actor: code });
      if (figures.length === 0 && !names.knows(code)) throw problem(code);
      const series = new Map<string, DeskFacts['series'][number]>();
      for (const { series: name, date, datePrecision, value, unit, source } of figures) {
        const [title, partner = null] = name.split(':') as [string, string?];
        const held = series.get(name) ?? { series: title, partner, values: [] };
        series.set(name, held);
        held.values.push({ date, precision: datePrecision, value, unit, source });
      }
      const memberships = names.memberships(code);
      const partners = [...series.values()].flatMap(({ partner }) => (partner === null ? [] : [partner]));
      return c.json({ actor: names.of(code), memberships, series: [...series.values()], names: names.ofAll([code, ...partners, ...memberships.map(({ organisation }) => organisation)]) }, 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'get',
      path: '/desk/{actor}/agenda',
      summary: 'What is to come for a country: what was planned or made conditional for a date, and forecasts with a horizon',
      request: { params: actorParam, query: z.object({ as_of: IsoDate.optional() }) },
      responses: { 200: json(DeskAgenda, 'The agenda'), ...problems(400, 404) },
    }),
    async (c) => {
      const { actor: code } = c.req.valid('param');
      const asked = c.req.valid('query').as_of;
      const asOf = asked || (await store.documents({ order: 'newest', limit: 1 })).rows[0]?.date || new Date().toISOString().slice(0, 10);
      const items = (await readAgenda(store, { actor: code, asOf })).map(({ state: _, done: __, ...item }) => item);
      if (items.length === 0 && !names.knows(code)) throw problem(code);
      return c.json({ actor: names.of(code), asOf, items, names: names.ofAll([code, ...items.flatMap(({ actors, recipients }) => [...actors, ...recipients])]) }, 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'get',
      path: '/desk/{actor}/votes',
      summary: 'Where a country stood in United Nations votes, session by session, and how often it voted with others',
      request: {
        params: actorParam,
        query: z.object({ with: z.string().regex(/^[^,]+(,[^,]+)*$/, 'expected codes of states with commas between them, such as USA,BRA').optional() }),
      },
      responses: { 200: json(DeskVotes, 'Positions and agreement'), ...problems(400, 404) },
    }),
    async (c) => {
      const { actor: code } = c.req.valid('param');
      const chosen = c.req.valid('query').with?.split(',');
      if (!names.knows(code)) throw problem(code);
      const rollCalls = new Map((await store.rollCalls()).map((rollCall) => [rollCall.id, rollCall]));
      if (rollCalls.size === 0) return c.json({ actor: names.of(code), held: false, others: [], points: [], agreement: [], names: names.ofAll([code]) }, 200);
      const candidates = chosen?.slice(0, MOST_OTHERS) ?? (await store.partners({ actor: code, limit: 4 * OTHERS })).map(({ partner }) => partner);
      const votes = await store.votes({ states: [...new Set([code, ...candidates])] });
      const voting = new Set(votes.map(({ state }) => state));
      const others = chosen ? [...new Set(candidates)].filter((other) => other !== code) : candidates.filter((other) => voting.has(other)).slice(0, OTHERS);
      const points = await store.idealPoints({ states: [code, ...others] });
      const agreement = others.map((state) => ({
        state,
        years: agreementBy(votes, rollCalls, [code, state], 'year').flatMap(({ year, count, simple, kappa, pi, s }) => (year === null ? [] : [{ year, count, simple, kappa, pi, s }])),
      }));
      return c.json({ actor: names.of(code), held: true, others, points: points.map((point) => ({ ...point, year: FIRST_YEAR + point.session })), agreement, names: names.ofAll([code, ...others]) }, 200);
    },
  );

  return app;
}
