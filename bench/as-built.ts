/**
 * The package as it is built, for what is timed: users run dist/, and the loader that runs TypeScript as it stands
 * wraps each small function, which costs up to a third of the speed.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Address of a module of dist/, such as `coder/node.js`. */
export function builtModule(path: string): string {
  const url = new URL(`../dist/${path}`, import.meta.url);
  if (!existsSync(fileURLToPath(url))) throw new Error(`bench: dist/${path} is not there: run "npm run build" first.`);
  return url.href;
}

/** The module itself; its types are those of the source that it is built from. */
export async function built<T>(path: string): Promise<T> {
  return (await import(builtModule(path))) as T;
}
