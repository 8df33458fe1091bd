/** File patterns, for shells that leave them to the program (those of Windows do): `*`, `?`, `[a-z]`, `{a,b}` within a name, `**` for any folders. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

const MAGIC = /[*?[{]/;
const WINDOWS = process.platform === 'win32';

export const isPattern = (path: string): boolean => MAGIC.test(path);

/** Files and folders that fit a pattern, in the order of names. Names that begin with a dot must be asked for with one. */
export async function pathsLike(pattern: string): Promise<string[]> {
  const parts = (WINDOWS ? pattern.replaceAll('\\', '/') : pattern).split('/');
  const plain = parts.findIndex((part) => MAGIC.test(part));
  const base = parts.slice(0, plain).join('/');
  // A drive's letter alone would be the folder that one was last in there.
  const start = WINDOWS && /^[a-z]:$/i.test(base) ? `${base}/` : base !== '' ? base : pattern.startsWith('/') ? '/' : '.';
  const found = new Set<string>();
  await walk(start, start === '.' ? '' : start, parts.slice(plain).filter((part) => part !== ''), found);
  return [...found].sort((left, right) => (left < right ? -1 : 1));
}

/** @param shown the folder as it stands before the names found in it */
async function walk(folder: string, shown: string, parts: string[], found: Set<string>): Promise<void> {
  const [part, ...rest] = parts;
  if (part === undefined) return;
  // "**" is no folder, or one and whatever is in it.
  if (part === '**' && rest.length > 0) await walk(folder, shown, rest, found);
  // A folder that may not be read holds nothing that fits.
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const fits = part === '**' ? /^[^.]/ : nameLike(part);
  for (const entry of entries) {
    if (!fits.test(entry.name)) continue;
    const path = join(folder, entry.name);
    const name = shown === '' ? entry.name : join(shown, entry.name);
    if (part === '**') {
      if (entry.isDirectory()) await walk(path, name, parts, found);
      else if (rest.length === 0) found.add(name);
    } else if (rest.length === 0) found.add(name);
    else if (entry.isDirectory()) await walk(path, name, rest, found);
  }
}

/** One name's pattern as a regular expression. */
function nameLike(pattern: string): RegExp {
  let source = pattern.startsWith('.') ? '' : '(?!\\.)';
  let depth = 0;
  for (let at = 0; at < pattern.length; at += 1) {
    const sign = pattern[at]!;
    const end = pattern.indexOf(']', at + 2);
    if (sign === '*') source += '[^]*';
    else if (sign === '?') source += '[^]';
    else if (sign === '[' && end > 0) {
      source += `[${pattern.slice(at + 1, end).replace(/^!/, '^').replace(/[\\[]/g, '\\$&')}]`;
      at = end;
    } else if (sign === '{' && pattern.includes('}', at)) {
      source += '(?:';
      depth += 1;
    } else if (sign === '}' && depth > 0) {
      source += ')';
      depth -= 1;
    } else if (sign === ',' && depth > 0) source += '|';
    else source += sign.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  }
  return new RegExp(`^${source}${')'.repeat(depth)}$`, WINDOWS ? 'iu' : 'u');
}
