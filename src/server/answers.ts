/**
 * Answers that are kept. What a page of the record says follows from the record as it stands and from the address alone, and
 * the record changes seldom: so each answer is made once, however many people ask for it, and kept until a change bears on one
 * of the questions to the record that it rests on (bearing.ts). Who asks the same while it is being made waits for that one.
 * Whether somebody may ask is decided before, every time (guard.ts).
 */
import type { Context, MiddlewareHandler } from 'hono';
import type { Store } from '../record/store.js';
import { noting } from './asking.js';
import { bearing, type CountedAs, type Question } from './bearing.js';
import { tagOf } from './conditional.js';

/** Addresses whose answers depend on the record, the actors' names, the coder's version and the day, and on nothing else. */
const KEPT = new RegExp(
  `^/api/(${[
    'summary', 'actors', 'actors/profile/[^/]+', 'actors/unresolved', 'events', 'statements', 'documents', 'document/[^/]+', 'facets/[^/]+', 'network', 'dyad/[^/]+/[^/]+',
    'ledger/[^/]+', 'desk/[^/]+', 'desk/[^/]+/(facts|agenda|votes)', 'sources/stories', 'searches', 'searches/[^/]+', 'brief/[^/]+',
  ].join('|')})$`,
);

/** Bytes that answers may take in memory, and those of one that is not worth it. */
const MOST = 64 << 20;
const MOST_OF_ONE = 4 << 20;
/** Those that read all of somebody's past, and take ten times as long as the others. */
const HEAVY = /^\/api\/(desk\/[^/]+|dyad\/.*|brief\/.*|ledger\/.*|network|facets\/.*|sources\/stories)$/;
/** Answers that are made at the same time. They share the processor: of fifty made at once the first would be done with the last. */
const AT_ONCE = 4;
/** Heavy ones among them: who opens an event need not wait until others' desks are drawn. */
const HEAVY_AT_ONCE = 3;
/** What an answer takes besides its own bytes (tag, place in the table), and each question that it rests on. */
const BESIDES = 500;
const BESIDES_ASKED = 100;

type Weight = 'light' | 'heavy';

interface Answer {
  bytes: Uint8Array<ArrayBuffer>;
  type: string;
  tag: string;
  /** What it rests on. */
  questions: readonly Question[];
  /** Bytes that it takes in memory. */
  size: number;
}

export interface AnswersOptions {
  record: Pick<Store, 'edition' | 'changesSince'>;
  /** What answers rest on beside the record: another word whenever that is another. */
  beside?: () => string;
  countedAs?: CountedAs;
  most?: number;
}

/** How things stood when an answer was begun. */
interface Standing {
  edition: number;
  beside: string;
}

export class Answers {
  private readonly record: AnswersOptions['record'];
  private readonly beside: () => string;
  private readonly countedAs: CountedAs;
  private readonly most: number;
  /** Those that stand; the one that was asked for last at the end. */
  private readonly kept = new Map<string, Answer>();
  private readonly making = new Map<string, Promise<Answer | null>>();
  /** When they were last looked through. */
  private of: Standing = { edition: 0, beside: '' };
  private bytes = 0;
  private forgotten = 0;
  private readonly made = { light: 0, heavy: 0 };
  private readonly rows: Record<Weight, (() => void)[]> = { light: [], heavy: [] };

  constructor({ record, beside = () => '', countedAs = (code) => code, most = MOST }: AnswersOptions) {
    this.record = record;
    this.beside = beside;
    this.countedAs = countedAs;
    this.most = most;
  }

  /** What answers rest on beside the record has changed. */
  forget(): void {
    this.forgotten += 1;
  }

