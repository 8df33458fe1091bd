/** Names of actors that no dictionary knew when their documents were coded, in wait of a person. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { overlayOf } from '../actors.js';
import { isoOf } from '../dates.js';
import { fold, marksOf } from '../folded.js';
import type { CodingInput } from '../schema.js';
import type { Page, Since, UnresolvedName } from '../store.js';
import { readChanges } from './actors.js';
import { readCursor, writeCursor } from './cursor.js';
import type { Engine } from './engine.js';
import { days, documentsSince, limitOf } from './period.js';
import { literal } from './words.js';
import { appendTo } from './write.js';

/** Characters shown around a name. */
const AROUND = 110;
/** Forms of one name that a list shows. */
const FORMS = 5;

/** Keeps the names of fresh codings, one row for each name of a document, inside a transaction. */
export async function appendUnresolved(connection: DuckDBConnection, entries: readonly { doc: number; coding: CodingInput }[]): Promise<void> {
  if (entries.every(({ coding }) => (coding.unresolved ?? []).length === 0)) return;
  await appendTo(connection, 'unresolved', (appender) => {
    for (const { doc, coding } of entries) {
      const byKey = new Map<string, { form: string; start: number; count: number }>();
      for (const { text, start } of coding.unresolved ?? []) {
        const key = fold(text);
        if (key.trim() === '') continue;
        const known = byKey.get(key);
        if (known) known.count += 1;
        else byKey.set(key, { form: text, start, count: 1 });
      }
      for (const [key, { form, start, count }] of byKey) {
        appender.appendInteger(doc);
        appender.appendVarchar(key);
        appender.appendVarchar(form);
        appender.appendInteger(start);
        appender.appendInteger(count);
        appender.endRow();
      }
    }
  });
}

/** Names that nobody has decided upon, those of most documents first. */
export async function unresolvedNames(engine: Engine, query: Since & { text?: string; limit?: number; after?: string }): Promise<Page<UnresolvedName>> {
  const limit = limitOf(query.limit, 50);
  const { decided } = overlayOf(await readChanges(engine));
  const place = query.after === undefined ? null : readCursor(query.after);
  const where = [
    documentsSince(query),
    decided.size === 0 ? 'true' : `key NOT IN (${[...decided].map(literal).join(',')})`,
    query.text === undefined || query.text.trim() === '' ? 'true' : `contains(key, ${literal(fold(query.text).trimEnd())})`,
  ];
  // The place of a name in the list: the documents that have it, then the first of them and where in it.
  const rank = `min(doc)::DOUBLE * 10000000 + min(start)`;
  const rows = await engine.rows(
    `SELECT *, ${days('(SELECT day FROM document WHERE document.doc = first)')} AS date, (SELECT replace(id::VARCHAR, '-', '') FROM document WHERE document.doc = first) AS document,
       (SELECT publication FROM document WHERE document.doc = first) AS publication
     FROM (SELECT key, list(DISTINCT form ORDER BY form)[:${FORMS}] AS forms, count(*)::DOUBLE AS documents, sum(count)::DOUBLE AS mentions, min(doc) AS first, arg_min(start, doc)::INTEGER AS start, ${rank} AS place
       FROM unresolved WHERE ${where.join(' AND ')} GROUP BY key)
     WHERE ${place === null ? 'true' : `(documents < ${Number(place[0])} OR (documents = ${Number(place[0])} AND place > ${place[1]}))`}
     ORDER BY documents DESC, place LIMIT ${limit + 1}`,
  );
  const shown = rows.slice(0, limit);
  const texts = new Map<string, string>();
  if (shown.length > 0) {
    // Offsets are of UTF-16 units, DuckDB counts code points: the cut is made here.
    const found = await engine.rows(`SELECT doc, text FROM document WHERE doc IN (${[...new Set(shown.map((row) => Number(row.first)))].join(',')})`);
    for (const row of found) texts.set(String(row.doc), String(row.text));
  }
  const last = shown.at(-1);
  return {
    rows: shown.map((row) => {
      const text = texts.get(String(row.first)) ?? '';
      const start = Number(row.start);
      const forms = row.forms as string[];
      const excerpt = excerptOf(text, start);
      const words = fold(forms[0]!).trim().split(' ');
      return {
        name: forms[0]!, forms, documents: Number(row.documents), mentions: Number(row.mentions),
        documentId: String(row.document), publication: String(row.publication), date: isoOf(row.date as number | null),
        excerpt, marks: marksOf(excerpt, [{ words, open: false }]),
      };
    }),
    next: rows.length > limit && last ? writeCursor([Number(last.documents), Number(last.place)]) : null,
  };
}

/** The words around a place in a text, whole; signs of omission where it goes on. */
function excerptOf(text: string, start: number): string {
  const [from, to] = [Math.max(0, start - AROUND), Math.min(text.length, start + AROUND)];
  const before = text.slice(from, start).replace(from > 0 && /\S/.test(text[from - 1]!) ? /^\S+\s*/ : /^/, '');
  const after = text.slice(start, to).replace(to < text.length && /\S/.test(text[to]!) ? /\s+\S*$/ : /$/, '');
  return `${from > 0 ? '… ' : ''}${before.trimStart()}${after.trimEnd()}${to < text.length ? ' …' : ''}`.replace(/\s+/g, ' ');
}
