/** Logging in, and the audit log. */
import { z } from 'zod';
import { IsoDate } from '../../record/schema.js';
import { listQuery } from './lists.js';

export const Login = z.strictObject({ name: z.string().min(1).max(200), password: z.string().min(1).max(4096) });

export const SessionView = z.object({
  /** Null: nobody has logged in. */
  person: z.object({ kind: z.enum(['local', 'user', 'token']), name: z.string(), role: z.enum(['reader', 'analyst', 'admin']) }).nullable(),
  /** To be sent as X-Demarche-Guard with every request that changes something; null where there is no session. */
  guard: z.string().nullable(),
});

export const AuditEntry = z.object({
  id: z.string(),
  at: z.string(),
  person: z.string(),
  role: z.string(),
  kind: z.string(),
  target: z.string(),
  detail: z.string(),
  /** Where a login was tried from. */
  address: z.string(),
  /** Of a judgement: the document that the judged words are in. */
  documentId: z.string(),
});

export const AuditPage = z.object({
  rows: z.array(AuditEntry),
  next: z.string().nullable(),
  /** Everybody who is in the log. */
  people: z.array(z.string()),
  kinds: z.array(z.string()),
});

export const AuditQuery = z.object({
  person: z.string().max(200).optional(),
  kind: z.string().max(50).optional(),
  from: IsoDate.optional(),
  to: IsoDate.optional(),
  ...listQuery(100, 1000),
});

const RoleName = z.enum(['reader', 'analyst', 'admin']);
const Secret = z.string().min(1).max(4096);

export const UsersView = z.object({
  users: z.array(z.object({ name: z.string(), role: RoleName, created: z.string(), changed: z.string() })),
  tokens: z.array(z.object({ name: z.string(), role: RoleName, created: z.string(), expires: z.string().nullable() })),
});

export const NewUser = z.strictObject({ name: z.string().min(1).max(200), role: RoleName, password: Secret });
export const NewRole = z.strictObject({ role: RoleName });
export const NewPassword = z.strictObject({ password: Secret });
export const OwnPassword = z.strictObject({ current: Secret, password: Secret });
export const NewToken = z.strictObject({ name: z.string().min(1).max(200), role: RoleName, days: z.number().positive().max(36500).nullable().default(null) });
export const TokenSecret = z.object({ secret: z.string() });

export type UsersView = z.infer<typeof UsersView>;
export type SessionView = z.infer<typeof SessionView>;
export type AuditEntry = z.infer<typeof AuditEntry>;
export type AuditPage = z.infer<typeof AuditPage>;
