/** What kind of source some bytes are: by how they begin, else by the file's ending. */

export type Kind = 'text' | 'jsonl' | 'json' | 'html' | 'pdf' | 'docx' | 'eml' | 'feed' | 'csv';

const ENDINGS: Record<string, Kind> = {
  txt: 'text', text: 'text', md: 'text', markdown: 'text', jsonl: 'jsonl', ndjson: 'jsonl', json: 'json', html: 'html', htm: 'html', xhtml: 'html',
  pdf: 'pdf', docx: 'docx', eml: 'eml', rss: 'feed', atom: 'feed', rdf: 'feed', xml: 'feed', csv: 'csv', tsv: 'csv',
};

/** A file's ending in lower case, that of "a.jsonl.gz" being jsonl. */
export function endingOf(name: string): string {
  return /\.([a-z0-9]+)$/i.exec(name.replace(/\.gz$/i, ''))?.[1]?.toLowerCase() ?? '';
}

/** Whether a file in a folder is one to read. */
export function isReadable(name: string): boolean {
  return endingOf(name) in ENDINGS;
}

/** Whether a file is one that gives many documents as it is read, rather than one when all of it was. */
export function isStreamed(name: string): boolean {
  return ['jsonl', 'csv'].includes(ENDINGS[endingOf(name)] ?? '');
}

export function kindOf(name: string, head: Uint8Array): Kind {
  const start = Buffer.from(head.subarray(0, 4096)).toString('latin1');
  if (start.slice(0, 1024).includes('%PDF-')) return 'pdf';
  const byEnding = ENDINGS[endingOf(name)];
  if (start.startsWith('PK\u0003\u0004') && byEnding !== undefined) return 'docx';
  if (/<(rss|feed|rdf:RDF)[\s>]/.test(start)) return 'feed';
  if (byEnding !== undefined) return byEnding;
  if (/^(?:\xEF\xBB\xBF)?\s*(<!doctype html|<html[\s>])/i.test(start)) return 'html';
  if (/^(?:\xEF\xBB\xBF)?\s*\{\s*"/.test(start)) return 'jsonl';
  if (/^(Return-Path|Received|Delivered-To|MIME-Version|Message-ID): /im.test(start.slice(0, 200)) && /\r?\nSubject: /i.test(start)) return 'eml';
  return 'text';
}
