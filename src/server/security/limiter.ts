/** How often something may go wrong: after a few failures each further try has to wait, twice as long as the one before. */

interface Tries {
  failures: number;
  last: number;
}

export interface LimiterOptions {
  /** Failures that cost nothing. */
  free: number;
  /** Longest wait, in seconds. */
  longest: number;
  /** Milliseconds; for tests. */
  now?: () => number;
}

/** Without a failure for so long, all is forgotten. */
const FORGOTTEN_AFTER = 3_600_000;
/** Keys remembered; with more, those whose last failure is oldest are forgotten. */
const MOST = 10_000;

export class Limiter {
  private readonly tries = new Map<string, Tries>();
  private readonly free: number;
  private readonly longest: number;
  private readonly now: () => number;

  constructor({ free, longest, now = Date.now }: LimiterOptions) {
    this.free = free;
    this.longest = longest;
    this.now = now;
  }

  /** Seconds that a key has to wait yet; 0 when it may try. */
  wait(key: string): number {
    const found = this.tries.get(key);
    if (!found || found.failures < this.free) return 0;
    const pause = Math.min(this.longest, 2 ** (found.failures - this.free)) * 1000;
    return Math.max(0, Math.ceil((found.last + pause - this.now()) / 1000));
  }

  /** Counts a try as a failure until it is known not to be one: tries at the same time are all counted. */
  begin(key: string): void {
    const now = this.now();
    const found = this.tries.get(key);
    const failures = found && now - found.last < FORGOTTEN_AFTER ? found.failures + 1 : 1;
    // Set anew, so that the map is in the order of last failures.
    this.tries.delete(key);
    this.tries.set(key, { failures, last: now });
    if (this.tries.size > MOST) this.tries.delete(this.tries.keys().next().value!);
  }

  /** The try was none of the failures that are counted. */
  takeBack(key: string): void {
    const found = this.tries.get(key);
    if (found) found.failures -= 1;
    if (found && found.failures <= 0) this.tries.delete(key);
  }

  forget(key: string): void {
    this.tries.delete(key);
  }
}
