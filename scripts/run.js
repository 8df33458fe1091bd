/** Runs a TypeScript file of this clone:  node scripts/run.js FILE.ts [argument]… */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './ready.js';

const [file, ...rest] = process.argv.slice(2);
if (!file) {
  console.error('usage: node scripts/run.js FILE.ts [argument]…');
  process.exit(2);
}
ensureInstalled();
const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const ended = spawnSync(process.execPath, ['--import', loader, file, ...rest], { stdio: 'inherit' });
process.exitCode = ended.status ?? 1;
