/**
 * Builds dist/ (the package, by tsc), dist/data.jsonl (the data files, compiled) and dist/web/ (the web app, by vite).
 *   node scripts/build.js [node|data|web]…      all when none is named; what is built from the same sources already is left
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled, isBuilt, markOf, runStep, runTool, sourceHash } from './ready.js';

const BUILDERS = {
  node: () => runTool('typescript/bin/tsc', ['-p', 'tsconfig.build.json']),
  data: () => runStep(process.execPath, ['scripts/compile.js']),
  web: () => runTool('vite/bin/vite.js', ['build', '--logLevel', 'warn']),
};

/** Builds those of the named parts that are stale; a part's mark is written last, so that a build cut short is built again. */
export function build(parts) {
  for (const part of parts) {
    if (!Object.hasOwn(BUILDERS, part)) throw new Error(`no such part to build: ${part} (there are: ${Object.keys(BUILDERS).join(', ')})`);
    if (isBuilt(part)) continue;
    const hash = sourceHash(part);
    rmSync(markOf(part), { force: true });
    if (!BUILDERS[part]()) throw new Error(`building ${part} failed: see the messages above`);
    mkdirSync(dirname(markOf(part)), { recursive: true });
    writeFileSync(markOf(part), hash);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  ensureInstalled();
  try {
    build(process.argv.length > 2 ? process.argv.slice(2) : Object.keys(BUILDERS));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
