/** How much a browser loads before it shows anything: measured on the built app, so that growth is met by whoever causes it. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const WEB = join(ROOT, 'dist', 'web');
const BUDGET = 200_000;

beforeAll(() => {
  const built = spawnSync(process.execPath, ['scripts/build.js', 'web'], { cwd: ROOT, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`building the web app failed: ${built.stderr}`);
}, 180_000);

/** A script and those that it cannot start without. */
function withImports(name: string, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const [, file] of readFileSync(join(WEB, 'assets', name), 'utf8').matchAll(/(?:^|[;\s}])(?:import|export)[^'"()]*from?\s*["']\.\/([^"']+\.js)["']/g)) withImports(file!, seen);
  return seen;
}

describe('the first load', () => {
  it(`is at most ${BUDGET / 1000} KB of compressed script`, () => {
    const page = readFileSync(join(WEB, 'index.html'), 'utf8');
    const named = [...page.matchAll(/(?:src|href)="\/assets\/([^"]+\.js)"/g)].map(([, name]) => name!);
    expect(named.length).toBeGreaterThan(0);
    const scripts = new Set(named.flatMap((name) => [...withImports(name)]));
    const sizes = [...scripts].map((name) => ({ name, bytes: gzipSync(readFileSync(join(WEB, 'assets', name))).length }));
    const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
    console.info(`first load: ${total} bytes of compressed script in ${sizes.length} file(s)`);
    expect(total, sizes.map(({ name, bytes }) => `${name} ${bytes}`).join(', ')).toBeLessThanOrEqual(BUDGET);
    // The coder comes when a text is pasted, not before.
    expect([...scripts].filter((name) => name.startsWith('worker'))).toEqual([]);
  });
});
