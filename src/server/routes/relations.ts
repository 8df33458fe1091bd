/** Relations: the desk of a country, and a dyad over time. */
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { BUSIEST, changesOf, spanOf, type Span } from '../../analysis/changes.js';
import { coarser, relationSeries } from '../../analysis/desk.js';
import { IsoDate } from '../../record/schema.js';
import type { EventRow } from '../../record/store.js';
import { Desk, Direction, Dyad, MeasureName, SeriesUnit } from '../api/schemas.js';
import { router, type ServerContext } from '../context.js';
import { newestInvolving } from '../events.js';
import { json, problems } from '../openapi.js';
import { HttpProblem } from '../problem.js';
import { saidBetween, saidBy } from '../said.js';
import { KeptTurns } from '../turns.js';

const MULTIPLES = 12;
const RECENT = 12;
const SAID = 8;

const Period = {
  from: IsoDate.optional(),
  to: IsoDate.optional(),
  direction: Direction.default('both'),
};

export function relationRoutes({ store, names }: ServerContext): OpenAPIHono {
  const app = router();
  const turns = new KeptTurns();

  /** The span of an actor's page. */
  async function span(actor: string, query: { from?: string | undefined; to?: string | undefined }): Promise<Span> {
    const found = await spanOf(store, actor, query);
    if (found.last < found.from) throw new HttpProblem(400, `from is ${found.from} and to is ${query.to || found.last}: expected "to" to be later than "from".`);
    return found;
  }

  function known(code: string, busy: ReadonlySet<string>): string {
    if (names.knows(code) || busy.has(code)) return code;
    throw new HttpProblem(404, `No actor has the code "${code}": states go by three letters (ISO 3166-1 alpha-3, such as ARG), organisations by the dictionary's code (such as MERCOSUR).`);
  }

  app.openapi(
    createRoute({
      method: 'get',
      path: '/desk/{actor}',
      summary: 'A country and its partners before and after a date',
      request: {
        params: z.object({ actor: z.string() }),
        query: z.object({ ...Period, at: IsoDate.optional(), measure: MeasureName.default('intensity'), partners: z.coerce.number().int().min(1).max(100).default(BUSIEST) }),
      },
      responses: { 200: json(Desk, 'The desk'), ...problems(400, 404) },
    }),
    async (c) => {
      const { actor: code } = c.req.valid('param');
      const { at: asked, measure, direction, partners, ...period } = c.req.valid('query');
      const { from, to, last } = await span(code, period);
      const governments = names.governments(code, from, last);
      const at = asked || lastChange(governments, from, last) || middle(from, last);

      const { partners: codes, layers, comparisons } = await changesOf(store, { actor: code, at, from, to, direction, measure, partners });
      known(code, new Set(codes.length > 0 ? [code] : []));
      // What is known to the year alone has no quarter.
      const quarters = new Map([...layers].map(([partner, rows]) => [partner, coarser(rows.filter(({ unit }) => unit !== 'year'), 'quarter')]));
      const quarterly = (partner: string) => quarters.get(partner)!;
      const series = { unit: 'quarter', from, to: last } as const;
      const recent = await newestInvolving(store, code, { from, to }, RECENT, ({ event, judged }) => judged !== 'rejected' && hasOther(event, code));
      const said = (await saidBy(store, { speaker: code, from, to })).slice(0, SAID);
      return c.json(
        {
          actor: names.of(code),
          at,
          from,
          to,
          measure,
          direction,
          governments,
          timeline: relationSeries(codes.flatMap(quarterly), series),
          partners: comparisons.sort((a, b) => Number(a.p === null) - Number(b.p === null) || (b.difference ?? -Infinity) - (a.difference ?? -Infinity)),
          series: codes.slice(0, MULTIPLES).map((partner) => ({ partner, points: relationSeries(quarterly(partner), series) })),
          recent,
          said,
          names: names.ofEvents(recent, [code, ...codes, ...said.flatMap(({ speaker, about }) => [speaker, ...about])]),
        },
        200,
      );
    },
  );

  app.openapi(
    createRoute({
      method: 'get',
      path: '/dyad/{actor}/{partner}',
      summary: 'The relation of two actors over time',
      request: {
        params: z.object({ actor: z.string(), partner: z.string() }),
        query: z.object({
          ...Period,
          unit: SeriesUnit.default('quarter'),
          /** Another relation to show beside it. */
          with: z.string().regex(/^[^/]+\/[^/]+$/, 'expected two actor codes with a slash between them, such as ARG/BRA').optional(),
        }),
      },
      responses: { 200: json(Dyad, 'The series'), ...problems(400, 404) },
    }),
    async (c) => {
      const { actor, partner } = c.req.valid('param');
      const { unit, direction, with: beside, ...period } = c.req.valid('query');
      const { from, to, last } = await span(actor, period);
      const relation = async (one: string, two: string) => {
        const query = { actor: one, recipient: two, direction, from, to };
        const [rows, days] = await Promise.all([store.series({ ...query, unit }), store.series({ ...query, unit: 'day' })]);
        const busy = new Set(rows.length > 0 ? [one, two] : []);
        [one, two].forEach((code) => known(code, busy));
        const points = relationSeries(rows, { unit, from, to: last });
        return { actor: names.of(one), partner: names.of(two), points, total: points.reduce((sum, point) => sum + point.count, 0), turns: turns.of(days) };
      };
      const [one, two] = beside?.split('/') ?? [];
      const [own, other, said] = await Promise.all([
        relation(actor, partner),
        one && two ? relation(one, two) : null,
        saidBetween(store, { actor, partner, direction, from, to }),
      ]);
      return c.json(
        {
          ...own,
          unit,
          from,
          to,
          direction,
          governments: [...names.governments(actor, from, last), ...names.governments(partner, from, last)],
          said,
          other,
          names: names.ofAll([actor, partner, ...said.flatMap(({ speaker, about }) => [speaker, ...about])]),
        },
        200,
      );
    },
  );

  return app;
}

/** Whether an event has a named actor besides this one, on the other side. */
function hasOther({ actors, recipients }: EventRow['event'], code: string): boolean {
  const other = (mentions: readonly { code: string }[]) => mentions.some((mention) => mention.code !== '' && mention.code !== code);
  const own = (mentions: readonly { code: string }[]) => mentions.some((mention) => mention.code === code);
  return (own(actors) && other(recipients)) || (own(recipients) && other(actors));
}

/** The last change of government well inside the span; "" when there was none. */
function lastChange(governments: readonly { from: string | null }[], from: string, last: string): string {
  return governments.map((government) => government.from ?? '').filter((date) => date > from && date < last).at(-1) ?? '';
}

function middle(from: string, last: string): string {
  return new Date((Date.parse(from) + Date.parse(last)) / 2).toISOString().slice(0, 10);
}
