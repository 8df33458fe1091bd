/** Writing into the audit log. What was done stands even where the log could not be written: the terminal then says so. */
import type { Context } from 'hono';
import type { Store } from '../../record/store.js';
import type { AuditNote, Person } from './person.js';
import type { Permission } from './roles.js';

type Kind = NonNullable<Permission['audit']>;

export async function logEntry(store: Store, person: Pick<Person, 'name'> & { role: string }, kind: Kind, note: AuditNote & { address?: string }): Promise<void> {
  try {
    await store.log({ person: person.name, role: person.role, kind, target: note.target, detail: note.detail ?? '', address: note.address ?? '' });
  } catch (error) {
    console.error(`The audit log lacks an entry (${kind}, ${person.name}, ${note.target}): ${(error as Error).message}`);
  }
}

/** Logs what a request did, once it is done. */
export async function logRequest(c: Context, store: Store, kind: Kind): Promise<void> {
  const person = c.get('person');
  const note = c.get('auditNote') ?? { target: c.req.path };
  if (person) await logEntry(store, person, note.kind ?? kind, note);
}
