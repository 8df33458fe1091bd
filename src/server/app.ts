/** The server as one function from request to answer: API, pages, and each page's data at its address with `.json`. */
import { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { RecordError } from '../record/errors.js';
import { Answers } from './answers.js';
import { noticing } from './asking.js';
import { MAX_UPLOAD } from './api/limits.js';
import { conditional } from './conditional.js';
import type { ServerContext } from './context.js';
import { pages } from './pages.js';
import { HttpProblem, problem } from './problem.js';
import { coderRoutes } from './routes/coder.js';
import { deskRoutes } from './routes/desk.js';
import { actorRoutes } from './routes/actors.js';
import { documentRoutes } from './routes/documents.js';
import { DOCS_CSS, docsPage, type ApiDescription } from './docs.js';
import { ledgerRoutes } from './routes/ledger.js';
import { networkRoutes } from './routes/network.js';
import { recordRoutes } from './routes/record.js';
import { relationRoutes } from './routes/relations.js';
import { auditRoutes } from './routes/audit.js';
import { savedBriefRoutes } from './routes/briefs.js';
import { briefRoutes } from './routes/brief.js';
import { searchRoutes } from './routes/search.js';
import { sessionRoutes } from './routes/session.js';
import { sourceRoutes } from './routes/sources.js';
import { userRoutes } from './routes/users.js';
import { logRequest } from './security/audit.js';
import { openGate, type Gate } from './security/gate.js';
import { guard } from './security/guard.js';
import { headers } from './security/headers.js';
import { noteAudit } from './security/person.js';
import { tableOf } from './tables.js';
import { trainingRoutes } from './routes/training.js';

const MAX_BODY = 2_000_000;
/** The one address that takes files. */
const UPLOADS = '/api/sources/files';
/** Of a body that is too large, how much is read so that the sender lives to read our answer. */
const MAX_READ_AWAY = 2 * MAX_UPLOAD;
export interface AppOptions {
  context: ServerContext;
  /** Folder of the built web app. */
  webFolder: string;
  version: string;
  /** Who may come in; without it, whoever reaches the server is the local user. */
  gate?: Gate;
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

function limit(maxSize: number, instead: string): MiddlewareHandler {
  return bodyLimit({
    maxSize,
    onError: async (c) => {
      await readAway(c.req.raw.body);
      return problem(c, 413, `The request is larger than ${maxSize / 1e6} MB; ${instead} with "demarche add FILE".`);
    },
  });
}

export function createApp({ context: given, webFolder, version, gate = openGate() }: AppOptions): OpenAPIHono {
  const app = new OpenAPIHono();
  // The day is part of it: a ledger or an agenda that is asked for without a date is today's.
  const answers = new Answers({ record: given.store, beside: () => `${given.coder.version} ${new Date().toISOString().slice(0, 10)}`, countedAs: (code) => given.names.countedAs(code) });
  const context: ServerContext = {
    ...given,
    store: noticing(given.store),
    knowDecisions: async () => {
      await given.knowDecisions();
      answers.forget();
    },
  };

  app.use('*', headers);
  app.use('*', conditional);
  app.use('*', guard(gate, context.store));
  const limits = { texts: limit(MAX_BODY, 'add longer texts'), files: limit(MAX_UPLOAD, 'send fewer files at once, or add them') };
  app.use('/api/*', (c, next) => (c.req.path === UPLOADS ? limits.files : limits.texts)(c, next));

  app.use('/api/*', answers.middleware);

  app.route('/api', recordRoutes(context));
  app.route('/api', relationRoutes(context));
  app.route('/api', deskRoutes(context));
  app.route('/api', documentRoutes(context));
  app.route('/api', coderRoutes(context.coderFiles));
  app.route('/api', trainingRoutes(context));
  app.route('/api', ledgerRoutes(context));
  app.route('/api', networkRoutes(context));
  app.route('/api', sessionRoutes(context, gate));
  app.route('/api', auditRoutes(context));
  app.route('/api', briefRoutes(context));
  app.route('/api', savedBriefRoutes(context));
  app.route('/api', userRoutes(gate));
  app.route('/api', searchRoutes(context, gate));
  app.route('/api', sourceRoutes(context));
  app.route('/api', actorRoutes(context));
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer', description: 'Made by "demarche token add"; needed where the server asks for a login' });
  const description = {
    openapi: '3.1.0',
    security: [{ token: [] }, {}] as Record<string, string[]>[],
    info: { title: 'demarche', version, description: 'Who did or said what to whom, when, on whose word: the record of a foreign policy, each entry tied to its sentence.' },
  };
  app.doc31('/api/openapi.json', description);
  app.get('/api/docs', (c) => c.html(docsPage(app.getOpenAPI31Document(description) as unknown as ApiDescription)));
  app.get('/api/docs.css', (c) => c.body(DOCS_CSS, 200, { 'Content-Type': 'text/css; charset=utf-8' }));

  // Every page's data is at its address with .json, and its main table with .csv: /desk/ARG.json is /api/desk/ARG. Feeds go by .atom.
  app.get('*', async (c, next) => {
    const url = new URL(c.req.url);
    const [, page, form] = /^(.*)\.(json|csv|atom)$/.exec(url.pathname) ?? [];
    if (page === undefined) return next();
    const path = page === '/index' ? '/summary' : page;
    url.pathname = `/api${path}${form === 'atom' ? '/feed' : ''}`;
    const answer = await app.fetch(new Request(url, { headers: c.req.raw.headers }), c.env);
    if (!answer.ok || form === 'atom') return answer;
    noteAudit(c, { target: c.req.path });
    if (form === 'json') {
      await logRequest(c, context.store, 'export');
      return answer;
    }
    const table = tableOf(path, await answer.json());
    if (table === null) return problem(c, 404, `There is no table at ${c.req.path}.`);
    await logRequest(c, context.store, 'export');
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
