/** Who uses the app, where the server asks for a login. */
import { useEffect, useState } from 'preact/hooks';
import type { SessionView } from '../../server/api/security.js';
import { go } from './route.js';

const NOBODY: SessionView = { person: null, guard: null };
let known: Promise<SessionView> | null = null;
const listeners = new Set<() => void>();

/** Who the server takes us for; asked once. */
export function session(): Promise<SessionView> {
  known ??= fetch('/api/session').then((response) => (response.ok ? (response.json() as Promise<SessionView>) : NOBODY), () => NOBODY).then((found) => {
    // Styles leave out what a role may not do.
    document.documentElement.dataset['role'] = found.person?.role ?? 'nobody';
    return found;
  });
  return known;
}

/** What every request that changes something must carry. */
export async function guardHeaders(): Promise<Record<string, string>> {
  const { guard } = await session();
  return guard === null ? {} : { 'X-Demarche-Guard': guard };
}

/** Asks anew who we are: after logging in, and when a request was refused. */
export function renewSession(): void {
  known = null;
  listeners.forEach((listener) => listener());
}

/** Who uses the app; null until the server has said. */
export function useSession(): SessionView | null {
  const [state, set] = useState<SessionView | null>(null);
  useEffect(() => {
    const ask = () => void session().then(set);
    listeners.add(ask);
    ask();
    return () => void listeners.delete(ask);
  }, []);
  return state;
}

/** To the login page, and from there back to where we are. */
export function toLogin(): void {
  if (location.pathname === '/login') return;
  renewSession();
  go(`/login?next=${encodeURIComponent(location.pathname + location.search)}`, { replace: true });
}

/** Where to go after a login: an address of this app, whatever the query says. */
export function afterLogin(next: string | null): string {
  if (next === null || !next.startsWith('/')) return '/';
  const address = new URL(next, location.origin);
  return address.origin === location.origin && address.pathname !== '/login' ? address.pathname + address.search : '/';
}

// A page that the browser kept from before a logout must not show what was on it.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});
