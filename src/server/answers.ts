/**
 * Answers that are kept. What a page of the record says follows from the record as it stands and from the address alone, and
 * the record changes seldom: so each answer is made once, however many people ask for it, and kept until the record changes.
 * Who asks the same while it is being made waits for that one. Whether somebody may ask is decided before, every time (guard.ts).
 */
import type { Context, MiddlewareHandler } from 'hono';
import { tagOf } from './conditional.js';

/** Addresses whose answers depend on the record, the actors' names and the coder's version, and on nothing else. */
const KEPT = new RegExp(
  `^/api/(${[
    'summary', 'actors', 'actors/profile/[^/]+', 'actors/unresolved', 'events', 'statements', 'documents', 'document/[^/]+', 'facets/[^/]+', 'network', 'dyad/[^/]+/[^/]+',
    'ledger/[^/]+', 'desk/[^/]+', 'desk/[^/]+/(facts|agenda|votes)', 'sources/stories',
  ].join('|')})$`,
);

/** Bytes that answers may take in memory, and those of one that is not worth it. */
const MOST = 64 << 20;
const MOST_OF_ONE = 4 << 20;
/** Answers that are made at the same time. They share the processor: of fifty made at once the first would be done with the last. */
const AT_ONCE = 4;
/** What an answer takes besides its own bytes: key, tag, place in the table. */
const BESIDES = 500;

interface Answer {
  bytes: Uint8Array<ArrayBuffer>;
  type: string;
  tag: string;
}

export interface AnswersOptions {
  /** Another word whenever an answer may be another. */
  edition: () => string;
  most?: number;
}

export class Answers {
  private readonly edition: () => string;
  private readonly most: number;
  /** Of the present edition; the one that was asked for last at the end. */
  private readonly kept = new Map<string, Answer>();
  private readonly making = new Map<string, Promise<Answer | null>>();
  private of = '';
  private bytes = 0;
  private forgotten = 0;
  private free = AT_ONCE;
  private readonly row: (() => void)[] = [];

  constructor({ edition, most = MOST }: AnswersOptions) {
    this.edition = edition;
    this.most = most;
  }

  /** What answers rest on beside the record has changed. */
  forget(): void {
    this.forgotten += 1;
  }

  readonly middleware: MiddlewareHandler = async (c, next) => {
    if (c.req.method !== 'GET' || !KEPT.test(c.req.path)) return next();
    const edition = this.present();
    // No answer depends on the role today; one that did must not reach another.
    const key = `${c.get('person')?.role ?? ''} ${c.req.path}${new URL(c.req.url).search}`;
    const kept = this.get(key);
    if (kept) return send(c, kept);
    const shared = `${edition} ${key}`;
    const underway = this.making.get(shared);
    const made = underway && (await underway);
    if (made) return send(c, made);
    const making = this.inTurn(async () => {
      await next();
      return answerOf(c);
    });
    this.making.set(shared, making.catch(() => null));
    try {
      const answer = await making;
      // What was read while the record changed may be of before and after.
      if (answer && this.present() === edition) this.keep(key, answer);
      if (answer) send(c, answer);
    } finally {
      this.making.delete(shared);
    }
  };

  /** Does a job when there is room for it, in the order of asking. */
  private async inTurn<T>(job: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((begin) => this.row.push(begin));
    try {
      return await job();
    } finally {
      const next = this.row.shift();
      if (next) next();
      else this.free += 1;
    }
  }

  /** The present edition; of an earlier one nothing is kept. */
  private present(): string {
    const edition = `${this.edition()} ${this.forgotten}`;
    if (edition !== this.of) {
      this.kept.clear();
      this.bytes = 0;
      this.of = edition;
    }
    return edition;
  }

  private get(key: string): Answer | undefined {
    const answer = this.kept.get(key);
    if (!answer) return undefined;
    this.kept.delete(key);
    this.kept.set(key, answer);
    return answer;
  }

  private keep(key: string, answer: Answer): void {
    const size = answer.bytes.length + BESIDES;
    if (size > Math.min(MOST_OF_ONE, this.most) || this.kept.has(key)) return;
    this.kept.set(key, answer);
    this.bytes += size;
    for (const [oldest, { bytes }] of this.kept) {
      if (this.bytes <= this.most) return;
      this.kept.delete(oldest);
      this.bytes -= bytes.length + BESIDES;
    }
  }
}

/** A route's answer, if it is one to be kept. */
async function answerOf({ res }: Context): Promise<Answer | null> {
  const type = res.headers.get('Content-Type') ?? '';
  if (res.status !== 200 || !type.startsWith('application/json')) return null;
  const bytes = new Uint8Array(await res.arrayBuffer());
  return { bytes, type, tag: tagOf(bytes) };
}

function send(c: Context, { bytes, type, tag }: Answer): void {
  c.res = undefined;
  c.res = new Response(bytes, { status: 200, headers: { 'Content-Type': type, ETag: tag } });
}
