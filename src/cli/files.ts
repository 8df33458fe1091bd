/** Files that a user names, looked at before anything is done: after an hour's coding is late to hear that there is no such folder. */
import { accessSync, constants, mkdirSync, opendirSync, renameSync, rmSync, statSync, type Stats } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describeFailure } from '../sources/index.js';
import { unopened } from '../sources/unopened.js';
import { UsageError } from './errors.js';

/** A file to be read. @throws UsageError saying why it can't be. */
export function inputFile(path: string, expected = 'a readable file'): string {
  try {
    accessSync(path, constants.R_OK);
    // Nothing is read of it yet: what a pipe gave would be gone.
    if (statSync(path).isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
    return path;
  } catch (error) {
    throw unread(path, error, expected);
  }
}

/** A folder to be read. @throws UsageError saying why it can't be. */
export function inputFolder(path: string, expected: string): string {
  try {
    opendirSync(path).closeSync();
    return path;
  } catch (error) {
    if (statOf(path)) throw new UsageError(`${path}: found no folder that may be read, expected ${expected}. Give the path of a folder.`);
    throw unread(path, error, expected);
  }
}

function unread(path: string, error: unknown, expected: string): unknown {
  const failure = unopened(path, error, expected);
  return failure ? new UsageError(describeFailure(failure)) : error;
}

/** A file to be written: its folder must be there. @throws UsageError saying why it can't be. */
export function outputFile(path: string): string {
  const folder = dirname(resolve(path));
  if (!statOf(folder)?.isDirectory()) throw new UsageError(`${path}: found no folder ${folder}, expected one that is there. Make it, or write elsewhere.`);
  const there = statOf(path);
  if (there?.isDirectory()) throw new UsageError(`${path}: found a folder, expected the name of a file to write. Name a file in it.`);
  // It is written beside its place and moved there.
  mustBeWritable(folder, path);
  if (there) mustBeWritable(path, path);
  return path;
}

/** Has a file written beside its place and moved there when it is whole. */
export async function whole(target: string, write: (part: string) => Promise<void>): Promise<void> {
  const part = `${resolve(target)}.part`;
  try {
    await write(part);
    renameSync(part, target);
  } finally {
    rmSync(part, { force: true });
  }
}

/** A folder to be written into, made where it is missing. @throws UsageError saying why it can't be. */
export function outputFolder(path: string): string {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'EEXIST' || code === 'ENOTDIR') throw new UsageError(`${path}: found a file where a folder is to be, expected a folder or nothing. Move the file, or name another folder.`);
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') throw forbidden(path, path);
    throw error;
  }
  mustBeWritable(path, path);
  return path;
}

function mustBeWritable(place: string, named: string): void {
  try {
    accessSync(place, constants.W_OK);
  } catch {
    throw forbidden(place, named);
  }
}

const forbidden = (place: string, named: string): UsageError =>
  new UsageError(`${named}: found that nothing may be written to ${resolve(place)}, expected the right to. Give yourself that right, or write elsewhere.`);

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined; // A path through a file.
  }
}
