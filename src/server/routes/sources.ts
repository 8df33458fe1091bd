/** Sources: files, addresses and feeds into the record, each as a job that is told of; publications, stories and feeds as they stand. */
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { intake, type IntakeInput } from '../../intake/index.js';
import { openFetcher } from '../../intake/fetching.js';
import { isUrl } from '../../sources/fields.js';
import { MAX_FILES } from '../api/limits.js';
import { Addresses, FeedFollowing, JobsView, JobView, SourcesView, StoriesPage, StoriesQuery } from '../api/sources.js';
import { router, type ServerContext } from '../context.js';
import { askFeeds } from '../feeds.js';
import type { Reporting } from '../jobs.js';
import { body, json, problems } from '../openapi.js';
import { HttpProblem } from '../problem.js';
import { several } from '../sending.js';
import { noteAudit, personOf } from '../security/person.js';

const LONGEST_NAME = 200;

/** Files as a form has them. */
const Upload = z.object({
  files: z.custom<File | string | (File | string)[]>().openapi({ type: 'array', items: { type: 'string', format: 'binary' }, description: `At most ${MAX_FILES}; the name of each says its kind.` }),
});

/** A file's name as a label: what it is called on the sender's side, which opens nothing here. */
function labelOf(name: string): string {
  const plain = name.normalize('NFC').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ').replaceAll('\\', '/').replace(/\s+/g, ' ').trim();
  // Its end says its kind.
  return plain === '' ? 'file' : plain.length > LONGEST_NAME ? `…${plain.slice(-LONGEST_NAME)}` : plain;
}

export function sourceRoutes(context: ServerContext): OpenAPIHono {
  const { store, jobs, following } = context;
  const app = router();
  const bring = (inputs: IntakeInput[], reporting: Reporting) => intake({ store, inputs, workers: context.workers, coder: context.coder, ...reporting });

  app.openapi(
    createRoute({
      method: 'get', path: '/sources', summary: 'Where the record comes from: publications, feeds, jobs, and how the ways of counting compare',
      responses: { 200: json(SourcesView, 'Publications, feeds and jobs') },
    }),
    async (c) => {
      const [counts, publications, feeds] = await Promise.all([store.originCounts(), store.publications(), store.feeds()]);
      return c.json({ counts, publications, feeds, schedule: { everyMinutes: following.off ? null : following.every / 60_000 }, jobs: jobs.list() }, 200);
    },
  );

  app.openapi(
    createRoute({ method: 'get', path: '/sources/jobs', summary: 'What is being brought in, and what was of late; newest first', responses: { 200: json(JobsView, 'Jobs') } }),
    (c) => c.json({ jobs: jobs.list() }, 200),
  );

  app.openapi(
    createRoute({
      method: 'get', path: '/sources/stories', summary: 'Reports that more than one document has, those with most copies first',
      request: { query: StoriesQuery }, responses: { 200: json(StoriesPage, 'A page of stories'), ...problems(400) },
    }),
    async (c) => {
      const { updated_since: updatedSince, ...page } = c.req.valid('query');
      const { rows, next } = await store.stories({ ...page, updatedSince });
      return c.json({ stories: rows, next }, 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'post', path: '/sources/files', summary: 'Adds files to the record; answers at once with the job that does it',
      request: { body: { required: true, content: { 'multipart/form-data': { schema: Upload } } } },
      responses: { 202: json(JobView, 'The job'), ...problems(400, 413, 503) },
    }),
    async (c) => {
      const sent = c.req.valid('form').files;
      const files = (Array.isArray(sent) ? sent : [sent]).filter((file) => file instanceof File);
      if (files.length === 0) throw new HttpProblem(400, 'files: found none, expected files in a form (multipart/form-data) under the name "files".');
      if (files.length > MAX_FILES) throw new HttpProblem(413, `files: found ${files.length}, expected at most ${MAX_FILES} at once. Send them in portions, or add the folder with "demarche add FOLDER".`);
      const inputs = await Promise.all(files.map(async (file) => ({ name: labelOf(file.name), bytes: new Uint8Array(await file.arrayBuffer()) })));
      const label = several(inputs.map(({ name }) => name));
      noteAudit(c, { target: label, detail: `${inputs.length} ${inputs.length === 1 ? 'file' : 'files'}` });
      const bytes = inputs.reduce((sum, input) => sum + input.bytes.length, 0);
      const job = jobs.add({ kind: 'files', label, inputs: inputs.length, person: personOf(c).name }, (reporting) => bring(inputs, reporting), { bytes });
      return c.json(job, 202);
    },
  );

  app.openapi(
    createRoute({
      method: 'post', path: '/sources/addresses', summary: 'Fetches pages, or asks feeds for what is new; answers at once with the job that does it',
      request: { body: body(Addresses) }, responses: { 202: json(JobView, 'The job'), ...problems(400, 503) },
    }),
    (c) => {
      const { addresses, as } = c.req.valid('json');
      const urls = [...new Set(addresses.map((address) => address.trim()))];
      for (const url of urls) if (!isUrl(url)) throw new HttpProblem(400, `addresses: found "${url.slice(0, 80)}", expected addresses that begin with http:// or https://.`);
      noteAudit(c, { target: several(urls), detail: as });
      const work = as === 'feeds' ? (reporting: Reporting) => follow(urls, reporting) : (reporting: Reporting) => fetchPages(urls, reporting);
      return c.json(jobs.add({ kind: as === 'feeds' ? 'feeds' : 'addresses', label: several(urls), inputs: urls.length, person: personOf(c).name }, work), 202);
    },
  );

  app.openapi(
    createRoute({
      method: 'post', path: '/sources/jobs/{job}/stop', summary: 'Stops a job; what it added stays',
      request: { params: z.object({ job: z.string() }) }, responses: { 200: json(JobView, 'The job as it stands'), ...problems(404) },
    }),
    (c) => {
      const { job: id } = c.req.valid('param');
      const job = jobs.stop(id);
      if (!job) throw new HttpProblem(404, 'There is no such job: of old ones only the last hundred are kept.');
      noteAudit(c, { target: job.label, detail: 'stopped' });
      return c.json(job, 200);
    },
  );

  app.openapi(
    createRoute({
      method: 'post', path: '/sources/feeds', summary: 'Has a feed asked on a schedule from now on, or no longer; what came of it stays',
      request: { body: body(FeedFollowing) }, responses: { 204: { description: 'So it is' }, ...problems(400, 404) },
    }),
    async (c) => {
      const { url, followed } = c.req.valid('json');
      noteAudit(c, { target: url, detail: followed ? 'followed' : 'no longer followed' });
      if (!(await store.followFeed(url, followed))) throw new HttpProblem(404, `No feed was ever asked at "${url.slice(0, 80)}": add it as an address of a feed first.`);
      return c.body(null, 204);
    },
  );

  /** Who adds a feed has it followed, whether it was before or not. */
  async function follow(urls: string[], reporting: Reporting) {
    const asked = await askFeeds(context, urls, reporting);
    for (const url of urls) await store.followFeed(url, true);
    return asked;
  }

  async function fetchPages(urls: string[], reporting: Reporting) {
    const fetcher = await (context.openFetcher ?? openFetcher)();
    try {
      return await intake({ store, inputs: urls.map((url) => ({ url })), workers: context.workers, coder: context.coder, fetcher, ...reporting });
    } finally {
      await fetcher.close();
    }
  }

  return app;
}
