/** Relations: the desk of a country, and a dyad over time. */
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { compareAt } from '../../analysis/compare.js';
import { relationSeries } from '../../analysis/desk.js';
import { apartAt, LAYERS, layersOf, type Layer } from '../../analysis/layers.js';
import { mainSpan } from '../../analysis/span.js';
import { findTurns } from '../../analysis/turns.js';
import { IsoDate } from '../../record/schema.js';
import type { EventRow, SeriesRow } from '../../record/store.js';
import { Desk, Direction, Dyad, MeasureName, SeriesUnit } from '../api/schemas.js';
import { router, type ServerContext } from '../context.js';
import { eventsInvolving } from '../events.js';
import { json, problems } from '../openapi.js';
import { HttpProblem } from '../problem.js';
import { saidBetween, saidBy } from '../said.js';

type Row = SeriesRow;

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

  /** The span of an actor's page: what was asked for, else what the record of the actor is about. `to` is exclusive. */
  async function spanOf(actor: string, query: { from?: string | undefined; to?: string | undefined }): Promise<{ from: string; to: string; last: string }> {
    const summary = await store.summary();
    const main = query.from && query.to ? null : mainSpan(await store.partnerSeries({ actor, unit: 'month' }));
    const from = query.from || (main && later(main.first, summary.first)) || summary.first || '2000-01-01';
    const end = query.to ? dayBefore(query.to) : summary.last || from;
    if (end < from) throw new HttpProblem(400, `from is ${from} and to is ${query.to || end}: expected "to" to be later than "from".`);
    return { from, to: query.to || dayAfter(end), last: end };
  }

  /** Rows of each partner's relation, in the direction asked for. What both sides do counts in either direction. */
  async function rowsByPartner({ actor, partners, direction, ...query }: { actor: string; partners: string[]; direction: Direction; from: string; to: string; unit: Layer }): Promise<Map<string, Row[]>> {
    if (direction === 'both') return grouped(await store.partnerSeries({ actor, partners, ...query }));
    const each = partners.map(async (recipient) => [recipient, await store.series({ actor, recipient, direction, ...query })] as const);
    return new Map(await Promise.all(each));
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
        query: z.object({ ...Period, at: IsoDate.optional(), measure: MeasureName.default('intensity'), partners: z.coerce.number().int().min(1).max(100).default(16) }),
      },
      responses: { 200: json(Desk, 'The desk'), ...problems(400, 404) },
    }),
    async (c) => {
      const { actor: code } = c.req.valid('param');
      const { at: asked, measure, direction, partners: limit, ...period } = c.req.valid('query');
      const { from, to, last } = await spanOf(code, period);
      const main = await store.partners({ actor: code, from, to, limit });
      known(code, new Set(main.length > 0 ? [code] : []));
      const governments = names.governments(code, from, last);
      const at = asked || lastChange(governments, from, last) || middle(from, last);

      const codes = main.map(({ partner }) => partner);
      const units = await Promise.all(LAYERS.map(async (unit) => [unit, await rowsByPartner({ actor: code, partners: codes, direction, from, to, unit })] as const));
      const byUnit = Object.fromEntries(units) as Record<Layer, Map<string, Row[]>>;
      const layers = new Map(codes.map((partner) => [partner, layersOf(mapValues(byUnit, (rows) => rows.get(partner) ?? []))]));
      const comparisons = compareAt(mapEntries(layers, (rows) => apartAt(rows, at)), at, { measure }).filter(({ before, after }) => before.count + after.count > 0);
      const quarterly = (partner: string) => byUnit.quarter.get(partner) ?? [];
      const series = { unit: 'quarter', from, to: last } as const;
      const involved = await eventsInvolving(store, code, { from, to, limit: 5 * RECENT }, {});
      const recent = involved.rows.filter(({ event, judged }) => judged !== 'rejected' && hasOther(event, code)).slice(0, RECENT);
      const [planned, sayings] = await Promise.all([
        eventsInvolving(store, code, { from: to, status: 'planned', order: 'oldest', limit: 5 * RECENT }, {}),
        saidBy(store, { speaker: code, from, to }),
      ]);
      const ahead = planned.rows.filter(({ judged }) => judged !== 'rejected').reverse().slice(0, RECENT);
      const said = sayings.slice(0, SAID);
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
          partners: comparisons.sort((a, b) => (b.difference ?? -Infinity) - (a.difference ?? -Infinity)),
          series: codes.slice(0, MULTIPLES).map((partner) => ({ partner, points: relationSeries(quarterly(partner), series) })),
          recent,
          ahead,
          said,
          names: names.ofEvents([...recent, ...ahead], [code, ...codes, ...said.flatMap(({ speaker, about }) => [speaker, ...about])]),
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
      const { from, to, last } = await spanOf(actor, period);
      const relation = async (one: string, two: string) => {
        const query = { actor: one, recipient: two, direction, from, to };
        const [rows, days] = await Promise.all([store.series({ ...query, unit }), store.series({ ...query, unit: 'day' })]);
        const busy = new Set(rows.length > 0 ? [one, two] : []);
        [one, two].forEach((code) => known(code, busy));
        const points = relationSeries(rows, { unit, from, to: last });
        const { count, probability, turns } = findTurns(days);
        return { actor: names.of(one), partner: names.of(two), points, total: points.reduce((sum, point) => sum + point.count, 0), turns: { count, probability, turns } };
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

function grouped(rows: readonly (Row & { partner: string })[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.partner);
    if (group) group.push(row);
    else groups.set(row.partner, [row]);
  }
  return groups;
}

function mapValues<K extends string, A, B>(record: Record<K, A>, of: (value: A) => B): Record<K, B> {
  return Object.fromEntries(Object.entries<A>(record).map(([key, value]) => [key, of(value)])) as Record<K, B>;
}

function mapEntries<K, A, B>(map: ReadonlyMap<K, A>, of: (value: A) => B): Map<K, B> {
  return new Map([...map].map(([key, value]) => [key, of(value)]));
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

const later = (a: string, b: string) => (a > b ? a : b);

const DAY = 86_400_000;
const dayAfter = (date: string) => new Date(Date.parse(date) + DAY).toISOString().slice(0, 10);
const dayBefore = (date: string) => new Date(Date.parse(date) - DAY).toISOString().slice(0, 10);
