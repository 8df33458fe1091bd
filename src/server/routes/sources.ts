/** Sources: files, addresses and feeds into the record, each as a job that is told of; publications, stories and feeds as they stand. */
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { intake, type IntakeInput } from '../../intake/index.js';
import { openFetcher } from '../../intake/fetching.js';
import { watch } from '../../intake/watch.js';
import { isUrl } from '../../sources/fields.js';
import { MAX_FILES } from '../api/limits.js';
import { Addresses, JobsView, JobView, SourcesView, StoriesPage, StoriesQuery } from '../api/sources.js';
import { router, type ServerContext } from '../context.js';
import type { Reporting } from '../jobs.js';
import { body, json, problems } from '../openapi.js';
import { HttpProblem } from '../problem.js';
import { noteAudit, personOf } from '../security/person.js';

/** How often a feed is asked at most. */
const FEED_PAUSE = 30 * 60_000;
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

/** "report.pdf", "report.pdf and 11 more". */
const several = (names: readonly string[]): string => (names.length === 1 ? names[0]! : `${names[0]} +${names.length - 1}`);

export function sourceRoutes(context: ServerContext): OpenAPIHono {
  const { store, jobs } = context;
  const app = router();
  const bring = (inputs: IntakeInput[], reporting: Reporting) => intake({ store, inputs, workers: context.workers, coder: context.coder, ...reporting });

  app.openapi(
    createRoute({
      method: 'get', path: '/sources', summary: 'Where the record comes from: publications, feeds, jobs, and how the ways of counting compare',
      responses: { 200: json(SourcesView, 'Publications, feeds and jobs') },
    }),
    async (c) => {
      const [counts, publications, feeds] = await Promise.all([store.originCounts(), store.publications(), store.feeds()]);
      return c.json({ counts, publications, feeds, jobs: jobs.list() }, 200);
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
      noteAudit(c, { target: label, detail: `${inputs.length} files` });
      const bytes = inputs.reduce((sum, input) => sum + input.bytes.length, 0);
      const job = jobs.add({ kind: 'files', label, inputs: inputs.length, person: personOf(c).name }, (reporting) => bring(inputs, reporting), bytes);
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
      const work = as === 'feeds' ? (reporting: Reporting) => askFeeds(urls, reporting) : (reporting: Reporting) => fetchPages(urls, reporting);
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
      if (!job) throw new HttpProblem(404, 'There is no such job: the server may have been started anew since.');
      noteAudit(c, { target: job.label, detail: 'stopped' });
      return c.json(job, 200);
    },
  );

  async function fetchPages(urls: string[], reporting: Reporting) {
    const fetcher = await (context.openFetcher ?? openFetcher)();
    try {
      return await intake({ store, inputs: urls.map((url) => ({ url })), workers: context.workers, coder: context.coder, fetcher, ...reporting });
    } finally {
      await fetcher.close();
    }
  }

  /** Asks each feed that may be asked now; of the others it is said when they may be. */
  async function askFeeds(urls: string[], { signal, onFailure, onProgress }: Reporting) {
    const fetcher = await (context.openFetcher ?? openFetcher)();
    const sum = { read: 0, added: 0, recoded: 0, alreadyThere: 0, events: 0, failed: 0, bytesRead: 0, bytesTotal: null };
    try {
      for (const url of urls) {
        const { nextAt } = (await store.feed(url)) ?? { nextAt: 0 };
        if (nextAt > Date.now()) {
          sum.failed += 1;
          const from = new Date(nextAt).toISOString();
          onFailure({ source: url, place: '', found: `a feed that is not to be asked again before ${from}`, expected: 'one that may be asked now', advice: 'Ask it again then; what it had is in the record.' });
        }
        await watch({
          store, urls: [url], fetcher, every: FEED_PAUSE, once: true, workers: context.workers, coder: context.coder, signal,
          onPoll: ({ result, failures }) => {
            sum.failed += failures.length;
            failures.forEach(onFailure);
            if (result) for (const field of ['read', 'added', 'recoded', 'alreadyThere', 'events'] as const) sum[field] += result[field];
          },
        });
        onProgress({ ...sum });
        if (signal.aborted) break;
      }
      return { stopped: signal.aborted };
    } finally {
      await fetcher.close();
    }
  }

  return app;
}
