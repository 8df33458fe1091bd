/** Briefs that are kept: the list, one of them, saving, deleting, and taking a deletion back. What is kept are sentences by what they claim: each is made from the record anew when the brief is opened. */
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { SavedBrief as Kept } from '../../record/store.js';
import { EditedBrief } from '../api/brief.js';
import { BriefsPage, BriefsQuery, KeptBrief, NewBrief, SavedBrief } from '../api/briefs.js';
import { router, type ServerContext } from '../context.js';
import { body, json, problems } from '../openapi.js';
import { pageOf } from '../paging.js';
import { HttpProblem } from '../problem.js';
import { noteAudit, personOf } from '../security/person.js';

const viewed = ({ body: _, ...brief }: Kept): SavedBrief => brief;

export function savedBriefRoutes({ store, names }: ServerContext): OpenAPIHono {
  const app = router();
  const params = z.object({ brief: z.string() });
  const missing = (id: string) => new HttpProblem(404, `No brief is kept under the id "${id.slice(0, 40)}": it may have been deleted. /briefs lists those that are.`);

  app.openapi(
    createRoute({ method: 'get', path: '/briefs', summary: 'Briefs that are kept, newest first', request: { query: BriefsQuery }, responses: { 200: json(BriefsPage, 'A page of briefs'), ...problems(400) } }),
    async (c) => {
      const { updated_since: since, ...page } = c.req.valid('query');
      const briefs = (await store.savedBriefs()).filter(({ at }) => since === undefined || Date.parse(at) >= Date.parse(since)).map(viewed);
      const { rows, next } = pageOf(briefs, page, ({ id }) => id);
      return c.json({ rows, next, names: names.ofAll(rows.map(({ actor }) => actor)) }, 200);
    },
  );

  app.openapi(
    createRoute({ method: 'post', path: '/briefs', summary: 'Keeps a brief under a name; the same brief under the same name again is the one that is there', request: { body: body(NewBrief) }, responses: { 201: json(SavedBrief, 'The brief as kept'), ...problems(400) } }),
    async (c) => {
      const { name, actor, edited } = c.req.valid('json');
      const brief = await store.saveBrief({ name, actor, body: JSON.stringify(edited), person: personOf(c).name });
      noteAudit(c, { target: `brief ${brief.id}`, detail: `saved: ${brief.name}` });
      return c.json(viewed(brief), 201);
    },
  );

  app.openapi(
    createRoute({ method: 'get', path: '/briefs/{brief}', summary: 'A brief that is kept: its question, and its sentences by what they claim', request: { params }, responses: { 200: json(KeptBrief, 'The brief'), ...problems(404) } }),
    async (c) => {
      const { brief: id } = c.req.valid('param');
      const brief = (await store.savedBriefs()).find((one) => one.id === id);
      if (!brief) throw missing(id);
      return c.json({ brief: viewed(brief), edited: EditedBrief.parse(JSON.parse(brief.body)) }, 200);
    },
  );

  /** Takes a brief away, or puts it back. */
  const set = (deleted: boolean) => async (id: string, person: string): Promise<void> => {
    if (!/^[0-9a-f]{32}$/.test(id) || !(await store.setBriefDeleted(id, deleted, person))) throw missing(id);
  };

  app.openapi(
    createRoute({ method: 'delete', path: '/briefs/{brief}', summary: 'Takes a brief from the list; that it was there, and who deleted it, stays in the record', request: { params }, responses: { 204: { description: 'It is deleted' }, ...problems(404) } }),
    async (c) => {
      const { brief } = c.req.valid('param');
      await set(true)(brief, personOf(c).name);
      noteAudit(c, { target: `brief ${brief}`, detail: 'deleted' });
      return c.body(null, 204);
    },
  );

  app.openapi(
    createRoute({ method: 'post', path: '/briefs/{brief}/restore', summary: 'Puts a deleted brief back', request: { params }, responses: { 204: { description: 'It is back' }, ...problems(404) } }),
    async (c) => {
      const { brief } = c.req.valid('param');
      await set(false)(brief, personOf(c).name);
      noteAudit(c, { target: `brief ${brief}`, detail: 'put back' });
      return c.body(null, 204);
    },
  );

  return app;
}
