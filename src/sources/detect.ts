/** What kind of source some bytes are: by how they begin, else by the file's ending. */

import { kindByEnding, type Kind } from './endings.js';

export { isReadable, type Kind } from './endings.js';

/** Whether a file is one that gives many documents as it is read, rather than one when all of it was. */
export function isStreamed(name: string): boolean {
  return ['jsonl', 'csv'].includes(kindByEnding(name) ?? '');
}

export function kindOf(name: string, head: Uint8Array): Kind {
  const start = Buffer.from(head.subarray(0, 4096)).toString('latin1');
  if (start.slice(0, 1024).includes('%PDF-')) return 'pdf';
  const byEnding = kindByEnding(name);
  if (start.startsWith('PK\u0003\u0004') && byEnding !== undefined) return 'docx';
  if (/<(rss|feed|rdf:RDF)[\s>]/.test(start)) return 'feed';
  if (byEnding !== undefined) return byEnding;
  if (/^(?:\xEF\xBB\xBF)?\s*(<!doctype html|<html[\s>])/i.test(start)) return 'html';
  if (/^(?:\xEF\xBB\xBF)?\s*\{\s*"/.test(start)) return 'jsonl';
  if (/^(Return-Path|Received|Delivered-To|MIME-Version|Message-ID): /im.test(start.slice(0, 200)) && /\r?\nSubject: /i.test(start)) return 'eml';
  return 'text';
}
