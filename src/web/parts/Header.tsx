/** The bar at the top of every page. */
import { useState } from 'preact/hooks';
import { go, type Place } from '../lib/route.js';

type Theme = 'light' | 'dark';

function themeNow(): Theme {
  const chosen = document.documentElement.dataset['theme'];
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export function Header({ place }: { place: Place }) {
  const [theme, setTheme] = useState(themeNow);
  const other: Theme = theme === 'dark' ? 'light' : 'dark';
  const change = () => {
    document.documentElement.dataset['theme'] = other;
    try {
      localStorage.setItem('theme', other);
    } catch {
      // Storage is closed to us: the choice holds for this page.
    }
    setTheme(other);
  };
  const link = (href: string, words: string, here: boolean) => <a href={href} aria-current={here ? 'page' : undefined}>{words}</a>;
  return (
    <header class="top">
      <a class="wordmark" href="/">demarche</a>
      <nav aria-label="Main">
        {link('/', 'Record', place.path === '/')}
        {link('/events', 'Events', place.path === '/events')}
        {link('/network', 'Network', place.path === '/network')}
        {link('/review', 'Review', place.query.has('queue'))}
        {link('/paste', 'Paste a text', place.path === '/paste')}
      </nav>
      <form
        role="search"
        class="top-search"
        onSubmit={(event) => {
          event.preventDefault();
          const words = new FormData(event.currentTarget as HTMLFormElement).get('q');
          go(`/?q=${encodeURIComponent(String(words))}`);
        }}
      >
        <input type="search" name="q" aria-label="Search the documents" placeholder="Search the documents" />
      </form>
      <button type="button" class="icon theme" onClick={change} aria-label={`Show in ${other} colours`}>
        <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
          <circle cx="9" cy="9" r="7" fill="none" stroke="currentColor" stroke-width="1.5" />
          <path d="M9 2a7 7 0 0 1 0 14z" fill="currentColor" />
        </svg>
      </button>
    </header>
  );
}
