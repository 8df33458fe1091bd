/** The coder's data and models, for a browser that codes texts itself. */
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { CoderFiles } from '../api/coder.js';
import type { BrowserCoderFiles } from '../coder-files.js';
import { router } from '../context.js';
import { json, problems } from '../openapi.js';
import { HttpProblem } from '../problem.js';
import { hostName, isLoopback } from '../security/origin.js';

const FOREVER = 'private, max-age=31536000, immutable';

export function coderRoutes(files: BrowserCoderFiles): OpenAPIHono {
  const app = router();

  app.openapi(
    createRoute({
      method: 'get',
      path: '/coder',
      summary: 'The files that a browser needs to code a text itself',
      responses: { 200: json(CoderFiles, 'The files by name') },
    }),
    async (c) => c.json(await files.list(), 200),
  );

  app.openapi(
    createRoute({
      method: 'get',
      path: '/coder/{file}',
      summary: 'One of them, by the address that the list gives',
      request: { params: z.object({ file: z.string() }) },
      responses: { 200: { description: 'The file', content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } } }, ...problems(404) },
    }),
    async (c) => {
      const { file } = c.req.valid('param');
      // On this machine packing and unpacking would take longer than moving the bytes.
      const near = isLoopback(hostName(c.req.header('host') ?? new URL(c.req.url).host));
      const found = await files.file(file, { compressed: !near && /\bgzip\b/.test(c.req.header('accept-encoding') ?? '') });
      if (!found) throw new HttpProblem(404, `There is no file ${file}: the coder's data may have changed since the page was opened. Load the page anew.`);
      return c.body(new Uint8Array(found.bytes), 200, {
        'Content-Type': 'application/octet-stream', 'Cache-Control': FOREVER, Vary: 'Accept-Encoding', ...(found.compressed ? { 'Content-Encoding': 'gzip' } : {}),
      });
    },
  );

  return app;
}
