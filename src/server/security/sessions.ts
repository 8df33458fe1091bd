/** Sessions of people who logged in: in memory, under the hash of an id that only their browser holds. A restart ends them. */
import { newSecret, secretHash } from './passwords.js';

export interface Session {
  user: string;
  /** When the user's password or role was last changed at login: a session of an earlier one has ended. */
  changed: string;
  /** Said in a header by requests that change something: another site's page can't read it. */
  guard: string;
  began: number;
  seen: number;
}

const MINUTE = 60_000;
/** Unused for so long, a session ends. */
const IDLE = 120 * MINUTE;
/** However much it is used, it ends after so long. */
const LONGEST = 12 * 60 * MINUTE;
/** Of one user; the one unused longest gives way. */
const MOST = 20;

export class Sessions {
  private readonly byHash = new Map<string, Session>();

  /** `now` in milliseconds, for tests of expiry. */
  constructor(private readonly now: () => number = Date.now) {}

  /** Begins a session; gives the id, which is kept nowhere. */
  begin(user: string, changed: string): string {
    this.sweep();
    const own = [...this.byHash].filter(([, session]) => session.user === user).sort(([, a], [, b]) => a.seen - b.seen);
    for (const [hash] of own.slice(0, Math.max(0, own.length - MOST + 1))) this.byHash.delete(hash);
    const id = newSecret();
    const now = this.now();
    this.byHash.set(secretHash(id), { user, changed, guard: newSecret(), began: now, seen: now });
    return id;
  }

  /** The session of an id, used just now; null when it has ended. */
  use(id: string): Session | null {
    const hash = secretHash(id);
    const session = this.byHash.get(hash);
    if (!session) return null;
    if (this.hasEnded(session)) {
      this.byHash.delete(hash);
      return null;
    }
    session.seen = this.now();
    return session;
  }

  end(id: string): void {
    this.byHash.delete(secretHash(id));
  }

  private hasEnded({ began, seen }: Session): boolean {
    const now = this.now();
    return now - seen >= IDLE || now - began >= LONGEST;
  }

  private sweep(): void {
    for (const [hash, session] of this.byHash) if (this.hasEnded(session)) this.byHash.delete(hash);
  }
}
