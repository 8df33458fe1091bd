/** The address bar is the one place where the state of a page is kept. */
import { useEffect, useState } from 'preact/hooks';

export interface Place {
  path: string;
  query: URLSearchParams;
}

const here = (): Place => ({ path: location.pathname, query: new URLSearchParams(location.search) });
const listeners = new Set<() => void>();
const tell = () => listeners.forEach((listener) => listener());

/** How long a page that is loaded anew may take until it is as long as it was, in milliseconds. */
const LONGEST_WAIT = 3000;
/** How long scrolling rests before its place is noted, in milliseconds: browsers let the history be written only so often. */
const RESTED = 200;

let noting: ReturnType<typeof setTimeout> | undefined;
const noteScroll = () => history.replaceState({ scrolled: scrollY }, '');
const scrolledTo = (): number => (history.state as { scrolled?: number } | null)?.scrolled ?? 0;

// Each entry of the history knows how far it was scrolled: a browser's own memory is for pages that are long at once.
history.scrollRestoration = 'manual';
addEventListener('scroll', () => {
  clearTimeout(noting);
  noting = setTimeout(noteScroll, RESTED);
}, { passive: true });
addEventListener('popstate', () => {
  clearTimeout(noting);
  const scrolled = scrolledTo();
  tell();
  scrollBackTo(scrolled);
});
scrollBackTo(scrolledTo());

/** Scrolls as soon as the page is long enough, unless its reader scrolls first. */
function scrollBackTo(place: number): void {
  // A link within the page says itself where to.
  if (location.hash !== '') return;
  const until = performance.now() + LONGEST_WAIT;
  let mayScroll = true;
  const theirs = () => (mayScroll = false);
  for (const kind of ['wheel', 'touchstart', 'keydown', 'pointerdown']) addEventListener(kind, theirs, { once: true, passive: true });
  const path = location.pathname;
  const attempt = () => {
    if (!mayScroll || location.pathname !== path) return;
    scrollTo(0, place);
    if (Math.abs(scrollY - place) > 1 && performance.now() < until) requestAnimationFrame(attempt);
  };
  attempt();
}

export function go(address: string, { replace = false } = {}): void {
  const before = location.pathname;
  if (!replace) noteScroll();
  history[replace ? 'replaceState' : 'pushState'](replace ? history.state : null, '', address);
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
