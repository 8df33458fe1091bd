/**
 * Users and tokens, in a JSON file of mode 600 beside the record. Not in the record: the store has one process at a time,
 * and users are to be added and taken away while the server runs; and a copy of the record that is handed on must hold
 * nobody's password.
 */
import { chmodSync, closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { hashPassword, newSecret, passwordFault, passwordMatches, PasswordHash, sameText, secretHash } from './passwords.js';
import type { Person } from './person.js';
import { ROLES, type Role } from './roles.js';

const Name = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u, 'expected 1 to 64 letters, digits, dots, hyphens or underscores, a letter or digit first');
const RoleName = z.enum(ROLES);
const Instant = z.string();

const User = z.strictObject({ name: Name, role: RoleName, created: Instant, changed: Instant, password: PasswordHash });
const Token = z.strictObject({ name: Name, role: RoleName, created: Instant, expires: Instant.nullable(), hash: z.string().regex(/^[0-9a-f]{64}$/) });
const UsersFile = z.strictObject({ version: z.literal(1), users: z.array(User), tokens: z.array(Token) });

export type User = z.infer<typeof User>;
export type Token = z.infer<typeof Token>;
type Content = z.infer<typeof UsersFile>;

/** Raised for a users file that is not as it should be, or a change to it that can't be made. */
export class UsersError extends Error {}

/** Where the users of a record are kept when nothing else is said. */
export function usersFileOf(store: string): string {
  return `${store.replace(/\.duckdb$/, '')}.users.json`;
}

/** What a token looks like: told from other secrets when it turns up where it should not. */
const TOKEN_PREFIX = 'demarche_';
const FOLDED = (name: string) => name.normalize('NFC').toLowerCase();
const RESERVED = new Set(['local']);
/** How long the file is taken to be as it was. */
const LOOKED_AT_EVERY = 1000;

export class Users {
  private content: Content;
  private seen = '';
  private lookedAt = -Infinity;
  /** What is wrong with the file: until it is put right, nobody comes in. */
  private fault: UsersError | null = null;
  private changed: string[] = [];

  private constructor(readonly file: string) {
    this.content = { version: 1, users: [], tokens: [] };
  }

  /** The users of a file; none where it does not exist. @throws UsersError where it is not as it should be. */
  static open(file: string): Users {
    const users = new Users(file);
    users.refresh(true);
    users.changes();
    return users;
  }

  /** True when there is nobody who could log in, and no token. */
  get none(): boolean {
    return this.content.users.length === 0 && this.content.tokens.length === 0;
  }

  get list(): readonly User[] {
    return this.content.users;
  }

  get tokens(): readonly Token[] {
    return this.content.tokens;
  }

  /** Reads the file again where it changed. @throws UsersError */
  refresh(now = false): void {
    if (now || performance.now() - this.lookedAt >= LOOKED_AT_EVERY) {
      this.lookedAt = performance.now();
      this.fault = null;
      try {
        this.read();
      } catch (error) {
        this.fault = error instanceof UsersError ? error : new UsersError(`${this.file}: ${(error as Error).message}`);
      }
    }
    if (this.fault) throw this.fault;
  }

  /** What changed in the file since this was last asked, in words. */
  changes(): string[] {
    return this.changed.splice(0);
  }

