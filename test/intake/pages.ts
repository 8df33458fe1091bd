/**
 * Pages as newspapers have them, made of the example's own dispatches: an article of 350 to 500 words among menus, teasers,
 * scripts, styles, drawings, forms and metadata. For tests and benchmarks of reading them; the same on every machine.
 */
import { readdirSync, readFileSync } from 'node:fs';

export interface MadePage {
  name: string;
  html: string;
  /** The article's paragraphs, as its site has them between all the rest. */
  paragraphs: string[];
  words: number;
}

interface Dispatch {
  date: string;
  title: string;
  language: string;
  text: string;
}

const DISPATCHES = new URL('../../data/example/dispatches/', import.meta.url);
const FEWEST_WORDS = 350;
const MOST_WORDS = 500;

/** Numbers from 0 up to a bound, the same for the same seed (Tommy Ettinger's mulberry32). */
export function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) % below;
  };
}

const wordsIn = (text: string): number => text.split(/\s+/).length;
const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

/** Pages, of sites that are built in different ways by turns. */
export function* makePages(count: number, seed = 1): Generator<MadePage> {
  const all = readdirSync(DISPATCHES).sort().flatMap((file) => readFileSync(new URL(file, DISPATCHES), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Dispatch));
  const next = numbersFrom(seed);
  for (let i = 0; i < count; i += 1) {
    const { date, title, language } = all[next(all.length)]!;
    const same = all.filter((dispatch) => dispatch.language === language);
    const wanted = FEWEST_WORDS + next(MOST_WORDS - FEWEST_WORDS - 60);
    const paragraphs: string[] = [];
    let words = 0;
    for (let at = next(same.length); words < wanted; at = (at + 1 + next(40)) % same.length) {
      const { text } = same[at]!;
      if (words + wordsIn(text) > MOST_WORDS) continue;
      paragraphs.push(text.replace(/\s+/g, ' ').trim());
      words += wordsIn(text);
    }
    const site = SITES[i % SITES.length]!;
    const titles = Array.from({ length: 24 }, () => all[next(all.length)]!.title);
    yield { name: `${String(i).padStart(5, '0')}-${site.name}.html`, html: site.page({ number: i, title: escaped(title), date, language, paragraphs: paragraphs.map(escaped), titles: titles.map(escaped), next }), paragraphs, words };
  }
}

interface Story {
  number: number;
  title: string;
  date: string;
  language: string;
  paragraphs: string[];
  titles: string[];
  next: (below: number) => number;
}

const SECTIONS = ['World', 'Americas', 'Europe', 'Asia', 'Africa', 'Politics', 'Economy', 'Opinion', 'Culture', 'Sport', 'Science', 'Letters'];

const links = (titles: string[], className: string): string =>
  titles.map((title, i) => `<li class="${className}__item ${className}__item--${i % 3}" data-position="${i}"><a href="/${className}/${i}" class="${className}__link" data-track='{"at":"${className}","n":${i}}'><span class="label">${title}</span></a></li>`).join('\n          ');

const menu = (name: string): string => SECTIONS.map((section) => `<li class="menu-item has-children"><a href="/${section.toLowerCase()}">${section}</a>
      <ul class="sub-menu">${SECTIONS.slice(0, 5).map((sub) => `<li class="menu-item"><a href="/${section}/${sub}" class="${name}-link">${sub} &amp; ${section}</a></li>`).join('')}</ul></li>`).join('\n    ');

const icon = (n: number): string => `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="${Array.from({ length: 14 }, (_, i) => `M${(i * 7 + n) % 24} ${(i * 5) % 24}l${i} ${n % 9}`).join('')}z"/></svg>`;

const share = (): string => `<div class="share"><ul>${['mail', 'print', 'link', 'save'].map((way, i) => `<li><button type="button" class="share-button" aria-label="${way}">${icon(i)}<span class="visually-hidden">${way}</span></button></li>`).join('')}</ul></div>`;

const script = (next: Story['next'], length: number): string => {
  let code = 'window.dataLayer=window.dataLayer||[];(function(w,d){';
  while (code.length < length) code += `w["k${next(9999)}"]=function(a,b){if(a<b&&d.getElementById("slot-${next(99)}")){return "<div class='slot'>"+a+"</div>"}return [${next(999)},${next(999)}]};\n`;
  return `<script>${code}})(window,document);</script>`;
};

