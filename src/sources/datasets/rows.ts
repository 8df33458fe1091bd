/** Tab-separated rows without quoting, many at a time: text of whole lines, and where the fields in it begin. */
import { gunzip, megabytes, peek } from '../bytes.js';
import { Unreadable, type Bytes } from '../types.js';

const LONGEST_LINE = 1 << 24;
/** Most columns that any of the data sets has, with room. */
const MOST_COLUMNS = 128;
const TAB = 9;
const NEWLINE = 10;
const RETURN = 13;

/** Why a file broke off, for a reader that first gives the rows that it has. */
export interface Broken {
  error?: unknown;
}

/** Whole lines as text. Gzip is unpacked. At a break it ends, the reason noted down. */
export async function* blocksOf(file: Bytes, onBytes: ((count: number) => void) | undefined, broken: Broken): AsyncGenerator<string> {
  try {
    yield* wholeLines(file, onBytes);
  } catch (error) {
    broken.error = error;
  }
}

async function* wholeLines({ chunks }: Bytes, onBytes?: (count: number) => void): AsyncGenerator<string> {
  const counted = (async function* () {
    for await (const chunk of chunks) {
      onBytes?.(chunk.length);
      yield chunk;
    }
  })();
  const start = await peek(counted, 2);
  const bytes = start.head[0] === 0x1f && start.head[1] === 0x8b ? gunzip(start.chunks) : start.chunks;
  const decoder = new TextDecoder('utf-8');
  let rest: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (end === 0) {
      rest.push(chunk);
      length += chunk.length;
      if (length > LONGEST_LINE) throw new Unreadable({ place: '', found: `a line of more than ${megabytes(LONGEST_LINE)}`, expected: 'rows of columns apart by tabs', advice: 'Is it a file of this data set? The rows before it were read.' });
      continue;
    }
    yield decoder.decode(rest.length > 0 ? Buffer.concat([...rest, chunk.subarray(0, end)]) : chunk.subarray(0, end));
    rest = end < chunk.length ? [chunk.subarray(end)] : [];
    length = chunk.length - end;
  }
  if (length > 0) yield `${decoder.decode(Buffer.concat(rest))}\n`;
}

/** A cursor over the rows of one block after another: made once, so that a row costs no allocation. */
export class Rows {
  /** Line of the present row, from 1 up. */
  line = 0;
  columns = 0;
  private block = '';
  private next = 0;
  /** Field i lies between starts[i] and starts[i + 1] - 1. */
  private readonly starts = new Int32Array(MOST_COLUMNS + 2);

  load(block: string): void {
    this.block = block;
    this.next = 0;
  }

  /** Goes to the next row that is not empty; false when the block has no more. */
  advance(): boolean {
    const { block, starts } = this;
    for (let at = this.next; at < block.length; ) {
      starts[0] = at;
      let columns = 1;
      let code = block.charCodeAt(at);
      while (code !== NEWLINE) {
        if (code === TAB) {
          if (columns <= MOST_COLUMNS) starts[columns] = at + 1;
          columns += 1;
        }
        at += 1;
        code = block.charCodeAt(at);
      }
      const end = at > starts[0]! && block.charCodeAt(at - 1) === RETURN ? at - 1 : at;
      starts[Math.min(columns, MOST_COLUMNS + 1)] = end + 1;
      at += 1;
      this.line += 1;
      this.columns = columns;
      if (end > starts[0]!) {
        this.next = at;
        return true;
      }
    }
    this.next = block.length;
    return false;
  }

  field(i: number): string {
    return this.block.slice(this.starts[i], this.starts[i + 1]! - 1);
  }

  /** Several neighbouring fields as one string, the tabs in it. */
  fields(from: number, to: number): string {
    return this.block.slice(this.starts[from], this.starts[to + 1]! - 1);
  }
}
