/**
 * Makes a clone ready to run: what is not installed is installed, what is not built is built.
 * Everything is checked by content, never by file times, so that a checkout or a copy does not fool it; the checks of a
 * clone that is ready take well under a second.
 */
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const at = (...parts) => join(ROOT, ...parts);

/** Runs a program in the clone's root; true when it ended well. Its output goes where ours goes. */
export function runStep(command, args, { env = {}, shell = false } = {}) {
  const ended = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', shell, env: { ...process.env, ...env } });
  if (ended.error) throw new Error(`cannot start ${command}: ${ended.error.message}`);
  return ended.status === 0;
}

/** Runs a JavaScript program of node_modules by its file, so that no shell and no .cmd file is needed. */
export function runTool(file, args, options) {
  return runStep(process.execPath, [at('node_modules', ...file.split('/')), ...args], options);
}

function runNpm(args) {
  const npm = process.env.npm_execpath;
  if (npm && /\.c?js$/.test(npm)) return runStep(process.execPath, [npm, ...args]);
  return runStep('npm', args, { shell: process.platform === 'win32' });
}

/** True when node_modules holds exactly the versions that the lock file names (packages for other systems left aside). */
export function isInstalled() {
  const installed = at('node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  const have = JSON.parse(readFileSync(installed, 'utf8')).packages;
  const want = JSON.parse(readFileSync(at('package-lock.json'), 'utf8')).packages;
  return Object.entries(want).every(([path, entry]) => path === '' || entry.optional || have[path]?.version === entry.version);
}

export function ensureInstalled() {
  if (isInstalled()) return;
  console.error('Installing what demarche needs (once) …');
  if (!runNpm(['ci', '--no-audit', '--no-fund'])) {
    throw new Error('npm ci failed: see its message above. demarche needs Node 20 or later and, this once, a package registry.');
  }
}

/** The things that are built, in their order, the files that each is made from, and the mark that says from which. */
const PARTS = {
  node: { from: ['src'], skip: ['src/web'], config: ['tsconfig.base.json', 'tsconfig.build.json'], mark: 'dist/.built-node' },
  data: { from: ['data/codebook', 'data/actors', 'src/codebook', 'src/actors'], skip: [], config: ['scripts/compile.js'], mark: 'dist/.built-data' },
  web: { from: ['src/web', 'src/server', 'src/record', 'src/coder', 'src/language', 'src/codebook', 'src/actors', 'src/brief', 'src/sources'], skip: [], config: ['tsconfig.base.json', 'tsconfig.web.json', 'vite.config.ts'], mark: 'dist/.built-web' },
};

function* filesUnder(folder) {
  for (const entry of readdirSync(at(folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* filesUnder(path);
    else yield path;
  }
}

/** What a part would be built from now, as one hash. */
export function sourceHash(part) {
  const { from, skip, config } = PARTS[part];
  const hash = createHash('sha256');
  const files = [...from.flatMap((folder) => [...filesUnder(folder)]), ...config, 'package-lock.json'];
  for (const file of files) {
    if (file.endsWith('.test.ts') || skip.some((folder) => file.startsWith(`${folder}/`))) continue;
    hash.update(file).update('\0').update(readFileSync(at(file))).update('\0');
  }
  return hash.digest('hex');
}

export const markOf = (part) => at(PARTS[part].mark);

export function isBuilt(part) {
  return existsSync(markOf(part)) && readFileSync(markOf(part), 'utf8') === sourceHash(part);
}

/** Installs and builds what is missing or stale. */
export async function ensureReady() {
  ensureInstalled();
  const stale = Object.keys(PARTS).filter((part) => !isBuilt(part));
  if (stale.length === 0) return;
  const { build } = await import('./build.js');
  console.error('Building …');
  build(stale);
}
