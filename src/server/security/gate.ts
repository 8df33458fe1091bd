/** What a server knows about who may come in: its users, their sessions, and how often somebody tried in vain. */
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { Limiter } from './limiter.js';
import { addressOf, networkOf, schemeOf, type Reach } from './origin.js';
import { LOCAL, type Person } from './person.js';
import { Sessions, type Session } from './sessions.js';
import type { User, Users } from './users.js';

export interface GateOptions {
  /** Null: nobody has a login, and whoever reaches the server is the local user. */
  users: Users | null;
  reach: Reach;
  /** Others than this machine can reach the server: without a login nobody comes in, come what may. */
  exposed: boolean;
  /** Milliseconds, for tests of expiry and waiting. */
  now?: () => number;
}

/** Found of a request's credentials. */
export interface Credentials {
  person: Person | null;
  session: Session | null;
  /** A token was shown that is none. */
  refusedToken: boolean;
}

const NOBODY: Credentials = { person: null, session: null, refusedToken: false };

export class Gate {
  readonly users: Users | null;
  readonly reach: Reach;
  readonly sessions: Sessions;
  /** By name: a stranger must not be able to lock a person out for long. */
  readonly byName: Limiter;
  /** By address: many people may share one. */
  readonly byAddress: Limiter;
  private guarded: boolean;

  constructor({ users, reach, exposed, now = Date.now }: GateOptions) {
    this.users = users;
    this.reach = reach;
    this.guarded = exposed;
    this.sessions = new Sessions(now);
    this.byName = new Limiter({ free: 5, longest: 300, now });
    this.byAddress = new Limiter({ free: 20, longest: 900, now });
  }

  /** True where nobody needs a login. Once there were users it stays false: taking the last one away opens nothing. */
  get open(): boolean {
    this.users?.refresh();
    if (this.users && !this.users.none) this.guarded = true;
    return !this.guarded;
  }

  /** What was done to the users' file since this was last asked. */
  changes(): string[] {
    return this.users?.changes() ?? [];
  }

  identify(c: Context): Credentials {
    if (this.open) return { ...NOBODY, person: LOCAL };
    const header = c.req.header('authorization');
    if (header !== undefined) {
      const secret = tokenOf(header);
      const person = secret === null ? null : (this.users?.bearer(secret) ?? null);
      return { ...NOBODY, person, refusedToken: person === null };
    }
    const id = getCookie(c, this.cookie(c));
    const session = id === undefined ? null : this.sessions.use(id);
    const user = session ? this.users?.user(session.user) : undefined;
    if (!session || !user) return NOBODY;
    if (user.changed !== session.changed) {
      this.sessions.end(id!);
      return NOBODY;
    }
    return { ...NOBODY, person: { kind: 'user', name: user.name, role: user.role }, session };
  }

  /** Begins a session in the browser that asks. */
  admit(c: Context, user: User): void {
    const id = this.sessions.begin(user.name, user.changed);
    setCookie(c, this.cookie(c), id, { httpOnly: true, sameSite: 'Strict', path: '/', secure: this.isSecure(c) });
  }

  /** After a user's own change of password: a new session for the browser that asks; all earlier ones have ended by it. */
  renew(c: Context, user: User): void {
    const id = getCookie(c, this.cookie(c));
    if (id !== undefined) this.sessions.end(id);
    this.admit(c, user);
  }

  /** Ends the session of the browser that asks. */
  dismiss(c: Context): void {
    const id = getCookie(c, this.cookie(c));
    if (id !== undefined) this.sessions.end(id);
    deleteCookie(c, this.cookie(c), { httpOnly: true, sameSite: 'Strict', path: '/', secure: this.isSecure(c) });
    // Nothing that was read stays behind in the browser.
    c.header('Clear-Site-Data', '"cache"');
  }

  address(c: Context): string {
    return addressOf(c, this.reach);
  }

  /** What tries are counted by: of an IPv6 address its network, for one customer has all of it. */
  network(c: Context): string {
    return networkOf(this.address(c));
  }

  private isSecure(c: Context): boolean {
    return schemeOf(c, this.reach) === 'https';
  }

  /** The prefix makes browsers refuse a cookie of that name from another host or over plain HTTP. */
  private cookie(c: Context): string {
    return this.isSecure(c) ? '__Host-demarche' : 'demarche';
  }
}

/** The token of an Authorization header. Readers of feeds know names and passwords alone: theirs has the token as the password. */
function tokenOf(header: string): string | null {
  const [, scheme = '', value = ''] = /^(Bearer|Basic) +([\w+/=-]{20,400})$/i.exec(header) ?? [];
  const secret = scheme.toLowerCase() === 'basic' ? Buffer.from(value, 'base64').toString().replace(/^[^:]*:/, '') : value;
  return /^[\w-]{20,200}$/.test(secret) ? secret : null;
}

/** A server on this machine alone, where nobody has a login. */
export const openGate = (): Gate => new Gate({ users: null, reach: { names: new Set(), behindProxy: false }, exposed: false });
