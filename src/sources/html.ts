/** Web pages: the article without the page around it, and what the page's metadata says of it. */
import { Readability } from '@mozilla/readability';
import type { DocumentInput } from '../record/schema.js';
import { blocksOf, FURNITURE, type Node } from './blocks.js';
import { decode } from './encoding.js';
import { dateInName, firstDate, languageOf, NO_DATE, titleFromName } from './fields.js';
import { treeOf, type Page } from './tree.js';
import type { Reading } from './types.js';

/** The extraction of the article takes time by the cube of the depth; pages of this world stay below a hundred. */
const DEEPEST = 250;
/** Text alone is taken from trees deeper than that. */
const DEEPEST_TEXT = 4000;
/** Never text: left out of every tree (of scripts, an article's data is kept). */
const SILENT = new Set(['script', 'style', 'svg', 'template']);
/** What calls itself furniture is never the article, and most of a page's elements are in it. */
const NO_ARTICLE = new Set([...SILENT, 'nav', 'footer', 'aside']);
/** An "article" that holds less of the page than this was likely the wrong one: then all of the page is read. */
const LEAST_ARTICLE = 80;

/** Reads a page from its bytes; its encoding is what a byte-order mark, the bytes or the page itself say. */
export function* readHtml(name: string, bytes: Uint8Array): Generator<Reading> {
  const declared = /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(Buffer.from(bytes.subarray(0, 2048)).toString('latin1'))?.[1];
  yield { document: htmlDocument(name, decode(bytes, declared)), place: '' };
}

/** A document from a page's source. */
export function htmlDocument(name: string, source: string): DocumentInput {
  const page = treeOf(source, NO_ARTICLE, DEEPEST);
  const about = metadata(page, name);
  const article = new Readability<Node>(page as unknown as Document, { serializer: (node) => node as unknown as Node, charThreshold: 200, disableJSONLD: true }).parse();
  const blocks = article?.content ? blocksOf(article.content) : [];
  if (blocks.join('').length >= LEAST_ARTICLE) return { ...about, text: blocks.join('\n\n') };
  // The extraction has changed the tree: the whole of the page is read from a new one.
  return { ...about, text: blocksOf(treeOf(source, SILENT, DEEPEST_TEXT).body, FURNITURE).join('\n\n') };
}

/** A piece of HTML (a feed's item, a message, a word processor's file) as text. */
export function htmlText(source: string): string {
  return blocksOf(treeOf(source, SILENT, DEEPEST_TEXT).body).join('\n\n');
}

function metadata(page: Page, name: string): Omit<DocumentInput, 'text'> {
  const said = new Map<string, string>();
  for (const element of page.getElementsByTagName('meta')) {
    const content = element.getAttribute('content')?.trim();
    const key = ['property', 'name', 'itemprop', 'http-equiv'].map((attribute) => element.getAttribute(attribute)).find(Boolean)?.toLowerCase();
    if (key && content && !said.has(key)) said.set(key, content);
  }
  const meta = (...names: string[]): string | undefined => names.map((name) => said.get(name.toLowerCase())).find(Boolean);
  const linked = linkedData(page);
  const author = [linked.author, meta('author', 'dc.creator', 'parsely-author'), meta('article:author')].find((value) => value && !/^https?:/.test(value));
  const first = (tag: string): string | undefined => page.getElementsByTagName(tag)[0]?.textContent.trim() || undefined;
  const canonical = page.getElementsByTagName('link').find((link) => link.getAttribute('rel') === 'canonical')?.getAttribute('href');
  const url = [canonical, meta('og:url')].find((value) => value && /^https?:\/\//.test(value));
  const dated = firstDate([
    meta('article:published_time'), linked.date, meta('datePublished', 'date', 'dc.date', 'dc.date.issued', 'dcterms.created', 'pubdate', 'parsely-pub-date', 'publish-date', 'sailthru.date'),
    page.getElementsByTagName('time').find((time) => time.hasAttribute('datetime'))?.getAttribute('datetime'),
  ]);
  return {
    title: meta('og:title', 'twitter:title') ?? linked.title ?? first('title') ?? first('h1') ?? titleFromName(name),
    publication: meta('og:site_name') ?? linked.publication ?? meta('dc.publisher', 'application-name') ?? '',
    author: author ?? '',
    url: url ?? '',
    language: languageOf(page.documentElement.getAttribute('lang') ?? meta('content-language', 'og:locale', 'dc.language')),
    ...(dated === NO_DATE ? dateInName(name) : dated),
  };
}

interface LinkedData {
  title?: string;
  author?: string;
  date?: string;
  publication?: string;
}

/** What a page says of its article as JSON-LD (schema.org). */
function linkedData(page: Page): LinkedData {
  for (const script of page.getElementsByTagName('script')) {
    let value: unknown;
    try {
      value = JSON.parse(script.textContent);
    } catch {
      continue; // Pages often have it malformed; their other metadata serves.
    }
    const list = [value, (value as { '@graph'?: unknown } | null)?.['@graph']].flat();
    for (const item of list as Record<string, unknown>[]) {
      if (item && /Article|Report|BlogPosting/.test(String(item['@type'] ?? ''))) {
        return { title: named(item.headline), author: named(item.author), date: named(item.datePublished), publication: named(item.publisher) };
      }
    }
  }
  return {};
}

/** A value, or a thing's name; of several, all their names. */
function named(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() || undefined;
  if (Array.isArray(value)) return value.map(named).filter(Boolean).join(', ') || undefined;
  return typeof value === 'object' && value !== null ? named((value as { name?: unknown }).name) : undefined;
}
