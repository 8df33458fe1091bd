/** Who has logged in, and logging out; nothing where nobody needs a login. */
import { guardHeaders, useSession } from '../lib/session.js';
import { inLanguage } from '../text/index.js';
import { LOGIN } from '../text/security.js';
import { USERS } from '../text/users.js';

export function Account() {
  const words = inLanguage(LOGIN);
  const session = useSession();
  const person = session?.person;
  if (person?.kind !== 'user') return null;
  const leave = async () => {
    await fetch('/api/logout', { method: 'POST', headers: await guardHeaders() }).catch(() => null);
    // Loaded anew, so that nothing of the record stays on the page.
    location.assign('/login');
  };
  return (
    <span class="account">
      <a href="/account" title={words.as(person.name, words.roles[person.role])}>{person.name}</a>
      <button type="button" class="plain" onClick={leave}>{words.out}</button>
    </span>
  );
}

/** The ways to what administrators do. */
export function AdminLinks() {
  const session = useSession();
  if (session?.person?.role !== 'admin') return null;
  return <><a href="/users">{inLanguage(USERS).title}</a> <a href="/audit">{inLanguage(LOGIN).audit}</a></>;
}
