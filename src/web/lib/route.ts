/** The address bar is the one place where the state of a page is kept. */
import { useEffect, useState } from 'preact/hooks';

export interface Place {
  path: string;
  query: URLSearchParams;
}

const here = (): Place => ({ path: location.pathname, query: new URLSearchParams(location.search) });
const listeners = new Set<() => void>();
const tell = () => listeners.forEach((listener) => listener());

addEventListener('popstate', tell);

export function go(address: string, { replace = false } = {}): void {
  const before = location.pathname;
  history[replace ? 'replaceState' : 'pushState'](null, '', address);
  tell();
  if (location.pathname !== before) scrollTo(0, 0);
}

/** Follows links inside the app without loading the page anew. */
export function followLinks(event: MouseEvent): void {
  const link = (event.target as Element).closest?.('a');
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.target || link.origin !== location.origin || /\.(json|csv|atom)$|^\/api\//.test(link.pathname) || link.hash) return;
  event.preventDefault();
  go(link.pathname + link.search);
}

export function usePlace(): Place {
  const [place, set] = useState(here);
  useEffect(() => {
    const listener = () => set(here());
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  return place;
}

/** The address with some of its query's values changed; undefined or "" takes one away. */
export function withQuery(changes: Record<string, string | undefined>, { path, query } = here()): string {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === '') next.delete(name);
    else next.set(name, value);
  }
  const text = next.toString();
  return text === '' ? path : `${path}?${text}`;
}

export function setQuery(changes: Record<string, string | undefined>, options?: { replace?: boolean }): void {
  go(withQuery(changes), options);
}
