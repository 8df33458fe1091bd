/** RSS, Atom, RDF and JSON feeds: each entry a document, of as much text as the feed carries. */
import { parseFeed } from 'feedsmith';
import { firstDate, languageOf } from './fields.js';
import { htmlText } from './html.js';
import { Unreadable, type Reading } from './types.js';

/** What is used of an entry, whatever the feed's format calls it. */
interface Entry {
  title?: string;
  url?: string;
  author?: string;
  date?: string;
  html?: string;
  language?: string;
}

type Loose = Record<string, unknown>;

export function* readFeed(source: string): Generator<Reading> {
  let parsed: { format: string; feed: unknown };
  try {
    parsed = parseFeed(source);
  } catch (error) {
    throw new Unreadable({ place: '', found: `XML that is no feed (${(error as Error).message})`, expected: 'RSS, Atom, RDF or JSON Feed', advice: 'If it is a web page, name it .html.' });
  }
  const feed = parsed.feed as Loose;
  const entries = (feed.items ?? feed.entries ?? []) as Loose[];
  const publication = text(feed.title);
  for (const [i, item] of entries.entries()) {
    const place = `item ${i + 1}`;
    const entry = entryOf(item);
    const body = entry.html ? htmlText(entry.html) : '';
    if (body === '' && !entry.title) {
      yield { failure: { place, found: 'an entry with neither text nor title', expected: 'one of them', advice: 'The other entries were read.' } };
      continue;
    }
    yield {
      document: {
        title: entry.title ? htmlText(entry.title) : '', publication, author: entry.author ?? '', url: entry.url ?? '',
        language: languageOf(entry.language || text(feed.language)), ...firstDate([entry.date]), text: body || htmlText(entry.title!),
      },
      place,
      ...(entry.url ? { id: entry.url } : {}),
    };
  }
}

function entryOf(item: Loose): Entry {
  const links = (item.links ?? []) as { href?: string; rel?: string }[];
  const authors = (item.authors ?? []) as (string | { name?: string })[];
  const dc = (item.dc ?? {}) as Loose;
  return {
    title: text(item.title),
    url: text(item.link) || text(item.url) || links.find((link) => !link.rel || link.rel === 'alternate')?.href,
    author: authors.map((author) => (typeof author === 'string' ? author : (author.name ?? ''))).filter(Boolean).join(', ') || text(dc.creator) || text(dc.creators),
    date: [item.pubDate, item.published, item.date_published, dc.date, dc.dates, item.updated].map(text).find(Boolean),
    html: [(item.content as Loose | undefined)?.encoded, item.content, item.content_html, item.content_text, item.description, item.summary].map(text).find(Boolean),
    language: text(item.language) || text(dc.language),
  };
}

/** A value, the value of an element with attributes, or the first of several. */
function text(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return text(value[0]);
  return typeof value === 'object' && value !== null ? text((value as Loose).value) : '';
}
