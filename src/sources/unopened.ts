/** Why a file could not be opened or read on, in words instead of the system's codes. */
import type { Failure } from './types.js';

const KNOWN: Readonly<Record<string, readonly [found: string, advice: string]>> = {
  ENOENT: ['no such file', 'Look at the path\'s spelling.'],
  ENOTDIR: ['a file where the path has a folder', 'Look at the path\'s spelling.'],
  EACCES: ['a file that may not be read', 'Give yourself the right to read it.'],
  EPERM: ['a file that may not be read', 'Give yourself the right to read it.'],
  EISDIR: ['a folder', 'Give its files.'],
};

/** What became of a file, by the error of the system; null for an error that is none of its usual ones. */
export function unopened(source: string, error: unknown, expected: string): Failure | null {
  const known = KNOWN[(error as { code?: string }).code ?? ''];
  return known ? { source, place: '', found: known[0], expected, advice: known[1] } : null;
}
