/**
 * The web app's files. They are read once, when the server starts, and answered from memory by name: no path of a request
 * reaches the file system. Any other address that a browser asks for is a page of the app.
 */
import { Hono } from 'hono';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { HttpProblem } from './problem.js';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.topojson': 'application/json',
};

export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  // The coder's arithmetic is WebAssembly, and runs in a worker of its own (src/web/coder).
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

function readFolder(folder: string, under = ''): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const name = `${under}/${entry.name}`;
    if (entry.isDirectory()) for (const [path, bytes] of readFolder(join(folder, entry.name), name)) files.set(path, bytes);
    else if (TYPES[extname(entry.name)]) files.set(name, readFileSync(join(folder, entry.name)));
  }
  return files;
}

export function pages(folder: string): Hono {
  if (!existsSync(join(folder, 'index.html'))) throw new Error(`The web app is not built: ${folder} has no index.html. Run "npm run build".`);
  const files = readFolder(folder);
  const app = new Hono();
  app.get('*', (c) => {
    const name = c.req.path === '/' ? '/index.html' : c.req.path;
    const known = files.has(name);
    if (!known && extname(name) in TYPES) throw new HttpProblem(404, `There is no file ${name}.`);
    const path = known ? name : '/index.html';
    // Vite puts a hash of the content into the names under /assets/, so that these never change.
    const caching = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
    return c.body(new Uint8Array(files.get(path)!), 200, { 'Content-Type': TYPES[extname(path)]!, 'Cache-Control': caching });
  });
  return app;
}
