/** Rows of the tables as the record's types. */
import { IMPORTED } from '../imports.js';
import type { Event, Forecast, Judgement, Statement } from '../schema.js';

type Row = Record<string, unknown>;

/** The columns of a judgement; a query that uses them joins `judgement` with `document`. */
export const JUDGEMENT_COLUMNS = `replace(judgement.id::VARCHAR, '-', '') AS id, target_kind, replace(judgement.target::VARCHAR, '-', '') AS target,
  replace(document.id::VARCHAR, '-', '') AS document, verdict, changes, note, judge, instant`;

export function judgementOf(row: Row): Judgement {
  return {
    id: String(row.id),
    targetKind: row.target_kind as Judgement['targetKind'],
    targetId: String(row.target),
    documentId: String(row.document),
    verdict: row.verdict as Judgement['verdict'],
    changes: JSON.parse(String(row.changes)) as Record<string, unknown>,
    note: String(row.note),
    judge: String(row.judge),
    at: String(row.instant),
  };
}

/** A coding from its row: columns id, document, coder and body. Of an imported event only what differs between rows is kept. */
export function codedOf<T extends Event | Statement | Forecast>(row: Row): T {
  const body = JSON.parse(String(row.body)) as object;
  const same = String(row.coder).startsWith('import:') ? IMPORTED : {};
  return { id: String(row.id), documentId: String(row.document), coderVersion: String(row.coder), ...same, ...body } as T;
}
