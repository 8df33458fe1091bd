/** The bar at the top of every page. */
import { useState } from 'preact/hooks';
import { go, type Place } from '../lib/route.js';
import { LANGUAGES, LANGUAGE_NAMES, inLanguage, language, speak, type Language } from '../text/index.js';
import { SHELL } from '../text/shell.js';
import { Account } from './Account.js';

type Theme = 'light' | 'dark';

function themeNow(): Theme {
  const chosen = document.documentElement.dataset['theme'];
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export function Header({ place }: { place: Place }) {
  const [theme, setTheme] = useState(themeNow);
  const words = inLanguage(SHELL);
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
  const link = (href: string, name: string, here: boolean) => <a href={href} aria-current={here ? 'page' : undefined}>{name}</a>;
  return (
    <header class="top">
      <a class="wordmark" href="/">demarche</a>
      <nav aria-label={words.main}>
        {link('/', words.record, place.path === '/')}
        {link('/events', words.events, ['/events', '/statements', '/documents'].includes(place.path))}
        {link('/network', words.network, place.path === '/network')}
        {link('/sources', words.sources, place.path === '/sources')}
        {link('/actors', words.actors, place.path === '/actors')}
        {link('/review', words.review, place.query.has('queue'))}
        {link('/paste', words.paste, place.path === '/paste')}
      </nav>
      <form
        role="search"
        class="top-search"
        onSubmit={(event) => {
          event.preventDefault();
          const sought = new FormData(event.currentTarget as HTMLFormElement).get('q');
          go(`/?q=${encodeURIComponent(String(sought))}`);
        }}
      >
        <input type="search" name="q" aria-label={words.search} placeholder={words.search} />
      </form>
      <Account />
      <select class="language" aria-label={words.language} value={language()} onChange={(event) => speak(event.currentTarget.value as Language)}>
        {LANGUAGES.map((code) => <option key={code} value={code} lang={code}>{LANGUAGE_NAMES[code]}</option>)}
      </select>
      <button type="button" class="icon theme" onClick={change} aria-label={words.theme[other]}>
        <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
          <circle cx="9" cy="9" r="7" fill="none" stroke="currentColor" stroke-width="1.5" />
          <path d="M9 2a7 7 0 0 1 0 14z" fill="currentColor" />
        </svg>
      </button>
    </header>
  );
}
