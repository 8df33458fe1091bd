/**
 * The language of the interface, and the words of a page in it. Each page has a table of its own beside this file, with
 * the same keys in every language: strings, or functions from values to strings.
 */
import { useEffect, useState } from 'preact/hooks';

export const LANGUAGES = ['en', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];
type Table<T> = Record<Language, T>;

/** What each language calls itself. */
export const LANGUAGE_NAMES: Table<string> = { en: 'English', es: 'Español' };

const known = (name: string | null | undefined): Language | undefined => LANGUAGES.find((language) => language === name?.slice(0, 2));

function stored(): string | null {
  try {
    return localStorage.getItem('language');
  } catch {
    // Storage is closed to us: the browser's own language decides.
    return null;
  }
}

function keep(chosen: Language): void {
  try {
    localStorage.setItem('language', chosen);
  } catch {
    // Storage is closed to us: the choice holds for this page.
  }
}

/** An address may name the language (`?lang=es`), so that a page can be sent as it was seen; the pages after it speak it too. */
const asked = known(new URLSearchParams(location.search).get('lang'));
let current: Language = asked ?? known(stored()) ?? known(navigator.language) ?? 'en';
if (asked) keep(asked);
document.documentElement.lang = current;
const listeners = new Set<(language: Language) => void>();

/** The language that the interface speaks now. */
export function language(): Language {
  return current;
}

/** Changes the language of the interface, and remembers it where the browser allows. */
export function speak(chosen: Language): void {
  current = chosen;
  document.documentElement.lang = chosen;
  keep(chosen);
  // An address that names another language would bring it back when the page is loaded anew.
  const address = new URL(location.href);
  if (address.searchParams.has('lang')) {
    address.searchParams.set('lang', chosen);
    history.replaceState(null, '', address);
  }
  for (const listener of listeners) listener(chosen);
}

/** The language, for the one component under which everything is drawn anew when it changes. */
export function useLanguage(): Language {
  const [chosen, set] = useState(current);
  useEffect(() => {
    listeners.add(set);
    return () => void listeners.delete(set);
  }, []);
  return chosen;
}

/** A page's words; a key that a language lacks does not compile. */
export function table<T>(words: { en: T; es: NoInfer<T> }): Table<T> {
  return words;
}

/** The words of a table in the language of the interface; ask while rendering, never once at load. */
export function inLanguage<T>(words: Table<T>): T {
  return words[current];
}
