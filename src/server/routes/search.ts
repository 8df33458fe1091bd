/** Searching statements, facets of every search, and searches that are kept, each with a feed. */
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { listQuery } from '../api/lists.js';
import { Facets, HitsQuery, NewSearch, SavedSearch, SearchHits, SearchList, SearchPage, SEARCHES, StatementFields, StatementPage } from '../api/search.js';
import { atomFeed } from '../atom.js';
import { router, type ServerContext } from '../context.js';
import { body, json, problems } from '../openapi.js';
import { pageOf } from '../paging.js';
import { HttpProblem } from '../problem.js';
import { FILTERS, find, findStatements, readQuery } from '../searching.js';
import type { Gate } from '../security/gate.js';
import { schemeOf } from '../security/origin.js';
import { noteAudit, personOf } from '../security/person.js';

/** Entries of a feed: those who read it come by often enough. */
const ENTRIES = 50;
/** Fields whose values are codes of actors. */
const OF_ACTORS = new Set(['actor', 'recipient', 'speaker', 'about']);

export function searchRoutes({ store, names, codebook }: ServerContext, gate: Gate): OpenAPIHono {
  const app = router();

  const missing = (id: string) => new HttpProblem(404, `No search is kept under the id "${id.slice(0, 40)}": it may have been deleted. /searches lists those that are.`);

  async function kept(id: string): Promise<SavedSearch> {
    const search = (await store.savedSearches()).find((one) => one.id === id);
    if (!search) throw missing(id);
    return search;
  }

  function typeName(type: string, mode: string | null, language: 'en' | 'es'): string {
    const name = codebook.types.get(type)?.name[language] ?? type;
    const ofMode = mode === null ? undefined : codebook.modes.get(`${type}/${mode}`)?.name[language];
    return ofMode ? `${name} (${ofMode.toLowerCase()})` : name;
  }

  app.openapi(
    createRoute({
      method: 'get',
      path: '/statements',
      summary: 'Statements and forecasts by their words, speaker, actors spoken of, kind, date, publication and language',
      request: { query: z.object({ ...StatementFields, ...listQuery(50, 1000) }) },
      responses: { 200: json(StatementPage, 'A page of statements'), ...problems(400) },
    }),
    async (c) => {
      const { limit, after, updated_since: updatedSince, ...fields } = c.req.valid('query');
      return c.json(await findStatements(store, names, FILTERS.statements(fields), { limit, after, updatedSince }), 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'get',
      path: '/facets/{list}',
      summary: 'How many a search finds, and how they are spread over each field; takes the fields of that list’s search',
      request: { params: z.object({ list: SearchList }), query: SEARCHES.events.extend(StatementFields).partial() },
      responses: { 200: json(Facets, 'Counts by field and value'), ...problems(400) },
    }),
    async (c) => {
      const { list } = c.req.valid('param');
      const { filter } = readQuery(list, new URL(c.req.url).search);
      const { total, facets } = await store.facets(list, filter);
      const codes = facets.filter(({ field }) => OF_ACTORS.has(field)).flatMap(({ values }) => values.map(({ value }) => value));
      return c.json({ total, facets, names: names.ofAll(codes) }, 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'get',
      path: '/searches',
      summary: 'Searches that are kept, newest first; each is found at /searches/ID.atom, .json and .csv',
      request: { query: z.object(listQuery(100, 1000)) },
      responses: { 200: json(SearchPage, 'A page of searches'), ...problems(400) },
    }),
    async (c) => {
      const { updated_since: since, ...page } = c.req.valid('query');
      const searches = (await store.savedSearches()).filter(({ at }) => since === undefined || Date.parse(at) >= Date.parse(since));
      return c.json(pageOf(searches, page, ({ id }) => id), 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'post',
      path: '/searches',
      summary: 'Keeps a search under a name',
      request: { body: body(NewSearch) },
      responses: { 201: json(SavedSearch, 'The search as kept'), ...problems(400) },
    }),
    async (c) => {
      const { name, list, query } = c.req.valid('json');
      const search = await store.saveSearch({ name, list, query: readQuery(list, query).query, person: personOf(c).name });
      noteAudit(c, { target: `search ${search.id}`, detail: search.name });
      return c.json(search, 201);
    },
  );

  app.openapi(
    createRoute({
      method: 'get',
      path: '/searches/{search}',
      summary: 'What a kept search finds now',
      request: { params: z.object({ search: z.string() }), query: HitsQuery },
      responses: { 200: json(SearchHits, 'A page of what it finds'), ...problems(400, 404) },
    }),
    async (c) => {
      const { limit, after, updated_since: updatedSince } = c.req.valid('query');
      const search = await kept(c.req.valid('param').search);
      const found = await find(store, names, search.list, search.query, { limit, after, updatedSince });
      return c.json({ search, ...found }, 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'get',
      path: '/searches/{search}/feed',
      summary: 'What came into the record last of what a kept search finds, as an Atom feed; also at /searches/ID.atom',
      request: { params: z.object({ search: z.string() }), query: z.object({ lang: z.enum(['en', 'es']).default('en') }) },
      responses: { 200: { description: 'The feed', content: { 'application/atom+xml': { schema: z.string() } } }, ...problems(400, 404) },
    }),
    async (c) => {
      const search = await kept(c.req.valid('param').search);
      const asked = new URLSearchParams(search.query);
      asked.set('order', 'added');
      const { rows, names: known } = await find(store, names, search.list, asked.toString(), { limit: ENTRIES });
      const changed = await store.changed([...new Set(rows.map((row) => ('event' in row ? row.event.documentId : 'documentId' in row ? row.documentId : row.id)))]);
      const origin = `${schemeOf(c, gate.reach)}://${c.req.header('host') ?? new URL(c.req.url).host}`;
      const feed = atomFeed({ search, rows, names: known, changed, origin, language: c.req.valid('query').lang, typeName });
      return c.body(feed, 200, { 'Content-Type': 'application/atom+xml; charset=utf-8' });
    },
  );

  app.openapi(
    createRoute({
      method: 'delete',
      path: '/searches/{search}',
      summary: 'Deletes a kept search; that it was there, and who deleted it, stays in the record',
      request: { params: z.object({ search: z.string() }) },
      responses: { 204: { description: 'It is deleted' }, ...problems(404) },
    }),
    async (c) => {
      const search = await kept(c.req.valid('param').search);
      await store.setSearchDeleted(search.id, true, personOf(c).name);
      noteAudit(c, { target: `search ${search.id}`, detail: `deleted: ${search.name}` });
      return c.body(null, 204);
    },
  );

  app.openapi(
    createRoute({
      method: 'post',
      path: '/searches/{search}/restore',
      summary: 'Puts a deleted search back',
      request: { params: z.object({ search: z.string() }) },
      responses: { 204: { description: 'It is back' }, ...problems(404) },
    }),
    async (c) => {
      const { search: id } = c.req.valid('param');
      if (!/^[0-9a-f]{32}$/.test(id) || !(await store.setSearchDeleted(id, false, personOf(c).name))) throw missing(id);
      noteAudit(c, { target: `search ${id}`, detail: 'put back' });
      return c.body(null, 204);
    },
  );

  return app;
}
