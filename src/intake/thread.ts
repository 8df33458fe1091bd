/** Worker threads that run files of this package, compiled or not. */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

/** Starts the file of this name that lies beside the one at `beside` (its `import.meta.url`); uncompiled it needs the loader that that one was run by. */
export function startThread(beside: string, name: string, workerData: unknown): Worker {
  if (!beside.endsWith('.ts')) return new Worker(new URL(`${name}.js`, beside), { workerData });
  // Not by `--import`: Node 20 does not take a loader's hooks on in a worker that way.
  const loader = new URL('dist/esm/api/index.mjs', pathToFileURL(createRequire(beside).resolve('tsx/package.json'))).href;
  const file = new URL(`${name}.ts`, beside).href;
  return new Worker(`import(${JSON.stringify(loader)}).then((tsx) => { tsx.register(); return import(${JSON.stringify(file)}); })`, { eval: true, execArgv: [], workerData });
}
