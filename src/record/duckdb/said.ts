/** Statements and forecasts as one list, searched by their words and fields. */
import { judged } from '../judgements.js';
import type { Forecast, Judgement, Statement } from '../schema.js';
import type { Page, SaidEntry, SaidFilter } from '../store.js';
import type { Codes } from './codes.js';
import { counted } from './counted.js';
import { after, writeCursor } from './cursor.js';
import type { Engine } from './engine.js';
import { judgementsOn, ofDocuments, ORDERS } from './events.js';
import { codingsSince, limitOf, within } from './period.js';
import { codedOf } from './rows.js';
import { holds, literal } from './words.js';

const TABLES = ['statement', 'forecast'] as const;

/** Both tables as one, narrowed by a filter. Numbers are even for statements and odd for forecasts, so that both have an order among them. */
export function saidRows(codes: Codes, filter: SaidFilter): string {
  return TABLES.map((table, i) => {
    const speaker = table === 'statement' ? 'speaker' : 'forecaster';
    const kind = table === 'statement' ? 'said.kind' : `'forecast'`;
    const words = holds(filter.text, 'folded.words');
    const where = [
      within(filter, 'said.day'), codingsSince(filter, table, 'said.n', 'said.doc'), ofDocuments(filter, 'said.doc'), ...(words === null ? [] : [words]),
      ...(filter.speaker === undefined ? [] : [`${speaker} = ${codes.actor(filter.speaker)}`]),
      ...(filter.about === undefined ? [] : [`list_contains(about, ${codes.actor(filter.about)})`]),
      ...(filter.kind === undefined ? [] : [`${kind} = ${literal(filter.kind)}`]),
    ];
    return `SELECT 2 * said.n::DOUBLE + ${i} AS n, said.doc, said.day, said.id, ${kind} AS kind, ${speaker} AS speaker, about, confidence
      FROM ${table} AS said JOIN ${table}_words AS folded ON folded.n = said.n AND folded.doc = said.doc WHERE ${where.join(' AND ')}`;
  }).join(' UNION ALL ');
}

export async function saidEntries(engine: Engine, codes: Codes, filter: SaidFilter): Promise<Page<SaidEntry>> {
  const limit = limitOf(filter.limit, 50);
  const { key, direction } = ORDERS[filter.order ?? 'newest'];
  const found = await engine.rows(
    `SELECT n, doc, ${key} AS key FROM (${saidRows(codes, filter)}) WHERE ${after(filter.after, key, direction, 'n')} ORDER BY key ${direction} NULLS LAST, n LIMIT ${limit + 1}`,
  );
  const shown = found.slice(0, limit);
  const entries = new Map<number, SaidEntry>();
  for (const [i, table] of TABLES.entries()) {
    const own = shown.filter((row) => Number(row.n) % 2 === i);
    if (own.length === 0) continue;
    const rows = await engine.rows(
      `SELECT 2 * n::DOUBLE + ${i} AS n, replace(said.id::VARCHAR, '-', '') AS id, replace(document.id::VARCHAR, '-', '') AS document, coder, body, title, author, publication, document.language AS language
       FROM ${table} AS said JOIN document USING (doc) JOIN coding USING (doc)
       WHERE said.n IN (${own.map((row) => (Number(row.n) - i) / 2).join(',')}) AND said.doc IN (${[...new Set(own.map((row) => Number(row.doc)))].join(',')})`,
    );
    const judgements: Map<string, Judgement[]> = await judgementsOn(engine, rows.map((row) => String(row.id)));
    for (const row of rows) {
      const made = judgements.get(String(row.id)) ?? [];
      const rest = { documentTitle: String(row.title), author: String(row.author), publication: String(row.publication), language: String(row.language) };
      const entry: SaidEntry = table === 'statement' ? { kind: 'statement', row: { said: counted(codes, judged(codedOf<Statement>(row), made)), ...rest } } : { kind: 'forecast', row: { said: counted(codes, judged(codedOf<Forecast>(row), made)), ...rest } };
      entries.set(Number(row.n), entry);
    }
  }
  const last = shown.at(-1);
  return {
    rows: shown.map((row) => entries.get(Number(row.n))!),
    next: found.length > limit && last ? writeCursor([last.key as number | null, Number(last.n)]) : null,
  };
}
