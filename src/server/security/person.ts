/** Who asks, as routes see it. */
import type { Context } from 'hono';
import { HttpProblem } from '../problem.js';
import { reaches, type AuditKind, type Role } from './roles.js';

export interface Person {
  /** `local`: whoever sits at this machine, where nobody has a login; `token`: a script. */
  kind: 'local' | 'user' | 'token';
  name: string;
  role: Role;
}

export const LOCAL: Person = { kind: 'local', name: 'local', role: 'admin' };

/** What an entry of the audit log is about. */
export interface AuditNote {
  target: string;
  detail?: string;
  /** Where it is another than the route's. */
  kind?: Exclude<AuditKind, 'judgement'>;
}

declare module 'hono' {
  interface ContextVariableMap {
    person: Person | null;
    auditNote: AuditNote | undefined;
  }
}

/** Who asks. Past the guard there is always somebody, but on the routes that are open to anyone. */
export function personOf(c: Context): Person {
  const person = c.get('person');
  if (!person) throw new Error(`${c.req.path} is open to anyone: it must not depend on who asks.`);
  return person;
}

/** For what takes more than its route does. @throws HttpProblem where the role of who asks is not enough. */
export function mustReach(c: Context, least: Role): void {
  const { name, role } = personOf(c);
  if (!reaches(role, least)) throw new HttpProblem(403, `This takes the role ${least}; ${name} has the role ${role}.`);
}

/** The name under which a person's judgements are kept: the local user's is empty, as in records made before there were logins. */
export function judgeName({ kind, name }: Person): string {
  return kind === 'local' ? '' : name;
}

/** Says what the audit log's entry about this request is about. */
export function noteAudit(c: Context, note: AuditNote): void {
  c.set('auditNote', note);
}
