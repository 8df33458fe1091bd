/** Bytes of files and streams: unpacked where they are gzip, whole or line by line, never more than was allowed. */
import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BrokenOff, placed, Unreadable, type Bytes } from './types.js';

/** Read at a time: most documents come at once. */
const CHUNK = 1 << 18;

/** A file, read as it is asked for; by its handle, since a stream's own machinery costs more than a small file's bytes. */
export function fileBytes(path: string): Bytes {
  return { name: path, chunks: chunksOf(path) };
}

async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  try {
    const about = await file.stat();
    const size = about.isFile() ? Math.min(CHUNK, Math.max(4096, about.size + 1)) : CHUNK;
    for (;;) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(size), 0, size, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** A file of modest size, read at one go: for a thread of its own, in which nobody waits meanwhile. */
export function fileAtOnce(path: string): Bytes {
  return { name: path, chunks: (async function* () { yield readFileSync(path); })() };
}

/** Bytes that are in memory already. */
export function memoryBytes(name: string, bytes: Uint8Array): Bytes {
  return { name, chunks: (async function* () { yield bytes; })() };
}

/** The first bytes of a stream, and the stream with them still in it. */
export async function peek(chunks: AsyncIterable<Uint8Array>, size: number): Promise<{ head: Uint8Array; chunks: AsyncIterable<Uint8Array> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  let length = 0;
  while (length < size) {
    const next = await iterator.next();
    if (next.done) break;
    read.push(next.value);
    length += next.value.length;
  }
  const again = (async function* (): AsyncGenerator<Uint8Array> {
    try {
      yield* read;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  })();
  return { head: (read.length === 1 ? read[0]! : Buffer.concat(read)).subarray(0, size), chunks: again };
}

/** Unpacks gzip as it comes. What could be unpacked before a break is given; then Unreadable is thrown. */
export async function* gunzip(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const unpacked = Readable.from(chunks).pipe(createGunzip());
  try {
    yield* unpacked;
  } catch (error) {
    const cut = (error as { code?: string }).code === 'Z_BUF_ERROR';
    throw new BrokenOff(cut ? 'a gzip file that breaks off' : `a damaged gzip file (${(error as Error).message})`);
  }
}

/** The same bytes, unpacked where they are gzip. */
export async function* unpacked(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const start = await peek(chunks, 2);
  yield* start.head[0] === 0x1f && start.head[1] === 0x8b ? gunzip(start.chunks) : start.chunks;
}

/** All bytes, up to a limit. */
export async function readAll(chunks: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> {
  const read: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > limit) {
      throw new Unreadable({ place: '', found: `more than ${megabytes(limit)}`, expected: `at most that for a file of this kind`, advice: 'Split it into smaller files.' });
    }
    read.push(chunk);
  }
  return read.length === 1 ? read[0]! : Buffer.concat(read, length);
}

export const megabytes = (bytes: number): string => `${Math.round(bytes / (1 << 20))} MB`;

/** Lines with their numbers from 1 up. A line longer than the limit is given cut, marked as too long. */
export async function* lines(chunks: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<{ number: number; bytes: Uint8Array; tooLong: boolean }> {
  let number = 1;
  let parts: Uint8Array[] = [];
  let length = 0;
  const take = (): { number: number; bytes: Uint8Array; tooLong: boolean } => {
    const line = { number, bytes: Buffer.concat(parts), tooLong: length > limit };
    number += 1;
    parts = [];
    length = 0;
    return line;
  };
  try {
    for await (const chunk of chunks) {
      let start = 0;
      for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, start)) {
        if (length <= limit) parts.push(chunk.subarray(start, end));
        length += end - start;
        yield take();
        start = end + 1;
      }
      if (start < chunk.length) {
        if (length <= limit) parts.push(chunk.subarray(start));
        length += chunk.length - start;
      }
    }
  } catch (error) {
    throw placed(error, `line ${number}`);
  }
  if (length > 0) yield take();
}