const style = (next: Story['next'], rules: number): string =>
  `<style>${Array.from({ length: rules }, (_, i) => `.c${i} > .d${next(99)}{margin:${next(40)}px ${next(40)}px;color:#${(0x100000 + next(0xeffff)).toString(16)};background:url(data:image/gif;base64,R0lGOD)}`).join('\n')}</style>`;

const head = ({ title, date, language, number, next }: Story, site: string, more = ''): string => `<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} | ${site}</title>
<meta property="og:title" content="${title}">
<meta property="og:site_name" content="${site}">
<meta property="og:type" content="article">
<meta property="og:locale" content="${language === 'es' ? 'es_AR' : 'en_GB'}">
<meta name="twitter:card" content="summary_large_image">
<link rel="canonical" href="https://${site.toLowerCase().replace(/\W+/g, '')}.example/${date}/${number}">
${Array.from({ length: 12 }, (_, i) => `<link rel="preload" as="script" href="/static/chunk-${i}.js">`).join('\n')}
${more}
${style(next, 90)}
${script(next, 9000)}
</head>`;

const foot = (next: Story['next']): string => `<footer class="site-footer"><nav>${`<ul>${SECTIONS.map((section) => `<li><a href="/about/${section}">${section}</a></li>`).join('')}</ul>`.repeat(4)}</nav><p>All rights reserved. Use of this page is subject to its terms.</p></footer>
${script(next, 14_000)}
<noscript><img src="/pixel.gif" alt=""></noscript>`;

const linked = ({ title, date, number }: Story, site: string): string =>
  `<script type="application/ld+json">${JSON.stringify({ '@context': 'https://schema.org', '@type': 'NewsArticle', headline: title, datePublished: `${date}T09:${String(number % 60).padStart(2, '0')}:00-03:00`, author: [{ '@type': 'Organization', name: `${site} desk` }], publisher: { '@type': 'Organization', name: site } })}</script>`;

/** A site with the elements of HTML 5. */
function gazette(story: Story): string {
  const { title, date, language, paragraphs, titles, next } = story;
  return `<!DOCTYPE html>
<html lang="${language}">
${head(story, 'The Gazette', linked(story, 'The Gazette'))}
<body class="article-page">
<a class="skip" href="#main">Skip to content</a>
<header class="site-header"><div class="logo">${icon(3)}</div><nav class="main-nav"><ul>${menu('main')}</ul></nav><form class="search" action="/search"><input name="q" placeholder="Search"><button>${icon(1)}</button></form></header>
<main id="main">
<article>
<header><h1>${title}</h1><p class="standfirst">From our correspondent</p><time datetime="${date}">${date}</time>${share()}</header>
<figure><img src="/photo.jpg" alt=""><figcaption>File picture</figcaption></figure>
${paragraphs.map((text, i) => `<p>${i % 3 === 1 ? text.replace(/^(\S+ \S+)/, '<a href="/topic">$1</a>') : text}</p>${i === 2 ? `\n<aside class="related"><h3>Related</h3><ul>${links(titles.slice(0, 6), 'related')}</ul></aside>` : ''}`).join('\n')}
</article>
<aside class="sidebar"><h2>Most read</h2><ol>${links(titles.slice(6, 16), 'most-read')}</ol><!-- slot: ${next(999)} --></aside>
</main>
${foot(next)}
</body></html>`;
}

/** A site of nothing but divisions with class names. */
function courier(story: Story): string {
  const { title, date, language, paragraphs, titles, next } = story;
  return `<!doctype html><html lang="${language}">${head(story, 'Evening Courier', `<meta property="article:published_time" content="${date}T18:00:00Z">\n<meta name="author" content="Courier Staff">`)}
<body><div id="root"><div class="topbar"><div class="container"><ul class="menu">${menu('top')}</ul></div></div>
<div class="layout"><div class="col-8"><div class="story-wrapper"><div class="story-header"><h1 class="story-title">${title}</h1><div class="byline">By <span>Courier Staff</span> · <span>${date}</span></div>${share()}</div>
<div class="story-body">
${paragraphs.map((text, i) => `<div class="paragraph"><p>${text}</p></div>${i === 3 ? `<div class="ad-slot" id="slot-${next(99)}"><!-- ad --><span>Advertisement</span></div>` : ''}`).join('\n')}
</div><div class="tags">${SECTIONS.slice(0, 4).map((tag) => `<a href="/tag/${tag}">${tag}</a>`).join(' ')}</div></div>
<div class="comments"><h3>Comments</h3>${titles.slice(0, 8).map((text, i) => `<div class="comment" id="c${i}"><div class="comment-author">reader${i}</div><div class="comment-text">${text}?</div><a href="#reply">Reply</a></div>`).join('\n')}</div></div>
<div class="col-4 sidebar"><div class="widget"><h4>Latest</h4><ul>${links(titles.slice(8, 20), 'latest')}</ul></div><div class="widget newsletter"><form><label>Newsletter<input type="email"></label><button>Sign up</button></form></div></div></div>
<div class="footer"><div class="container">${links(SECTIONS, 'footer')}</div></div></div>${script(next, 22_000)}</body></html>`;
}

/** A site of a common content system, with blocks, lists and quotations. */
function observer(story: Story): string {
  const { title, date, language, paragraphs, titles, next } = story;
  return `<!DOCTYPE html><html lang="${language}-x">
${head(story, 'Sunday Observer', linked(story, 'Sunday Observer'))}
<body class="post-template single single-post postid-${story.number}">
<div id="page" class="site"><header id="masthead" class="site-header" role="banner"><div class="site-branding"><a href="/">Sunday Observer</a></div><nav id="site-navigation" class="main-navigation"><button class="menu-toggle">Menu</button><ul id="menu">${menu('primary')}</ul></nav></header>
<div id="content" class="site-content"><div id="primary" class="content-area"><main id="main" class="site-main">
<article id="post-${story.number}" class="post type-post status-publish hentry category-world"><header class="entry-header"><h1 class="entry-title">${title}</h1><div class="entry-meta"><time class="entry-date published" datetime="${date}T07:00:00+00:00">${date}</time></div></header>
<div class="entry-content">
${paragraphs.map((text, i) => (i % 5 === 4 ? `<blockquote class="wp-block-quote"><p>${text}</p></blockquote>` : i % 4 === 3 ? `<h2>${titles[i % titles.length]}</h2>\n<p>${text}</p>` : `<p>${text.replace(/ (\S+) (\S+)$/, ' <em>$1</em> <strong>$2</strong>')}</p>`)).join('\n\n')}
<ul><li>${titles[20]}</li><li>${titles[21]}</li></ul>
</div><footer class="entry-footer"><span class="cat-links">Posted in <a href="/world">World</a></span></footer></article>
<nav class="post-navigation"><a rel="prev" href="/p">${titles[22]}</a><a rel="next" href="/n">${titles[23]}</a></nav></main></div>
<aside id="secondary" class="widget-area"><section class="widget widget_recent_entries"><h2>Recent posts</h2><ul>${links(titles.slice(0, 14), 'recent')}</ul></section><section class="widget widget_archive"><h2>Archive</h2><ul>${Array.from({ length: 36 }, (_, i) => `<li><a href="/archive/${i}">Month ${i + 1}</a></li>`).join('')}</ul></section></aside></div></div>
${foot(next)}</body></html>`;
}

/** An old site: tables, line breaks, tags in capitals, some never closed. */
function bulletin(story: Story): string {
  const { title, date, language, paragraphs, titles, next } = story;
  return `<HTML LANG="${language}">${head(story, 'Ministry Bulletin', `<meta name="date" content="${date}">`)}
<BODY BGCOLOR="#ffffff"><TABLE WIDTH="100%" BORDER=0><TR><TD COLSPAN=3><IMG SRC="/banner.gif" ALT="Bulletin"></TD></TR>
<TR><TD CLASS="left" VALIGN=top><UL>${links(titles.slice(0, 12), 'menu')}</UL></TD>
<TD CLASS="text" VALIGN=top><H1>${title}</H1><FONT SIZE=2>${date}</FONT><BR><BR>
${paragraphs.map((text, i) => (i % 2 === 0 ? `<P ALIGN="justify">${text}` : `<P ALIGN="justify">${text}</P>`)).join('\n')}
</TD><TD CLASS="right" VALIGN=top>${titles.slice(12, 20).map((text) => `<DIV><A HREF="/x"><B>${text}</B></A><BR>more&nbsp;&raquo;</DIV>`).join('')}</TD></TR>
<TR><TD COLSPAN=3 ALIGN=center>${SECTIONS.map((section) => `<A HREF="/${section}">${section}</A>`).join(' | ')}</TD></TR></TABLE>${script(next, 3000)}</BODY></HTML>`;
}

const SITES: { name: string; page: (story: Story) => string }[] = [
  { name: 'gazette', page: gazette }, { name: 'courier', page: courier }, { name: 'observer', page: observer }, { name: 'bulletin', page: bulletin },
];
