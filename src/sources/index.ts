/** Readers of documents: whatever a path or some bytes hold, as documents, with a failure for each thing that could not be read. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileBytes, gunzip, memoryBytes, peek, readAll } from './bytes.js';
import { isReadable, kindOf, type Kind } from './detect.js';
import { decode, decodeStream, encodingOf } from './encoding.js';
import { isPattern, pathsLike } from './glob.js';
import { readJson, readJsonl } from './jsonl.js';
import { partsOf } from './split.js';
import { readText } from './text.js';
import { Unreadable, type Bytes, type Failure, type Reading, type SourceItem } from './types.js';
import { unopened } from './unopened.js';

export { describeFailure, type Bytes, type Failure, type SourceItem } from './types.js';
export { LONGEST_TEXT } from './split.js';
export { isStreamed, kindOf, type Kind } from './detect.js';

export interface ReadOptions {
  /** The kind of source, where its name and first bytes don't say it (standard input). */
  kind?: Kind;
  /** Told how many bytes were read, as they are (of gzip: the packed ones). */
  onBytes?: (count: number) => void;
}

/** Most that is read of a file which has to be in memory as a whole; JSONL and CSV have no limit. */
const LARGEST: Record<Exclude<Kind, 'jsonl' | 'csv'>, number> = {
  text: 200 << 20, json: 200 << 20, feed: 50 << 20, eml: 50 << 20, html: 20 << 20, pdf: 200 << 20, docx: 100 << 20,
};

/**
 * Reads a path (a file, a folder with all that lies under it, or a pattern such as `cables/2024-*.html`; in the order of names) or bytes. Gzip is unpacked. Every
 * document comes as soon as it is read; every failure names the source and the place, and what comes after it is read all
 * the same. Never throws for what a source holds. A text too long for one document comes in parts.
 */
export async function* readSource(input: string | Bytes | { name: string; bytes: Uint8Array }, options: ReadOptions = {}): AsyncGenerator<SourceItem> {
  if (typeof input !== 'string') {
    yield* readBytes('bytes' in input ? memoryBytes(input.name, input.bytes) : input, options);
    return;
  }
  const files = await filesOf(input);
  if ('failure' in files) yield files;
  else for (const { path } of files.files) yield* readBytes(fileBytes(path), options);
}

async function* readBytes(source: Bytes, options: ReadOptions): AsyncGenerator<SourceItem> {
  const { name } = source;
  try {
    let documents = 0;
    for await (const reading of readings(source, options)) {
      if ('failure' in reading) {
        yield { failure: { source: name, ...reading.failure } };
        documents += 1;
        continue;
      }
      const { document, ...from } = reading;
      if (!/[\p{L}\p{N}]/u.test(document.text)) {
        throw new Unreadable({ place: from.place, found: 'no text', expected: 'a document with some', advice: 'Leave it out.' });
      }
      documents += 1;
      for (const part of partsOf(document)) yield { document: part, source: name, ...from };
    }
    if (documents === 0) throw new Unreadable({ place: '', found: 'nothing', expected: 'at least one document', advice: 'Leave it out.' });
  } catch (error) {
    if (error instanceof Unreadable) yield { failure: { source: name, ...error.failure } };
    else yield { failure: notRead(name, error) };
  }
}

async function* readings({ name, chunks }: Bytes, options: ReadOptions): AsyncGenerator<Reading> {
  let start = await peek(counted(chunks, options.onBytes), 4096);
  if (start.head[0] === 0x1f && start.head[1] === 0x8b) start = await peek(gunzip(start.chunks), 4096);
  if (start.head.length === 0) throw new Unreadable({ place: '', found: 'an empty file', expected: 'a document', advice: 'Leave it out.' });
  const kind = options.kind ?? kindOf(name, start.head);
  if (kind === 'jsonl') yield* readJsonl(decodedIfWide(start.head, start.chunks));
  else if (kind === 'csv') yield* (await import('./csv.js')).readCsv(start.chunks);
  else yield* readWhole(kind, name, await readAll(start.chunks, LARGEST[kind]));
}

/** Readers that stand on large libraries are loaded when a file first asks for them: most runs need none or one. */
async function* readWhole(kind: Exclude<Kind, 'jsonl' | 'csv'>, name: string, bytes: Uint8Array): AsyncGenerator<Reading> {
  switch (kind) {
    case 'text': return yield* readText(name, decode(bytes));
    case 'json': return yield* readJson(decode(bytes));
    case 'html': return yield* (await import('./html.js')).readHtml(name, bytes);
    case 'pdf': return yield* (await import('./pdf.js')).readPdf(name, bytes);
    case 'docx': return yield* (await import('./docx.js')).readDocx(name, bytes);
    case 'eml': return yield* (await import('./eml.js')).readEml(name, bytes);
    case 'feed': return yield* (await import('./feed.js')).readFeed(decode(bytes, /encoding=["']([\w-]+)/i.exec(Buffer.from(bytes.subarray(0, 200)).toString('latin1'))?.[1]));
  }
}

/** Lines of UTF-16 can't be found by a byte: such a stream is turned into UTF-8 first. Bytes that are no text are refused. */
function decodedIfWide(head: Uint8Array, chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const encoding = encodingOf(head);
  if (!encoding.startsWith('utf-16')) return chunks;
  return (async function* () {
    for await (const text of decodeStream(head, chunks, 0)) yield Buffer.from(text);
  })();
}

async function* counted(chunks: AsyncIterable<Uint8Array>, onBytes: ((count: number) => void) | undefined): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    onBytes?.(chunk.length);
    yield chunk;
  }
}

/** The files at a path or of a pattern, with their sizes: itself, or all under it that are of a kind that is read; or why there are none. */
export async function filesOf(path: string): Promise<{ files: { path: string; size: number }[] } | { failure: Failure }> {
  try {
    const paths = await existing(path);
    return { files: await Promise.all(paths.map(async (file) => ({ path: file, size: (await stat(file)).size }))) };
  } catch (error) {
    return { failure: error instanceof Unreadable ? { source: path, ...error.failure } : notRead(path, error) };
  }
}

/** A name that has a pattern's signs in it and is there is meant as it stands. */
async function existing(path: string): Promise<string[]> {
  const there = await stat(path).catch((error: unknown) => {
    if (isPattern(path)) return null;
    throw error;
  });
  if (there) return there.isDirectory() ? filesUnder(path) : [path];
  const found = await pathsLike(path);
  const files: string[] = [];
  for (const one of found) files.push(...((await stat(one)).isDirectory() ? await filesUnder(one) : [one]));
  if (files.length === 0) throw new Unreadable({ place: '', found: 'no file that fits this pattern', expected: 'at least one', advice: 'Look at its spelling: * stands for any part of a name, ** for any folders.' });
  return files;
}

/** Files under a folder that are of a kind that is read, by name; hidden ones are left out. */
async function filesUnder(folder: string): Promise<string[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter((entry) => !entry.name.startsWith('.'));
  entries.sort((left, right) => (left.name < right.name ? -1 : 1));
  const paths: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) paths.push(...(await filesUnder(path)));
    else if (entry.isFile() && isReadable(entry.name)) paths.push(path);
  }
  return paths;
}

function notRead(source: string, error: unknown): Failure {
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(source)) {
    return { source, place: '', found: 'an address of a kind that is not fetched', expected: 'one that begins with http:// or https://, or a path', advice: 'Fetch it yourself and add the file.' };
  }
  const expected = 'a readable file or folder';
  return unopened(source, error, expected) ?? { source, place: '', found: `something that can't be read (${(error as Error).message})`, expected, advice: 'Save its text as a text file, or leave it out.' };
}