  private read(): void {
    if (!existsSync(this.file)) return this.become({ version: 1, users: [], tokens: [] }, '');
    const { mode, mtimeMs, size, ino } = statSync(this.file);
    const state = `${mode} ${mtimeMs} ${size} ${ino}`;
    if (state === this.seen) return;
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
      throw new UsersError(`${this.file}: found it open to others (mode ${(mode & 0o777).toString(8)}), expected mode 600. Run "chmod 600 ${this.file}".`);
    }
    this.become(parse(readFileSync(this.file, 'utf8'), this.file), state);
  }

  private become(content: Content, state: string): void {
    this.changed.push(...differences(this.content, content));
    this.content = content;
    this.seen = state;
  }

  user(name: string): User | undefined {
    return this.content.users.find((user) => FOLDED(user.name) === FOLDED(name));
  }

  /** The user whose name and password these are. An unknown name takes as long as a wrong password. */
  async check(name: string, password: string): Promise<User | null> {
    const user = this.user(name);
    return (await passwordMatches(password, user?.password)) && user ? user : null;
  }

  /** Whom a token of an `Authorization` header stands for; null when it is none or no longer one. */
  bearer(secret: string): Person | null {
    const hash = secretHash(secret);
    // Every token is compared, so that the time says nothing.
    const found = this.content.tokens.filter((token) => sameText(token.hash, hash));
    const [token] = found.filter(({ expires }) => expires === null || expires > new Date().toISOString());
    return token ? { kind: 'token', name: `token:${token.name}`, role: token.role } : null;
  }

  async addUser(name: string, role: Role, password: string): Promise<User> {
    checkName(name, 'user');
    if (this.user(name)) throw new UsersError(`There is a user ${this.user(name)!.name} already; "demarche user password ${name}" gives a new password, and "user role" another role.`);
    const now = new Date().toISOString();
    const user: User = { name: name.normalize('NFC'), role, created: now, changed: now, password: await hashed(password) };
    this.change((content) => content.users.push(user));
    return user;
  }

  async setPassword(name: string, password: string): Promise<void> {
    const hash = await hashed(password);
    this.change(() => {
      const user = this.known(name);
      user.password = hash;
      user.changed = new Date().toISOString();
    });
  }

  setRole(name: string, role: Role): void {
    this.change(() => {
      this.known(name).role = role;
    });
  }

  removeUser(name: string): void {
    this.change((content) => content.users.splice(content.users.indexOf(this.known(name)), 1));
  }

  /** Makes a token; what it gives is said once and kept only as a hash. */
  addToken(name: string, role: Role, days: number | null): string {
    checkName(name, 'token');
    if (this.content.tokens.some((token) => FOLDED(token.name) === FOLDED(name))) throw new UsersError(`There is a token ${name} already; remove it first, or give this one another name.`);
    const secret = TOKEN_PREFIX + newSecret();
    const now = Date.now();
    const expires = days === null ? null : new Date(now + days * 86_400_000).toISOString();
    this.change((content) => content.tokens.push({ name: name.normalize('NFC'), role, created: new Date(now).toISOString(), expires, hash: secretHash(secret) }));
    return secret;
  }

  removeToken(name: string): void {
    this.change((content) => {
      const place = content.tokens.findIndex((token) => FOLDED(token.name) === FOLDED(name));
      if (place < 0) throw new UsersError(`There is no token ${name}; "demarche token list" shows those that there are.`);
      content.tokens.splice(place, 1);
    });
  }

  private known(name: string): User {
    const user = this.user(name);
    if (!user) throw new UsersError(`There is no user ${name}; "demarche user list" shows those that there are.`);
    return user;
  }

  /** Changes the file as it is now, whole or not at all. Two commands at once don't lose one's change: the second is refused. */
  private change(edit: (content: Content) => void): void {
    const lock = `${this.file}.lock`;
    let held: number;
    try {
      held = openSync(lock, 'wx', 0o600);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      throw new UsersError(`${this.file}: found it being changed by another command. Try again; if none is running, delete ${lock}.`);
    }
    try {
      this.refresh(true);
      edit(this.content);
      const draft = `${this.file}.new`;
      rmSync(draft, { force: true });
      const open = openSync(draft, 'wx', 0o600);
      writeFileSync(open, `${JSON.stringify(this.content, null, 1)}\n`);
      fsyncSync(open);
      closeSync(open);
      chmodSync(draft, 0o600);
      renameSync(draft, this.file);
    } finally {
      this.seen = '';
      closeSync(held);
      rmSync(lock, { force: true });
    }
  }
}

/** What was done to users and tokens between two states of the file. */
function differences(before: Content, after: Content): string[] {
  const of = <T extends { name: string }>(what: string, old: T[], now: T[], change: (one: T, other: T) => string | null): string[] => [
    ...now.flatMap((entry) => {
      const earlier = old.find(({ name }) => name === entry.name);
      const changed = earlier ? change(earlier, entry) : 'added';
      return changed === null ? [] : [`${what} ${entry.name}: ${changed}`];
    }),
    ...old.filter(({ name }) => now.every((entry) => entry.name !== name)).map(({ name }) => `${what} ${name}: removed`),
  ];
  const roles = (one: { role: Role }, other: { role: Role }): string | null => (one.role === other.role ? null : `role ${other.role}, was ${one.role}`);
  return [
    ...of('user', before.users, after.users, (one, other) => roles(one, other) ?? (one.changed === other.changed ? null : 'new password')),
    ...of('token', before.tokens, after.tokens, roles),
  ];
}

function parse(text: string, file: string): Content {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsersError(`${file}: ${(error as Error).message}; expected the JSON that "demarche user add" writes. Restore it from a backup, or move it away and add the users again.`);
  }
  const result = UsersFile.safeParse(value);
  if (result.success) return result.data;
  const first = result.error.issues[0]!;
  throw new UsersError(`${file}, field "${first.path.join('.')}": ${first.message}. Restore it from a backup, or move it away and add the users again.`);
}

function checkName(name: string, what: string): void {
  const result = Name.safeParse(name.normalize('NFC'));
  if (!result.success) throw new UsersError(`Name of the ${what}: found "${name}", ${result.error.issues[0]!.message}.`);
  if (RESERVED.has(FOLDED(name))) throw new UsersError(`Name of the ${what}: "${name}" stands for whoever uses a server without logins; choose another.`);
}

async function hashed(password: string): Promise<PasswordHash> {
  const fault = passwordFault(password);
  if (fault !== null) throw new UsersError(fault);
  return hashPassword(password);
}
