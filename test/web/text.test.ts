/** Every table of the interface's words: the same keys and kinds of values in both languages, none empty, none left in English. */
import { readdirSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';

/** Words that English and Spanish write alike. */
const ALIKE = new Set(['Actor', 'actor', 'API', 'CSV', 'Error', 'error', 'Material', 'Verbal', 'No', 'no', 'numeral', 'parataxis', 'Brier', 'Sector', 'Markdown', 'HTML', 'Word', 'PDF']);

// The language is read from the browser when the tables are loaded.
vi.stubGlobal('location', { search: '', href: 'http://localhost/' });
vi.stubGlobal('navigator', { language: 'en' });
vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
vi.stubGlobal('document', { documentElement: {} });

const { speak } = await import('../../src/web/text/index.js');
const FOLDER = new URL('../../src/web/text/', import.meta.url);
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.ts') && name !== 'index.ts' && !name.endsWith('.test.ts'));

type Table = Record<'en' | 'es', unknown>;
const isTable = (value: unknown): value is Table => typeof value === 'object' && value !== null && 'en' in value && 'es' in value;

const kindOf = (value: unknown): string => (Array.isArray(value) ? 'array' : typeof value);

/** Both languages' values at each path, side by side. */
function* pairs(en: unknown, es: unknown, path: string): Generator<{ path: string; en: unknown; es: unknown }> {
  if (kindOf(en) !== 'object' && kindOf(en) !== 'array') return yield { path, en, es };
  const [a, b] = [en as Record<string, unknown>, (es ?? {}) as Record<string, unknown>];
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) yield* pairs(a[key], b[key], `${path}.${key}`);
}

/** What a function of a table says to values that may stand for names, figures and choices alike; null when it wants others. */
function said(words: (...values: unknown[]) => unknown, language: 'en' | 'es'): unknown {
  speak(language);
  for (const value of ['3', 3, true]) {
    try {
      return words(...Array.from({ length: words.length }, () => value));
    } catch {
      // This one wants another kind of value.
    }
  }
  return null;
}

describe('words of the interface', () => {
  it.each(files)('%s says everything in both languages', async (file) => {
    const tables = Object.entries((await import(new URL(file, FOLDER).href)) as Record<string, unknown>).filter((entry): entry is [string, Table] => isTable(entry[1]));
    expect(tables.length).toBeGreaterThan(0);
    const wrong: string[] = [];
    for (const [name, table] of tables) {
      for (const { path, en, es } of pairs(table.en, table.es, name)) {
        if (kindOf(en) !== kindOf(es)) wrong.push(`${path}: ${kindOf(en)} in English, ${kindOf(es)} in Spanish`);
        else if (typeof en === 'string') {
          if (en.trim() === '' || String(es).trim() === '') wrong.push(`${path}: empty`);
          else if (en === es && /\p{L}{2}/u.test(en) && !ALIKE.has(en)) wrong.push(`${path}: "${en}" in both languages`);
        } else if (typeof en === 'function' && typeof es === 'function') {
          if (es.length > en.length) wrong.push(`${path}: takes ${es.length} values in Spanish, ${en.length} in English`);
          for (const [language, words] of [['en', en], ['es', es]] as const) {
            const text = said(words as () => unknown, language);
            if (text !== null && typeof text !== 'string') wrong.push(`${path}: gives a ${kindOf(text)} in ${language}`);
          }
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});
