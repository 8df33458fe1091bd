/** What Readability makes of a page over our tree is what it makes of it over a general DOM (linkedom). */
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { blocksOf, type Node } from '../../src/sources/blocks.js';
import { htmlDocument } from '../../src/sources/html.js';
import { treeOf } from '../../src/sources/tree.js';
import { makePages, numbersFrom } from '../intake/pages.js';

/** The article by the long way round. */
function overLinkedom(source: string): string {
  const { document } = parseHTML(source.replace(/<!--[\s\S]*?-->/g, ''));
  for (const element of [...document.querySelectorAll('script, style, svg, template, nav, footer, aside')]) element.remove();
  const article = new Readability<Node>(document as unknown as Document, { serializer: (node) => node as unknown as Node, charThreshold: 200, disableJSONLD: true }).parse();
  return article?.content ? blocksOf(article.content).join('\n\n') : '';
}

const text = (source: string): string => htmlDocument('page.html', source).text;

describe('the article of a page', () => {
  it('is the same over both trees, for pages of every kind of site', () => {
    let count = 0;
    for (const { html, paragraphs } of makePages(60, 7)) {
      const found = text(html);
      expect(found).toBe(overLinkedom(html));
      // What the sites put among the paragraphs apart, all of the article is there.
      count += paragraphs.filter((paragraph) => found.includes(paragraph)).length / paragraphs.length;
    }
    expect(count / 60).toBeGreaterThan(0.99);
  });

  it('is the same over both trees when tags and attributes are missing, doubled or of another kind', () => {
    const next = numbersFrom(11);
    let compared = 0;
    const tags = ['<div>', '</div>', '<p>', '</p>', '<br><br>', '<br>', '<span style="display:none">', '</span>', '<section class="comment">', '</section>', '<ul><li>', '</ul>', '<table><tr><td>', '</table>', '<font size=2>', '</font>', '<a href="javascript:x">', '</a>', '<noscript><img src="a.jpg"></noscript>', '&nbsp;', '&amp;&lt;p&gt;', '<h2 hidden>', '</h2>', '<figure><img data-src="x.jpg 2x"></figure>', '<div role="dialog" aria-modal="true">', '<blockquote>', '</blockquote>', '<iframe src="https://www.youtube.com/x"></iframe>', '<p class="byline">', '<pre>', '</pre>'];
    for (const { html: made } of makePages(80, 13)) {
      // Names of attributes in capitals are none to linkedom.
      const html = made.replace(/ [A-Z]+(?==)/g, (name) => name.toLowerCase());
      const from = html.search(/<body/i) + 60;
      let damaged = html;
      for (let i = 0; i < 12; i += 1) {
        const at = damaged.indexOf('<', from + next(damaged.length - from));
        if (at < 0) continue;
        const end = damaged.indexOf('>', at) + 1;
        const drop = next(3) === 0 && !/^<\/?(script|style|svg|body|html|template|nav|aside|footer|title|noscript|form)/i.test(damaged.slice(at));
        damaged = damaged.slice(0, at) + tags[next(tags.length)]! + damaged.slice(drop ? end : at);
      }
      const reference = overLinkedom(damaged);
      // Where little is found, all of the page is read.
      if (reference.length < 200) continue;
      compared += 1;
      expect(text(damaged)).toBe(reference);
    }
    expect(compared).toBeGreaterThan(60);
  });
});

describe('the tree of a page', () => {
  const outline = (source: string, leaveOut: string[] = []): string => treeOf(source, new Set(leaveOut), 100).documentElement.innerHTML;

  it('has a head and a body, whatever tags its source leaves out', () => {
    expect(outline('<title>A</title><p>One<p>Two')).toBe('<head><title>A</title></head><body><p>One</p><p>Two</p></body>');
    expect(outline('<html lang="es"><head><meta name="a"><div>One</div> two')).toBe('<head><meta name="a"></head><body><div>One</div> two</body>');
    expect(outline('<!doctype html>\n<html>\n<body class="x">One</body>\n<div>Two</div></html>')).toBe('<head>\n\n</head><body class="x">One\n<div>Two</div></body>');
    expect(outline('')).toBe('<head></head><body></body>');
    expect(text(`<!doctype html><title>T</title><h1>T</h1><p>${'Argentina met Chile in Santiago. '.repeat(12)}`)).toMatch(/^Argentina met Chile/);
  });

  it('leaves out what it is told to, with all that is in it, but not an article\'s data', () => {
    expect(outline('<p>a<script>"<p>"</script><nav><nav>b</nav>c</nav>d<script type="application/ld+json">{}</script>', ['script', 'nav'])).toBe('<head></head><body><p>a</p>d<script type="application/ld+json">{}</script></body>');
  });

  it('reads the attributes of tags in capitals, and decodes entities as one text', () => {
    const [paragraph] = treeOf('<P CLASS="lead story" ID=x>Pe&ntilde;a &amp; &#8220;co&#8221;</P>', new Set(), 9).getElementsByTagName('p');
    expect(paragraph).toMatchObject({ className: 'lead story', id: 'x', textContent: 'Peña & “co”' });
    expect(paragraph!.childNodes).toHaveLength(1);
  });

  it('can be changed: moved, replaced, written anew', () => {
    const { body } = treeOf('<ul><li>1</li><li>2</li></ul><b>3</b>', new Set(), 9);
    const [list, bold] = body.children as [typeof body, typeof body];
    list.insertBefore(bold, list.firstChild);
    list.removeChild(list.lastChild!);
    list.replaceChild(treeOf('', new Set(), 9).createTextNode('<0>'), list.children[1]!);
    expect(body.innerHTML).toBe('<ul><b>3</b>&lt;0&gt;</ul>');
    body.innerHTML = '<p title="a &quot;b&quot;">x<br>y</p>';
    expect(body.innerHTML).toBe('<p title="a &quot;b&quot;">x<br>y</p>');
    expect(list.parentNode).toBeNull();
  });

  it('is not built of a page that is nested without end', () => {
    expect(() => outline('<div>'.repeat(100_000))).toThrow(/nested more than 100 deep/);
  });
});
