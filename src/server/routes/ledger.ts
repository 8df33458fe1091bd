/** What an actor said, and what was forecast by it or of it, held against what was done, with what a person made of it. */
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { forecasterOf, type ForecastEntry } from '../../analysis/forecasts.js';
import { authorOf, speakerOf, type LedgerEntry } from '../../analysis/ledger.js';
import { readLedger } from '../../analysis/said-and-done.js';
import { IsoDate } from '../../record/schema.js';
import { FORECAST_STATUSES, STATEMENT_STATUSES } from '../../record/statuses.js';
import type { EventRow } from '../../record/store.js';
import { HeldKind, Ledger, SaidStatus, type LedgerRow } from '../api/ledger.js';
import { listQuery } from '../api/lists.js';
import { router, type ServerContext } from '../context.js';
import { json, problems } from '../openapi.js';
import { pageOf } from '../paging.js';
import { HttpProblem } from '../problem.js';
import { saidOf } from '../said.js';

/** An entry as the page shows it, but for the events that a person named. */
type Draft = Omit<LedgerRow, 'evidence'>;

const statementRow = (entry: LedgerEntry): Draft =>
  ({ said: saidOf({ kind: 'statement', row: entry.said }), who: speakerOf(entry), author: authorOf(entry), status: entry.status, resolution: entry.resolution, due: false, bearings: entry.bearings });

const forecastRow = (entry: ForecastEntry): Draft =>
  ({ said: saidOf({ kind: 'forecast', row: entry.said }), who: forecasterOf(entry), author: authorOf(entry), status: entry.status, resolution: entry.resolution, due: entry.due, bearings: entry.bearings });

const newest = ({ said: a }: Draft, { said: b }: Draft): number => (a.date < b.date ? 1 : a.date > b.date ? -1 : a.id < b.id ? -1 : 1);

export function ledgerRoutes({ store, names }: ServerContext): OpenAPIHono {
  const app = router();

  app.openapi(
    createRoute({
      method: 'get',
      path: '/ledger/{actor}',
      summary: 'What an actor said and what was forecast by it or of it, newest first, with the later deeds that bear it out or go against it, and scores',
      request: {
        params: z.object({ actor: z.string() }),
        query: z.object({
          kind: HeldKind.optional(),
          status: SaidStatus.optional(),
          /** Speaker or author, as the scores name them. */
          who: z.string().optional(),
          author: z.string().optional(),
          about: z.string().optional(),
          from: IsoDate.optional(),
          to: IsoDate.optional(),
          at: IsoDate.optional(),
          ...listQuery(50, 500),
        }),
      },
      responses: { 200: json(Ledger, 'The ledger'), ...problems(400, 404) },
    }),
    async (c) => {
      const { actor } = c.req.valid('param');
      const { kind, status, who, author, about, from, to, at, updated_since: updatedSince, ...page } = c.req.valid('query');
      const asOf = at || new Date().toISOString().slice(0, 10);
      const ledger = await readLedger(store, { actor, asOf, ...(about ? { about } : {}), ...(from ? { from } : {}), ...(to ? { to } : {}) });
      const { claims, kept, scores, calibration } = ledger;
      const every = [...ledger.entries.map(statementRow), ...ledger.forecasts.map(forecastRow)].sort(newest);
      if (every.length === 0 && claims === 0 && !names.knows(actor)) throw new HttpProblem(404, `No actor has the code "${actor}": states go by three letters (ISO 3166-1 alpha-3, such as ARG).`);
      const changed = updatedSince === undefined ? null : await store.changed(every.map(({ said }) => said.documentId));
      const wanted = every.filter((row) =>
        (!kind || row.said.kind === kind) && (!status || row.status === status) && (!who || row.who === who) && (!author || row.author === author) &&
        (changed === null || (changed.get(row.said.documentId) ?? '') >= new Date(updatedSince!).toISOString()));
      const { rows: shown, next } = pageOf(wanted, page, ({ said }) => said.id);
      const rows = await Promise.all(shown.map(async (row): Promise<LedgerRow> => ({ ...row, evidence: await evidenceOf(row) })));
      const events = rows.flatMap(({ evidence, bearings }) => [...evidence, ...bearings.map(({ deed }) => deed)]);
      return c.json({
        actor: names.of(actor), asOf, rows, next, claims, kept, scores, calibration,
        kinds: HeldKind.options.map((name) => ({ kind: name, count: every.filter(({ said }) => said.kind === name).length })).filter(({ count }) => count > 0),
        statuses: [...STATEMENT_STATUSES, ...FORECAST_STATUSES].map((name) => ({ status: name, count: every.filter((row) => row.status === name).length })).filter(({ count }) => count > 0),
        names: names.ofEvents(events, [actor, ...every.map((row) => row.who), ...rows.flatMap(({ said }) => [said.speaker, ...said.about])]),
      }, 200);
    },
  );

  /** The events that a person named; of those that a later coding no longer makes there is nothing to show. */
  async function evidenceOf({ resolution, bearings }: Draft): Promise<EventRow[]> {
    const known = new Map(bearings.map(({ deed }) => [deed.event.id, deed]));
    const found = await Promise.all((resolution?.evidence ?? []).map(async (id) => known.get(id) ?? (await store.event(id))));
    return found.filter((row) => row !== null);
  }

  return app;
}
