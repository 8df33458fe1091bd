/** Web pages: the article without the page around it, and what the page's metadata says of it. */
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import type { DocumentInput } from '../record/schema.js';
import { blocksOf, depthOf, FURNITURE, type Node } from './blocks.js';
import { decode } from './encoding.js';
import { dateInName, firstDate, languageOf, NO_DATE, titleFromName } from './fields.js';
import { Unreadable, type Reading } from './types.js';

/** The extraction of the article takes time by the cube of the depth; pages of this world stay below a hundred. */
const DEEPEST = 250;
/** Refused by counting tags, before a tree is built of it. */
const DEEPEST_TAGS = 4000;
/** An "article" that holds less of the page than this was likely the wrong one: then all of the page is read. */
const LEAST_ARTICLE = 80;

/** Reads a page from its bytes; its encoding is what a byte-order mark, the bytes or the page itself say. */
export function* readHtml(name: string, bytes: Uint8Array): Generator<Reading> {
  const declared = /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(Buffer.from(bytes.subarray(0, 2048)).toString('latin1'))?.[1];
  yield { document: htmlDocument(name, decode(bytes, declared)), place: '' };
}

/** A document from a page's source. */
export function htmlDocument(name: string, source: string): DocumentInput {
  const tags = tagDepth(source);
  if (tags > DEEPEST_TAGS) throw tooDeep(tags);
  const document = treeOf(withoutFurniture(source));
  const depth = depthOf(document.documentElement as unknown as Node);
  if (depth > DEEPEST) throw tooDeep(depth);
  const about = metadata(document, name);
  // What of it the scan could not tell by its tags.
  for (const element of document.querySelectorAll('nav, footer, aside')) element.remove();
  const article = new Readability<Node>(document, { serializer: (node) => node as unknown as Node, charThreshold: 200, disableJSONLD: true }).parse();
  const blocks = article?.content ? blocksOf(article.content) : [];
  if (blocks.join('').length >= LEAST_ARTICLE) return { ...about, text: blocks.join('\n\n') };
  // The extraction has changed the tree: the whole of the page is read from a new one.
  return { ...about, text: blocksOf(treeOf(source).body as unknown as Node, FURNITURE).join('\n\n') };
}

/**
 * A page's source without what calls itself furniture: it is never the article, and most of a page's elements are in it, so
 * that building its tree would be half of the work. One that is not closed stays.
 */
function withoutFurniture(source: string): string {
  const bare = withoutComments(source);
  let kept = '';
  let from = 0;
  let open: { name: string; at: number; depth: number } | null = null;
  for (const tag of bare.matchAll(/<(\/?)(nav|footer|aside)\b[^>]*>/gi)) {
    const name = tag[2]!.toLowerCase();
    if (open === null) {
      if (tag[1] === '') open = { name, at: tag.index, depth: 1 };
    } else if (name === open.name) {
      open.depth += tag[1] === '' ? 1 : -1;
      if (open.depth > 0) continue;
      kept += bare.slice(from, open.at);
      from = tag.index + tag[0].length;
      open = null;
    }
  }
  return kept + bare.slice(from);
}

/** Comments away; by searching forward alone, so that a page of nothing but their beginnings takes no longer than another. */
function withoutComments(source: string): string {
  let kept = '';
  let from = 0;
  for (let open = source.indexOf('<!--'); open >= 0; open = source.indexOf('<!--', from)) {
    const close = source.indexOf('-->', open + 4);
    if (close < 0) break;
    kept += source.slice(from, open);
    from = close + 3;
  }
  return kept + source.slice(from);
}

/** The tree of a page or a piece of one. Scripts (but for the article's data) and drawings are half of a page and never its text. */
function treeOf(source: string): Document {
  const lean = source
    .replace(/<script\b(?![^>]*ld\+json)[^>]*>[\s\S]*?<\/script\s*>/gi, '')
    .replace(/<(style|svg)\b[^>]*>[\s\S]*?<\/\1\s*>/gi, '');
  const whole = /<html[\s>]/i.test(lean) ? lean : `<!doctype html><html><body>${lean}</body></html>`;
  return parseHTML(whole).document as unknown as Document;
}

/** A piece of HTML (a feed's item, a message, a word processor's file) as text. */
export function htmlText(source: string): string {
  const tags = tagDepth(source);
  if (tags > DEEPEST_TAGS) throw tooDeep(tags);
  return blocksOf(treeOf(source).body as unknown as Node).join('\n\n');
}

function tooDeep(depth: number): Unreadable {
  return new Unreadable({ place: '', found: `elements nested ${depth} deep`, expected: `at most ${DEEPEST}, as in any page meant for reading`, advice: 'Save the page\'s text as a text file, or leave it out.' });
}

/** Elements that stay open: about how deep the tree will be, for the cost of a scan. */
function tagDepth(source: string): number {
  const free = new Set(['p', 'li', 'td', 'th', 'tr', 'dd', 'dt', 'br', 'hr', 'img', 'input', 'link', 'meta', 'option', 'source', 'thead', 'tbody', 'wbr', 'col', 'area', 'base', 'embed', 'track']);
  let depth = 0;
  let deepest = 0;
  for (const tag of source.matchAll(/<(\/?)([a-z][a-z0-9]*)(?=[\s/>])/gi)) {
    if (free.has(tag[2]!.toLowerCase())) continue;
    depth = Math.max(0, depth + (tag[1] ? -1 : 1));
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function metadata(document: Document, name: string): Omit<DocumentInput, 'text'> {
  const said = new Map<string, string>();
  for (const element of document.querySelectorAll('meta')) {
    const content = element.getAttribute('content')?.trim();
    const key = ['property', 'name', 'itemprop', 'http-equiv'].map((attribute) => element.getAttribute(attribute)).find(Boolean)?.toLowerCase();
    if (key && content && !said.has(key)) said.set(key, content);
  }
  const meta = (...names: string[]): string | undefined => names.map((name) => said.get(name.toLowerCase())).find(Boolean);
  const linked = linkedData(document);
  const author = [linked.author, meta('author', 'dc.creator', 'parsely-author'), meta('article:author')].find((value) => value && !/^https?:/.test(value));
  const canonical = document.querySelector('link[rel="canonical"]')?.getAttribute('href');
  const url = [canonical, meta('og:url')].find((value) => value && /^https?:\/\//.test(value));
  const dated = firstDate([
    meta('article:published_time'), linked.date, meta('datePublished', 'date', 'dc.date', 'dc.date.issued', 'dcterms.created', 'pubdate', 'parsely-pub-date', 'publish-date', 'sailthru.date'),
    document.querySelector('time[datetime]')?.getAttribute('datetime'),
  ]);
  return {
    title: meta('og:title', 'twitter:title') ?? linked.title ?? (document.querySelector('title')?.textContent?.trim() || document.querySelector('h1')?.textContent?.trim() || titleFromName(name)),
    publication: meta('og:site_name') ?? linked.publication ?? meta('dc.publisher', 'application-name') ?? '',
    author: author ?? '',
    url: url ?? '',
    language: languageOf(document.documentElement.getAttribute('lang') ?? meta('content-language', 'og:locale', 'dc.language')),
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
function linkedData(document: Document): LinkedData {
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    let value: unknown;
    try {
      value = JSON.parse(script.textContent ?? '');
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
