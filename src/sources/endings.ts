/** The files that are read, by their endings. Free of Node, so that the web app can tell before it sends them. */

export type Kind = 'text' | 'jsonl' | 'json' | 'html' | 'pdf' | 'docx' | 'eml' | 'feed' | 'csv';

const ENDINGS = new Map<string, Kind>(Object.entries({
  txt: 'text', text: 'text', md: 'text', markdown: 'text', jsonl: 'jsonl', ndjson: 'jsonl', json: 'json', html: 'html', htm: 'html', xhtml: 'html',
  pdf: 'pdf', docx: 'docx', eml: 'eml', rss: 'feed', atom: 'feed', rdf: 'feed', xml: 'feed', csv: 'csv', tsv: 'csv',
}));

/** A file's ending in lower case, that of "a.jsonl.gz" being jsonl. */
function endingOf(name: string): string {
  return /\.([a-z0-9]+)$/i.exec(name.replace(/\.gz$/i, ''))?.[1]?.toLowerCase() ?? '';
}

/** The kind that a file's ending says it is, if any. */
export function kindByEnding(name: string): Kind | undefined {
  return ENDINGS.get(endingOf(name));
}

/** Whether a file in a folder is one to read. */
export function isReadable(name: string): boolean {
  return kindByEnding(name) !== undefined;
}
