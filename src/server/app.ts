/** The server as one function from request to answer: API, pages, and each page's data at its address with `.json`. */
import { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { RecordError } from '../record/errors.js';
import type { ServerContext } from './context.js';
import { CONTENT_SECURITY_POLICY, pages } from './pages.js';
import { HttpProblem, problem } from './problem.js';
import { documentRoutes } from './routes/documents.js';
import { DOCS_CSS, docsPage, type ApiDescription } from './docs.js';
import { ledgerRoutes } from './routes/ledger.js';
import { networkRoutes } from './routes/network.js';
import { recordRoutes } from './routes/record.js';
import { relationRoutes } from './routes/relations.js';
import { tableOf } from './tables.js';

const MAX_BODY = 2_000_000;
/** Of a body that is too large, how much is read so that the sender lives to read our answer. */
const MAX_READ_AWAY = 50_000_000;
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

export interface AppOptions {
  context: ServerContext;
  /** Folder of the built web app. */
  webFolder: string;
  version: string;
}

async function readAway(body: ReadableStream<Uint8Array> | null): Promise<void> {
  if (!body) return;
  const reader = body.getReader();
  for (let bytes = 0; bytes < MAX_READ_AWAY; ) {
    const { done, value } = await reader.read();
    if (done) return;
    bytes += value.byteLength;
  }
  await reader.cancel();
}

export function createApp({ context, webFolder, version }: AppOptions): OpenAPIHono {
  const app = new OpenAPIHono();

  app.use('*', async (c, next) => {
    // A page of another site can make a browser ask us under a name of its own (DNS rebinding), or post to us.
    const host = c.req.header('host') ?? new URL(c.req.url).host;
    if (!LOOPBACK.test(host)) return problem(c, 403, `This server answers on this machine only; the request names the host "${host}".`);
    const origin = c.req.header('origin');
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD' && origin !== undefined && origin !== `http://${host}`) {
      return problem(c, 403, `A page of ${origin} may not change this record.`);
    }
    await next();
    c.res.headers.set('Content-Security-Policy', CONTENT_SECURITY_POLICY);
    c.res.headers.set('X-Content-Type-Options', 'nosniff');
    c.res.headers.set('Referrer-Policy', 'same-origin');
    c.res.headers.set('Cross-Origin-Opener-Policy', 'same-origin');
    return undefined;
  });
  app.use(
    '/api/*',
    bodyLimit({
      maxSize: MAX_BODY,
      onError: async (c) => {
        await readAway(c.req.raw.body);
        return problem(c, 413, `The request is larger than ${MAX_BODY / 1e6} MB; add longer texts with "demarche add FILE".`);
      },
    }),
  );

  app.route('/api', recordRoutes(context));
  app.route('/api', relationRoutes(context));
  app.route('/api', documentRoutes(context));
  app.route('/api', ledgerRoutes(context));
  app.route('/api', networkRoutes(context));
  const description = {
    openapi: '3.1.0',
    info: { title: 'demarche', version, description: 'Who did or said what to whom, when, on whose word: the record of a foreign policy, each entry tied to its sentence.' },
  };
  app.doc31('/api/openapi.json', description);
  app.get('/api/docs', (c) => c.html(docsPage(app.getOpenAPI31Document(description) as unknown as ApiDescription)));
  app.get('/api/docs.css', (c) => c.body(DOCS_CSS, 200, { 'Content-Type': 'text/css; charset=utf-8' }));
  app.all('/api/*', (c) => problem(c, 404, `There is nothing at ${c.req.path}; /api/docs lists what there is.`));

  // Every page's data is at its address with .json, and its main table with .csv: /desk/ARG.json is /api/desk/ARG.
  app.get('*', async (c, next) => {
    const url = new URL(c.req.url);
    const [, page, form] = /^(.*)\.(json|csv)$/.exec(url.pathname) ?? [];
    if (page === undefined) return next();
    const path = page === '/index' ? '/summary' : page;
    url.pathname = `/api${path}`;
    const answer = await app.fetch(new Request(url, { headers: c.req.raw.headers }));
    if (form === 'json' || !answer.ok) return answer;
    const table = tableOf(path, await answer.json());
    if (table === null) return problem(c, 404, `There is no table at ${c.req.path}.`);
    return c.body(table, 200, { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': `attachment; filename="${path.slice(1).replaceAll('/', '-')}.csv"` });
  });
  app.route('/', pages(webFolder));

  app.onError((error, c) => {
    if (error instanceof HttpProblem) return problem(c, error.status, error.message);
    if (error instanceof RecordError) return problem(c, error.code === 'not-found' ? 404 : error.code === 'invalid' ? 400 : 500, error.message);
    if (error instanceof HTTPException) return problem(c, error.status as 400, error.message);
    console.error(error);
    return problem(c, 500, 'The server failed at this request; its terminal says more.');
  });
  return app;
}
