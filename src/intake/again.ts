/** Documents that are to be coded anew since names in them are read otherwise now. */
import { fold } from '../record/folded.js';
import type { DocumentInput } from '../record/schema.js';
import type { Page, Store } from '../record/store.js';

/** Documents read at a time. */
const PORTION = 100;
/** Up to so many names are searched for one by one; more are looked for in one pass over all documents. */
const FEW = 20;

const asked = (form: string): string => `"${form.replace(/["“”«»]/g, ' ')}"`;

/** Whether the record has documents with any of a few names, and roughly how many; of many names nobody knows before looking. */
export async function countNaming(store: Store, forms: readonly string[]): Promise<number> {
  if (forms.length > FEW) return 1;
  const found = await Promise.all(forms.map((form) => store.documents({ text: asked(form), order: 'added', limit: PORTION })));
  return found.reduce((sum, { rows }) => sum + rows.length, 0);
}

/** Documents with any of these names, each once; rows of data sets, which others coded, are left out. */
export async function* documentsNaming(store: Store, forms: readonly string[]): AsyncGenerator<DocumentInput> {
  const seen = new Set<string>();
  for await (const ids of forms.length > FEW ? idsReadThrough(store, forms) : idsFound(store, forms)) {
    for (const id of ids) {
      if (seen.has(id)) continue;
      seen.add(id);
      const held = await store.document(id);
      if (held && !held.coderVersion.startsWith('import:')) yield held.document;
    }
  }
}

async function* idsFound(store: Store, forms: readonly string[]): AsyncGenerator<string[]> {
  for (const form of forms) {
    for await (const rows of pagesOf((after) => store.documents({ text: asked(form), order: 'added', limit: PORTION, ...after }))) yield rows.map(({ id }) => id);
  }
}

async function* idsReadThrough(store: Store, forms: readonly string[]): AsyncGenerator<string[]> {
  const names = finder(forms);
  for await (const rows of pagesOf((after) => store.documents({ order: 'added', limit: PORTION, ...after }))) {
    const texts = await store.texts(rows.map(({ id }) => id));
    yield rows.map(({ id }) => id).filter((id) => {
      const held = texts.get(id);
      return held !== undefined && names(`${held.document.title} ${held.document.text}`);
    });
  }
}

async function* pagesOf<T>(page: (after: { after?: string }) => Promise<Page<T>>): AsyncGenerator<T[]> {
  for (let after: { after?: string } | null = {}; after !== null; ) {
    const { rows, next }: Page<T> = await page(after);
    yield rows;
    after = next === null ? null : { after: next };
  }
}

/** Whether a text has any of many names in it: by the name's first word, so that their number costs nothing. */
function finder(forms: readonly string[]): (text: string) => boolean {
  const byFirst = new Map<string, string[][]>();
  for (const form of forms) {
    const [first, ...others] = fold(form).trim().split(' ');
    if (first) byFirst.set(first, [...(byFirst.get(first) ?? []), others]);
  }
  return (text) => {
    const words = fold(text).trim().split(' ');
    return words.some((word, i) => byFirst.get(word)?.some((others) => others.every((other, j) => words[i + 1 + j] === other)) ?? false);
  };
}