  readonly middleware: MiddlewareHandler = async (c, next) => {
    if (c.req.method !== 'GET' || !KEPT.test(c.req.path)) return next();
    const begun = this.present();
    // No answer depends on the role today; one that did must not reach another.
    const key = `${c.get('person')?.role ?? ''} ${c.req.path}${new URL(c.req.url).search}`;
    const kept = this.get(key);
    if (kept) return send(c, kept);
    const shared = `${begun.edition} ${begun.beside} ${key}`;
    const underway = this.making.get(shared);
    const made = underway && (await underway);
    if (made) return send(c, made);
    const making = this.inTurn(HEAVY.test(c.req.path) ? 'heavy' : 'light', async () => {
      const { questions } = await noting(next);
      return answerOf(c, key, questions);
    });
    this.making.set(shared, making.catch(() => null));
    try {
      const answer = await making;
      if (answer) {
        this.keep(key, answer, begun);
        send(c, answer);
      }
    } finally {
      this.making.delete(shared);
    }
  };

  /** Does a job when there is room for it: the light ones first, those of one weight in the order of asking. */
  private async inTurn<T>(weight: Weight, job: () => Promise<T>): Promise<T> {
    await new Promise<void>((begin) => {
      this.rows[weight].push(begin);
      this.beginNext();
    });
    try {
      return await job();
    } finally {
      this.made[weight] -= 1;
      this.beginNext();
    }
  }

  private beginNext(): void {
    const { made, rows } = this;
    if (made.light + made.heavy >= AT_ONCE) return;
    const weight = rows.light.length > 0 ? 'light' : 'heavy';
    if (weight === 'heavy' && made.heavy >= HEAVY_AT_ONCE) return;
    const begin = rows[weight].shift();
    if (!begin) return;
    made[weight] += 1;
    begin();
  }

  /** How things stand; what no longer does is kept no longer. */
  private present(): Standing {
    const now = { edition: this.record.edition, beside: `${this.beside()} ${this.forgotten}` };
    const falls = this.fallenSince(this.of, now);
    if (falls) for (const [key, answer] of this.kept) if (falls(answer)) this.drop(key, answer);
    return (this.of = now);
  }

  /** Which answers of a time no longer stand at another; null: all do. */
  private fallenSince(then: Standing, now: Standing): ((answer: Answer) => boolean) | null {
    if (then.beside !== now.beside) return () => true;
    if (then.edition === now.edition) return null;
    const changes = this.record.changesSince(then.edition);
    if (changes === null) return () => true;
    const bear = changes.map((change) => bearing(change, this.countedAs));
    return ({ questions }) => questions.some((question) => bear.some((bears) => bears(question)));
  }

  private get(key: string): Answer | undefined {
    const answer = this.kept.get(key);
    if (!answer) return undefined;
    this.kept.delete(key);
    this.kept.set(key, answer);
    return answer;
  }

  /** Keeps an answer that was begun at a time, unless what it rests on has changed since: it may be of before and after. */
  private keep(key: string, answer: Answer, begun: Standing): void {
    if (this.fallenSince(begun, this.present())?.(answer)) return;
    if (answer.size > Math.min(MOST_OF_ONE, this.most) || this.kept.has(key)) return;
    this.kept.set(key, answer);
    this.bytes += answer.size;
    for (const [oldest, one] of this.kept) {
      if (this.bytes <= this.most) return;
      this.drop(oldest, one);
    }
  }

  private drop(key: string, { size }: Answer): void {
    this.kept.delete(key);
    this.bytes -= size;
  }
}

/** A route's answer, if it is one to be kept. */
async function answerOf({ res }: Context, key: string, questions: readonly Question[]): Promise<Answer | null> {
  const type = res.headers.get('Content-Type') ?? '';
  if (res.status !== 200 || !type.startsWith('application/json')) return null;
  const bytes = new Uint8Array(await res.arrayBuffer());
  const asked = questions.reduce((sum, question) => sum + BESIDES_ASKED + 2 * JSON.stringify(question).length, 0);
  return { bytes, type, tag: tagOf(bytes), questions, size: bytes.length + BESIDES + 2 * key.length + asked };
}

function send(c: Context, { bytes, type, tag }: Answer): void {
  c.res = undefined;
  c.res = new Response(bytes, { status: 200, headers: { 'Content-Type': type, ETag: tag } });
}
